"""Born-digital PDFs: lines in reading order, headings by their type, tables, running lines dropped.

Body text is the type size that most characters have. What is set larger, or bold on a line of its own, is a
heading, and the sizes in falling order are the levels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.headings import may_be_heading
from ingest.pages import is_page_line, masked, running_lines
from ingest.pdf_pages import PdfPage, Piece, read_pages
from ingest.pdf_tables import Table, find_tables, visual_lines
from ingest.records import Block, Box
from ingest.reflow import join_lines, runs_on
from ingest.structure import structured
from ingest.tables import header_block, is_header, row_block

_MARKER = re.compile(r"^(?:[-•●○▪‣·–]|\d{1,2}[.)]|[a-zåäö]\))$")
_ITEM = re.compile(r"^(?:[-•●○▪‣·–]|\d{1,2}[.)]|[a-zåäö]\))\s+\S")
_LARGER = 1.1  # times the body size
_PARAGRAPH_GAP = 1.3  # times the usual distance between baselines
_EDGE_LINES = 3
_MIN_COLUMN_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A line of running text in its place in the reading order; `right` is where its column ends."""

    piece: Piece
    page: int
    right: float


_Part = _Text | tuple[Table, int]


def read_pdf(data: bytes, name: str) -> list[Block]:
    """Blocks of a PDF with exact pages and boxes in points; raises `UnreadableFile`."""
    pages = _without_running_lines(read_pages(data, name))
    body_size, body_is_bold = _body_type(pages)
    parts = [part for page in pages for part in _in_order(page)]
    leading = _leading(parts, body_size)
    blocks: list[Block] = []
    header: tuple[str, ...] | None = None
    starts: tuple[float, ...] = ()
    for group in _groups(parts, leading):
        if isinstance(group, tuple):
            table, page = group
            goes_on = len(starts) == len(table.starts) and bool(blocks) and blocks[-1].kind == "row"
            header = _header(table, header if goes_on else None)
            starts = table.starts
            blocks += _rows(table, header, page)
        else:
            blocks.append(_block(group, body_size, body_is_bold))
    return structured(_with_levels(blocks))


