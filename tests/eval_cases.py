"""Shorthands for the evaluation's tests: questions, results and answers with only what a case is about."""

from __future__ import annotations

from typing import Any

from eval.lines import AnswerLine, Result, read_answer
from eval.questions import Gold, Question


def question(*gold: tuple[str, str, int], answers: tuple[tuple[str, ...], ...] = (), **fields: Any) -> Question:
    """A question with gold (doc_id, quote, relevance); answerable when it has a quote of relevance 2."""
    given = {
        "query_id": "q1",
        "question": "Vem följer upp?",
        "language": "sv",
        "category": "who",
        "answerable": any(grade == 2 for _, _, grade in gold),
        **fields,
    }
    return Question(gold=tuple(Gold(doc_id=d, quote=q, relevance=r) for d, q, r in gold), answers=answers, **given)


def results(*texts: tuple[str, str]) -> tuple[Result, ...]:
    """Results (doc_id, text) in rank order."""
    return tuple(
        Result(rank=rank, passage_id=f"{doc}:{rank}", doc_id=doc, text=text, score=1 / rank)
        for rank, (doc, text) in enumerate(texts, start=1)
    )


def answer_line(
    text: str = "", *, statements: Any = (), citations: Any = (), state: str = "answered", **fields: Any
) -> dict[str, Any]:
    """An answer line; statements are (text, numbers), citations (doc_id, status, start, quote), numbered from 1."""
    return {
        "question": "Vem följer upp?",
        "language": "sv",
        "state": state,
        "answer": text,
        "confidence": 0.5,
        "statements": [{"text": said, "citations": list(numbers)} for said, numbers in statements],
        "citations": [
            {"number": i, "doc_id": d, "status": s, "start": start, "end": start + len(q), "quote": q}
            for i, (d, s, start, q) in enumerate(citations, start=1)
        ],
        **fields,
    }


def answer(*args: Any, **fields: Any) -> AnswerLine:
    """What `answer_line` says, read."""
    return read_answer(answer_line(*args, **fields), "test")
