"""The training of the reader on tiny data: spans hold, wrong passages are wrong, steps run, go on, learn and export."""

import gzip
import json
import random
from functools import partial
from pathlib import Path

import pytest
import torch
from train_cases import small_student, write_data, write_written

from index.pairs import pieces_of
from train.data import Group, jsonl_rows
from train.progress import Progress
from train.reader import ReaderSettings, auc, batches, measure, overlap, predict, reader_loss, train_reader
from train.reader_data import (
    WINDOW_WORDS,
    Asked,
    Case,
    Shown,
    case_of,
    own_asked,
    policy_asked,
    qa_asked,
    shown,
    training_cases,
    with_others,
)
from train.reader_model import IGNORED, ReaderModel, batch_of, export_reader

LONG = " ".join(f"ord{n}" for n in range(300))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny data, with answers that stand in the passages."""
    made = write_data(tmp_path_factory.mktemp("data"))
    rows = [json.loads(line) for line in (made / "policy_questions.jsonl").read_text("utf-8").splitlines()]
    lines = [json.dumps({**row, "answer": "fullmäktige" if row["answerable"] else ""}) for row in rows]
    (made / "policy_questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    rows = list(jsonl_rows(made / "qa_sv.jsonl.gz"))
    lines = [json.dumps({**row, "answers": [{"text": row["title"], "start": 0}]}) for row in rows]
    (made / "qa_sv.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return made


def group(text: str, *, title: str = "Plan för vatten, Älvsta kommun") -> Group:
    return Group(source="written", title=title, heading="Ansvar", text=text, questions=())


@pytest.mark.parametrize("seed", range(8))
def test_span_survives_context_and_window(seed: int) -> None:
    """Whatever context is left out and wherever a long text is cut, the span is the answer, the occurrence meant."""
    text = f"{LONG} nämnden beslutar\n  i mars {LONG} nämnden beslutar\n  i mars"
    start = text.rindex("nämnden")
    seen = shown(group(text), "nämnden beslutar\n  i mars", start, random.Random(seed))
    assert seen.span is not None
    assert seen.text[slice(*seen.span)] == "nämnden beslutar i mars"
    assert seen.text.endswith("nämnden beslutar i mars")
    assert len(seen.text.rpartition(" | ")[2].split()) <= WINDOW_WORDS


def test_lost_answer_makes_no_case() -> None:
    """An answer that does not stand in its passage is left out rather than taught as unanswerable."""
    asked = Asked(source="policy", question="Vem?", group=group("Ingen."), answer="Nämnden", start=0)
    assert case_of(asked, random.Random(0), others=0, noise=0.0) is None


def test_held_out_passages_are_apart(folder: Path) -> None:
    """Passages whose number ends in 7 are measured on and never trained on."""
    held, trained = (policy_asked(folder, held_out=part) for part in (True, False))
    assert {item.group.text for item in held}.isdisjoint(item.group.text for item in trained)
    assert len(held) == 3
    assert sum(item.answer is None for item in held) == 1
    assert not {q.group.title for q in qa_asked(folder, held_out=True)} & {
        q.group.title for q in qa_asked(folder, held_out=False)
    }


def test_passage_with_the_answer_is_no_wrong_one(tmp_path: Path) -> None:
    """A passage found for a question is not taught as one that does not answer when it holds the answer's words."""
    own, same, other = group("Nämnden beslutar."), group("Även nämnden kan."), group("Styrelsen.")
    asked = [
        Asked(source="policy", question="Vem?", group=own, answer="Nämnden", start=0),
        Asked(source="policy", question="Annat?", group=same, answer=None, start=0),
        Asked(source="policy", question="Mer?", group=other, answer=None, start=0),
    ]
    (tmp_path / "near.json").write_text(json.dumps({item.question: [0, 1, 2] for item in asked}), "utf-8")
    found = with_others(asked, tmp_path / "near.json")
    assert found[0].others == (other,)
    assert found[1].others == (own, other)


