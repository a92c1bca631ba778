"""The shipped reader: what it says of passages, that it says it twice, and what it refuses to load."""

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from answer.reader import MAX_ANSWER_PIECES, SHIPPED, Reader, best_span, load_reader
from index.context import contextual_text
from index.encoder import ModelError
from index.pairs import MAX_PIECES, MAX_QUESTION_PIECES

FOLLOW_UP = contextual_text(
    title="Program för integration",
    municipality="Västerås",
    headings=["Uppföljning"],
    text="Programmet gäller i fyra år. Arbetslivsnämnden följer upp programmet vartannat år, i mars.",
)
BEACHES = contextual_text(
    title="Plan för badplatser",
    municipality="Borås",
    headings=["Städning"],
    text="Badplatserna städas varje vecka under sommaren av fritidsförvaltningen.",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("Vem följer upp programmet?", FOLLOW_UP, BEACHES),
        ("vem foljer upp programmet", FOLLOW_UP, BEACHES),
        ("Who follows up the programme?", FOLLOW_UP, BEACHES),
        ("Vem städar badplatserna?", BEACHES, FOLLOW_UP),
        ("How often are the beaches cleaned?", BEACHES, FOLLOW_UP),
    ],
)
def test_passage_that_answers_scores_higher(reader: Reader, question: str, right: str, wrong: str) -> None:
    """In Swedish, without å, ä and ö, and in English."""
    answers, other = reader.read(question, [right, wrong])
    assert answers.has_answer > other.has_answer


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Vem följer upp programmet?", FOLLOW_UP, "Arbetslivsnämnden"),
        ("Hur ofta städas badplatserna?", BEACHES, "varje vecka"),
    ],
)
def test_marks_the_sentence_that_answers(reader: Reader, question: str, text: str, answer: str) -> None:
    """Most of the mass lies in the sentence that holds the answer, and the best span overlaps it."""
    reading = reader.read(question, [text])[0]
    place = text.index(answer)
    begin = text.rfind(". ", 0, place) + 1
    assert reading.mass(begin, len(text)) > 0.5
    assert text[reading.start : reading.end].strip()


def test_probabilities_and_places_fit_the_text(reader: Reader) -> None:
    """Has-answer lies in [0, 1], the starts sum to one, and every place lies inside the text, in order."""
    for reading in reader.read("Vem följer upp programmet?", [FOLLOW_UP, BEACHES, "Kort."]):
        assert 0 <= reading.has_answer <= 1
        assert reading.start_probabilities.sum() == pytest.approx(1, abs=1e-4)
        assert reading.piece_starts.shape == reading.start_probabilities.shape
        assert all(a <= b for a, b in pairwise(reading.piece_starts.tolist()))
        assert 0 <= reading.start < reading.end <= len(FOLLOW_UP)
        assert reading.mass(0, len(FOLLOW_UP)) == pytest.approx(1, abs=1e-4)


def test_judgement_does_not_depend_on_company(reader: Reader) -> None:
    """The same pair gives the same numbers, alone, among others, and again."""
    alone = reader.read("Vem följer upp programmet?", [FOLLOW_UP])[0]
    among = reader.read("Vem följer upp programmet?", [BEACHES * 3, FOLLOW_UP, "Kort."])[1]
    assert alone.has_answer == among.has_answer
    assert (alone.start, alone.end) == (among.start, among.end)
    np.testing.assert_array_equal(alone.start_probabilities, among.start_probabilities)


@pytest.mark.parametrize("question", ["", "?!", "\U000e0041", "мир", "ord " * 10_000, "<b>Vem?</b>"])
@pytest.mark.parametrize("text", ["", "   ", "…", FOLLOW_UP, "ord " * 5_000])
def test_any_text_gets_a_reading(reader: Reader, question: str, text: str) -> None:
    """Nothing, marks, another script or far too much: a reading whose span lies in the text, nothing where none is."""
    reading = reader.read(question, [text])[0]
    assert 0 <= reading.has_answer <= 1
    assert 0 <= reading.start <= reading.end <= len(text)
    if not text.strip():
        assert (reading.has_answer, reading.end, len(reading.piece_starts)) == (0.0, 0, 0)
    assert len(reading.piece_starts) <= MAX_PIECES - 3
    assert MAX_QUESTION_PIECES < MAX_PIECES - 3


def test_no_texts_no_readings(reader: Reader) -> None:
    """Nothing found is nothing to read."""
    assert reader.read("Vem?", []) == []


def test_best_span_by_hand() -> None:
    """The end never precedes the start, and an answer has at most its longest length."""
    low = -9.0
    assert best_span(np.array([low, low, 0.0], np.float32), np.array([0.0, low, -1.0], np.float32)) == (2, 2)
    long = np.full(MAX_ANSWER_PIECES + 5, low, np.float32)
    starts, ends = long.copy(), long.copy()
    starts[0] = ends[-1] = 0.0
    ends[3] = -4.0
    assert best_span(starts, ends) == (0, 3)


@pytest.mark.parametrize("name", ["model.onnx", "reader.json"])
def test_damaged_model_is_refused(tmp_path: Path, name: str) -> None:
    """A file cut short is named, and so is the way out."""
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])
    with pytest.raises(ModelError, match=rf"{name}: the model file is damaged .*install it again\.$"):
        Reader(folder)


def test_missing_model_is_refused(tmp_path: Path) -> None:
    """A folder without the model says what is missing."""
    with pytest.raises(ModelError, match=r"missing or unreadable; install it again\.$"):
        Reader(tmp_path)


def test_other_vocabulary_is_refused(tmp_path: Path) -> None:
    """A reader trained with another vocabulary would read other words than stand there."""
    import hashlib

    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    (folder / "reader.json").write_text('{"name": "styrdok-reader@x", "tokenizer_sha256": "0"}', "utf-8")
    digest = hashlib.sha256((folder / "reader.json").read_bytes()).hexdigest()
    lines = (folder / "checksums.sha256").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.endswith("reader.json")]
    (folder / "checksums.sha256").write_text("\n".join([*kept, f"{digest}  reader.json"]) + "\n", "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json: not the vocabulary that styrdok-reader@x was trained"):
        Reader(folder)


def test_runs_without_torch() -> None:
    """Reading needs onnxruntime and tokenizers alone; importing it needs neither."""
    code = (
        "import sys; from answer.reader import load_reader; light = set(sys.modules);"
        "assert not light & {'onnxruntime', 'tokenizers'};"
        "load_reader().read('Vem?', ['Nämnden beslutar.']); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=Path(__file__).parents[1])
