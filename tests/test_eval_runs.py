"""Runs from end to end: asked, loaded, saved and compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from eval_cases import answer_line, question

from eval.compare import compare
from eval.dialogues import load_dialogue_run, run_dialogues
from eval.errors import EvalError
from eval.lines import read_results
from eval.questions import Dialogue
from eval.runs import load_run, read, run_questions, save
from eval.settings import questions_hash, settings

QUOTE = "Nämnden följer upp"
QUESTIONS = (
    question(("d", QUOTE, 2), query_id="q1", question="Vem?", answers=(("nämnden",),)),
    question(("d", QUOTE, 2), query_id="q2", question="Who?", language="en", answers=(("nämnden",),)),
    question(query_id="q3", question="Vad kostar månen?", category="unanswerable"),
)


def search_line(text: str, **fields: Any) -> dict[str, Any]:
    result = {"rank": 1, "passage_id": "d:1", "doc_id": "d", "text": text, "score": 1, "found_by": ["dense"]}
    return {"results": [result], **fields}


def search(asked: str) -> dict[str, Any]:
    return search_line(QUOTE if asked == "Vem?" else "annat")


def ask(asked: str) -> dict[str, Any]:
    if asked == "Vad kostar månen?":
        return answer_line(state="not_in_documents")
    return answer_line("Nämnden.", citations=[("d", "adopted", 0, QUOTE)], confidence=0.8)


def test_a_run_asks_every_question() -> None:
    """Search and answers are scored per question, language and category; progress is told."""
    told: list[tuple[int, int]] = []
    run = run_questions(
        QUESTIONS, search=search, ask=ask, progress=lambda *at: told.append(at), stored_text={"d": QUOTE}.get
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    overall = run.measures["overall"]
    assert (overall["recall@5"].value, overall["recall@5"].n) == (0.5, 2)
    assert run.measures["language sv"]["recall@5"].value == 1
    assert run.measures["language en"]["language_match"].value == 0
    assert run.measures["category unanswerable"]["correct_abstention"].value == 1
    assert overall["quote_validity"].value == 1
    assert overall["ECE"].value == pytest.approx(0.2)
    assert run.reliability[8].n == 2


def test_results_are_judged_by_rank_whatever_their_order() -> None:
    """A line that lists rank 2 before rank 1 is read by rank; repeated ranks are refused."""
    line = {"results": [{**search_line("b")["results"][0], "rank": 2}, search_line("a")["results"][0]]}
    assert [result.text for result in read_results(line, "here")] == ["a", "b"]
    with pytest.raises(EvalError, match="here: the ranks are"):
        read_results({"results": search_line("a")["results"] * 2}, "here")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "done"}, "'state' is 'done'; it must be one of answered"),
        ({"confidence": 1.5}, "'confidence' is 1.5; give a number from 0 to 1"),
        ({"confidence": None}, "'confidence' is 'null'; it must be a whole number"),
        ({"citations": [{}]}, "citations[0]: 'number' is missing"),
        ({"statements": [{"text": "x", "citations": ["1"]}]}, "list the numbers of the citations"),
        ({"answer": None}, "'answer' is 'null'; it must be a string"),
    ],
)
def test_an_answer_line_that_breaks_the_contract_is_refused(change: dict[str, Any], said: str) -> None:
    """The message names the question and the value."""
    with pytest.raises(EvalError) as caught:
        run_questions(QUESTIONS, search=None, ask=lambda asked: {**ask(asked), **change})
    assert "question q1: answer line" in str(caught.value)
    assert said in str(caught.value)


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_files_score_as_the_program_does(tmp_path: Path) -> None:
    """The lines of a program, written to files, give the run that asking it gives."""
    searched = written(tmp_path / "s", *({**search(q.question), "query_id": q.query_id} for q in reversed(QUESTIONS)))
    answered = written(tmp_path / "a", *({**ask(q.question), "query_id": q.query_id} for q in QUESTIONS))
    assert load_run(QUESTIONS, search_jsonl=searched, answers_jsonl=answered) == run_questions(
        QUESTIONS, search=search, ask=ask
    )


def test_a_question_without_lines_counts(tmp_path: Path) -> None:
    """An empty file scores 0, not nothing."""
    empty = written(tmp_path / "empty")
    overall = load_run(QUESTIONS, search_jsonl=empty, answers_jsonl=empty).measures["overall"]
    assert (overall["recall@10"].value, overall["recall@10"].n) == (0, 2)
    assert (overall["correct"].value, overall["correct"].n) == (0, 3)


def test_lines_of_another_set_are_refused(tmp_path: Path) -> None:
    """An unknown or repeated query_id is named."""
    with pytest.raises(EvalError, match="'q9' is not in the question set"):
        load_run(QUESTIONS, search_jsonl=written(tmp_path / "s", search_line("x", query_id="q9")))
    line = search_line("x", query_id="q1")
    with pytest.raises(EvalError, match="line 2: 'query_id' 'q1' has two lines"):
        load_run(QUESTIONS, search_jsonl=written(tmp_path / "s", line, line))


def test_a_saved_run_is_read_back(tmp_path: Path) -> None:
    """Saving and reading keeps everything and leaves no other file behind."""
    made_by = settings(model="m@1", documents={"d": "00"}, k=10)
    run = run_questions(QUESTIONS, search=search, ask=ask, settings=made_by)
    save(run, tmp_path / "run.json")
    assert read(tmp_path / "run.json") == run
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    assert run.settings["model"] == "m@1"
    assert run.settings["questions"] == {"n": 3, "sha256": questions_hash(QUESTIONS)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is not an object"),
        ('{"format": 0}', "another format than 1"),
        ('{"format": 1, "settings": {}, "measures": {}, "questions": [{"id": 1}]}', "is not a run"),
        ('{"format": 1, "settings": {}, "measures": {"overall": 1}, "questions": []}', "is not a run"),
    ],
)
def test_what_is_no_run_is_refused(tmp_path: Path, content: str, said: str) -> None:
    """A broken or foreign file is refused with its name."""
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(EvalError, match=said):
        read(tmp_path / "run.json")


def test_a_run_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(EvalError, match="cannot be written"):
        save(run_questions(QUESTIONS, search=search), tmp_path / "no" / "run.json")


def test_comparing_runs() -> None:
    """Run b finds q2 and invents an answer to q3: one gain, one loss, each named; a run equals itself."""
    a = run_questions(QUESTIONS, search=search, ask=ask, settings={"model": "old"})
    b = run_questions(
        QUESTIONS,
        search=lambda asked: search_line(QUOTE),
        ask=lambda asked: ask("Vem?"),
        settings={"model": "new"},
    )
    found = compare(a, b)
    by_name = {difference.measure: difference for difference in found.differences}
    assert (by_name["recall@5"].a, by_name["recall@5"].b, by_name["recall@5"].difference) == (0.5, 1, 0.5)
    assert by_name["recall@5"].n == 2
    # of 2² arrangements of two questions, one of which does not differ, all are as extreme: p = 1
    assert by_name["recall@5"].p == pytest.approx(1)
    assert by_name["ECE"].n == 2  # q3 is answered in b alone, so it makes no pair
    assert [(c.query_id, c.measure) for c in found.gained] == [("q2", "hit@5")]
    assert [(c.query_id, c.measure) for c in found.lost] == [("q3", "correct")]
    assert found.notes == ("model: old in A, new in B.",)
    same = compare(a, a)
    assert not same.gained
    assert not same.lost
    assert all((d.difference, d.low, d.high, d.p) == (0, 0, 0, 1) for d in same.differences)


def test_comparing_different_sets() -> None:
    """Only shared questions are compared, and the notes say so; without any, it is refused."""
    a, b = (run_questions(part, search=search) for part in (QUESTIONS[:2], QUESTIONS[1:]))
    found = compare(a, b)
    assert found.differences[0].n == 1
    assert len(found.notes) == 3
    with pytest.raises(EvalError, match="no question in common"):
        compare(a, run_questions(QUESTIONS[2:], search=search))
    with pytest.raises(EvalError, match="no measure 'recall'"):
        compare(a, b, looked_at=["recall"])


def test_less_is_better_for_faults() -> None:
    """A false abstention that goes away is a gain."""
    a = run_questions(QUESTIONS[:1], search=None, ask=lambda asked: answer_line(state="not_in_documents"))
    b = run_questions(QUESTIONS[:1], search=None, ask=ask)
    found = compare(a, b, looked_at=["false_abstention"])
    assert [change.query_id for change in found.gained] == ["q1"]


DIALOGUE = Dialogue(
    dialogue_id="d1",
    turns=(
        question(query_id="d1#1", question="Hej", is_scored=False),
        question(("d", QUOTE, 2), query_id="d1#2", question="Vem?", understood="Vem följer upp i Borås?"),
    ),
)


def test_dialogues_are_scored_by_turn(tmp_path: Path) -> None:
    """Asked or loaded in any order, a turn is scored by its own answer; an unscored turn has no values."""
    lines = [ask("Hej"), {**ask("Vem?"), "understood": "Vem följer upp i Borås?"}]
    run = run_dialogues([DIALOGUE], ask_dialogue=lambda asked: lines[: len(asked)])
    assert run.measures["overall"]["understood"].value == 1
    assert [row.values == {} for row in run.rows] == [True, False]
    numbered = [{**line, "dialogue_id": "d1", "turn": turn} for turn, line in enumerate(lines)]
    assert load_dialogue_run([DIALOGUE], answers_jsonl=written(tmp_path / "a", *reversed(numbered))) == run
    with pytest.raises(EvalError, match="dialogue d1: 1 answers to 2 turns"):
        load_dialogue_run([DIALOGUE], answers_jsonl=written(tmp_path / "a", numbered[0]))
    with pytest.raises(EvalError, match="'d9' is not in the dialogue file"):
        load_dialogue_run([DIALOGUE], answers_jsonl=written(tmp_path / "a", {**numbered[0], "dialogue_id": "d9"}))
