"""The collection written for training: every question has its passages, as the product cuts them, or is a near miss."""

import json
from pathlib import Path

import pytest
from train_cases import write_written

from train.data import jsonl_rows
from train.development import passage_text
from train.reader_data import own_asked, with_others
from train.written import FOLDER, all_passages, written_groups, written_questions


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tiny documents."""
    return write_written(tmp_path_factory.mktemp("written"))


def test_a_question_has_the_passages_of_its_quotes(written: Path) -> None:
    """A sentence's passage, both rows of a list in the form that is searched, nothing for a near miss."""
    followed, cost, miss = written_questions(written)[:3]
    assert [gold.text for gold in followed.golds] == [
        "Socialnämnden följer upp programmet varje år och redovisar det för fullmäktige i mars."
    ]
    assert [gold.text for gold in cost.golds] == [
        "Insats: Lotsar | Kostnad: 200 tkr",
        "Insats: Tolkar | Kostnad: 300 tkr",
    ]
    assert (cost.span, miss.golds, miss.span) == ("200 tkr", (), None)
    assert passage_text(cost.golds[0]).startswith(
        "Program för delaktighet i Bryndal kommun | Bryndal kommun | Kostnad | "
    )


def test_encoder_groups_hold_only_what_is_answered(written: Path) -> None:
    """A passage with its questions; a near miss is in none."""
    groups = written_groups(written)[:2]
    assert [question for group in groups for question in group.questions] == [
        "Vem kollar programmet i bryndal?",
        "Vad kostar insatserna i bryndal?",
    ]


def test_what_answers_is_never_shown_as_wrong(written: Path, tmp_path: Path) -> None:
    """Neither row of a list is among the wrong passages; a near miss gets the likest passage as its own."""
    asked, pool = own_asked(written)[:3], all_passages(written)
    cache = tmp_path / "near.json"
    cache.write_text(json.dumps({item.question: list(range(len(pool))) for item in asked}), "utf-8")
    _, cost, miss = with_others(asked, cache, also=pool)
    assert not set(cost.right) & set(cost.others)
    assert len(cost.right) == 2
    assert miss.answer is None
    assert miss.group == pool[0]


def test_the_shipped_collection_is_whole() -> None:
    """Every quote stands in its document's file and one holds the span; ids are unique; a third are near misses."""
    texts = {path.stem: path.read_text("utf-8") for path in (FOLDER / "docs").iterdir()}
    rows = [row for path in sorted(FOLDER.glob("questions-*.jsonl")) for row in jsonl_rows(path)]
    assert len({row["query_id"] for row in rows}) == len(rows) > 1000
    assert 0.25 < sum(not row["answerable"] for row in rows) / len(rows) < 0.45
    for row in rows:
        assert row["answerable"] == bool(row["gold"]), row["query_id"]
        assert all(gold["quote"] in texts[gold["doc_id"]] for gold in row["gold"]), row["query_id"]
        assert not row["answerable"] or any(row["span"] in gold["quote"] for gold in row["gold"]), row["query_id"]
