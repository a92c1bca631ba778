"""Splits a text file into lines that know their page, and drops what is printed on every page.

Three signs of a page, the surest first: form feeds; 'Sida 3 av 9' lines; a first line set in by one space,
which some PDF-to-text tools leave at each page top (boras-program-2023.txt). The last is a guess and is
marked as one. Without a sign there are no pages.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

_PAGE_LINE = re.compile(
    r"^\s*(?:[-–—]\s*)?(?:sida|sid\.?|s\.|page)?\s*\(?(\d{1,3})\)?(?:\s*(?:av|/|of|\()\s*\d{1,4}\)?)?\s*(?:[-–—]\s*)?$",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"\S\s{2,}(?:sida\s+)?(\d{1,3}) ?(?:\(\d{1,3}\)|av \d{1,3})\s*$", re.IGNORECASE)
# Only there: the rows of a table over many pages differ in their numbers alone, too.
_PAGE_NUMBER = re.compile(r"^\d{1,3}(?= )|(?<!\d)\d{1,3}(?= ?(?:(?:\(|av |/)\d{1,3}\)?)?$)")
_SAYS_PAGE = re.compile(r"[a-z/(]", re.IGNORECASE)
_PAGE_TOP = re.compile(r"^ (?=[^\W\d_])")
_EDGE_LINES = 3
_SENTENCE_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a file without its line end; `page` is 1-based."""

    text: str
    page: int | None = None
    page_is_estimated: bool = False


def paginate(text: str) -> list[Line]:
    """Lines in order with their pages; running headers, footers and page-number lines are left out."""
    lines = text.split("\n")
    if "\f" in text:
        pages = [page.split("\n") for page in text.removesuffix("\f").split("\f")]
        return _with_pages(_without_running_lines(pages), first=1, is_estimated=False)
    if numbered := _split_at_page_lines(lines):
        first, pages = numbered
        return _with_pages(_without_running_lines(pages), first=first, is_estimated=False)
    tops = [number for number, line in enumerate(lines) if _PAGE_TOP.match(line)]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    # One set-in line is a slip; and where set-in lines are many they are a layout of another kind.
    if len(tops) >= 2 and tops[0] == filled[0] and len(tops) <= len(filled) / 8:
        bounds = [*tops, len(lines)]
        pages = [lines[start:end] for start, end in itertools.pairwise(bounds)]
        return _with_pages(pages, first=1, is_estimated=True)
    return [Line(text=line) for line in lines]


def running_lines(pages: list[list[str]]) -> set[str]:
    """The masked lines at the edges of at least half of three pages or more; of two pages, those with a page number."""
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [masked(line) for line in page if line.strip() and not _is_sentence(line)]
        seen.update({*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]})
    if len(pages) == 2:
        return {line for line, count in seen.items() if count == 2 and "#" in line}
    return {line for line, count in seen.items() if count >= max(3, len(pages) / 2)}


def _is_sentence(line: str) -> bool:
    """Whether a line reads as text of its own; a sentence that three pages begin with is still one."""
    return line.rstrip().endswith((".", "!", "?")) and len(line.split()) >= _SENTENCE_WORDS


def masked(line: str) -> str:
    """A line as running headers repeat it: the page number at its start or end masked, spacing ignored."""
    return _PAGE_NUMBER.sub("#", " ".join(line.split()))


def is_page_line(line: str) -> bool:
    """Whether a line holds a page number and nothing else."""
    return _PAGE_LINE.match(line) is not None


def _with_pages(pages: list[list[str]], *, first: int, is_estimated: bool) -> list[Line]:
    return [
        Line(text=line, page=number, page_is_estimated=is_estimated)
        for number, page in enumerate(pages, start=first)
        for line in page
    ]


def _page_said(line: str) -> int | None:
    """The page that a line names, alone or at the end of a running line: 'Storsjö kommun      Sida 3 (12)'."""
    # A bare number is too often something else in a file without form feeds.
    match = (_PAGE_LINE.match(line) if _SAYS_PAGE.search(line) else None) or _PAGE_AT_END.search(line)
    return int(match[1]) if match else None


def _split_at_page_lines(lines: list[str]) -> tuple[int, list[list[str]]] | None:
    """The first page's number and the pages, where page-number lines count up one by one."""
    marks = [(number, said) for number, line in enumerate(lines) if (said := _page_said(line)) is not None]
    values = [value for _, value in marks]
    # 'Sidan 4', 'Sida 4', 'Sidan 4-5' in a proposal point into another document: they do not count up.
    if len(marks) < 2 or values != list(range(values[0], values[0] + len(values))):
        return None
    # A title page can be two lines and its page number; a running line with the number in it stands at the top.
    n_above = sum(bool(line.strip()) for line in lines[: marks[0][0]])
    is_header = n_above < (1 if is_page_line(lines[marks[0][0]]) else _EDGE_LINES)
    cuts = [number if is_header else number + 1 for number, _ in marks]
    bounds = [0, *(cut for cut in cuts if 0 < cut < len(lines)), len(lines)]
    pages = [lines[start:end] for start, end in itertools.pairwise(bounds)]
    marked = {number for number, _ in marks if is_page_line(lines[number])}
    offset = 0
    kept = []
    for page in pages:
        kept.append([line for number, line in enumerate(page, start=offset) if number not in marked])
        offset += len(page)
    if kept and not any(line.strip() for line in kept[-1]):
        kept.pop()
    return values[0], kept


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    running = running_lines(pages)
    return [_trim_edge(_trim_edge(page, running)[::-1], running)[::-1] for page in pages]


def _trim_edge(page: list[str], running: set[str]) -> list[str]:
    """Drops running lines and page numbers from the top of a page, as far as they stand together."""
    dropped = 0
    for number, line in enumerate(page):
        if not line.strip():
            continue
        if not (masked(line) in running or is_page_line(line)) or dropped >= _EDGE_LINES:
            return page[number:]
        dropped += 1
    return []
