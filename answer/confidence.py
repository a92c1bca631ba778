"""How likely a candidate answers, whether the documents answer at all, and how likely the best one is right.

Three fitted logistic models. The first orders candidates by their own features. The others look at the best candidate
beside the rest: one says whether anything answers, and below `answers_from` nothing is answered; the last is what a
user sees as confidence. The weights in `confidence.json` are fitted by `python -m eval.calibrate` on question sets,
never written by hand; the file says on which and how well they hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer.question import Intent
from answer.read import Candidate, feature_matrix

FILE = Path(__file__).with_name("confidence.json")

BEST_FEATURES = (
    "passage_answers", "answers_here", "worst_word", "passage_worst_word", "words_met", "max_sim", "passage_cosine",
    "covered", "covered_with_headings", "has_fact", "needs_fact", "is_row", "is_cover", "numbers_met", "names_met",
    "english",
)  # fmt: skip
"""Features of the best candidate that tell whether it answers."""
_WANTED = ("who", "when", "how_often", "how_much", "how_many", "yes_no", "why", "definition", "list", "what", "where")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """p = sigmoid(bias + Σ weight · (feature - mean) / scale)."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) in [0, 1] for (n, len(names))."""
        standardised = (features - np.array(self.means)) / np.array(self.scales)
        found: NDArray[np.float64] = 1 / (1 + np.exp(-(standardised @ np.array(self.weights) + self.bias)))
        return found

    @staticmethod
    def of(raw: Mapping[str, Any]) -> Logistic:
        """What the file holds."""
        kept = {key: tuple(raw[key]) for key in ("names", "means", "scales", "weights")}
        return Logistic(**kept, bias=raw["bias"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceModel:
    """The three models, and from which probability that anything answers there is an answer."""

    candidates: Logistic
    answerable: Logistic
    right: Logistic
    answers_from: float

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """One probability in [0, 1] a candidate."""
        if not candidates:
            return []
        return [float(p) for p in self.candidates.probabilities(feature_matrix(candidates, self.candidates.names))]

    def answers(self, judged: Sequence[tuple[Candidate, float]], intent: Intent) -> bool:
        """Whether the documents answer, going by `judged` (best first)."""
        return bool(judged) and self._of_best(self.answerable, judged, intent) >= self.answers_from

    def confidence(self, judged: Sequence[tuple[Candidate, float]], intent: Intent) -> float:
        """How likely the first of `judged` (best first, at least one) is right."""
        return self._of_best(self.right, judged, intent)

    def _of_best(self, model: Logistic, judged: Sequence[tuple[Candidate, float]], intent: Intent) -> float:
        features = best_features(judged, intent)
        return float(model.probabilities(np.array([[features[name] for name in model.names]]))[0])


def best_features(judged: Sequence[tuple[Candidate, float]], intent: Intent) -> dict[str, float]:
    """The best candidate's features, how far it is ahead, and what the reader makes of the passages together."""
    best, p = judged[0]
    elsewhere = [q for c, q in judged if c.hit.passage.passage_id != best.hit.passage.passage_id]
    readings = sorted({c.hit.passage.passage_id: c.features["passage_answers"] for c, _ in judged}.values())[::-1]
    return {
        "logit": _logit(p),
        "runner_up": _logit(max(elsewhere, default=0.0)),
        "best_reading": readings[0],
        "mean_reading": float(np.mean(readings[:5])),
        **{name: best.features[name] for name in BEST_FEATURES},
        **{f"wants_{wanted}": float(intent.wanted == wanted) for wanted in _WANTED},
    }


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


@cache
def load_confidence(path: Path = FILE) -> ConfidenceModel:
    """Read the shipped weights once."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return ConfidenceModel(
        candidates=Logistic.of(raw["candidates"]),
        answerable=Logistic.of(raw["answerable"]),
        right=Logistic.of(raw["right"]),
        answers_from=raw["answers_from"],
    )
