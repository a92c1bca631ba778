"""Questions that the register of responsibilities answers: what a body has to do, and which bodies have to do with
something.

A body is asked of by any of its names ("vad ansvarar socialnämnden för?"); bodies are asked of in the plural or with
"något" ("vilka nämnder ansvarar för något om trygghet?"). Who does one certain thing is read in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.catalogue_words import is_near
from index.terms import STOP_WORDS, words
from ingest.records import DutyRole

_BODIES = (
    r"(?:namnder(?:na)?|forvaltningar(?:na)?|bolag(?:en)?|styrelser(?:na)?|organ(?:en)?|enheter(?:na)?"
    r"|avdelningar(?:na)?|verksamheter(?:na)?|instanser|aktorer(?:na)?|kontor(?:en)?|committees|boards|departments"
    r"|bodies|companies|units|authorities|agencies|offices|administrations|actors)"
)
_NOUN = (
    r"(?:ansvar|ansvarsomraden?|uppgift(?:er|erna)?|uppdrag(?:en)?|skyldigheter|aligganden|responsibilities|duties"
    r"|tasks|obligations)"
)
_DUTY = (
    rf"(?:{_NOUN}|ansvarar?|ansvaret|ansvarig[at]?|gora|gor|arbetar|jobbar|responsible|responsibility|duty|task"
    r"|in charge|accountable|to do|do|does|deals?|works?|working)"
)
_BODY = r"(?P<body>[\w-]+(?: [\w-]+){0,7}?)"
_ABOUT = (
    r"(?: (?:nar det galler|vad galler|i fraga om|inom|kring|om|pa omradet|about|regarding|concerning|when it comes to"
    r"|within|in the area of|in|with|for) (?P<topic>.+))?"
)
# what a body has to do, on folded words
_OF_BODY: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?:och |and |men |but )?{pattern}{_ABOUT}")
    for pattern in (
        rf"vad ansvarar {_BODY} for",
        rf"vad ar {_BODY} ansvarig[at]? for",
        rf"vad har {_BODY} (?:for )?{_NOUN}(?: for)?",
        rf"vad (?:ska|skall|maste|bor) {_BODY} gora",
        rf"(?:vilka|vilket|vad for)(?: \w+)? {_NOUN} (?:har|ligger pa|vilar pa) {_BODY}",
        rf"(?:vilka|vilket|vad) ar {_BODY} {_NOUN}",
        rf"what (?:is|are) {_BODY} (?:responsible|accountable|in charge)(?: (?:for|of))?",
        rf"what (?:does|do|should|must|shall) {_BODY} (?:do|have to do|need to do)",
        rf"(?:what|which) (?:\w+ )?{_NOUN} (?:does|do) {_BODY} have",
        rf"what (?:is|are) (?:the )?{_NOUN} of {_BODY}",
        rf"what (?:is|are) {_BODY} {_NOUN}",
        rf"(?:list|lista|visa|show)(?: \w+){{0,2}}? {_NOUN} (?:of|for|hos) {_BODY}",
    )
)
# what a body follows up, decides …
_VERBS: tuple[tuple[DutyRole, str, str], ...] = (
    ("follow_up", rf"vad foljer {_BODY} upp", "(?:follow up|monitor|evaluate)"),
    ("coordinate", rf"vad samordnar {_BODY}", "co ?ordinate"),
    ("decide", rf"vad beslutar {_BODY} om", "decide(?: on| about)?"),
    ("revise", rf"vad reviderar {_BODY}", "revise"),
    ("offer", rf"vad erbjuder {_BODY}", "offer"),
)
_WITH_A_ROLE = tuple(
    (role, re.compile(pattern))
    for role, swedish, english in _VERBS
    for pattern in (swedish, rf"what does {_BODY} {english}")
)
# which bodies have to do with something
_ASKING = r"(?:och |and )?(?:vilka|which|what|lista|list|visa|show)"
_OF_TOPIC = (
    re.compile(rf"{_ASKING}(?: (?!som|och|and)\w+){{0,3}}? (?P<kind>{_BODIES}) (?P<rest>.+)"),
    re.compile(r"(?:och |and )?(?:vem|vilka|who)(?: alla)? (?P<rest>.*\b(?:nagot|nagonting|something|anything)\b.+)"),
)
_HAS_DUTY = re.compile(rf"\b{_DUTY}\b")
_EMPTY = frozenset(
    """arbete arbetet area areas fraga fragor fragorna issue issues matter matters omrade omradet saker something
    anything things nagot nagonting gora kommunen stad staden kommun municipality city concerning regarding related
    connected
    handlar ror berora beror dokument dokumenten documents policy styrdokument enligt according have has ansvar sarskilt
    sarskilda special charge when comes galler ligger pekas utpekad named om kring
    """.split()
)
"""Words of such a question that name no topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuestion:
    """`body` is whose duties are wanted as the question names it, empty where bodies are; `topics` are folded words
    that a duty must be about; `kind` is the kind of body asked for ("namnder"); `role` what the body has to do."""

    body: str
    topics: tuple[str, ...]
    kind: str = ""
    role: DutyRole | None = None


def register_question(question: str, *, names: Sequence[str]) -> RegisterQuestion | None:
    """What `question` asks of the register, None where it asks for anything else.

    `names` are the municipalities that it names; one that is asked of itself ("what is Borås Stad responsible for?")
    is a body too.
    """
    tokens = words(re.sub(r"\bwhat[’']?s\b", "what is", question, flags=re.IGNORECASE))
    said = " ".join(_without_places(tokens, names))
    for role, pattern in _WITH_A_ROLE:
        if match := pattern.fullmatch(said):
            return RegisterQuestion(body=_bare(match["body"]), topics=(), role=role)
    for text in dict.fromkeys((said, " ".join(tokens))):
        for pattern in _OF_BODY:
            if match := pattern.fullmatch(text):
                body = _bare(match["body"])
                if body:
                    return RegisterQuestion(body=body, topics=_topics(match["topic"] or ""))
    for pattern in _OF_TOPIC:
        if (match := pattern.fullmatch(said)) and _HAS_DUTY.search(match["rest"]):
            topics = _topics(match["rest"])
            if topics:
                return RegisterQuestion(body="", topics=topics, kind=match.groupdict().get("kind") or "")
    return None


def _without_places(tokens: Sequence[str], names: Sequence[str]) -> list[str]:
    """The words without "i Borås stad", "in the City of Borås", "enligt Borås": the place narrows the documents."""
    places = {word for name in names for word in words(name)} - {"stad", "kommun", "stads", "kommuns"}
    out: list[str] = []
    for token in tokens:
        if any(is_near(token, place) for place in places):
            while out and out[-1] in (
                "i",
                "in",
                "hos",
                "of",
                "city",
                "the",
                "enligt",
                "according",
                "to",
                "fran",
                "from",
            ):
                out.pop()
            out.append("")
        elif not (out and out[-1] == "" and token in ("stad", "kommun", "stads", "kommuns", "s")):
            out.append(token)
    return [token for token in out if token]


def _bare(body: str) -> str:
    return re.sub(r"^(?:the|den|de|det) |(?: s| har)$", "", body).strip()


def _topics(said: str) -> tuple[str, ...]:
    left = re.sub(rf"\b(?:{_DUTY}|{_BODIES})\b", " ", said).split()
    return tuple(dict.fromkeys(w for w in left if w not in STOP_WORDS and w not in _EMPTY and len(w) > 1))
