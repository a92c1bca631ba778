"""How exactly a collection's metadata says what a person found in its documents.

A gold file maps each `doc_id` to what its document says of itself, by the fields of `ingest.records.Metadata`, with
null where it says nothing and `contradictions` (field → values) where it speaks against itself. Each value is judged:

- `exact`: the same value, or rightly none;
- `wrong`: another value;
- `missing`: none, where the document says one;
- `invented`: a value, where the document says none.

Values are the same when equal after Unicode NFC, with white space runs as one space and without regard to case; dates
are ISO 8601 in the precision written, so '2007' is not '2007-01-01'. The long fields are copied from sentences, where a
reader's cut is as good as another: they are the same when at least 80 % of the words of the shorter stand in the other.

Not judged: gold fields that are no field of `Metadata` ('amends'), and a status that only another document tells
('replaced').
"""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from eval.errors import EvalError
from eval.report import Row
from ingest.records import Metadata

Outcome = Literal["exact", "wrong", "missing", "invented"]
OUTCOMES: tuple[Outcome, ...] = ("exact", "wrong", "missing", "invented")
FIELDS = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions")
LONG_FIELDS = frozenset(("follow_up_frequency", "applies_to", "responsible_for_revision", "replaces"))
MIN_OVERLAP = 0.8  # as a result must cover 80 % of a gold quote's words to count as having found it
_STATED_STATUSES = frozenset(("adopted", "proposal", "draft"))

GoldDocument = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One field of one document: what it should be, what was read, and the outcome."""

    doc_id: str
    field: str
    gold: str | None
    found: str | None
    outcome: Outcome


def load_gold(path: Path) -> dict[str, GoldDocument]:
    """The gold file at `path`. Raises `EvalError` for what cannot be read or is no such file."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:  # bad UTF-8 or bad JSON
        raise EvalError(f"{path}: not JSON in UTF-8 ({error}); give a file like metadata.json.") from error
    if not isinstance(gold, dict) or not gold:
        raise EvalError(f"{path}: not an object of documents; give a file like metadata.json.")
    for doc_id, document in gold.items():
        if not isinstance(document, dict):
            raise EvalError(f"{path}: '{doc_id}' is {document!r}, not an object of fields.")
        for field, value in document.items():
            if field == "contradictions":
                _check_contradictions(path, doc_id, value)
            elif not (value is None or (isinstance(value, str) and value.strip())):
                raise EvalError(f"{path}: {field} of '{doc_id}' is {value!r}; write a text or null.")
    return gold


def _check_contradictions(path: Path, doc_id: str, value: object) -> None:
    is_right = isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in value.values()
    )
    if not is_right:
        raise EvalError(f"{path}: contradictions of '{doc_id}' is {value!r}; write field → list of texts.")


def judge(doc_id: str, gold: GoldDocument, metadata: Metadata) -> Iterator[Judged]:
    """Every field of one document, and each value that speaks against one, gold's and those found."""
    for field in FIELDS:
        if field not in gold or (field == "status" and gold[field] not in {None, *_STATED_STATUSES}):
            continue
        evidence = getattr(metadata, field)
        found = None if evidence is None or (field == "status" and evidence.value == "unknown") else evidence.value
        outcome = outcome_of(field, gold[field], found)
        yield Judged(doc_id=doc_id, field=field, gold=gold[field], found=found, outcome=outcome)
    if "contradictions" in gold:
        yield from _judge_contradictions(doc_id, gold["contradictions"], metadata)


def outcome_of(field: str, gold: str | None, found: str | None) -> Outcome:
    """How `found` stands to `gold`."""
    if gold is None:
        return "exact" if found is None else "invented"
    if found is None:
        return "missing"
    return "exact" if is_same(field, gold, found) else "wrong"


def is_same(field: str, one: str, other: str) -> bool:
    """Whether two values of `field` say the same."""
    if _plain(one) == _plain(other):
        return True
    if field not in LONG_FIELDS:
        return False
    a, b = _words(one), _words(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= MIN_OVERLAP


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())


def _words(value: str) -> set[str]:
    return set(re.findall(r"\w+", _plain(value)))


def _judge_contradictions(doc_id: str, gold: Mapping[str, Sequence[str]], metadata: Metadata) -> Iterator[Judged]:
    said = {item.field: [evidence.value for evidence in item.evidence] for item in metadata.contradictions}
    for field in sorted({*gold, *said}):
        found = list(said.get(field, ()))
        for value in gold.get(field, ()):
            same = next((item for item in found if is_same(field, value, item)), None)
            if same is not None:
                found.remove(same)
            outcome: Outcome = "missing" if same is None else "exact"
            yield Judged(doc_id=doc_id, field=f"against {field}", gold=value, found=same, outcome=outcome)
        for value in found:
            yield Judged(doc_id=doc_id, field=f"against {field}", gold=None, found=value, outcome="invented")


def field_rows(judged: Sequence[Judged]) -> list[Row]:
    """A header, one row per field with the number of each outcome, and their sum."""
    counts: dict[str, Counter[str]] = {}
    for item in judged:
        counts.setdefault(item.field, Counter())[item.outcome] += 1
    total = sum(counts.values(), Counter())
    rows = [(field, *(str(count[name]) for name in OUTCOMES)) for field, count in counts.items()]
    return [("field", *OUTCOMES), *rows, ("all", *(str(total[name]) for name in OUTCOMES))]


def error_rows(judged: Sequence[Judged]) -> list[Row]:
    """A header and one row per value that is not exact."""
    rows: list[Row] = [("document", "field", "outcome", "gold", "found")]
    errors = (item for item in judged if item.outcome != "exact")
    return [*rows, *((item.doc_id, item.field, item.outcome, item.gold or "–", item.found or "–") for item in errors)]


def as_json(judged: Sequence[Judged], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The result as JSON values: settings, counts by field, and every value that is not exact."""
    header, *rows = field_rows(judged)
    return {
        "settings": dict(settings),
        "documents": len({item.doc_id for item in judged}),
        "counts": {row[0]: dict(zip(header[1:], map(int, row[1:]), strict=True)) for row in rows},
        "errors": [dataclasses.asdict(item) for item in judged if item.outcome != "exact"],
    }
