"""Documents and collections for the tests of `index/`, `answer/` and the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fakes import HashEncoder

from index.build import Incoming, update
from index.collection import Collection
from index.encoder import Encoder
from index.generations import writing
from ingest.records import Document, Evidence, Metadata, Passage, PassageKind, Section, Source

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
MUNICIPAL = ROOT / "eval" / "collections" / "municipal" / "docs"


def document(
    doc_id: str,
    *paragraphs: str,
    title: str = "",
    heading: str = "Inledning",
    kind: PassageKind = "paragraph",
    metadata: Mapping[str, str] | None = None,
) -> Document:
    """A document of one section with one passage a paragraph, each of one sentence; metadata values quote nothing."""
    text = "\n\n".join(paragraphs)
    passages, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        start, end = at, at + len(paragraph)
        passages.append(
            Passage(
                passage_id=f"{doc_id}:{number}",
                doc_id=doc_id,
                start=start,
                end=end,
                heading_path=(heading,),
                page=1,
                page_is_estimated=True,
                kind=kind,
                sentences=((start, end),),
            )
        )
        at = end + 2
    said = {name: Evidence(value=value, quote="", start=0, end=0) for name, value in (metadata or {}).items()}
    return Document(
        doc_id=doc_id,
        title=title or doc_id,
        text=text,
        sections=(Section(heading=heading, level=1, start=0, end=len(text), heading_path=(heading,)),),
        page_starts=(),
        metadata=replace(Metadata(), **said),  # type: ignore[arg-type]
        source=Source(
            name=f"{doc_id}.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), n_bytes=len(text), kind="txt"
        ),
        passages=tuple(passages),
    )


def build(data: Path, documents: Iterable[Document], *, encoder: Encoder | None = None) -> Collection:
    """A collection of `documents` made by the product's own build, open for reading."""
    used = encoder or HashEncoder()
    with writing(data):
        update(data, incoming=(Incoming(document=d, path=f"/{d.doc_id}.txt") for d in documents), encoder=used)
    return Collection(data, encoder=used)


def write_files(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Text files by name; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def found_ids(hits: Sequence[object]) -> list[str]:
    """The passage ids of hits, in their order."""
    return [hit.passage.passage_id for hit in hits]  # type: ignore[attr-defined]
