"""A TOML file beside a document that overrules what was read from it: `NAME.toml` for `NAME.pdf`."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from pathlib import Path

from ingest.dates import is_iso_date
from ingest.errors import UnreadableFile
from ingest.records import Evidence, Metadata

FIELDS = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions")
_DATES = ("adopted_date", "revised_date", "valid_from", "valid_until")
_STATUSES = ("adopted", "proposal", "draft", "unknown")


def apply_sidecar(metadata: Metadata, path: Path) -> Metadata:
    """`metadata` with the values of the TOML file at `path`; a contradiction in an overruled field is settled.

    Raises `UnreadableFile` for what is no TOML, no field of `Metadata`, no text or no ISO 8601 date.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"{path.name}: not valid TOML in UTF-8 ({error}); correct the file or remove it."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{path.name}: cannot be read ({error.strerror}); check the file or remove it.") from error
    changes = {key: _evidence(key, value, path) for key, value in values.items()}
    contradictions = tuple(item for item in metadata.contradictions if item.field not in changes)
    return dataclasses.replace(metadata, **changes, contradictions=contradictions)


def _evidence(key: str, value: object, path: Path) -> Evidence | None:
    if key not in FIELDS:
        raise UnreadableFile(f"{path.name}: unknown field '{key}'; use one of {', '.join(FIELDS)}.")
    if key in _DATES:
        return _date(key, value, path)
    if not isinstance(value, str):
        raise UnreadableFile(f"{path.name}: {key} is {value!r}, which is not text; put it in quotes.")
    if key == "status" and value not in _STATUSES:
        raise UnreadableFile(f"{path.name}: status is '{value}'; use one of {', '.join(_STATUSES)}.")
    # an empty text takes a wrongly read value away
    return Evidence(value=value.strip(), quote="", start=0, end=0) if value.strip() else None


def _date(key: str, value: object, path: Path) -> Evidence | None:
    """A date as TOML's own date, a year as a number, or either as text."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        text = value.isoformat()
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        text = str(value).strip()
    else:
        raise UnreadableFile(f"{path.name}: {key} is {value!r}, which is no date; write it as 2023-12-21 or 2023.")
    if not text:
        return None
    if not is_iso_date(text):
        raise UnreadableFile(f"{path.name}: {key} is '{text}', which is no date; write it as 2023-12-21 or 2023.")
    return Evidence(value=text, quote="", start=0, end=0)
