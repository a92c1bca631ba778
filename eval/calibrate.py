"""Fits the confidence of answers: how likely a sentence or row answers, whether anything does, and how likely the best
one is right.

    python -m eval.calibrate --collection DOCS QUESTIONS [--collection DOCS QUESTIONS …]

Every candidate that the engine reads for every question is labelled by whether it states a gold quote. A logistic model
is fitted to all candidates; two more to the best candidate of each question, chosen by a model that had not seen the
question: to whether the question has an answer, and to whether the candidate is it. The point from which the engine
answers is the one that leaves `FALSE_ABSTENTION` of the answerable questions unanswered, again by models that had not
seen them. `answer/confidence.json` gets the weights and says what made them and how well they hold.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from answer.compose import may_answer
from answer.confidence import FILE, Logistic, best_features
from answer.question import Intent, intent_of
from answer.read import READ, Candidate, feature_matrix, read
from answer.reader import load_reader
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
    "numbers_met",
    "names_met",
    "defines",
    "scope",
    "english",
)
FALSE_ABSTENTION = 0.08
"""Share of answerable questions that may go unanswered so that more of the others do."""
N_FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the candidates that may answer it, and which of them state a gold quote (n,)."""

    intent: Intent
    candidates: tuple[Candidate, ...]
    is_gold: NDArray[np.bool_]
    answerable: bool


def asked_of(collection: Collection, questions: Sequence[Question]) -> list[Asked]:
    """Every question that has candidates and names no unknown municipality."""
    out = []
    for question in questions:
        query = collection.understand(question.question)
        hits = collection.search(question.question, k=READ)
        if not hits or query.scope.unknown_municipalities:
            continue
        intent = intent_of(query.text)
        found = read(query, intent, hits, collection, load_glossary())
        candidates = tuple(candidate for candidate in found if may_answer(candidate, intent))
        if candidates:
            labels = np.array([is_gold(candidate, question) for candidate in candidates])
            out.append(Asked(intent=intent, candidates=candidates, is_gold=labels, answerable=question.answerable))
    return out


def is_gold(candidate: Candidate, question: Question) -> bool:
    """Whether a candidate states a gold quote with authority: either covers 80 % of the other's words."""
    said = words(candidate.text)
    golds = [g for g in question.gold if g.relevance == 2 and g.doc_id == candidate.hit.passage.doc_id]
    return any(overlaps(said, words(g.quote)) for g in golds)


def fit(
    names: Sequence[str], features: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64]
) -> Logistic:
    """A logistic model over standardised features (n, len(names)); `weights` (n,) say how much each row counts."""
    means, scales = features.mean(0), features.std(0)
    scales[scales < 1e-6] = 1.0
    model = LogisticRegression(C=0.1, max_iter=2_000, random_state=0)
    model.fit((features - means) / scales, labels, sample_weight=weights)
    return Logistic(
        names=tuple(names),
        means=tuple(means.round(5).tolist()),
        scales=tuple(scales.round(5).tolist()),
        weights=tuple(model.coef_[0].round(5).tolist()),
        bias=round(float(model.intercept_[0]), 5),
    )


def fit_candidates(asked: Sequence[Asked]) -> Logistic:
    """Fit to all candidates; each question weighs the same, however many candidates it has."""
    features = np.concatenate([feature_matrix(one.candidates, NAMES) for one in asked])
    labels = np.concatenate([one.is_gold for one in asked])
    weights = np.concatenate([np.full(len(one.candidates), 1 / len(one.candidates)) for one in asked])
    return fit(NAMES, features, labels, weights / weights.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best candidate of n questions: its features (n, k), whether it is gold, whether anything answers (n,)."""

    names: tuple[str, ...]
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]

    def part(self, rows: NDArray[np.intp]) -> Best:
        """Some of the questions."""
        return Best(
            names=self.names,
            features=self.features[rows],
            right=self.right[rows],
            answerable=self.answerable[rows],
        )


def best_unseen(asked: Sequence[Asked]) -> Best:
    """Every question's best candidate, chosen by a model fitted to the other questions."""
    made: list[tuple[dict[str, float], bool]] = [({}, False)] * len(asked)
    for train, test in _folds(len(asked)):
        model = fit_candidates([asked[i] for i in train])
        for i in test:
            one = asked[i]
            p = model.probabilities(feature_matrix(one.candidates, NAMES))
            order = np.argsort(-p, kind="stable")
            judged = [(one.candidates[j], float(p[j])) for j in order]
            made[i] = (best_features(judged, one.intent), bool(one.is_gold[order[0]]))
    names = tuple(made[0][0])
    return Best(
        names=names,
        features=np.array([[features[name] for name in names] for features, _ in made]),
        right=np.array([right for _, right in made]),
        answerable=np.array([one.answerable for one in asked]),
    )


def fit_best(best: Best, labels: NDArray[np.bool_]) -> Logistic:
    """Fit to the questions' best candidates."""
    return fit(best.names, best.features, labels, np.ones(len(labels)))


def unseen(best: Best, labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n,) what `fit_best` says of each question when fitted to the others."""
    probabilities = np.zeros(len(labels))
    for train, test in _folds(len(labels)):
        probabilities[test] = fit_best(best.part(train), labels[train]).probabilities(best.features[test])
    return probabilities


def _folds(n: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    order = np.random.default_rng(0).permutation(n)
    parts = np.array_split(order, N_FOLDS)
    return [(np.concatenate([p for p in parts if p is not test]), test) for test in parts]


def answers_from(probabilities: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """The point below which `FALSE_ABSTENTION` of the answerable questions lie."""
    return float(np.quantile(probabilities[answerable], FALSE_ABSTENTION))


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, say how well it holds on questions not seen, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--collection", nargs=2, type=Path, action="append", required=True, metavar=("DOCS", "QUESTIONS")
    )
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    asked: list[Asked] = []
    hashes = {}
    for docs, path in options.collection:
        questions = load_questions(path)
        with tempfile.TemporaryDirectory() as folder:
            take_in(Path(folder), [docs], encoder=encoder)
            collection = Collection(Path(folder), encoder=encoder)
            asked += asked_of(collection, questions)
            collection.close()
        hashes[path.parent.name] = questions_hash(questions)
    best = best_unseen(asked)
    right = best.right & best.answerable
    probabilities = unseen(best, best.answerable)
    point = answers_from(probabilities, best.answerable)
    scores = {
        "best_is_gold": float(best.right[best.answerable].mean()),
        "answerable_auc": float(roc_auc_score(best.answerable, probabilities)),
        "correct_abstention": float((probabilities < point)[~best.answerable].mean()),
        "false_abstention": float((probabilities < point)[best.answerable].mean()),
    }
    result = {
        "candidates": asdict(fit_candidates(asked)),
        "answerable": asdict(fit_best(best, best.answerable)),
        "right": asdict(fit_best(best, right)),
        "answers_from": round(point, 4),
        "made_by": {
            "encoder": encoder.name,
            "reader": load_reader().name,
            "questions": hashes,
            "unseen": {name: round(score, 3) for name, score in scores.items()},
        },
    }
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result["made_by"], indent=1))


if __name__ == "__main__":
    main()
