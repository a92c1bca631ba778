"""Which documents a question is put to: those in force unless it asks for others, both sides of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.catalog import Card, same_municipality, same_type
from index.collection import Searchable
from index.query import Scope
from index.records import Filters
from index.search import force_bonus
from index.terms import fold
from ingest.records import Status

_NOT_ADOPTED = ("proposal", "draft")
_MAY_DIFFER = ("valid_until", "follow_up_frequency")
"""What a proposal that says otherwise is told of unasked: a reader who knows one paper would think the other wrong."""


def documents_asked_about(cards: Sequence[Card], scope: Scope, filters: Filters, day: date) -> list[Card]:
    """The documents that speak for themselves: of the municipality named; proposals where one is asked for, else what
    was adopted, that in force on `day` first, else whatever there is. A scan gives way to its clean twin."""
    within = [c for c in _within(cards, scope, filters) if c.twin_of is None or scope.wants_scan]
    proposals = [c for c in within if c.status in _NOT_ADOPTED]
    if scope.wants_proposal and proposals:
        return proposals
    # after the proposals: one about a programme is of no such type itself
    within = [c for c in within if any(same_type(c.document_type, t) for t in scope.document_types)] or within
    dated = [c for c in within if any(y in f"{c.title} {c.valid_from} {c.valid_until}" for y in scope.years)]
    adopted = [c for c in dated or within if c.status == "adopted" and (dated or not c.replaced_by)]
    adopted.sort(key=lambda card: gives_way(card, scope, day))
    return adopted or [c for c in within if c not in proposals] or proposals


def gives_way(card: Card, scope: Scope, day: date) -> bool:
    """Whether an adopted document comes after the others since it does not apply on `day`, which the question does not
    ask for. It is never left out: much of what people ask about has expired."""
    return force_bonus(card, scope, day) < 0


def with_proposals_that_differ(
    asked_about: Sequence[Card], collection: Searchable, scope: Scope, filters: Filters, fields: Sequence[str]
) -> list[Card]:
    """Those, and proposals of the same municipality that state one of `fields` otherwise."""
    told = [field for field in fields if field in _MAY_DIFFER]
    out = list(asked_about)
    if not told or scope.wants_adopted or filters.status is not None:
        return out
    for card in _within(collection.cards, scope, filters):
        if card.status not in _NOT_ADOPTED or card in out:
            continue
        proposed = collection.document(card.doc_id).metadata
        for other in asked_about:
            if not same_municipality(card.municipality, other.municipality or ""):
                continue
            adopted = collection.document(other.doc_id).metadata
            values = [(getattr(proposed, f), getattr(adopted, f)) for f in told]
            if any(new and old and fold(new.value) != fold(old.value) for new, old in values):
                out.append(card)
                break
    return out


def narrowed_to_status(cards: Sequence[Card], scope: Scope, filters: Filters) -> Filters:
    """The filters, narrowed to proposals or to what is adopted where the question asks for one and there is one."""
    if scope.wants_proposal == scope.wants_adopted or filters.status is not None:
        return filters
    wanted: Status = "proposal" if scope.wants_proposal else "adopted"
    there_is = any(card.status == wanted for card in _within(cards, scope, filters))
    return replace(filters, status=wanted) if there_is else filters


def proposal_and_adopted(cards: Sequence[Card], scope: Scope, filters: Filters) -> tuple[Card, Card] | None:
    """The one proposal in scope and the adopted document of its municipality that it is about, or None."""
    within = _within(cards, scope, filters)
    proposals = [c for c in within if c.status == "proposal"]
    if len(proposals) != 1:
        return None
    adopted = [
        c for c in cards if c.status == "adopted" and same_municipality(c.municipality, proposals[0].municipality or "")
    ]
    return (proposals[0], max(adopted, key=lambda c: _likeness(c, proposals[0]))) if adopted else None


def _likeness(card: Card, proposal: Card) -> tuple[int, str]:
    """A programme answers a proposal on a programme; among several the latest is meant."""
    shared = set(fold(card.title).split()) & set(fold(proposal.title).split())
    is_program = int(card.document_type == "program")
    return len(shared) + is_program, card.valid_from or ""


def sides_compared(cards: Sequence[Card], scope: Scope, filters: Filters) -> list[Filters]:
    """One set of filters for each side that a question compares; empty where it names no sides."""
    if len(scope.municipalities) > 1:
        return [replace(filters, municipality=name) for name in scope.municipalities]
    within = _within(cards, scope, filters)
    if scope.wants_proposal and {c.status for c in within} >= {"adopted", "proposal"}:
        return [replace(filters, status="adopted"), replace(filters, status="proposal")]
    versions = [c for c in within if c.replaced_by] + [
        c for c in within if any(o.replaced_by == c.doc_id for o in within)
    ]
    if versions and not scope.wants_proposal:
        return [
            replace(filters, doc_id=card.doc_id) for card in sorted(versions, key=lambda c: c.replaced_by is not None)
        ]
    return []


def _within(cards: Sequence[Card], scope: Scope, filters: Filters) -> list[Card]:
    return [
        c
        for c in cards
        if c.passes(filters)
        and (not scope.municipalities or any(same_municipality(c.municipality, m) for m in scope.municipalities))
    ]
