"""What a program under evaluation puts out: search lines and answer lines, checked at the edge.

The lines are those of the command-line contract, so the output of any program can be scored, not Styrdok's
alone. Only the fields that a measure reads are required; others are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

from answer.records import State
from eval.errors import EvalError

GIVEN = ("answered", "partial", "ambiguous")
"""The states in which an answer claims something."""
ABSTAINED = ("not_in_documents", "not_a_question")
"""The states in which it declines to."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One passage of a ranked list; `rank` from 1, a higher `score` is better."""

    rank: int
    passage_id: str
    doc_id: str
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """One citation of an answer; the quote claims to be `text[start:end]` of the stored document."""

    number: int
    doc_id: str
    status: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStatement:
    """One statement of an answer and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer as put out; `text` is its whole wording, `confidence` in [0, 1]."""

    question: str
    understood: str
    language: str
    state: str
    text: str
    confidence: float
    statements: tuple[SaidStatement, ...]
    citations: tuple[CitedQuote, ...]

    @property
    def is_given(self) -> bool:
        """Whether it claims an answer at all."""
        return self.state in GIVEN


def read_results(line: Mapping[str, Any], place: str) -> tuple[Result, ...]:
    """The results of a search line in the order of their ranks, whatever their order in the line."""
    results = [_result(item, f"{place}: results[{i}]") for i, item in enumerate(need(line, "results", list, place))]
    ranks = [result.rank for result in results]
    if len(set(ranks)) != len(ranks) or any(rank < 1 for rank in ranks):
        raise EvalError(f"{place}: the ranks are {ranks}; number the results 1, 2, 3 … without repeats.")
    return tuple(sorted(results, key=lambda result: result.rank))


def read_answer(line: Mapping[str, Any], place: str) -> AnswerLine:
    """The parts of an answer line that the measures read."""
    state = need(line, "state", str, place)
    if state not in get_args(State):
        raise EvalError(f"{place}: 'state' is {state!r}; it must be one of {', '.join(get_args(State))}.")
    confidence = _number(line, "confidence", place)
    if not 0 <= confidence <= 1:
        raise EvalError(f"{place}: 'confidence' is {confidence}; give a number from 0 to 1.")
    question = need(line, "question", str, place)
    return AnswerLine(
        question=question,
        understood=need(line, "understood", str, place) if "understood" in line else question,
        language=need(line, "language", str, place),
        state=state,
        text=need(line, "answer", str, place),
        confidence=confidence,
        statements=tuple(
            _statement(item, f"{place}: statements[{i}]")
            for i, item in enumerate(need(line, "statements", list, place))
        ),
        citations=tuple(
            _citation(item, f"{place}: citations[{i}]") for i, item in enumerate(need(line, "citations", list, place))
        ),
    )


def read_jsonl(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a JSONL file with its place ("FILE line N"); blank lines are skipped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); name an existing JSONL file.") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error
    # not splitlines(): JSON strings may hold U+2028 and its kind as they are
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvalError(f"{place}: {shown(line)} is not JSON ({error.msg}); write one object per line.") from error
        if not isinstance(value, dict):
            raise EvalError(f"{place}: {shown(value)} is not an object; write one JSON object per line.")
        yield place, value


def need(line: object, key: str, kind: type[T], place: str) -> T:
    """`line[key]` when it is there and of that kind; an `EvalError` that says what it is otherwise."""
    if not isinstance(line, Mapping):
        raise EvalError(f"{place}: {shown(line)} is not an object; give a JSON object with {key!r}.")
    if key not in line:
        raise EvalError(f"{place}: {key!r} is missing; add it as {_named(kind)}.")
    value = line[key]
    # bool is an int to Python, but true is no page number
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise EvalError(f"{place}: {key!r} is {shown(value)}; it must be {_named(kind)}.")
    return value


def shown(value: object) -> str:
    """A value as an error message prints it: one line, cut at 60 characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _named(kind: type[object]) -> str:
    names = {str: "a string", bool: "true or false", list: "a list", int: "a whole number", dict: "an object"}
    return names.get(kind, kind.__name__)


def _number(line: object, key: str, place: str) -> float:
    if isinstance(line, Mapping) and isinstance(line.get(key), float):
        number: float = line[key]
        return number
    return float(need(line, key, int, place))


def _result(item: object, place: str) -> Result:
    return Result(
        rank=need(item, "rank", int, place),
        passage_id=need(item, "passage_id", str, place),
        doc_id=need(item, "doc_id", str, place),
        text=need(item, "text", str, place),
        score=_number(item, "score", place),
    )


def _statement(item: object, place: str) -> SaidStatement:
    numbers = need(item, "citations", list, place)
    if not all(isinstance(number, int) for number in numbers):
        raise EvalError(f"{place}: 'citations' is {shown(numbers)}; list the numbers of the citations.")
    return SaidStatement(text=need(item, "text", str, place), citations=tuple(numbers))


def _citation(item: object, place: str) -> CitedQuote:
    return CitedQuote(
        number=need(item, "number", int, place),
        doc_id=need(item, "doc_id", str, place),
        status=need(item, "status", str, place),
        start=need(item, "start", int, place),
        end=need(item, "end", int, place),
        quote=need(item, "quote", str, place),
    )
