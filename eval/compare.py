"""Two runs over the same questions: what differs, how surely, and which questions were gained or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import N_RESAMPLES, SEED, paired_interval, permutation_p
from eval.errors import EvalError
from eval.metrics import MEASURES, measure
from eval.summary import Row, Run, pairs_of, statistic_of

LOOKED_AT = ("hit@5", "correct", "false_abstention", "wrong_status")
"""The measures whose changes are listed question by question unless others are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A measure in both runs over the n questions it is defined for in both.

    `difference` is b - a with its 95 % paired bootstrap interval; `p` is two-sided, by paired randomisation.
    """

    measure: str
    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One question whose value in one measure changed from a to b."""

    query_id: str
    question: str
    measure: str
    a: float
    b: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`gained` are changes for the better in b, `lost` for the worse; `notes` say what makes the runs unlike."""

    differences: tuple[Difference, ...]
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    notes: tuple[str, ...]


def compare(
    a: Run, b: Run, *, looked_at: Sequence[str] = LOOKED_AT, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> Comparison:
    """What run b does better or worse than run a, over the questions both have."""
    in_a, in_b = ({row.query_id: row for row in run.rows} for run in (a, b))
    shared = sorted(in_a.keys() & in_b.keys())
    if not shared:
        raise EvalError("The runs have no question in common; compare runs over the same question set.")
    pairs = [(in_a[query_id], in_b[query_id]) for query_id in shared]
    differences = (_difference(name, pairs, n_resamples, seed) for name in MEASURES)
    better: list[Change] = []
    worse: list[Change] = []
    for name in looked_at:
        sign = 1 if measure(name).higher_is_better else -1
        for change in _changes(name, pairs):
            (better if sign * (change.b - change.a) > 0 else worse).append(change)
    return Comparison(
        differences=tuple(difference for difference in differences if difference),
        gained=tuple(better),
        lost=tuple(worse),
        notes=tuple(_notes(a, b, len(shared))),
    )


def _difference(name: str, pairs: Sequence[tuple[Row, Row]], n_resamples: int, seed: int) -> Difference | None:
    # a question counts where the measure is defined in both runs: a pair needs two values
    both = [pair for pair in pairs if all(len(pairs_of(name, [row])) for row in pair)]
    if not both:
        return None
    rows_a, rows_b = (pairs_of(name, [pair[side] for pair in both]) for side in (0, 1))
    statistic = statistic_of(name)
    value_a, value_b = statistic(rows_a), statistic(rows_b)
    low, high = paired_interval(rows_a, rows_b, statistic, n_resamples=n_resamples, seed=seed)
    p = permutation_p(rows_a, rows_b, statistic, n_resamples=n_resamples, seed=seed)
    return Difference(
        measure=name, n=len(both), a=value_a, b=value_b, difference=value_b - value_a, low=low, high=high, p=p
    )


def _changes(name: str, pairs: Sequence[tuple[Row, Row]]) -> list[Change]:
    return [
        Change(query_id=b.query_id, question=b.question, measure=name, a=a.values[name], b=b.values[name])
        for a, b in pairs
        if name in a.values and name in b.values and a.values[name] != b.values[name]
    ]


def _notes(a: Run, b: Run, n_shared: int) -> list[str]:
    notes = []
    for which, run in (("A", a), ("B", b)):
        if len(run.rows) > n_shared:
            notes.append(
                f"{len(run.rows) - n_shared} questions of run {which} are not in the other; they are left out."
            )
    if a.settings.get("questions") != b.settings.get("questions"):
        notes.append("The runs were made with different versions of the question set.")
    for key in ("model", "collection", "revision"):
        if a.settings.get(key) != b.settings.get(key):
            notes.append(f"{key}: {_shown(a, key)} in A, {_shown(b, key)} in B.")
    return notes


def _shown(run: Run, key: str) -> str:
    value = run.settings.get(key)
    return str(value.get("sha256") if isinstance(value, dict) else value)
