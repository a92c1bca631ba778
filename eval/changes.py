"""A gold list of changes between documents: the file, checked at the edge.

A file is a JSON list of pairs, each with `base`, `revised` (document ids) and `changes`, each with `section`, `change`
(added, removed or changed), `old` and `new`: the wording in either document, null where it has none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from answer.comparison_records import ChangeKind
from eval.errors import EvalError
from eval.lines import need


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldChange:
    """One change as a reader sees it; the quotes are as short as they can be and still show it."""

    section: str
    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """Two documents and all changes between them; an empty list says that there are none."""

    base: str
    revised: str
    changes: tuple[GoldChange, ...]


def load_changes(path: Path) -> list[GoldPair]:
    """The pairs of a gold file; raises `EvalError`."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); name an existing JSON file.") from error
    except ValueError as error:
        raise EvalError(f"{path}: not JSON ({error}); write a list of pairs with base, revised and changes.") from error
    if not isinstance(value, list):
        raise EvalError(f"{path}: not a list; write a list of pairs with base, revised and changes.")
    return [_pair(item, f"{path}: [{number}]") for number, item in enumerate(value)]


def _pair(item: object, place: str) -> GoldPair:
    changes = need(item, "changes", list, place)
    return GoldPair(
        base=need(item, "base", str, place),
        revised=need(item, "revised", str, place),
        changes=tuple(_change(one, f"{place}: changes[{number}]") for number, one in enumerate(changes)),
    )


def _change(item: object, place: str) -> GoldChange:
    kind = need(item, "change", str, place)
    if kind not in get_args(ChangeKind):
        raise EvalError(f"{place}: 'change' is {kind!r}; it must be one of {', '.join(get_args(ChangeKind))}.")
    old, new = (_wording(item, key, place) for key in ("old", "new"))
    if (old is None) != (kind == "added") or (new is None) != (kind == "removed"):
        raise EvalError(f"{place}: {kind} with old {old!r} and new {new!r}; added has no old and removed no new.")
    return GoldChange(section=need(item, "section", str, place), kind=kind, old=old, new=new)


def _wording(item: object, key: str, place: str) -> str | None:
    if isinstance(item, dict) and item.get(key, "") is None:
        return None
    return need(item, key, str, place)
