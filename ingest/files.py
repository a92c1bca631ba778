"""Finds the files that a person means by the paths given. It opens none of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to read and the name it will be known by: the path under its folder without suffix."""

    path: Path
    doc_id: str


def find_files(paths: Sequence[Path]) -> list[FoundFile]:
    """Files in the order given, folders walked in sorted order.

    Inside folders hidden files, README files and sidecars (`NAME.toml` beside `NAME.md`) are no documents
    and are left out; a file of a kind that nobody can read stays in, so that reading refuses it by name.
    Raises `UnreadableFile` for a path that is not there or a `doc_id` that two files claim.
    """
    found: dict[str, FoundFile] = {}
    for path in paths:
        for file in _files_under(path):
            earlier = found.get(file.doc_id)
            if earlier is None:
                found[file.doc_id] = file
            elif earlier.path.resolve() != file.path.resolve():
                raise UnreadableFile(
                    f"{file.path}: its document id '{file.doc_id}' is already taken by {earlier.path}; "
                    "rename one of them."
                )
    return list(found.values())


def _files_under(path: Path) -> list[FoundFile]:
    if not path.exists():
        raise UnreadableFile(f"{path}: there is no such file or folder; check the path.")
    if not path.is_dir():
        return [FoundFile(path=path, doc_id=path.stem)]
    found = []
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        stems = {Path(name).stem for name in names if Path(name).suffix.lower() != ".toml"}
        for name in sorted(names):
            is_sidecar = Path(name).suffix.lower() == ".toml" and Path(name).stem in stems
            if name.startswith(".") or name.upper().startswith("README.") or is_sidecar:
                continue
            file = Path(folder) / name
            found.append(FoundFile(path=file, doc_id=file.relative_to(path).with_suffix("").as_posix()))
    return found
