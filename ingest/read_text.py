"""Plain text files. Pages come from form feeds, page-number lines or set-in page tops (`ingest.pages`)."""

from __future__ import annotations

from ingest.decode import decode
from ingest.lines import read_lines
from ingest.markup import mark_instructions, remove_bookmarks
from ingest.pages import paginate
from ingest.records import Block
from ingest.structure import structured


def read_text(data: bytes, name: str) -> list[Block]:
    """Blocks of a `.txt` file; raises `UnreadableFile` for what is no text."""
    text = mark_instructions(remove_bookmarks(decode(data, name)))
    return structured(read_lines(paginate(text), markdown=False))
