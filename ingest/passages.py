"""Cuts a document's placed blocks into passages: what is indexed, found and cited.

A passage stays inside one section and one role. Paragraphs are gathered to 40-120 words, long ones split at a
sentence's end; a list keeps the line that opens it; a table row is a passage of its own with its cells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.headings import is_lead_in
from ingest.records import Block, PageStart, Passage, PassageKind, RowCell, Span
from ingest.sentences import split_sentences

_MIN_WORDS = 40
_MAX_WORDS = 120
_MAX_LIST_WORDS = 150
_LONG_PARAGRAPH = 160
_SMALL_REST = 15
_CAPTION = re.compile(r"^(?:tabell|diagram|figur)\s+[\dA-Z]{1,3}\b", re.IGNORECASE)
_MAX_CAPTION_WORDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block, where its text stands in the document, and the headings over it."""

    block: Block
    start: int
    end: int
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A block or part of one that is never cut further."""

    start: int
    end: int
    words: int
    is_item: bool
    opens: bool
    sentences: tuple[Span, ...]


def cut_passages(
    placed: Sequence[Placed], *, doc_id: str, text: str, page_starts: Sequence[PageStart]
) -> tuple[Passage, ...]:
    """All passages in text order; headings are in none, but for a title on the cover."""
    passages: list[Passage] = []
    for run in _runs(placed):
        kind = _kind(run[0].block)
        path = run[0].heading_path
        if kind == "row":
            passages += [_row(row, doc_id, text, page_starts, path) for row in run]
            continue
        units = [unit for part in run for unit in _units(part, text)]
        for group in _groups(units) if kind in ("paragraph", "cover") else [units]:
            is_list = kind == "paragraph" and any(unit.is_item for unit in group)
            passages.append(_passage(group, "list" if is_list else kind, path, doc_id, page_starts))
    return tuple(passages)


def is_caption(block: Block) -> bool:
    """Whether a paragraph names the table below it: 'Tabell 2. Mål och delmål'."""
    return (
        block.kind == "paragraph" and bool(_CAPTION.match(block.text)) and len(block.text.split()) <= _MAX_CAPTION_WORDS
    )


def _runs(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Neighbours of one kind under one heading; headings divide and are left out."""
    run: list[Placed] = []
    for part in placed:
        is_heading = part.block.kind == "heading" and part.block.role not in ("cover", "contents")
        if run and (is_heading or _kind(part.block) != _kind(run[0].block) or part.heading_path != run[0].heading_path):
            yield run
            run = []
        if not is_heading:
            run.append(part)
    if run:
        yield run


def _kind(block: Block) -> PassageKind:
    if block.role != "body":
        return block.role
    return "row" if block.kind == "row" else "paragraph"


def _units(part: Placed, text: str) -> Iterator[_Unit]:
    content = text[part.start : part.end]
    # A line of contents or of a cover's table is one thing, though a tab stands in it: 'Antagen av⇥Kommunfullmäktige'.
    is_line = part.block.role == "contents" or (part.block.role == "cover" and part.block.kind == "row")
    within = [(0, len(content.rstrip()))] if is_line else split_sentences(content)
    sentences = [(part.start + start, part.start + end) for start, end in within]
    if not sentences:
        return
    is_item = part.block.kind == "item"
    pieces = [sentences]
    if len(content.split()) > _LONG_PARAGRAPH and not is_item:
        pieces = _split_evenly(sentences, text)
    for piece in pieces:
        start, end = piece[0][0], piece[-1][1]
        yield _Unit(
            start=start,
            end=end,
            words=len(text[start:end].split()),
            is_item=is_item,
            opens=not is_item and is_lead_in(text[start:end]),
            sentences=tuple(piece),
        )


def _split_evenly(sentences: list[Span], text: str) -> list[list[Span]]:
    """A long paragraph in parts of like length, cut at sentence ends."""
    words = [len(text[start:end].split()) for start, end in sentences]
    n_parts = -(-sum(words) // _MAX_WORDS)
    target = sum(words) / n_parts
    pieces: list[list[Span]] = [[]]
    so_far = 0.0
    for sentence, count in zip(sentences, words, strict=True):
        if pieces[-1] and len(pieces) < n_parts and so_far + count / 2 > target * len(pieces):
            pieces.append([])
        pieces[-1].append(sentence)
        so_far += count
    return pieces


def _groups(units: Sequence[_Unit]) -> list[list[_Unit]]:
    groups: list[list[_Unit]] = []
    group: list[_Unit] = []
    for unit in units:
        if group and _breaks(group, unit):
            # The line that opens a list goes with the list.
            carried = [group.pop()] if len(group) > 1 and group[-1].opens else []
            groups.append(group)
            group = carried
        group.append(unit)
    if group:
        groups.append(group)
    if len(groups) > 1 and _words(groups[-1]) < _SMALL_REST and _words(groups[-2]) <= _MAX_LIST_WORDS:
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def _breaks(group: list[_Unit], unit: _Unit) -> bool:
    words = _words(group)
    in_list = any(part.is_item for part in group)
    if unit.is_item != group[-1].is_item and not group[-1].opens:
        return words >= _MIN_WORDS or (in_list and words >= _SMALL_REST)
    if unit.is_item and group[-1].opens:
        return words - group[-1].words >= _MIN_WORDS
    if group[-1].opens and len(group) == 1:
        return False
    limit = _MAX_LIST_WORDS if in_list or unit.is_item else _MAX_WORDS
    return words + unit.words > limit if words >= _MIN_WORDS else words + unit.words > _LONG_PARAGRAPH


def _words(group: Sequence[_Unit]) -> int:
    return sum(unit.words for unit in group)


def _passage(
    units: Sequence[_Unit], kind: PassageKind, path: tuple[str, ...], doc_id: str, page_starts: Sequence[PageStart]
) -> Passage:
    start, end = units[0].start, units[-1].end
    page = page_at(start, page_starts)
    return Passage(
        passage_id=f"{doc_id}:{start}-{end}",
        doc_id=doc_id,
        start=start,
        end=end,
        heading_path=path,
        page=page.page if page else None,
        page_is_estimated=bool(page and page.is_estimated),
        kind=kind,
        sentences=tuple(sentence for unit in units for sentence in unit.sentences),
    )


def _row(row: Placed, doc_id: str, text: str, page_starts: Sequence[PageStart], path: tuple[str, ...]) -> Passage:
    cells = tuple(_row_cells(row))
    sentences = tuple(
        (cell.start + start, cell.start + end)
        for cell in cells
        for start, end in split_sentences(text[cell.start : cell.end])
    )
    unit = _Unit(start=row.start, end=row.end, words=0, is_item=False, opens=False, sentences=sentences)
    return replace(_passage([unit], "row", path, doc_id, page_starts), cells=cells)


def _row_cells(row: Placed) -> Iterator[RowCell]:
    """Each cell's span: the row's text holds the cells in order between its separators."""
    text = row.block.text
    at = 0
    for number, cell in enumerate(row.block.cells):
        if cell.text:
            start = text.index(cell.text, at)
            at = start + len(cell.text)
        else:
            separator = re.compile(r"\t|\||  ").search(text, at) if number else None
            start = at = separator.end() if separator else at
        yield RowCell(header=cell.header, start=row.start + start, end=row.start + at)


def page_at(position: int, page_starts: Sequence[PageStart]) -> PageStart | None:
    """The page that `position` stands on, None before the first known one."""
    number = bisect_right(page_starts, position, key=lambda page_start: page_start.start)
    return page_starts[number - 1] if number else None
