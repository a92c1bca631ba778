"""What made a run: model, documents, code and packages, so that two results can be told apart.

Nothing here names a machine, a user or a path; the same checkout over the same documents gives the same record.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eval.questions import Question

PACKAGES = ("styrdok", "faiss-cpu", "numpy", "onnxruntime", "rapidfuzz", "simplemma", "spacy", "tantivy", "tokenizers")
"""The packages whose version can change a result."""


def settings(*, model: str | None, documents: Mapping[str, str], **options: Any) -> dict[str, Any]:
    """The record of a run: `documents` maps each doc_id to the SHA-256 of its source file.

    `options` are what the caller chose, such as `k`; they must be JSON values.
    """
    return {
        "model": model,
        "collection": {"documents": len(documents), "sha256": _hash(f"{d} {h}" for d, h in sorted(documents.items()))},
        "revision": revision(),
        "python": platform.python_version(),
        "packages": packages(),
        "options": options,
    }


def questions_hash(questions: Iterable[Question]) -> str:
    """A hash of the questions and their judgements in any order; two runs are comparable when it is the same."""
    return _hash(sorted(map(repr, questions)))


def packages() -> dict[str, str]:
    """The installed version of each package that can change a result."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # the checkout itself need not be installed
            continue
    return found


def revision() -> str | None:
    """The commit of the checkout, with `+` when files that git tracks have changed; None outside a checkout."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):  # no git, or a damaged checkout
        return None
    return commit[:12] + ("+" if changed else "")


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
