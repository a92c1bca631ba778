"""Patterns that the metadata rules share: who acts, how often, and what a document calls itself.

Scans read with English OCR lose å, ä and ö in many ways ('f6ljs upp', 'Arbetslivsnimnden', 'vartannat ar'), so
every pattern is compiled with `tolerant`, which lets these letters be read wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.records import Evidence, Span

# what OCR makes of the letter in corpus/boras-program-skannad.txt, the letter itself first
MISREAD = {"ö": "[öo6éód]", "ä": "[äaiéeá4d]", "å": "[åaédiá]"}


@lru_cache(maxsize=256)
def tolerant(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern` compiled so that å, ä and ö also match what OCR makes of them; they must stand outside [ ]."""
    for letter, readings in MISREAD.items():
        pattern = pattern.replace(letter, readings)
    return re.compile(pattern, flags)


# 'den tionde juni 2019'
ORDINAL = (
    r"(?:tjugo|trettio)?(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|\w{2,6}onde|elfte|tolfte)"
)
# Verbs of a decision as a cover's line or a table's key begins with them
ADOPTED = r"(?:antag(?:en|et|na|its)|fastställ(?:d|t|da|ts)|beslutad|beslutat|beslutade(?=\s+av\b)|godkän(?:d|t))"
# Where a particular may begin: a line, a cell, a sentence, or a capital after a paragraph's number or a bracket
START = r"(?:^|(?<=[\t|·•])|(?<=  )|(?<=[.!?]\s)(?=(?-i:[A-ZÅÄÖ]))|(?<=[\d)]\s)(?=(?-i:[A-ZÅÄÖ])))[ \t]*"

# The last part of the word for a body or an office that acts in municipal documents
_ACTOR_WORD = (
    r"[\w-]{0,40}(?:fullmäktige|styrelse|nämnd|utskott|beredning|chef|strateg|direktör|kontor|förvaltning|avdelning|"
    r"enhet|samordnar|jurist|ombud|ledar|utvecklar|controller|direktion|råd|grupp|bolag|handläggar|sekreterar|kansli|"
    r"kommitté|arkivari|ekolog|planerar|ansvarig|rektor|arkitekt|stämma)(?:e|en|er|ern|n|et|t|a|an|na|erna)?"
)
# '... för arbete och välfärd' belongs to the name, '... för att' does not
_FIELD_OF_OFFICE = (
    r"(?:\s+för\s+(?!att\b|den\b|det\b|denna\b|alla\b)[\w-]{1,40}(?:,\s[\w-]{1,40})?(?:\s+och\s+[\w-]{1,40})?)?"
)
ACTOR = (
    rf"(?:\b(?:KF|KS|KSAU)\b|(?:\b[\w-]{{1,40}}-,?\s+(?:och\s+)?){{0,3}}(?:\b[Tt]ekniska\s+|\b[Ss]ociala\s+)?"
    rf"(?:\b{_ACTOR_WORD}s\s+)?\b{_ACTOR_WORD}\b{_FIELD_OF_OFFICE})"
)

_COUNT = r"(?:en|ett|två|tre|fyra|fem|sex|\d+)"
_MONTHS = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|delåret|"
    r"delårsrapport(?:en)?|bokslut(?:et)?)"
)
_PERIOD = r"(?:år(?:et)?|termin|läsår|mandatperiod(?:en)?|kvartal|månad(?:en)?|tertial)"
FREQUENCY = tolerant(
    rf"(?:\b(?:i|under)\s+{_MONTHS}(?:\s+och\s+(?:i\s+)?{_MONTHS})?\s+)?"
    rf"\b(?:(?:minst\s+)?(?:årligen|halvårsvis|kvartalsvis|månadsvis|terminsvis|årsvis)"
    rf"|(?:minst\s+)?varje\s+(?:år|halvår|kvartal|månad|termin|mandatperiod|tertial)"
    rf"|(?:minst\s+)?vart(?:annat|\s*(?:tredje|fjärde|femte|sjätte|tionde))\s+år"
    rf"|(?:minst\s+)?varannan\s+(?:månad|termin|mandatperiod)"
    rf"|(?:minst\s+)?varje\s+(?:{_MONTHS}|vår|sommar|höst|vinter|kalenderår|läsår|verksamhetsår)"
    rf"|(?:minst\s+)?per\s+(?:år|halvår|kvartal|månad|termin|tertial)"
    r"|årlig(?:a|t)?(?=\s+(?:uppföljning|utvärdering|redovisning|rapport))"
    rf"|(?:minst\s+)?{_COUNT}\s+gång(?:er)?\s+(?:per|om|varje|i|under|under\s+varje)\s+{_PERIOD}"
    rf"|i\s+{_MONTHS}\s+och\s+(?:i\s+)?{_MONTHS})\b"
    rf"(?:,?\s+(?:i|vid)\s+{_MONTHS}(?:\s+och\s+(?:(?:i|vid)\s+)?{_MONTHS})?)?",
    re.IGNORECASE,
)