def _without_running_lines(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Pages without what repeats at their edges and without page numbers."""
    lines = [[_line_text(line) for line in visual_lines(page.pieces)] for page in pages]
    running = running_lines(lines)
    kept = []
    for page in pages:
        page_lines = visual_lines(page.pieces)
        dropped: set[int] = set()
        for edge in (page_lines, page_lines[::-1]):
            for line in edge[:_EDGE_LINES]:
                text = _line_text(line)
                if masked(text) not in running and not is_page_line(text):
                    break
                dropped.update(id(piece) for piece in line)
        kept.append(replace(page, pieces=tuple(piece for piece in page.pieces if id(piece) not in dropped)))
    return kept


def _line_text(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)


def _body_type(pages: Sequence[PdfPage]) -> tuple[float, bool]:
    """The size, and whether it is bold, that most characters are set in."""
    counts: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for piece in page.pieces:
            counts[piece.size, piece.is_bold] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else (10.0, False)


def _in_order(page: PdfPage) -> Iterator[_Part]:
    """A page's lines and tables as one reads them: column by column between what goes over all columns."""
    pieces = _with_markers(page.pieces)
    gutter = _gutter(pieces, page.width)
    if gutter:
        # Two columns of text look like a table of two columns; tables are then looked for in each by itself.
        tables, rest = [], list(pieces)
    else:
        tables, rest = find_tables(pieces, page.rules)
    right = max((piece.x1 for piece in pieces), default=page.width)
    lines: list[_Part] = [_Text(piece=_merged(line), page=page.number, right=right) for line in visual_lines(rest)]
    if gutter:
        lines = list(_by_column(rest, gutter, page.number))
    for table in sorted(tables, key=lambda table: -table.top):
        at = next((n for n, line in enumerate(lines) if isinstance(line, _Text) and line.piece.y1 < table.top), len(lines))
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
        text=_line_text(line),
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


def _by_column(pieces: Sequence[Piece], gutter: float, page: int) -> Iterator[_Text]:
    """Left column, right column; a line over both ends the columns above it."""
    columns: list[list[Piece]] = [[], []]
    width = max(piece.x1 for piece in pieces)

    def flush() -> Iterator[_Text]:
        for column, right in zip(columns, (gutter, width), strict=True):
            for line in visual_lines(column):
                yield _Text(piece=_merged(line), page=page, right=right)
            column.clear()

    for line in visual_lines(pieces):
        if any(piece.x0 < gutter < piece.x1 for piece in line):
            yield from flush()
            yield _Text(piece=_merged(line), page=page, right=width)
        else:
            for piece in line:
                columns[piece.x0 >= gutter].append(piece)
    yield from flush()


def _leading(parts: Sequence[_Part], body_size: float) -> float:
    """The usual distance between baselines of body lines, in points."""
    gaps = [
        round(above.piece.y0 - below.piece.y0, 1)
        for above, below in zip(parts, parts[1:], strict=False)
        if isinstance(above, _Text) and isinstance(below, _Text)
        and above.page == below.page and above.piece.size == below.piece.size == body_size
        and 0 < above.piece.y0 - below.piece.y0 < 3 * body_size
    ]
    return Counter(gaps).most_common(1)[0][0] if gaps else 1.2 * body_size


def _groups(parts: Sequence[_Part], leading: float) -> Iterator[list[_Text] | tuple[Table, int]]:
    """Lines gathered to paragraphs, items and headings; tables as they are."""
    group: list[_Text] = []
    for part in parts:
        if isinstance(part, tuple):
            if group:
                yield group
            group = []
            yield part
            continue
        if group and not _joins(group, part, leading):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _joins(group: Sequence[_Text], line: _Text, leading: float) -> bool:
    above = group[-1]
    if _ITEM.match(line.piece.text) or above.page != line.page:
        return False
    if abs(above.piece.size - line.piece.size) > 0.6 or above.piece.is_bold != line.piece.is_bold:
        return False
    gap = above.piece.y0 - line.piece.y0
    if gap < 0:  # the next column
        return runs_on(join_lines([part.piece.text for part in group]), line.piece.text)
    if gap > _PARAGRAPH_GAP * max(leading, 1.15 * line.piece.size):
        return False
    if _ITEM.match(group[0].piece.text):
        return line.piece.x0 > group[0].piece.x0 + 2 or line.piece.text[0].islower()
    if may_be_heading(line.piece.text) and line.piece.text.isupper() and not above.piece.text.isupper():
        return False
    # A line that stopped early and ended its sentence ended its paragraph, too.
    is_short = above.piece.x1 < above.right - 0.3 * (above.right - above.piece.x0)
    return not (is_short and (above.piece.text[-1] in ".!?:" or line.piece.text[0].isupper()) and not line.piece.is_bold)


def _block(group: Sequence[_Text], body_size: float, body_is_bold: bool) -> Block:
    first = group[0].piece
    text = join_lines([part.piece.text for part in group])
    is_larger = first.size > _LARGER * body_size and len(text.split()) <= 25
    is_set_off = first.is_bold and not body_is_bold and first.size > 0.9 * body_size and may_be_heading(text)
    box = Box(
        x0=min(part.piece.x0 for part in group),
        y0=min(part.piece.y0 for part in group),
        x1=max(part.piece.x1 for part in group),
        y1=max(part.piece.y1 for part in group),
    )
    block = Block(kind="paragraph", text=text, page=group[0].page, box=box)
    if is_larger or is_set_off:
        # The type stands in for the level until all types are known: larger first, bold before plain.
        return replace(block, kind="heading", level=_type_rank(first.size, first.is_bold))
    return replace(block, kind="item") if _ITEM.match(text) else block


def _type_rank(size: float, is_bold: bool) -> int:
    return 10_000 - round(size * 2) * 2 - is_bold


def _with_levels(blocks: Sequence[Block]) -> list[Block]:
    ranks = sorted({block.level for block in blocks if block.kind == "heading"})
    levels = {rank: level for level, rank in enumerate(ranks, start=1)}
    return [replace(block, level=levels[block.level]) if block.kind == "heading" else block for block in blocks]


def _header(table: Table, earlier: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The column names of a table; one that goes on from the page before has that page's."""
    first, *rest = table.rows
    if first == earlier:
        return earlier
    if earlier is None and (table.first_is_bold or is_header(first, rest)):
        return first
    return earlier


def _rows(table: Table, header: tuple[str, ...] | None, page: int) -> Iterator[Block]:
    for row in table.rows:
        if row == header:
            yield header_block(row, separator="\t", page=page)
        else:
            yield row_block(row, header, separator="\t", page=page)
