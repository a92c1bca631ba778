"""What is printed of runs and comparisons, and that the documentation holds to the registry."""

from __future__ import annotations

import re
from pathlib import Path

from eval_cases import answer_line, question

from eval.compare import LOOKED_AT, compare
from eval.metrics import MEASURES
from eval.relevance import MIN_SLACK, PHRASE_BELOW
from eval.report import category_rows, change_rows, comparison_rows, reliability_rows, run_rows
from eval.runs import run_questions
from eval.summary import Estimate, Run

DOC = (Path(__file__).parent.parent / "docs" / "evaluation.md").read_text(encoding="utf-8")
QUESTION = question(("d", "Nämnden", 2), answers=(("nämnden",),))
GOOD = run_questions([QUESTION], search=None, ask=lambda asked: answer_line("Nämnden."))
BAD = run_questions([QUESTION], search=None, ask=lambda asked: answer_line(state="not_in_documents"))


def test_a_run_is_printed() -> None:
    """A row per measure that was taken, a column per language; categories and bins have rows of their own."""
    rows = run_rows(GOOD)
    assert rows[0] == ("measure", "overall", "language sv")
    assert ("answer_recall", *["1.00 [1.0–1.0] 1"] * 2) in rows
    assert not any(row[0] == "recall@5" for row in rows)
    assert category_rows(GOOD)[1] == ("who", "1", "–", "1.00 [1.0–1.0] 1", "1.00 [1.0–1.0] 1")
    assert reliability_rows(GOOD)[1:] == [("0.5–0.6", "1", "0.50", "1.00")]
    assert reliability_rows(BAD)[1:] == []


def test_estimates_fit_a_terminal() -> None:
    """With three columns, the widest row of a run of hundreds of questions stays within 80 characters."""
    estimate = Estimate(value=0.5834, low=0.394, high=0.7732, n=409)
    run = Run(
        settings={}, measures={group: {"correct_abstention": estimate} for group in ("overall", "a", "b")}, rows=()
    )
    row = run_rows(run, groups=["overall", "a", "b"])[1]
    assert row[1] == "0.58 [.39–.77] 409"
    assert sum(len(cell) + 2 for cell in row) <= 80


def test_a_comparison_is_printed() -> None:
    """Both values, the difference and the questions behind it."""
    found = compare(GOOD, BAD)
    assert ("correct", "1.000", "0.000", "-1.000", "-1.000 to -1.000", "1.000", "1") in comparison_rows(found)
    assert ("-", "q1", "correct", "1.00", "0.00", "Vem följer upp?") in change_rows(found)


def test_the_documentation_lists_the_registry() -> None:
    """Every measure stands in the table with its meaning and source, in order, and nothing else does."""
    listed = re.findall(r"^\| `([^`]+)` \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$", DOC, re.M)
    assert listed == [
        (m.name, m.part, m.meaning, "higher" if m.higher_is_better else "lower", m.source) for m in MEASURES.values()
    ]


def test_the_documentation_gives_the_numbers_of_the_rule() -> None:
    """The phrase limit, the slack and the measures of a diff are those of the code."""
    assert PHRASE_BELOW == 5
    assert "fewer than five words" in DOC
    assert f"n + max({MIN_SLACK}, n/4)" in DOC
    assert all(f"`{name}`" in DOC for name in LOOKED_AT)
