"""Whether a text covers a quote, and whether it states an item: the two judgements all measures rest on.

Both compare words, not characters, so white space, case, punctuation and markup play no part. Neither judges
meaning: a paraphrase covers nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

Words = tuple[str, ...]

PHRASE_BELOW = 5
"""Quotes of fewer words must stand as a phrase: 80 % of four words is four, and four common words in order
("1 gång per år") turn up by chance where gaps are allowed."""
MIN_SLACK = 5
"""A page number and a running title may stand inside a region; the longest of the five documents has 5 words."""

_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]{0,200}>", re.S)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_BULLET_O = re.compile(r"^[ \t]*o[ \t]+", re.M)  # word processors write the second-level bullet as the letter o
# "uppfölj-\nning" is one word; "barn-\noch ungdomsnämnden" is not
_LINE_HYPHEN = re.compile(
    r"(?<=[^\W\d_])-[ \t]*\n\s*(?!(?:och|eller|samt|and|or)\b)(?=[a-zåäöé])"
    r"|(?<=[A-ZÅÄÖ]{2})-[ \t]*\n\s*(?=[A-ZÅÄÖ]{2})"
)
_DELETED = re.compile(r"[*`~\\\u00ad\u200b\u2060\ufeff]")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:(?: \d{3})+|(?:,\d{3})+)(?!\d)")
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+|%")
_SAME = {"procent": "%", "percent": "%"}


def words(text: str) -> Words:
    """The normalised words of a text.

    NFKC, case-folded; HTML tags and comments, Markdown marks and link targets, bullets and all punctuation fall
    away; words divided at a line end are joined. A number is one word: `1 530` and `1,530` are `1530`, `1,5` is
    `1.5`, and `%` stands for itself and for "procent" and "percent".
    """
    text = _LINK.sub(r"\1", _TAG.sub(" ", text))
    text = _DELETED.sub("", unicodedata.normalize("NFKC", html.unescape(text)))
    text = _BULLET_O.sub("", _LINE_HYPHEN.sub("", text))
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    found = (match.casefold().replace(",", ".") for match in _WORD.findall(text))
    return tuple(_SAME.get(word, word) for word in found)


def needed(n_words: int) -> int:
    """How many of a quote's words a region must hold: 80 %, rounded up."""
    return -(-4 * n_words // 5)


def region_length(n_words: int) -> int:
    """The longest region, in words, in which a quote of so many words may be found."""
    return n_words if n_words < PHRASE_BELOW else n_words + max(MIN_SLACK, n_words // 4)


def covers(text: Words, quote: Words) -> bool:
    """Whether some contiguous region of the text holds at least 80 % of the quote's words in their order.

    The region has at most `region_length(len(quote))` words, so words that are scattered over a long passage
    do not add up; order is kept by a longest common subsequence. Quotes of fewer than five words must stand
    there as a phrase. A quote without words is covered by nothing.
    """
    if not quote:
        return False
    if len(quote) < PHRASE_BELOW:
        return _has_phrase(text, quote)
    need = needed(len(quote))
    if sum((Counter(text) & Counter(quote)).values()) < need:
        return False
    # one character per word lets the bit-parallel LCS run on strings; words foreign to the quote become a space
    codes = {word: chr(0x100 + i) for i, word in enumerate(dict.fromkeys(quote))}
    coded_quote = "".join(codes[word] for word in quote)
    coded_text = "".join(codes.get(word, " ") for word in text)
    length = region_length(len(quote))
    return any(
        coded_text[start] != " "
        and LCSseq.similarity(coded_text[start : start + length], coded_quote, score_cutoff=need) >= need
        for start in range(len(coded_text) - need + 1)
    )


def overlaps(a: Words, b: Words) -> bool:
    """Whether either text covers the other."""
    return covers(a, b) or covers(b, a)


def states(text: Words, wording: Words) -> bool:
    """Whether the text has the wording as whole words; the last may carry a genitive s.

    `20` is not stated by `2020`, `20 000` or `20,5`; `Arbetslivsnämnden` is stated by `Arbetslivsnämndens`.
    """
    if not wording:
        return False
    if _has_phrase(text, wording):
        return True
    last = wording[-1]
    return len(last) > 3 and last.isalpha() and _has_phrase(text, (*wording[:-1], last + "s"))


def states_any(text: Words, wordings: Sequence[str]) -> bool:
    """Whether the text states an item in one of its accepted wordings."""
    return any(states(text, words(wording)) for wording in wordings)


def _has_phrase(text: Words, phrase: Words) -> bool:
    first, n = phrase[0], len(phrase)
    return any(word == first and text[i : i + n] == phrase for i, word in enumerate(text))
