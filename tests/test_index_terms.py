"""What `index.terms` claims: spellings of one word fold together, and grams reach across inflection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import GRAM, STOP_WORDS, content_words, fold, gram_text, grams, words

FOLDED = [
    ("Nämnd", "namnd"),
    ("NÄMND", "namnd"),
    ("Na\u0308mnd", "namnd"),  # a decomposed ä, as PDFs and macOS write it
    ("Borås", "boras"),
    ("idé", "ide"),
    ("København", "kobenhavn"),
    ("Straße", "strasse"),
    ("ﬁnns", "finns"),  # the ligature of a typeset PDF
    ("６", "6"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_spellings_of_a_word_fold_together(text: str, expected: str) -> None:
    """Case, diacritics, composition, ligatures and full-width digits make no difference."""
    assert fold(text) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is left as it is, so that index and question agree however often each is folded."""
    assert fold(fold(text)) == fold(text)


WORDS = [
    ("Vård- och omsorgsnämnden", ["vard", "och", "omsorgsnamnden"]),
    ("bl.a. s.k. 1 530 tkr/år", ["bl", "a", "s", "k", "1", "530", "tkr", "ar"]),
    ("KS_2023", ["ks", "2023"]),
    ("", []),
    ("?! – …", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_end_at_every_mark(text: str, expected: list[str]) -> None:
    """Hyphens, full stops, slashes and underscores end a word."""
    assert words(text) == expected


def test_function_words_are_left_out_of_a_question() -> None:
    """Only what can be looked for stays; a question of nothing else keeps all its words."""
    assert content_words("Vem är det som ansvarar för integrationsrådet?") == ["ansvarar", "integrationsradet"]
    assert content_words("Who is responsible for the council?") == ["responsible", "council"]
    assert content_words("Vad är det?") == ["vad", "ar", "det"]


def test_stop_words_are_folded() -> None:
    """A stop word that is not what `words` gives would never match."""
    assert [word for word in STOP_WORDS if words(word) != [word]] == []


def test_grams_mark_the_ends() -> None:
    """Worked by hand: a word shorter than a gram is one gram with both ends."""
    assert grams("plan") == ("_pla", "plan", "lan_")
    assert grams("ks") == ("_ks_",)
    assert grams("a") == ("_a_",)
    assert gram_text("Plan 6") == "_pla plan lan_ _6_"


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=30))
def test_grams_hold_the_whole_word(word: str) -> None:
    """Overlapping grams put together give the word back, and none is longer than a gram."""
    found = grams(word)
    joined = found[0] + "".join(gram[-1] for gram in found[1:])
    assert joined == f"_{word}_"
    assert all(len(gram) <= GRAM for gram in found)


SHARED = [
    ("uppfoljningen", "uppfoljning", 9 / 10),  # all but the gram that marks the short word's end
    ("ansvarar", "ansvar", 4 / 5),
    ("uppfoljningsansvar", "ansvar", 4 / 5),  # all but the gram that marks its beginning
    ("arbetslivsnimnden", "arbetslivsnamnden", 12 / 16),  # one letter misread spoils four grams
    ("plan", "planka", 2 / 5),
]


@pytest.mark.parametrize(("one", "other", "share"), SHARED)
def test_related_words_share_grams(one: str, other: str, share: float) -> None:
    """The share of the second word's grams that the first holds, counted by hand."""
    held = set(grams(one))
    assert sum(gram in held for gram in grams(other)) / len(grams(other)) == pytest.approx(share)
