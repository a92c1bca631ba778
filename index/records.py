"""What search is asked and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    passages. The raw evidence is kept for whoever judges whether the passage answers: `cosine` in [-1, 1],
    `max_sim` in [-1, 1] (None without token vectors), `lexical` as a share of the best BM25 score in [0, 1].
    """

    passage: Passage
    document: Document
    rank: int
    score: float
    found_by: tuple[str, ...]
    cosine: float = 0.0
    max_sim: float | None = None
    lexical: float = 0.0

    @property
    def text(self) -> str:
        """The passage word for word."""
        return self.document.text[self.passage.start : self.passage.end]
