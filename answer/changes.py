"""What a proposal changes in the document it is about: the sentences that differ, side by side.

Sections are paired by heading and sentences by likeness; a sentence that stands word for word in the adopted text is no
change. What the two say is quoted, never judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.terms import STOP_WORDS, fold, grams, words
from ingest.records import Document, Passage, Span

_SAME = 97.0
"""Likeness (0 to 100, rapidfuzz ratio of folded text) from which two sentences count as one: punctuation may differ."""
_COUNTERPART = 55.0
"""Likeness from which a sentence is the earlier wording of another."""
_MOST = 4
"""Changed sentences quoted of one section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence of the proposal that the adopted text lacks, and the sentence it stands for, if there is one."""

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
    for heading in headings[:1]:
        old = [(p, s) for p in adopted.passages if _same_heading(p.heading_path[-1:], heading) for s in p.sentences]
        if not old:
            continue
        for passage in proposal.passages:
            if passage.is_searched and passage.heading_path[-1:] == heading:
                out += _changed(passage, proposal, old, adopted)
    return out[:_MOST]


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


def _same_heading(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool(a) and bool(b) and fuzz.ratio(fold(a[0]), fold(b[0])) >= 85


def _changed(
    passage: Passage, proposal: Document, old: Sequence[tuple[Passage, Span]], adopted: Document
) -> list[Change]:
    out = []
    for start, end in passage.sentences:
        text = fold(proposal.text[start:end])
        scored = [(fuzz.ratio(text, fold(adopted.text[a:b])), p, (a, b)) for p, (a, b) in old]
        likeness, old_passage, span = max(scored, key=lambda one: one[0])
        if likeness < _SAME:
            counterpart = likeness >= _COUNTERPART
            out.append(
                Change(
                    passage=passage,
                    proposed=(start, end),
                    adopted_passage=old_passage if counterpart else None,
                    adopted=span if counterpart else None,
                )
            )
    return out