# 'varje år', 'årligen' and 'en gång per år' say the same; 'vid behov' has no interval
_INTERVALS = tuple(
    (interval, tolerant(pattern, re.IGNORECASE))
    for interval, pattern in (
        ("half-year", r"halvår|(?:två|2)\s+gånger\s+(?:per|om|i|varje)\s+år"),
        ("quarter", r"kvartal|(?:fyra|4)\s+gånger\s+(?:per|om|i|varje)\s+år"),
        ("month", r"\bvarje\s+månad|månadsvis"),
        ("term", r"mandatperiod"),
        ("2 years", r"vartannat\s+år"),
        ("3 years", r"vart\s*tredje\s+år"),
        ("4 years", r"vart\s*fjärde\s+år"),
        ("5 years", r"vart\s*femte\s+år"),
        ("year", r"årligen|\bvarje\s+år|årsvis|(?:en|1)\s+gång\s+(?:per|om|i|varje)\s+år"),
    )
)


def interval_of(frequency: str) -> str | None:
    """The interval that a wording of frequency names first, for comparison; None where it names none."""
    found = [(match.start(), interval) for interval, pattern in _INTERVALS if (match := pattern.search(frequency))]
    return min(found)[1] if found else None


# Type -> the stem a compound ends with, longest first: 'handlingsplan' before 'plan'
DOCUMENT_TYPES: tuple[tuple[str, str], ...] = (
    ("alternativt förslag", r"alternativt\s+förslag"),
    ("ändringsförslag", r"(?:ändrings|tilläggs)förslag(?:et)?"),
    ("motförslag", r"motförslag(?:et)?"),
    ("tjänsteskrivelse", r"tjänsteskrivelse[nr]?"),
    ("delegationsordning", r"delegations(?:ordning|reglemente)(?:en)?"),
    ("handlingsplan", r"handlingsplan(?:en|er|erna)?"),
    ("överenskommelse", r"överenskommelse[nr]?"),
    ("bolagsordning", r"bolagsordning(?:en)?"),
    ("ägardirektiv", r"ägardirektiv(?:et|en)?"),
    ("arbetsordning", r"arbetsordning(?:en)?"),
    ("bestämmelser", r"bestämmelser(?:na)?"),
    ("föreskrifter", r"föreskrift(?:er|erna)?"),
    ("anvisning", r"anvisning(?:en|ar|arna)?"),
    ("reglemente", r"reglemente(?:t|n|na)?"),
    ("instruktion", r"instruktion(?:en|er)?"),
    ("interpellation", r"interpellation(?:en)?"),
    ("reservation", r"reservation(?:en)?"),
    ("riktlinje", r"riktlinje(?:n|r|rna)?"),
    ("medborgarförslag", r"medborgarförslag(?:et)?"),
    ("yrkande", r"yrkande(?:t|n|na)?"),
    ("handbok", r"handbok(?:en)?"),
    ("principer", r"principer(?:na)?"),
    ("strategi", r"strategi(?:n|er|erna)?"),
    ("program", r"program(?:met|men)?"),
    ("policy", r"polic(?:yn|y|ies)"),
    ("stadgar", r"stadgar(?:na)?"),
    ("rutin", r"rutin(?:en|er|erna)?"),
    ("agenda", r"agenda(?:n)?"),
    ("vision", r"vision(?:en)?"),
    ("motion", r"motion(?:en)?"),
    ("regler", r"regler(?:na)?"),
    ("taxa", r"tax(?:a|an|or|orna)"),
    ("plan", r"plan(?:en|er|erna)?"),
)
PROPOSAL_TYPES = frozenset(
    (
        "alternativt förslag",
        "ändringsförslag",
        "motförslag",
        "tjänsteskrivelse",
        "yrkande",
        "motion",
        "interpellation",
        "reservation",
        "medborgarförslag",
    )
)
_TYPE_PATTERNS = tuple(
    (name, tolerant(rf"\b[\w-]{{0,40}}{stem}(?!\w)", re.IGNORECASE)) for name, stem in DOCUMENT_TYPES
)
_DEFINITE = {
    "program": r"[\w-]{0,40}programmet",
    "plan": r"[\w-]{0,40}planen",
    "handlingsplan": r"(?:handlings)?planen",
    "policy": r"[\w-]{0,40}policyn",
    "riktlinje": r"[\w-]{0,40}riktlinje(?:n|rna)",
    "reglemente": r"reglementet",
    "strategi": r"[\w-]{0,40}strategin",
    "taxa": r"[\w-]{0,40}taxan",
    "regler": r"[\w-]{0,40}reglerna",
    "överenskommelse": r"överenskommelsen",
    "vision": r"visionen",
}


