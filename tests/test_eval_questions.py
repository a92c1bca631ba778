"""Question files: what is read, and what is refused with one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import EvalError
from eval.questions import load_dialogues, load_questions, missing_gold

GOOD: dict[str, Any] = {
    "query_id": "q1",
    "question": "Vem följer upp programmet?",
    "language": "sv",
    "category": "who",
    "answerable": True,
    "gold": [{"doc_id": "boras", "quote": "Arbetslivsnämnden följer upp", "relevance": 2}],
    "answers": [["Arbetslivsnämnden", "the Labour Market Committee"]],
}


def written(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_questions_are_read_in_order(tmp_path: Path) -> None:
    """All fields of the contract arrive; blank lines, a byte-order mark and further fields do no harm."""
    lines = ("\ufeff" + json.dumps(GOOD), "", {**GOOD, "query_id": "q2", "note": "x"})
    first, second = load_questions(written(tmp_path / "q.jsonl", *lines))
    assert (first.query_id, second.query_id) == ("q1", "q2")
    assert first.gold[0].quote == "Arbetslivsnämnden följer upp"
    assert first.answers == (("Arbetslivsnämnden", "the Labour Market Committee"),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"query_id": 7}, "'query_id' is '7'; it must be a string"),
        ({"query_id": "a b"}, "leave out the white space"),
        ({"question": " "}, None),  # an empty question is a question a user may ask
        ({"language": "fi"}, "'language' is 'fi'; it must be one of sv, en"),
        ({"category": ""}, "'category' is ''; fill it in"),
        ({"answerable": "yes"}, "'answerable' is 'yes'; it must be true or false"),
        ({"answerable": 1}, "it must be true or false"),
        ({"gold": []}, "the question is answerable; quote what answers it"),
        ({"gold": ["text"]}, "gold[0]: 'text' is not an object"),
        ({"gold": [{"doc_id": "d", "quote": "–", "relevance": 2}]}, "which has no words"),
        ({"gold": [{"doc_id": "d", "quote": "x", "relevance": 3}]}, "'relevance' is 3; use 2"),
        ({"gold": [{"doc_id": "d", "quote": "x", "relevance": True}]}, "it must be a whole number"),
        ({"gold": [{"quote": "x", "relevance": 1}]}, "'doc_id' is missing"),
        ({"answers": ["Arbetslivsnämnden"]}, "answers[0] is 'Arbetslivsnämnden'; give a list of accepted wordings"),
        ({"answers": [["…"]]}, "each with a word"),
        ({"answers": [[]]}, "give a list of accepted wordings"),
        ({"answerable": False}, "not answerable but has answers"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path: Path, change: dict[str, Any], said: str | None) -> None:
    """The message names the file, the line, the value and the way out."""
    path = written(tmp_path / "q.jsonl", {**GOOD, "query_id": "q0"}, {**GOOD, **change})
    if said is None:
        assert len(load_questions(path)) == 2
        return
    with pytest.raises(EvalError) as caught:
        load_questions(path)
    assert f"{path} line 2" in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("key", list(GOOD))
def test_every_field_is_required(tmp_path: Path, key: str) -> None:
    """A field that is left out, or misspelt, is missed by name."""
    path = written(tmp_path / "q.jsonl", {k: v for k, v in GOOD.items() if k != key})
    with pytest.raises(EvalError, match=f"line 1: '{key}' is missing"):
        load_questions(path)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((GOOD, GOOD), "line 2: 'query_id' 'q1' is used twice"),
        (("{",), "line 1: '{' is not JSON"),
        (("[1]",), "line 1: '[1]' is not an object"),
        (("",), "there are no questions in it"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, lines: tuple[Any, ...], said: str) -> None:
    """Double ids, broken JSON and empty files are refused."""
    with pytest.raises(EvalError) as caught:
        load_questions(written(tmp_path / "q.jsonl", *lines))
    assert said in str(caught.value)


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    """A missing file and one in another encoding are refused with the way out."""
    with pytest.raises(EvalError, match="name an existing JSONL file"):
        load_questions(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("å".encode("latin-1"))
    with pytest.raises(EvalError, match="save the file as UTF-8"):
        load_questions(tmp_path / "latin.jsonl")


def test_gold_that_no_document_holds_is_told(tmp_path: Path) -> None:
    """A quote that is not in its document, and a document that is not there, are named."""
    questions = load_questions(written(tmp_path / "q.jsonl", GOOD))
    assert missing_gold(questions, {"boras": "… Arbetslivsnämnden\nföljer *upp* …"}.get) == []
    assert "does not say" in missing_gold(questions, {"boras": "Nämnden"}.get)[0]
    assert "no document 'boras'" in missing_gold(questions, {}.get)[0]


def test_dialogues_are_read(tmp_path: Path) -> None:
    """Turns get ids, take the dialogue's language, and are not scored unless they say what is right."""
    turns = [
        {"question": "Hej"},
        {"question": "And in Västerås?", "answerable": False, "understood": "Who in Västerås?"},
    ]
    path = written(tmp_path / "d.jsonl", {"dialogue_id": "d1", "language": "en", "turns": turns})
    (dialogue,) = load_dialogues(path)
    assert [turn.query_id for turn in dialogue.turns] == ["d1#1", "d1#2"]
    assert [turn.is_scored for turn in dialogue.turns] == [False, True]
    assert dialogue.turns[1].language == "en"
    assert dialogue.turns[1].understood == "Who in Västerås?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"dialogue_id": "d1", "turns": []}, "'turns' is []"),
        ({"dialogue_id": "d1", "turns": ["Hej"]}, "turn 1: 'Hej' is not an object"),
        ({"dialogue_id": "d1", "turns": [{}]}, "'question' is missing"),
        ({"turns": []}, "'dialogue_id' is missing"),
    ],
)
def test_a_wrong_dialogue_is_refused(tmp_path: Path, line: dict[str, Any], said: str) -> None:
    """The message names the line and the turn."""
    with pytest.raises(EvalError) as caught:
        load_dialogues(written(tmp_path / "d.jsonl", line))
    assert "line 1" in str(caught.value)
    assert said in str(caught.value)
