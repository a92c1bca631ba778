"""What a document is: its type, and whether it is adopted or only proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata_cover import Pair
from ingest.metadata_decisions import adopting_start
from ingest.metadata_title import MARKER, bare_type, head_lines
from ingest.metadata_words import PROPOSAL_TYPES, evidence, own_name, tolerant, type_in
from ingest.records import Evidence, Span

_MARKER_LINES = 12  # what a paper is stands at its top; the proposals seen say so by the fourth line

_PROPOSING = re.compile(
    r"\b(?:föreslår|föreslås|yrkar(?:\s+på)?|hemställer)\b[^.\n]{0,120}?\b(?:besluta[rs]?|beslutar|att|anta[sr]?)\b",
    re.IGNORECASE,
)
_STATUS_VALUE = (
    ("draft", re.compile(r"utkast|remiss|arbetsmaterial|samråd|koncept", re.IGNORECASE)),
    ("proposal", re.compile(r"förslag|yrkande|ej (?:antage|fastställ|beslutad)", re.IGNORECASE)),
    ("adopted", re.compile(r"antag|fastställ|gällande|beslutad|gäller|aktuell", re.IGNORECASE)),
)


def find_type(text: str, pairs: Sequence[Pair], title: Evidence | None) -> Evidence | None:
    """The document type in lower case, from a proposal's own heading, the cover, the title or the body."""
    marker = find_marker(text, pairs)
    if marker is not None and (named := type_in(text[marker.start : marker.end])) and named[0] in PROPOSAL_TYPES:
        start = marker.start + named[1][0]
        return evidence(text, named[0], start, marker.start + named[1][1])
    for pair in pairs:
        if pair.field == "document_type":
            value = text[pair.value_start : pair.end]
            named = type_in(value)
            if named or len(value.split()) <= 2:  # a longer value without a type is the legend of all types
                return evidence(text, named[0] if named else value.casefold(), pair.start, pair.end)
    if title is not None and (named := type_in(title.quote)):
        return evidence(text, named[0], title.start + named[1][0], title.start + named[1][1])
    for start, end in head_lines(text, pairs):
        if (alone := bare_type(text[start:end])) is not None:
            return evidence(text, alone, start, end)
    return _type_in_body(text)


def find_marker(text: str, pairs: Sequence[Pair]) -> Evidence | None:
    """The line on the first page that says the document is a proposal or a draft; its value is that status."""
    adopting = adopting_start(text, pairs)
    for start, end in head_lines(text, pairs)[:_MARKER_LINES]:
        if start > adopting:  # below it, 'Medborgarförslag' or 'Förslag till åtgärder' is a heading of the text
            return None
        match = MARKER.fullmatch(text, start, end)
        if match and not text[start:end].endswith("."):
            status = "draft" if match["draft"] else "proposal"
            return evidence(text, status, start, end)
    return None


def find_status(text: str, pairs: Sequence[Pair], adopted: Evidence | None) -> Evidence | None:
    """adopted, proposal or draft, with the words that say so; None when nothing says.

    A proposal's own heading outweighs an adopting line, because proposals quote the text they want adopted
    ('fastställs att gälla till och med 2023').
    """
    for pair in pairs:
        if pair.field == "status":
            value = text[pair.value_start : pair.end]
            status = next((name for name, pattern in _STATUS_VALUE if pattern.search(value)), None)
            if status:
                return evidence(text, status, pair.start, pair.end)
    marker = find_marker(text, pairs)
    if marker is not None:
        return marker
    if adopted is not None:
        return evidence(text, "adopted", adopted.start, adopted.end)
    first_page = text.rfind("\n", 0, 2500) if len(text) > 2500 else len(text)
    proposing = _PROPOSING.search(text, 0, max(first_page, 0))
    return evidence(text, "proposal", *proposing.span()) if proposing else None


def _type_in_body(text: str) -> Evidence | None:
    """The type by which the text most often speaks of itself, as the subject of a sentence: 'Programmet följs upp'."""
    counts: dict[str, list[Span]] = {}
    subject = tolerant(
        # 'Visionen är ...' is a chapter of many documents
        rf"(?:^|(?<=[.!?]\s))(?!vision)(?P<own>{own_name(None)})\s+(?:följs|gäller|omfattar|ska|är|har|utgår|anger|syftar|beskriver|antas)\b",
        re.MULTILINE | re.IGNORECASE,
    )
    for match in subject.finditer(text):
        named = type_in(match["own"])
        if named is not None:
            counts.setdefault(named[0], []).append(match.span())
    if not counts:
        return None
    best = max(counts, key=lambda name: len(counts[name]))
    return evidence(text, best, *counts[best][0])
