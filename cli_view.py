"""How the command prints for people: progress, tables, passages and answers, by rich. Nothing here decides anything."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from answer.records import Answer, Citation
from answer.wording import quoted, say
from index.intake import FileOutcome
from index.records import Hit


class IngestView:
    """Progress of an ingest on standard error: a bar for files and one for passages, and a line for what is new."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True, quiet=quiet, highlight=False, markup=False)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
        )
        self._files: TaskID | None = None
        self._passages: TaskID | None = None
        self._counts: dict[str, int] = {}

    def __enter__(self) -> IngestView:
        return self

    def __exit__(self, *_: object) -> None:
        if self._files is not None:
            self._progress.stop()
        said = ", ".join(f"{n} {outcome}" for outcome, n in self._counts.items())
        if said:
            self._console.print(f"{said}.")

    def on_file(self, outcome: FileOutcome, total: int) -> None:
        """One file is done."""
        if self._files is None:
            self._progress.start()  # not before there is something to show: a refusal is one line
            self._files = self._progress.add_task("Files   ", total=total)
        self._progress.advance(self._files)
        self._counts[outcome.outcome] = self._counts.get(outcome.outcome, 0) + 1
        if outcome.outcome in ("added", "updated", "forgotten", "skipped"):
            self._console.print(f"  {outcome.outcome:9} {outcome.doc_id}")

    def on_progress(self, done: int, total: int) -> None:
        """So many passages are encoded."""
        if self._passages is None and total:
            self._passages = self._progress.add_task("Passages", total=total)
        if self._passages is not None:
            self._progress.update(self._passages, completed=done)


def documents_table(lines: Sequence[dict[str, Any]]) -> None:
    """The collection as a table, or as a paragraph a document where the terminal is too narrow for one."""
    names = (
        "doc_id",
        "municipality",
        "type",
        "status",
        "in force",
        "adopted by",
        "adopted",
        "until",
        "Dnr",
        "passages",
    )
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    rows = []
    for line in lines:
        values = {
            key: value["value"] if value else "–" for key, value in line["metadata"].items() if key != "contradictions"
        }
        status = values["status"] + (f", twin of {line['twin_of']}" if line["twin_of"] else "")
        status += f", replaced by {line['replaced_by']}" if line["replaced_by"] else ""
        cells = (
            line["doc_id"], values["municipality"], values["document_type"], status,
            line["in_force"]["state"].replace("_", " "), values["adopted_by"], values["adopted_date"],
            values["valid_until"], values["registration_number"], str(line["n_passages"]),
        )  # fmt: skip
        rows.append(cells)
        table.add_row(*(Text(cell) for cell in cells))
    console = Console(highlight=False)
    needed = Measurement.get(console, console.options.update(width=10_000), table).maximum
    if console.is_terminal and console.width < needed:
        for cells in rows:
            console.print(Text(cells[0]))
            said = [f"{name}: {cell}" for name, cell in zip(names[1:], cells[1:], strict=True) if cell != "–"]
            console.print(Padding(Text("; ".join(said)), (0, 0, 0, 2)))
        return
    Console(highlight=False, width=needed).print(table)


def hits_list(hits: Sequence[Hit]) -> None:
    """Ranked passages, each with where it stands."""
    if not hits:
        print("No passage found.")
    for hit in hits:
        passage = hit.passage
        print(
            f"{hit.rank}. {hit.document.doc_id}{_place(passage.page, passage.page_is_estimated, passage.heading_path)}"
        )
        print(textwrap.indent(textwrap.fill(" ".join(hit.text.split()), 96, break_on_hyphens=False), "   "))


def answer_page(answer: Answer) -> None:
    """The answer, then its sources, or what came nearest where nothing answers."""
    if answer.understood != answer.question:
        print(f"({answer.understood})\n")
    print(_filled(answer.text))
    if answer.phrased_by:
        swedish, english = "Formulerat av {} utifrån citaten", "Phrased by {} from the quotes"
        print(f"\n{(swedish if answer.language == 'sv' else english).format(answer.phrased_by)}")
    if answer.citations:
        print("\nKällor" if answer.language == "sv" else "\nSources")
        for citation in answer.citations:
            print(_source(citation, answer.language))
            if answer.phrased_by:  # its sentences stand for the quotes, which the text then does not show
                print(textwrap.indent(_filled(quoted(citation.quote, answer.language)), "      "))
    if answer.closest:
        print("\nNärmast, men svarar inte:" if answer.language == "sv" else "\nClosest, but does not answer:")
        for hit in answer.closest:
            passage = hit.passage
            page_is = "s." if answer.language == "sv" else "p."
            place = _place(passage.page, passage.page_is_estimated, passage.heading_path, page_is=page_is)
            print(f"  – {hit.document.doc_id}{place}: {textwrap.shorten(hit.text, 120, placeholder=' …')}")


def _filled(text: str) -> str:
    """Lines of at most 100 characters, those of a list indented; a hyphen in a quote stays where it is."""
    fill = textwrap.TextWrapper(width=100, break_on_hyphens=False, break_long_words=False).fill
    listed = textwrap.TextWrapper(
        width=100, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    ).fill
    return "\n".join((listed if line.startswith("• ") else fill)(line) for line in text.splitlines())


def _source(citation: Citation, language: str) -> str:
    status = say("en" if language == "en" else "sv", citation.status)
    place = _place(
        citation.page, citation.page_is_estimated, citation.heading_path, page_is="p." if language == "en" else "s."
    )
    head = f"  [{citation.number}] {citation.title} – {citation.municipality or citation.doc_id} ({status}){place}"
    return head + f"\n      {citation.doc_id}, {citation.start}–{citation.end}"


def _place(page: int | None, is_estimated: bool, heading_path: Sequence[str], *, page_is: str = "s.") -> str:
    """ ", s. ~4, Arbete › Boende"; an estimated page is marked as one."""
    said = f", {page_is} {'~' if is_estimated else ''}{page}" if page is not None else ""
    return said + (f", {' › '.join(heading_path)}" if heading_path else "")
