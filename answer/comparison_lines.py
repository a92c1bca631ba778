"""The JSON line of a change, as the command-line contract has it."""

from __future__ import annotations

from typing import Any

from answer.comparison_records import Change, Quote


def change_line(change: Change) -> dict[str, Any]:
    """One change; `a` and `b` are null where that document has no such words."""
    return {
        "change_id": change.change_id,
        "kind": change.kind,
        "section": change.section,
        "heading_path_a": list(change.a.heading_path) if change.a else None,
        "heading_path_b": list(change.b.heading_path) if change.b else None,
        "a": _quote(change.a),
        "b": _quote(change.b),
        "words": [[operation, text] for operation, text in change.words],
        "aligned_by": change.aligned_by,
        "notes": list(change.notes),
    }


def _quote(quote: Quote | None) -> dict[str, Any] | None:
    if quote is None:
        return None
    return {
        "doc_id": quote.doc_id,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.quote,
        "page": quote.page,
        "page_is_estimated": quote.page_is_estimated,
    }
