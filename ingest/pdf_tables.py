"""Finds tables on a PDF page: by their ruled lines, or by columns of pieces that begin at the same place.

From pieces and rules to rows of cells. A cell that wraps is one cell; two columns of running text are no table.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.pdf_pages import Piece, Rule
from ingest.reflow import join_lines

_SNAP = 3.0  # points within which two edges are one
_ALIGN = 4.0
_MAX_CELL_CHARACTERS = 32  # of the usual piece in a two-column table without rules; prose columns run to 45 and more
_PROSE_FILL = 0.85
_WRAP_GAP = 1.15  # times the smallest distance between baselines: lines of one cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells from top to bottom, where the table stands and where its columns begin (points)."""

    rows: tuple[tuple[str, ...], ...]
    first_is_bold: bool
    top: float
    bottom: float
    x0: float
    x1: float
    starts: tuple[float, ...]


def find_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> tuple[list[Table], list[Piece]]:
    """The tables of a page and the pieces that belong to none."""
    tables: list[Table] = []
    rest = list(pieces)
    for group in _connected(rules):
        table, inside = _ruled(group, rest)
        if table:
            tables.append(table)
            rest = [piece for piece in rest if piece not in inside]
    table_lines = visual_lines(rest)
    at = 0
    while at < len(table_lines):
        table, n_lines = _aligned(table_lines, at)
        if table:
            tables.append(table)
            used = {id(piece) for line in table_lines[at : at + n_lines] for piece in line}
            rest = [piece for piece in rest if id(piece) not in used]
        at += max(n_lines, 1)
    return tables, rest


