"""Collections that many tests read and none changes: read and indexed once a session, by the hash encoder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from index_cases import CORPUS, MUNICIPAL, build

from index.collection import Collection
from ingest.errors import UnreadableFile
from ingest.files import find_files
from ingest.read import read_documents
from ingest.records import Document


def _read(*folders: Path) -> list[Document]:
    read = [result for _, result in read_documents(find_files(folders), jobs=2)]
    refused = [str(one) for one in read if isinstance(one, UnreadableFile)]
    assert refused == []
    return [one for one in read if isinstance(one, Document)]


@pytest.fixture(scope="session")
def all_documents() -> dict[str, Document]:
    """The five documents and the eight of the municipal collection, as ingest reads them, by doc_id."""
    return {document.doc_id: document for document in _read(CORPUS, MUNICIPAL)}


@pytest.fixture(scope="session")
def five_documents(all_documents: dict[str, Document]) -> list[Document]:
    """The user's five documents."""
    names = {path.stem for path in CORPUS.iterdir()}
    return [document for doc_id, document in all_documents.items() if doc_id in names]


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory, five_documents: list[Document]) -> Iterator[Collection]:
    """The collection of the user's five documents."""
    collection = build(tmp_path_factory.mktemp("five"), five_documents)
    yield collection
    collection.close()


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory, all_documents: dict[str, Document]) -> Iterator[Collection]:
    """The collection of all thirteen documents."""
    collection = build(tmp_path_factory.mktemp("both"), all_documents.values())
    yield collection
    collection.close()
