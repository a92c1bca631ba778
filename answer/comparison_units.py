"""A document cut into what a comparison aligns: sentences and table rows with their normalised words.

Contents, template instructions and page furniture are left out, as search leaves them out. Words are compared without
case, punctuation, list marks and paragraph numbers; a number is one word however its thousands are grouped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.terms import fold
from ingest.records import Document, Passage, Section, Span

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![^\W_])"  # 2 165, also with no-break spaces
    r"|\d+(?:[.,:/–-]\d+)*(?![^\W_])"  # 14, 1,5, 2021-11-17, 20–64
    r"|[^\W_]+|%"
)
_LABEL = re.compile(
    r"(?:\d+(?: ?[a-z])? ?§|(?:\d{1,2}\.)+\d{1,2}\.?(?=\s)|\d{1,2}[.)](?=\s)|[a-zåäö]\)(?=\s)|[-*+•●○▪‣·–—](?=\s))\s*"
)
"""What numbers or marks a paragraph: `17 a §`, `3.2`, `1.`, `b)`, a bullet. A new number is no new wording."""
_KEY = re.compile(r"([^\W\d_][\w ,/().-]{1,60}):\s")
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_SECTION_NUMBER = re.compile(
    r"^\s*(?:(?:kap(?:itel)?|avsnitt|bilaga)\.?\s+)?(\d+(?:\.\d+)*(?: ?[a-z](?= ?§))?)\s*"
    r"(?:kap\b\.?|§)?[.):]?(?:\s+|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as compared, and where it stands in the document's text."""

    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence or a table row. `number` is its place in the document; `paragraph` and `section` count from 0.

    `letters` is `letters_of` its words; `key` is the name of a key-value line ("dnr"), empty for prose.
    """

    number: int
    start: int
    end: int
    section: int
    paragraph: int
    passage: Passage
    words: tuple[Word, ...]
    letters: str
    key: str

    @property
    def norms(self) -> tuple[str, ...]:
        """Its words as compared."""
        return tuple(word.norm for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section as a comparison sees it: number 0 is what stands before and outside all headings.

    `name` is the heading's words without number and remark ("3.2 Arbete (andra stycket)" is "arbete").
    """

    number: int
    heading_path: tuple[str, ...]
    name: tuple[str, ...]
    label: str
    heading: Span
    remark: str = ""


def units_of(document: Document) -> list[Unit]:
    """The units in text order."""
    parts = document.sections
    starts = [section.start for section in parts]
    breaks = [match.start() for match in re.finditer(r"\n\s*\n", document.text)]
    units: list[Unit] = []
    for passage in document.passages:
        if not passage.is_searched:
            continue
        section = _section_at(passage, parts, starts)
        for start, end in [(passage.start, passage.end)] if passage.cells else passage.sentences:
            paragraph = bisect_right(breaks, start)
            opens = bool(passage.cells) or not units or units[-1].paragraph != paragraph
            words = tuple(words_of(document.text, start, end, labelled=opens))
            if not words:
                continue
            key = _KEY.match(document.text, start, end) if opens else None
            units.append(
                Unit(
                    number=len(units),
                    start=start,
                    end=end,
                    section=section,
                    paragraph=paragraph,
                    passage=passage,
                    words=words,
                    letters=letters_of(words),
                    key=" ".join(key[1].casefold().split()) if key else "",
                )
            )
    return units


def parts_of(document: Document) -> list[Part]:
    """The sections, number 0 first; the others in the order of the document, which is the units' `section`."""
    parts = [Part(number=0, heading_path=(), name=(), label="", heading=(0, 0))]
    for number, section in enumerate(document.sections, start=1):
        label = _SECTION_NUMBER.match(section.heading)
        remark = _NOTE.search(section.heading)
        end = section.start + len(section.heading)
        parts.append(
            Part(
                number=number,
                heading_path=section.heading_path,
                name=tuple(word.norm for word in words_of(without_number(section.heading))),
                label=label[1] if label else "",
                heading=(
                    section.start,
                    end if document.text[section.start : end] == section.heading else section.start,
                ),
                remark=remark[0].strip() if remark else "",
            )
        )
    return parts


def words_of(text: str, start: int = 0, end: int | None = None, *, labelled: bool = False) -> Iterator[Word]:
    """The words of `text[start:end]` as compared; `labelled` skips a list mark or paragraph number before them."""
    end = len(text) if end is None else end
    label = _LABEL.match(text, start, end) if labelled else None
    for match in _TOKEN.finditer(text, label.end() if label else start, end):
        yield Word(normalised(match[0]), match.start(), match.end())


def without_number(heading: str) -> str:
    """A heading without its number and its remark in brackets."""
    label = _SECTION_NUMBER.match(heading)
    return _NOTE.sub("", heading[label.end() if label else 0 :])


def letters_of(words: Iterable[Word]) -> str:
    """The letters and digits of words without what a scan loses first: case, dots, spaces."""
    return "".join(folded(word.norm) for word in words)


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word without case and dots; the same few words come again and again."""
    return fold(word)


def normalised(token: str) -> str:
    """A token as compared: case and the grouping of thousands ignored, `%` read out."""
    if token == "%":
        return "procent"
    if not any(c.isalpha() for c in token):
        return re.sub(r"\s", "", token).replace("–", "-")
    return unicodedata.normalize("NFC", token.casefold())


def _section_at(passage: Passage, sections: tuple[Section, ...], starts: list[int]) -> int:
    """1 + the place of the innermost section that holds the passage; 0 outside all."""
    if not passage.heading_path:
        return 0
    at = bisect_right(starts, passage.start) - 1
    return at + 1 if at >= 0 and sections[at].start <= passage.start < sections[at].end else 0
