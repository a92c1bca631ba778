"""Fits the confidence of answers: how likely a sentence or row answers, from its features.

    python -m eval.calibrate --collection DOCS QUESTIONS [--collection DOCS QUESTIONS …]

Every candidate that the engine reads for every question is labelled by whether it states a gold quote; a logistic
model is fitted to all of them, and the point from which a candidate counts as an answer is set where most outcomes are
right by cross-validation. `answer/confidence.json` gets the weights and says what made them and how well they hold.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from answer.confidence import FILE
from answer.question import intent_of
from answer.read import READ, Candidate, read
from eval.questions import Question, load_questions
from eval.relevance import overlaps, words
from eval.settings import questions_hash
from index.collection import Collection
from index.encoder import load_encoder
from index.glossary import load_glossary
from index.intake import take_in

NAMES = (
    "max_sim",
    "words_met",
    "worst_word",
    "passage_words_met",
    "passage_worst_word",
    "sentence_alone",
    "met_with_previous",
    "passage_answers",
    "answer_begins_here",
    "answers_here",
    "passage_cosine",
    "passage_max_sim",
    "behind_best",
    "covered",
    "covered_with_headings",
    "has_fact",
    "needs_fact",
    "is_row",
    "is_cover",
    "short",
    "heading_asked",
    "other_heading_asked",
    "defines",
    "scope",
    "english",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Features (n, len(NAMES)), labels (n,), the question of each row and whether that question has an answer."""

    features: NDArray[np.float64]
    labels: NDArray[np.bool_]
    question: NDArray[np.int64]
    answerable: NDArray[np.bool_]


def examples_of(collection: Collection, questions: Sequence[Question], *, first: int = 0) -> Examples:
    """Every candidate of every question that names no unknown municipality, labelled by its gold quotes."""
    rows, labels, numbers, answerable = [], [], [], []
    for number, question in enumerate(questions, start=first):
        query = collection.understand(question.question)
        hits = collection.search(question.question, k=READ)
        if not hits or query.scope.unknown_municipalities:
            continue
        for candidate in read(query, intent_of(query.text), hits, collection, load_glossary()):
            rows.append([candidate.features[name] for name in NAMES])
            labels.append(is_gold(candidate, question))
            numbers.append(number)
            answerable.append(question.answerable)
    return Examples(
        features=np.array(rows), labels=np.array(labels), question=np.array(numbers), answerable=np.array(answerable)
    )


def is_gold(candidate: Candidate, question: Question) -> bool:
    """Whether a candidate states a gold quote with authority: either covers 80 % of the other's words."""
    said = words(candidate.text)
    golds = [g for g in question.gold if g.relevance == 2 and g.doc_id == candidate.hit.passage.doc_id]
    return any(overlaps(said, words(g.quote)) for g in golds)


def joined(parts: Sequence[Examples]) -> Examples:
    """All examples of several collections; question numbers must not overlap."""
    return Examples(
        features=np.concatenate([p.features for p in parts]),
        labels=np.concatenate([p.labels for p in parts]),
        question=np.concatenate([p.question for p in parts]),
        answerable=np.concatenate([p.answerable for p in parts]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A logistic model over standardised features."""

    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    model: LogisticRegression

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) in [0, 1]."""
        found: NDArray[np.float64] = self.model.predict_proba((features - self.means) / self.scales)[:, 1]
        return found


def fit(examples: Examples) -> Fitted:
    """Fit to candidates; each question weighs the same, however many candidates it has."""
    means, scales = examples.features.mean(0), examples.features.std(0)
    scales[scales < 1e-6] = 1.0
    _, place, counts = np.unique(examples.question, return_inverse=True, return_counts=True)
    model = LogisticRegression(C=0.3, max_iter=2_000, random_state=0)
    model.fit((examples.features - means) / scales, examples.labels, sample_weight=counts.mean() / counts[place])
    return Fitted(means=means, scales=scales, model=model)


def best_of_each(examples: Examples, probabilities: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """For each question its best candidate's probability, whether that one is gold, and whether there is an answer."""
    best, right, answerable = [], [], []
    for number in np.unique(examples.question):
        rows = np.flatnonzero(examples.question == number)
        top = rows[probabilities[rows].argmax()]
        best.append(probabilities[top])
        right.append(examples.labels[top])
        answerable.append(examples.answerable[top])
    return np.array(best), np.array(right, float), np.array(answerable, float)


def threshold(best: NDArray[np.float64], right: NDArray[np.float64], answerable: NDArray[np.float64]) -> float:
    """The least point with the most right outcomes: a gold sentence quoted, or nothing where there is no answer."""
    points = np.unique(best)
    outcomes = [(right * answerable * (best >= p)).sum() + ((1 - answerable) * (best < p)).sum() for p in points]
    return float(points[int(np.argmax(outcomes))])


def cross_validated(examples: Examples) -> tuple[NDArray[np.float64], ...]:
    """`best_of_each` where every question is judged by a model that has not seen it."""
    probabilities = np.zeros(len(examples.labels))
    for train, test in GroupKFold(n_splits=5).split(examples.features, groups=examples.question):
        part = Examples(
            features=examples.features[train],
            labels=examples.labels[train],
            question=examples.question[train],
            answerable=examples.answerable[train],
        )
        probabilities[test] = fit(part).probabilities(examples.features[test])
    return best_of_each(examples, probabilities)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, say how well it holds by cross-validation, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--collection", nargs=2, type=Path, action="append", required=True, metavar=("DOCS", "QUESTIONS")
    )
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    parts, hashes, first = [], {}, 0
    for docs, path in options.collection:
        questions = load_questions(path)
        with tempfile.TemporaryDirectory() as folder:
            take_in(Path(folder), [docs], encoder=encoder)
            collection = Collection(Path(folder), encoder=encoder)
            parts.append(examples_of(collection, questions, first=first))
            collection.close()
        hashes[path.parent.name] = questions_hash(questions)
        first += len(questions)
    examples = joined(parts)
    best, right, answerable = cross_validated(examples)
    point = threshold(best, right, answerable)
    scores = {
        "best_is_gold": float((right * answerable).sum() / answerable.sum()),
        "correct_abstention": float((best < point)[answerable == 0].mean()),
        "false_abstention": float((best < point)[answerable == 1].mean()),
    }
    fitted = fit(examples)
    result = {
        "names": NAMES,
        "means": fitted.means.round(5).tolist(),
        "scales": fitted.scales.round(5).tolist(),
        "weights": fitted.model.coef_[0].round(5).tolist(),
        "bias": round(float(fitted.model.intercept_[0]), 5),
        "answers_from": round(point, 4),
        "made_by": {
            "encoder": encoder.name,
            "questions": hashes,
            "cross_validated": {k: round(v, 3) for k, v in scores.items()},
        },
    }
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result["made_by"], indent=1))


if __name__ == "__main__":
    main()
