"""What a comparison of two documents is made of: changes with both quotes, gathered under the sections they stand in.

`a` is the document compared from (the programme), `b` the one compared to (the proposal, the later version). Every
quote is a span into the stored text; nothing here judges what a change means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Document, Span

ChangeKind = Literal["added", "removed", "changed"]
AlignedBy = Literal["wording", "meaning"]
Operation = Literal["equal", "insert", "delete"]
Note = Literal["lost_strikethrough", "said_to_be_struck"]
"""`lost_strikethrough`: the old wording may stand beside the new, its strike-through lost. `said_to_be_struck`: the
quote of `b` is the words that strike the text of `a`."""

Words = tuple[tuple[Operation, str], ...]
"""A change word by word. The equal and the inserted pieces joined are the quote of `b`, character for character; the
deleted are slices of the quote of `a`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """`text[start:end]` of a stored document, and where that stands."""

    doc_id: str
    start: int
    end: int
    quote: str
    page: int | None
    page_is_estimated: bool
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `change_id` follows from the section and the words, so it outlives changes elsewhere.

    Added: `a` is None. Removed: `b` is None, or the words that say that it is struck.
    """

    change_id: str
    kind: ChangeKind
    section: str
    a: Quote | None
    b: Quote | None
    words: Words
    aligned_by: AlignedBy = "wording"
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPair:
    """A section of one or both documents: its changes, and what is folded away.

    `unchanged` counts the sentences (or rows) that both say; `only_a` and `only_b` are the spans that one alone has
    and that are no changes, because the other reproduces only parts, or because they are a letter's own words.
    """

    heading_path_a: tuple[str, ...] | None
    heading_path_b: tuple[str, ...] | None
    changes: tuple[Change, ...]
    unchanged: int
    only_a: tuple[Span, ...] = ()
    only_b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPair:
    """A metadata field whose values differ, each with its quote from its document."""

    field: str
    value_a: str
    value_b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents compared. `shared_a` and `shared_b` are the shares of each one's words, in [0, 1], that have a
    counterpart in the other; `parts_a` and `parts_b` say that a document is taken to reproduce only parts."""

    a: Document
    b: Document
    sections: tuple[SectionPair, ...]
    facts: tuple[FactPair, ...]
    shared_a: float
    shared_b: float
    parts_a: bool
    parts_b: bool
    noisy_a: bool
    noisy_b: bool
    by_meaning: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes in reading order."""
        return tuple(change for section in self.sections for change in section.changes)
