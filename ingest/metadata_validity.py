"""For how long a document is valid: from and until which day or year.

A cover's key says it best, then a sentence, then the years of the title where the document speaks of a planning period.
What ends a document before its time or extends it ('Upphävd 2025-03-01', 'Förlängt till 2025') outweighs what it was
adopted for. 'Tills vidare' gives no last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.dates import find_dates
from ingest.metadata_cover import Pair
from ingest.metadata_decisions import HEAD, PASSIVE
from ingest.metadata_words import ADOPTED, START, evidence, own_name, sentences, tolerant
from ingest.records import Evidence

Period = tuple[Evidence | None, Evidence | None]

_TILL = r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|fram\s+till|till|[-–—])"
_WITHIN = re.compile(_TILL + r"\s*(?:den\s*)?(?:(?:utgången|slutet)\s+av\s*)?$", re.IGNORECASE)
_FROM_BEFORE = re.compile(
    r"(?:från(?:\s+och\s+med)?|fr?\.?\s?o\.?\s?m\.?|i\s+kraft|börjar\s+gälla)\s*(?:den\s*)?$", re.IGNORECASE
)
# '2023-01-01 och tills vidare', '2023-01-01 –'
_OPEN = re.compile(r"\s*(?:[-–—]\s*$|(?:[-–—]|och|,)?\s*(?:tills?\s*vidare|framåt))", re.IGNORECASE)
# not the full stop of 't.o.m. '; 'och ersätter plan 2019' speaks of another document
_PERIOD_END = re.compile(r"(?<!\w\.\w)[.;](?=\s|$)|,\s(?!\d)|\b(?:ersätter|upphäver)\b", re.IGNORECASE)
_REPLACING = re.compile(r"\b(?:ersätter|upphäver)\b", re.IGNORECASE)
# 'Planeringstiden i programmet sträcker sig över en tidshorisont om 5 år' (Uddevalla, title '2007-2011')
_PLANNING_PERIOD = re.compile(
    r"\b(?:planerings?tiden|plan(?:erings)?perioden|programperioden|giltighetstiden)\b", re.IGNORECASE
)
_LATER = tolerant(r"\bförläng(?:da|d|t|s)\b", re.IGNORECASE)
_ENDED = tolerant(
    rf"{START}\W{{0,4}}(?P<said>(?:(?P<repealed>upphävd(?:a|es|t)?|upphävt|upphör(?:de|t)(?:\s+att\s+gälla)?)|"
    r"(?:giltighetstiden\s+)?förläng(?:da|d|t|des))\s+(?:(?:genom|av|till|och|med|den|t\.?o\.?m\.?)\s+){0,4})(?=\d|\w+\s\d{4})",
    re.IGNORECASE | re.MULTILINE,
)


def find_validity(
    text: str, pairs: Sequence[Pair], document_type: str | None, title: Evidence | None
) -> tuple[list[Evidence], list[Evidence]]:
    """Statements of the first and of the last day (or year) of validity, the surest first."""
    periods = [
        _period(text, pair.start, pair.value_start, pair.end, pair)
        for pair in pairs
        if pair.field in ("validity", "valid_from", "valid_until")
    ]
    for start, begin, end in _sentences(text, document_type):
        periods.append(_period(text, start, begin, end, None))
    firsts = [first for first, _ in periods if first]
    lasts = _ends(text, pairs) or [last for _, last in periods if last]
    if title is not None and not (firsts and lasts) and _PLANNING_PERIOD.search(text):
        dates = find_dates(text, title.start, title.end)
        if len(dates) == 2:
            first, last = (evidence(text, date.iso, title.start, title.end) for date in dates)
            firsts, lasts = firsts or [first], lasts or [last]
    return firsts, lasts


def _ends(text: str, pairs: Sequence[Pair]) -> list[Evidence]:
    """The day that a repeal, else an extension, has made the last one."""
    found: list[tuple[bool, Evidence]] = []
    for pair in pairs:
        begin = pair.value_start
        if pair.field in ("validity", "valid_until"):  # '2016–2020, förlängd till och med 2022'
            later = _LATER.search(text, begin, pair.end)
            begin = later.end() if later else pair.end
        elif pair.field != "extended":
            continue
        dates = find_dates(text, begin, pair.end)
        found += [(False, evidence(text, date.iso, pair.start, date.end)) for date in dates[:1]]
    for match in _ENDED.finditer(text, 0, min(len(text), HEAD)):
        dates = [date for date in find_dates(text, match.end(), match.end() + 30) if date.start <= match.end() + 4]
        if dates:
            start = match.start("said")
            found.append((match["repealed"] is not None, evidence(text, dates[0].iso, start, dates[0].end)))
    return [item for _, item in sorted(found, key=lambda one: not one[0])][:1]


def _period(text: str, start: int, begin: int, end: int, pair: Pair | None) -> Period:
    """What the dates in `text[begin:end]` bound; a lone date needs a word or a key that says which end it is."""
    if (other := _REPLACING.search(text, begin, end)) is not None:
        end = other.start()
    dates = find_dates(text, begin, end)
    if len(dates) >= 2 and _WITHIN.search(text[begin : dates[0].start]):
        dates = dates[:1]  # 'till och med 2030 i stället för 2027'
    if len(dates) >= 2:
        return (
            evidence(text, dates[0].iso, start, dates[0].end),
            evidence(text, dates[1].iso, start, dates[1].end),
        )
    if not dates:
        return None, None
    found = evidence(text, dates[0].iso, start, dates[0].end)
    before = text[begin : dates[0].start]
    is_open = _OPEN.match(text, dates[0].end, end) or (pair and pair.key.casefold() == "gäller" and dates[0].is_full)
    if _FROM_BEFORE.search(before) or (pair and pair.field == "valid_from"):
        return found, None
    if is_open and not _WITHIN.search(before):
        return found, None
    is_end = _WITHIN.search(before) or (
        pair and (pair.field == "valid_until" or pair.key.casefold().startswith("giltig"))
    )
    return (None, found) if is_end or (pair is None and _CEASING.search(before)) else (None, None)


_CEASING = tolerant(r"(?:slutar|upphör)\s+(?:att\s+)?gälla\s+(?:den\s+)?$", re.IGNORECASE)


def _sentences(text: str, document_type: str | None) -> Iterator[tuple[int, int, int]]:
    """(start of the quote, where its dates begin, end) of prose such as 'Planen gäller från 1 maj 2023 till ...'."""
    own = own_name(document_type)
    bound = r"(?:under|för|från|fr|till|t\.?o|tom|åren|perioden|\d|den|längst)"
    span = rf"[ ]+(?={bound}[^\n]{{0,60}}\d{{4}})(?P<period>[^\n]{{4,80}})"
    patterns = (
        rf"(?:{own})\s+(?:ska\s+)?(?:gäller|gälla|är\s+giltig(?:t)?|är\s+i\s+kraft)(?:\s+tills\s*vidare)?{span}",
        rf"(?:{own})\s+(?P<period>(?:träder|trädde)\s+i\s+kraft[ ]+[^\n]{{4,40}})",
        rf"(?:{own})\s+(?P<period>(?:slutar|upphör)\s+(?:att\s+)?gälla[ ]+[^\n]{{4,40}})",
        rf"(?:{own})\s+gäller\b[^.\n]{{0,120}}?\b(?P<period>(?:längst|fram)\s+till\s+[^\n]{{4,60}})",
        rf"\b(?:fastställs|antas)\s+att\s+gälla{span}",
        rf"\b(?:{PASSIVE}|{ADOPTED})\b[^\n]{{0,100}}?\bgäll(?:er|a){span}",
        r"(?P<period>(?:börjar\s+gälla|träder\s+i\s+kraft)[ ]+[^\n]{4,40})",
        rf"(?:gäller|giltig(?:a|t)?)(?:\s+tills\s*vidare)?{span}",
    )
    spans = list(sentences(text, tolerant(r"gälla|gäller|giltig|i\s+kraft", re.IGNORECASE)))
    for number, pattern in enumerate(patterns):
        compiled = tolerant(pattern, re.IGNORECASE | re.MULTILINE)
        for start, end in spans:
            if number < len(patterns) - 2:
                matches = list(compiled.finditer(text, start, end))
            else:  # without a subject: the first words of a particular on the title page
                match = compiled.match(text, start, end) if start < HEAD else None
                matches = [match] if match else []
            for match in matches:
                begin, stop = match.span("period")
                if (cut := _PERIOD_END.search(text, begin, stop)) is not None:
                    stop = cut.start()
                yield match.start(), begin, stop
