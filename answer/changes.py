"""What a proposal changes in the document it is about: the sentences that differ, side by side.

The comparison of the two documents says what differs; this picks the section that a question is about. What the two say
is quoted, never judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.comparison import compare
from answer.comparison_records import Comparison, Quote
from index.terms import STOP_WORDS, grams, words
from ingest.records import Document, Passage, Span

_MOST = 4
"""Changes quoted of one section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A wording of the proposal that the adopted text lacks, and the wording it stands for, if there is one."""

    passage: Passage
    proposed: Span
    adopted_passage: Passage | None
    adopted: Span | None


def changes_about(question: str, proposal: Document, adopted: Document, *, likely: Sequence[Passage]) -> list[Change]:
    """The changes in the section the question names, else in the sections of `likely` passages of the proposal.

    Both documents come whole. Empty where the section is unchanged or the adopted text has no such section.
    """
    headings = _headings_named(question, proposal) or list(dict.fromkeys(p.heading_path[-1:] for p in likely))
    out: list[Change] = []
    for change in _compared(adopted, proposal).changes:
        if change.kind == "removed" or change.b is None or change.b.heading_path[-1:] not in headings[:1]:
            continue
        passage, old_passage = _passage_at(proposal, change.b), _passage_at(adopted, change.a)
        if passage is not None:
            out.append(
                Change(
                    passage=passage,
                    proposed=(change.b.start, change.b.end),
                    adopted_passage=old_passage,
                    adopted=(change.a.start, change.a.end) if change.a and old_passage else None,
                )
            )
    return out[:_MOST]


@lru_cache(maxsize=4)
def _compared(adopted: Document, proposal: Document) -> Comparison:
    """Kept, since questions on one proposal come several in a row."""
    return compare(adopted, proposal)


def _passage_at(document: Document, quote: Quote | None) -> Passage | None:
    """The passage that a quote begins in, or that follows where it begins with a heading."""
    if quote is None:
        return None
    return next((passage for passage in document.passages if passage.end > quote.start), None)


def _headings_named(question: str, proposal: Document) -> list[tuple[str, ...]]:
    asked = [w for w in words(question) if w not in STOP_WORDS]
    found = []
    for passage in proposal.passages:
        last = passage.heading_path[-1:]
        named = [w for w in words(" ".join(last)) if w not in STOP_WORDS and not w.isdigit()]
        if named and all(any(_alike(w, a) for a in asked) for w in named) and last not in found:
            found.append(last)
    return found


def _alike(heading_word: str, asked: str) -> bool:
    if heading_word == asked:
        return True
    a, b = set(grams(heading_word)), set(grams(asked))
    return len(a & b) / len(a) >= 0.6
