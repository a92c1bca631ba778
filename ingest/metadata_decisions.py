"""Who adopted a document and when, when it was revised, and for how long it is valid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import DateMatch, find_dates
from ingest.metadata_cover import Pair
from ingest.metadata_words import ACTOR, evidence, own_name, sentences, tolerant
from ingest.records import Evidence

_DATE_AFTER = r"(?:[\s,(]{1,4}(?:den\s+|vid\s+sammanträde\s+(?:den\s+)?|i\s+)?(?=\d|[^\W\d_]{3,9}\s+\d{4}))?"
_ADOPTED = r"(?:antag(?:en|et|na|its)|fastställ(?:d|t|da|ts)|beslutad|beslutat|godkän(?:d|t))"
_PASSIVE = r"(?:fastställ(?:s|des|ts)|anta(?:s|gs|gits)|antogs|beslutas|beslutades|godkän(?:ns|des))"
_DECIDING = tolerant(r"fastställ|\bantag|\banta[rs]?\b|\bantog|\bbeslut|\bgodkän", re.IGNORECASE)
_LINE_START = r"(?:^|(?<=[\t|])|(?<=  ))[ \t]*"  # or the start of a cell
_LINE = tolerant(
    rf"{_LINE_START}(?P<verb>{_ADOPTED})\s+(?:(?:av|i|genom\s+beslut\s+(?:av|i)|vid)\s+)?(?P<body>{ACTOR})"
    rf"(?P<gap>{_DATE_AFTER})",
    re.IGNORECASE | re.MULTILINE,
)
_LINE_DATE_FIRST = tolerant(
    rf"{_LINE_START}(?P<verb>{_ADOPTED})\s+(?:den\s+)?(?=\d)(?P<date>[\d-]{{4,10}}|\d+\s+\w+\s+\d{{4}}),?"
    rf"(?:\s+§\s*\d+,?)?\s+(?:av|i)\s+(?P<body>{ACTOR})",
    re.IGNORECASE | re.MULTILINE,
)
_REVISED = tolerant(
    rf"{_LINE_START}(?:senast\s+)?(?:reviderade?|reviderat|uppdaterade?|uppdaterat|ändrade?|ändrat)\b"
    rf"(?:\s+(?:av|i)\s+{ACTOR})?(?P<gap>{_DATE_AFTER})",
    re.IGNORECASE | re.MULTILINE,
)
_TILL = r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|till|[-–—])"
_WITHIN = re.compile(_TILL + r"\s*(?:(?:utgången|slutet)\s+av\s*)?$", re.IGNORECASE)
_FROM_BEFORE = re.compile(r"(?:från(?:\s+och\s+med)?|fr?\.?\s?o\.?\s?m\.?|i\s+kraft)\s*(?:den\s*)?$", re.IGNORECASE)
# '2023-01-01 och tills vidare', '2023-01-01 –'
_OPEN = re.compile(r"\s*(?:[-–—]\s*$|(?:[-–—]|och|,)?\s*(?:tills?\s*vidare|framåt))", re.IGNORECASE)
_PERIOD_END = re.compile(r"(?<!\w\.\w)[.;](?=\s|$)|,\s(?!\d)")  # not the full stop of 't.o.m. '
_HEAD = 3000  # characters in which an adopting line speaks of the document itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One statement that a body adopted the document, with its date where it has one."""

    body: Evidence | None
    date: Evidence | None
    is_cover: bool


def find_decisions(text: str, pairs: Sequence[Pair], document_type: str | None) -> list[Decision]:
    """All statements of who adopted the document itself: cover pairs, title page lines, sentences of the body."""
    found = [*_from_pairs(text, pairs), *_from_lines(text)]
    return [*found, *_from_body(text, document_type)]


def _from_pairs(text: str, pairs: Sequence[Pair]) -> Iterator[Decision]:
    fields = {pair.field for pair in pairs}
    for pair in pairs:
        if pair.field in ("adopted_by", "adoption"):
            dates = _dates(text, pair)
            body_end = _body_end(text, pair, dates)
            body = None
            if body_end > pair.value_start and not (pair.field == "adoption" and dates and body_end == pair.end):
                body = evidence(text, (pair.value_start, body_end), pair.start, body_end)
            yield Decision(body=body or _body_after_date(text, pair), date=_dated(text, pair, dates), is_cover=True)
        elif pair.field == "adopted_date" or (pair.field == "date" and fields & {"adopted_by", "adoption"}):
            yield Decision(
                body=_body_after_date(text, pair), date=_dated(text, pair, _dates(text, pair)), is_cover=True
            )


