"""Typed facts in Swedish policy text: who, when, how often, how much, how many, and where they stand.

Each extractor gives spans of the text, never new words, so a fact can be checked by slicing. The patterns describe how
Swedish municipalities write, not any one document; English appears only in `answer/english.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

FactKind = Literal["body", "date", "frequency", "amount", "share", "number", "duration", "text"]
"""`text` is a value that is none of the others: it is never looked for, and never said in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A typed span: `text` is the document's text from `start` to `end`."""

    kind: FactKind
    text: str
    start: int
    end: int


_COMMON_NOUN = re.compile(
    r"(?:nämnd|styrelse|förvaltning|kontor|utskott|råd|avdelning|enhet|bolag|chef)(?:e?n|e?t|ar|er|r|arna|erna|rna|na)?s?",
    re.IGNORECASE,
)


def names_somebody(fact: Fact) -> bool:
    """Whether a fact says which body it is: "nämnden" and "förvaltningar" point to one named elsewhere, or to any."""
    return _COMMON_NOUN.fullmatch(fact.text) is None


NUMBER_WORDS: Mapping[str, int] = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70,
    "åttio": 80, "nittio": 90, "hundra": 100,
}  # fmt: skip

_WORD = r"[A-Za-zÅÄÖåäöÉé]"
_NUMERAL = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[   .]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_QUANTITY = rf"(?:{_DIGITS}|\b(?:{_NUMERAL})\b)"
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_SEASON = "våren|sommaren|hösten|vintern|årsskiftet|höstterminen|vårterminen|läsåret|halvårsskiftet"
_PERIOD = "år|månad|vecka|kvartal|termin|halvår|dag|dygn|mandatperiod|läsår|vardag|planperiod"

