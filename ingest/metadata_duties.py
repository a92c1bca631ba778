"""Who revises a document, for whom it applies, and what it replaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.metadata_cover import Pair
from ingest.metadata_decisions import HEAD, PASSIVE
from ingest.metadata_follow_up import is_everyone
from ingest.metadata_words import ACTOR, ADOPTED, START, evidence, first_match, own_name, sentences, tolerant, type_in
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
        rf"(?P<body>{ACTOR})\s+(?:ansvarar|svarar|har\s+ansvar(?:et)?)\s+för\s+(?:att\s+)?(?:{own})\s+(?:[^.\n]{{2,80}}\soch\s+)?{mend}",
        rf"(?P<body>{ACTOR})\s+(?:ansvarar|svarar|har\s+ansvar(?:et)?)\s+för\s+(?:att\s+)?{mend}\s+(?:av\s+)?(?:{own})",
        rf"(?:{own})\s+(?:ska\s+)?{mend}\s+(?:(?!och\b)\w+\s+){{0,6}}?av\s+(?P<body>{ACTOR})",
        rf"(?P<body>{ACTOR})\s+(?:ansvarar|svarar)\s+för\s+(?:uppföljning(?:en)?\s+och\s+)?"
        r"(?:revidering|aktualisering)(?:en)?(?:\s+och\s+uppföljning(?:en)?)?(?=\s*(?:[.,;\n]|$))",
        rf"\bansvarig(?:a)?\s+för\s+(?:{own}s\s+)?(?:revidering|aktualisering|översyn)(?:en)?(?:\s+av\s+{own})?\s+är\s+"
        rf"(?P<body>{ACTOR})",
        rf"(?P<body>{ACTOR})\s+ansvarar\s+för\s+att\s+ta\s+fram\s+(?:ett\s+)?förslag\s+till\s+(?:ny|nytt|reviderad)\b",
    )
    candidates = list(sentences(text, tolerant(rf"{mend}|\b(?:ny|nytt|reviderad)\b", re.IGNORECASE)))
    for pattern in (*(tolerant(pattern, re.IGNORECASE) for pattern in patterns), _LATER):
        for start, end in candidates:
            match = pattern.search(text, start, end)
            if match is not None and not is_everyone(match["body"]):
                return evidence(text, match.span("body"), *match.span())
    for pair in pairs:
        if pair.field == "owner":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    kept = tolerant(
        rf"(?:\bansvarig\s+för\s+(?:{own})\s+är|(?:{own})\s+förvaltas\s+av|(?:^|(?<=[.!?]\s))förvaltas\s+av)\s+"
        rf"(?P<body>{ACTOR})",
        re.IGNORECASE | re.MULTILINE,
    )
    match = kept.search(text, 0, min(len(text), HEAD))
    return evidence(text, match.span("body"), *match.span()) if match else None


def find_scope(text: str, pairs: Sequence[Pair], document_type: str | None, title: Evidence | None) -> Evidence | None:
    """For whom or what the document applies."""
    for pair in pairs:
        if pair.field == "applies_to":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    for pair in pairs:  # 'Gäller: Alla nämnder'; usually it is a time
        if pair.key.casefold() == "gäller" and _EVERYONE.match(text, pair.value_start, pair.end):
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    match = _scope_sentence(text, own_name(document_type))
    if match is not None:
        return evidence(text, match.span("scope"), match.start("said"), match.end("scope"))
    if title is not None and document_type == "reglemente":
        # the title of a reglemente names the bodies it binds (kommunallagen 6 kap. 44 §)
        bodies = tolerant(rf"för\s+(?P<bodies>[^\n]*?{ACTOR}(?:(?!\smed\s)[^\n])*)", re.IGNORECASE).search(
            text, title.start, title.end
        )
        if bodies is not None:
            return evidence(text, bodies.span("bodies"), title.start, title.end)
    return None


# what stands after 'gäller' and is no scope: a time, a rule, a condition
_NO_SCOPE = (
    r"(?!(?:för|tills|från|fr\.|till|under|inte|även|också|åren|som|att|alltid|den|det|ett|en|\d+|så|längst|fram|på|vid|när|"
    r"(?:hela\s+)?(?:mandat|program|plan|giltighets)?(?:perioden|tiden))\b)"
)
_EVERYONE = re.compile(r"(?:alla|samtliga|hela|kommunens?|koncernen)\b", re.IGNORECASE)
_APPLIES = r"(?:gäller\s+(?:för\s+)?|omfattar\s+|(?:riktar|vänder)\s+sig\s+till\s+)"
_NUMBERED = r"\W{0,3}(?:(?:§\s*)?\d+(?:\.\d+)*\.?(?:\s§)?\s+)?"


def _scope_sentence(text: str, own: str) -> re.Match[str] | None:
    """The sentence that says for whom: its subject is the document, by name or by a pronoun in the sentence after."""
    scope = rf"{_NO_SCOPE}(?P<scope>[^.\n]{{6,300}})"
    begins = tolerant(rf"{_NUMBERED}(?:{own})\b", re.IGNORECASE)
    by_name = tolerant(rf"{_NUMBERED}(?P<said>(?:{own})\s+{_APPLIES}{scope})", re.IGNORECASE)
    by_pronoun = tolerant(rf"(?P<said>(?:Den|Det|De)\s+{_APPLIES}{scope})")
    inverted = tolerant(rf"(?P<said>\bgäller\s+(?:{own})\s+för\s+{scope})", re.IGNORECASE)
    spans = list(sentences(text))
    for start, end in spans:
        if (match := by_name.match(text, start, end)) is not None:
            return match
    for (before, stop), (start, end) in pairwise(spans):
        follows = "\n" not in text[stop:start] and begins.match(text, before, stop)
        if follows and (match := by_pronoun.match(text, start, end)) is not None:
            return match
    return next((match for start, end in spans if (match := inverted.search(text, start, end))), None)


# '... och ska läsas tillsammans med': the sentence goes on about the new document
_GOES_ON = re.compile(r"\s+(?:och|samt)\s+(?:ska|skall|gäller|är|kompletterar|träder|utgör|har|innehåller|omfattar)\b")


def _replaced(text: str, match: re.Match[str], said: int) -> Evidence:
    stop = _GOES_ON.search(text, *match.span("old"))
    end = stop.start() if stop else match.end("old")
    return evidence(text, (match.start("old"), end), said, end)


def find_replaced(text: str, pairs: Sequence[Pair], document_type: str | None) -> Evidence | None:
    """What the document replaces, as it names it."""
    for pair in pairs:
        if pair.field == "replaces":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    old = r"\s+(?:ersätter|upphäver)\s+(?P<old>[^.\n]{4,200})"
    naming = tolerant(r"ersätter|upphäver", re.IGNORECASE)
    match = first_match(text, tolerant(rf"(?:{own_name(document_type)}){old}", re.IGNORECASE), naming)
    if match is None:  # 'Den ersätter Integrationsplan 2016–2020': a pronoun must replace a document
        match = first_match(text, tolerant(rf"(?:^|(?<=[.!?]\s))(?:Den|Det|De){old}"), naming)
        if match is None or not (type_in(match["old"]) or match["old"].startswith(tuple('”"“«'))):
            match = None
    if match is None:  # 'Gäller från 2025-01-01 och ersätter reglemente 2019-02-18': a particular of the title page
        candidate = first_match(
            text, tolerant(rf"\b(?:gäller|{ADOPTED}|{PASSIVE})\b[^.\n]{{4,80}}\soch{old}", re.IGNORECASE), naming
        )
        match = candidate if candidate is not None and candidate.start() < HEAD else None
    if match is None:  # a line of the title page joined to the one above
        match = tolerant(rf"{START}(?P<said>Ersätter\s+(?P<old>[^.\n]{{4,200}}))", re.MULTILINE).search(
            text, 0, HEAD // 2
        )
        return _replaced(text, match, match.start("said")) if match else None
    return _replaced(text, match, match.start())