@lru_cache(maxsize=64)
def own_name(document_type: str | None) -> str:
    """A pattern for what a document of this type calls itself: 'Programmet', 'Denna policy', 'Dokumentet'."""
    known = [_DEFINITE[document_type]] if document_type in _DEFINITE else []
    if document_type is None:
        known = list(_DEFINITE.values())
    stem = rf"|(?:[Dd]etta|[Dd]enna|[Dd]essa)\s+[\w-]{{0,40}}(?:{_indefinite(document_type)})"
    named = [*known, "(?:styr)?dokumentet", r"detta\s+(?:styr)?dokument"]
    return rf"(?:\b(?:{'|'.join(named)})(?!\w){stem}(?!\w))"


def _indefinite(document_type: str | None) -> str:
    stems = dict(DOCUMENT_TYPES)
    return stems.get(document_type or "", r"program|plan|policy|riktlinjer?|reglemente|strategi|taxa|dokument")


def type_in(text: str) -> tuple[str, Span] | None:
    """The document type that `text` names first and the word that names it ('Integrationsprogram' -> 'program')."""
    found: tuple[str, Span] | None = None
    for name, pattern in _TYPE_PATTERNS:
        match = pattern.search(text)
        if match and (found is None or match.start() < found[1][0]):
            found = (name, match.span())
    return found


def evidence(text: str, value: str | Span, start: int, end: int) -> Evidence:
    """Evidence for `value` (a string, or the span that holds it) by the quote `text[start:end]`."""
    shown = value if isinstance(value, str) else text[value[0] : value[1]]
    return Evidence(value=" ".join(shown.split()).strip(" ;,"), quote=text[start:end], start=start, end=end)


_SENTENCE_END = re.compile(r"(?<!\w\.\w)[.!?][”\"')]?\s+(?=[A-ZÅÄÖ0-9”\"(])")


def sentences(text: str, naming: re.Pattern[str] | None = None) -> Iterator[Span]:
    """Rough sentences, those alone where `naming` is found: a quote never crosses a full stop or a line.

    A pattern that begins with an unknown body is slow to search with; `naming` finds the few sentences to try it on.
    """
    for start, end in _all_sentences(text):
        if naming is None or naming.search(text, start, end):
            yield start, end


def first_match(text: str, pattern: re.Pattern[str], naming: re.Pattern[str]) -> re.Match[str] | None:
    """The first match of `pattern` in the sentences that name `naming`."""
    matches = (pattern.search(text, start, end) for start, end in sentences(text, naming))
    return next((match for match in matches if match is not None), None)


@lru_cache(maxsize=2)  # seven rules go through the sentences of one document
def _all_sentences(text: str) -> tuple[Span, ...]:
    return tuple(_split(text))


def _split(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in _SENTENCE_END.finditer(text, line.start(), line.end()):
            yield start, stop.start() + 1
            start = stop.end()
        yield start, line.end()
