"""Table rows out of lines of text: tab-separated, Markdown pipes, HTML cells between tabs, aligned columns.

Pure functions from strings to cells. Which lines belong to one table, and over which blank lines a table runs
on, is the business of `ingest.lines`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.markup import strip_inline
from ingest.records import Block, Cell

_RULE_CELL = re.compile(r"^\s*:?-{2,}:?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_ITEM_WITH_TAB = re.compile(r"^\s*(?:[-*+•●○▪‣·–]|\d{1,2}[.)]|[a-zåäö]\))\t[^\t]*$")
_GAP = re.compile(r"\s{2,}|\t+")
_NUMBER = re.compile(r"^[−–-]?\d[\d  .,]*\s*(?:%|kr|tkr|mkr|mnkr|st)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?$")
# First words of header cells in Swedish plans, for two-column tables, where shape alone says too little.
_HEADER_WORDS = frozenset(
    "aktivitet ansvar ansvarig område åtgärd belopp begrepp beskrivning budget datum delmål enhet funktion förklaring "
    "förvaltning indikator insats kostnad källa läge mål målgrupp målområde nivå nr nummer nämnd organ period post "
    "prioritet resultat roll sektor status term tidplan tidpunkt tid typ uppdrag uppföljning utfall utförare version "
    "år ämne aktör befattning".split()
)
_MAX_HEADER_WORDS = 6


def is_rule(line: str) -> bool:
    """Whether a line only draws a table's rule, as in '---⇥--⇥---' or '|---|:--|'."""
    cells = [cell for cell in re.split(r"[|\t]", line) if cell.strip()]
    return bool(cells) and all(_RULE_CELL.match(cell) for cell in cells)


def is_tab_line(line: str) -> bool:
    """Whether a line holds cells between tabs; a tab that sets a line in or follows a list mark makes none."""
    return "\t" in line.lstrip() and not _ITEM_WITH_TAB.match(line)


def tab_lines(texts: Sequence[str], at: int) -> tuple[list[str], int]:
    """The rows of the tab table that starts at line `at`, one string each, and the line after it.

    A cell that wraps tears its row in two lines: 'Rutin', 'för skolor⇥Skolchef⇥2024'. A line that begins small goes
    on with the one above, as long as both together have no more tabs than the first row.
    """
    rows = [texts[at]]
    n_tabs = texts[at].count("\t")
    end = at + 1
    while end < len(texts):
        line = texts[end]
        following = texts[end + 1] if end + 1 < len(texts) else ""
        if line[:1].islower() and rows[-1].count("\t") + line.count("\t") <= n_tabs and not is_rule(rows[-1]):
            rows[-1] = f"{rows[-1]} {line}"
        elif is_tab_line(line) or (following[:1].islower() and following.count("\t") == n_tabs and n_tabs > 1):
            rows.append(line)
        else:
            break
        end += 1
    return [row for row in rows if not is_rule(row)], end


def is_pipe_line(line: str) -> bool:
    """Whether a line is a row between pipes."""
    stripped = line.strip()
    return stripped.startswith("|") and len(_PIPE.findall(stripped)) >= 2


def tab_cells(line: str, *, markdown: bool) -> tuple[str, ...]:
    """The cells of a tab-separated line; leading white space that is no tab belongs to no cell."""
    cells = line.strip(" \n").split("\t")
    return tuple(strip_inline(cell).strip() if markdown else " ".join(cell.split()) for cell in cells)


def pipe_cells(line: str) -> tuple[str, ...]:
    """The cells of a Markdown row without the outer pipes."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(strip_inline(cell).strip() for cell in _PIPE.split(inner))


def aligned_rows(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Rows of a table set with spaces: two or more columns that start at the same place in every line.

    A line whose first column is empty goes on with the row above it. None where the lines are no table.
    """
    if len(lines) < 2 or any("\t" in line for line in lines):
        return None
    fields = [_fields(line) for line in lines]
    starts = [start for start, _ in max(fields, key=len)]
    if len(starts) < 2:
        return None
    rows: list[list[str]] = []
    for line_fields in fields:
        row = [""] * len(starts)
        for start, text in line_fields:
            column = max((number for number, begin in enumerate(starts) if begin <= start + 1), default=0)
            # A field that starts left of its column's neighbours is running text, not a cell.
            if abs(starts[column] - start) > 1 and len(starts) > 2 and not text[0].isdigit():
                return None
            row[column] = f"{row[column]} {text}".strip()
        if not row[0] and rows:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    is_table = len(rows) >= 2 and all(sum(map(bool, row)) >= 2 for row in rows)
    return [tuple(row) for row in rows] if is_table else None


def _fields(line: str) -> list[tuple[int, str]]:
    """Where each field of a line starts and what it says; fields stand two spaces or more apart."""
    fields = []
    position = len(line) - len(line.lstrip())
    for gap in [*_GAP.finditer(line.rstrip(), position), None]:
        end = gap.start() if gap else len(line.rstrip())
        if end > position:
            fields.append((position, line[position:end]))
        position = gap.end() if gap else end
    return fields


def is_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns of the `rest`."""
    if not rest or not any(first[1:]):
        return False
    cells = [cell for cell in first if cell]
    if any(len(cell.split()) > _MAX_HEADER_WORDS or cell.endswith((".", ";")) for cell in cells):
        return False
    if any(_NUMBER.match(cell) and not _YEAR.match(cell) for cell in cells) or not all(first[1:]):
        return False
    if any(cell[0].islower() for cell in cells):
        return False
    if len(first) > 2:
        return True
    named = sum(re.split(r"[\s/]", cell.lower())[0].strip(":") in _HEADER_WORDS for cell in cells)
    return named == len(cells) or all(_NUMBER.match(row[-1]) for row in rest if row)


def row_block(cells: Sequence[str], header: Sequence[str] | None, *, separator: str) -> Block:
    """A data row; without a header the first of two cells names the second, as in 'Gäller⇥2024-2030'."""
    names = list(header or ())
    if not names and len(cells) == 2:
        names = ["", cells[0]]
    names += [""] * (len(cells) - len(names))
    filled = [*cells, *[""] * (len(header or ()) - len(cells))]
    named = tuple(Cell(header=name, text=text) for name, text in zip(names, filled, strict=False))
    return Block(kind="row", text=_joined(filled, separator), cells=named)


def header_block(cells: Sequence[str], _header: Sequence[str] | None, *, separator: str) -> Block:
    """A row of column names: kept in the text, but no passage of its own."""
    unnamed = tuple(Cell(header="", text=text) for text in cells)
    return Block(kind="row", text=_joined(cells, separator), cells=unnamed, role="furniture")


def _joined(cells: Sequence[str], separator: str) -> str:
    return re.sub(" {2,}", " ", separator.join(cells)).strip(" \n") if separator != "  " else "  ".join(cells).strip()
