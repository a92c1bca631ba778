"""The JSON of the command-line contract for documents and their metadata."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from index.catalog import Card
from ingest.records import Document, Evidence, Metadata


def document_line(document: Document, card: Card, *, day: date) -> dict[str, Any]:
    """A document without its text: what it is, whether it is in force on `day`, and what its metadata says, each value
    with the span that says so."""
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "source": {
            "name": document.source.name,
            "sha256": document.source.sha256,
            "bytes": document.source.n_bytes,
            "kind": document.source.kind,
        },
        "n_passages": card.n_passages,
        "twin_of": card.twin_of,
        "replaced_by": card.replaced_by,
        "in_force": {"on": day.isoformat(), "state": card.force_on(day)},
        "metadata": metadata_values(document.metadata),
    }


def document_detail(document: Document, card: Card, *, day: date) -> dict[str, Any]:
    """A document whole: also its text, sections, pages and passages."""
    return {
        **document_line(document, card, day=day),
        "text": document.text,
        "sections": [
            {
                "heading": s.heading,
                "level": s.level,
                "start": s.start,
                "end": s.end,
                "heading_path": list(s.heading_path),
            }
            for s in document.sections
        ],
        "pages": [{"page": p.page, "start": p.start, "is_estimated": p.is_estimated} for p in document.page_starts],
        "passages": [
            {
                "passage_id": p.passage_id,
                "start": p.start,
                "end": p.end,
                "kind": p.kind,
                "page": p.page,
                "page_is_estimated": p.page_is_estimated,
                "heading_path": list(p.heading_path),
                "cells": [{"header": c.header, "start": c.start, "end": c.end} for c in p.cells],
            }
            for p in document.passages
        ],
    }


def metadata_values(metadata: Metadata) -> dict[str, Any]:
    """Each field's value with its evidence, None where the document does not say; what speaks against them apart."""
    values: dict[str, Any] = {
        one.name: evidence_value(getattr(metadata, one.name))
        for one in fields(metadata)
        if one.name != "contradictions"
    }
    values["contradictions"] = {c.field: [evidence_value(e) for e in c.evidence] for c in metadata.contradictions}
    return values


def evidence_value(evidence: Evidence | None) -> dict[str, Any] | None:
    """`{"value", "quote", "start", "end"}`."""
    if evidence is None:
        return None
    return {"value": evidence.value, "quote": evidence.quote, "start": evidence.start, "end": evidence.end}
