"""The collection written for training: fictional municipal documents, read as the product reads them, and questions.

Questions stand beside near misses: a third have no answer, though a passage with nearly their words is there. Each
document's passages are those that ingest cuts, so what is learnt from them is of the kind that is searched.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.build import searchable_text
from ingest.files import find_files
from ingest.read import read_documents
from ingest.records import Document
from train.data import Group, jsonl_rows

FOLDER = Path(__file__).with_name("written")
SOURCE = "own"
_COVERED = 0.8
"""Share of a quote's words that a passage must have to be one that says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuestion:
    """A question with the passages that answer it, the one with ``span`` first; none where nothing answers."""

    question: str
    language: str
    golds: tuple[Group, ...]
    span: str | None


@cache
def written_passages(folder: Path) -> dict[str, tuple[Group, ...]]:
    """The searched passages of every document, by ``doc_id``."""
    read = [document for _, document in read_documents(find_files([folder / "docs"]), jobs=1)]
    documents = [document for document in read if isinstance(document, Document)]
    return {document.doc_id: _groups(document) for document in documents}


def all_passages(folder: Path) -> list[Group]:
    """The passages of all documents."""
    return [group for groups in written_passages(folder).values() for group in groups]


@cache
def written_questions(folder: Path) -> tuple[WrittenQuestion, ...]:
    """All questions whose quotes stand in passages that are searched, and all near misses."""
    passages = written_passages(folder)
    rows = (row for path in sorted(folder.glob("questions-*.jsonl")) for row in jsonl_rows(path))
    made = (_question(row, passages) for row in rows)
    return tuple(one for one in made if one is not None)


def written_groups(folder: Path) -> list[Group]:
    """Passages with the questions they answer, for the encoder; a passage that nobody asks about is left out."""
    asked: dict[Group, list[str]] = {}
    for one in written_questions(folder):
        for group in one.golds[:1]:
            asked.setdefault(group, []).append(one.question)
    return [
        Group(
            source=group.source,
            title=group.title,
            municipality=group.municipality,
            heading=group.heading,
            text=group.text,
            questions=tuple(questions),
        )
        for group, questions in asked.items()
    ]


def _groups(document: Document) -> tuple[Group, ...]:
    return tuple(
        Group(
            source=SOURCE,
            title=document.title,
            municipality=document.municipality or "",
            heading=" > ".join(passage.heading_path),
            text=searchable_text(passage, document.text),
            questions=(),
        )
        for passage in document.passages
        if passage.is_searched
    )


def _question(row: dict[str, Any], passages: dict[str, tuple[Group, ...]]) -> WrittenQuestion | None:
    """None where a quote or the span is in no passage: in what search leaves out, or across two."""
    if not row["answerable"]:
        return WrittenQuestion(question=row["question"], language=row["language"], golds=(), span=None)
    golds = [_passage_of(gold["quote"], passages.get(gold["doc_id"], ())) for gold in row["gold"]]
    span = " ".join(row["span"].split())
    found = dict.fromkeys(gold for gold in golds if gold is not None)
    holding = [gold for gold in found if span in " ".join(gold.text.split())]
    if not holding:
        return None
    kept = (holding[0], *(gold for gold in found if gold != holding[0]))
    return WrittenQuestion(question=row["question"], language=row["language"], golds=kept, span=span)


def _passage_of(quote: str, passages: Sequence[Group]) -> Group | None:
    wanted = _bag(quote)
    shares = [(wanted & _bag(group.text)).total() / max(wanted.total(), 1) for group in passages]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return passages[best] if best is not None and shares[best] >= _COVERED else None


def _bag(text: str) -> Counter[str]:
    return Counter("".join(c if c.isalnum() else " " for c in text.lower()).split())
