"""Who a quoted duty is, where its own sentence does not say: the committee in the heading, the one named just before.

"Nämnden ansvarar för" and a list of tasks under a department's heading name nobody by themselves. The register of
responsibilities knows whose they are; the body's name is then quoted too, from where it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from answer.compose import Part
from answer.facts import Fact, names_somebody
from ingest.records import Document, Responsibility, Span


def with_body(part: Part) -> Part:
    """The part with the body that the register gives its quote, and the place that names it; else the part as it is."""
    if part.cell is not None or any(names_somebody(fact) for fact in part.facts):
        return part
    for start, end in part.quotes:
        for duty in part.document.responsibilities:
            if duty.body is None or duty.start >= end or duty.end <= start:
                continue
            name = _named(part.document, duty)
            if name is not None:
                quotes = part.quotes if _inside(name, part.quotes) else (_line(part.document.text, name), *part.quotes)
                fact = Fact(kind="body", text=part.document.text[slice(*name)], start=name[0], end=name[1])
                return replace(part, facts=(fact,), quotes=tuple(sorted(quotes)))
    return part


def _named(document: Document, duty: Responsibility) -> Span | None:
    """Where the body of a duty is named in full: in its quote, else the last time before it."""
    name = re.compile(rf"\b{re.escape(duty.body or '')}\b", re.IGNORECASE)
    inside = name.search(document.text, duty.start, duty.end)
    found = inside or next(reversed(list(name.finditer(document.text, 0, duty.start))), None)
    return found.span() if found else None


def _line(text: str, span: Span) -> Span:
    """The line that a name stands in, or the name alone where the line is long."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    end = len(text) if end < 0 else end
    return (start, end) if end - start <= 160 else span


def _inside(span: Span, quotes: tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quotes)
