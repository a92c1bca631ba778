"""The store of one generation: documents, passages, responsibilities and where each file came from, in one SQLite file.

A passage's `row` is its position in the vector, token and lexical indexes of the same generation, from 0 without gaps;
passages that are not searched (contents, instructions) have none. Records are kept as JSON made and checked by
pydantic, so a damaged cell is an error and never a half-read record.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.errors import DamagedIndex
from ingest.records import Document, Passage, Responsibility

FILE = "store.sqlite"
_SCHEMA = """
CREATE TABLE documents (doc_id TEXT PRIMARY KEY, path TEXT NOT NULL, fingerprint TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE passages (passage_id TEXT PRIMARY KEY, doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
                       start INTEGER NOT NULL, key BLOB, row INTEGER, record BLOB NOT NULL);
CREATE TABLE responsibilities (doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, place INTEGER NOT NULL,
                               record BLOB NOT NULL, PRIMARY KEY (doc_id, place)) WITHOUT ROWID;
CREATE INDEX passage_of_document ON passages (doc_id, start);
CREATE INDEX passage_of_row ON passages (row);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document was read from, to see whether the file changed or is gone."""

    doc_id: str
    path: str
    fingerprint: str


class Store:
    """An open SQLite store. Reading is safe from several threads; writing is for the one that builds."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        uri = f"{path.resolve().as_uri()}?mode={'rwc' if writable else 'ro'}"
        self._path = path
        with self._damage_named(writing=writable):
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.execute("PRAGMA foreign_keys = ON")
            if writable:
                self._connection.execute("PRAGMA journal_mode = MEMORY")
            self._connection.execute("SELECT count(*) FROM sqlite_master")

    @classmethod
    def create(cls, path: Path) -> Store:
        """An empty store in a new file."""
        store = cls(path, writable=True)
        with store._damage_named(writing=True):
            store._connection.executescript(_SCHEMA)
        return store

    def copy_to(self, path: Path) -> Store:
        """A writable copy in a new file."""
        copy = Store(path, writable=True)
        with self._damage_named(writing=True):
            self._connection.backup(copy._connection)
        return copy

    def close(self) -> None:
        """Write what is open and close the file."""
        try:
            with self._damage_named(writing=True):
                self._connection.commit()
        finally:
            self._connection.close()

    # documents

    def put(self, document: Document, *, path: str, fingerprint: str, keys: Sequence[bytes | None]) -> None:
        """Add or replace a document with its passages and responsibilities.

        `fingerprint` tells its file as it was read; `keys` say what the encoder was shown, None where unsearched.
        """
        self.remove(document.doc_id)
        bare = replace(document, passages=(), responsibilities=())
        with self._damage_named(writing=True):
            self._connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?)",
                (document.doc_id, path, fingerprint, _documents().dump_json(bare)),
            )
            self._connection.executemany(
                "INSERT INTO passages (passage_id, doc_id, start, key, record) VALUES (?, ?, ?, ?, ?)",
                [
                    (p.passage_id, p.doc_id, p.start, key, _passages().dump_json(p))
                    for p, key in zip(document.passages, keys, strict=True)
                ],
            )
            self._connection.executemany(
                "INSERT INTO responsibilities VALUES (?, ?, ?)",
                [
                    (document.doc_id, place, _responsibilities().dump_json(one))
                    for place, one in enumerate(document.responsibilities)
                ],
            )

    def remove(self, doc_id: str) -> None:
        """Forget a document and all that is kept of it; nothing happens if there is none."""
        with self._damage_named(writing=True):
            self._connection.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))

    def origins(self) -> list[Origin]:
        """Every document's origin, in order of `doc_id`."""
        rows = self._rows("SELECT doc_id, path, fingerprint FROM documents ORDER BY doc_id")
        return [Origin(doc_id=a, path=b, fingerprint=c) for a, b, c in rows]

    def documents(self) -> Iterator[Document]:
        """Every document without passages and responsibilities, in order of `doc_id`."""
        for (record,) in self._rows("SELECT record FROM documents ORDER BY doc_id"):
            yield self._document(record)

    def document(self, doc_id: str) -> Document | None:
        """One document without passages and responsibilities."""
        for (record,) in self._rows("SELECT record FROM documents WHERE doc_id = ?", (doc_id,)):
            return self._document(record)
        return None

    # passages

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """All passages of a document in order, those that are not searched too."""
        return tuple(
            self._passage(record)
            for (record,) in self._rows("SELECT record FROM passages WHERE doc_id = ? ORDER BY start", (doc_id,))
        )

    def passage_at(self, row: int) -> Passage:
        """The passage of an index row; raises `DamagedIndex` if the store has none."""
        for (record,) in self._rows("SELECT record FROM passages WHERE row = ?", (row,)):
            return self._passage(record)
        raise DamagedIndex(f"{self._path}: no passage for row {row}; run `styrdok ingest` on your documents again.")

    def number_rows(self) -> None:
        """Give every searched passage its row: 0, 1, 2 … in order of document and place."""
        with self._damage_named(writing=True):
            self._connection.executescript(
                """UPDATE passages SET row = NULL;
                WITH numbered AS (
                    SELECT passage_id AS id, row_number() OVER (ORDER BY doc_id, start, passage_id) - 1 AS n
                    FROM passages WHERE key IS NOT NULL)
                UPDATE passages SET row = n FROM numbered WHERE passage_id = id;"""
            )

    def keys_by_row(self) -> list[tuple[int, bytes]]:
        """(row, key) of all searched passages, by row."""
        return [
            (row, key) for row, key in self._rows("SELECT row, key FROM passages WHERE row IS NOT NULL ORDER BY row")
        ]

    def searched_passages(self) -> Iterator[tuple[int, Passage]]:
        """(row, passage) of all searched passages, by row."""
        for row, record in self._rows("SELECT row, record FROM passages WHERE row IS NOT NULL ORDER BY row"):
            yield row, self._passage(record)

    def doc_ids_by_row(self) -> Iterable[tuple[int, str]]:
        """(row, doc_id) of all searched passages, by row."""
        return self._rows("SELECT row, doc_id FROM passages WHERE row IS NOT NULL ORDER BY row")

    # responsibilities

    def responsibilities_of(self, doc_id: str) -> tuple[Responsibility, ...]:
        """The register of one document, in the order of its text."""
        rows = self._rows("SELECT record FROM responsibilities WHERE doc_id = ? ORDER BY place", (doc_id,))
        return tuple(self._responsibility(record) for (record,) in rows)

    # reading

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterable[tuple[Any, ...]]:
        with self._damage_named():
            return self._connection.execute(sql, values).fetchall()

    def _document(self, record: bytes) -> Document:
        with self._damage_named():
            return _documents().validate_json(record)

    def _passage(self, record: bytes) -> Passage:
        with self._damage_named():
            return _passages().validate_json(record)

    def _responsibility(self, record: bytes) -> Responsibility:
        with self._damage_named():
            return _responsibilities().validate_json(record)

    @contextmanager
    def _damage_named(self, *, writing: bool = False) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, ValidationError) as error:
            # the low byte is the primary code: https://sqlite.org/rescode.html
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if writing and code == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, "No space left on device") from error
            if writing and code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise OSError(errno.EIO, str(error)) from error
            reason = str(error).splitlines()[0]
            raise DamagedIndex(
                f"{self._path}: the store is damaged ({reason}); run `styrdok ingest` on your documents again."
            ) from error


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _passages() -> TypeAdapter[Passage]:
    return TypeAdapter(Passage)


@cache
def _responsibilities() -> TypeAdapter[Responsibility]:
    return TypeAdapter(Responsibility)
