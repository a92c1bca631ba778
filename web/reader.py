"""A document's text as the reader shows it: the passages around a quote, the quote marked, pages and headings kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import web.words as w
from index.catalog import Card
from ingest.records import Document, Passage, Span
from web.facts import badge, dotted, validity
from web.markup import Child, Html, join, tag
from web.view import Opened
from web.words import Language

AROUND = 2
"""Passages shown on each side; five policy paragraphs fill about a screen."""
STEP = 2 * AROUND
"""Passages that Previous and Next move: one stays in sight, so that a reader does not lose the thread."""
_SEPARATORS = re.compile(r"(?:\s|\||</?p>|<br\s*/?>|-{3,})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of a document in sight; `part` is the passage it is centred on, None where all is shown."""

    start: int
    end: int
    part: int | None
    last_part: int


def window_of(document: Document, opened: Opened) -> Window:
    """Where to look: the part asked for, else around the quote, else the beginning."""
    passages = document.passages
    last = len(passages) - 1
    if opened.whole or not passages:
        return Window(start=0, end=len(document.text), part=None, last_part=last)
    part = opened.part
    if part is None:
        position = opened.quote[0] if opened.quote else 0
        part = next((n for n, passage in enumerate(passages) if passage.end > position), last)
    part = min(part, last)
    low, high = max(part - AROUND, 0), min(part + AROUND, last)
    start, end = passages[low].start, passages[high].end
    if opened.quote and opened.part is None:  # a quote may run over the edge of the window
        start, end = min(start, opened.quote[0]), max(end, opened.quote[1])
    start = document.text.rfind("\n", 0, start) + 1  # a heading's line whole
    for section in document.sections:  # the heading just above the first passage
        if section.start < start <= section.start + len(section.heading) + 2:
            start = section.start
    return Window(start=0 if low == 0 else start, end=end, part=part, last_part=last)


def quote_of(document: Document, opened: Opened) -> Span | None:
    """The span to highlight, or None where the address does not fit the text: better nothing than the wrong words."""
    quote = opened.quote
    return quote if quote and 0 <= quote[0] < quote[1] <= len(document.text) else None


def text_html(document: Document, window: Window, quote: Span | None, language: Language) -> Html:
    """The text of a window, every character in place; quoted text is marked, rows show their column headers."""
    label = None if document.status == "adopted" else badge(document.status, language)
    marked = _Marker(document.text, quote, label)
    return tag("div", *_pieces(document, window, marked, language), class_="sd-reading", lang="sv")


@dataclass(slots=True)
class _Marker:
    """Cuts text where the quote begins and ends; the first mark has the id to scroll to and the `label` before it."""

    text: str
    quote: Span | None
    label: Html | None
    seen: bool = False

    def __call__(self, start: int, end: int) -> Html:
        """`text[start:end]` with the quoted part marked."""
        if self.quote is None or self.quote[1] <= start or end <= self.quote[0]:
            return join([self.text[start:end]])
        low, high = max(start, self.quote[0]), min(end, self.quote[1])
        if not self.text[low:high].strip():
            return join([self.text[start:end]])
        mark = tag("mark", self.text[low:high], id=None if self.seen else "sd-quote")
        label = self.label if self.label and not self.seen else ""
        self.seen = True
        return join([self.text[start:low], label, mark, self.text[high:end]])


def _pieces(document: Document, window: Window, marked: _Marker, language: Language) -> Iterator[Html]:
    """Headings, rows, page marks and the text between them, in order."""
    special: dict[Span, Html | None] = {}
    for section in document.sections:
        span = (section.start, section.start + len(section.heading))
        if document.text[span[0] : span[1]] == section.heading and _inside(span, window):
            special[span] = None
    rows = {(p.start, p.end): p for p in document.passages if p.cells and _inside((p.start, p.end), window)}
    levels = {section.start: section.level for section in document.sections}
    pages = {p.start: p for p in document.page_starts if window.start <= p.start < window.end}
    cuts = sorted({window.start, window.end, *pages, *(e for span in (*special, *rows) for e in span)})
    position = window.start
    for low, high in pairwise(cuts):
        if low < position:  # inside a row that is already shown whole
            continue
        if low in pages:
            words = w.PAGE_MARK_ESTIMATED if pages[low].is_estimated else w.PAGE_MARK
            yield tag("span", words(language, page=pages[low].page), class_="sd-page", lang=language)
        row = next((p for span, p in rows.items() if span[0] == low and _cells_hold_all(document.text, p)), None)
        if row is not None:
            yield _row(row, marked, language)
            position = row.end
        elif (low, high) in special:
            level = str(min(levels.get(low, 1) + 2, 6))
            yield tag("span", marked(low, high), class_="sd-heading", role="heading", aria_level=level)
        elif document.text[low:high].strip() or not rows:  # rows stand in boxes of their own, without blank lines
            yield tag("span", marked(low, high))
        position = max(position, high)


def _inside(span: Span, window: Window) -> bool:
    return window.start <= span[0] and span[1] <= window.end and span[0] < span[1]


def _cells_hold_all(text: str, row: Passage) -> bool:
    """Whether the cells leave out nothing but separators; a row is shown by its cells only if nothing is lost."""
    position = row.start
    for cell in sorted(row.cells, key=lambda cell: cell.start):
        if cell.start < position or not _SEPARATORS.fullmatch(text, position, cell.start):
            return False
        position = cell.end
    return bool(_SEPARATORS.fullmatch(text, position, row.end))


def _row(row: Passage, marked: _Marker, language: Language) -> Html:
    pairs: list[Child] = []
    for cell in row.cells:
        content: Child = marked(cell.start, cell.end) if cell.start < cell.end else w.EMPTY_CELL(language)
        pairs.append(tag("div", tag("dt", cell.header), tag("dd", content)))
    return tag("dl", *pairs, class_="sd-row")


def head_html(
    document: Document, card: Card | None, remarks: Sequence[str], *, shown: str, level: str, language: Language
) -> Html:
    """Title, status and what must be known before the text is trusted.

    `shown` names what is open, for the script that moves focus here; `level` is the heading's element.
    """
    note = w.STATUS_NOTES.get(document.status)
    facts: list[Html | str] = [
        badge(document.status, language),
        document.municipality or "",
        (card and card.document_type) or "",
        validity(card, language) if card else "",
    ]
    return tag(
        "div",
        tag(level, tag("span", document.title, lang="sv"), id="sd-reader-title", tabindex="-1"),
        dotted(facts, "sd-meta"),
        *([tag("p", note(language), class_="sd-state")] if note else []),
        *(tag("p", text, class_="sd-note") for text in remarks),
        data_shown=shown,
    )
