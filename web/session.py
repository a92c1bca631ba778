"""What lies between the pages and the collection: opening it, asking it, and one sentence for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import web.words as w
from answer.records import Answer, CitationMismatch
from index.collection import Collection, Searchable
from index.encoder import ModelError
from index.errors import CollectionError, DamagedIndex, ModelMismatch, NoCollection
from index.generations import current_generation
from index.records import Filters
from index.settings import Settings
from web.words import Words


class Ask(Protocol):
    """`answer.engine.ask`: an answer to a question, given the questions asked before it."""

    def __call__(
        self, collection: Searchable, question: str, *, filters: Filters, conversation: Sequence[str]
    ) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What the pages are built on: `generation` names the index in use, `open` opens it, `ask` asks it."""

    generation: Callable[[Path], str]
    open: Callable[[Path], Searchable]
    ask: Ask


class Problem(Exception):
    """Nothing can be shown: `words` say why and name the way out, `command` is that way where it is a command."""

    def __init__(self, words: Words, command: bool = True) -> None:
        super().__init__(words.en)
        self.words = words
        self.command = command


def data_folder() -> Path:
    """The collection's folder, from STYRDOK_DATA."""
    return Settings().data


@cache
def real_engine() -> Engine:
    """The engine that ships; imported here, since a page that cannot ask anything has no use for it."""
    from answer.engine import ask

    def opened(data: Path) -> Searchable:
        return Collection.open(data, model=Settings().model, today=Settings().today)

    return Engine(generation=lambda data: str(current_generation(data).folder), open=opened, ask=ask)


def open_collection(engine: Engine, data: Path) -> tuple[Searchable, str]:
    """The collection and the name of its generation; a new ingest is taken up at the next run of any page."""
    try:
        generation = engine.generation(data)
        return _open(engine, data, generation), generation
    except CollectionError as error:
        raise problem_of(error) from error


@lru_cache(maxsize=2)
def _open(engine: Engine, data: Path, generation: str) -> Searchable:
    """One open collection serves all who read, since several threads may search at once."""
    return engine.open(data)


def problem_of(error: Exception) -> Problem:
    """The sentence for an error of the rooms below."""
    match error:
        case NoCollection():
            return Problem(w.NO_COLLECTION)
        case DamagedIndex():
            return Problem(w.DAMAGED)
        case ModelMismatch():
            return Problem(w.OTHER_MODEL)
        case ModelError():
            return Problem(w.NO_MODEL, command=False)
        case CitationMismatch():
            return Problem(w.UNVERIFIED)
        case _:
            return Problem(w.UNREADABLE)


def ask_verified(
    engine: Engine, collection: Searchable, question: str, *, filters: Filters, conversation: Sequence[str]
) -> Answer:
    """The answer with every quote read again in its document; raises `Problem`, and never returns a wrong quote."""
    try:
        answer = engine.ask(collection, question, filters=filters, conversation=conversation)
        for citation in answer.citations:
            citation.verify(collection.document(citation.doc_id))
    except (CollectionError, ModelError, CitationMismatch) as error:
        raise problem_of(error) from error
    return answer
