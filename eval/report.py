"""Runs and comparisons as rows of short texts, for whatever prints them.

An estimate reads `0.58 [.39–.77] 22`: the value, its 95 % interval, the questions it is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.compare import Comparison
from eval.metrics import MEASURES
from eval.summary import OVERALL, Estimate, Run

Row = tuple[str, ...]


def run_rows(run: Run, *, groups: Sequence[str] | None = None) -> list[Row]:
    """A header and one row per measure; a column per group: by default the whole and the languages."""
    shown = groups or [name for name in run.measures if name == OVERALL or name.startswith("language ")]
    rows: list[Row] = [("measure", *shown)]
    for name in MEASURES:
        estimates = [run.measures[group].get(name) for group in shown]
        if any(estimates):
            rows.append((name, *map(_estimate, estimates)))
    return rows


def category_rows(run: Run, *, measures: Sequence[str] = ("recall@5", "answer_recall", "correct")) -> list[Row]:
    """A header and one row per category with the number of its questions and the measures named."""
    rows: list[Row] = [("category", "questions", *measures)]
    for group, measured in run.measures.items():
        if group.startswith("category "):
            category = group.removeprefix("category ")
            n = sum(row.category == category for row in run.rows)
            rows.append((category, str(n), *(_estimate(measured.get(name)) for name in measures)))
    return rows


def reliability_rows(run: Run) -> list[Row]:
    """A header and one row per bin of confidence that has answers."""
    rows: list[Row] = [("confidence", "answers", "mean confidence", "share correct")]
    for b in run.reliability:
        if b.confidence is not None and b.accuracy is not None:
            rows.append((f"{b.low:.1f}–{b.high:.1f}", str(b.n), f"{b.confidence:.2f}", f"{b.accuracy:.2f}"))
    return rows


def comparison_rows(comparison: Comparison) -> list[Row]:
    """A header and one row per measure: both values, the difference with its interval, p and the count."""
    rows: list[Row] = [("measure", "A", "B", "B − A", "95 %", "p", "n")]
    for d in comparison.differences:
        interval = f"{d.low:+.3f} to {d.high:+.3f}"
        rows.append((d.measure, f"{d.a:.3f}", f"{d.b:.3f}", f"{d.difference:+.3f}", interval, f"{d.p:.3f}", str(d.n)))
    return rows


def change_rows(comparison: Comparison) -> list[Row]:
    """A header and one row per question gained or lost."""
    rows: list[Row] = [("", "query_id", "measure", "A", "B", "question")]
    for sign, changes in (("+", comparison.gained), ("-", comparison.lost)):
        rows += [(sign, c.query_id, c.measure, f"{c.a:.2f}", f"{c.b:.2f}", c.question) for c in changes]
    return rows


def _estimate(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate.value:.2f} [{_bound(estimate.low)}–{_bound(estimate.high)}] {estimate.n}"


def _bound(value: float) -> str:
    # three columns of estimates must fit a terminal of 80 characters
    return "1.0" if value > 0.995 else f"{value:.2f}".removeprefix("0")
