"""Optional phrasing of an answer by a language model that the user has configured; off unless they have.

The extractive answer is made first and stands whole. A model may put its statements in running sentences, and what
comes back replaces them only where code finds every sentence in the quotes and nothing left out; else the extractive
answer is shown as it is, and `phrasing_refused` says why. The citations are the same either way.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.generation_check import PhrasingRefused, checked
from answer.generation_client import GenerationFailed, phrase
from answer.generation_prompt import MOST_CHARACTERS, messages, speaks_to_a_model
from answer.generation_settings import GenerationSettings, GenerationSettingsError, generation_settings
from answer.records import Answer, Statement
from answer.wording import source_label
from index.collection import Searchable


def phrased(answer: Answer, collection: Searchable, *, day: date) -> Answer:
    """`answer` in the words of the configured model, or as it is; never raises, and takes the time limit at most.

    `day` is the one on which documents are in force or not, as in the answer.
    """
    if answer.state not in ("answered", "partial") or not all(one.citations for one in answer.statements):
        return answer
    began = time.perf_counter()
    try:
        settings = generation_settings()
        if settings is None:
            return answer
        statements = _phrased(settings, answer, _labels(answer, collection, day))
    except (GenerationSettingsError, GenerationFailed, PhrasingRefused) as error:
        return replace(answer, phrasing_refused=str(error), elapsed_ms=_elapsed(answer, began))
    return replace(
        answer,
        statements=statements,
        text=_text(answer.text, statements),
        phrased_by=settings.model,
        elapsed_ms=_elapsed(answer, began),
    )


def _phrased(settings: GenerationSettings, answer: Answer, labels: Sequence[str]) -> tuple[Statement, ...]:
    if any(label not in one.text for one, label in zip(answer.statements, labels, strict=True)):
        raise PhrasingRefused("a statement does not name its document")
    quotes = [citation.quote for citation in answer.citations]
    if sum(map(len, quotes)) > MOST_CHARACTERS:
        raise PhrasingRefused("the quotes are too long to be phrased")
    headings = [heading for citation in answer.citations for heading in citation.heading_path]
    if any(map(speaks_to_a_model, (*quotes, *labels, *headings))):
        raise PhrasingRefused("a quote speaks to a language model instead of its readers")
    until = time.monotonic() + settings.timeout_s
    return checked(phrase(settings, messages(answer)), answer, labels, until=until)


def _labels(answer: Answer, collection: Searchable, day: date) -> list[str]:
    """How each statement names its document; one statement rests on one document."""
    cards = {card.doc_id: card for card in collection.cards}
    doc_ids = {citation.number: citation.doc_id for citation in answer.citations}
    cited = [doc_ids[one.citations[0]] for one in answer.statements]
    return [source_label(collection.document(d), cards[d], answer.language, day) for d in cited]


def _text(extractive: str, statements: Sequence[Statement]) -> str:
    """The lead and the closing line of the extractive text around the new sentences, each with its numbers."""
    lines = [f"{one.text} {''.join(f'[{number}]' for number in one.citations)}" for one in statements]
    before = extractive.split("\n")
    bullets = [n for n, line in enumerate(before) if line.startswith("• ")]
    if bullets:
        return "\n".join([*before[: bullets[0]], *(f"• {line}" for line in lines), *before[bullets[-1] + 1 :]])
    return "\n".join([*lines, *before[1:]])


def _elapsed(answer: Answer, began: float) -> float:
    return answer.elapsed_ms + (time.perf_counter() - began) * 1000
