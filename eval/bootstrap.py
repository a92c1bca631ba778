"""Intervals and tests by resampling: how much of a mean, or of a difference, is the choice of questions.

Percentile bootstrap over questions (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; for
retrieval Sakai, Evaluating evaluation metrics based on the bootstrap, SIGIR 2006) and the paired randomisation test
(Smucker, Allan and Carterette, CIKM 2007). All draws are seeded: the same rows give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], float]
"""From rows (n, columns) to one number."""

N_RESAMPLES = 2000
SEED = 20231221


def mean(rows: Floats) -> float:
    """The mean of the first column."""
    return float(rows[:, 0].mean())


def interval(
    rows: Floats, statistic: Statistic = mean, *, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """The 95 % percentile interval of a statistic of `rows` (n, columns) when the rows are drawn again, n ≥ 1."""
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, len(rows), size=(n_resamples, len(rows)))
    found = rows[:, 0][draws].mean(axis=1) if statistic is mean else np.array([statistic(rows[draw]) for draw in draws])
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)


def paired_interval(
    a: Floats, b: Floats, statistic: Statistic = mean, *, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """The 95 % percentile interval of statistic(b) - statistic(a), row i of both being the same question."""
    width = a.shape[1]
    both = np.hstack([a, b])
    return interval(
        both, lambda rows: statistic(rows[:, width:]) - statistic(rows[:, :width]), n_resamples=n_resamples, seed=seed
    )


def permutation_p(
    a: Floats, b: Floats, statistic: Statistic = mean, *, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> float:
    """The two-sided p of the difference: how often swapping the runs' rows at random gives one as large.

    The observed arrangement counts as one draw, so p is never 0.
    """
    rng = np.random.default_rng(seed)
    observed = abs(statistic(b) - statistic(a))
    if observed == 0:
        return 1.0
    as_large = 0
    for swap in rng.random((n_resamples, len(a))) < 0.5:
        mixed_a = np.where(swap[:, None], b, a)
        mixed_b = np.where(swap[:, None], a, b)
        # 1e-12: sums of the same numbers in another order differ in the last bits
        as_large += abs(statistic(mixed_b) - statistic(mixed_a)) >= observed - 1e-12
    return (as_large + 1) / (n_resamples + 1)
