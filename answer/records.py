"""An answer and its parts. Every statement carries citations that code has verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.records import Hit
from ingest.records import Document, Status

Language = Literal["sv", "en"]
State = Literal["answered", "partial", "ambiguous", "not_in_documents", "not_a_question", "error"]


class CitationMismatch(Exception):
    """A quote is not what the document says at that place; such a citation is never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote word for word; `quote` equals `text[start:end]` of the stored document."""

    number: int
    doc_id: str
    title: str
    municipality: str | None
    status: Status
    page: int | None
    page_is_estimated: bool
    heading_path: tuple[str, ...]
    start: int
    end: int
    quote: str

    def verify(self, document: Document) -> None:
        """Re-read the document; raise `CitationMismatch` unless it says exactly this here."""
        if document.doc_id != self.doc_id or document.text[self.start : self.end] != self.quote or not self.quote:
            raise CitationMismatch(f"{self.doc_id}[{self.start}:{self.end}] does not read {self.quote!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing the documents say, in the language of the question; `citations` are citation numbers."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How much was searched, so that "not in the documents" can be judged."""

    documents: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole answer. `text` is its plain wording in `language`; `confidence` is in [0, 1].

    `closest` holds what came nearest when the state is `not_in_documents`; it does not answer.
    `understood` is the full question as understood, after follow-ups were resolved. `phrased_by` names the language
    model whose wording the statements are, and `phrasing_refused` says why a configured one's is not shown.
    """

    question: str
    understood: str
    language: Language
    state: State
    text: str
    confidence: float
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Hit, ...]
    searched: Searched
    elapsed_ms: float
    phrased_by: str | None = None
    phrasing_refused: str | None = None
