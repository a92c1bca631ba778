"""Reads the training data into plain records; nothing here knows about models.

The folder given as ``--data`` holds the files that ``train/README.md`` lists. Rows come back in file order, so that a
seed alone decides what a step sees.
"""

import csv
import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Files every step may read, as the provenance record hashes them.
FILES = (
    "parallel.tsv.gz",
    "qa_sv.jsonl.gz",
    "policy_passages.jsonl",
    "policy_questions.jsonl",
    "statutes.jsonl.xz",
    "government_documents.jsonl.xz",
    "glossary_sv_en.tsv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An English text and its Swedish translation."""

    english: str
    swedish: str
    is_word: bool
    """True for dictionary and glossary entries, which are too short to teach a sentence's meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A passage and the questions (or headings) that it answers, best encoded together: one passage, many queries."""

    source: str
    title: str
    heading: str
    text: str
    questions: tuple[str, ...]
    municipality: str = ""
    """Where it is known apart from the title."""


def parallel_pairs(data: Path) -> list[Pair]:
    """All pairs of ``parallel.tsv.gz``, empty sides left out."""
    return [
        Pair(english=row["en"].strip(), swedish=row["sv"].strip(), is_word=row["source"].startswith("dict:"))
        for row in _tsv(data / "parallel.tsv.gz")
        if row["en"].strip() and row["sv"].strip()
    ]


def glossary_pairs(data: Path) -> list[Pair]:
    """Every Swedish term of the glossary with each of its English renderings."""
    return [
        Pair(english=english.strip(), swedish=row["sv"].strip(), is_word=True)
        for row in _tsv(data / "glossary_sv_en.tsv")
        for english in row["en"].split(";")
        if english.strip() and row["sv"].strip()
    ]


def bitext(data: Path) -> list[tuple[str, str, str]]:
    """(source, English, Swedish) rows of ``parallel_dev.tsv.gz``: for measuring only."""
    return [(row["source"], row["en"], row["sv"]) for row in _tsv(data / "parallel_dev.tsv.gz")]


def policy_groups(data: Path, *, held_out: bool, answerable_only: bool = True) -> list[Group]:
    """Written policy questions by passage; one passage in ten (by its number) is held out for measuring."""
    questions: dict[str, list[str]] = {}
    for row in jsonl_rows(data / "policy_questions.jsonl"):
        if row["answerable"] or not answerable_only:
            questions.setdefault(row["pid"], []).append(row["question"])
    return [
        Group(
            source=row["source"],
            title=row["title"],
            heading=row["heading"] or "",
            text=row["passage"],
            questions=tuple(questions[row["pid"]]),
        )
        for row in jsonl_rows(data / "policy_passages.jsonl")
        if row["pid"] in questions and (int(row["pid"][1:]) % 10 == 7) == held_out
    ]


def qa_groups(data: Path) -> list[Group]:
    """Extractive question data by context: SweQUAD-MC's train part, and four in five articles of SQuAD.

    Unanswerable SQuAD questions are kept: they are about their paragraph all the same. ``eval/embeddings.py`` measures
    on SweQUAD-MC's dev part and on the fifth of SQuAD's articles that is left out here.
    """
    splits = {"squad_v2_sv": "dev", "swequad_mc": "train"}
    questions: dict[tuple[str, str, str], list[str]] = {}
    for row in jsonl_rows(data / "qa_sv.jsonl.gz"):
        title = row.get("title") or ""
        held_out = row["source"] == "squad_v2_sv" and zlib.crc32(title.encode()) % 5 == 0
        if splits.get(row["source"]) == row["split"] and not held_out:
            questions.setdefault((row["source"], title, row["context"]), []).append(row["question"])
    return [
        Group(source=source, title=title, heading="", text=text, questions=tuple(asked))
        for (source, title, text), asked in questions.items()
    ]


def headed_paragraphs(data: Path, name: str, *, min_chars: int = 120, max_chars: int = 900) -> Iterator[Group]:
    """The first paragraph under each heading of a document file; the heading stands as the question."""
    for row in jsonl_rows(data / name):
        title = row["title"]
        heading, question = "", title
        for line in row["text"].split("\n"):
            line = line.strip()
            if line.startswith("#"):
                heading = question = line.lstrip("# ").strip("*")
            elif question and len(line) > min_chars:
                text = line[:max_chars]
                yield Group(source=name, title=title, heading=heading, text=text, questions=(question[:160],))
                question = ""


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def jsonl_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, packed or not."""
    packed = path.read_bytes()
    text = {".gz": gzip.decompress, ".xz": lzma.decompress}.get(path.suffix, bytes)(packed).decode("utf-8")
    yield from map(json.loads, filter(None, text.split("\n")))