def test_batch_by_hand(folder: Path) -> None:
    """Types change after the first </s>; the span's pieces are the answer's; a passage without one has none."""
    student = small_student(folder)
    text = "Plan | kommunstyrelsen beslutar om planen"
    begin = text.index("kommunstyrelsen")
    case = Case(question="Vem?", shown=(Shown(text=text, span=(begin, begin + 15)), Shown(text="Kort.", span=None)))
    batch = batch_of(student.tokenizer, [case])
    pieces = pieces_of(student.tokenizer, "Vem?", text)
    first, last = batch.spans[0].tolist()
    assert text[pieces.offsets[first - pieces.first][0] : pieces.offsets[last - pieces.first][1]] == "kommunstyrelsen"
    assert batch.answers.tolist() == [1.0, 0.0]
    assert batch.spans[1].tolist() == [IGNORED, IGNORED]
    assert batch.types[0].tolist()[: pieces.first] == [0] * pieces.first
    assert batch.question.tolist() == [0, 0]


def test_padding_changes_nothing(folder: Path) -> None:
    """A pair gets the same logits alone and beside a longer one."""
    student = small_student(folder)
    model = ReaderModel(student.body, student.tokenizer).eval()
    short, long = Shown(text="Planen beslutas.", span=None), Shown(text="Planen beslutas varje år. " * 4, span=None)
    alone = batch_of(student.tokenizer, [Case(question="Vem beslutar?", shown=(short,))])
    both = batch_of(student.tokenizer, [Case(question="Vem beslutar?", shown=(short, long))])
    with torch.no_grad():
        one, two = model(alone.ids, alone.types), model(both.ids, both.types)
    width = alone.ids.shape[1]
    torch.testing.assert_close(one[0][0], two[0][0], atol=1e-5, rtol=0)
    torch.testing.assert_close(one[1][0], two[1][0, :width], atol=1e-5, rtol=0)


def test_measures_by_hand() -> None:
    """Ties count half; the overlap of two words of which one is right, with one gold word, is 2/3."""
    assert auc([0.9, 0.4], [0.4, 0.1]) == pytest.approx(3.5 / 4)
    assert overlap(["mars"], ["i", "mars"]) == pytest.approx(2 / 3)
    assert overlap([], []) == 0.0


def test_trains_goes_on_and_exports(folder: Path, tmp_path: Path) -> None:
    """A short run lowers the loss on what it saw, goes on from its checkpoint, and exports what onnxruntime reads."""
    small_student(folder).save(tmp_path / "distil")
    asked = policy_asked(folder, held_out=False) + qa_asked(folder, held_out=False)
    written = write_written(tmp_path / "written")
    own = own_asked(written)
    near = {item.question: [0, 1, 2, 3] for item in [*asked, *own] if item.source != "squad_v2_sv"}
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "near.json").write_text(json.dumps(near), "utf-8")
    settings = ReaderSettings(minutes=0.06, tokens=300, body_rate=2e-3, head_rate=5e-3)
    trained = train_reader(folder, tmp_path, settings, written=written)
    steps = Progress.load(tmp_path / "reader.json").steps
    assert steps > 0
    cases = training_cases(
        with_others(asked, tmp_path / "reader" / "near.json"), random.Random(1), policy_share=1.0, noise=0.0
    )
    batch = batch_of(trained.tokenizer, next(batches(cases, tokens=900, chance=random.Random(1))))
    before = ReaderModel.begin(tmp_path / "distil")
    with torch.no_grad():
        assert reader_loss(trained, batch, rank_weight=0.5) < reader_loss(before, batch, rank_weight=0.5)
    words = before.body.embeddings.word_embeddings.weight
    assert torch.equal(trained.body.embeddings.word_embeddings.weight, words)
    train_reader(folder, tmp_path, ReaderSettings(minutes=0.08, tokens=300), written=written)
    assert Progress.load(tmp_path / "reader.json").steps > steps
    scores = measure(partial(predict, trained.eval()), folder)
    assert scores.keys() == {"policy exact", "policy F1", "policy AUC"}
    assert all(0 <= value <= 1 for value in scores.values())
    export_reader(trained, tmp_path / "model", out=tmp_path)
    import onnxruntime

    session = onnxruntime.InferenceSession(tmp_path / "model" / "model.onnx", providers=["CPUExecutionProvider"])
    pieces = pieces_of(trained.tokenizer, "Vem beslutar?", "Kommunstyrelsen beslutar om planen.")
    given = {"ids": [pieces.ids], "types": [pieces.types]}
    with torch.no_grad():
        exact = trained(torch.tensor([pieces.ids]), torch.tensor([pieces.types]))
    for found, wanted in zip(session.run(None, given), exact, strict=True):
        assert found.shape == tuple(wanted.shape)
    assert abs(float(session.run(["has_answer"], given)[0][0]) - float(exact[0][0])) < 0.5
