"""An open collection: the documents of one generation and search over them.

`Searchable` is the protocol that faces and answers build on, so that another back end can stand behind the same
searches; `Collection` is the one that ships, over SQLite, tantivy and FAISS.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.build import ROWS_FILE, TWINS_FILE
from index.catalog import Card, load_catalog, same_municipality
from index.encoder import EncodedBatch, Encoder, load_encoder
from index.errors import DamagedIndex, ModelMismatch
from index.generations import current_generation
from index.glossary import load_glossary
from index.lexical import FOLDER, LexicalIndex
from index.query import Query, clean_question, understand
from index.records import Filters, Hit, Matches
from index.search import Indexes, Scored, rank
from index.store import FILE, Store
from index.vectors import VECTORS_FILE, TokenIndex, VectorIndex
from ingest.records import Document, Passage

NO_FILTERS = Filters()


class Searchable(Protocol):
    """What answers and faces need of a collection, whatever keeps it."""

    @property
    def cards(self) -> Sequence[Card]:
        """One card a document, in order of `doc_id`."""

    @property
    def encoder(self) -> Encoder:
        """The encoder whose vectors are searched."""

    @property
    def today(self) -> date:
        """The day on which documents are in force or not, where nobody names another."""

    def document(self, doc_id: str) -> Document:
        """A document whole; raises `KeyError` if there is none."""

    def understand(self, question: str) -> Query:
        """What search makes of a question; raises `BadQuestion`."""

    def search(self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The `k` passages most likely to answer, best first."""

    def matches(self, question: str, hit: Hit) -> Matches | None:
        """How well each token of the question is matched in a passage found; None for a model without tokens."""

    def passage_vectors(self, doc_id: str) -> tuple[list[Passage], NDArray[np.float32]]:
        """The searched passages of a document and their vectors (n, dim), unit rows."""


