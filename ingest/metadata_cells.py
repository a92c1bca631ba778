"""A cover's lines and their cells: cut at the separators a reader leaves, trimmed, without bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.metadata_keys import field_of
from ingest.records import Span

_SEPARATOR = re.compile(r"[ ]*\t[ \t]*|[ ]+\|[ ]*|[ ]+[·•∙][ ]+|[ ]{2,}")
# a second key after a value, where two columns of a cover have been joined by one space
_KEY_INSIDE = re.compile(r"(?<=\S) (?=(?P<key>[A-ZÅÄÖ][^\W\d_][^:\n]{1,40}):\s)")
_BULLET = re.compile(r"[\s|•·▪*–-]*")


def lines_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of `text[start:end]` that hold something."""
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            yield position, stop
        position = stop + 1


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, trimmed and without bullets; a line without separators is one cell."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    cells = []
    for separator in _SEPARATOR.finditer(text, start, end):
        cells.append((start, separator.start()))
        start = separator.end()
    cells.append((start, end))
    cells = [part for cell in cells for part in _cut_at_keys(text, *cell)]
    return [trimmed for cell in cells if (trimmed := trim(text, *cell))[0] < trimmed[1]]


def _cut_at_keys(text: str, start: int, end: int) -> Iterator[Span]:
    """'Antagen av: Kommunstyrelsen Dnr: KS 2020/1' in two; a key's own last word ('... och Uppföljning:') is no cut."""
    for match in _KEY_INSIDE.finditer(text, start, end):
        before = text[start : match.start()]
        is_own = " " in match["key"] or ":" in before or any(map(str.isdigit, before))
        if is_own and field_of(match["key"]) is not None:
            yield start, match.start()
            start = match.end()
    yield start, end


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
