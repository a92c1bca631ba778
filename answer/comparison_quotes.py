"""Quotes of a comparison and the addresses of its changes."""

from __future__ import annotations

import re
from hashlib import blake2b

from answer.comparison_records import Quote
from index.terms import fold
from ingest.passages import page_at
from ingest.records import Document, Span

_SLUG_LENGTH = 32


def quote_of(document: Document, span: Span, heading_path: tuple[str, ...]) -> Quote:
    """`text[start:end]` with its page."""
    page = page_at(span[0], document.page_starts)
    return Quote(
        doc_id=document.doc_id,
        start=span[0],
        end=span[1],
        quote=document.text[span[0] : span[1]],
        page=page.page if page else None,
        page_is_estimated=bool(page and page.is_estimated),
        heading_path=heading_path,
    )


def address(kind: str, section: str, a: str, b: str) -> str:
    """A name for a change that follows from its section and its words: "arbete-3f9a2c1b"."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(section)).strip("-")[:_SLUG_LENGTH].strip("-") or "start"
    said = "\x00".join((kind, section, *(" ".join(text.casefold().split()) for text in (a, b))))
    return f"{slug}-{blake2b(said.encode(), digest_size=4).hexdigest()}"
