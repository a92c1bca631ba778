"""What became of one question: its results and its answer, with the judgements the measures share.

A question that got no results or no answer is an outcome too, and counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.lines import AnswerLine, Result
from eval.questions import Question, StoredText
from eval.relevance import Words, covers, words

StoredStatus = Callable[[str], str | None]
"""The known decision status of a document by its id, None where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A question with what a program gave for it.

    `results` is None when search was not run at all, `answer` is None when the question got none;
    `was_asked` tells that from a run without answers. `first_ranks` and `covered` follow from the rest.
    """

    question: Question
    results: tuple[Result, ...] | None
    answer: AnswerLine | None
    was_asked: bool
    stored_text: StoredText | None
    stored_status: StoredStatus | None
    gold_words: tuple[Words, ...]
    first_ranks: tuple[int | None, ...]
    """For each gold quote the rank, from 1, of the first result that covers it."""

    @property
    def top_grade(self) -> int:
        """The highest relevance among the gold quotes: what "relevant" means where a measure knows no grades."""
        return max((gold.relevance for gold in self.question.gold), default=0)

    @property
    def answering(self) -> tuple[int, ...]:
        """The gold quotes of the highest relevance, by index: those that state the answer."""
        return tuple(i for i, gold in enumerate(self.question.gold) if gold.relevance == self.top_grade)


def judge(
    question: Question,
    *,
    results: tuple[Result, ...] | None = None,
    answer: AnswerLine | None = None,
    was_asked: bool = True,
    stored_text: StoredText | None = None,
    stored_status: StoredStatus | None = None,
) -> Outcome:
    """The outcome of a question; results are judged by their order, each place being a rank."""
    gold_words = tuple(words(gold.quote) for gold in question.gold)
    result_words = [words(result.text) for result in results or ()]
    first_ranks: list[int | None] = []
    for gold, quote in zip(question.gold, gold_words, strict=True):
        ranks = (
            rank
            for rank, (result, text) in enumerate(zip(results or (), result_words, strict=True), start=1)
            if result.doc_id == gold.doc_id and covers(text, quote)
        )
        first_ranks.append(next(ranks, None))
    return Outcome(
        question=question,
        results=results,
        answer=answer,
        was_asked=was_asked,
        stored_text=stored_text,
        stored_status=stored_status,
        gold_words=gold_words,
        first_ranks=tuple(first_ranks),
    )
