"""Rows asked for by their number: "uppdrag 7 hos Räddningstjänsten", "assignment 6 of Kommunledningskontoret".

A number is exact: if the department has no such row, nothing else answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answer.read import Sought, heading_is_sought
from index.collection import Searchable
from index.terms import fold
from ingest.records import Document, Passage

_NUMBERED = re.compile(
    r"\b(?:uppdrag|atgard|aktivitet|punkt|mal|insats|rad|nr|nummer|indikator|assignment|task|action|activity|measure|item|row"
    r"|number|no\.?|indicator)(?:et|en)? (?:nr\.? |nummer |number |no\.? )?(\d{1,3})\b"
)

_NUMBER = re.compile(r"\W*(\d{1,3})\b")


def number_asked(question: str) -> str | None:
    """The number of the row that a question asks for, or None."""
    found = _NUMBERED.search(fold(question))
    return found[1] if found else None


def numbered_rows(
    number: str, sought: Sequence[Sought], doc_ids: Sequence[str], collection: Searchable
) -> list[tuple[Document, Passage]] | None:
    """The rows of that number under the headings that the question names, among `doc_ids`.

    None where no table of these documents is numbered or no heading is named: then the number may mean anything.
    """
    rows = [
        (document, passage, n)
        for document, passage, n in _numbered(doc_ids, collection)
        if any(heading_is_sought(sought, heading) for heading in passage.heading_path)
    ]
    return [(document, passage) for document, passage, n in rows if n == number] if rows else None


def rows_under_any_heading(
    number: str, doc_ids: Sequence[str], collection: Searchable
) -> list[tuple[Document, Passage]]:
    """The first row of that number under each heading, where the question leaves open which heading is meant."""
    found: dict[tuple[str, tuple[str, ...]], tuple[Document, Passage]] = {}
    for document, passage, n in _numbered(doc_ids, collection):
        if n == number:
            found.setdefault((document.doc_id, passage.heading_path), (document, passage))
    return list(found.values())


def is_no_number_of_theirs(number: str, doc_ids: Sequence[str], collection: Searchable) -> bool:
    """Whether these documents number their rows and nothing in them, row or item, begins with that number."""
    begins = re.compile(rf"\W*{number}\b")
    has_rows = any(True for _ in _numbered(doc_ids, collection))
    documents = (collection.document(doc_id) for doc_id in doc_ids) if has_rows else ()
    return has_rows and not any(
        begins.match(document.text, start)
        for document in documents
        for passage in document.passages
        for start, _ in passage.sentences or ((passage.start, passage.end),)
    )


def _numbered(doc_ids: Sequence[str], collection: Searchable) -> Iterator[tuple[Document, Passage, str]]:
    for doc_id in doc_ids:
        document = collection.document(doc_id)
        for passage in document.passages:
            found = _NUMBER.match(document.text, passage.start, passage.end) if passage.kind == "row" else None
            if found:
                yield document, passage, found[1]
