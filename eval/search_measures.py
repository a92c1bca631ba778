"""How well a ranked list holds what answers: pure functions from an outcome to a value, None where undefined.

Unanswerable questions have no value here; an answerable question without results has 0.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log2

from eval.outcome import Outcome
from eval.relevance import covers, words

Value = float | None


def recall_at(k: int) -> Callable[[Outcome], Value]:
    """The share of the answering quotes that the first k results cover."""

    def recall(outcome: Outcome) -> Value:
        return _share(outcome, lambda i: _within(outcome.first_ranks[i], k))

    return recall


def recall_within(n_characters: int) -> Callable[[Outcome], Value]:
    """The share of the answering quotes that the first n characters retrieved cover.

    The results' texts are counted in rank order; the text in which the limit falls is cut there.
    """

    def recall(outcome: Outcome) -> Value:
        if outcome.results is None:
            return None
        left, kept = n_characters, []
        for result in outcome.results:
            if left <= 0:
                break
            kept.append((result.doc_id, words(result.text[:left])))
            left -= len(result.text)
        gold = outcome.question.gold
        return _share(
            outcome,
            lambda i: any(doc == gold[i].doc_id and covers(text, outcome.gold_words[i]) for doc, text in kept),
        )

    return recall


def hit_at(k: int) -> Callable[[Outcome], Value]:
    """1 when one of the first k results covers an answering quote, else 0."""

    def hit(outcome: Outcome) -> Value:
        rank = _first_answering(outcome)
        return None if _is_undefined(outcome) else float(_within(rank, k))

    return hit


def reciprocal_rank(outcome: Outcome) -> Value:
    """1 / the rank of the first result that covers an answering quote; 0 without one."""
    rank = _first_answering(outcome)
    if _is_undefined(outcome):
        return None
    return 1 / rank if rank else 0.0


def ndcg_at(k: int) -> Callable[[Outcome], Value]:
    """Discounted gain of the first k results over the best possible, relevance being the gain.

    A quote gives its gain once, at the first result that covers it, so overlapping passages earn nothing twice.
    Quotes first covered by the same result are one need with the highest gain among them: a passage that holds
    two quotes is not marked down for holding both.
    """

    def ndcg(outcome: Outcome) -> Value:
        if _is_undefined(outcome):
            return None
        found: dict[int, int] = {}
        missed = []
        for gold, rank in zip(outcome.question.gold, outcome.first_ranks, strict=True):
            if rank is None:
                missed.append(gold.relevance)
            else:
                found[rank] = max(gold.relevance, found.get(rank, 0))
        best = sorted([*found.values(), *missed], reverse=True)[:k]
        gained = sum(gain / log2(1 + rank) for rank, gain in sorted(found.items()) if rank <= k)
        return min(1.0, gained / sum(gain / log2(1 + rank) for rank, gain in enumerate(best, start=1)))

    return ndcg


def _is_undefined(outcome: Outcome) -> bool:
    return outcome.results is None or not outcome.question.answerable


def _share(outcome: Outcome, is_found: Callable[[int], bool]) -> Value:
    if _is_undefined(outcome):
        return None
    return sum(map(is_found, outcome.answering)) / len(outcome.answering)


def _first_answering(outcome: Outcome) -> int | None:
    return min((rank for i in outcome.answering if (rank := outcome.first_ranks[i]) is not None), default=None)


def _within(rank: int | None, k: int) -> bool:
    return rank is not None and rank <= k
