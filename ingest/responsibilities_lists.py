"""Lists whose opening line names the one who acts: 'Nämnden ska' and then one task an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.bodies import Mention, Token, whole_name
from ingest.records import Span
from ingest.responsibilities_verbs import MODALS, as_form

Mode = Literal["infinitive", "noun", "present"]
_ITEM = re.compile(r"\s*(?:[-•·*▪●○–]|\d{1,3}[.)]|[a-zåäö]\))\s+|\s*[a-zåäö]")
_SMALL = frozenset("särskilt även också bland annat därutöver dessutom vidare följande att i samt bl.a främst".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadIn:
    """Who acts in the items below, and what form they have: infinitives, nouns or finite verbs."""

    mention: Mention
    mode: Mode


def starts_item(text: str, span: Span) -> bool:
    """Whether a sentence is an item of a list, by its mark or its small first letter."""
    if _ITEM.match(text, *span):
        return True
    line = text.rfind("\n", 0, span[0]) + 1
    return (
        line < span[0]
        and re.fullmatch(r"\s*(?:[-•·*▪●○–]|\d{1,3}[.)]|[a-zåäö]\))\s*", text[line : span[0]]) is not None
    )


def lead_in(tokens: Sequence[Token], mentions: Sequence[Mention], heading: str | None) -> LeadIn | None:
    """What a sentence opens, if it breaks off before what its subject has to do."""
    words = [token.lower for token in tokens]
    has_colon = bool(words) and words[-1] == ":"
    at = len(words) - 1 - has_colon
    while at >= 0 and (words[at] in _SMALL or words[at] == ","):
        at -= 1
    if at < 0:
        return None
    subject = _subject_of(mentions, at)
    if subject is None and heading is not None and len(words) <= 6:
        subject = whole_name(heading)
    if subject is None:
        return None
    if words[at] in MODALS:
        return LeadIn(mention=subject, mode="infinitive")
    if words[at] in ("för", "inom") and any(
        word in ("ansvarar", "svarar", "ansvar", "ansvaret", "ansvarig") for word in words
    ):
        return LeadIn(mention=subject, mode="noun")
    opens = any(
        word in ("uppgifter", "uppgift", "uppdrag", "ansvar", "ansvarsområden", "ansvarsområde") for word in words
    )
    opens = opens or any(word in ("lovar", "åtar", "förbinder") for word in words)
    if words[-1 - has_colon] == "att" and opens:
        return LeadIn(mention=subject, mode="infinitive")
    if opens and has_colon:
        return LeadIn(mention=subject, mode="infinitive")
    if has_colon and as_form(words[at], "present") is not None:
        return LeadIn(mention=subject, mode="noun")
    return None


def _subject_of(mentions: Sequence[Mention], at: int) -> Mention | None:
    before = [mention for mention in mentions if mention.end <= at + 1 and mention.kind != "municipality"]
    return before[-1] if before else next((m for m in mentions if m.end <= at + 1), None)
