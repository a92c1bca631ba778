"""What `styrdok eval` does: puts a question set to a collection, prints the measures, writes the files asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from answer.comparison import compare_in
from answer.comparison_lines import change_line
from answer.engine import ask
from answer.lines import answer_line, search_line
from eval.changes import load_changes
from eval.compare import compare
from eval.comparison import change_score_json, change_score_rows, score_changes
from eval.dialogues import run_dialogues
from eval.errors import EvalError
from eval.lines import Result, read_results
from eval.metadata import as_json, error_rows, field_rows, judge, load_gold
from eval.questions import Question, load_dialogues, load_questions, missing_gold
from eval.register import load_register, score_register, score_rows
from eval.report import Row, category_rows, change_rows, comparison_rows, reliability_rows, run_rows
from eval.runs import read, run_questions, save
from eval.settings import settings
from eval.trec import qrels_of, ranking_of, write_qrels, write_run
from index.collection import Collection
from index.query import BadQuestion
from index.records import Filters
from index.register import entries, register_line

DEPTH = 20
"""Passages asked for a question: enough for every measure, among them the first 2,000 characters."""


def run_command(
    collection: Collection, questions: Path, *, trec_run: Path | None, trec_qrels: Path | None, out: Path | None
) -> None:
    """Score search and answers on a question file, print the tables, write what was asked for."""
    loaded = load_questions(questions)
    _warn_of_missing(loaded, collection)
    found: dict[str, Sequence[Result]] = {}
    by_question = {question.question: question.query_id for question in loaded}

    def search(text: str) -> dict[str, Any]:
        try:
            hits = collection.search(text, k=DEPTH)
        except BadQuestion:
            hits = []
        line = search_line(by_question[text], text, hits)
        found[by_question[text]] = read_results(line, text)
        return line

    with progress_bar("Questions") as moved:
        run = run_questions(
            loaded,
            search=search,
            ask=lambda text: answer_line(by_question[text], ask(collection, text)),
            progress=moved,
            settings=run_settings(collection, k=DEPTH),
            **stored(collection),
        )
    print_tables(run_rows(run), category_rows(run), reliability_rows(run))
    if trec_run is not None:
        write_run(ranking_of(found), trec_run)
    if trec_qrels is not None:
        write_qrels(qrels_of(loaded, found), trec_qrels)
    if out is not None:
        save(run, out)


def dialogues_command(collection: Collection, dialogues: Path, *, out: Path | None) -> None:
    """Score conversations turn by turn with the answer measures."""

    def ask_dialogue(turns: Sequence[str]) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = []
        conversation: list[str] = []
        for turn in turns:
            answer = ask(collection, turn, conversation=conversation)
            lines.append(answer_line(turn, answer))
            conversation.append(answer.understood or turn)
        return lines

    with progress_bar("Dialogues") as moved:
        run = run_dialogues(
            load_dialogues(dialogues),
            ask_dialogue=ask_dialogue,
            progress=moved,
            settings=run_settings(collection),
            **stored(collection),
        )
    print_tables(run_rows(run))
    if out is not None:
        save(run, out)


def metadata_command(collection: Collection, gold: Path, *, out: Path | None) -> None:
    """Judge the metadata of the gold file's documents value by value, print the counts and what is not exact."""
    truth = load_gold(gold)
    stored_ids = {card.doc_id for card in collection.cards}
    unknown = [doc_id for doc_id in truth if doc_id not in stored_ids]
    if unknown:
        raise EvalError(f"{gold}: no document '{unknown[0]}' in the collection; ingest it first.")
    judged = [item for doc_id in truth for item in judge(doc_id, truth[doc_id], collection.document(doc_id).metadata)]
    print_tables(field_rows(judged), error_rows(judged))
    if out is not None:
        result = as_json(judged, run_settings(collection))
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def register_command(collection: Collection, gold: Path, *, out: Path | None) -> None:
    """Score the register of the gold's documents, print the tables, write the measures if asked to."""
    truth = load_register(gold)
    stored_ids = {card.doc_id for card in collection.cards}
    wanted = sorted({row["doc_id"] for row in truth})
    unknown = [doc_id for doc_id in wanted if doc_id not in stored_ids]
    if unknown:
        raise EvalError(f"{gold}: no document '{unknown[0]}' in the collection; ingest it first.")
    rows = entries((collection.document(doc_id) for doc_id in wanted), collection.cards, filters=Filters())
    scores = score_register([register_line(row) for row in rows], truth)
    print_tables(*score_rows(scores))
    if out is not None:
        result = {"settings": run_settings(collection), **scores}
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def changes_command(collection: Collection, gold: Path, *, out: Path | None) -> None:
    """Score the comparison of each pair of a gold list, print the table, write the outcome if asked to."""
    pairs = load_changes(gold)

    def lines_of(base: str, revised: str) -> list[dict[str, Any]]:
        return [change_line(change) for change in compare_in(collection, base, revised).changes]

    score = score_changes(pairs, text_of=lambda doc_id: collection.document(doc_id).text, lines_of=lines_of)
    print_tables(list(change_score_rows(score)))
    if out is not None:
        result = {"settings": run_settings(collection), **change_score_json(score)}
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compare_command(a: Path, b: Path) -> None:
    """Print what run B does better and worse than run A."""
    comparison = compare(read(a), read(b))
    for note in comparison.notes:
        print(note)
    print_tables(comparison_rows(comparison), change_rows(comparison))


def run_settings(collection: Collection, **options: Any) -> dict[str, Any]:
    """What made a run over this collection."""
    documents = {card.doc_id: collection.document(card.doc_id).source.sha256 for card in collection.cards}
    return settings(model=collection.encoder.name, documents=documents, **options)


def stored(collection: Collection) -> dict[str, Any]:
    """How measures look up what the collection holds: a document's text and its status."""
    cards = {card.doc_id: card for card in collection.cards}
    return {
        "stored_text": lambda doc_id: collection.document(doc_id).text if doc_id in cards else None,
        "stored_status": lambda doc_id: cards[doc_id].status if doc_id in cards else None,
    }


def _warn_of_missing(questions: Sequence[Question], collection: Collection) -> None:
    """Say which gold quotes no stored document holds: the questions and the collection may not belong together."""
    missing = missing_gold(questions, stored(collection)["stored_text"])
    if missing:
        Console(stderr=True, highlight=False).print(
            f"{len(missing)} gold quotes are in no stored document, the first: {missing[0]}", markup=False
        )


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error; the function it gives is told how many are done and how many there are."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_tables(*tables: Sequence[Row]) -> None:
    """Rows of short texts as plain tables, the first row of each its header."""
    console = Console(highlight=False)
    for rows in tables:
        if len(rows) < 2:
            continue
        table = Table(box=None, pad_edge=False)
        for name in rows[0]:
            table.add_column(name)
        for row in rows[1:]:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
        console.print()
