"""Born-digital PDFs: lines in reading order, headings by their type, tables, running lines dropped.

Body text is the type size that most characters have. What is set larger, or bold on a line of its own, is a
heading, and the sizes in falling order are the levels.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.headings import may_be_heading
from ingest.pages import is_page_line, masked, running_lines
from ingest.pdf_order import Part, Text, in_order, line_text
from ingest.pdf_pages import PdfPage, read_pages
from ingest.pdf_tables import Table, visual_lines
from ingest.records import Block, Box
from ingest.reflow import join_lines, runs_on
from ingest.structure import structured
from ingest.tables import header_block, is_header, row_block

_ITEM = re.compile(r"^(?:[-•●○▪‣·–]|\d{1,2}[.)]|[a-zåäö]\))\s+\S")
_LARGER = 1.1  # times the body size
_PARAGRAPH_GAP = 1.3  # times the usual distance between baselines
_EDGE_LINES = 3
_MAX_HEADING_WORDS = 25


def read_pdf(data: bytes, name: str) -> list[Block]:
    """Blocks of a PDF with exact pages and boxes in points; raises `UnreadableFile`."""
    pages = _without_running_lines(read_pages(data, name))
    body_size, body_is_bold = _body_type(pages)
    parts = [part for page in pages for part in in_order(page)]
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
    lines = [[line_text(line) for line in visual_lines(page.pieces)] for page in pages]
    running = running_lines(lines)
    kept = []
    for page in pages:
        page_lines = visual_lines(page.pieces)
        dropped: set[int] = set()
        for edge in (page_lines, page_lines[::-1]):
            for line in edge[:_EDGE_LINES]:
                text = line_text(line)
                if masked(text) not in running and not is_page_line(text):
                    break
                dropped.update(id(piece) for piece in line)
        kept.append(replace(page, pieces=tuple(piece for piece in page.pieces if id(piece) not in dropped)))
    return kept


def _body_type(pages: Sequence[PdfPage]) -> tuple[float, bool]:
    """The size, and whether it is bold, that most characters are set in."""
    counts: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for piece in page.pieces:
            counts[piece.size, piece.is_bold] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else (10.0, False)


def _leading(parts: Sequence[Part], body_size: float) -> float:
    """The usual distance between baselines of body lines, in points."""
    gaps = [
        round(above.piece.y0 - below.piece.y0, 1)
        for above, below in itertools.pairwise(parts)
        if isinstance(above, Text)
        and isinstance(below, Text)
        and above.page == below.page
        and above.piece.size == below.piece.size == body_size
        and 0 < above.piece.y0 - below.piece.y0 < 3 * body_size
    ]
    return Counter(gaps).most_common(1)[0][0] if gaps else 1.2 * body_size


def _groups(parts: Sequence[Part], leading: float) -> Iterator[list[Text] | tuple[Table, int]]:
    """Lines gathered to paragraphs, items and headings; tables as they are."""
    group: list[Text] = []
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


def _joins(group: Sequence[Text], line: Text, leading: float) -> bool:
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
    return not (
        is_short and (above.piece.text[-1] in ".!?:" or line.piece.text[0].isupper()) and not line.piece.is_bold
    )


def _block(group: Sequence[Text], body_size: float, body_is_bold: bool) -> Block:
    first = group[0].piece
    text = join_lines([part.piece.text for part in group])
    # An introduction or a quotation in larger type is text: it is long, or a sentence with its stop.
    n_words = len(text.split())
    is_text = n_words > _MAX_HEADING_WORDS or (n_words > _MAX_HEADING_WORDS / 3 and text[-1] in ".!")
    is_larger = first.size > _LARGER * body_size and not is_text
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
        block = (header_block if row == header else row_block)(row, header, separator="\t")
        yield replace(block, page=page)
