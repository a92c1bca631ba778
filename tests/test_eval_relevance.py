"""When a text covers a quote and when it states an item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.relevance import covers, needed, overlaps, region_length, states, words

WORDS = st.lists(
    st.sampled_from("ansvar för uppföljning av det programmet har nämnden i och 2025".split()), max_size=30
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Ansvar:** Kommunstyrelsen", "ansvar kommunstyrelsen"),
        ("Kommun**styrelsen** _ansvarar_", "kommunstyrelsen ansvarar"),
        ("<p>1. Lättläst</p>\t<p>Ca&nbsp;10 faddrar</p>", "1 lättläst ca 10 faddrar"),
        ("| Uppdrag | Mål |\n|---|---|", "uppdrag mål"),
        ("- en\n• två\no tre\n\uf0b7 fyra", "en två tre fyra"),
        ("[programmet](https://example.se/x.pdf) gäller", "programmet gäller"),
        ("uppfölj-\nning av barn-\noch ungdomsnämnden", "uppföljning av barn och ungdomsnämnden"),
        ("BEKÄMPA KLIMAT-\nFÖRÄNDRINGARNA", "bekämpa klimatförändringarna"),
        ("upp\u00adföljning e\u0301n", "uppföljning én"),
        ("1 530 tkr, 1\u00a0530 kr och 1,530", "1530 tkr 1530 kr och 1530"),
        ("1,5 milj. år 2007-2011", "1.5 milj år 2007 2011"),
        ("20 % eller 20procent, 20 procent", "20 % eller 20procent 20 %"),
        ("barn < 5 år > 3", "barn 5 år 3"),
        ("f6ljs upp 4.3", "f6ljs upp 4.3"),
        ("– … *", ""),
    ],
)
def test_words_leave_markup_out(text: str, expected: str) -> None:
    """White space, case, punctuation, Markdown, HTML, bullets and line-end hyphens play no part; numbers are whole."""
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    ("n", "need", "region"), [(1, 1, 1), (4, 4, 4), (5, 4, 10), (10, 8, 15), (11, 9, 16), (40, 32, 50)]
)
def test_the_numbers_of_the_rule(n: int, need: int, region: int) -> None:
    """80 % rounded up; a region of n + max(5, n/4) words, or just n below five words."""
    assert (needed(n), region_length(n)) == (need, region)


TEN = "Arbetslivsnämnden ansvarar för uppföljning av programmet vartannat år i staden"


@pytest.mark.parametrize(
    ("text", "quote", "is_covered"),
    [
        (TEN, TEN, True),
        (f"Före. {TEN.upper()}. Efter.", TEN, True),
        # 8 of 10 words in order are enough, 7 are not
        ("Arbetslivsnämnden ansvarar för uppföljning av programmet vartannat år", TEN, True),
        ("Arbetslivsnämnden ansvarar för uppföljning av programmet vartannat", TEN, False),
        # all ten words, but in another order: the longest ordered run is far below eight
        ("staden i år vartannat programmet av uppföljning för ansvarar Arbetslivsnämnden", TEN, False),
        # a running title of five words in the middle leaves ten quote words within a region of fifteen
        (TEN.replace("programmet", "programmet Borås Stad Program 2023 7"), TEN, True),
        # twelve foreign words in the middle: no region of fifteen holds eight quote words
        (TEN.replace("programmet", "programmet " + "x " * 12), TEN, False),
        # four words stand as a phrase or not at all
        ("sker 1 gång per år i nämnden", "1 gång per år", True),
        ("1 gång sker det per halvår och år", "1 gång per år", False),
        ("Kommunstyrelsen", "Kommunstyrelsen", True),
        ("Kommunstyrelsens", "Kommunstyrelsen", False),
        ("", "Kommunstyrelsen", False),
        ("Kommunstyrelsen", "", False),
    ],
)
def test_a_quote_is_covered_by_a_region(text: str, quote: str, is_covered: bool) -> None:
    """A contiguous region with at least 80 % of the quote's words in order covers it; scattered words do not."""
    assert covers(words(text), words(quote)) is is_covered


def test_common_words_of_a_long_passage_do_not_add_up() -> None:
    """A long passage has all words of a quote somewhere, in order, and still does not cover it."""
    quote = "det är av stor vikt att alla som bor i staden har ett arbete"
    filler = " andra ord om kommunens verksamheter och mål för åren framöver "
    assert not covers(words(filler.join(quote.split())), words(quote))


@given(WORDS, WORDS, WORDS)
def test_covering_survives_what_stands_around(before: list[str], quote: list[str], after: list[str]) -> None:
    """A text that holds the quote as it is covers it, whatever stands before and after."""
    assert covers((*before, *quote, *after), tuple(quote)) is bool(quote)


@given(WORDS, WORDS)
def test_overlap_is_symmetric(a: list[str], b: list[str]) -> None:
    """Overlap does not depend on which text is named first."""
    assert overlaps(tuple(a), tuple(b)) is overlaps(tuple(b), tuple(a))


@given(st.text())
def test_words_are_stable(text: str) -> None:
    """Normalising normalised words changes nothing, but for numbers that then stand side by side."""
    found = [word for word in words(text) if not word[0].isdigit()]
    assert list(words(". " + " . ".join(found))) == found


@pytest.mark.parametrize(
    ("text", "wording", "is_stated"),
    [
        ("Minst 20 platser", "20", True),
        ("till år 2020", "20", False),
        ("20 000 kr", "20", False),
        ("20,5 procent", "20", False),
        ("om 20 %", "20 procent", True),
        ("1 530 tkr/år", "1530 tkr", True),
        ("1.5 milj.", "1,5 milj", True),
        ("åren 2007–2011", "2011", True),
        ("Arbetslivsnämndens ansvar", "Arbetslivsnämnden", True),
        ("**Arbetslivsnämnden**", "arbetslivsnämnden", True),
        ("Arbetsmarknadsnämnden", "Arbetslivsnämnden", False),
        ("vart annat år", "vartannat år", False),
        ("the Labour Market Committee's task", "Labour Market Committee", True),
        ("Kommunstyrelseförvaltningen", "Kommunstyrelse", False),
        ("EUs mål", "EU", False),  # a short word plus s is too often another word
        ("", "EU", False),
        ("EU", "", False),
    ],
)
def test_an_item_is_stated_in_whole_words(text: str, wording: str, is_stated: bool) -> None:
    """An accepted wording counts as whole words and whole numbers; the last word may carry a genitive s."""
    assert states(words(text), words(wording)) is is_stated
