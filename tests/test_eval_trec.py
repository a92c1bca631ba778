"""Runs and judgements written for TREC tools and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from eval_cases import question, results
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import EvalError
from eval.trec import UNFOUND, qrels_of, ranking_of, read_qrels, read_run, write_qrels, write_run


def test_qrels_come_from_the_quotes() -> None:
    """A passage has its highest grade; a quote nobody found keeps a line; unanswerable questions have none."""
    asked = question(("d", "a b c", 2), ("d", "b c", 1), ("e", "x", 2), query_id="q1")
    seen = {"q1": results(("d", "a b c"), ("d", "b c"), ("e", "y"), ("f", "x"))}
    assert qrels_of([asked, question(query_id="q2")], seen) == {"q1": {"d:1": 2, "d:2": 1, f"{UNFOUND}q1:3": 2}}


def test_scores_that_do_not_fall_give_way_to_ranks() -> None:
    """The order of the ranks survives tools that sort by score."""
    falling = results(("d", "a"), ("d", "b"))
    assert ranking_of({"q": falling}) == {"q": [("d:1", 1.0), ("d:2", 0.5)]}
    assert ranking_of({"q": [falling[1], falling[0]]}) == {"q": [("d:2", 1.0), ("d:1", 0.5)]}


IDS = st.text(min_size=1, max_size=8)


@given(
    ranking=st.dictionaries(IDS, st.dictionaries(IDS, st.floats(-100, 100), min_size=1, max_size=4), max_size=3),
    qrels=st.dictionaries(IDS, st.dictionaries(IDS, st.sampled_from([1, 2]), min_size=1), max_size=3),
)
def test_trec_files_round_trip(tmp_path_factory: pytest.TempPathFactory, ranking: Any, qrels: Any) -> None:
    """What is written is read back, whatever characters the ids have."""
    folder = tmp_path_factory.mktemp("trec")
    ranked = {q: sorted(found.items(), key=lambda pair: -pair[1]) for q, found in ranking.items()}
    write_run(ranked, folder / "run")
    write_qrels(qrels, folder / "qrels")
    assert read_run(folder / "run") == ranked
    assert read_qrels(folder / "qrels") == qrels


@pytest.mark.parametrize("line", ["q Q0 d 1 0.5", "q Q0 d one 0.5 tag", "q Q0 d 1 high tag"])
def test_a_wrong_trec_line_is_refused(tmp_path: Path, line: str) -> None:
    """Missing fields and words for numbers are refused with the line."""
    (tmp_path / "run").write_text(line)
    with pytest.raises(EvalError, match="run line 1: "):
        read_run(tmp_path / "run")
