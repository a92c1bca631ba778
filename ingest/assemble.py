"""Blocks to a `Document`: the text once, and sections, pages and passages as spans into it.

Nothing here knows what kind of file the blocks came from. Metadata is found by `ingest.metadata`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.passages import Placed, cut_passages, is_caption
from ingest.records import Block, Document, PageStart, Role, Section, Source, Span
from ingest.reflow import join_lines, runs_on


def assemble(blocks: Sequence[Block], *, doc_id: str, source: Source) -> Document:
    """The document of `blocks` in reading order, titled by its metadata or else by its file's name."""
    from ingest.metadata import extract_metadata

    joined, breaks = _join_over_pages(blocks)
    text, spans = _text(joined)
    page_starts = _page_starts(joined, spans, breaks)
    sections = _sections(joined, spans, text)
    roles: tuple[tuple[Span, Role], ...] = tuple((span, block.role) for span, block in zip(spans, joined, strict=True))
    metadata = extract_metadata(text=text, sections=sections, roles=roles, page_starts=page_starts, name=source.name)
    return Document(
        doc_id=doc_id,
        title=metadata.title.value if metadata.title else PurePath(source.name).stem,
        text=text,
        sections=sections,
        page_starts=page_starts,
        metadata=metadata,
        source=source,
        passages=cut_passages(_place(joined, spans), doc_id=doc_id, text=text, page_starts=page_starts),
    )


def _join_over_pages(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, tuple[int, Block]]]:
    """Joins paragraphs that a page end tore apart.

    Returns the blocks and, for each joined one, where in its text the next page begins and the block from there.
    Footnotes that stood at the foot of the page go before the paragraph, so that pages still follow one another.
    """
    joined: list[Block] = []
    breaks: dict[int, tuple[int, Block]] = {}
    for block in blocks:
        at = len(joined) - 1
        while at >= 0 and joined[at].kind == "note":
            at -= 1
        if at >= 0 and at not in breaks and _goes_on_over_page(joined[at], block):
            above = joined.pop(at)
            whole = join_lines([above.text, block.text])
            breaks[len(joined)] = (len(whole) - len(block.text), block)
            joined.append(replace(above, text=whole))
        else:
            joined.append(block)
    return joined, breaks


def _goes_on_over_page(above: Block, below: Block) -> bool:
    return (
        above.kind in ("paragraph", "item")
        and below.kind == "paragraph"
        and above.role == below.role == "body"
        and above.page is not None
        and below.page == above.page + 1
        and runs_on(above.text, below.text)
    )


def _text(blocks: Sequence[Block]) -> tuple[str, list[Span]]:
    """The document's text and each block's span: rows of one table a line each, all else a blank line apart."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for above, block in zip([None, *blocks], blocks, strict=False):
        if above is not None:
            gap = "\n" if above.kind == block.kind == "row" else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(block.text)
        spans.append((at, at + len(block.text)))
        at += len(block.text)
    return "".join(parts), spans


def _page_starts(
    blocks: Sequence[Block], spans: Sequence[Span], breaks: dict[int, tuple[int, Block]]
) -> tuple[PageStart, ...]:
    starts: list[PageStart] = []
    for number, (block, (start, _)) in enumerate(zip(blocks, spans, strict=True)):
        places = [(start, block)]
        if number in breaks:
            offset, below = breaks[number]
            places.append((start + offset, below))
        for position, part in places:
            if part.page is not None and (not starts or part.page > starts[-1].page):
                starts.append(PageStart(page=part.page, start=position, is_estimated=part.page_is_estimated))
    return tuple(starts)


def _is_heading(block: Block) -> bool:
    return block.kind == "heading" and block.level > 0


def _is_title(block: Block) -> bool:
    """Whether a heading is the document's title: it stands on the cover and is in no heading path."""
    return _is_heading(block) and block.role == "cover"


def _sections(blocks: Sequence[Block], spans: Sequence[Span], text: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_sections: list[tuple[int, bool]] = []  # place in `sections`, whether it is the title's
    for block, (start, _) in zip(blocks, spans, strict=True):
        is_heading = _is_heading(block)
        # Address lines at a document's end (role cover) stand under no heading but the title.
        if not is_heading and block.role != "cover":
            continue
        while open_sections:
            place, is_title = open_sections[-1]
            if (is_title and not is_heading) or (is_heading and sections[place].level < block.level):
                break
            open_sections.pop()
            sections[place] = replace(sections[place], end=len(text[:start].rstrip()))
        if is_heading:
            above = tuple(sections[place].heading for place, is_title in open_sections if not is_title)
            open_sections.append((len(sections), _is_title(block)))
            path = (*above, block.text)
            section = Section(heading=block.text, level=block.level, start=start, end=len(text), heading_path=path)
            sections.append(section)
    return tuple(sections)


def _place(blocks: Sequence[Block], spans: Sequence[Span]) -> list[Placed]:
    """Blocks with their headings; the rows of a captioned table also get its caption, which is furniture then."""
    placed: list[Placed] = []
    path: list[tuple[int, str]] = []
    caption: tuple[str, ...] = ()
    for (block, span), below in zip(zip(blocks, spans, strict=True), [*blocks[1:], None], strict=False):
        if block.role == "cover":
            path = []
        elif _is_heading(block):
            path = [(level, heading) for level, heading in path if level < block.level] + [(block.level, block.text)]
        if block.kind != "row":
            caption = ()
        if is_caption(block) and below is not None and below.kind == "row":
            caption = (block.text,)
            block = replace(block, role="furniture")
        headings = tuple(heading for _, heading in path)
        placed.append(
            Placed(
                block=block,
                start=span[0],
                end=span[1],
                heading_path=headings + caption if block.kind == "row" and block.role == "body" else headings,
            )
        )
    return placed
