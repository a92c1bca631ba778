"""Words compared: what a scan may make of a word, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.comparison_noise import has_lost_letters, is_noise
from answer.comparison_units import Word, words_of
from answer.comparison_words import Noise, differs, runs_of, spelled_out

KNOWN = frozenset("och att är för på kommunen nämnden ska inte minst högst får".split())


def words(text: str) -> list[Word]:
    return list(words_of(text))


@pytest.mark.parametrize(
    ("clean", "read"),
    [
        ("arbetslivsnämnden", "arbetslivsnimnden"),
        ("följs", "f6ljs"),
        ("är", "4r"),
        ("är", "r"),
        ("nyanlända", "nyanlidnda"),
        ("samhället", "samhiillet"),
        ("kontaktnät", "kontakenit"),
        ("förutsättningar", "forutsiceningar"),
        ("inte", "intc"),
        ("kommunen", "kornrnunen"),
        ("2023", "2o23"),
    ],
)
def test_misreadings_are_noise(clean: str, read: str) -> None:
    """Words of the corpus's scan, and confusions that every OCR engine makes."""
    assert is_noise(clean, read, KNOWN)


@pytest.mark.parametrize(
    ("clean", "other"),
    [
        ("14", "15"),
        ("2023", "2025"),
        ("juni", "juli"),
        ("minst", "högst"),
        ("två", "tre"),
        ("får", "för"),
        ("nämnden", "nämnder"),
        ("kommunen", "regionen"),
        ("vartannat", "varje"),
        ("före", "efter"),
    ],
)
def test_another_word_is_not(clean: str, other: str) -> None:
    """Numbers, months, opposites, and words that the clean text knows."""
    assert not is_noise(clean, other, KNOWN)


def test_lost_letters_are_told_by_their_share() -> None:
    """A Swedish text without å, ä and ö has lost them; a short one tells nothing."""
    text = "Nämnden ansvarar för uppföljningen av programmet och återrapporterar varje år till kommunstyrelsen. " * 8
    plain = text.translate(str.maketrans("åäö", "aao"))
    assert not has_lost_letters(text)
    assert has_lost_letters(plain)
    assert not has_lost_letters(plain[:200])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2 165 kronor", "2\u00a0165 kronor"),
        ("arbets- marknad", "arbetsmarknad"),
        ("5 %", "5 procent"),
        ("kl. 8–16", "kl 8-16"),
        ("HR-avdelningen", "HR avdelningen"),
    ],
)
def test_spellings_that_are_the_same(a: str, b: str) -> None:
    """Grouping of thousands, division of words, signs for words."""
    assert not differs(runs_of(words(a), words(b), Noise()))


@pytest.mark.parametrize(("a", "b"), [("1 2 kap", "12 kap"), ("1,5 år", "15 år"), ("5 %", "5")])
def test_numbers_that_are_not(a: str, b: str) -> None:
    """Two numbers are not one, and a decimal comma counts."""
    assert differs(runs_of(words(a), words(b), Noise()))


sentences = st.lists(
    st.sampled_from("nämnden ska inte följa upp 14 15 planen varje år och redovisa i juni juli".split()), max_size=14
).map(" ".join)


@given(sentences, sentences)
def test_the_words_of_a_difference_give_back_both_sides(a: str, b: str) -> None:
    """Equal and inserted pieces are b, equal and deleted words are a, and equal sides have no difference."""
    words_a, words_b = words(a), words(b)
    runs = runs_of(words_a, words_b, Noise())
    said = spelled_out(a, b, words_a, words_b, (0, len(b)), runs)
    if words_b:
        assert "".join(text for operation, text in said if operation != "delete") == b
    kept = [word for run in runs if run.is_equal for word in words_a[run.a_start : run.a_end]]
    deleted = [word for run in runs if not run.is_equal for word in words_a[run.a_start : run.a_end]]
    assert sorted(kept + deleted, key=lambda word: word.start) == words_a
    assert differs(runs) == (a.split() != b.split())
