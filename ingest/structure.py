"""What a block is for, once all blocks are there: contents, cover, imprint, headings, pages by the contents.

Every reader ends here. Rules look at the words and the order of blocks, never at the format they came from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.headings import NUMBERED, is_key_value, is_lead_in, is_prose, settle_headings, with_levels
from ingest.records import Block

_CONTENTS_TITLE = re.compile(
    r"^(?:\d\.? )?(?:innehåll|innehållsförteckning|innehålls?översikt|contents)\s*:?$", re.IGNORECASE
)
_ENTRY = re.compile(
    r"^(?P<title>.*?[^\W\d_].*?)(?:\t+|\s*\.{3,}\s*|\s*(?:\. ){3,}\s*|\s{2,}|(?<=[^\W\d_]) )(?P<page>\d{1,3})$"
)
_CONTACT = re.compile(
    r"\b(?:tel(?:efon)?\b\.?:?|fax|e-?post|växel)|@|www\.|\b\d{3} ?\d{2} [A-ZÅÄÖ][a-zåäö]+|^https?://", re.IGNORECASE
)
_MIN_ENTRIES = 3
_MAX_TITLE = 160
_COVER_PROSE_WORDS = 12
_MAX_COVER_WORDS = 400
_CLOSING_BLOCKS = 6
_CLOSING_WORDS = 12
_SIGNATURE_WORDS = 6


def structured(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with roles, settled headings and, where a table of contents says so, estimated pages."""
    settled = settle_headings(_mark_contents(list(blocks)))
    return _pages_by_contents(with_levels(_mark_closing(_mark_cover(settled))))


def _key(text: str) -> str:
    """A heading as a table of contents repeats it: no number, no page, case and spacing ignored."""
    text = NUMBERED.sub("", text.strip())
    return " ".join(re.findall(r"\w+", text.casefold()))


def _entry(text: str) -> tuple[str, int | None]:
    """Title key and page of a contents entry; the page is None where the line gives none."""
    is_short = len(text) <= _MAX_TITLE and text[-1:].isdigit()
    match = _ENTRY.match(text.strip()) if is_short else None
    return (_key(match["title"]), int(match["page"])) if match else (_key(text), None)


def _mark_contents(blocks: list[Block]) -> list[Block]:
    last_place = {_key(block.text): number for number, block in enumerate(blocks)}
    number = 0
    while number < len(blocks):
        titled = bool(_CONTENTS_TITLE.match(blocks[number].text))
        start = number + 1 if titled else number
        end = start
        while end < len(blocks) and _is_entry(blocks[end], end, last_place, titled=titled):
            end += 1
        pages = [page for block in blocks[start:end] if (page := _entry(block.text)[1]) is not None]
        named = sum(last_place.get(_entry(block.text)[0], -1) >= end for block in blocks[start:end])
        counts_up = len(pages) >= _MIN_ENTRIES and pages == sorted(pages) and named * 2 >= end - start
        if (titled and end > start) or counts_up:
            for place in range(number, end):
                blocks[place] = replace(blocks[place], role="contents")
                if place >= start:
                    blocks[place] = replace(blocks[place], kind="item", level=0, cells=())
            titles = {_entry(block.text)[0] for block in blocks[start:end]} - {""}
            for place in range(end, len(blocks)):
                blocks[place] = _named_by_contents(blocks[place], titles)
            number = end
        else:
            number += 1
    return blocks


def _named_by_contents(block: Block, titles: set[str]) -> Block:
    """A line that the contents list is a heading, even where it looks like a question or a list item."""
    is_line = block.kind in ("paragraph", "item") and block.role == "body" and len(block.text) <= _MAX_TITLE
    if is_line and _key(block.text) in titles and block.text[-1] not in ".:":
        return replace(block, kind="heading", level=0)
    return block


def _is_entry(block: Block, number: int, last_place: dict[str, int], *, titled: bool) -> bool:
    """Whether a block may be a line of the contents: it names a page, or a heading that comes again later."""
    if block.level or len(block.text) > _MAX_TITLE or block.role != "body":
        return False
    title, page = _entry(block.text)
    if page is not None and block.text[-1].isdigit():
        return True
    return titled and last_place.get(title, -1) > number and block.text[-1] not in ".!?"


