"""Takes files into a collection: which are new, changed, unchanged, refused or gone, and one new generation for all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from index.build import Incoming, Progress, update
from index.encoder import Encoder
from index.errors import DamagedIndex, NoCollection
from index.generations import current_generation, set_damaged_aside, verify, writing
from index.store import FILE, Origin, Store
from ingest.errors import UnreadableFile
from ingest.files import FoundFile, find_files
from ingest.read import READERS, read_documents

Outcome = Literal["added", "updated", "unchanged", "skipped", "refused", "forgotten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file; `reason` is a sentence for a refused or skipped one, empty otherwise."""

    path: str
    doc_id: str
    outcome: Outcome
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Report:
    """What an intake did, file by file, and how large the collection is now."""

    files: list[FileOutcome] = field(default_factory=list)
    documents: int = 0
    passages: int = 0
    damaged_set_aside: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many files came out so."""
        return sum(one.outcome == outcome for one in self.files)


def take_in(
    data: Path,
    paths: Sequence[Path],
    *,
    encoder: Encoder,
    jobs: int = 1,
    prune: bool = False,
    on_file: Callable[[FileOutcome, int], None] = lambda outcome, total: None,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Add or update the files and folders `paths`; with `prune`, forget documents whose files are gone.

    A refused file is reported and the rest go on. `on_file` is told each outcome and how many files there are.
    Raises `CollectionError` where nothing can be written; the last good generation then stays in use.
    """
    found = find_files(paths)
    asked_for = {path.resolve() for path in paths}
    with writing(data):
        report = Report()
        origins = _origins(data, report)

        def tell(outcome: FileOutcome) -> None:
            report.files.append(outcome)
            on_file(outcome, len(found))

        to_read = []
        for one in found:
            known = origins.get(one.doc_id)
            if one.path.suffix.lower() not in READERS and one.path.resolve() not in asked_for:
                tell(
                    _outcome(
                        one, "skipped", f"{one.path.name}: no reader for {one.path.suffix or 'files without suffix'}"
                    )
                )
            elif known is not None and (known.path, known.fingerprint) == (str(one.path.resolve()), _fingerprint(one)):
                tell(_outcome(one, "unchanged"))
            else:
                to_read.append(one)
        here = {one.doc_id for one in found}  # a file that moved is read where it is now, not forgotten
        gone = [o for o in origins.values() if prune and o.doc_id not in here and not Path(o.path).exists()]
        for origin in gone:
            tell(FileOutcome(path=origin.path, doc_id=origin.doc_id, outcome="forgotten"))

        def incoming() -> Iterator[Incoming]:
            for one, result in read_documents(to_read, jobs=jobs):
                if isinstance(result, UnreadableFile):
                    tell(_outcome(one, "refused", str(result)))
                else:
                    tell(_outcome(one, "updated" if one.doc_id in origins else "added"))
                    # of what was read, so that a file that changes meanwhile is read again next time
                    read = _joined(result.source.sha256, _sha256(one.path.with_suffix(".toml")))
                    yield Incoming(document=result, path=str(one.path.resolve()), fingerprint=read)

        first = iter(incoming())
        opening = next(first, None)
        if opening is None and not gone and not _made_by_another(data, encoder):
            _add_size(data, report)
            return report
        everything = (one for part in ([opening] if opening else [], first) for one in part)
        update(data, incoming=everything, forgotten=[o.doc_id for o in gone], encoder=encoder, progress=progress)
        _add_size(data, report)
        return report


def _outcome(found: FoundFile, outcome: Outcome, reason: str = "") -> FileOutcome:
    return FileOutcome(path=str(found.path), doc_id=found.doc_id, outcome=outcome, reason=reason)


def _origins(data: Path, report: Report) -> dict[str, Origin]:
    """What is in the collection; a damaged generation is set aside first and the one before it taken up."""
    for _ in range(2):
        try:
            with closing(Store(verify(current_generation(data)).folder / FILE)) as store:
                found = {origin.doc_id: origin for origin in store.origins()}
        except NoCollection:
            return {}
        except DamagedIndex:
            report.damaged_set_aside = True
            set_damaged_aside(data)
        else:
            return found
    return {}


def _made_by_another(data: Path, encoder: Encoder) -> bool:
    try:
        return current_generation(data).encoder_name != encoder.name
    except NoCollection:
        return False


def _add_size(data: Path, report: Report) -> None:
    try:
        manifest = current_generation(data).manifest
    except NoCollection:
        return
    report.documents, report.passages = int(manifest["documents"]), int(manifest["passages"])


def _fingerprint(found: FoundFile) -> str:
    """Tells a file and the sidecar that overrules its metadata from any other."""
    return _joined(_sha256(found.path), _sha256(found.path.with_suffix(".toml")))


def _joined(file: str | None, sidecar: str | None) -> str:
    return f"{file} {sidecar}" if sidecar else f"{file}"


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
