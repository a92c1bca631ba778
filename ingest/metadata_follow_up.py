"""Who follows a document up, and how often.

The cover says it best; then a sentence whose subject is the document ('Programmet följs upp vartannat år av
Arbetslivsnämnden'); then one under a heading on follow-up ('Klimatstrategen redovisar ... i mars varje år'); then
one on the work as a whole ('Kommunstyrelsen ansvarar för att årligen följa upp nämndernas insatser'). How a single
measure, decision or table row is followed up says nothing of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.metadata_cover import Pair
from ingest.metadata_words import ACTOR, FREQUENCY, evidence, interval_of, own_name, sentences, tolerant
from ingest.municipalities import fold
from ingest.records import Contradiction, Evidence, Section, Span

_HEADING = tolerant(r"uppfölj|utvärder", re.IGNORECASE)
_FOLLOW = r"(?:följ(?:a|er|s|as)\s+(?:\S+\s+){0,2}?upp|uppfölj(?:ning(?:en|s)?|a|as|er)\b)"
_FOLLOWED = tolerant(_FOLLOW, re.IGNORECASE)
_PASSIVE = tolerant(r"följa?s\b", re.IGNORECASE)
_SUMMARY = r"[\w-]{0,30}(?:rapport(?:en|er|erna)?|redovisning(?:en)?|bokslut(?:et)?|lägesbild(?:en)?)\b"
_REPORT = (
    r"(?:\b(?:redovisa(?:r|s)?|sammanställ(?:er|a)|rapporterar|utvärdera(?:r|s)?)\b|"
    rf"\b(?:lämnar|skriver|upprättar|tas\s+fram|lämnas|görs)\b(?=[^.\n]{{0,60}}\b(?!delårs|års){_SUMMARY})|\b{_SUMMARY}\s+(?:tas\s+fram|görs)\b)"
)
_REPORTING = tolerant(_REPORT)
_VERB = tolerant(rf"{_FOLLOW}|{_REPORT}", re.IGNORECASE)
_WORK = tolerant(r"\b(?:nämnd|styrelse|förvaltning|insats|arbete|mål|åtgärd|uppdrag)\w*", re.IGNORECASE)
# What a sentence that does not name the document must speak of, so that it is of the document as a whole: 'Avtal följs
# upp varje kvartal' is not
_WHOLE = tolerant(
    r"\b(?:målen|måluppfyllelsen?|åtgärderna|insatser(?:na)?|arbetet|uppdrag(?:en)?|aktiviteter(?:na)?|åtaganden(?:a)?|"
    rf"resultat(?:et|en)?|läget|verksamhetens|uppföljning(?:en)?|{_SUMMARY})",
    re.IGNORECASE,
)
# 'Resultatet visas för invånarna på webbplatsen vartannat år' is information
_PUBLICITY = tolerant(
    r"\bför\s+(?:invånar|medborgar|allmänhet)\w*|\bpå\s+(?:\S+\s)?(?:webbplats|hemsida)\w*", re.IGNORECASE
)
# 'Uppföljning av förvaltningarnas uppdrag och satta mål sker årligen' (Uddevalla)
_NOMINAL = tolerant(r"\s*Uppföljning(?:en)?\b.{0,120}\b(?:sker|görs|genomförs|redovisas)\b")
_AGENT = tolerant(rf"\b(?:av|genom)\s+(?P<body>{ACTOR})")
# 'Uppföljningen görs av ...', 'Ett bokslut tas fram av ...'
_MADE = tolerant(
    rf"(?:Uppföljning(?:en)?|[^.\n]{{0,40}}{_SUMMARY})\s+(?:görs|sker|genomförs|tas\s+fram|sammanställs)\b"
)
# 'Äldrenämnden ansvarar för uppföljningen', 'Ansvarig för uppföljningen är kulturchefen': of the document
_ANSWERS = tolerant(
    rf"(?:^{{number}}(?P<body>{ACTOR})\s+(?:ansvarar|svarar)\s+för\s+(?:revidering(?:en)?\s+och\s+)?uppföljning(?:en)?"
    rf"(?=\s*(?:[.,;]|och\b|$))|^Ansvariga?\s+för\s+uppföljning(?:en)?\s+är\s+(?P<named>{ACTOR}))".replace(
        "{number}", r"\s*(?:[-•]\s*)?(?:\d+(?:\s?[a-z])?\s§\s+)?"
    )
)
_NUMBER = re.compile(r"\s*(?:[-•]\s*)?(?:\d+(?:\s?[a-z])?\s§\s+)?")  # '31 § Myndighetschefen ska ...'
_SUBJECT = tolerant(
    rf"^{_NUMBER.pattern}(?P<body>{ACTOR})\s+"
    r"(?:ansvarar|ska|skall|har|följer|redovisar|sammanställer|utvärderar|rapporterar|svarar|leder|lämnar|skriver|"
    r"upprättar|(?:beslutar|fastställer|antar|samordnar|stödjer)\b(?=[^.\n]{0,200}\boch\s+följer))\b"
)
_MAX_SENTENCE = 600  # characters; longer ones are lists without full stops
_MIN_STRENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """A sentence on follow-up; `is_strict` when it says of the document by name that it is followed up."""

    strength: int
    by: Evidence | None
    frequency: Evidence | None
    is_strict: bool


_FOLLOW_UP_MADE = tolerant(
    r"\s*Uppföljning(?:en)?\s+(?:av\s+[\w-]+(?:programmet|planen|policyn)\s+)?(?:ska\s+)?(?:görs|göras|sker|ske)\b"
)


def find_follow_up(
    text: str, pairs: Sequence[Pair], sections: Sequence[Section], document_type: str | None
) -> tuple[Evidence | None, Evidence | None, tuple[Contradiction, ...]]:
    """Who and how often, and what the document says against it."""
    statements = sorted(_statements(text, sections, document_type), key=lambda item: -item.strength)
    found = [*_from_pairs(text, pairs), *statements]
    by = next((item.by for item in found if item.by), None)
    frequency = next((item.frequency for item in found if item.frequency), None)
    strict = [item for item in found if item.is_strict]
    against = []
    if by is not None:
        others = [item.by for item in strict if item.by and not _is_same_body(item.by.value, by.value)]
        against.append(Contradiction(field="follow_up_by", evidence=tuple(others)))
    if frequency is not None and (chosen := interval_of(frequency.value)) is not None:
        said = [item.frequency for item in strict if item.frequency]
        others = [item for item in said if interval_of(item.value) not in (None, chosen)]
        against.append(Contradiction(field="follow_up_frequency", evidence=tuple(others)))
    return by, frequency, tuple(item for item in against if item.evidence)


def _is_same_body(one: str, other: str) -> bool:
    return fold(one) in fold(other) or fold(other) in fold(one)


def _from_pairs(text: str, pairs: Sequence[Pair]) -> Iterator[_Statement]:
    for pair in pairs:
        value = evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
        is_shared = pair.field == "revision" and "uppfölj" in pair.key.casefold()  # 'Uppföljning och revidering'
        names_body = tolerant(ACTOR, re.IGNORECASE).search(value.value) and not FREQUENCY.search(value.value)
        if pair.field == "follow_up_by" or is_shared or (pair.field == "follow_up" and names_body):
            yield _Statement(strength=9, by=value, frequency=None, is_strict=True)
        elif pair.field == "follow_up" and (both := _body_and_frequency(text, pair)) is not None:
            yield both
        elif pair.field == "follow_up":
            yield _Statement(strength=9, by=None, frequency=value, is_strict=True)


def _body_and_frequency(text: str, pair: Pair) -> _Statement | None:
    """Both in 'Uppföljning: Kommunstyrelsen, årligen i mars'."""
    body = tolerant(rf"(?P<body>{ACTOR}),?\s+(?=\S)", re.IGNORECASE).match(text, pair.value_start, pair.end)
    if body is None or FREQUENCY.match(text, body.end(), pair.end) is None:
        return None
    by = evidence(text, body.span("body"), pair.start, body.end("body"))
    frequency = evidence(text, (body.end(), pair.end), pair.start, pair.end)
    return _Statement(strength=9, by=by, frequency=frequency, is_strict=True)


def _statements(text: str, sections: Sequence[Section], document_type: str | None) -> Iterator[_Statement]:
    own = own_name(document_type)
    names_own = tolerant(own, re.IGNORECASE)
    strict = tolerant(rf"{own}\s+(?:ska\s+|skall\s+)?följ(?:s|as)\s+upp\b", re.IGNORECASE)
    under = [(section.start, section.end) for section in sections if _HEADING.search(section.heading)]
    for start, end in sentences(text, _VERB):
        sentence = text[start:end]
        if len(sentence) > _MAX_SENTENCE or "\t" in sentence or " | " in sentence:
            continue
        if (answers := _ANSWERS.match(sentence)) is not None:
            which = "body" if answers["body"] else "named"
            if not is_everyone(answers[which]):
                span = (start + answers.start(which), start + answers.end(which))
                by = evidence(text, span, start, start + answers.end())
                yield _Statement(strength=_MIN_STRENGTH, by=by, frequency=None, is_strict=False)
            continue
        followed = _FOLLOWED.search(sentence)
        is_under = any(s <= start < e for s, e in under)
        if followed is None and not is_under:
            continue
        frequency = FREQUENCY.search(text, start, end)
        is_passive = (followed is not None and _PASSIVE.match(followed.group()) is not None) or _MADE.match(sentence)
        who, is_subject = _who(text, start, end, is_passive=bool(is_passive))
        if who is None and frequency is None:
            continue
        has_own = names_own.search(sentence) is not None
        if _PUBLICITY.search(sentence) or not (has_own or _is_of_whole(sentence, is_passive=bool(is_passive))):
            continue
        strength = 4 * (has_own and followed is not None) + 3 * is_under + 2 * (has_own and is_under)
        strength += (frequency is not None) + is_subject
        is_named = who is not None or _NOMINAL.match(sentence) is not None
        is_about_work = bool(
            followed and frequency and is_named and (_WORK.search(sentence) or _FOLLOW_UP_MADE.match(sentence))
        )
        if strength < _MIN_STRENGTH and not is_about_work:
            continue
        quote = _quote(text, start, end, [span for span in (who, frequency and frequency.span()) if span])
        yield _Statement(
            strength=strength,
            by=evidence(text, who, *quote) if who else None,
            frequency=evidence(text, frequency.span(), *quote) if frequency else None,
            is_strict=strict.search(sentence) is not None,
        )


def _is_of_whole(sentence: str, *, is_passive: bool) -> bool:
    """Whether a sentence speaks of the work as a whole: its subject in the passive, anything in it in the active."""
    verb = _VERB.search(sentence) if is_passive else None
    topic = sentence[: verb.end()] if verb else sentence
    return _WHOLE.search(topic) is not None or _NOMINAL.match(sentence) is not None


def _who(text: str, start: int, end: int, *, is_passive: bool) -> tuple[Span | None, bool]:
    """The acting body of a sentence and whether it is its subject."""
    subject = _SUBJECT.match(text[start:end])
    if subject and not is_everyone(subject["body"]):
        return (start + subject.start("body"), start + subject.end("body")), True
    agent = _AGENT.search(text, start, end) if is_passive else None
    return (agent.span("body"), False) if agent and not is_everyone(agent["body"]) else (None, False)


def is_everyone(body: str) -> bool:
    """'Varje nämnd', 'Nämnderna', 'Förvaltningscheferna': they report on their own part, not on the document."""
    first = body.split()[0].casefold()
    return first in ("varje", "samtliga", "alla", "respektive", "en", "nämnder") or first.endswith(
        ("erna", "orna", "arna", "ombuden", "råden", "kontoren")
    )


def _quote(text: str, start: int, end: int, shown: Sequence[Span]) -> Span:
    """From the sentence's first word to the last of what it shows, and over its verb."""
    if (number := _NUMBER.match(text, start, end)) is not None:
        start = number.end()
    verb = _VERB.search(text, start, end)
    return start, max([verb.end() if verb else start, *(span[1] for span in shown)])
