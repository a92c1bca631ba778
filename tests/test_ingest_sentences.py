"""Where sentences end in Swedish official prose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Remiss skickas till grupper som t ex Navet, invandrarföreningar m.fl.",
        "Det gäller bl. a. skolan och bl.a. Hovhult.",
        "Det gäller t. ex. Navet och t.ex. Hovhult.",
        "Målet höjdes p.g.a. Regionens beslut och p.g.a god måluppfyllelse.",
        "Ca. 20 st. platser, dvs. Borås Stad och s.k. Jobbcenter eller s.k Jobbcenter.",
        "Öppet kl. 8.30-13.30 enligt § 12 och nr. 4.",
        "Beslutet fattades den 12. maj och inte den 12. Juni.",
        "A. Andersson och Anna K. Berg deltog.",
        "1. Praktikplatser",
        "Kostnaden är 1,5 milj. /mötesplats",
        "Se Tabell 2. Mål och delmål",
        "Fr.o.m. det fjärde barnet är platsen avgiftsfri.",
        "Beloppen i 4 kap. uppdateras enligt prop. 2008/09:1 s. 12.",
        "(statistik från regionens webbplats okt. 2007).",
    ],
)
def test_abbreviations_numbers_and_initials_end_no_sentence(text: str) -> None:
    """A stop that belongs to an abbreviation, an ordinal, an item number or an initial leaves the sentence whole."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det gäller föreningar m.fl. Nästa mening.", ["Det gäller föreningar m.fl.", "Nästa mening."]),
        ("Köp 20 st. Sedan är det klart.", ["Köp 20 st.", "Sedan är det klart."]),
        ("Klart senast 2011. Syftet är delaktighet.", ["Klart senast 2011.", "Syftet är delaktighet."]),
        ("Godkända i SFI D. Nästa mål.", ["Godkända i SFI D.", "Nästa mål."]),
        ("”Alla är fria.” De har förnuft.", ["”Alla är fria.”", "De har förnuft."]),
        ("I minst två år.² HR-enheten ansvarar.", ["I minst två år.²", "HR-enheten ansvarar."]),
        ("Rutan är tom. Nästa mening.", ["Rutan är tom.", "Nästa mening."]),
        ("1. Praktikplatser. 2. Utbildning", ["1. Praktikplatser.", "2. Utbildning"]),
        ("Regeln är:\n- punkt ett\n- punkt två", ["Regeln är:", "- punkt ett", "- punkt två"]),
        ("Arbete\n\nArbete är en nyckel", ["Arbete", "Arbete är en nyckel"]),
        ("Kommunstyrelsen\t15\tminst 11", ["Kommunstyrelsen", "15", "minst 11"]),
        ("en rad som\nfortsätter här.", ["en rad som\nfortsätter här."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """A capital after what may end a sentence, a blank line, a tab and a list mark begin a new one."""
    assert sentences(text) == expected


@given(st.text(alphabet="aåB1. \n\t-–(§)”?!¹:,", max_size=80) | st.text(max_size=60))
def test_sentences_cover_all_that_is_not_space(text: str) -> None:
    """Spans are trimmed, in order, apart, and leave out nothing but white space."""
    spans = split_sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(above[1] <= below[0] for above, below in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
