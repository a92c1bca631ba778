"""The JSON lines of the command-line contract for searches and answers; other programs score Styrdok by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answer.records import Answer, Citation
from index.records import Hit


def search_line(query_id: str, question: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """One search with its ranked passages."""
    return {"query_id": query_id, "question": question, "results": [result(hit) for hit in hits]}


def result(hit: Hit) -> dict[str, Any]:
    """One passage found."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "passage_id": passage.passage_id,
        "doc_id": passage.doc_id,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "page_is_estimated": passage.page_is_estimated,
        "heading_path": list(passage.heading_path),
        "text": hit.text,
        "score": round(hit.score, 6),
        "found_by": list(hit.found_by),
    }


def answer_line(query_id: str, answer: Answer) -> dict[str, Any]:
    """One answer with its statements and citations; `understood` and `closest` go beyond the contract."""
    return {
        "query_id": query_id,
        "question": answer.question,
        "understood": answer.understood,
        "language": answer.language,
        "state": answer.state,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "statements": [{"text": s.text, "citations": list(s.citations)} for s in answer.statements],
        "citations": [citation(c) for c in answer.citations],
        "closest": [result(hit) for hit in answer.closest],
        "searched": {"documents": answer.searched.documents, "passages": answer.searched.passages},
        "elapsed_ms": round(answer.elapsed_ms, 1),
        "phrased_by": answer.phrased_by,
        "phrasing_refused": answer.phrasing_refused,
    }


def citation(cited: Citation) -> dict[str, Any]:
    """One citation; `quote` equals `text[start:end]` of the stored document."""
    return {
        "number": cited.number,
        "doc_id": cited.doc_id,
        "title": cited.title,
        "municipality": cited.municipality,
        "status": cited.status,
        "page": cited.page,
        "page_is_estimated": cited.page_is_estimated,
        "heading_path": list(cited.heading_path),
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
    }
