"""What `ingest.dates` claims: Swedish dates become ISO 8601 in the precision written, and numbers do not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import MONTHS, find_dates, is_iso_date, parse_date

DATES = [
    ("2022-03-28, § 45", ["2022-03-28"]),
    ("den 28 mars 2022", ["2022-03-28"]),
    ("28 Mars 2022.", ["2022-03-28"]),
    ("den 1:a januari 2023", ["2023-01-01"]),
    ("den tionde juni 2019", ["2019-06-10"]),
    ("Tjugoförsta mars år 2022", ["2022-03-21"]),
    ("den trettioförsta december 2025", ["2025-12-31"]),
    ("den trettioförsta april 2025", []),
    ("5 okt. 2019", ["2019-10-05"]),
    ("31/12 2026", ["2026-12-31"]),
    ("29/11-2017", ["2017-11-29"]),
    ("2022.03.28", ["2022-03-28"]),
    ("2022-3-8", ["2022-03-08"]),
    ("20220328", ["2022-03-28"]),
    ("mars 2022", ["2022-03"]),
    ("2022-03", ["2022-03"]),
    ("till och med 2025", ["2025"]),
    ("2023-2026", ["2023", "2026"]),
    ("2007–2011", ["2007", "2011"]),
    ("2022-04-01 – 2026-12-31", ["2022-04-01", "2026-12-31"]),
    ("2022-04-01-2026-12-31", ["2022-04-01", "2026-12-31"]),
    ("2023-08-01 t.o.m. 2026-06-30", ["2023-08-01", "2026-06-30"]),
    ("från 1 maj 2023 till 30 juni 2024", ["2023-05-01", "2024-06-30"]),
    ("2024-02-29", ["2024-02-29"]),
    ("2023-02-29", []),
    ("31 april 2022", []),
    ("KS 2021/0387", []),
    ("VON 2021.214", []),
    ("KS-2022-301", []),
    ("UBN-2023-118", []),
    ("2023-00034", []),
    ("läsåret 2023/2024", []),
    ("1 500 besök, 12012 kronor", []),
    ("senast den 15 februari", []),
    ("tills vidare", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_are_read_as_written(text: str, expected: list[str]) -> None:
    """Every form gives ISO 8601; case numbers, school years and impossible days give nothing."""
    assert [found.iso for found in find_dates(text)] == expected
    assert parse_date(text) == (expected[0] if expected else None)


@given(st.dates(min_value=date(1860, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    """A day written in any of the forms is that day."""
    forms = [
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"den {day.day} {MONTHS[day.month - 1][:3]} {day.year}",
        f"{day.day}/{day.month} {day.year}",
        day.strftime("%Y%m%d") if day.year > 1000 else day.isoformat(),
    ]
    assert [parse_date(form) for form in forms] == [day.isoformat()] * len(forms)


@given(st.text(alphabet="0123456789-–/. :§jfmasondrilugtepbv\n", max_size=60))
def test_found_dates_exist_and_stand_where_they_say(text: str) -> None:
    """Every date found is a calendar date, inside the text, and the spans do not overlap."""
    found = find_dates(text)
    assert all(is_iso_date(item.iso) for item in found)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "23-01-01", "2023-1-1", "0000", "", "2023-01-01T10", "mars"])
def test_what_is_no_iso_date_is_refused(text: str) -> None:
    """Only a year, a month or a day that exists passes."""
    assert not is_iso_date(text)
