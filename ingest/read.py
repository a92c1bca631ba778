"""Reads one file into a `Document`: the reader for its suffix, then structure, metadata and passages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.assemble import assemble
from ingest.errors import UnreadableFile
from ingest.files import FoundFile
from ingest.read_markdown import read_markdown
from ingest.read_pdf import read_pdf
from ingest.read_text import read_text
from ingest.records import Block, Document, Source

Reader = Callable[[bytes, str], list[Block]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".pdf": read_pdf,
}
MAX_BYTES = 100 * 1024 * 1024
"""Larger than any policy document; what is larger is something else."""


def read_document(found: FoundFile) -> Document:
    """The document in a file with its responsibilities, and the sidecar `NAME.toml` beside it applied.

    Raises `UnreadableFile`.
    """
    from ingest.responsibilities import extract_responsibilities

    data = _read_bytes(found.path)
    name = found.path.name
    suffix = found.path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        kinds = ", ".join(READERS)
        raise UnreadableFile(f"{name}: a file of kind '{suffix}' cannot be read; save it as one of {kinds}.")
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), n_bytes=len(data), kind=suffix[1:])
    blocks = reader(data, name)
    if not blocks:
        raise UnreadableFile(f"{name}: the file holds rules or marks and no text; leave it out.")
    document = assemble(blocks, doc_id=found.doc_id, source=source)
    sidecar = found.path.with_suffix(".toml")
    if sidecar.is_file():
        document = _with_sidecar(document, sidecar)
    return replace(document, responsibilities=extract_responsibilities(document))


def read_documents(
    found: Sequence[FoundFile], *, jobs: int = 1, seconds_each: float = 120, memory_bytes: int = 2 * 1024**3
) -> Iterator[tuple[FoundFile, Document | UnreadableFile]]:
    """Reads each file in a process of its own kind and yields it with its document or the reason it was refused.

    `jobs` files at once, in the order given. A file that takes longer than `seconds_each`, more than
    `memory_bytes`, or crashes the parser is refused alone.
    """
    from ingest.isolation import parse_isolated

    yield from parse_isolated(found, jobs=jobs, seconds_each=seconds_each, memory_bytes=memory_bytes)


def _with_sidecar(document: Document, sidecar: Path) -> Document:
    from ingest.metadata import apply_sidecar

    metadata = apply_sidecar(document.metadata, sidecar)
    return replace(document, metadata=metadata, title=metadata.title.value if metadata.title else document.title)


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"{path}: this is a folder; give the files in it.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                f"{path.name}: {size / 1024**2:.0f} MB is more than the {MAX_BYTES // 1024**2} MB that are read; "
                "split the file."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path}: there is no such file; check the path.") from error
    except OSError as error:
        raise UnreadableFile(f"{path}: could not be read ({error.strerror}); check its permissions.") from error
