"""Who revises a document, for whom it applies, and what it replaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata_cover import Pair
from ingest.metadata_follow_up import is_everyone
from ingest.metadata_words import ACTOR, evidence, first_match, own_name, sentences, tolerant, type_in
from ingest.records import Evidence

_LATER = tolerant(rf"\b(?:av|genom)\s+(?P<body>{ACTOR}),?\s+som\s+(?:\w+\s+)?ansvarar\s+för\s+(?:att\s+)?revider\w+")


def find_reviser(text: str, pairs: Sequence[Pair], document_type: str | None) -> Evidence | None:
    """Who is to revise the document: said on the cover or in the body, else the one named as answerable for it."""
    for pair in pairs:
        if pair.field == "revision":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    own = own_name(document_type)
    mend = (
        r"(?:revider(?:as|a|ar|ing(?:en)?)|ses\s+över|se\s+över|hålls\s+aktuell[at]?|aktualiseras|uppdateras|omprövas)"
    )
    patterns = (
        rf"(?P<body>{ACTOR})\s+(?:ansvarar|svarar|har\s+ansvar(?:et)?)\s+för\s+(?:att\s+)?(?:{own})\s+{mend}",
        rf"(?P<body>{ACTOR})\s+(?:ansvarar|svarar|har\s+ansvar(?:et)?)\s+för\s+(?:att\s+)?{mend}\s+(?:av\s+)?(?:{own})",
        rf"(?:{own})\s+(?:ska\s+)?{mend}\s+(?:[\w ]{{0,40}}?\s)?av\s+(?P<body>{ACTOR})",
        rf"(?P<body>{ACTOR})\s+ansvarar\s+för\s+att\s+ta\s+fram\s+(?:ett\s+)?förslag\s+till\s+(?:ny|nytt|reviderad)\b",
    )
    candidates = list(sentences(text, tolerant(rf"{mend}|\b(?:ny|nytt|reviderad)\b", re.IGNORECASE)))
    for pattern in (*(tolerant(pattern, re.IGNORECASE) for pattern in patterns), _LATER):
        for start, end in candidates:
            match = pattern.search(text, start, end)
            if match is not None and not is_everyone(match["body"]):
                return evidence(text, match.span("body"), *match.span())
    for pair in pairs:
        if pair.field == "owner" and "ägare" not in pair.key.casefold():
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    return None


def find_scope(text: str, pairs: Sequence[Pair], document_type: str | None, title: Evidence | None) -> Evidence | None:
    """For whom or what the document applies."""
    for pair in pairs:
        if pair.field == "applies_to":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    pattern = tolerant(
        rf"(?:{own_name(document_type)})\s+(?:gäller\s+(?:för\s+)?|omfattar\s+|riktar\s+sig\s+till\s+)"
        rf"(?!(?:tills|från|fr\.|till|under|inte|även|också|åren|som|att|alltid|den|det|ett|en|\d)\b)(?P<scope>[^.\n]{{6,300}})",
        re.IGNORECASE,
    )
    match = first_match(text, pattern, tolerant(r"gäller|omfattar|riktar", re.IGNORECASE))
    if match is not None:
        end = match.end("scope")
        return evidence(text, (match.start("scope"), end), match.start(), end)
    if title is not None and document_type == "reglemente":
        # the title of a reglemente names the bodies it binds (kommunallagen 6 kap. 44 §)
        bodies = tolerant(rf"för\s+(?P<bodies>[^\n]*?{ACTOR}[^\n]*)", re.IGNORECASE).search(
            text, title.start, title.end
        )
        if bodies is not None:
            return evidence(text, bodies.span("bodies"), title.start, title.end)
    return None


def find_replaced(text: str, pairs: Sequence[Pair], document_type: str | None) -> Evidence | None:
    """What the document replaces, as it names it."""
    for pair in pairs:
        if pair.field == "replaces":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    old = r"\s+(?:ersätter|upphäver)\s+(?P<old>[^.\n]{4,200})"
    naming = tolerant(r"ersätter|upphäver", re.IGNORECASE)
    match = first_match(text, tolerant(rf"(?:{own_name(document_type)}){old}", re.IGNORECASE), naming)
    if match is None:  # 'Den ersätter Integrationsplan 2016–2020': a pronoun must replace a document
        match = first_match(text, tolerant(rf"(?:^|(?<=[.!?]\s))(?:Den|Det){old}"), naming)
        if match is None or type_in(match["old"]) is None:
            return None
    return evidence(text, match.span("old"), *match.span())
