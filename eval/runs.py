"""Runs: a set of questions put to a program, scored, summed up and kept as JSON.

`run_questions` asks; `load_run` scores lines that another program has written. Both give the same `Run`, which
`save` and `read` keep whole, so that a later run can be compared question by question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.lines import AnswerLine, Result, need, read_answer, read_jsonl, read_results
from eval.metrics import values
from eval.outcome import Outcome, StoredStatus, judge
from eval.questions import Question, StoredText
from eval.settings import questions_hash
from eval.summary import Row, Run, summed_up

Search = Callable[[str], Mapping[str, Any]]
Ask = Callable[[str], Mapping[str, Any]]
Progress = Callable[[int, int], None]
"""Called with the questions done and the questions in all."""


def run_questions(
    questions: Sequence[Question],
    *,
    search: Search | None,
    ask: Ask | None = None,
    progress: Progress | None = None,
    settings: Mapping[str, Any] | None = None,
    stored_text: StoredText | None = None,
    stored_status: StoredStatus | None = None,
) -> Run:
    """Put every question to `search` and `ask`, which give a search line and an answer line of the contract.

    `settings` comes from `eval.settings.settings`. Without `stored_text` and `stored_status`, quote validity and
    wrong statuses are not measured. What `search` and `ask` raise goes through.
    """

    def outcomes() -> Iterator[Outcome]:
        for number, question in enumerate(questions, start=1):
            place = f"question {question.query_id}"
            results = read_results(search(question.question), f"{place}: search line") if search else None
            answer = read_answer(ask(question.question), f"{place}: answer line") if ask else None
            yield judge(
                question,
                results=results,
                answer=answer,
                was_asked=ask is not None,
                stored_text=stored_text,
                stored_status=stored_status,
            )
            if progress:
                progress(number, len(questions))

    return scored(outcomes(), questions, settings or {})


def load_run(
    questions: Sequence[Question],
    *,
    search_jsonl: Path | None,
    answers_jsonl: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    stored_text: StoredText | None = None,
    stored_status: StoredStatus | None = None,
) -> Run:
    """Score the lines that `styrdok search --jsonl` and `styrdok ask --jsonl`, or another program, have written.

    Questions without a line count as without results. A line for a question that is not in the set is refused.
    """
    searched = read_search_lines(search_jsonl, questions) if search_jsonl else None
    answered = read_answer_lines(answers_jsonl, questions) if answers_jsonl else None
    outcomes = (
        judge(
            question,
            results=None if searched is None else searched.get(question.query_id, ()),
            answer=(answered or {}).get(question.query_id),
            was_asked=answered is not None,
            stored_text=stored_text,
            stored_status=stored_status,
        )
        for question in questions
    )
    return scored(outcomes, questions, settings or {})


def read_search_lines(path: Path, questions: Iterable[Question]) -> dict[str, tuple[Result, ...]]:
    """The results of each question in a file of search lines."""
    return {query_id: read_results(line, place) for query_id, place, line in _lines(path, questions)}


def read_answer_lines(path: Path, questions: Iterable[Question]) -> dict[str, AnswerLine]:
    """The answer to each question in a file of answer lines."""
    return {query_id: read_answer(line, place) for query_id, place, line in _lines(path, questions)}


def scored(outcomes: Iterable[Outcome], questions: Sequence[Question], settings: Mapping[str, Any]) -> Run:
    """The run that the outcomes of these questions make."""
    rows = tuple(sorted(map(row_of, outcomes), key=lambda row: row.query_id))
    if not rows:
        raise EvalError("There are no questions to score; give a question file with at least one.")
    return Run(
        settings={**settings, "questions": {"n": len(questions), "sha256": questions_hash(questions)}},
        measures=summed_up(rows),
        rows=rows,
    )


def row_of(outcome: Outcome) -> Row:
    """What a run keeps of an outcome."""
    question, answer = outcome.question, outcome.answer
    return Row(
        query_id=question.query_id,
        question=question.question,
        language=question.language,
        category=question.category,
        answerable=question.answerable,
        state=(answer.state if answer else "error") if outcome.was_asked else None,
        confidence=answer.confidence if answer else None,
        values=values(outcome),
    )


def save(run: Run, path: Path) -> None:
    """Write a run as JSON: aside first, then renamed, so that a broken write leaves the old file."""
    aside = path.with_name(path.name + ".part")
    try:
        aside.write_text(json.dumps(run.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise EvalError(f"{path}: cannot be written ({error.strerror}); choose another place.") from error


def read(path: Path) -> Run:
    """A run that `save` has written."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvalError(
            f"{path}: cannot be read ({error.strerror}); name a run that 'eval run --json' wrote."
        ) from error
    except ValueError as error:  # not UTF-8 or not JSON
        raise EvalError(f"{path}: is not JSON ({error}); name a run that 'eval run --json' wrote.") from error
    return Run.from_json(loaded, str(path))


def _lines(path: Path, questions: Iterable[Question]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    known = {question.query_id for question in questions}
    seen = set()
    for place, line in read_jsonl(path):
        query_id = need(line, "query_id", str, place)
        if query_id not in known:
            raise EvalError(
                f"{place}: 'query_id' {query_id!r} is not in the question set; score the set it was made with."
            )
        if query_id in seen:
            raise EvalError(f"{place}: 'query_id' {query_id!r} has two lines; keep one.")
        seen.add(query_id)
        yield query_id, place, line
