"""Hybrid search: lexical and dense candidates, late interaction over them, and the order they come out in.

All scores are higher-is-better. The three kinds are brought to [0, 1] within one question, summed with fixed weights,
and then moved by what the question says of the documents it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.catalog import Card, same_type
from index.lexical import LexicalIndex
from index.query import Query, Scope
from index.vectors import TokenIndex, VectorIndex, Vectors

CANDIDATES = 100
"""Passages taken from each search."""
RERANKED = 60
"""Of those, by their two scores together, how many late interaction orders: it takes most of a search's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each kind of evidence counts."""

    dense: float
    lexical: float
    tokens: float


WEIGHTS = Weights(dense=1.0, lexical=1.0, tokens=2.0)
"""docs/search.md has the grid. With words translated by the glossary, lexical evidence helps English too."""

# What the question says of its documents moves a passage by this much of the whole scale
_PROPOSAL_WANTED, _PROPOSAL_UNASKED, _REPLACED_UNASKED = 0.12, -0.12, -0.12
_TYPE_WANTED, _YEAR_WANTED = 0.05, 0.08
_NOT_IN_FORCE = -0.02
"""A tie-breaker: of two passages that answer alike, the one in force comes first. Most of what people ask about has
expired (docs/search.md), so it may outweigh no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A row with its final score and the evidence behind it."""

    row: int
    score: float
    cosine: float
    max_sim: float | None
    lexical: float
    found_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """The open indexes of one generation and which document each row is of."""

    lexical: LexicalIndex
    vectors: VectorIndex
    tokens: TokenIndex | None
    document_of_row: NDArray[np.int32]


def rank(
    query: Query,
    *,
    vector: Vectors,
    question_tokens: Vectors | None,
    indexes: Indexes,
    cards: Sequence[Card],
    allowed: Sequence[int] | None,
    twin_rows: Mapping[int, int],
    day: date,
    k: int,
) -> list[Scored]:
    """The `k` best rows for `query`, best first.

    `vector` (dim,) and `question_tokens` (q, token_dim) are the encoded question; `allowed` are numbers of documents,
    None for all; `twin_rows` maps rows of a scan to the rows of its clean twin, which take their place; what is in
    force on `day` is preferred a little.
    """
    n_rows = len(indexes.document_of_row)
    rows_within = None
    if allowed is not None:
        rows_within = np.flatnonzero(np.isin(indexes.document_of_row, np.asarray(allowed, np.int32))).astype(np.int64)
    depth = min(max(CANDIDATES, 2 * k), n_rows)
    lexical = dict(indexes.lexical.search(query.words, k=depth, within=allowed))
    dense = dict(indexes.vectors.search(vector, k=depth, within=rows_within))
    rows = sorted(lexical.keys() | dense.keys())
    if not rows:
        return []
    unseen = [row for row in rows if row not in dense]
    cosines = dense | dict(zip(unseen, (indexes.vectors.get(unseen) @ vector).tolist(), strict=True))
    best_lexical = max(lexical.values(), default=0.0) or 1.0
    weights = WEIGHTS
    dense_01 = _to_unit(cosines)

    def without_late(row: int) -> float:
        return weights.dense * dense_01[row] + weights.lexical * lexical.get(row, 0.0) / best_lexical

    rows = sorted(rows, key=lambda row: (-without_late(row), row))[: max(RERANKED, 2 * k)]
    late = None
    if indexes.tokens is not None and question_tokens is not None:
        late = dict(zip(rows, indexes.tokens.max_sim(question_tokens, rows).tolist(), strict=True))
    late_01 = _to_unit(late) if late is not None else {}
    whole = weights.dense + weights.lexical + (weights.tokens if late is not None else 0.0)
    scored = []
    for row in rows:
        lexical_01 = lexical.get(row, 0.0) / best_lexical
        evidence = without_late(row)
        if late is not None:
            evidence += weights.tokens * late_01[row]
        card = cards[int(indexes.document_of_row[row])]
        cited = cards[int(indexes.document_of_row[twin_rows.get(row, row)])]
        scored.append(
            Scored(
                row=row,
                score=evidence / whole + scope_bonus(card, query.scope) + force_bonus(cited, query.scope, day),
                cosine=cosines[row],
                max_sim=late[row] if late is not None else None,
                lexical=lexical_01,
                found_by=tuple(name for name, by in (("lexical", lexical), ("dense", dense)) if row in by),
            )
        )
    scored.sort(key=lambda s: (-s.score, s.row))
    return _collapsed(scored, twin_rows)[:k]


def scope_bonus(card: Card, scope: Scope) -> float:
    """How far what the question says of its documents speaks for (or, below 0, against) this one."""
    bonus = 0.0
    if card.status in ("proposal", "draft"):
        bonus += _PROPOSAL_WANTED if scope.wants_proposal else _PROPOSAL_UNASKED
    elif scope.wants_adopted and card.status == "adopted":
        bonus -= _PROPOSAL_UNASKED / 2
    if card.replaced_by and not any(year in (card.title + (card.valid_from or "")) for year in scope.years):
        bonus += _REPLACED_UNASKED
    if any(same_type(card.document_type, wanted) for wanted in scope.document_types):
        bonus += _TYPE_WANTED
    if any(year in f"{card.title} {card.valid_from} {card.valid_until} {card.doc_id}" for year in scope.years):
        bonus += _YEAR_WANTED
    return bonus


def force_bonus(card: Card, scope: Scope, day: date) -> float:
    """Below 0 for an adopted document that does not apply on `day`, unless the question names a year or the past."""
    if scope.years or scope.asks_past or card.status != "adopted":
        return 0.0
    return _NOT_IN_FORCE if card.force_on(day) in ("expired", "not_yet") else 0.0


def _to_unit(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores brought to [0, 1]: the worst candidate is 0, the best 1."""
    low, high = min(scores.values()), max(scores.values())
    span = (high - low) or 1.0
    return {row: (score - low) / span for row, score in scores.items()}


def _collapsed(scored: Sequence[Scored], twin_rows: Mapping[int, int]) -> list[Scored]:
    """Each scan's row replaced by its clean twin, and no row twice."""
    seen: set[int] = set()
    kept = []
    for one in scored:
        row = twin_rows.get(one.row, one.row)
        if row not in seen:
            seen.add(row)
            kept.append(one if row == one.row else replace(one, row=row))
    return kept
