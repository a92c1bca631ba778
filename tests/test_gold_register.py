"""The hand-made register of responsibilities over the five documents is sound: every fact stands where it says.

Tests the data alone; how much of it is found is measured elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.files import FoundFile
from ingest.read import read_document

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "eval" / "collections" / "five" / "responsibilities.jsonl"
ROLES = set("responsible follow_up coordinate decide revise report_to cooperate offer support other".split())
# numbered assignments under each heading of chapter 4, counted in the document
ASSIGNMENTS = {
    "Socialtjänsten": 6,
    "Miljö och stadsbyggnad": 7,
    "Kommunledningskontoret": 15,
    "Tekniska kontoret": 6,
    "Räddningstjänsten": 3,
    "Barn- och utbildningsförvaltningen": 8,
    "Kultur och Fritid": 5,
}


@lru_cache(maxsize=1)
def facts() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """doc_id → stored text."""
    files = (path for path in (ROOT / "corpus").iterdir() if path.stem != "README")
    return {path.stem: read_document(FoundFile(path=path, doc_id=path.stem)).text for path in files}


def test_every_fact_has_its_quote_in_one_place_of_the_stored_text() -> None:
    """A quote is 20 to 300 characters of the stored text and stands there once, so that it names its place."""
    for fact in facts():
        assert texts()[fact["doc_id"]].count(fact["quote"]) == 1, fact
        assert 20 <= len(fact["quote"]) <= 300, fact


def test_facts_are_whole_and_told_once() -> None:
    """Every fact has the six fields, a known role and a task; none is told twice, and every document has some."""
    for fact in facts():
        assert list(fact) == ["doc_id", "body", "role", "task", "frequency", "quote"]
        assert fact["role"] in ROLES, fact
        assert fact["task"], fact
        assert fact["body"] is None or (fact["body"] == fact["body"].strip() and fact["body"][0].isupper()), fact
    keys = Counter((fact["doc_id"], fact["body"], fact["role"], fact["quote"]) for fact in facts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert {fact["doc_id"] for fact in facts()} == set(texts())
    assert len(facts()) >= 110


def test_each_numbered_assignment_makes_its_department_responsible() -> None:
    """Uddevalla's departments are each responsible for as many numbered assignments as their tables have."""
    found: Counter[str] = Counter()
    for fact in facts():
        number = re.match(r"uppdrag (\d+): ", fact["task"])
        if number:
            assert fact["role"] == "responsible", fact
            assert fact["quote"].startswith(f"{number[1]}. "), fact
            found[fact["body"]] += 1
    assert found == ASSIGNMENTS


def test_the_scan_names_its_bodies_as_the_clean_text_does() -> None:
    """The scan's facts are the clean programme's without the cover's three, with the same bodies, roles and tasks."""

    def told(doc_id: str) -> list[tuple[str | None, str, str]]:
        return [(fact["body"], fact["role"], fact["task"]) for fact in facts() if fact["doc_id"] == doc_id]

    assert told("boras-program-2023")[3:] == told("boras-program-skannad")
