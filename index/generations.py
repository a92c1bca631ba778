"""Versioned generations of an index, swapped in one step.

    DATA/CURRENT                 the name of the generation in use, one line
    DATA/generations/000007/     its files, never changed once it is in use
    DATA/generations/.building/  what an ingest is making; left over only by a killed one
    DATA/damaged/                generations that could not be read, set aside and kept

A generation is written whole, flushed to the disk and renamed, and only then named in `CURRENT`, which is itself
replaced by renaming. So a killed ingest or a full disk leaves the last good generation in use, and files of two
generations are never mixed (a vector index beside the wrong texts answers with the wrong text at full score).
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import CollectionBusy, CollectionError, DamagedIndex, NoCollection, OutOfSpace

FORMAT = 1
"""Raised whenever the files of a generation change meaning; an older index is then built anew."""
KEPT = 2
"""Generations kept: the one in use and the one before it, which an open reader may still hold."""
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One finished generation: its folder and what its manifest says made it."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def encoder_name(self) -> str:
        """The encoder whose vectors it holds."""
        return str(self.manifest["encoder"])


def current_generation(data: Path) -> Generation:
    """The generation in use, its files checked for presence and size.

    Raises `NoCollection` where nothing was ingested and `DamagedIndex` where its files are not what was written.
    """
    try:
        name = (data / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise NoCollection(f"{data}: no documents have been ingested here; run `styrdok ingest PATH` first.") from None
    except (UnicodeDecodeError, OSError) as error:
        raise DamagedIndex(_damaged(data / "CURRENT", str(error))) from error
    return _checked(data / "generations" / name)


def _checked(folder: Path) -> Generation:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, int] = manifest["files"]
        made_by = manifest["format"]
        manifest["encoder"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(_damaged(folder / _MANIFEST, f"{type(error).__name__}: {error}")) from error
    if made_by != FORMAT:
        raise DamagedIndex(_damaged(folder, f"it has format {made_by} and this version reads {FORMAT}"))
    for name, size in files.items():
        path = folder / name
        actual = path.stat().st_size if path.is_file() else None
        if actual != size:
            found = "missing" if actual is None else f"{actual} bytes"
            raise DamagedIndex(_damaged(path, f"{found}, {size} bytes were written"))
    return Generation(folder=folder, manifest=manifest)


def _damaged(path: Path, reason: str) -> str:
    return (
        f"{path}: the index is damaged ({reason}); run `styrdok ingest` on your documents again: "
        "the damaged files are set aside, not deleted."
    )


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Hold the data folder for writing; raises `CollectionBusy` if another process does."""
    with no_half_writes(data):
        data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data / "write.lock", timeout=0):
            yield
    except Timeout:
        raise CollectionBusy(f"{data}: another ingest is running; wait until it has ended.") from None


@contextmanager
def new_generation(data: Path) -> Iterator[Path]:
    """An empty folder to build in; leaving the block without calling `publish` throws it away."""
    folder = data / "generations" / ".building"
    with no_half_writes(data):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(data: Path, building: Path, manifest: dict[str, Any]) -> Generation:
    """Make what was built the generation in use and drop generations older than the one before."""
    generations = data / "generations"
    files = {p.relative_to(building).as_posix(): p.stat().st_size for p in sorted(building.rglob("*")) if p.is_file()}
    full = {"format": FORMAT, **manifest, "files": files}
    (building / _MANIFEST).write_text(json.dumps(full, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in building.rglob("*"):
        _flush(path)
    numbers = [int(p.name) for p in generations.iterdir() if p.name.isdigit()]
    folder = generations / f"{max(numbers, default=0) + 1:06d}"
    building.rename(folder)
    _flush(generations)
    pointer = data / "CURRENT.new"
    pointer.write_text(folder.name + "\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(data / "CURRENT")
    _flush(data)
    for number in sorted(numbers)[: -(KEPT - 1)]:
        shutil.rmtree(generations / f"{number:06d}", ignore_errors=True)
    return Generation(folder=folder, manifest=full)


def set_damaged_aside(data: Path) -> Generation | None:
    """Move the damaged generation in use to `damaged/` and go back to the newest one that can be read, if any."""
    generations = data / "generations"
    names = sorted((p.name for p in generations.glob("[0-9]*")), reverse=True) if generations.is_dir() else []
    for name in names:
        try:
            good = _checked(generations / name)
        except DamagedIndex:
            aside = data / "damaged"
            aside.mkdir(exist_ok=True)
            target = aside / name
            while target.exists():
                target = target.with_name(target.name + "-again")
            (generations / name).rename(target)
        else:
            (data / "CURRENT").write_text(name + "\n", encoding="utf-8")
            return good
    (data / "CURRENT").unlink(missing_ok=True)
    return None


@contextmanager
def no_half_writes(data: Path) -> Iterator[None]:
    """Turn the operating system's refusals into a sentence that says nothing was changed."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise OutOfSpace(
                f"{data}: no space left for the index; nothing was changed, free some space and run the command again."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise CollectionError(
                f"{data}: cannot write the index there ({error.strerror}); choose another folder with --data."
            ) from error
        raise


def _flush(path: Path) -> None:
    """Hand a file or folder to the disk: a rename is only as good as what it points to."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
