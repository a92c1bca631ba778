"""Lines of a text or Markdown file to blocks: the one engine of both readers.

A chunk is a run of lines without a blank one. Each chunk is walked once; at every line the first that fits
is taken of: instruction, table, heading, list item, paragraph. Headings that are only a guess get level 0 and
are settled in `ingest.structure` by what follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ingest import tables
from ingest.headings import is_key_value, may_be_heading
from ingest.markup import INSTRUCTION_END, INSTRUCTION_START, strip_inline
from ingest.pages import Line
from ingest.records import Block, BlockKind, Role
from ingest.reflow import is_full, join_lines, wrap_width

_MARKED = re.compile("[\ue000\ue001]")
_MD_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_MD_BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*$")
_MD_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_QUOTED = re.compile(r"^ {0,3}(?:> ?)+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ITEM = re.compile(r"^(\s*)([-*+•●○▪‣·–—−]|\d{1,2}[.)]|[a-zåäö]\)|att(?=\s{2}))(\s+)(?=\S)")
_EMPTY_ITEM = re.compile(r"^\s*[-*+•·–]\s*$")
_FOOTNOTE = re.compile(r"^(?:[¹²³⁴-⁹]+|\[\^\w+\]:)\s*\S")
# 'Sidan 4-5' over a proposed wording points at a page of the document to be amended.
_PAGE_POINTER = re.compile(r"^\s*(?:Sid(?:a|an|orna)?\.?|S\.)\s*\d+(?:\s*[-–]\s*\d+)?\s*:?\s*$", re.IGNORECASE)
_DEFINITION = re.compile(r"^[\w-]+(?: [\w-]+){0,3}(?:: | [–—-] )\S")
# 'program – vägval, verksamheter ...' and 'plan – aktiviteter, tidsram ...', one to a line.
_DASHED_TERM = re.compile(r"^[\w-]+(?: [\w-]+)? [–—] \S")
_BODY_NAME_END = re.compile(r"\b(?:KOMMUN|STAD|REGION|FÖRVALTNINGEN)$")
_SET_IN = 4


def read_lines(lines: Sequence[Line], *, markdown: bool) -> list[Block]:
    """Blocks in reading order; headings not yet settled, roles other than instruction not yet given."""
    walker = _Walker(markdown=markdown, width=wrap_width([_MARKED.sub("", line.text) for line in lines]))
    chunk: list[Line] = []
    if markdown:
        lines = [replace(line, text=_QUOTED.sub("", line.text)) for line in lines]
    for line in [*lines, Line(text="")]:
        if chunk and (not line.text.strip() or line.page != chunk[-1].page):
            walker.take(chunk)
            chunk = []
        if line.text.strip():
            chunk.append(line)
    return walker.blocks


@dataclass
class _Walker:
    """Carries what outlives a chunk: the open table, whether an instruction is open, the last line seen."""

    markdown: bool
    width: int | None
    blocks: list[Block] = field(default_factory=list)
    header: tuple[str, ...] | None = None
    n_columns: int = 0
    in_instruction: bool = False
    last_line: str = ""
    marks_headings: bool = False

    def take(self, chunk: list[Line]) -> None:
        texts = [line.text for line in chunk]
        at = 0
        first = True
        while at < len(texts):
            taken = self._take_instruction(texts, at, chunk[at]) or self._take_table(texts, at, chunk[at])
            at += taken or self._take_text(texts, at, chunk[at], follows_blank=first)
            first = False

    def _add(self, kind: BlockKind, text: str, line: Line, *, level: int = 0, role: Role = "body") -> None:
        if self.markdown:
            text = strip_inline(text)
        if not (text := text.strip()):
            return
        self.blocks.append(
            Block(
                kind=kind, text=text, level=level, role=role, page=line.page, page_is_estimated=line.page_is_estimated
            )
        )
        self.marks_headings = self.marks_headings or level > 0
        if kind != "note":
            self.header, self.n_columns = None, 0

    def _take_instruction(self, texts: list[str], at: int, line: Line) -> int:
        if not self.in_instruction and INSTRUCTION_START not in texts[at]:
            return 0
        self.in_instruction = INSTRUCTION_END not in texts[at]
        text = _MARKED.sub("", texts[at])
        self._add("item" if _ITEM.match(text) else "paragraph", text, line, role="instruction")
        return 1

    def _take_table(self, texts: list[str], at: int, line: Line) -> int:
        """Takes the rows that start at `at` and returns how many lines they fill; 0 where no table starts."""
        if tables.is_rule(texts[at]):
            return 1
        is_ruled = at + 1 < len(texts) and "|" in texts[at] and "|" in texts[at + 1] and tables.is_rule(texts[at + 1])
        if is_ruled or tables.is_pipe_line(texts[at]):
            end = _while((lambda text: "|" in text) if is_ruled else tables.is_pipe_line, texts, at)
            rows = [tables.pipe_cells(text) for text in texts[at:end] if not tables.is_rule(text)]
            self._add_rows(rows, line, separator=" | ", ruled=is_ruled)
            return end - at
        if tables.is_tab_line(texts[at]):
            lines, end = tables.tab_lines(texts, at)
            rows = [tables.tab_cells(text, markdown=self.markdown) for text in lines]
            n_columns = max(map(len, rows))
            # A lone line with a tab is a row only where it goes on with a table or holds HTML cells.
            if len(rows) > 1 or n_columns == self.n_columns or "<p>" in texts[at]:
                self._add_rows(rows, line, separator="\t")
                return end - at
            return 0
        end = _while(lambda text: bool(re.search(r"\S {2,}\S", text) or text.startswith(" " * _SET_IN)), texts, at)
        colons = sum(is_key_value(text) for text in texts[at:end])
        if not colons and not any(_ITEM.match(text) for text in texts[at:end]):
            aligned = tables.aligned_rows(texts[at:end])
            if aligned:
                self._add_rows(aligned, line, separator="  ")
                return end - at
        return 0

    def _add_rows(self, rows: list[tuple[str, ...]], line: Line, *, separator: str, ruled: bool = False) -> None:
        n_columns = max(map(len, rows))
        goes_on = self.n_columns == n_columns
        header = self.header if goes_on else None
        if ruled or tables.is_header(rows[0], rows[1:]):
            starts_anew = header is None or ruled or bool(set(rows[0]) & set(header))
            header = rows[0] if starts_anew else header
        for row in rows:
            if not any(row):
                continue
            is_header = row == header
            block = (tables.header_block if is_header else tables.row_block)(row, header, separator=separator)
            self.blocks.append(replace(block, page=line.page, page_is_estimated=line.page_is_estimated))
        self.header, self.n_columns = header, n_columns
        self.last_line = ""

    def _take_text(self, texts: list[str], at: int, line: Line, *, follows_blank: bool) -> int:
        text = texts[at]
        if self.markdown and (taken := self._take_markdown_heading(texts, at, line)):
            return taken
        if _EMPTY_ITEM.match(text) or _MD_RULE.match(text) or (self.markdown and _FENCE.match(text)):
            return 1
        if _PAGE_POINTER.match(text):
            self._add("note", text, line, role="furniture")
            return 1
        end = at + 1
        while end < len(texts) and self._joins(texts, at, end):
            end += 1
        item = _ITEM.match(text)
        joined = join_lines(texts[at:end])
        if item and item[3] == "\t":  # the tab behind a list mark holds no cells apart
            joined = joined.replace("\t", " ", 1)
        in_list = any(_ITEM.match(near) for near in (*texts[max(0, at - 1) : at], *texts[end : end + 1]))
        if item and end == at + 1 and item[2][0].isdigit() and not in_list and self._may_head(texts, at):
            self._add("heading", joined, line)
        elif item:
            self._add("item", joined, line)
        elif _FOOTNOTE.match(text):
            self._add("note", joined, line)
        elif follows_blank and self._continues(joined):
            previous = self.blocks[-1]
            self.blocks[-1] = replace(previous, text=join_lines([previous.text, joined]))
        elif end == at + 1 and self._may_head(texts, at):
            self._add("heading", joined, line)
        elif self.width is None and at and text[:1].islower() and self.blocks:
            # '3 § I riktlinjen avses med' and then one definition to a line.
            self._add("item", joined, line)
        else:
            self._add("paragraph", joined, line)
        self.last_line = texts[end - 1]
        return end - at

    def _take_markdown_heading(self, texts: list[str], at: int, line: Line) -> int:
        if match := _MD_HEADING.match(texts[at]):
            self._add("heading", match[2], line, level=len(match[1]))
            return 1
        if at + 1 < len(texts) and re.match(r"^(=+|-{3,})\s*$", texts[at + 1]) and not is_key_value(texts[at]):
            self._add("heading", texts[at], line, level=1 if texts[at + 1][0] == "=" else 2)
            return 2
        if len(texts) == 1 and (match := _MD_BOLD_LINE.match(texts[at])) and may_be_heading(strip_inline(match[2])):
            self._add("heading", match[2], line)
            return 1
        return 0

    def _may_head(self, texts: list[str], at: int) -> bool:
        """Whether line `at`, which no other line joins, may be a heading; Markdown marks its own."""
        text = join_lines(texts[at : at + 1])
        if self.marks_headings or not may_be_heading(text):
            return False
        before = _MARKED.sub("", texts[at - 1]).rstrip() if at else ""
        above = self.blocks[-1].kind if self.blocks else None
        return not before or before[-1] in ".!?:]" or above in (None, "heading", "note", "row", "item")

    def _joins(self, texts: list[str], start: int, at: int) -> bool:
        """Whether line `at` goes on with the paragraph or item that began at `start`."""
        before, text = texts[at - 1], texts[at]
        if _MARKED.search(text) or _ITEM.match(text) or _EMPTY_ITEM.match(text) or tables.is_tab_line(text):
            return False
        if tables.is_pipe_line(text) or _FOOTNOTE.match(text) or (self.markdown and _MD_HEADING.match(text)):
            return False
        if is_key_value(text) and is_key_value(texts[start].strip()):
            return False
        if _DASHED_TERM.match(text) and _DASHED_TERM.match(texts[start].lstrip()):
            return False
        if is_key_value(text) and re.match(r"^\*\*[^*]+:\*\*", text):
            return False
        set_in = len(text) - len(text.lstrip()) >= 2 and not texts[start].startswith("  ")
        if set_in and (_ITEM.match(texts[start]) or is_key_value(texts[start])):
            return True
        if self.markdown and before.endswith(("  ", "\\")):
            return False
        if is_full(before, text, self.width):
            return True
        word = text.lstrip()
        if before.isupper() and text.isupper() and not _BODY_NAME_END.search(before.strip()):
            return True  # a title in capitals over two lines
        if before.rstrip().endswith("-") and word[:1].islower():
            return True
        if before.rstrip()[-1] in ".!?:;," and not (self.width and word[:1].islower()):
            return False
        if _DEFINITION.match(word):
            return False
        return word[:1].islower() or bool(re.match(r"^\d{4}(?:[-–]\d\d|$)", word) and not is_key_value(before))

    def _continues(self, text: str) -> bool:
        """Whether a chunk goes on with the one above it: a scan's blank line inside a paragraph."""
        if self.width is None or not self.blocks or self.blocks[-1].kind not in ("paragraph", "item"):
            return False
        before = self.blocks[-1]
        if not self.last_line or before.role != "body" or before.text[-1] in ".!?:;" or is_key_value(before.text):
            return False
        ends_short = len(text.split()) <= 3 and text.endswith(".")
        return is_full(self.last_line, text, self.width) and (text[0].islower() or ends_short)


def _while(fits: Callable[[str], bool], texts: list[str], at: int) -> int:
    end = at
    while end < len(texts) and fits(texts[end]):
        end += 1
    return end