class Collection:
    """The generation in use of a data folder, open for reading; several threads may search at once."""

    def __init__(
        self, data: Path, *, encoder: Encoder | None = None, model: str | None = None, today: date | None = None
    ) -> None:
        generation = current_generation(data)
        self.folder = generation.folder
        self.manifest = generation.manifest
        self._model = model
        self._given_encoder = encoder
        self._given_today = today
        self._store = Store(self.folder / FILE)
        self.cards: tuple[Card, ...] = load_catalog(self.folder)
        self._number = {card.doc_id: number for number, card in enumerate(self.cards)}
        self.document = lru_cache(maxsize=256)(self._document)
        self._bare = lru_cache(maxsize=256)(self._bare_document)
        self._encoded = lru_cache(maxsize=256)(self._encode)

    @classmethod
    def open(cls, data: Path, *, model: str | None = None, today: date | None = None) -> Collection:
        """Open the generation in use; `model` names another encoder than the shipped one, `today` another day than the
        clock's.

        Raises `NoCollection`, `DamagedIndex`, and on first search `ModelMismatch` or `ModelError`.
        """
        return cls(data, model=model, today=today)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder, loaded on first use and compared with the one that made the index."""
        encoder = self._given_encoder or load_encoder(self._model)
        made_by = self.manifest["encoder"]
        if encoder.name != made_by:
            raise ModelMismatch(
                f"{self.folder.parent.parent}: the index was made with {made_by} and the encoder in use is "
                f"{encoder.name}; set the model back or run `styrdok ingest` on your documents again."
            )
        return encoder

    @property
    def today(self) -> date:
        """The day given, else the clock's."""
        return self._given_today or date.today()

    @property
    def n_passages(self) -> int:
        """How many passages are searched."""
        return int(self.manifest["passages"])

    def understand(self, question: str) -> Query:
        """Language, words and scope; raises `BadQuestion` for a question that is empty or too long."""
        return understand(clean_question(question), cards=self.cards, glossary=load_glossary())

    def search(self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The `k` passages most likely to answer, best first; none where the filters leave no document."""
        query = self.understand(question)
        allowed = self._allowed(query, filters)
        if allowed is not None and not allowed:
            return []
        encoded = self._encoded(query.text)
        scored = rank(
            query,
            vector=encoded.vectors[0],
            question_tokens=encoded.tokens[0] if encoded.tokens is not None else None,
            indexes=self._indexes,
            cards=self.cards,
            allowed=allowed,
            twin_rows=self._twin_rows if filters.doc_id is None and not query.scope.wants_scan else {},
            day=filters.as_of or self.today,
            k=k,
        )
        return [self._hit(one, place) for place, one in enumerate(scored, start=1)]

    def matches(self, question: str, hit: Hit) -> Matches | None:
        """How well each token of the question is matched in a passage found; None for a model without tokens."""
        batch = self._encoded(clean_question(question))
        if batch.tokens is None or batch.token_starts is None or self._indexes.tokens is None or hit.row is None:
            return None
        n_parts = 1 if hit.passage.cells else max(len(hit.passage.sentences), 1)
        best = self._indexes.tokens.matches(batch.tokens[0], hit.row, n_parts=n_parts)
        return Matches(starts=batch.token_starts[0], context=best[0], sentences=best[1:])

    def passage_vectors(self, doc_id: str) -> tuple[list[Passage], NDArray[np.float32]]:
        """The searched passages of a document and their vectors (n, dim), unit rows, as the index keeps them."""
        rows = np.flatnonzero(self._document_of_row == self._number[doc_id])
        return [passage for passage in self.document(doc_id).passages if passage.is_searched], self._vectors.get(
            rows.tolist()
        )

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _allowed(self, query: Query, filters: Filters) -> list[int] | None:
        """Numbers of the documents that filters and a municipality named in the question leave; None for all."""
        names = query.scope.municipalities if filters.municipality is None and filters.doc_id is None else ()
        if filters == NO_FILTERS and not names:
            return None
        numbers = [
            number
            for number, card in enumerate(self.cards)
            if card.passes(filters) and (not names or any(same_municipality(card.municipality, n) for n in names))
        ]
        return None if len(numbers) == len(self.cards) else numbers

    def _encode(self, question: str) -> EncodedBatch:
        return self.encoder.encode_questions([question])

    @cached_property
    def _vectors(self) -> VectorIndex:
        return VectorIndex(self.folder / VECTORS_FILE)

    @cached_property
    def _document_of_row(self) -> NDArray[np.int32]:
        try:
            numbers: NDArray[np.int32] = np.load(self.folder / ROWS_FILE, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndex(
                f"{self.folder / ROWS_FILE}: damaged; run `styrdok ingest` on your documents again."
            ) from error
        return numbers

    @cached_property
    def _indexes(self) -> Indexes:
        token_dim = self.encoder.token_dim
        return Indexes(
            lexical=LexicalIndex(self.folder / FOLDER),
            vectors=self._vectors,
            tokens=TokenIndex(self.folder, dim=token_dim) if token_dim else None,
            document_of_row=self._document_of_row,
        )

    @cached_property
    def _twin_rows(self) -> dict[int, int]:
        try:
            pairs = json.loads((self.folder / TWINS_FILE).read_text(encoding="utf-8"))
            return {int(row): int(twin) for row, twin in pairs}
        except (OSError, ValueError, TypeError) as error:
            raise DamagedIndex(
                f"{self.folder / TWINS_FILE}: damaged; run `styrdok ingest` on your documents again."
            ) from error

    def _hit(self, scored: Scored, place: int) -> Hit:
        passage = self._store.passage_at(scored.row)
        return Hit(
            passage=passage,
            document=self._bare(passage.doc_id),
            row=scored.row,
            rank=place,
            score=scored.score,
            found_by=scored.found_by,
            cosine=scored.cosine,
            max_sim=scored.max_sim,
            lexical=scored.lexical,
        )

    def _bare_document(self, doc_id: str) -> Document:
        document = self._store.document(doc_id)
        if document is None:
            raise KeyError(doc_id)
        return document

    def _document(self, doc_id: str) -> Document:
        return replace(
            self._bare(doc_id),
            passages=self._store.passages_of(doc_id),
            responsibilities=self._store.responsibilities_of(doc_id),
        )
