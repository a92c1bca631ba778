"""What a document says of itself: municipality, title, type, status, decisions, validity, duties.

Every value comes with the words that say so. The rules look for wordings that municipalities use, first in the
key–value lines of a cover, then on the title page, then in sentences whose subject is the document itself
('Programmet följs upp ...'). What nothing says stays None. Where a document speaks against itself, the cover's
word is taken and the other kept as a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata_cover import Pair, read_pairs
from ingest.metadata_decisions import Decision, find_decisions, find_revision, find_validity
from ingest.metadata_duties import find_follow_up, find_replaced, find_reviser, find_scope
from ingest.metadata_kind import find_status, find_title, find_type
from ingest.metadata_place import find_municipality
from ingest.metadata_sidecar import apply_sidecar
from ingest.metadata_words import evidence
from ingest.municipalities import fold
from ingest.records import Contradiction, Evidence, Metadata, PageStart, Role, Section, Span

__all__ = ["apply_sidecar", "extract_metadata"]

_COVER = 4000  # characters read for key–value lines where no block is marked as cover; covers end within 2,500
_INLINE_DNR = re.compile(
    r"\b(?:Dnr|Diarienummer|Diarienr|Diarie-?nr|Ärendenummer|Ärendenr)[ :.]{1,3}"
    r"(?P<number>(?:[A-ZÅÄÖ]{1,6}[ -]?)?\d{2,4}[-/.:]\d{1,6}(?:[-/.]\d+)?)"
)


def extract_metadata(
    *,
    text: str,
    sections: tuple[Section, ...],
    roles: tuple[tuple[Span, Role], ...],
    page_starts: tuple[PageStart, ...],
    name: str,
) -> Metadata:
    """The metadata of a document's stored text; `quote` equals `text[start:end]` in every value.

    `name` and `page_starts` are not read: a file's name is not what a document says. Instructions and contents
    are never evidence.
    """
    readable = _without(text, roles, ("instruction", "contents"))
    pairs = _cover_pairs(readable, roles)
    title = find_title(readable, pairs, sections)
    document_type = find_type(readable, pairs, title)
    type_name = document_type.value if document_type else None
    decisions = find_decisions(readable, pairs, type_name)
    by_cover = [item for item in decisions if item.is_cover] or decisions
    status = find_status(readable, pairs, _adopting(by_cover))
    is_adopted = status is None or status.value == "adopted"
    adopted_by = _first([item.body for item in by_cover]) if is_adopted else None
    adopted_date = _first([item.date for item in by_cover]) if is_adopted else None
    valid_from, valid_until = find_validity(readable, pairs, type_name, title)
    follow_up_by, follow_up_frequency = find_follow_up(readable, pairs, sections, type_name)
    return Metadata(
        municipality=find_municipality(readable),
        title=title,
        document_type=document_type,
        status=status,
        adopted_by=adopted_by,
        adopted_date=adopted_date,
        revised_date=find_revision(readable, pairs),
        valid_from=valid_from,
        valid_until=valid_until,
        registration_number=_registration_number(readable, pairs),
        applies_to=find_scope(readable, pairs, type_name, title),
        responsible_for_revision=find_reviser(readable, pairs, type_name),
        follow_up_by=follow_up_by,
        follow_up_frequency=follow_up_frequency,
        replaces=find_replaced(readable, pairs, type_name),
        contradictions=_contradictions(decisions, adopted_by, adopted_date),
    )


def _without(text: str, roles: Sequence[tuple[Span, Role]], unread: Sequence[Role]) -> str:
    """`text` of the same length with the spans of roles `unread` blanked, so that no evidence is found there."""
    for (start, end), role in roles:
        if role in unread:
            text = text[:start] + "\n" * len(text[start:end]) + text[max(start, end) :]
    return text


def _cover_pairs(text: str, roles: Sequence[tuple[Span, Role]]) -> list[Pair]:
    ends = [end for (_, end), role in roles if role == "cover"]
    return read_pairs(text, start=0, end=min(len(text), max([_COVER, *ends])))


def _adopting(decisions: Sequence[Decision]) -> Evidence | None:
    """The decision that says the document is adopted: one with a date, or one on the cover."""
    dated = [item.date or item.body for item in decisions if item.date or item.is_cover]
    return _first(dated)


def _first(found: Sequence[Evidence | None]) -> Evidence | None:
    return next((item for item in found if item is not None), None)


def _of_pair(text: str, pairs: Sequence[Pair], field: str) -> Evidence | None:
    spans = [pair for pair in pairs if pair.field == field]
    return evidence(text, (spans[0].value_start, spans[0].end), spans[0].start, spans[0].end) if spans else None


def _registration_number(text: str, pairs: Sequence[Pair]) -> Evidence | None:
    found = _of_pair(text, pairs, "registration_number")
    if found is not None:
        return found
    match = _INLINE_DNR.search(text, 0, min(len(text), _COVER))
    return evidence(text, match.span("number"), *match.span()) if match else None


def _contradictions(
    decisions: Sequence[Decision], adopted_by: Evidence | None, adopted_date: Evidence | None
) -> tuple[Contradiction, ...]:
    """Statements of another adopting body or day than the one chosen."""
    found = []
    if adopted_by is not None:
        others = [item.body for item in decisions if item.body and fold(item.body.value) != fold(adopted_by.value)]
        found.append(Contradiction(field="adopted_by", evidence=tuple(_distinct(others))))
    if adopted_date is not None:
        dates = [item.date for item in decisions if item.date and item.date.value != adopted_date.value]
        found.append(Contradiction(field="adopted_date", evidence=tuple(_distinct(dates))))
    return tuple(item for item in found if item.evidence)


def _distinct(items: Sequence[Evidence]) -> list[Evidence]:
    return list({item.value.casefold(): item for item in reversed(items)}.values())[::-1]
