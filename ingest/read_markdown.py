"""Markdown files, as people and converters write them: real headings or only numbered lines, HTML in cells."""

from __future__ import annotations

from ingest.decode import decode
from ingest.lines import read_lines
from ingest.markup import mark_instructions, open_blocks, remove_bookmarks
from ingest.pages import Line, paginate
from ingest.records import Block
from ingest.structure import structured


def read_markdown(data: bytes, name: str) -> list[Block]:
    """Blocks of a `.md` file without markup; raises `UnreadableFile` for what is no text."""
    text = mark_instructions(open_blocks(remove_bookmarks(decode(data, name))))
    lines = paginate(text) if "\f" in text else [Line(text=line) for line in text.split("\n")]
    return structured(read_lines(lines, markdown=True))
