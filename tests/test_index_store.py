"""What `index.store` claims: what goes in comes out, whatever the text; rows are numbered without gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_cases import document

from index.errors import DamagedIndex
from index.store import Origin, Store
from ingest.records import (
    Contradiction,
    Document,
    Evidence,
    Metadata,
    PageStart,
    Passage,
    RowCell,
    Section,
    Source,
)

# what ingest makes: no lone surrogates, which no file decodes to
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
POSITION = st.integers(0, 10**7)
PAGE = st.none() | st.integers(1, 5000)
PATHS = st.lists(TEXT, max_size=3).map(tuple)
EVIDENCE = st.none() | st.builds(Evidence, value=TEXT, quote=TEXT, start=POSITION, end=POSITION)
CONTRADICTIONS = st.lists(
    st.builds(Contradiction, field=TEXT, evidence=st.lists(EVIDENCE.filter(bool), max_size=2).map(tuple)), max_size=2
).map(tuple)
CELLS = st.lists(st.builds(RowCell, header=TEXT, start=POSITION, end=POSITION), max_size=3).map(tuple)
SENTENCES = st.lists(st.tuples(POSITION, POSITION), max_size=3).map(tuple)


def passages(doc_id: str) -> st.SearchStrategy[Passage]:
    return st.builds(
        Passage,
        passage_id=TEXT,
        doc_id=st.just(doc_id),
        start=POSITION,
        end=POSITION,
        heading_path=PATHS,
        page=PAGE,
        page_is_estimated=st.booleans(),
        kind=st.sampled_from(["paragraph", "list", "row", "cover", "contents", "instruction", "furniture"]),
        sentences=SENTENCES,
        cells=CELLS,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    doc_id = draw(TEXT.filter(bool))
    fields: dict[str, Any] = {name: draw(EVIDENCE) for name in ("municipality", "status", "adopted_date", "replaces")}
    listed = draw(st.lists(passages(doc_id), max_size=4, unique_by=(lambda p: p.passage_id, lambda p: p.start)))
    return Document(
        doc_id=doc_id,
        title=draw(TEXT),
        text=draw(TEXT),
        sections=draw(
            st.lists(
                st.builds(
                    Section, heading=TEXT, level=st.integers(1, 9), start=POSITION, end=POSITION, heading_path=PATHS
                ),
                max_size=2,
            ).map(tuple)
        ),
        page_starts=draw(
            st.lists(
                st.builds(PageStart, page=st.integers(1, 999), start=POSITION, is_estimated=st.booleans()), max_size=2
            ).map(tuple)
        ),
        metadata=Metadata(**fields, contradictions=draw(CONTRADICTIONS)),
        source=draw(st.builds(Source, name=TEXT, sha256=TEXT, n_bytes=POSITION, kind=TEXT)),
        passages=tuple(sorted(listed, key=lambda p: p.start)),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    made = Store.create(tmp_path / "store.sqlite")
    yield made
    made.close()


def put(store: Store, one: Document, fingerprint: str = "f") -> None:
    keys = [str(n).encode() if p.is_searched else None for n, p in enumerate(one.passages)]
    store.put(one, path=f"/{one.doc_id}", fingerprint=fingerprint, keys=keys)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(one=documents())
def test_a_document_comes_back_as_it_was(store: Store, one: Document) -> None:
    """Every field of a document and of its passages, in order, equals what was put; putting it again replaces it."""
    for _ in range(2):
        put(store, one)
    bare = store.document(one.doc_id)
    assert bare is not None
    assert bare.passages == ()
    assert store.passages_of(one.doc_id) == one.passages
    for name in ("doc_id", "title", "text", "sections", "page_starts", "metadata", "source"):
        assert getattr(bare, name) == getattr(one, name)
    store.remove(one.doc_id)
    assert store.document(one.doc_id) is None
    assert store.passages_of(one.doc_id) == ()


def test_rows_are_numbered_in_order_without_gaps(store: Store) -> None:
    """Rows run over documents by id and passages by place; what is not searched has none, removal closes the gap."""
    put(store, document("b", "Ett.", "Två."))
    put(store, document("c", "Innehåll 1", kind="contents"))
    put(store, document("a", "Tre.", "Fyra.", "Fem."))
    store.number_rows()
    assert list(store.doc_ids_by_row()) == [(0, "a"), (1, "a"), (2, "a"), (3, "b"), (4, "b")]
    assert [(row, p.passage_id) for row, p in store.searched_passages()] == [
        (0, "a:0"),
        (1, "a:1"),
        (2, "a:2"),
        (3, "b:0"),
        (4, "b:1"),
    ]
    assert store.passage_at(3).passage_id == "b:0"
    store.remove("a")
    store.number_rows()
    assert [row for row, _ in store.keys_by_row()] == [0, 1]
    assert store.passage_at(0).passage_id == "b:0"


def test_a_row_without_passage_is_damage(store: Store) -> None:
    """An index that points past the store is out of step with it."""
    with pytest.raises(DamagedIndex, match="row 7"):
        store.passage_at(7)


def test_origins_say_where_documents_came_from(store: Store) -> None:
    """Path and fingerprint of every document, in order of doc_id."""
    put(store, document("b", "Ett."), "one")
    put(store, document("a", "Två."), "two")
    assert store.origins() == [
        Origin(doc_id="a", path="/a", fingerprint="two"),
        Origin(doc_id="b", path="/b", fingerprint="one"),
    ]


def test_a_copy_is_another_store(tmp_path: Path) -> None:
    """What is added to a copy is not in the original, which is open for reading alone."""
    first = Store.create(tmp_path / "store.sqlite")
    put(first, document("a", "Ett."))
    first.close()
    original = Store(tmp_path / "store.sqlite")
    copy = original.copy_to(tmp_path / "copy.sqlite")
    put(copy, document("b", "Två."))
    assert [o.doc_id for o in original.origins()] == ["a"]
    assert [o.doc_id for o in copy.origins()] == ["a", "b"]
    copy.close()
    original.close()


def test_a_store_for_reading_is_not_made(tmp_path: Path) -> None:
    """Opening what is not there is damage, and leaves no empty file behind."""
    with pytest.raises(DamagedIndex, match="styrdok ingest"):
        Store(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_record_is_damage(store: Store) -> None:
    """A cell that holds something else is refused whole."""
    put(store, document("a", "Ett."))
    store._connection.execute("UPDATE documents SET record = '{\"doc_id\": 3}'")
    with pytest.raises(DamagedIndex, match="store is damaged") as caught:
        store.document("a")
    assert "\n" not in str(caught.value)
