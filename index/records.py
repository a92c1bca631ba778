"""What search is asked and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ingest.records import Document, Passage, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents may answer; every field that is set must hold.

    `municipality` and `document_type` match without regard to case, å/ä/ö or "kommun"/"stad".
    `as_of` keeps documents that were in force on that day, as far as they say.
    """

    municipality: str | None = None
    status: Status | None = None
    document_type: str | None = None
    doc_id: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found: `rank` from 1, `score` higher is better and comparable within one search alone.

    `found_by` names the searches that had it among their candidates: `lexical`, `dense`. `document` comes without its
    passages; `row` is the passage's place in the index. The raw evidence is kept for whoever judges whether the
    passage answers: `cosine` in [-1, 1], `max_sim` in [-1, 1] (None without token vectors), `lexical` as a share of
    the best BM25 score in [0, 1].
    """

    passage: Passage
    document: Document
    rank: int
    score: float
    found_by: tuple[str, ...]
    row: int | None = None
    cosine: float = 0.0
    max_sim: float | None = None
    lexical: float = 0.0

    @property
    def text(self) -> str:
        """The passage word for word."""
        return self.document.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """How well each token of a question is matched in a passage: best cosines in [-1, 1], higher is better.

    `starts` (q,) says where each token begins in the question, `context` (q,) is its best match in title and headings,
    `sentences` (n, q) that in each sentence; a row is one sentence.
    """

    starts: NDArray[np.int32]
    context: NDArray[np.float32]
    sentences: NDArray[np.float32]
