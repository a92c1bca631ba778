"""The time that a question about the collection asks of: a day, a month, a year, or from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.catalog import first_day, last_day
from index.terms import fold
from ingest.dates import MONTHS, find_dates

NOW = re.compile(
    r"\b(?:idag|i dag|nu|just nu|for narvarande|today|now|right now|currently|at present|at the moment|fortfarande|annu"
    r"|still)\b"
)
"""Words for today, folded."""
_AT = re.compile(r"\b(?:i|in|den|pa|on|under|during|efter|after|sedan|since|by|ar|year)\s*$")
"""Words before a date that is the time asked about."""
_MONTHS_IN_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {
    "ett": 1, "en": 1, "one": 1, "tva": 2, "two": 2, "tre": 3, "three": 3, "fyra": 4, "four": 4, "fem": 5, "five": 5,
    "tio": 10, "ten": 10,
}  # fmt: skip
_AGO = re.compile(rf"\b(?:for )?(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:ar sedan|years? ago)\b")
_YEARS_FROM_NOW = (
    (re.compile(r"\b(?:i fjol|forra aret|forra ar|last year)\b"), -1),
    (re.compile(r"\b(?:nasta ar|next year)\b"), 1),
    (re.compile(r"\b(?:i ar|this year|innevarande ar)\b"), 0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """`first` to `last` is the time asked of, None where the question names none; `years` name a document instead
    ("Gäller planen från 2014 fortfarande?"); `rest` is the question without either."""

    rest: str
    first: date | None = None
    last: date | None = None
    years: tuple[str, ...] = ()


def time_of(question: str, today: date) -> Time:
    """The time of a question in Swedish or English, as of `today`."""
    text = _english_dates_in_swedish(question)
    found = find_dates(text)
    if found:
        rest = text
        for one in reversed(found):
            rest = f"{rest[: one.start]} {rest[one.end :]}"
        if NOW.search(fold(rest)) and not _AT.search(fold(text[: found[0].start])):
            return Time(rest=rest, years=tuple(one.iso[:4] for one in found))
        days = [(first_day(one.iso), last_day(one.iso)) for one in found]
        return Time(rest=rest, first=min(first for first, _ in days), last=max(last for _, last in days))
    folded = fold(text)
    if ago := _AGO.search(folded):
        return _year(_AGO.sub(" ", folded), today.year - (_NUMBERS.get(ago[1]) or int(ago[1])))
    for pattern, step in _YEARS_FROM_NOW:
        if pattern.search(folded):
            return _year(pattern.sub(" ", folded), today.year + step)
    return Time(rest=text)


def _year(rest: str, year: int) -> Time:
    return Time(rest=rest, first=date(year, 1, 1), last=date(year, 12, 31))


def _english_dates_in_swedish(text: str) -> str:
    """ "March 1, 2010" and "1st of March 2010" as "1 mars 2010"."""
    for english, swedish in zip(_MONTHS_IN_ENGLISH, MONTHS, strict=True):
        day, year = r"(\d{1,2})(?:st|nd|rd|th)?", r"(?=\d{4}\b)"
        text = re.sub(rf"\b{english} {day},? {year}", rf"\1 {swedish} ", text, flags=re.IGNORECASE)
        text = re.sub(rf"\b{day}(?: of)? {english} {year}", rf"\1 {swedish} ", text, flags=re.IGNORECASE)
        text = re.sub(rf"\b{english} {year}", f"{swedish} ", text, flags=re.IGNORECASE)
    return text
