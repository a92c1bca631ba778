"""The terms of the lexical index: character 4-grams of folded words, and the words that carry no content.

Four characters reach across Swedish inflection ("uppföljning", "uppföljningen"), compounds
("uppföljningsansvar" ~ "ansvar för uppföljning"), missing å/ä/ö, misspelling and scans read with errors,
where stems need the word to be right. Nothing here knows of ranking.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

GRAM = 4
"""Characters a gram; 3 found a little more on the five documents and clearly less for English questions on the
municipal collection, 5 found no more on either (docs/search.md)."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l", "ð": "d"})

STOP_WORDS = frozenset(
    # Swedish function words and the words of asking, folded
    """alla allt att av blir bli da de dem den denna deras dess det detta dig din ditt du efter ej eller en er ett
    finns for fran far fa ga gar genom gor gora ha han har hon hos hur i icke in ingen inom inte ja jag just kan kommer
    kunna man med mellan men mig min mot mycket ni nagon nagot nagra nar och oss pa sa saga sager ska skall sig sin
    sina sitt som star sta till under upp ut var vara varfor varit vad vem vems vi via vid vilka vilken vilket vill
    vilja ar at ana enligt gallande angaende samt tex ju nej kring manga ofta lange mycket stor hurdan den dar har
    """.split()
    + """a about according all an and any are as at be been being by can could did do does doing for from get gets
    had has have he her his how i if in into is it its just me much many must my no not of often on one or our out
    please say says shall should so tell than that the their them then there these they this those to under up us
    was we were what when where which who whom whose why will with would you your long
    """.split()
)


def fold(text: str) -> str:
    """Lower case without diacritics, so that "Nämnd", "namnd" and "NÄMND" are one."""
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS_WITHOUT_DECOMPOSITION)
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of `text` in order; a hyphen or full stop ends a word."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """The words of a question that can be looked for; all of them where none carries content."""
    found = words(text)
    return [w for w in found if w not in STOP_WORDS] or found


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """The 4-grams of a folded word with its ends marked: "plan" gives "_pla", "plan", "lan_".

    >>> grams("plan")
    ('_pla', 'plan', 'lan_')
    >>> grams("6")
    ('_6_',)
    """
    padded = f"_{word}_"
    if len(padded) <= GRAM:
        return (padded,)
    return tuple(padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1))


def gram_text(text: str) -> str:
    """All grams of `text` parted by spaces, as the lexical index stores them."""
    return " ".join(_all_grams(text))


def _all_grams(text: str) -> Iterator[str]:
    for word in words(text):
        yield from grams(word)
