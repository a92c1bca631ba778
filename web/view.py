"""What the page shows, and its address: the query string is the only memory of it, so every link restores it whole.

A conversation is its questions; the answers follow from them, since the same question always gets the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from index.collection import NO_FILTERS
from index.query import LONGEST_QUESTION, BadQuestion, clean_question
from index.records import Filters
from ingest.records import DutyRole, Span, Status
from web.words import Language

Page = Literal["ask", "register", "compare", "documents"]
KEPT_QUESTIONS = 8
"""Questions kept in the address. Eight of the longest, percent-encoded, stay below the 64 KiB that the server reads."""

LONGEST_BODY = 200
"""Characters of a body's name that are read from an address."""

_SPAN = re.compile(r"(\d{1,12})-(\d{1,12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document being read: the `quote` to highlight, and the `part` (passage number) or the `whole` to show."""

    doc_id: str
    quote: Span | None = None
    part: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that an address says; `body` and `role` are what the register is asked for, `compared` two doc_ids."""

    language: Language = "sv"
    page: Page = "ask"
    questions: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    opened: Opened | None = None
    body: str = ""
    role: DutyRole | None = None
    compared: tuple[str, str] | None = None

    def asked(self, question: str) -> View:
        """With one more question; what was open is closed, the oldest questions fall away."""
        questions = (*self.questions, question)
        while len(questions) > KEPT_QUESTIONS or sum(len(q) for q in questions) > 2 * LONGEST_QUESTION:
            questions = questions[1:]
        return replace(self, page="ask", questions=questions, opened=None)

    def params(self) -> dict[str, list[str]]:
        """The query string's parameters; what is as usual is left out."""
        filters, opened = self.filters, self.opened
        said: dict[str, list[str]] = {
            "lang": [self.language] if self.language != "sv" else [],
            "page": [self.page] if self.page != "ask" else [],
            "q": list(self.questions),
            "municipality": [filters.municipality or ""],
            "status": [filters.status or ""],
            "type": [filters.document_type or ""],
            "doc": [filters.doc_id or ""],
            "on": [filters.as_of.isoformat() if filters.as_of else ""],
            "open": [opened.doc_id if opened else ""],
            "at": [f"{opened.quote[0]}-{opened.quote[1]}" if opened and opened.quote else ""],
            "part": [_part(opened) if opened else ""],
            "body": [self.body],
            "role": [self.role or ""],
            "a": [self.compared[0] if self.compared else ""],
            "b": [self.compared[1] if self.compared else ""],
        }
        return {key: values for key, values in said.items() if any(values)}

    @property
    def link(self) -> str:
        """The address relative to the application's own."""
        return "?" + urlencode(self.params(), doseq=True)


def read_view(params: Mapping[str, Sequence[str]]) -> View:
    """The view of an address; what cannot be read is left out, since anybody can write an address."""

    def one(key: str) -> str | None:
        return next((value for value in params.get(key, ()) if value), None)

    status, doc_id = one("status"), one("open")
    a, b = one("a") or "", one("b") or ""
    quote = _SPAN.fullmatch(one("at") or "")
    span = (int(quote[1]), int(quote[2])) if quote and int(quote[1]) < int(quote[2]) else None
    part = one("part") or ""
    view = View(
        language="en" if one("lang") == "en" else "sv",
        page=next((p for p in get_args(Page) if p == one("page")), "ask"),
        body=(one("body") or "").strip()[:LONGEST_BODY],
        role=next((role for role in get_args(DutyRole) if role == one("role")), None),
        compared=(a, b) if a or b else None,
        filters=Filters(
            municipality=one("municipality"),
            status=next((s for s in get_args(Status) if s == status), None),
            document_type=one("type"),
            doc_id=one("doc"),
            as_of=read_date(one("on") or ""),
        ),
    )
    for question in params.get("q", ())[-KEPT_QUESTIONS:]:
        try:
            view = replace(view.asked(clean_question(question)), page=view.page)
        except BadQuestion:
            continue
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 9 else None
    opened = Opened(doc_id=doc_id, quote=span, part=number, whole=part == "all") if doc_id else None
    return replace(view, opened=opened)


def read_date(text: str) -> date | None:
    """A date as people type it in the filter, year first; None where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _part(opened: Opened) -> str:
    return "all" if opened.whole else "" if opened.part is None else str(opened.part)