def _dates(text: str, pair: Pair) -> list[DateMatch]:
    return find_dates(text, pair.value_start, pair.end)


def _dated(text: str, pair: Pair, dates: Sequence[DateMatch]) -> Evidence | None:
    return evidence(text, dates[0].iso, pair.start, dates[0].end) if dates else None


def _body_end(text: str, pair: Pair, dates: Sequence[DateMatch]) -> int:
    """Where the body's name ends in 'Kommunfullmäktige, 2022-03-28, § 45'."""
    end = min([pair.end, *(date.start for date in dates)])
    if (paragraph := re.compile(r"[,(\s]*(?:§|\bparagraf\b|\bDnr\b)").search(text, pair.value_start, end)) is not None:
        end = paragraph.start()
    value = re.sub(r"[\s,;(–-]*(?:\bden)?[\s,;(–-]*$", "", text[pair.value_start : end])
    return pair.value_start + len(value)


def _body_after_date(text: str, pair: Pair) -> Evidence | None:
    """The body in 'Beslutsdatum: 2022-03-28, Kommunfullmäktige § 41'."""
    match = tolerant(ACTOR).search(text, pair.value_start, pair.end)
    return evidence(text, match.span(), pair.start, match.end()) if match else None


def _from_lines(text: str) -> Iterator[Decision]:
    head = min(len(text), _HEAD)
    for match in _LINE.finditer(text, 0, head):
        start = match.start("verb")
        date = _date_at(text, match.end())
        end = date.end if date else match.end("body")
        yield Decision(
            body=evidence(text, match.span("body"), start, end),
            date=evidence(text, date.iso, start, end) if date else None,
            is_cover=True,
        )
    for match in _LINE_DATE_FIRST.finditer(text, 0, head):
        dates = find_dates(text, *match.span("date"))
        start, end = match.start("verb"), match.end("body")
        yield Decision(
            body=evidence(text, match.span("body"), start, end),
            date=evidence(text, dates[0].iso, start, end) if dates else None,
            is_cover=True,
        )


def _date_at(text: str, position: int) -> DateMatch | None:
    """The date that stands at `position`, if one does."""
    dates = find_dates(text, max(position - 4, 0), min(len(text), position + 30))
    return next((date for date in dates if position - 4 <= date.start <= position), None)


def _from_body(text: str, document_type: str | None) -> Iterator[Decision]:
    own = own_name(document_type)
    passive = tolerant(
        rf"(?P<own>{own})(?:\s+för\s+[^.\n]{{1,60}}?)?\s+(?:har\s+|är\s+|ska\s+)?(?:{_PASSIVE}|{_ADOPTED})\s+"
        rf"(?:den\s+[\d\w ]{{4,20}}\s+)?(?:av|i)\s+(?P<body>{ACTOR})(?P<gap>{_DATE_AFTER})",
        re.IGNORECASE,
    )
    active = tolerant(
        rf"(?P<body>{ACTOR})\s+(?:antar|antog|fastställer|fastställde|beslutar\s+om|beslutade\s+om|beslutade\s+att\s+anta)\s+"
        rf"(?P<own>{own})(?P<gap>)",
        re.IGNORECASE,
    )
    for start, stop in sentences(text, _DECIDING):
        for match in (*passive.finditer(text, start, stop), *active.finditer(text, start, stop)):
            date = _date_at(text, match.end()) if match["gap"] else None
            end = date.end if date else match.end() - len(match["gap"])
            yield Decision(
                body=evidence(text, match.span("body"), match.start(), end),
                date=evidence(text, date.iso, match.start(), end) if date else None,
                is_cover=False,
            )


def adopting_start(text: str, pairs: Sequence[Pair]) -> int:
    """Where the document first says that it is adopted; the end of the text where it does not."""
    said = [pair.start for pair in pairs if pair.field in ("adopted_by", "adopted_date", "adoption")]
    line = _LINE.search(text, 0, min(len(text), _HEAD))
    return min([*said, line.start("verb") if line else len(text)])


