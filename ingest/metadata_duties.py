"""Who follows up and who revises a document, how often, and for whom it applies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.metadata_cover import Pair
from ingest.metadata_words import ACTOR, FREQUENCY, evidence, first_match, own_name, sentences, tolerant
from ingest.records import Evidence, Section, Span

_FOLLOW_HEADING = tolerant(r"uppfölj|utvärder", re.IGNORECASE)
_FOLLOW = r"(?:följ(?:a|er|s|as)\s+(?:\S+\s+){0,2}?upp|uppfölj(?:ning(?:en|s)?|a|as|er)\b)"
_SOME = re.compile(r"(?:varje|samtliga|alla|respektive|en|nämnderna|nämnder|förvaltningscheferna)\b", re.IGNORECASE)
# the subject opens the sentence, after a paragraph number: '31 § Myndighetschefen ska ...'
_NUMBER = re.compile(r"\s*(?:[-•]\s*)?(?:\d+(?:\s?[a-z])?\s§\s+)?")
_OPENING = rf"^{_NUMBER.pattern}"
_ACTIVE = tolerant(
    rf"{_OPENING}(?P<body>{ACTOR})\s+(?:ansvarar|ska|skall|har|följer|redovisar|sammanställer|utvärderar|rapporterar|svarar|leder)\b"
)
_REPORT = r"\b(?:redovisa(?:r|s)?|sammanställ(?:er|a)|rapporterar|utvärdera(?:r|s)?)\b"
_REPORTING = tolerant(_REPORT)
_WORK = tolerant(r"\b(?:nämnd|styrelse|förvaltning|insats|arbete|mål|åtgärd|uppdrag)\w*", re.IGNORECASE)
# 'Uppföljning av förvaltningarnas uppdrag och satta mål sker årligen' (Uddevalla)
_NOMINAL = tolerant(r"\s*Uppföljning(?:en)?\b.{0,120}\b(?:sker|görs|genomförs|redovisas)\b")
_AGENT = tolerant(rf"\b(?:av|genom)\s+(?P<body>{ACTOR})")
_LATER = tolerant(rf"\b(?:av|genom)\s+(?P<body>{ACTOR}),?\s+som\s+(?:\w+\s+)?ansvarar\s+för\s+(?:att\s+)?revider\w+")


def find_follow_up(
    text: str, pairs: Sequence[Pair], sections: Sequence[Section], document_type: str | None
) -> tuple[Evidence | None, Evidence | None]:
    """Who follows the document up, and how often: from the cover first, then the sentence that says it best."""
    by: Evidence | None = None
    how_often: Evidence | None = None
    for pair in pairs:
        if pair.field == "revision" and "uppfölj" in pair.key.casefold():  # 'Ansvarig för uppföljning och revidering'
            by = by or evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
        if pair.field not in ("follow_up_by", "follow_up"):
            continue
        value = text[pair.value_start : pair.end]
        frequency = FREQUENCY.search(text, pair.value_start, pair.end)
        body = tolerant(ACTOR, re.IGNORECASE).search(value)
        if pair.field == "follow_up_by":
            by = by or evidence(text, value, pair.start, pair.end)
        elif frequency or not body:
            how_often = how_often or evidence(text, value, pair.start, pair.end)
        elif body:
            by = by or evidence(text, value, pair.start, pair.end)
    best = sorted(_statements(text, sections, document_type), key=lambda item: -item[0])
    for _, who, when in best:
        by = by or who
        how_often = how_often or when
    return by, how_often


def _statements(
    text: str, sections: Sequence[Section], document_type: str | None
) -> Iterator[tuple[int, Evidence | None, Evidence | None]]:
    """(strength, who, how often) of each sentence that speaks of following up this document."""
    own = tolerant(own_name(document_type), re.IGNORECASE)
    follow, headings = tolerant(_FOLLOW, re.IGNORECASE), _heading_spans(sections)
    for start, end in sentences(text):
        sentence = text[start:end]
        if len(sentence) > 600 or ("\t" in sentence or " | " in sentence):
            continue  # a table row is followed up on its own account
        is_followed = follow.search(sentence)
        in_section = any(s <= start < e for s, e in headings)
        if not is_followed and not (in_section and _REPORTING.search(sentence)):
            continue
        frequency = FREQUENCY.search(text, start, end)
        who, subject = _who(
            text, start, end, is_active=not re.search(r"[sS]\s+upp\b", is_followed.group()) if is_followed else True
        )
        strength = 4 * bool(is_followed and own.search(sentence)) + 3 * in_section + (frequency is not None) + subject
        if in_section and own.search(sentence):
            strength += 2
        is_named = who is not None or _NOMINAL.match(sentence) is not None
        is_about_work = bool(is_followed and frequency and is_named and _WORK.search(sentence))
        if strength < 4 and not is_about_work:
            continue
        if who is None and frequency is None:
            continue
        if (number := _NUMBER.match(sentence)) is not None:
            start += number.end()
        quote = (start, _quote_end(text, start, end, who, frequency))
        yield (
            strength,
            evidence(text, who, *quote) if who else None,
            evidence(text, frequency.span(), *quote) if frequency else None,
        )


def _quote_end(text: str, start: int, end: int, who: Span | None, frequency: re.Match[str] | None) -> int:
    """The quote runs to the last of what it shows, but at least over the verb."""
    last = max(who[1] if who else start, frequency.end() if frequency else start)
    verb = tolerant(rf"{_FOLLOW}|{_REPORT}", re.IGNORECASE).search(text, start, end)
    return max(last, verb.end() if verb else last)


def _who(text: str, start: int, end: int, *, is_active: bool) -> tuple[Span | None, bool]:
    """The acting body of a sentence and whether it is its subject."""
    agent = _AGENT.search(text, start, end)
    subject = _ACTIVE.match(text[start:end])
    if subject and not _SOME.match(subject["body"]):
        return (start + subject.start("body"), start + subject.end("body")), True
    if agent and not is_active and not _SOME.match(agent["body"]):
        return agent.span("body"), False
    return None, False


def _heading_spans(sections: Sequence[Section]) -> list[Span]:
    return [(section.start, section.end) for section in sections if _FOLLOW_HEADING.search(section.heading)]


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
            if match is not None and not _SOME.match(match["body"]):
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
    pattern = tolerant(
        rf"(?:{own_name(document_type)})\s+(?:ersätter|upphäver)\s+(?P<old>[^.\n]{{4,200}})", re.IGNORECASE
    )
    match = first_match(text, pattern, tolerant(r"ersätter|upphäver", re.IGNORECASE))
    return evidence(text, match.span("old"), *match.span()) if match else None
