"""What stands on the pages of a PDF: pieces of lines with their place and type, and ruled lines.

The one place that knows pdfminer.six; its many exceptions become `UnreadableFile` here. Text drawn invisibly
stays, since the text layer of a scanned page is drawn that way.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ingest.decode import clean
from ingest.errors import UnreadableFile

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_UNMAPPED_MARK = re.compile(r"^\(cid:\d+\)(?=\s|$)")  # a bullet from a symbol font
_MAX_UNMAPPED_SHARE = 0.3
_RULE_WIDTH = 2.5  # points; a thinner rectangle is a line
_MAX_RULES = 3000  # beyond, a page is a drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a line without a wide gap in it; the box in points from the lower left corner of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A ruled line: horizontal where y0 == y1, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page, 1-based."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]


def read_pages(data: bytes, name: str) -> list[PdfPage]:
    """All pages of a PDF; raises `UnreadableFile` for one that is no PDF, cut off, locked, damaged or only pictures."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(f"{name}: the file does not begin as a PDF does; open it and save it again as PDF.")
    if b"%%EOF" not in data[-2048:]:
        raise UnreadableFile(f"{name}: the PDF is cut off after {len(data)} bytes (no end mark); fetch it again.")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[PdfPage] = []
    try:
        # Cells of narrow tables stand under two letters apart, which is pdfminer's own bound (2.0).
        layout_options = LAParams(char_margin=1.5, all_texts=True)
        for number, layout in enumerate(extract_pages(io.BytesIO(data), laparams=layout_options), start=1):
            pages.append(_page(number, layout))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFile(f"{name}: the PDF is locked with a password; save a copy without one.") from error
    except MemoryError:
        raise
    except Exception as error:
        # A damaged PDF makes pdfminer fail with whatever its object happened to be: KeyError, struct.error, ...
        raise UnreadableFile(
            f"{name}: the PDF is damaged after page {len(pages)} ({type(error).__name__}); print it to a new PDF."
        ) from error
    _refuse_without_text(pages, name)
    return pages


def _refuse_without_text(pages: list[PdfPage], name: str) -> None:
    n_pages = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
    text = "".join(piece.text for page in pages for piece in page.pieces)
    if not pages:
        raise UnreadableFile(f"{name}: the PDF has no pages; print it to a new PDF.")
    if not re.search(r"\w", text):
        raise UnreadableFile(f"{name}: {n_pages} and no text layer; run OCR first, for example with ocrmypdf -l swe.")
    if sum(map(len, _UNMAPPED.findall(text))) > _MAX_UNMAPPED_SHARE * len(text):
        raise UnreadableFile(
            f"{name}: {n_pages} in fonts that do not say which letters they draw; "
            "run OCR first, for example with ocrmypdf --force-ocr -l swe."
        )


def _page(number: int, layout: Any) -> PdfPage:
    pieces: list[Piece] = []
    rules: list[Rule] = []
    for item in _items(layout):
        kind = type(item).__name__
        if kind == "LTTextLineHorizontal":
            pieces += _piece(item)
        elif kind in ("LTRect", "LTLine", "LTCurve"):
            rules += _edges(item, layout)
    return PdfPage(
        number=number,
        width=layout.width,
        height=layout.height,
        pieces=tuple(pieces),
        rules=tuple(rules) if len(rules) <= _MAX_RULES else (),
    )


def _items(container: Iterable[Any]) -> Iterator[Any]:
    """The lines of text and the drawings on a page, out of whatever boxes and figures hold them."""
    for item in container:
        if type(item).__name__ in ("LTTextBoxHorizontal", "LTFigure", "LTPage"):
            yield from _items(item)
        else:
            yield item


def _piece(line: Any) -> Iterator[Piece]:
    characters = [item for item in line if hasattr(item, "fontname") and item.get_text().strip()]
    text = clean(line.get_text().translate(_LIGATURES)).strip()
    if not characters or not text:
        return
    sizes = Counter(round(character.size, 1) for character in characters)
    n_bold = sum(bool(_BOLD.search(character.fontname)) for character in characters)
    yield Piece(
        text=re.sub(r"\s+", " ", _UNMAPPED_MARK.sub("•", text)),
        x0=line.x0,
        y0=line.y0,
        x1=line.x1,
        y1=line.y1,
        size=sizes.most_common(1)[0][0],
        is_bold=n_bold * 2 > len(characters),
    )


def _edges(item: Any, layout: Any) -> Iterator[Rule]:
    """A drawing's straight edges; a frame round the whole page is none."""
    width, height = item.x1 - item.x0, item.y1 - item.y0
    if width > 0.95 * layout.width and height > 0.9 * layout.height:
        return
    middle_x, middle_y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
    if height <= _RULE_WIDTH < width:
        yield Rule(x0=item.x0, y0=middle_y, x1=item.x1, y1=middle_y)
    elif width <= _RULE_WIDTH < height:
        yield Rule(x0=middle_x, y0=item.y0, x1=middle_x, y1=item.y1)
    elif type(item).__name__ == "LTRect" and width > _RULE_WIDTH and height > _RULE_WIDTH:
        for y in (item.y0, item.y1):
            yield Rule(x0=item.x0, y0=y, x1=item.x1, y1=y)
        for x in (item.x0, item.x1):
            yield Rule(x0=x, y0=item.y0, x1=x, y1=item.y1)
