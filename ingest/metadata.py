"""What a document says of itself: municipality, title, type, status, decisions, validity, duties.

Every value comes with the words that say so. The rules look for wordings that municipalities use, first in the
key–value lines of a cover, then on the title page, then in sentences whose subject is the document itself
('Programmet följs upp ...'). What nothing says stays None. Where a document speaks against itself, the cover's
word is taken and the other kept as a contradiction.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from ingest.metadata_cover import Pair, read_pairs
from ingest.metadata_decisions import Decision, find_decisions, find_revision
from ingest.metadata_duties import find_replaced, find_reviser, find_scope
from ingest.metadata_follow_up import find_follow_up
from ingest.metadata_kind import find_status, find_type
from ingest.metadata_misread import requoted, restored
from ingest.metadata_place import find_municipality
from ingest.metadata_sidecar import apply_sidecar
from ingest.metadata_title import find_title
from ingest.metadata_validity import find_validity
from ingest.metadata_words import PROPOSAL_TYPES, evidence, type_in
from ingest.municipalities import fold
from ingest.records import Contradiction, Evidence, Metadata, PageStart, Role, Section, Span

__all__ = ["apply_sidecar", "extract_metadata"]

_COVER = 4000  # characters read for key–value lines where no block is marked as cover; covers end within 2,500
_ABBREVIATIONS = {"kf": "kommunfullmaktige", "ks": "kommunstyrelsen", "fullmaktige": "kommunfullmaktige"}
# some print the particulars on the last page; there only keys that a body text does not use are read
_LAST_PAGE = 1500
_LAST_PAGE_FIELDS = frozenset(
    (
        "adopted_by",
        "adopted_date",
        "revised",
        "registration_number",
        "document_type",
        "valid_from",
        "valid_until",
        "replaces",
    )
)
_INLINE_DNR = re.compile(
    r"\b(?:Dnr|Diarienummer|Diarienr|Diarie-?nr|Ärendenummer|Ärendenr)[ :.]{1,3}"
    r"(?P<number>(?:[A-ZÅÄÖ]{1,6}[ -]?)?\d{2,4}[-/.:]\d{1,6}(?:[-/.]\d+)?)"
)
# 'Ärende' and a bracket are everyday: the number in them begins with the letters of a register
# laws, standards, collections of statutes, and words in capitals
_NO_REGISTER = r"(?:UTKAST|REMISS|DATUM|KOPIA|SFS|KFS|FS|SOU|AFS|SOSFS|EU|EG|EN|ISO|SS|DS|PROP)\b"
_REGISTERED = (
    rf"(?P<number>(?!{_NO_REGISTER})[A-ZÅÄÖ]{{2,6}}[ /-]?(?!\d{{4}}-\d\d-\d\d)\d{{2,4}}[-/.:]\d{{1,6}}(?:[-/.]\d+)?)"
)
_MATTER = re.compile(rf"\bÄrende[ :]{{1,2}}{_REGISTERED}")
_OF_PROPOSAL = re.compile(rf"(?<=\(){_REGISTERED}(?=\))")  # 'Förslag till program (LKS 24/118)'
_DATE_BEHIND = re.compile(r"(?<=\d)\s+(?:20\d\d-\d\d-\d\d|Sid(?:a|an)?\s?:?\s?\d.*)$")
# a number that stands alone on the title page: 'KS 2024-118', 'Sam 123/2020'
_CELL_ALONE = re.compile(
    rf"(?:^|[·•|\t])[ ]*(?:{_REGISTERED}|(?P<other>(?!Sid|Bil|Nr|Del|Ver)[A-ZÅÄÖ]\w{{1,4}}[ ]\d{{1,5}}/20\d\d))[ ]*"
    r"(?=$|[·•|\t])",
    re.MULTILINE,
)
_AT_LINE_END = re.compile(rf"^[^\n]{{0,120}}\b{_REGISTERED}[ ]*$", re.MULTILINE)  # 'Antagen 2013-12-16 KS-2013/1073'
_OF_ANOTHER = re.compile(r"ersätt|upphäv|enligt|\blag(?:en)?\b|[|\t]", re.IGNORECASE)
_TITLE_PAGE = 1000  # characters in which a proposal names the matter it belongs to


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
    are never evidence. A scan's values are spelt right where the rules know the word, its quotes are as they stand.
    """
    metadata = _read(_without(restored(text), roles, ("instruction", "contents")), sections, roles)
    return requoted(_with_capitals(metadata), text)


def _read(readable: str, sections: tuple[Section, ...], roles: tuple[tuple[Span, Role], ...]) -> Metadata:
    pairs = _cover_pairs(readable, roles)
    title = find_title(readable, pairs, sections)
    document_type = find_type(readable, pairs, title)
    type_name = _subject_type(document_type, title)
    decisions = find_decisions(readable, pairs, type_name, title.value if title else None)
    by_cover = [item for item in decisions if item.is_cover] or decisions
    status = find_status(readable, pairs, _adopting(by_cover))
    is_adopted = status is None or status.value == "adopted"
    adopted_by = _first([item.body for item in by_cover]) if is_adopted else None
    adopted_date = _first([item.date for item in by_cover]) if is_adopted else None
    starts, ends = find_validity(readable, pairs, type_name, title)
    follow_up_by, follow_up_frequency, against = find_follow_up(readable, pairs, sections, type_name)
    return Metadata(
        municipality=_municipality(readable, pairs),
        title=title,
        document_type=document_type,
        status=status,
        adopted_by=adopted_by,
        adopted_date=adopted_date,
        revised_date=find_revision(readable, pairs),
        valid_from=_first(starts),
        valid_until=_first(ends),
        registration_number=_registration_number(
            readable, pairs, is_proposal=status is not None and status.value == "proposal"
        ),
        applies_to=find_scope(readable, pairs, type_name, title),
        responsible_for_revision=find_reviser(readable, pairs, type_name),
        follow_up_by=follow_up_by,
        follow_up_frequency=follow_up_frequency,
        replaces=find_replaced(readable, pairs, type_name),
        contradictions=(
            *_against("adopted_by", adopted_by, [item.body for item in decisions]),
            *_against("adopted_date", adopted_date, [item.date for item in decisions]),
            *_against("valid_from", _first(starts), starts),
            *_against("valid_until", _first(ends), ends),
            *against,
        ),
    )