def _mark_cover(blocks: list[Block]) -> list[Block]:
    """Gives the lines before the first running text the role cover; headings among them are none, but for the title."""
    end = 0
    while end < len(blocks) and not _ends_cover(end, blocks):
        end += 1
    if end == len(blocks) or sum(len(block.text.split()) for block in blocks[:end]) > _MAX_COVER_WORDS:
        end = next((number for number, block in enumerate(blocks) if not is_key_value(block.text)), 0)
    if 0 < end < len(blocks) and is_prose(blocks[end]) and is_lead_in(blocks[end - 1].text):
        end -= 1
    title = _title(blocks)
    for number, block in enumerate(blocks[:end]):
        if block.role != "body":
            continue
        kind = "paragraph" if block.kind in ("heading", "item") and number != title else block.kind
        blocks[number] = replace(block, role="cover", kind=kind, level=block.level if kind == "heading" else 0)
    if title == end and end < len(blocks):
        blocks[end] = replace(blocks[end], role="cover")
    return blocks


def _title(blocks: Sequence[Block]) -> int | None:
    """The place of the heading that is the document's title: the first, and alone at the highest level."""
    levels = [block.level for block in blocks if block.kind == "heading" and block.role == "body"]
    if not levels or not levels[0] or any(0 < level <= levels[0] for level in levels[1:]):
        return None
    return next(number for number, block in enumerate(blocks) if block.kind == "heading" and block.role == "body")


def _ends_cover(number: int, blocks: Sequence[Block]) -> bool:
    block = blocks[number]
    if block.role != "body":
        return False
    if block.kind == "heading":
        if number == _title(blocks):
            return False
        below = next((later for later in blocks[number + 1 :] if later.kind not in ("heading", "note")), None)
        if below is None:
            return False
        # A heading that its reader is sure of needs less text below it than a mere short line.
        is_text = block.level > 0 and is_prose(below) and below.text[-1] != ":"
        return is_text or _is_running_text(below) or below.kind == "row"
    if block.kind == "item":
        return not is_key_value(block.text) and len(block.text.split()) >= _COVER_PROSE_WORDS
    if block.kind == "row":
        return len(block.cells) > 2 or bool(block.cells and block.cells[0].header)
    return _is_running_text(block)


def _is_running_text(block: Block) -> bool:
    ends = block.text.rstrip('"”)¹²³')[-1:] in (".", "!", "?", ":")
    # A paragraph that a page's end tore apart has no stop.
    return is_prose(block) and len(block.text.split()) >= (_COVER_PROSE_WORDS if ends else 2 * _COVER_PROSE_WORDS)


def _mark_closing(blocks: list[Block]) -> list[Block]:
    """Lines that close a document are no part of its last section: an address (vasteras-integrationsprogram-2008.md),
    a signature ('Ängsholm som ovan', 'För Framtid Ängsholm', 'Gruppledaren')."""
    end = len(blocks)
    while end and blocks[end - 1].role == "instruction":
        end -= 1
    start = end
    while start and end - start < _CLOSING_BLOCKS and _may_close(blocks[start - 1]):
        start -= 1
    closing = blocks[start:end]
    has_contact = any(_CONTACT.search(block.text) for block in closing)
    is_signature = len(closing) > 1 and all(len(block.text.split()) <= _SIGNATURE_WORDS for block in closing)
    if not has_contact and not is_signature:
        return blocks
    return [*blocks[:start], *(replace(block, role="cover") for block in closing), *blocks[end:]]


def _may_close(block: Block) -> bool:
    is_line = block.kind == "paragraph" and block.role == "body" and len(block.text.split()) <= _CLOSING_WORDS
    return is_line and block.text[-1] not in ".!?:"


def _pages_by_contents(blocks: list[Block]) -> list[Block]:
    """Where only the table of contents knows pages, headings take theirs and hand it on to what they head."""
    entries = [_entry(block.text) for block in blocks if block.role == "contents"]
    wanted = [(title, page) for title, page in entries if page is not None]
    if not wanted or any(block.page is not None for block in blocks):
        return blocks
    page: int | None = None
    for number, block in enumerate(blocks):
        if block.kind == "heading" and block.role != "contents":
            title = _key(block.text)
            hit = next((place for place, entry in enumerate(wanted) if entry[0] == title), None)
            if hit is not None:
                page = wanted[hit][1]
                del wanted[: hit + 1]
        if page is not None:
            blocks[number] = replace(block, page=page, page_is_estimated=True)
    return blocks
