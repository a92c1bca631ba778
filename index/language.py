"""Which of the two languages a question is asked in.

A question is too short for letter statistics, so function words decide, then Swedish letters, then what the
glossary knows. Questions in neighbouring languages are put into Swedish before (`index/kindred.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from index.terms import words

Language = Literal["sv", "en"]

_SWEDISH = frozenset(
    """alla allt att av blir da den denna deras det dom detta du efter eller en ett finns for fran far ga galler genom
    gor har hos hur i inom inte jag kan kommer man med mellan nagon nagot nar nara och om oss pa ska skall som star till
    under vad var vara varfor varje vart vem vems vi vid vilka vilken vilket vill vilken ar at aven mycket manga sager
    kostar kostnad ansvarar maste bor hos tar igen enligt""".split()
)
_ENGLISH = frozenset(
    """a about according all an and any are as at be been being by can could did do does for from get had has have how
    if in into is it its much many must my no not of often on or our say says shall should than that the their them
    there these they this those to was we were what when where which who whom whose why will with would you your
    cost costs responsible programme each year yearly""".split()
)


def detect_language(
    question: str, *, swedish_words: Callable[[str], bool], english_words: Callable[[str], bool]
) -> Language:
    """Swedish or English, by the words of the question; Swedish where nothing speaks for either.

    `swedish_words` and `english_words` say whether a folded word is known in that language.
    """
    found = words(question)
    swedish = sum(2 for w in found if w in _SWEDISH and w not in _ENGLISH)
    english = sum(2 for w in found if w in _ENGLISH and w not in _SWEDISH)
    # the word that asks outweighs those of a name: "Which committee coordinates Borås rent och snyggt?"
    swedish += 3 * (found[:1] != [] and found[0] in _SWEDISH and found[0] not in _ENGLISH)
    english += 3 * (found[:1] != [] and found[0] in _ENGLISH and found[0] not in _SWEDISH)
    if swedish == english:
        swedish += sum(c in "åäöÅÄÖ" for c in question)
    if swedish == english:
        swedish += sum(swedish_words(w) for w in found)
        english += sum(english_words(w) for w in found)
    return "en" if english > swedish else "sv"


def is_function_word(word: str, language: Language) -> bool:
    """Whether a folded word is one of the function words that tell the language."""
    return word in (_SWEDISH if language == "sv" else _ENGLISH)
