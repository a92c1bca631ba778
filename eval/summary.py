"""A run's rows summed up: overall, by language and by category, each mean with its interval and its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.bootstrap import Floats, Statistic, interval, mean
from eval.calibration import Bin, expected_calibration_error, reliability
from eval.errors import EvalError
from eval.lines import GIVEN, need
from eval.metrics import MEASURES

FORMAT = 1
"""The version of the JSON of a run."""
OVERALL = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question's outcome in numbers. `values` holds the measures defined for it; `state` is None unasked."""

    query_id: str
    question: str
    language: str
    category: str
    answerable: bool
    state: str | None
    confidence: float | None
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A measure over n questions, with its 95 % bootstrap interval [low, high]."""

    value: float
    low: float
    high: float
    n: int


Measured = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A scored run. `measures` maps `overall`, `language sv`, `category …` to the measures defined there."""

    settings: Mapping[str, Any]
    measures: Mapping[str, Measured]
    rows: tuple[Row, ...]

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """The reliability table of the answers given; empty without any."""
        pairs = pairs_of("ECE", self.rows)
        return reliability(pairs[:, 0].tolist(), pairs[:, 1].tolist()) if len(pairs) else ()

    def as_json(self) -> dict[str, Any]:
        """The run as JSON values; `from_json` gives it back."""
        return {
            "format": FORMAT,
            "settings": dict(self.settings),
            "measures": {
                group: {name: asdict(estimate) for name, estimate in measured.items()}
                for group, measured in self.measures.items()
            },
            "reliability": [asdict(b) for b in self.reliability],
            "questions": [{**asdict(row), "values": dict(row.values)} for row in self.rows],
        }

    @classmethod
    def from_json(cls, loaded: object, place: str) -> Run:
        """A run from its JSON values; `EvalError` names what is missing."""
        if need(loaded, "format", int, place) != FORMAT:
            raise EvalError(f"{place}: the run has another format than {FORMAT}; make it again with this version.")
        try:
            return cls(
                settings=need(loaded, "settings", dict, place),
                measures={
                    group: {name: Estimate(**estimate) for name, estimate in measured.items()}
                    for group, measured in need(loaded, "measures", dict, place).items()
                },
                rows=tuple(Row(**row) for row in need(loaded, "questions", list, place)),
            )
        except (TypeError, AttributeError) as error:
            raise EvalError(f"{place}: is not a run as this version writes it ({error}); make it again.") from error


def groups_of(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """All rows, then those of each language, then of each category."""
    groups = {OVERALL: list(rows)}
    for row in sorted(rows, key=lambda row: row.language):
        groups.setdefault(f"language {row.language}", []).append(row)
    for row in sorted(rows, key=lambda row: row.category):
        groups.setdefault(f"category {row.category}", []).append(row)
    return groups


def summed_up(rows: Sequence[Row]) -> dict[str, Measured]:
    """Every measure in every group that has a question it is defined for."""
    return {group: _measured(members) for group, members in groups_of(rows).items()}


def pairs_of(name: str, rows: Sequence[Row]) -> Floats:
    """What a measure is computed from, (n, columns), in the order of the rows' ids.

    One column with the questions' values for a mean; (confidence, correct) of the answers given for the ECE.
    """
    ordered = sorted(rows, key=lambda row: row.query_id)
    if name == "ECE":
        given = [
            (row.confidence, row.values["correct"])
            for row in ordered
            if row.state in GIVEN and row.confidence is not None and "correct" in row.values
        ]
        return np.array(given, dtype=np.float64).reshape(-1, 2)
    return np.array([[row.values[name]] for row in ordered if name in row.values], dtype=np.float64).reshape(-1, 1)


def statistic_of(name: str) -> Statistic:
    """From the rows of `pairs_of` to the measure's one value."""
    return _ece if name == "ECE" else mean


def _ece(pairs: Floats) -> float:
    return expected_calibration_error(pairs[:, 0], pairs[:, 1])


def _measured(rows: Sequence[Row]) -> Measured:
    measured = {}
    for name in MEASURES:
        pairs = pairs_of(name, rows)
        if len(pairs):
            statistic = statistic_of(name)
            low, high = interval(pairs, statistic)
            measured[name] = Estimate(value=statistic(pairs), low=low, high=high, n=len(pairs))
    return measured
