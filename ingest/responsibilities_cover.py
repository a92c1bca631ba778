"""Duties on a cover: 'Fastställt av: Kommunfullmäktige', 'Dokumentansvarig: Myndighetschefen'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import find_mentions, tokenize
from ingest.metadata_cover import Pair, read_pairs
from ingest.records import DutyRole, Passage

_ROLES: dict[str, tuple[DutyRole, str]] = {
    "adopted_by": ("decide", "fastställa dokumentet"),
    "adoption": ("decide", "fastställa dokumentet"),
    "revised": ("revise", "revidera dokumentet"),
    "revision": ("revise", "revidera dokumentet"),
    "owner": ("responsible", "ansvara för dokumentet"),
    "follow_up_by": ("follow_up", "följa upp dokumentet"),
    "follow_up": ("follow_up", "följa upp dokumentet"),
}
_COVER = 4000  # as in ingest.metadata
_MAX_WORDS = 10
_DATE_OR_NUMBER = re.compile(r"\d{4}|§|\bdnr\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverDuty:
    """A duty that a key–value line gives; `text[start:end]` is key and value."""

    body: str
    role: DutyRole
    task: str
    start: int
    end: int


def cover_duties(text: str, passages: Sequence[Passage]) -> Iterator[CoverDuty]:
    """The duties in the key–value lines of the cover, in order."""
    unread = [(p.start, p.end) for p in passages if p.kind in ("contents", "instruction", "furniture")]
    cover = [p.end for p in passages if p.kind == "cover" and p.start < _COVER]
    for pair in read_pairs(text, start=0, end=min(len(text), max([_COVER, *cover]))):
        if pair.field not in _ROLES or any(start <= pair.start < end for start, end in unread):
            continue
        value = _body_of(text, pair)
        if value is None:
            continue
        role, task = _ROLES[pair.field]
        shared = pair.field == "revision" and "uppfölj" in pair.key.casefold()
        yield CoverDuty(body=value, role=role, task=task, start=pair.start, end=pair.end)
        if shared:
            yield CoverDuty(body=value, role="follow_up", task="följa upp dokumentet", start=pair.start, end=pair.end)


def _body_of(text: str, pair: Pair) -> str | None:
    """The body in a value: the first that it names, or all of a short value for who owns the document."""
    tokens = tokenize(text, pair.value_start, pair.end)
    mentions = [mention for mention in find_mentions(tokens) if not mention.is_genitive]
    if mentions and mentions[0].first <= 1:
        mention = mentions[0]
        rest = tokens[mention.end :]
        if mention.kind == "officer" and 0 < len(rest) <= 3 and all(token.text.isalpha() for token in rest):
            return " ".join(text[pair.value_start : pair.end].split())  # 'Verksamhetschef förskola'
        return text[tokens[mention.first].start : tokens[mention.end - 1].end]
    value = " ".join(text[pair.value_start : pair.end].split())
    is_name = pair.field in ("owner", "revision", "follow_up_by") and not _DATE_OR_NUMBER.search(value)
    return value if is_name and len(value.split()) <= _MAX_WORDS and not value.endswith(".") else None
