"""The registry of measures: each declared once, with its meaning and its source.

The documentation, the command line, the runs and the validation of names all read `MEASURES`. A measure is a mean
over the questions it is defined for, or it looks at all rows at once (the calibration error).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from eval import answer_measures as answers
from eval import search_measures as search
from eval.errors import EvalError
from eval.outcome import Outcome

Part = Literal["search", "answer"]
VOORHEES = "Voorhees, The TREC-8 Question Answering Track Report, TREC 1999"
MANNING = "Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, ch. 8"
KARPUKHIN = "Karpukhin et al., Dense Passage Retrieval for Open-Domain Question Answering, EMNLP 2020 (top-k accuracy)"
JARVELIN = "Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002"
NUGGETS = "Voorhees, Overview of the TREC 2003 Question Answering Track, TREC 2003 (nugget recall)"
ALCE = "Gao et al., Enabling Large Language Models to Generate Text with Citations, EMNLP 2023"
SQUAD = "Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, EMNLP 2016 (word F1)"
SQUAD2 = "Rajpurkar, Jia and Liang, Know What You Don't Know: Unanswerable Questions for SQuAD, ACL 2018"
GUO = "Guo et al., On Calibration of Modern Neural Networks, ICML 2017"
CHARACTERS = "after Sakai and Dou, Summaries, Ranked Retrieval and Sessions, SIGIR 2013 (effort in characters)"
OWN = "Styrdok's own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure. All values are in [0, 1].

    `of` gives a question's value or None where the measure is undefined; it is None for a measure that looks at all
    rows at once. `meaning` is one sentence in Markdown for readers of results.
    """

    name: str
    part: Part
    meaning: str
    source: str
    of: Callable[[Outcome], float | None] | None
    higher_is_better: bool = True


def _recalls() -> Iterable[Measure]:
    for k in (1, 3, 5, 10):
        yield Measure(
            name=f"recall@{k}",
            part="search",
            meaning=f"The share of the answering quotes that the first {k} results cover (k = {k}).",
            source=MANNING,
            of=search.recall_at(k),
        )


_DECLARED = (
    *_recalls(),
    Measure(
        name="recall@2000c",
        part="search",
        meaning="The share of the answering quotes that the first 2,000 characters retrieved cover; unlike recall@k, "
        "it gives large passages no advantage.",
        source=CHARACTERS,
        of=search.recall_within(2000),
    ),
    Measure(
        name="nDCG@10",
        part="search",
        meaning="The discounted gain of the first 10 results over the best possible; gains are the relevance grades "
        "2 and 1, and each quote gives its gain once.",
        source=JARVELIN,
        of=search.ndcg_at(10),
    ),
    Measure(
        name="MRR",
        part="search",
        meaning="1 / the rank of the first result that covers an answering quote, 0 without one.",
        source=VOORHEES,
        of=search.reciprocal_rank,
    ),
    Measure(
        name="hit@1",
        part="search",
        meaning="Whether the first result covers an answering quote.",
        source=KARPUKHIN,
        of=search.hit_at(1),
    ),
    Measure(
        name="hit@5",
        part="search",
        meaning="Whether one of the first 5 results covers an answering quote.",
        source=KARPUKHIN,
        of=search.hit_at(5),
    ),
    Measure(
        name="answer_recall",
        part="answer",
        meaning="The share of the required items that the answer or its quotes state in an accepted wording.",
        source=NUGGETS,
        of=answers.answer_item_recall,
    ),
    Measure(
        name="correct",
        part="answer",
        meaning="Whether an answerable question gets all required items and an unanswerable one an abstention.",
        source=f"accuracy with no-answer questions: {SQUAD2}",
        of=answers.correct,
    ),
    Measure(
        name="citation_precision",
        part="answer",
        meaning="The share of the citations that overlap a gold quote of the same document or state a required item "
        "from a document that the gold names.",
        source=f"after {ALCE}, with judged quotes in place of a language model",
        of=answers.citation_precision,
    ),
    Measure(
        name="quote_validity",
        part="answer",
        meaning="The share of the citations whose quote is what the stored document says at that place, "
        "character for character.",
        source=OWN,
        of=answers.quote_validity,
    ),
    Measure(
        name="wrong_status",
        part="answer",
        meaning="The share of the citations that show a document under a status it does not have, such as a proposal "
        "that is not said to be one.",
        source=OWN,
        of=answers.wrong_status_citations,
        higher_is_better=False,
    ),
    Measure(
        name="correct_abstention",
        part="answer",
        meaning="The share of the unanswerable questions that get `not_in_documents` or `not_a_question`.",
        source=SQUAD2,
        of=answers.correct_abstention,
    ),
    Measure(
        name="false_abstention",
        part="answer",
        meaning="The share of the answerable questions that get no answer, by abstention or error.",
        source=SQUAD2,
        of=answers.false_abstention,
        higher_is_better=False,
    ),
    Measure(
        name="language_match",
        part="answer",
        meaning="The share of the questions answered in their own language.",
        source=OWN,
        of=answers.language_match,
    ),
    Measure(
        name="understood",
        part="answer",
        meaning="In dialogues, the F1 of the words of the question as understood against those of the full question "
        "that a follow-up stands for.",
        source=SQUAD,
        of=answers.understood,
    ),
    Measure(
        name="ECE",
        part="answer",
        meaning="The expected calibration error over the answers given: how far confidence is from the share "
        "correct, in ten bins of confidence.",
        source=GUO,
        of=None,
        higher_is_better=False,
    ),
)

MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _DECLARED}


def measure(name: str) -> Measure:
    """The measure of that name; `EvalError` lists the names there are."""
    if name not in MEASURES:
        raise EvalError(f"There is no measure {name!r}; use one of {', '.join(MEASURES)}.")
    return MEASURES[name]


def values(outcome: Outcome) -> dict[str, float]:
    """The question's value in every measure defined for it; empty for a turn that is not scored."""
    if not outcome.question.is_scored:
        return {}
    found = ((name, measure.of(outcome)) for name, measure in MEASURES.items() if measure.of)
    return {name: value for name, value in found if value is not None}
