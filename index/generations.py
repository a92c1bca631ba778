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
import hashlib
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

FORMAT = 5
"""Raised whenever the files of a generation change meaning; an older index is then built anew."""
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


def verify(generation: Generation) -> Generation:
    """Read every file and compare it with what was written; raises `DamagedIndex` where one differs.

    Opening a collection looks at sizes alone, since reading all takes a second for 100,000 passages; an ingest can
    afford it, and only so does it mend a file whose bytes changed and whose size did not.
    """
    for name, digest in generation.manifest.get("digests", {}).items():
        if _digest(generation.folder / name) != digest:
            raise DamagedIndex(_damaged(generation.folder / name, "its content is not what was written"))
    return generation


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return None


def _damaged(path: Path, reason: str) -> str:
    return (
        f"{path}: the index is damaged ({reason}); run `styrdok ingest` on your documents again: "
        "the damaged files are set aside, not deleted."
    )


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Hold the data folder for writing; raises `CollectionBusy` if another process does."""
    lock = FileLock(data / "write.lock", timeout=0)
    try:
        with no_half_writes(data):
            data.mkdir(parents=True, exist_ok=True)
            lock.acquire()
    except Timeout:
        raise CollectionBusy(f"{data}: another ingest is running; wait until it has ended.") from None
    try:
        yield
    finally:
        lock.release()


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
    """Make what was built the generation in use; of the others only the one before it, which an open reader may still
    hold, is kept."""
    generations = data / "generations"
    files = {p.relative_to(building).as_posix(): p.stat().st_size for p in sorted(building.rglob("*")) if p.is_file()}
    digests = {name: _digest(building / name) for name in files}
    full = {"format": FORMAT, **manifest, "files": files, "digests": digests}
    (building / _MANIFEST).write_text(json.dumps(full, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in building.rglob("*"):
        _flush(path)
    before = _named(data)
    numbers = [int(p.name) for p in generations.iterdir() if p.name.isdigit()]
    folder = generations / f"{max(numbers, default=0) + 1:06d}"
    building.rename(folder)
    _flush(generations)
    _point(data, folder.name)
    # what an earlier ingest left between its last two steps was never in use and goes too
    for number in numbers:
        if f"{number:06d}" != before:
            shutil.rmtree(generations / f"{number:06d}", ignore_errors=True)
    return Generation(folder=folder, manifest=full)


def _named(data: Path) -> str | None:
    try:
        return (data / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _point(data: Path, name: str) -> None:
    """Name the generation in use, in one step."""
    pointer = data / "CURRENT.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(data / "CURRENT")
    _flush(data)


def set_damaged_aside(data: Path) -> Generation | None:
    """Move the damaged generation in use to `damaged/` and go back to the newest one that can be read, if any."""
    generations = data / "generations"
    names = sorted((p.name for p in generations.glob("[0-9]*")), reverse=True) if generations.is_dir() else []
    for name in names:
        try:
            good = verify(_checked(generations / name))
        except DamagedIndex:
            aside = data / "damaged"
            aside.mkdir(exist_ok=True)
            target = aside / name
            while target.exists():
                target = target.with_name(target.name + "-again")
            (generations / name).rename(target)
        else:
            _point(data, name)
            return good
    (data / "CURRENT").unlink(missing_ok=True)
    return None


@contextmanager
def no_half_writes(data: Path) -> Iterator[None]:
    """Turn the operating system's refusals into a sentence that says nothing was changed."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise OutOfSpace(
                f"{data}: no space left for the index; nothing was changed, free some space and run the command again."
            ) from error
        raise CollectionError(
            f"{data}: cannot write the index there ({error.strerror or error}); choose another folder with --data."
        ) from error


def _flush(path: Path) -> None:
    """Hand a file or folder to the disk: a rename is only as good as what it points to."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
