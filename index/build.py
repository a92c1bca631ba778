"""Builds the next generation of an index from the one in use and the documents that changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalog import card_of, save_catalog, with_replacements, with_twins
from index.context import contextual_text
from index.encoder import Encoder, ModelError
from index.errors import NoCollection
from index.generations import Generation, current_generation, new_generation, publish
from index.lexical import FOLDER, LexicalEntry, LexicalIndex
from index.store import FILE, Store
from index.twins import Twin, find_twins
from index.vectors import VECTORS_FILE, TokenIndex, VectorIndex, Vectors, pack, save_array, with_parts
from ingest.records import Document, Passage

ROWS_FILE = "document_of_row.npy"
TWINS_FILE = "twins.json"
_BATCH = 64
"""Passages encoded at a time; larger batches gain nothing on two cores and hold the progress bar up."""

Progress = Callable[[int, int], None]
"""Called with passages encoded so far and in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A document to add or update, the file it was read from, and what tells that file as it was."""

    document: Document
    path: str
    fingerprint: str = ""


def searchable_text(passage: Passage, text: str) -> str:
    """What is encoded and searched of a passage: a row as `column: value`, everything else as it stands."""
    if not passage.cells:
        return text[passage.start : passage.end]
    cells = ((cell.header, text[cell.start : cell.end].strip()) for cell in passage.cells)
    return " | ".join(f"{header}: {value}" if header else value for header, value in cells if value)


def encoder_text(passage: Passage, document: Document) -> str:
    """What the encoder is shown: the passage after title, municipality and headings."""
    return contextual_text(
        title=document.title,
        municipality=document.municipality or "",
        headings=passage.heading_path,
        text=searchable_text(passage, document.text),
    )


def update(
    data: Path,
    *,
    incoming: Iterable[Incoming],
    forgotten: Iterable[str] = (),
    encoder: Encoder,
    progress: Progress = lambda done, total: None,
) -> Generation:
    """Build and publish the next generation; the caller holds `index.generations.writing`.

    `incoming` may be a generator: documents are stored as they come. Vectors of passages that did not change are taken
    over from the generation in use if the same encoder made them.
    """
    before = _generation_before(data)
    with new_generation(data) as folder:
        with closing(_store_after(before, folder / FILE)) as store:
            for one in incoming:
                keys = [_key(p, one.document) if p.is_searched else None for p in one.document.passages]
                store.put(one.document, path=one.path, fingerprint=one.fingerprint, keys=keys)
            for doc_id in forgotten:
                store.remove(doc_id)
            store.number_rows()
            n_rows = _build_vectors(folder, store, before, encoder, progress)
            n_documents, twins = _build_catalog(folder, store)
        manifest = {
            "encoder": encoder.name,
            "dim": encoder.dim,
            "token_dim": encoder.token_dim,
            "documents": n_documents,
            "passages": n_rows,
            "twins": [[twin.doc_id, twin.of] for twin in twins],
        }
        return publish(data, folder, manifest)


def _generation_before(data: Path) -> Generation | None:
    try:
        return current_generation(data)
    except NoCollection:
        return None


def _store_after(before: Generation | None, path: Path) -> Store:
    if before is None:
        return Store.create(path)
    old = Store(before.folder / FILE)
    try:
        return old.copy_to(path)
    finally:
        old.close()


def _key(passage: Passage, document: Document) -> bytes:
    return blake2b(encoder_text(passage, document).encode(), digest_size=16).digest()


def _build_vectors(folder: Path, store: Store, before: Generation | None, encoder: Encoder, progress: Progress) -> int:
    keys = store.keys_by_row()
    vectors = np.zeros((len(keys), encoder.dim), np.float32)
    codes: list[NDArray[np.uint8] | None] = [None] * len(keys)
    new = [row for row, _ in keys]
    if before is not None and before.encoder_name == encoder.name:
        new = _take_over(before, keys, vectors, codes, token_dim=encoder.token_dim)
    _encode_new(store, new, vectors, codes, encoder, progress)
    VectorIndex.build(folder / VECTORS_FILE, vectors)
    if encoder.token_dim is not None:
        known = [c for c in codes if c is not None]
        if len(known) != len(keys):
            # an index with rows left out would answer from the wrong passages
            raise ModelError(f"{encoder.name}: gave passages token vectors without their places.")
        TokenIndex.build(folder, known, dim=encoder.token_dim)
    return len(keys)


def _take_over(
    before: Generation,
    keys: Sequence[tuple[int, bytes]],
    vectors: Vectors,
    codes: list[NDArray[np.uint8] | None],
    *,
    token_dim: int | None,
) -> list[int]:
    """Fill in what the generation before knows already; returns the rows it does not."""
    store = Store(before.folder / FILE)
    old_rows = {key: row for row, key in store.keys_by_row()}
    store.close()
    known = [(row, old_rows[key]) for row, key in keys if key in old_rows]
    if known:
        vectors[[row for row, _ in known]] = VectorIndex(before.folder / VECTORS_FILE).get([old for _, old in known])
        if token_dim is not None:
            tokens = TokenIndex(before.folder, dim=token_dim)
            for row, old in known:
                codes[row] = np.array(tokens.packed(old))
    taken = {row for row, _ in known}
    return [row for row, _ in keys if row not in taken]


def _encode_new(
    store: Store,
    new: Sequence[int],
    vectors: Vectors,
    codes: list[NDArray[np.uint8] | None],
    encoder: Encoder,
    progress: Progress,
) -> None:
    wanted = set(new)
    progress(0, len(wanted))
    batch: list[tuple[int, Shown]] = []
    done = 0

    def encode_batch() -> None:
        encoded = encoder.encode_passages([shown.text for _, shown in batch])
        for at, (row, shown) in enumerate(batch):
            vectors[row] = encoded.vectors[at]
            if encoded.tokens is not None and encoded.token_starts is not None:
                parts = np.searchsorted(shown.sentence_starts, encoded.token_starts[at], side="right")
                codes[row] = with_parts(pack(encoded.tokens[at]), np.minimum(parts, 255).astype(np.uint8))

    for row, shown in _shown(store):
        if row in wanted:
            batch.append((row, shown))
        if len(batch) == _BATCH:
            encode_batch()
            done += len(batch)
            batch.clear()
            progress(done, len(wanted))
    if batch:
        encode_batch()
        progress(len(wanted), len(wanted))


@dataclass(frozen=True, slots=True)
class Shown:
    """The text an encoder is shown and where each sentence of the passage begins in it; a row is one sentence."""

    text: str
    sentence_starts: list[int]


def shown_to_encoder(passage: Passage, document: Document) -> Shown:
    """What the encoder is shown for a passage; white space is collapsed there, so starts are counted anew."""
    text = encoder_text(passage, document)
    own = " ".join(searchable_text(passage, document.text).split())
    before = len(text) - len(own)
    if passage.cells:
        return Shown(text, [before])
    starts = []
    for start, _ in passage.sentences or ((passage.start, passage.end),):
        ahead = " ".join(document.text[passage.start : start].split())
        starts.append(before + (len(ahead) + 1 if ahead else 0))
    return Shown(text, starts)


def _shown(store: Store) -> Iterable[tuple[int, Shown]]:
    document: Document | None = None
    for row, passage in store.searched_passages():
        if document is None or document.doc_id != passage.doc_id:
            document = store.document(passage.doc_id)
        assert document is not None, "a passage has its document: the store's foreign key says so"
        yield row, shown_to_encoder(passage, document)


def _build_catalog(folder: Path, store: Store) -> tuple[int, list[Twin]]:
    """Lexical index, catalogue, twins and the document of each row, in one walk over the documents."""
    documents = list(store.documents())
    passages: dict[str, list[tuple[int, Passage]]] = {document.doc_id: [] for document in documents}
    for row, passage in store.searched_passages():
        passages[passage.doc_id].append((row, passage))
    LexicalIndex.build(folder / FOLDER, _lexical_entries(documents, passages))
    number = {document.doc_id: n for n, document in enumerate(documents)}
    rows = np.fromiter((number[doc_id] for _, doc_id in store.doc_ids_by_row()), np.int32)
    save_array(folder / ROWS_FILE, rows)
    twins = find_twins(documents, passages)
    pairs = [(row, twin_row) for twin in twins for row, twin_row in sorted(twin.rows.items())]
    (folder / TWINS_FILE).write_text(json.dumps(pairs), encoding="utf-8")
    twin_of = {twin.doc_id: twin.of for twin in twins}
    cards = with_twins([replace(card_of(d), n_passages=len(passages[d.doc_id])) for d in documents], twin_of)
    replaces = {d.doc_id: d.metadata.replaces.value for d in documents if d.metadata.replaces}
    save_catalog(folder, with_replacements(cards, replaces))
    return len(documents), twins


def _lexical_entries(
    documents: Sequence[Document], passages: Mapping[str, Sequence[tuple[int, Passage]]]
) -> Iterable[LexicalEntry]:
    for number, document in enumerate(documents):
        for row, passage in passages[document.doc_id]:
            yield LexicalEntry(
                row=row,
                document_number=number,
                text=searchable_text(passage, document.text),
                context=" ".join((document.title, *passage.heading_path)),
            )
