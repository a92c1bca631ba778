"""Joins what line ends tore apart: wrapped lines of a paragraph, words hyphenated at a line's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HYPHEN_END = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
# 'språk-\noch kulturkunskaper', 'arbetsmarknads-\noch utbildningsnämnden': the hyphen belongs to the word.
_KEEPS_HYPHEN = re.compile(r"^(?:och|eller|samt|respektive|resp\.|till|som|än|men|OCH|ELLER|SAMT)\b|^\d")
_OPEN_END = re.compile(r"(?:\b(?:av|att|och|eller|i|på|för|med|till|från|om|som|den|de|en|ett|kl\.)|,)$")
_FULL_LINE = 0.75
_MIN_WIDTH = 60
_LONGEST_WRAPPED_LINE = 160
_LONG_LINES = 2


def join_lines(lines: Sequence[str]) -> str:
    """One paragraph of its lines; a word broken at a line's end is whole again."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if text and _HYPHEN_END.search(text) and not _KEEPS_HYPHEN.match(line) and _same_case(text, line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return re.sub(" {2,}", " ", text)


def _same_case(text: str, following: str) -> bool:
    """Small letters go on with small ones, capitals with capitals: 'KLIMAT-', 'FÖRÄNDRINGARNA'."""
    word = following.split()[0]
    return word[0].islower() or (text[-2].isupper() and len(word) > 1 and word[1].isupper())


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width that lines were wrapped at, in characters; None where a line is a paragraph.

    A wrapped file has no long lines; the ninth decile is the width, since tables and addresses stick out.
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "\t" not in line and "|" not in line)
    if not lengths or sum(length > _LONGEST_WRAPPED_LINE for length in lengths) >= _LONG_LINES:
        return None
    return max(_MIN_WIDTH, lengths[int(len(lengths) * 0.95)])


def is_full(line: str, following: str, width: int | None) -> bool:
    """Whether `line` ended only because the first word of `following` did not fit any more."""
    if width is None:
        return False
    words = following.split()
    return len(line.rstrip()) + 1 + (len(words[0]) if words else 0) > _FULL_LINE * width


def runs_on(text: str, following: str) -> bool:
    """Whether a paragraph broken by a page or column goes on: it stops in mid-sentence and small letters follow."""
    if not text or not following or text[-1] in ".!?:;":
        return False
    first = following.lstrip('"”(')[:1]
    return first.islower() or bool(
        re.search(r"(?:\b(?:av|att|och|eller|i|på|för|med|till|från|om|som|den|de|en|ett|kl\.)|,)$", text)
    )
