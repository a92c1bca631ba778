"""How likely it is that a candidate answers the question: one fitted logistic model over its features.

The weights in `confidence.json` are fitted by `python -m eval.calibrate` on question sets, never written by hand; the
file says on which and how well they hold on others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from answer.read import Candidate, feature_matrix

FILE = Path(__file__).with_name("confidence.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceModel:
    """p = sigmoid(bias + Σ weight · (feature - mean) / scale); `answers_from` is the least p that is an answer."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    answers_from: float

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """One probability in [0, 1] a candidate."""
        if not candidates:
            return []
        standardised = (feature_matrix(candidates, self.names) - np.array(self.means)) / np.array(self.scales)
        logits = standardised @ np.array(self.weights) + self.bias
        return [float(p) for p in 1 / (1 + np.exp(-logits))]


@cache
def load_confidence(path: Path = FILE) -> ConfidenceModel:
    """Read the shipped weights once."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return ConfidenceModel(
        names=tuple(raw["names"]),
        means=tuple(raw["means"]),
        scales=tuple(raw["scales"]),
        weights=tuple(raw["weights"]),
        bias=raw["bias"],
        answers_from=raw["answers_from"],
    )
