"""A small collection and engine for tests of the application: two documents, one of them hostile, and fixed answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from fakes import HashEncoder
from index_cases import document
from numpy.typing import NDArray

from answer.records import Answer, Citation, Searched, State, Statement
from index.catalog import Card, card_of
from index.collection import NO_FILTERS
from index.errors import CollectionError, DamagedIndex, ModelMismatch, NoCollection
from index.query import Query
from index.records import Filters, Hit
from ingest.records import Document, Passage
from ingest.responsibilities import extract_responsibilities
from web.session import Engine

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</span></div><script>alert(2)</script>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "**bold**",
    "$x^2$",
    ":material/home: :smile:",
    "\"'><svg onload=alert(3)>",
    "&lt;b&gt; &amp;",
)
"""What a document must be able to say without anything happening."""

ADOPTED = document(
    "boras/program",
    "Programmet gäller alla nämnder.",
    "Arbetslivsnämnden följer upp programmet vartannat år.",
    *(f"Stycke nummer {number} om annat." for number in range(3, 13)),
    title="Program för ett integrerat samhälle",
    metadata={"municipality": "Borås", "document_type": "program", "status": "adopted", "valid_until": "2025"},
)
PROPOSAL = document(
    "boras/forslag",
    "Arbetslivsnämnden ska årligen följa upp programmet.",
    *HOSTILE,
    title=" ".join(HOSTILE),
    heading=HOSTILE[0],
    metadata={"municipality": HOSTILE[1], "document_type": HOSTILE[4], "status": "proposal", "adopted_by": HOSTILE[2]},
)
ANSWERS: dict[str, State] = {
    "Vem följer upp programmet?": "answered",
    "Who follows up the program?": "answered",
    "Vad gäller delvis?": "partial",
    "Vilket program?": "ambiguous",
    "Vilken färg har brandbilarna?": "not_in_documents",
    "Hej": "not_a_question",
    "Fel?": "error",
}
CALLS: list[dict[str, Any]] = []
"""What the engine was asked, newest last."""


class SmallCollection:
    """Two documents; `index.collection.Searchable` as far as pages need it."""

    documents = (ADOPTED, PROPOSAL)
    encoder = HashEncoder()
    today = date(2026, 5, 4)

    @property
    def cards(self) -> Sequence[Card]:
        """Their cards."""
        return [card_of(one) for one in sorted(self.documents, key=lambda one: one.doc_id)]

    def document(self, doc_id: str) -> Document:
        """A document whole."""
        found = {one.doc_id: one for one in self.documents}[doc_id]
        return replace(found, responsibilities=extract_responsibilities(found))

    def understand(self, question: str) -> Query:
        """A page that asks is wrong."""
        raise AssertionError(f"a page asked {question!r}")

    def search(self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """A page that searches is wrong."""
        raise AssertionError(f"a page searched for {question!r}")

    def passage_vectors(self, doc_id: str) -> tuple[list[Passage], NDArray[np.float32]]:
        """The searched passages of a document and their vectors."""
        source = self.document(doc_id)
        passages = [passage for passage in source.passages if passage.is_searched]
        return passages, self.encoder.encode_passages([source.text[p.start : p.end] for p in passages]).vectors


def citation(number: int, source: Document, words: str, **changes: Any) -> Citation:
    """A citation of `words` in a document; `changes` overrule its fields."""
    start = source.text.index(words)
    said: dict[str, Any] = {
        "number": number,
        "doc_id": source.doc_id,
        "title": source.title,
        "municipality": source.municipality,
        "status": source.status,
        "page": 1,
        "page_is_estimated": True,
        "heading_path": source.passages[0].heading_path,
        "start": start,
        "end": start + len(words),
        "quote": words,
    }
    return Citation(**(said | changes))


def answer(question: str, state: State, *, understood: str = "", wrong_quote: bool = False) -> Answer:
    """The fixed answer of a state; with `wrong_quote`, one whose first quote is not in the document."""
    cited: tuple[Citation, ...] = ()
    if state in ("answered", "partial", "ambiguous"):
        cited = (
            citation(1, ADOPTED, "Arbetslivsnämnden följer upp programmet vartannat år."),
            citation(2, PROPOSAL, "Arbetslivsnämnden ska årligen följa upp programmet."),
            citation(3, PROPOSAL, "\n\n".join(HOSTILE)),
        )
    if wrong_quote:
        cited = (citation(1, ADOPTED, "Arbetslivsnämnden", quote="Kommunstyrelsen"),)
    hit = Hit(passage=ADOPTED.passages[0], document=ADOPTED, rank=1, score=1.0, found_by=("lexical",))
    return Answer(
        question=question,
        understood=understood or question,
        language="sv",
        state=state,
        text="Uppgifterna skiljer sig åt:\n• Arbetslivsnämnden" if cited else f"Besked: {state} {HOSTILE[0]}",
        confidence=0.9,
        statements=tuple(Statement(text=f"Påstående {c.number} {HOSTILE[0]}", citations=(c.number,)) for c in cited),
        citations=cited,
        closest=(hit,) if state == "not_in_documents" else (),
        searched=Searched(documents=2, passages=22),
        elapsed_ms=1.0,
    )


def ask(collection: Any, question: str, *, filters: Filters, conversation: Sequence[str]) -> Answer:
    """A fixed answer by question; one that begins with "och" is understood with the question before it."""
    CALLS.append({"question": question, "filters": filters, "conversation": tuple(conversation)})
    if question == "Annan modell?":
        raise ModelMismatch("made by another")
    if question == "Fel citat?":
        return answer(question, "answered", wrong_quote=True)
    understood = f"{conversation[-1]} {question}" if question.startswith("och") and conversation else question
    return answer(question, ANSWERS.get(question, "answered"), understood=understood)


@cache
def engine(failure: str = "") -> Engine:
    """The engine over the small collection; `failure` names an error of opening it."""
    failures: dict[str, type[CollectionError]] = {
        "none": NoCollection,
        "damaged": DamagedIndex,
        "other": CollectionError,
    }

    def generation(data: Path) -> str:
        if failure:
            raise failures[failure](f"{data}: {failure}")
        return "000001"

    return Engine(generation=generation, open=lambda data: SmallCollection(), ask=ask)
