"""Documents as JSON and back, between the process that parses files and the one that asked for them.

JSON and no pickle: a file that takes over the parser must not reach any further.
"""

from __future__ import annotations

import dataclasses
import json
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ingest.records import Document


def dump_document(document: Document) -> str:
    """One line of JSON."""
    return json.dumps(dataclasses.asdict(document), ensure_ascii=False, separators=(",", ":"))


def load_document(line: str) -> Document:
    """The document in a line of JSON; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    document = _load(Document, json.loads(line))
    assert isinstance(document, Document)
    return document


def _load(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind):
        record: Any = kind
        fields = _hints(record)
        return record(**{name: _load(fields[name], item) for name, item in value.items()})
    if origin is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_load(kinds[0], item) for item in value)
        return tuple(_load(part, item) for part, item in zip(kinds, value, strict=True))
    if origin in (Union, types.UnionType):
        part = next(part for part in get_args(kind) if part is not type(None))
        return None if value is None else _load(part, value)
    if not isinstance(value, str if origin is Literal else kind):
        raise TypeError(f"expected {kind}, found {value!r}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
