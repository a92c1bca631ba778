"""The order in which one reads what stands on a PDF page: columns, tables, and what goes over both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.pdf_pages import PdfPage, Piece
from ingest.pdf_tables import Table, find_tables, visual_lines

_MARKER = re.compile(r"^(?:[-•●○▪‣·–]|\d{1,2}[.)]|[a-zåäö]\))$")
_MIN_COLUMN_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of running text in its place in the reading order; `right` is where its column ends (points)."""

    piece: Piece
    page: int
    right: float


Part = Text | tuple[Table, int]
"""A line of text, or a table and its page."""


def in_order(page: PdfPage) -> Iterator[Part]:
    """A page's lines and tables as one reads them: column by column between what goes over all columns."""
    pieces = _with_markers(page.pieces)
    gutter = _gutter(pieces, page.width)
    if gutter:
        # Two columns of text look like a table of two columns; tables are then looked for in each by itself.
        tables: list[Table] = []
        rest = list(pieces)
    else:
        tables, rest = find_tables(pieces, page.rules)
    right = max((piece.x1 for piece in pieces), default=page.width)
    lines: list[Part] = [Text(piece=_merged(line), page=page.number, right=right) for line in visual_lines(rest)]
    if gutter:
        lines = list(_by_column(rest, gutter, page.number))
    for table in sorted(tables, key=lambda table: -table.top):
        at = next(
            (n for n, line in enumerate(lines) if isinstance(line, Text) and line.piece.y1 < table.top), len(lines)
        )
        lines.insert(at, (table, page.number))
    yield from lines


def _with_markers(pieces: Sequence[Piece]) -> list[Piece]:
    """List marks set apart from their text are put before it."""
    whole: list[Piece] = []
    for line in visual_lines(pieces):
        at = 0
        while at < len(line):
            piece = line[at]
            if _MARKER.match(piece.text) and at + 1 < len(line) and line[at + 1].x0 - piece.x1 < 4 * piece.size:
                text = line[at + 1]
                piece = replace(text, text=f"{piece.text} {text.text}", x0=piece.x0)
                at += 1
            whole.append(piece)
            at += 1
    return whole


def _merged(line: Sequence[Piece]) -> Piece:
    longest = max(line, key=lambda piece: len(piece.text))
    return replace(
        longest,
        text=line_text(line),
        x0=line[0].x0,
        x1=line[-1].x1,
        y0=min(piece.y0 for piece in line),
        y1=max(piece.y1 for piece in line),
    )


def _gutter(pieces: Sequence[Piece], width: float) -> float | None:
    """Where an empty strip divides a page into two columns of running text, in points."""
    left_edges = Counter(round(piece.x0 / 4) * 4 for piece in pieces if 0.3 * width < piece.x0 < 0.7 * width)
    for edge, count in left_edges.most_common(3):
        if count < _MIN_COLUMN_LINES:
            return None
        at = edge - 6.0
        crossing = [piece for piece in pieces if piece.x0 < at < piece.x1]
        left = [piece for piece in pieces if piece.x1 <= at]
        right = [piece for piece in pieces if piece.x0 >= at]
        if len(crossing) > 0.25 * len(pieces) or min(len(left), len(right)) < _MIN_COLUMN_LINES:
            continue
        wide = [median(piece.x1 - piece.x0 for piece in side) > 0.25 * width for side in (left, right)]
        if all(wide):
            return at
    return None


def _by_column(pieces: Sequence[Piece], gutter: float, page: int) -> Iterator[Text]:
    """Left column, right column; a line over both ends the columns above it."""
    columns: list[list[Piece]] = [[], []]
    width = max(piece.x1 for piece in pieces)

    def flush() -> Iterator[Text]:
        for column, right in zip(columns, (gutter, width), strict=True):
            for line in visual_lines(column):
                yield Text(piece=_merged(line), page=page, right=right)
            column.clear()

    for line in visual_lines(pieces):
        if any(piece.x0 < gutter < piece.x1 for piece in line):
            yield from flush()
            yield Text(piece=_merged(line), page=page, right=width)
        else:
            for piece in line:
                columns[piece.x0 >= gutter].append(piece)
    yield from flush()


def line_text(line: Sequence[Piece]) -> str:
    """The text of pieces beside each other."""
    return " ".join(piece.text for piece in line)
