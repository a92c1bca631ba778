"""Question sets and dialogues: read from JSONL, refused with the line that is wrong.

Judgements point at quoted text, not at passage ids, so they outlive every change of cutting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from answer.records import Language
from eval.errors import EvalError
from eval.lines import need, read_jsonl, shown
from eval.relevance import covers, words

StoredText = Callable[[str], str | None]
"""The stored text of a document by its id, None for an id that is not in the collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A quote that judges found: `relevance` 2 states the answer, 1 is useful context."""

    doc_id: str
    quote: str
    relevance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its judgements.

    `answers` lists the items a full answer states, each with its accepted wordings. `understood` is the full question
    that a follow-up stands for; it is there in dialogues alone. A turn that only leads to the next one is asked but
    not scored.
    """

    query_id: str
    question: str
    language: str
    category: str
    answerable: bool
    gold: tuple[Gold, ...]
    answers: tuple[tuple[str, ...], ...]
    understood: str | None = None
    is_scored: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A conversation; each turn is a question with the id `DIALOGUE#TURN`, turns counted from 1."""

    dialogue_id: str
    turns: tuple[Question, ...]


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSONL file in its order; `EvalError` names the first line that is wrong."""
    questions: dict[str, Question] = {}
    for place, line in read_jsonl(path):
        question = read_question(line, place)
        if question.query_id in questions:
            raise EvalError(f"{place}: 'query_id' {question.query_id!r} is used twice; give each question its own id.")
        questions[question.query_id] = question
    if not questions:
        raise EvalError(f"{path}: there are no questions in it; write one JSON object per line.")
    return tuple(questions.values())


def load_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """The dialogues of a JSONL file: `{"dialogue_id", "turns": [{"question", …}]}`.

    A turn has the fields of a question but `query_id`, and may have `understood`. `language` and `category` default
    to the dialogue's own, else to "sv" and "dialogue"; a turn with neither `answerable` nor `gold` is not scored.
    """
    dialogues: dict[str, Dialogue] = {}
    for place, line in read_jsonl(path):
        dialogue_id = _word(line, "dialogue_id", place)
        if dialogue_id in dialogues:
            raise EvalError(f"{place}: 'dialogue_id' {dialogue_id!r} is used twice; give each dialogue its own id.")
        turns = need(line, "turns", list, place)
        if not turns:
            raise EvalError(f"{place}: 'turns' is []; give at least one turn with a question.")
        dialogues[dialogue_id] = Dialogue(
            dialogue_id=dialogue_id,
            turns=tuple(
                read_question(_turn(line, turn, f"{dialogue_id}#{number}", f"{place}: turn {number}"), place)
                for number, turn in enumerate(turns, start=1)
            ),
        )
    if not dialogues:
        raise EvalError(f"{path}: there are no dialogues in it; write one JSON object per line.")
    return tuple(dialogues.values())


def read_question(line: Mapping[str, Any], place: str) -> Question:
    """One question from its line; everything the contract says of it holds afterwards."""
    question = Question(
        query_id=_word(line, "query_id", place),
        question=need(line, "question", str, place),
        language=_one_of(line, "language", get_args(Language), place),
        category=_filled(line, "category", place),
        answerable=need(line, "answerable", bool, place),
        gold=tuple(_gold(item, f"{place}: gold[{i}]") for i, item in enumerate(need(line, "gold", list, place))),
        answers=_items(line, place),
        understood=_filled(line, "understood", place) if "understood" in line else None,
        is_scored=need(line, "is_scored", bool, place) if "is_scored" in line else True,
    )
    if question.answerable and not question.gold:
        raise EvalError(f"{place}: 'gold' is [] but the question is answerable; quote what answers it.")
    if not question.answerable and (question.answers or any(gold.relevance == 2 for gold in question.gold)):
        raise EvalError(
            f"{place}: the question is not answerable but has answers or gold of relevance 2; "
            "remove them or set 'answerable' to true."
        )
    return question


def missing_gold(questions: Iterable[Question], stored_text: StoredText) -> list[str]:
    """One sentence for each gold quote that the stored documents do not hold; such a quote can never be found."""
    wrong = []
    for question in questions:
        for gold in question.gold:
            text = stored_text(gold.doc_id)
            if text is None:
                wrong.append(f"{question.query_id}: there is no document {gold.doc_id!r}; ingest it or mend the gold.")
            elif not covers(words(text), words(gold.quote)):
                wrong.append(f"{question.query_id}: {gold.doc_id} does not say {shown(gold.quote)}; mend the quote.")
    return wrong


def _turn(dialogue: Mapping[str, Any], turn: object, query_id: str, place: str) -> dict[str, Any]:
    if not isinstance(turn, Mapping):
        raise EvalError(f"{place}: {shown(turn)} is not an object; write {{'question': …}}.")
    defaults = {
        "language": dialogue.get("language", "sv"),
        "category": dialogue.get("category", "dialogue"),
        "answerable": bool(turn.get("gold")),
        "is_scored": "answerable" in turn or "gold" in turn,
        "gold": [],
        "answers": [],
    }
    return {**defaults, **turn, "query_id": query_id}


def _gold(item: object, place: str) -> Gold:
    quote = need(item, "quote", str, place)
    if not words(quote):
        raise EvalError(f"{place}: 'quote' is {shown(quote)}, which has no words; quote the document.")
    relevance = need(item, "relevance", int, place)
    if relevance not in (1, 2):
        raise EvalError(f"{place}: 'relevance' is {relevance}; use 2 for the answer and 1 for useful context.")
    return Gold(doc_id=_filled(item, "doc_id", place), quote=quote, relevance=relevance)


def _items(line: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], ...]:
    items = need(line, "answers", list, place)
    for i, item in enumerate(items):
        if not (
            isinstance(item, list) and item and all(isinstance(wording, str) and words(wording) for wording in item)
        ):
            raise EvalError(
                f"{place}: answers[{i}] is {shown(item)}; give a list of accepted wordings, each with a word."
            )
    return tuple(tuple(item) for item in items)


def _filled(line: object, key: str, place: str) -> str:
    value = need(line, key, str, place)
    if not value.strip():
        raise EvalError(f"{place}: {key!r} is {value!r}; fill it in.")
    return value


def _word(line: object, key: str, place: str) -> str:
    value = _filled(line, key, place)
    if any(character.isspace() for character in value):
        raise EvalError(f"{place}: {key!r} is {shown(value)}; leave out the white space, TREC files divide at it.")
    return value


def _one_of(line: object, key: str, allowed: tuple[str, ...], place: str) -> str:
    value = need(line, key, str, place)
    if value not in allowed:
        raise EvalError(f"{place}: {key!r} is {shown(value)}; it must be one of {', '.join(allowed)}.")
    return value