# How names of municipal bodies and posts end (Kommunallagen 3 kap. and the titles of the documents at hand)
_BODY_ENDINGS = (
    r"nämnd(?:en|er|erna|ernas|ens)?|styrelse(?:n|r|rna|ns)?|fullmäktige|förvaltning(?:en|ar|arna|ens)?|"
    r"kontor(?:et|ets)?|utskott(?:et)?|beredning(?:en)?|enhet(?:en|er|erna|ens)?|avdelning(?:en|ar|arna|ens)?|"
    r"verk(?:et)|myndighet(?:en|er|erna)?|tjänst(?:en)|chef(?:en|er|erna)?|direktör(?:en|er|erna)?|"
    r"strateg(?:en|er|erna)?|samordnare(?:n|ns|na)?|utvecklare(?:n)?|handläggare(?:n)?|konsulent(?:en|er|erna)?|"
    r"inspektör(?:en|er|erna)?|ombud(?:et|en)?|jurist(?:en|er|erna)?|rektor(?:n|er|erna)?|bolag(?:et|en|ens)?|"
    r"råd(?:et|en)?|förbund(?:et)?|länsstyrelsen|polisen|kommunen|regionen|staten|revisor(?:n|er|erna)|"
    r"sekreterare(?:n)?|controller(?:n)?|arkitekt(?:en)?|pedagog(?:en|er|erna)?|lärare(?:n|na)?|ledare(?:n|na)?|"
    r"förmedling(?:en)|kassan|grupp(?:en)?|byrå(?:n)?|central(?:en)?|ansvarig(?:e)?|ordförande(?:n)?|"
    r"överförmyndare(?:n)?|vägledare(?:n)?|bibliotekarie(?:n)?|sjuksköterska(?:n)?|kurator(?:n)?|terapeut(?:en)?"
)
_BODY = re.compile(
    rf"(?:\b{_WORD}+-(?:, {_WORD}+-)* (?:och|samt|&) )?\b{_WORD}*(?:{_BODY_ENDINGS})\b"
    rf"(?:s arbetsutskott|s ordförande|s presidium)?"
    rf"(?: (?:för|på) (?:den |det )?[A-ZÅÄÖa-zåäö][\wåäö-]+(?=[\s.,;)]|$))?"
    r"|\b(?:Region|Länsstyrelsen i|Polismyndigheten i) [A-ZÅÄÖ][\wåäö]+(?: [A-ZÅÄÖ][\wåäö]+)*"
    r"|\b(?:[A-ZÅÄÖ][\wåäö&-]+ ){1,3}AB\b",
    re.IGNORECASE,
)
# a municipality as an actor, and people by first and last name: here capitals decide
_NAMED = re.compile(
    r"\b[A-ZÅÄÖ][a-zåäöé]+ (?:[Ss]tad|[Kk]ommun)(?=s?\b)|(?<![.:!?] )(?<!^)\b[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?\b"
)
# Words that end as bodies do and are none
_NO_BODY = re.compile(
    r"^(?:målgrupp|arbetsgrupp|fokusgrupp|åldersgrupp|barngrupp|föräldragrupp|introduktionsgrupp|grupp|enhet"
    r"|verket|nätverk"
    r"|tjänst|praktikplats|verksamhet|råd|kontor|central|avdelning|ansvarig|ansvariga|personalgrupp|kundtjänst"
    r"|hemtjänst"
    r"|e-tjänst|bostadsrätt|överenskommelse|utställning|målgruppen|gruppen|barngruppen|hemtjänsten|självstyrelse"
    r"|kommunal"
    r"|områd|erfarenhet|angelägenhet|medvetenhet|egenhet|upplevelse|behandling|handling|samordning|redovisning|bidrag|omsorg|lägenhet|myndighet|säkerhet|likvärdighet|enheten"
    r"|lagstiftning)"
    r"(?:en|er|erna|s)?$",
    re.IGNORECASE,
)
_COUNT_WORD = rf"(?:{_QUANTITY}(?:\s?[-–]\s?{_QUANTITY})?|någon|flera)"
_FREQUENCY = re.compile(
    rf"\b(?:(?:minst|högst|max|cirka|ca\.?|upp till|normalt) )?(?:"
    rf"{_COUNT_WORD}\s?(?:gånger|gång|ggr|tillfällen|tillfälle|möten|dagar|dag|tim(?:mar)?|träffar)\b"
    rf"\s?(?:per|/|om|i|varje|under|a´|à|en gång under|vartannat|vart)\s?(?:{_PERIOD})\w*"
    rf"|{_COUNT_WORD}\s?(?:gånger|gång|ggr) (?:årligen|om året|i månaden|i veckan|om dagen)"
    rf"|(?:varje|varannan|vartannat|var(?:t|je)? (?:{_NUMERAL}|tredje|fjärde|femte|sjätte|sjunde|åttonde|tionde"
    rf"|fjortonde)) "
    rf"(?:{_PERIOD}|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mars|tillfälle)\w*"
    rf"|en gång (?:per|i|om|varje|under) \w+"
    r"|per (?:kvartal|månad|termin|halvår|vecka|år)"
    r"|årligen|årsvis|månadsvis|månatligen|kvartalsvis|halvårsvis|terminsvis|veckovis|dagligen|löpande|fortlöpande"
    r"|kontinuerligt|regelbundet|vartannat|dygnet runt"
    r")\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?:(?:ca|cirka|högst|minst|upp till) )?(?:{_QUANTITY}) ?(?:miljoner kronor|miljarder kronor|tusen kronor|"
    r"kronor|kr|tkr|mkr|mnkr|mdkr|milj\.?(?: kr| kronor)?|miljoner|SEK|euro|:-)(?![a-zåäö])"
    rf"(?: ?(?:/|per|om) ?(?:år(?:et)?|månad(?:en)?|mötesplats|plats|läsår|termin|timme|barn|elev|tillfälle"
    rf"|insats|person"
    r"|gång|dygn|vecka|projekt|påbörjad \w+|utförd timme))?(?: och (?:plats|år|barn))?"
    r"|\binom (?:ordinarie )?(?:budget)?ram(?:en)?\b(?! för)|\b(?:avgiftsfri\w*|kostnadsfri\w*|gratis|utan kostnad)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"(?:{_QUANTITY}) ?(?:%|procent\b|procentenheter\b)", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:(?:senast|från och med|fr\.?o\.?m\.?|till och med|t\.?o\.?m\.?|före|innan|efter|under|från|sedan"
    rf"|till|i slutet av|i början av) )?"
    rf"(?:den )?(?:\d{{4}}-\d{{2}}-\d{{2}}(?: ?[–-] ?\d{{4}}-\d{{2}}-\d{{2}})?|\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
    rf"|(?:sista|första) (?:{_MONTH})|(?:{_SEASON})(?: (?:\d{{4}}(?:/\d{{2,4}})?))?|(?:{_MONTH})(?: \d{{4}}| varje år)?"
    rf"|(?:år )?(?:19|20)\d\d(?: ?[–-] ?(?:19|20)?\d\d)?(?!\d))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:(?:inom|under|i) )?(?:(?:minst|högst|senast|upp till|ca|cirka) )?(?:{_QUANTITY}|en|ett"
    rf"|några)(?: ?[-–] ?{_QUANTITY})? "
    r"(?:arbetsdagar?|vardagar?|kalenderdagar?|dagar?|dygn|veckor|vecka|månader|månad|år|timmar|timme|minuter"
    r"|minut|sekunder|terminer)\b",
    re.IGNORECASE,
)
# not "1." at the head of a row, not "en" and "ett", which are articles far more often than numbers
_COUNTED = "|".join(word for word in sorted(NUMBER_WORDS, key=len, reverse=True) if word not in ("en", "ett"))
_NUMBER = re.compile(rf"(?<![\w,.§])(?!\d+\.\s)(?:{_DIGITS}|(?:{_COUNTED}))(?![\w§]|[.,]\d)", re.IGNORECASE)

_PATTERNS: Mapping[FactKind, re.Pattern[str]] = {
    "body": _BODY,
    "date": _DATE,
    "frequency": _FREQUENCY,
    "amount": _AMOUNT,
    "share": _SHARE,
    "number": _NUMBER,
    "duration": _DURATION,
}


def facts(text: str, kind: FactKind, *, offset: int = 0) -> list[Fact]:
    """All facts of one kind in `text`, in order; `offset` is added to their positions."""
    spans = list(_trimmed(text, _PATTERNS[kind], kind))
    if kind == "body":
        spans += [(a, b) for a, b in _trimmed(text, _NAMED, kind) if not any(a < d and c < b for c, d in spans)]
    return [Fact(kind=kind, text=text[a:b], start=offset + a, end=offset + b) for a, b in sorted(spans)]


def kind_of(text: str) -> FactKind:
    """The kind whose pattern covers a value whole, else `text`."""
    kinds: tuple[FactKind, ...] = ("frequency", "date", "amount", "share", "duration", "body")
    return next((kind for kind in kinds if any(fact.text == text for fact in facts(text, kind))), "text")


def _trimmed(text: str, pattern: re.Pattern[str], kind: FactKind) -> Iterator[tuple[int, int]]:
    keep: Callable[[str], bool] = _is_body if kind == "body" else bool
    for match in pattern.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1] in " ,;":
            end -= 1
        if keep(text[start:end]):
            yield start, end


def _is_body(name: str) -> bool:
    own = re.split(" (?:för|på) ", name, maxsplit=1)[0]  # "målgrupp för insatserna" is no body either
    return len(own) > 3 and not _NO_BODY.match(own)
