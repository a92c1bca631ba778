"""Swedish dates as municipal documents write them, read into ISO 8601.

Reads '2022-03-28', '28 mars 2022', 'den 1:a januari 2023', 'den första januari 2023', '31/12 2026', '2022.03.28',
'20220328', 'mars 2022' and a bare '2025'. A date keeps the precision it was written with: 'mars 2022' is '2022-03'
and '2025' is '2025', because ISO 8601 allows both and a day would be a guess. It does not read relative
dates ('senast i mars varje år'), which name no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH_NUMBER = {name[:length]: n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_UNITS = "första andra tredje fjärde femte sjätte sjunde åttonde nionde".split()
_TENS = "tionde elfte tolfte trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde".split()
_ORDINALS = (*_UNITS, *_TENS, *(f"tjugo{unit}" for unit in _UNITS), "trettionde", "trettioförsta")
_DAY_NUMBER = {word: n for n, word in enumerate(_ORDINALS, 1)}
_DAY_WORD = "(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"

# styrdokument are younger than the municipal reform of 1862; what lies beyond 2199 is no year
_YEAR = r"(?:18[6-9]|19\d|20\d|21\d)\d"

# ordered: a longer form wins over the shorter one that begins it
# not inside a number, but after a range's dash or in '§ 45/2019-11-25'
_DATE = re.compile(
    rf"""(?:(?<![\w/-])|(?<=(?<!\d)[12]\d{{3}}-)|(?<=-\d\d-)|(?<=/)(?={_YEAR}-\d\d-\d\d))(?:
      (?P<y1>{_YEAR})\s?(?P<sep>[-–.‐‑/])\s?(?P<m1>\d{{1,2}})\s?(?P=sep)\s?(?P<d1>\d{{1,2}})(?![\w/]|[-.]\d(?!\d{{3}}))
    | (?P<y2>{_YEAR})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\w)
    | (?:den\s+)?(?P<d3>\d{{1,2}}|{_DAY_WORD})(?::?[ae])?\s+(?P<m3>{_MONTH})\s+(?:år\s+)?(?P<y3>{_YEAR})(?!\w)
    | (?P<d4>\d{{1,2}})/(?P<m4>\d{{1,2}})(?:\s+|\s?[-–/]\s?)(?P<y4>{_YEAR})(?!\w)
    | (?P<y5>{_YEAR})-(?P<m5>0[1-9]|1[0-2])(?![\w/]|[-–]\d)
    | (?P<m6>{_MONTH})\s+(?P<y6>{_YEAR})(?!\w)
    | (?P<y7>{_YEAR})(?!\w|[/.:]\d|-(?!{_YEAR}(?!\d))\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMatch:
    """A date in a text: `iso` is ISO 8601 in the precision written, `text[start:end]` what was written."""

    iso: str
    start: int
    end: int

    @property
    def is_full(self) -> bool:
        """Whether year, month and day are given."""
        return len(self.iso) == len("2022-03-28")


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMatch]:
    """All dates in `text[start:end]`, in order; impossible ones such as '2022-02-30' are left out."""
    matches = _DATE.finditer(text, start, len(text) if end is None else end)
    return [
        DateMatch(iso=iso, start=match.start(), end=match.end())
        for match in matches
        if (iso := _iso(match)) is not None
    ]


def parse_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, or None."""
    found = find_dates(text)
    return found[0].iso if found else None


def is_iso_date(text: str) -> bool:
    """Whether `text` is a year, a year and month or a day of ISO 8601, and exists in the calendar."""
    if not _ISO.fullmatch(text):
        return False
    numbers = [int(part) for part in text.split("-")]
    return _exists(*numbers)


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    for n in range(1, 8):
        if groups.get(f"y{n}") is None:
            continue
        parts = [int(groups[f"y{n}"])]
        if (month := groups.get(f"m{n}")) is not None:
            parts.append(int(month) if month.isdigit() else _MONTH_NUMBER[month.lower().rstrip(".")])
        if (day := groups.get(f"d{n}")) is not None:
            parts.append(int(day) if day.isdigit() else _DAY_NUMBER[day.lower()])
        if not _exists(*parts):
            return None
        return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(parts))
    return None


def _exists(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
