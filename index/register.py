"""The register of a collection: who has to do what in which document, asked for by body, role, place or status.

A body is asked for as people write it: 'KS', 'arbetslivsnamnden', 'the Labour Market Committee'. Nothing is extracted
here; the rows were found when the documents were read (`ingest.responsibilities`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from index.catalog import Card
from index.glossary import load_glossary
from index.records import Filters
from index.terms import STOP_WORDS, words
from ingest.bodies_names import body_key
from ingest.passages import page_at
from ingest.records import Document, Responsibility

_PARTS = re.compile(r"\s*(?:,|/|\boch\b|\bsamt\b|\beller\b)\s*")
_LONG = 12  # letters; from here on two may be wrong
_MIN_FUZZY = 8  # letters; shorter names of bodies lie too near each other ('omsorgsnämnden' has 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the register in its document: what citations of it show."""

    document: Document
    duty: Responsibility

    @property
    def quote(self) -> str:
        """The words that say so, as stored."""
        return self.document.text[self.duty.start : self.duty.end]

    @property
    def page(self) -> int | None:
        """The page the quote begins on, None where the file has no pages."""
        found = page_at(self.duty.start, self.document.page_starts)
        return found.page if found else None

    @property
    def page_is_estimated(self) -> bool:
        """Whether the file itself does not say where the page begins."""
        found = page_at(self.duty.start, self.document.page_starts)
        return bool(found and found.is_estimated)

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings over the quote."""
        within = [one for one in self.document.sections if one.start <= self.duty.start < one.end]
        return within[-1].heading_path if within else ()


def entries(
    documents: Iterable[Document],
    cards: Sequence[Card],
    *,
    filters: Filters,
    body: str | None = None,
    role: str | None = None,
) -> list[Entry]:
    """The rows that pass, in the order of documents and their text; `documents` are whole ones."""
    allowed = {card.doc_id for card in cards if card.passes(filters)}
    found = [
        Entry(document=document, duty=duty)
        for document in documents
        if document.doc_id in allowed
        for duty in document.responsibilities
        if role is None or duty.role == role
    ]
    return found if body is None else of_body(found, body)


def of_body(rows: Sequence[Entry], body: str) -> list[Entry]:
    """The rows of a body: those that name it, else those whose name holds it, else those one or two letters away.

    Joined bodies ('Nämnder och bolag') are found by each of their names.
    """
    keys = [_keys(row.duty.body) for row in rows]
    wanted = {body_key(body)} - {""}
    swedish = {body_key(term) for term in _swedish_names(body)}
    for names, fits in (
        (wanted, _is_same), (wanted, _holds), (swedish, _is_same), (swedish, _holds), (wanted, _is_near),
    ):  # fmt: skip
        found = [row for row, own in zip(rows, keys, strict=True) if any(fits(k, name) for k in own for name in names)]
        if found:
            return found
    return []


def _swedish_names(body: str) -> list[str]:
    """The Swedish names an English one stands for; 'executive board' is also the end of 'municipal executive board'."""
    said = " ".join(word for word in words(body) if word not in STOP_WORDS)
    return [
        term
        for key, terms in load_glossary().swedish_by_english.items()
        if key == said or (" " in said and key.endswith(f" {said}"))
        for term in terms
    ]


def _is_same(key: str, name: str) -> bool:
    return key == name


def _holds(key: str, name: str) -> bool:
    return set(name.split()) <= set(key.split())


def _is_near(key: str, name: str) -> bool:
    if min(len(key), len(name)) < _MIN_FUZZY:
        return False
    return OSA.distance(key, name, score_cutoff=2) <= (2 if len(name) > _LONG else 1)


def _keys(body: str | None) -> set[str]:
    if body is None:
        return set()
    parts = _PARTS.split(body)
    # 'Kultur- och fritidsnämnden' is one name, 'Nämnder och bolag' two
    whole = [body] if any(part.endswith("-") for part in parts) else [body, *parts]
    return {key for name in whole if (key := body_key(name))}


def register_line(entry: Entry) -> dict[str, Any]:
    """A row as the contract has it; `quote` equals `text[start:end]` of the stored document."""
    duty = entry.duty
    return {
        "doc_id": entry.document.doc_id,
        "body": duty.body,
        "body_as_written": duty.body_as_written,
        "role": duty.role,
        "task": duty.task,
        "frequency": duty.frequency,
        "quote": entry.quote,
        "start": duty.start,
        "end": duty.end,
        "page": entry.page,
        "page_is_estimated": entry.page_is_estimated,
        "heading_path": list(entry.heading_path),
        "status": entry.document.status,
    }
