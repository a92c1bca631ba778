"""How the command prints the register of responsibilities: a table for people, lines and files for programs."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from answer.records import Language
from answer.register_files import (
    NO_BODY,
    ROLES,
    place,
    register_csv,
    register_html,
    register_markdown,
    register_xlsx,
)
from index.errors import CollectionError
from index.register import Entry, register_line


class NotWritten(CollectionError):
    """The file asked for could not be written; the message says why."""


def write_register(rows: Sequence[Entry], form: str, out: Path | None, *, language: Language) -> None:
    """Print the rows in a format, or write them to `out`."""
    if form == "table" and out is None:
        register_table(rows, language)
        return
    content = _content(rows, form, language)
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise NotWritten(f"{out}: cannot be written ({error.strerror}); give another --out.") from error


def register_table(rows: Sequence[Entry], language: Language) -> None:
    """Rows by body, each with its role, task, quote and where it stands."""
    console = Console(highlight=False)
    if not rows:
        console.print("Inget ansvar hittades." if language == "sv" else "No responsibility found.")
    ordered = sorted(rows, key=lambda row: (row.duty.body is None, (row.duty.body or "").casefold()))
    for body, group in groupby(ordered, key=lambda row: row.duty.body):
        console.print(Text(body or NO_BODY[language], style="bold"))
        for row in group:
            often = f" ({row.duty.frequency})" if row.duty.frequency else ""
            quote = textwrap.shorten(row.quote, 160, placeholder=" …")
            said = Text.assemble((ROLES[language][row.duty.role], "cyan"), f"{often}: {row.duty.task}\n”{quote}”\n")
            said.append(place(row, language), style="dim")
            console.print(Padding(said, (0, 0, 1, 2)))


def _content(rows: Sequence[Entry], form: str, language: Language) -> bytes:
    if form == "xlsx":
        return register_xlsx(rows)
    if form == "csv":
        return register_csv(rows).encode()
    if form == "markdown":
        return (register_markdown(rows, language) + "\n").encode()
    if form == "html":
        return register_html(rows, language).encode()
    lines = (json.dumps(register_line(row), ensure_ascii=False) for row in rows)
    # what some readers take for the end of a line is escaped
    marks = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
    return "".join(f"{line.translate(marks)}\n" for line in lines).encode()
