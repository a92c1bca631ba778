"""What `eval.metadata` claims: each value of a document is exact, wrong, missing or invented, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import EvalError
from eval.metadata import FIELDS, as_json, error_rows, field_rows, judge, load_gold, outcome_of
from ingest.files import FoundFile
from ingest.read import read_document
from ingest.records import Contradiction, Evidence, Metadata

ROOT = Path(__file__).parent.parent
COLLECTIONS = ROOT / "eval" / "collections"


def said(value: str) -> Evidence:
    return Evidence(value=value, quote=value, start=0, end=len(value))


@pytest.mark.parametrize(
    ("field", "gold", "found", "outcome"),
    [
        ("adopted_by", None, None, "exact"),
        ("adopted_by", "Kommunstyrelsen", None, "missing"),
        ("adopted_by", None, "Kommunstyrelsen", "invented"),
        ("adopted_by", "Kommunstyrelsen", "kommunstyrelsen", "exact"),
        ("adopted_by", "Kommunstyrelsen", "Kommunfullmäktige", "wrong"),
        ("municipality", "Borås Stad", "Bora\u030as \n stad", "exact"),  # a combining ring, a line break
        ("municipality", "Borås Stad", "Boras Stad", "wrong"),
        ("valid_from", "2007", "2007-01-01", "wrong"),
        # 4 of the shorter's 5 words
        ("applies_to", "Alla nämnder, styrelser och bolag", "alla nämnder och bolag i koncernen", "exact"),
        # 3 of 4
        ("applies_to", "Alla nämnder och bolag", "Alla skolor och bolag", "wrong"),
        # a long value that holds the short one
        ("follow_up_frequency", "årligen i mars; fördjupad uppföljning 2027", "Årligen", "exact"),
        # not a long field: a part is not the same
        ("follow_up_by", "Klimatstrategen, kommunledningskontoret", "Klimatstrategen", "wrong"),
    ],
)
def test_a_value_is_judged(field: str, gold: str | None, found: str | None, outcome: str) -> None:
    """White space, case and Unicode form do not count; long fields need 80 % of the shorter's words."""
    assert outcome_of(field, gold, found) == outcome


def test_a_document_is_judged_field_by_field() -> None:
    """Fields the gold lacks, a status that only another document tells, and fields unknown to us are not judged."""
    metadata = Metadata(status=said("adopted"), title=said("Plan"), adopted_date=said("2020-01-02"))
    gold = {"status": "replaced", "title": "Plan", "adopted_by": "KF", "valid_from": None, "amends": "Policy"}
    assert [(item.field, item.outcome) for item in judge("plan", gold, metadata)] == [
        ("title", "exact"),
        ("adopted_by", "missing"),
        ("valid_from", "exact"),
    ]


def test_an_unknown_status_is_none_stated() -> None:
    """`unknown`, as a sidecar may say, is the same as no status."""
    (item,) = judge("plan", {"status": None}, Metadata(status=said("unknown")))
    assert item.outcome == "exact"


def test_contradictions_are_judged_value_by_value() -> None:
    """One found in place of another is one missing and one invented; none expected and none found is no row."""
    metadata = Metadata(
        contradictions=(
            Contradiction(field="adopted_by", evidence=(said("kommunfullmäktige"),)),
            Contradiction(field="valid_until", evidence=(said("2027"),)),
        )
    )
    gold: dict[str, Any] = {"contradictions": {"adopted_by": ["Kommunfullmäktige"], "adopted_date": ["2020-01-02"]}}
    assert [(item.field, item.gold, item.found, item.outcome) for item in judge("plan", gold, metadata)] == [
        ("against adopted_by", "Kommunfullmäktige", "kommunfullmäktige", "exact"),
        ("against adopted_date", "2020-01-02", None, "missing"),
        ("against valid_until", None, "2027", "invented"),
    ]
    assert list(judge("plan", {"contradictions": {}}, Metadata())) == []


def test_counts_and_errors_are_told() -> None:
    """The tables count each outcome by field and in all, and name every value that is not exact."""
    metadata = Metadata(title=said("Plan"), adopted_by=said("KS"))
    judged = [*judge("plan", {"title": "Plan", "adopted_by": None, "replaces": "Policy 2010"}, metadata)]
    assert field_rows(judged) == [
        ("field", "exact", "wrong", "missing", "invented"),
        ("title", "1", "0", "0", "0"),
        ("adopted_by", "0", "0", "0", "1"),
        ("replaces", "0", "0", "1", "0"),
        ("all", "1", "0", "1", "1"),
    ]
    assert error_rows(judged)[1:] == [
        ("plan", "adopted_by", "invented", "–", "KS"),
        ("plan", "replaces", "missing", "Policy 2010", "–"),
    ]
    result = as_json(judged, {"model": "m"})
    assert result["documents"] == 1
    assert result["counts"]["all"] == {"exact": 1, "wrong": 0, "missing": 1, "invented": 1}
    assert len(result["errors"]) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[", "not JSON"),
        ("[]", "not an object of documents"),
        ("{}", "not an object of documents"),
        ('{"plan": 3}', "'plan' is 3"),
        ('{"plan": {"title": 3}}', "title of 'plan' is 3"),
        ('{"plan": {"title": " "}}', "title of 'plan' is ' '"),
        ('{"plan": {"contradictions": ["KF"]}}', "contradictions of 'plan'"),
    ],
)
def test_a_wrong_gold_file_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """The message names the file and the value, in one sentence."""
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match=r"\.$") as refused:
        load_gold(path)
    assert says in str(refused.value)
    with pytest.raises(EvalError, match="cannot be read"):
        load_gold(tmp_path / "none.json")


@pytest.mark.parametrize(("name", "documents"), [("five", ROOT / "corpus"), ("municipal", None)])
def test_the_gold_metadata_belongs_to_its_documents(name: str, documents: Path | None) -> None:
    """Every document has its truth in known fields; each value of the five stands in its text, but for the scan's."""
    gold = load_gold(COLLECTIONS / name / "metadata.json")
    folder = documents or COLLECTIONS / name / "docs"
    files = {path.stem: path for path in folder.iterdir() if path.stem != "README"}
    assert set(gold) == set(files)
    for doc_id, values in gold.items():
        assert set(values) <= {*FIELDS, "amends", "contradictions"}
        if name == "municipal" or doc_id == "boras-program-skannad":
            continue
        text = read_document(FoundFile(path=files[doc_id], doc_id=doc_id)).text.casefold()
        for field, value in values.items():
            if isinstance(value, str) and field not in ("status", "document_type"):
                assert value.casefold() in text, (doc_id, field)


def test_results_kept_are_of_the_gold_kept() -> None:
    """The result files in `eval/results` judge as many documents as their gold files have."""
    for name in ("five", "municipal"):
        result = json.loads((ROOT / "eval" / "results" / f"metadata-{name}.json").read_text(encoding="utf-8"))
        assert result["documents"] == len(load_gold(COLLECTIONS / name / "metadata.json"))
