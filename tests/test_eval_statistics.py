"""Intervals, tests, calibration and the sums over groups."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.bootstrap import interval, mean, paired_interval, permutation_p
from eval.calibration import expected_calibration_error, reliability
from eval.summary import Row, groups_of, pairs_of, summed_up

UNIT = st.floats(0, 1)


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64).reshape(-1, 1)


def row(query_id: str, language: str = "sv", category: str = "who", **fields: object) -> Row:
    given_fields = {
        "question": "?",
        "answerable": True,
        "state": "answered",
        "confidence": 0.5,
        "values": {"MRR": 1.0, "correct": 1.0},
        **fields,
    }
    return Row(query_id=query_id, language=language, category=category, **given_fields)


@pytest.mark.parametrize(
    ("confidences", "correct", "expected"),
    [
        ([0.95, 0.95], [1, 1], 0.05),
        # two bins: |0.5 - 0.9| for two of four and |1 - 0.15| for one, |0 - 0.15| for the other: bin mean |0.5 - 0.15|
        ([0.9, 0.9, 0.15, 0.15], [1, 0, 1, 0], (2 * 0.4 + 2 * 0.35) / 4),
        ([1.0], [0], 1.0),
        ([0.0], [0], 0.0),
    ],
)
def test_calibration_error(confidences: list[float], correct: list[float], expected: float) -> None:
    """The gaps between confidence and share correct, weighted by the answers in each bin."""
    found = expected_calibration_error(np.array(confidences), np.array(correct, dtype=float))
    assert found == pytest.approx(expected)


def test_reliability_table() -> None:
    """Ten bins; a confidence of 1 falls into the last; an empty bin has no means."""
    table = reliability([1.0, 0.95, 0.3], [1, 0, 1])
    assert [b.n for b in table] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 2]
    assert (table[9].confidence, table[9].accuracy) == (pytest.approx(0.975), 0.5)
    assert table[0].confidence is None


@given(st.lists(st.tuples(UNIT, st.sampled_from([0.0, 1.0])), min_size=1, max_size=40))
def test_calibration_error_is_bounded_and_agrees_with_the_table(pairs: list[tuple[float, float]]) -> None:
    """The error is in [0, 1] and is the table's, weighted."""
    confidences, correct = zip(*pairs, strict=True)
    found = expected_calibration_error(np.array(confidences), np.array(correct))
    by_table = sum(
        b.n * abs(b.accuracy - b.confidence) for b in reliability(confidences, correct) if b.accuracy is not None
    )
    assert 0 <= found <= 1
    assert found == pytest.approx(by_table / len(pairs))


def test_interval_of_a_fair_coin() -> None:
    """100 ones among 200: the normal interval is 0.5 ± 1.96 · sqrt(0.25/200) = 0.431 to 0.569."""
    low, high = interval(column(*[0.0, 1.0] * 100))
    assert (low, high) == pytest.approx((0.431, 0.569), abs=0.01)


@given(st.lists(UNIT, min_size=1, max_size=30))
def test_intervals_hold_the_range_and_repeat(values: list[float]) -> None:
    """An interval lies within the values' range, and the same rows give the same interval."""
    low, high = interval(column(*values), n_resamples=50)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert interval(column(*values), n_resamples=50) == (low, high)


def test_the_fast_mean_is_the_mean() -> None:
    """The shortcut for means gives what the general way gives."""
    rows = column(0, 1, 1, 0.5)
    assert interval(rows) == pytest.approx(interval(rows, lambda drawn: mean(drawn)))


def test_permutation_test() -> None:
    """Eight questions better by 1: 2 of 2^8 arrangements are as extreme, p = 2/256; no difference, p = 1."""
    a, b = column(*[0.0] * 8), column(*[1.0] * 8)
    assert permutation_p(a, b, n_resamples=20000) == pytest.approx(2 / 256, abs=0.003)
    assert permutation_p(a, a) == 1.0


def test_paired_interval_of_a_constant_gain() -> None:
    """Every question better by 0.25: the interval has no width."""
    a = column(0, 0.25, 0.5)
    assert paired_interval(a, a + 0.25) == pytest.approx((0.25, 0.25))


def test_sums_by_language_and_category() -> None:
    """Each group has its own mean and count; a measure without values in a group is absent there."""
    rows = [
        row("a", values={"MRR": 1.0}),
        row("b", values={"MRR": 0.0}),
        row("c", language="en", category="cost", values={"correct_abstention": 1.0}, state="not_in_documents"),
    ]
    sums = summed_up(rows)
    assert list(sums) == ["overall", "language en", "language sv", "category cost", "category who"]
    assert (sums["overall"]["MRR"].value, sums["overall"]["MRR"].n) == (0.5, 2)
    assert "MRR" not in sums["language en"]
    assert sums["category cost"]["correct_abstention"].value == 1
    assert "ECE" not in sums["overall"]


def test_calibration_looks_at_given_answers_alone() -> None:
    """An abstention's confidence is left out."""
    rows = [row("a", confidence=0.9), row("b", confidence=0.1, state="not_in_documents")]
    assert pairs_of("ECE", rows).tolist() == [[0.9, 1.0]]
    assert summed_up(rows)["overall"]["ECE"].value == pytest.approx(0.1)


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_questions_plays_no_part(order: list[int]) -> None:
    """Means, intervals and groups are the same for the same questions in any order."""
    rows = [row(f"q{i}", "sv" if i % 2 else "en", values={"MRR": i / 7, "correct": i % 2}) for i in range(6)]
    shuffled = [rows[i] for i in order]
    assert list(groups_of(rows)) == list(groups_of(shuffled))
    assert summed_up(shuffled)["overall"] == summed_up(rows)["overall"]
