"""Rows asked for by their number: "uppdrag 7 hos Räddningstjänsten", "assignment 6 of Kommunledningskontoret".

A number is exact: if the department has no such row, nothing else answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.read import Sought, heading_is_sought
from index.collection import Searchable
from index.terms import fold
from ingest.records import Document, Passage

_NUMBERED = re.compile(
    r"\b(?:uppdrag|atgard|aktivitet|punkt|mal|insats|rad|nr|nummer|indikator|assignment|task|action|activity|measure|item|row"
    r"|number|no\.?|indicator)(?:et|en)? (?:nr\.? |nummer |number |no\.? )?(\d{1,3})\b"
)


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
        (document, passage)
        for doc_id in doc_ids
        for document in [collection.document(doc_id)]
        for passage in document.passages
        if passage.kind == "row" and any(heading_is_sought(sought, h) for h in passage.heading_path)
    ]
    numbered = [(d, p, m[1]) for d, p in rows if (m := re.match(r"\W*(\d{1,3})\b", d.text[p.start : p.end]))]
    if not numbered:
        return None
    return [(d, p) for d, p, n in numbered if n == number]
