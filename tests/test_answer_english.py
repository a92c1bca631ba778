"""What `answer.english` claims: a Swedish fact is said in English by rule, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.english import in_english
from answer.facts import Fact, FactKind
from index.glossary import load_glossary

RENDERED: list[tuple[FactKind, str, str]] = [
    ("frequency", "vartannat år", "every other year (every two years)"),
    ("frequency", "varannan månad", "every other month (every two months)"),
    ("frequency", "årligen", "every year (annually)"),
    ("frequency", "varje kvartal", "every quarter"),
    ("frequency", "minst en gång per år", "at least once a year"),
    ("frequency", "1 gång per termin", "once a term"),
    ("frequency", "två gånger per termin", "twice a term"),
    ("frequency", "fyra gånger om året", "four times a year"),
    ("frequency", "vart fjärde år", "every fourth year"),
    ("frequency", "en gång i månaden", "once a month"),
    ("frequency", "per kvartal", "per quarter"),
    ("frequency", "minst 525 timmar per år", "at least 525 hours a year"),
    ("frequency", "dygnet runt", "around the clock"),
    ("frequency", "15 timmar i veckan", "15 hours a week"),
    ("amount", "1 530 tkr/år", "SEK 1,530 thousand per year"),
    ("amount", "20tkr/år", "SEK 20 thousand per year"),
    ("amount", "Inom ram", "within the existing budget"),
    ("amount", "inom ordinarie budgetram", "within the existing budget"),
    ("amount", "2 165 kronor per månad", "SEK 2,165 per month"),
    ("amount", "högst 1,1 miljoner kronor", "at most SEK 1.1 million"),
    ("amount", "500 kr", "SEK 500"),
    ("amount", "cirka 2 mkr", "about SEK 2 million"),
    ("amount", "ca 3 milj. kr per år", "about SEK 3 million per year"),
    ("amount", "avgiftsfri", "free of charge"),
    ("amount", "45:-", "SEK 45"),
    ("share", "33 procent", "33 per cent"),
    ("share", "86 %", "86 per cent"),
    ("share", "2,5 procentenheter", "2.5 percentage points"),
    ("share", "tio procent", "10 per cent"),
    ("date", "2023-12-21", "2023-12-21"),
    ("date", "2025", "2025"),
    ("date", "senast den 15 februari", "by 15 February"),
    ("date", "den 1 mars 2023", "1 March 2023"),
    ("date", "under hösten 2007", "during autumn 2007"),
    ("date", "från och med 2024-01-01", "from 2024-01-01"),
    ("date", "till och med 2025", "until 2025"),
    ("date", "mars varje år", "March every year"),
    ("duration", "inom 14 dagar", "within 14 days"),
    ("duration", "inom sex veckor", "within six weeks"),
    ("duration", "inom två arbetsdagar", "within two working days"),
    ("duration", "tre månader", "three months"),
    ("duration", "en vecka", "one week"),
    ("duration", "i högst 21 dagar", "for at most 21 days"),
    ("duration", "2–3 år", "2–3 years"),
    ("number", "1 912", "1,912"),
    ("number", "nio", "9"),
    ("number", "2,5", "2.5"),
]


def fact(kind: FactKind, text: str) -> Fact:
    return Fact(kind=kind, text=text, start=0, end=len(text))


@pytest.mark.parametrize(("kind", "swedish", "english"), RENDERED)
def test_facts_are_said_in_english(kind: FactKind, swedish: str, english: str) -> None:
    """Frequencies, amounts, shares, dates, durations and numbers, worked out by hand."""
    assert in_english(fact(kind, swedish), load_glossary()) == english


def test_a_body_keeps_its_swedish_name() -> None:
    """The glossary's rendering, then the name as the document writes it, inflected as there."""
    for name in ("Kommunstyrelsen", "kommunfullmäktige", "Arbetslivsnämnden", "Räddningstjänsten"):
        rendered = in_english(fact("body", name), load_glossary())
        assert rendered is not None
        assert rendered.endswith(f" ({name})")
        assert rendered[0].isupper()


UNSAYABLE: list[tuple[FactKind, str]] = [
    ("body", "Flyktingmottagningssamordnarkansliet"),
    ("frequency", "i mån av tid"),
    ("amount", "oklart"),
    ("duration", "länge"),
]


@pytest.mark.parametrize(("kind", "swedish"), UNSAYABLE)
def test_what_no_rule_can_say_is_left_to_the_quote(kind: FactKind, swedish: str) -> None:
    """Nothing is guessed."""
    assert in_english(fact(kind, swedish), load_glossary()) is None


@given(
    kind=st.sampled_from([kind for kind, _, _ in RENDERED]),
    text=st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
    | st.sampled_from([swedish for _, swedish, _ in RENDERED]),
)
def test_any_text_is_said_or_left(kind: FactKind, text: str) -> None:
    """Whatever stands in a document, rendering it never fails."""
    said = in_english(fact(kind, text), load_glossary())
    assert said is None or said == said.strip()