def visual_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, from top to bottom and left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-(piece.y0 + piece.y1), piece.x0)):
        overlap = min(lines[-1][0].y1, piece.y1) - max(lines[-1][0].y0, piece.y0) if lines else 0.0
        if lines and overlap > 0.5 * min(piece.y1 - piece.y0, lines[-1][0].y1 - lines[-1][0].y0):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x0) for line in lines]


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that touch one another."""
    groups: list[list[Rule]] = []
    for rule in dict.fromkeys(rules):  # cells drawn side by side draw their common edge twice
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(other for group in touched for other in group)]
        groups = [group for group in groups if group not in touched] + [merged]
    return groups


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + _SNAP and b.x0 <= a.x1 + _SNAP and a.y0 <= b.y1 + _SNAP and b.y0 <= a.y1 + _SNAP


def _snapped(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _ruled(rules: Sequence[Rule], pieces: Sequence[Piece]) -> tuple[Table | None, list[Piece]]:
    """The table in a grid of rules: at least two rows and two columns."""
    xs = _snapped([rule.x0 for rule in rules if rule.x0 == rule.x1])
    ys = _snapped([rule.y0 for rule in rules if rule.y0 == rule.y1])
    if len(xs) < 3 or len(ys) < 3:
        return None, []
    inside = [
        piece
        for piece in pieces
        if xs[0] - _SNAP <= piece.x0
        and piece.x0 <= xs[-1]
        and ys[0] - _SNAP <= (piece.y0 + piece.y1) / 2 <= ys[-1] + _SNAP
    ]
    if not inside:
        return None, []
    row_of: Callable[[Piece], int] = lambda piece: _interval((piece.y0 + piece.y1) / 2, ys)  # noqa: E731
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in inside:
        cells.setdefault((row_of(piece), _interval(piece.x0 + 1, xs)), []).append(piece)
    rows = []
    for row in range(len(ys) - 2, -1, -1):
        texts = tuple(_cell_text(cells.get((row, column), ())) for column in range(len(xs) - 1))
        if any(texts):
            rows.append(texts)
    if len(rows) < 2 or sum(any(row[column] for row in rows) for column in range(len(xs) - 1)) < 2:
        return None, []
    top_row = max(row_of(piece) for piece in inside)
    bold = [piece.is_bold for piece in inside if row_of(piece) == top_row]
    return _table(rows, inside, first_is_bold=all(bold), starts=xs[:-1]), inside


def _interval(value: float, edges: Sequence[float]) -> int:
    return max(0, min(len(edges) - 2, sum(value >= edge for edge in edges) - 1))


def _cell_text(pieces: Sequence[Piece]) -> str:
    return join_lines([" ".join(piece.text for piece in line) for line in visual_lines(pieces)])


def _table(
    rows: Sequence[tuple[str, ...]], pieces: Sequence[Piece], *, first_is_bold: bool, starts: Sequence[float]
) -> Table:
    return Table(
        rows=tuple(rows),
        first_is_bold=first_is_bold,
        top=max(piece.y1 for piece in pieces),
        bottom=min(piece.y0 for piece in pieces),
        x0=min(piece.x0 for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        starts=tuple(starts),
    )


def _aligned(lines: Sequence[list[Piece]], at: int) -> tuple[Table | None, int]:
    """The table without rules that starts with line `at`, and how many lines it fills; None and 1 where none does."""
    head = lines[at]
    if len(head) < 2:
        return None, 1
    end = at + 1
    while end < len(lines) and _fits(lines[end], head) and _gap(lines[end - 1], lines[end]) < 2.5 * head[0].size:
        end += 1
    closest = min(
        (_gap(above, below) for above, below in zip(lines[at:end], lines[at + 1 : end], strict=False)), default=0
    )
    while end > at + 1 and len(lines[end - 1]) == 1 and lines[end - 1][0].x0 < head[1].x0 - _ALIGN:
        if _gap(lines[end - 2], lines[end - 1]) <= _WRAP_GAP * closest + 0.5:
            break  # the last line of a cell that wraps
        end -= 1  # a paragraph under the table
    body = lines[at:end]
    n_rows = sum(len(line) > 1 for line in body)
    if n_rows < 2 or _is_prose(body, head):
        return None, 1
    gaps = [_gap(above, below) for above, below in itertools.pairwise(body)]
    wraps_at = _WRAP_GAP * min(gaps) + 0.5 if max(gaps) > 1.3 * min(gaps) + 1 else -1.0
    grouped: list[list[list[Piece]]] = [[[] for _ in head]]
    for number, line in enumerate(body):
        starts_row = number > 0 and abs(line[0].x0 - head[0].x0) <= _ALIGN and gaps[number - 1] > wraps_at
        if starts_row:
            grouped.append([[] for _ in head])
        for piece in line:
            grouped[-1][_column(piece, head)].append(piece)
    rows = [tuple(_cell_text(cell) for cell in row) for row in grouped]
    if len(rows) < 2:
        return None, 1
    pieces = [piece for line in body for piece in line]
    bold = all(piece.is_bold for piece in head) and not all(piece.is_bold for piece in pieces)
    return _table(rows, pieces, first_is_bold=bold, starts=[piece.x0 for piece in head]), end - at


def _gap(above: Sequence[Piece], below: Sequence[Piece]) -> float:
    """Points between the baselines of two lines."""
    return above[0].y0 - below[0].y0


def _column(piece: Piece, head: Sequence[Piece]) -> int:
    """The column whose left edge, right edge or middle a piece shares best; numbers are often set flush right."""

    def distance(number: int) -> float:
        cell = head[number]
        return min(abs(piece.x0 - cell.x0), abs(piece.x1 - cell.x1), abs(piece.x0 + piece.x1 - cell.x0 - cell.x1) / 2)

    return min(range(len(head)), key=distance)


def _fits(line: Sequence[Piece], head: Sequence[Piece]) -> bool:
    columns = [_column(piece, head) for piece in line]
    if len(set(columns)) < len(columns):
        return False
    for piece, column in zip(line, columns, strict=True):
        cell = head[column]
        near = min(abs(piece.x0 - cell.x0), abs(piece.x1 - cell.x1), abs(piece.x0 + piece.x1 - cell.x0 - cell.x1) / 2)
        if near > _ALIGN or (column + 1 < len(head) and piece.x1 > head[column + 1].x1):
            return False
    return True


def _is_prose(body: Sequence[Sequence[Piece]], head: Sequence[Piece]) -> bool:
    """Whether lines are columns of running text: their pieces fill the width of their column."""
    if len(head) == 2 and median(len(piece.text) for line in body for piece in line) > _MAX_CELL_CHARACTERS:
        return True
    right = max(piece.x1 for line in body for piece in line)
    edges = [*(piece.x0 for piece in head), right + 10]
    filled = [
        piece.x1 - piece.x0 > _PROSE_FILL * (edges[column + 1] - 10 - edges[column])
        for line in body
        for piece in line
        if (column := _column(piece, head)) >= 0
    ]
    return len(body) > 3 and sum(filled) > 0.7 * len(filled)
