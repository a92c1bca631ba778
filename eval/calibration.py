"""Whether confidence means what it says: the reliability table and the expected calibration error.

Both look at the answers given; what an abstention was confident of is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_BINS = 10
"""Ten bins of equal width, as in Guo et al. 2017 with fewer bins for sets of a hundred questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The answers with a confidence in [low, high) (the last bin includes 1); means are None when there are none."""

    low: float
    high: float
    n: int
    confidence: float | None
    accuracy: float | None


def reliability(confidences: Sequence[float], correct: Sequence[float]) -> tuple[Bin, ...]:
    """The reliability table: mean confidence against share correct, by bins of confidence."""
    where = _bins(np.asarray(confidences, dtype=float))
    table = []
    for i in range(N_BINS):
        inside = [j for j, b in enumerate(where) if b == i]
        table.append(
            Bin(
                low=i / N_BINS,
                high=(i + 1) / N_BINS,
                n=len(inside),
                confidence=sum(confidences[j] for j in inside) / len(inside) if inside else None,
                accuracy=sum(correct[j] for j in inside) / len(inside) if inside else None,
            )
        )
    return tuple(table)


def expected_calibration_error(confidences: NDArray[np.float64], correct: NDArray[np.float64]) -> float:
    """The mean over the answers of |accuracy - mean confidence| of their bin, in [0, 1]; 0 is best."""
    gaps = np.bincount(_bins(confidences), weights=correct - confidences, minlength=N_BINS)
    return float(np.abs(gaps).sum() / len(confidences))


def _bins(confidences: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum((confidences * N_BINS).astype(np.int64), N_BINS - 1)
