"""The catalogue: a card for every document, small enough to be read whole when a collection is opened.

Cards carry what questions are scoped by, and two relations between documents: a *twin* is a poorer copy (a scan) of
another document, which is the one to cite; a *replaced* document gave way to a later one of the collection.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from index.errors import DamagedIndex
from index.records import Filters
from index.terms import fold, words
from ingest.municipalities import municipality_keys
from ingest.records import Document, Status

FILE = "catalog.json"
Force = Literal["in_force", "not_yet", "expired", "replaced", "not_adopted", "unknown"]
"""Whether a document applies on a day, as far as it says. `unknown`: not whether it was adopted, or not since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A document as questions are scoped by it. Dates are ISO 8601, whole or a year alone; unsaid is None."""

    doc_id: str
    title: str
    municipality: str | None
    document_type: str | None
    status: Status
    valid_from: str | None
    valid_until: str | None
    n_passages: int
    twin_of: str | None = None
    replaced_by: str | None = None
    replaced_from: str | None = None
    adopted_date: str | None = None

    def passes(self, filters: Filters) -> bool:
        """Whether every filter that is set holds."""
        return (
            (filters.doc_id is None or self.doc_id == filters.doc_id)
            and (filters.status is None or self.status == filters.status)
            and (filters.municipality is None or same_municipality(self.municipality, filters.municipality))
            and (filters.document_type is None or same_type(self.document_type, filters.document_type))
            and (filters.as_of is None or self.in_force_on(filters.as_of))
        )

    def in_force_on(self, day: date) -> bool:
        """Whether it may have been in force: not a proposal, begun if it says when, not ended or replaced by then."""
        return self.force_on(day) in ("in_force", "unknown")

    def force_on(self, day: date) -> Force:
        """Whether it applies on a day; first and last day count."""
        return self.force_within(day, day)

    def force_within(self, first: date, last: date) -> Force:
        """Whether it applies on any day from `first` to `last`."""
        if self.status in ("proposal", "draft"):
            return "not_adopted"
        if self.valid_until is not None and last_day(self.valid_until) < first:
            return "expired"
        if self.replaced_from is not None and first_day(self.replaced_from) <= first:
            return "replaced"
        begins = self.begins
        if begins is not None and begins > last:
            return "not_yet"
        return "in_force" if begins is not None and self.status == "adopted" else "unknown"

    @property
    def begins(self) -> date | None:
        """The first day it can apply: what it says, yet not before its adoption (a programme for 2007 to 2011 that was
        adopted in November 2007)."""
        days = [first_day(value) for value in (self.valid_from, self.adopted_date) if value]
        return max(days, default=None)


def card_of(document: Document) -> Card:
    """The card of a document, its relations still unknown."""
    metadata = document.metadata

    def value(field: str) -> str | None:
        evidence = getattr(metadata, field)
        return evidence.value if evidence else None

    return Card(
        doc_id=document.doc_id,
        title=document.title,
        municipality=value("municipality"),
        document_type=value("document_type"),
        status=document.status,
        valid_from=value("valid_from") or value("adopted_date"),
        valid_until=value("valid_until"),
        n_passages=sum(p.is_searched for p in document.passages),
        adopted_date=value("adopted_date"),
    )


def same_municipality(a: str | None, b: str) -> bool:
    """Whether two names mean one municipality ("Borås", "boras stad")."""
    return a is not None and not municipality_keys(a).isdisjoint(municipality_keys(b))


def same_type(a: str | None, b: str) -> bool:
    """Whether a document's type is the one asked for: "riktlinjer" is "riktlinje", "plan" is also "handlingsplan"."""
    if a is None:
        return False
    have, want = fold(a), fold(b).removesuffix("er").removesuffix("r")
    return have.removesuffix("er").removesuffix("r").endswith(want)


def with_twins(cards: Sequence[Card], twin_of: Mapping[str, str]) -> list[Card]:
    """Mark the poorer copies, by the doc_id of what each repeats. A scan without a cover applies when its clean text
    does: where it states no dates it is scoped by those."""
    by_id = {card.doc_id: card for card in cards}
    out = []
    for card in cards:
        clean = by_id.get(twin_of.get(card.doc_id, ""))
        if clean is not None:
            card = replace(
                card,
                twin_of=clean.doc_id,
                valid_from=card.valid_from or clean.valid_from,
                valid_until=card.valid_until or clean.valid_until,
                adopted_date=card.adopted_date or clean.adopted_date,
            )
        out.append(card)
    return out


def with_replacements(cards: Sequence[Card], replaces: dict[str, str]) -> list[Card]:
    """Mark the cards that another document says it replaces; `replaces` is its wording by doc_id.

    A replaced document is of the same municipality, and the wording holds its registration number or most of
    the words of its title with the year it began.
    """
    replaced: dict[str, Card] = {}
    for newer in cards:
        wording = replaces.get(newer.doc_id)
        if not wording:
            continue
        said = set(words(wording))
        for older in cards:
            if older.doc_id == newer.doc_id or not same_municipality(older.municipality, newer.municipality or ""):
                continue
            title = [w for w in words(older.title) if not w.isdigit()]
            begun = (older.valid_from or "")[:4]
            known = sum(w in said for w in title) / len(title) if title else 0.0
            earlier = (older.valid_from or "") < (newer.valid_from or "")
            if (
                earlier
                and known >= 0.6
                and (not begun or not any(w.isdigit() for w in said) or _year_said(begun, said))
            ):
                replaced[older.doc_id] = newer
    return [
        replace(card, replaced_by=later.doc_id, replaced_from=later.valid_from)
        if (later := replaced.get(card.doc_id))
        else card
        for card in cards
    ]


def _year_said(begun: str, said: set[str]) -> bool:
    """A guideline adopted in November 2021 is called that of 2022: the year before or after counts too."""
    return any(str(int(begun) + step) in said for step in (-1, 0, 1))


def save_catalog(folder: Path, cards: Sequence[Card]) -> None:
    """Write the cards into a generation's folder."""
    (folder / FILE).write_bytes(_cards().dump_json(tuple(cards), indent=1))


def load_catalog(folder: Path) -> tuple[Card, ...]:
    """Read the cards of a generation."""
    try:
        return _cards().validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise DamagedIndex(
            f"{folder / FILE}: the catalogue is damaged; run `styrdok ingest` on your documents again."
        ) from error


def first_day(value: str) -> date:
    """The first day of a day, month or year of ISO 8601."""
    return date.fromisoformat(f"{value}-01-01"[:10])


def last_day(value: str) -> date:
    """The last day of a day, month or year of ISO 8601."""
    if len(value) == 10:
        return date.fromisoformat(value)
    year, month = int(value[:4]), int(value[5:7] or 12)
    return date(year, month, monthrange(year, month)[1])


@cache
def _cards() -> TypeAdapter[tuple[Card, ...]]:
    return TypeAdapter(tuple[Card, ...])