_BODY_FIELDS = ("adopted_by", "responsible_for_revision", "follow_up_by")


def _with_capitals(metadata: Metadata) -> Metadata:
    """Bodies and offices as names: 'kommunfullmäktige' in a sentence is Kommunfullmäktige."""

    def capital(found: Evidence) -> Evidence:
        return dataclasses.replace(found, value=found.value[:1].upper() + found.value[1:])

    bodies = {name: capital(found) for name in _BODY_FIELDS if (found := getattr(metadata, name)) is not None}
    against = tuple(
        dataclasses.replace(item, evidence=tuple(map(capital, item.evidence))) if item.field in _BODY_FIELDS else item
        for item in metadata.contradictions
    )
    return dataclasses.replace(metadata, **bodies, contradictions=against)


def _subject_type(document_type: Evidence | None, title: Evidence | None) -> str | None:
    """The type whose name is the subject of sentences about the document: a proposal speaks of what it proposes."""
    if document_type is not None and document_type.value in PROPOSAL_TYPES and title is not None:
        rest = title.quote
        while (named := type_in(rest)) is not None and named[0] in PROPOSAL_TYPES:
            rest = rest[named[1][1] :]
        return named[0] if named else document_type.value
    return document_type.value if document_type else None


def _without(text: str, roles: Sequence[tuple[Span, Role]], unread: Sequence[Role]) -> str:
    """`text` of the same length with the spans of roles `unread` blanked, so that no evidence is found there."""
    for (start, end), role in roles:
        if role in unread:
            text = text[:start] + "\n" * len(text[start:end]) + text[max(start, end) :]
    return text


def _cover_pairs(text: str, roles: Sequence[tuple[Span, Role]]) -> list[Pair]:
    ends = [end for (_, end), role in roles if role == "cover"]
    end = min(len(text), max([_COVER, *ends]))
    pairs = read_pairs(text, start=0, end=end)
    known = {pair.field for pair in pairs}
    last = read_pairs(text, start=max(end, len(text) - _LAST_PAGE), end=len(text))
    return pairs + [pair for pair in last if pair.field in _LAST_PAGE_FIELDS and pair.field not in known]


def _adopting(decisions: Sequence[Decision]) -> Evidence | None:
    """The decision that says the document is adopted: one with a date, one on the cover, or one in the past tense."""
    dated = [item.date or item.body for item in decisions if item.date or item.is_cover or item.is_done]
    return _first(dated)


def _municipality(text: str, pairs: Sequence[Pair]) -> Evidence | None:
    """The cover's, in full where the text writes it so ('Kommun: Rödhamra', 'Rödhamra kommun')."""
    by_key, by_text = _of_pair(text, pairs, "municipality"), find_municipality(text)
    is_same = by_key is not None and by_text is not None and fold(by_key.value) in fold(by_text.value)
    return by_text if is_same else by_key or by_text


def _first(found: Sequence[Evidence | None]) -> Evidence | None:
    return next((item for item in found if item is not None), None)


def _of_pair(text: str, pairs: Sequence[Pair], field: str) -> Evidence | None:
    spans = [pair for pair in pairs if pair.field == field]
    return evidence(text, (spans[0].value_start, spans[0].end), spans[0].start, spans[0].end) if spans else None


def _registration_number(text: str, pairs: Sequence[Pair], *, is_proposal: bool) -> Evidence | None:
    found = _of_pair(text, pairs, "registration_number")
    if found is not None:  # a date on the next line of a PDF's cover may be joined to the number
        return dataclasses.replace(found, value=_DATE_BEHIND.sub("", found.value))
    head = min(len(text), _COVER)
    match = _INLINE_DNR.search(text, 0, head) or _MATTER.search(text, 0, head)
    alone = _CELL_ALONE.search(text, 0, min(len(text), _TITLE_PAGE)) if match is None else None
    if alone is not None:
        return evidence(text, alone["number"] or alone["other"], *alone.span())
    if match is None:
        candidates = _AT_LINE_END.finditer(text, 0, min(len(text), _TITLE_PAGE))
        match = next((item for item in candidates if not _OF_ANOTHER.search(item.group())), None)
    if match is None and is_proposal:
        match = _OF_PROPOSAL.search(text, 0, min(len(text), _TITLE_PAGE))
    return evidence(text, match.span("number"), *match.span()) if match else None


def _against(field: str, chosen: Evidence | None, stated: Sequence[Evidence | None]) -> Iterator[Contradiction]:
    """The contradiction in what is stated of `field`, if any.

    '2025' and '2025-12-31' do not contradict, nor do 'nämnden' and 'Socialnämnden'.
    """
    if chosen is None:
        return
    others = [item for item in stated if item and not _agrees(item.value, chosen.value)]
    if others:
        yield Contradiction(field=field, evidence=tuple({fold(item.value): item for item in reversed(others)}.values()))


def _agrees(one: str, other: str) -> bool:
    one, other = (_ABBREVIATIONS.get(fold(value), fold(value)) for value in (one, other))
    return one in other or other in one