def find_revision(text: str, pairs: Sequence[Pair]) -> Evidence | None:
    """The latest date on which the document says it was revised."""
    found: list[Evidence] = []
    for pair in pairs:
        if pair.field == "revised":
            found += [evidence(text, date.iso, pair.start, date.end) for date in _dates(text, pair)]
        elif pair.field in ("adopted_by", "adoption"):  # 'Kommunfullmäktige 2022-10-24, reviderad 2024-06-17'
            within = tolerant(r"\b(?:reviderad|reviderat|ändrad|ändrat)\s+").search(text, pair.value_start, pair.end)
            dates = find_dates(text, within.end(), pair.end) if within else []
            found += [evidence(text, date.iso, pair.start, date.end) for date in dates]
    for match in _REVISED.finditer(text, 0, min(len(text), _HEAD)):
        date = _date_at(text, match.end())
        if date is not None:
            start = match.end() - len(match.group().lstrip())
            found.append(evidence(text, date.iso, start, date.end))
    return max(found, key=lambda item: item.value, default=None)


def find_validity(
    text: str, pairs: Sequence[Pair], document_type: str | None, title: Evidence | None
) -> tuple[list[Evidence], list[Evidence]]:
    """Statements of the first and of the last day (or year) of validity, the surest first.

    'Tills vidare' gives no last day.
    """
    periods: list[tuple[Evidence | None, Evidence | None]] = []
    for pair in pairs:
        if pair.field not in ("validity", "valid_from", "valid_until"):
            continue
        periods.append(_period(text, pair.start, pair.value_start, pair.end, pair))
    for start, begin, end in _validity_sentences(text, document_type):
        periods.append(_period(text, start, begin, end, None))
    is_silent = not any(first or last for first, last in periods)
    if is_silent and title is not None and _PLANNING_PERIOD.search(text):
        dates = find_dates(text, title.start, title.end)
        if len(dates) == 2:
            first, last = (evidence(text, date.iso, title.start, title.end) for date in dates)
            periods.append((first, last))
    return [first for first, _ in periods if first], [last for _, last in periods if last]


# 'Planeringstiden i programmet sträcker sig över en tidshorisont om 5 år' (Uddevalla, title '2007-2011')
_PLANNING_PERIOD = re.compile(
    r"\b(?:planerings?tiden|plan(?:erings)?perioden|programperioden|giltighetstiden)\b", re.IGNORECASE
)


def _period(text: str, start: int, begin: int, end: int, pair: Pair | None) -> tuple[Evidence | None, Evidence | None]:
    """What the dates in `text[begin:end]` bound; a lone date needs a word or a key that says which end it is."""
    dates = find_dates(text, begin, end)
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
    return (None, found) if is_end else (None, None)


def _validity_sentences(text: str, document_type: str | None) -> Iterator[tuple[int, int, int]]:
    """(start of the quote, where its dates begin, end) of prose such as 'Planen gäller från 1 maj 2023 till ...'."""
    own = own_name(document_type)
    bound = r"(?:under|för|från|fr|till|t\.?o|tom|åren|perioden|\d|den|längst)"
    span = rf"[ ]+(?={bound}[^\n]{{0,60}}\d{{4}})(?P<period>[^\n]{{4,80}})"
    patterns = (
        rf"(?:{own})\s+(?:ska\s+)?(?:gäller|gälla|är\s+giltig(?:t)?){span}",
        rf"(?:{own})\s+(?:träder|trädde)\s+i\s+kraft[ ]+(?P<period>[^\n]{{4,40}})",
        rf"\b(?:fastställs|antas)\s+att\s+gälla{span}",
        rf"\b(?:{_PASSIVE}|{_ADOPTED})\b[^\n]{{0,100}}?\bgäller{span}",
        rf"^[ \t]*(?:gäller|giltig(?:t)?){span}$",
    )
    spans = list(sentences(text, tolerant(r"gälla|gäller|giltig|i\s+kraft", re.IGNORECASE)))
    for number, pattern in enumerate(patterns):
        compiled = tolerant(pattern, re.IGNORECASE | re.MULTILINE)
        for match in (found for start, end in spans for found in compiled.finditer(text, start, end)):
            begin, end = match.span("period")
            if number < 4 and (stop := _PERIOD_END.search(text, begin, end)) is not None:
                end = stop.start()
            yield match.start(), match.end() - len(match["period"]) if number != 1 else match.start(), end
