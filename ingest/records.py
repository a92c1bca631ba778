"""The records every room shares: from a reader's `Block` to a `Document` and its `Passage`s.

All records are frozen, slotted, keyword-only dataclasses. Offsets are 0-based, half-open positions in
`Document.text`, which is NFC with `\\n` line ends; pages are 1-based. Whatever a user sees can be checked
by slicing that text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "note"]
Role = Literal["body", "cover", "contents", "instruction", "furniture"]
"""What a block is for. Only `body` and `cover` are searched; the rest is kept in the text.

`contents` is a table of contents, `instruction` a template's advice to the writer, `furniture` what a
reader sees on every page or a heading that holds nothing.
"""
PassageKind = Literal["paragraph", "list", "row", "cover", "contents", "instruction", "furniture"]
Status = Literal["adopted", "proposal", "draft", "unknown"]
DutyRole = Literal[
    "responsible",
    "follow_up",
    "coordinate",
    "decide",
    "revise",
    "report_to",
    "cooperate",
    "offer",
    "support",
    "other",
]
"""What a body has to do with a task; for `report_to` the body is the one who reports."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table row as a reader saw it; `text` is empty for an empty cell."""

    header: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a block stands on its page: points from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a file in reading order, whatever the file's format.

    `text` has no markup; in a row, cells keep the separator they were written with (tab or ` | `).
    `level` is 1 for the highest heading and 0 for what is no heading.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    page_is_estimated: bool = False
    level: int = 0
    cells: tuple[Cell, ...] = ()
    box: Box | None = None
    role: Role = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and all below it up to the next heading of the same or a higher level."""

    heading: str
    level: int
    start: int
    end: int
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Page `page` begins at `start`; estimated where the file itself does not say so."""

    page: int
    start: int
    is_estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A metadata value and the span that says so; `quote` equals `text[start:end]`.

    Values are as written, but dates are ISO 8601, bodies begin with a capital and lists of bodies are one string.
    A value from a sidecar file has an empty quote at (0, 0).
    """

    value: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The evidence in one document that speaks against the value chosen for `field`."""

    field: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself. Absent is `None`, never guessed."""

    municipality: Evidence | None = None
    title: Evidence | None = None
    document_type: Evidence | None = None
    status: Evidence | None = None
    adopted_by: Evidence | None = None
    adopted_date: Evidence | None = None
    revised_date: Evidence | None = None
    valid_from: Evidence | None = None
    valid_until: Evidence | None = None
    registration_number: Evidence | None = None
    applies_to: Evidence | None = None
    responsible_for_revision: Evidence | None = None
    follow_up_by: Evidence | None = None
    follow_up_frequency: Evidence | None = None
    replaces: Evidence | None = None
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a document was read from. `kind` is its suffix without the dot."""

    name: str
    sha256: str
    n_bytes: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCell:
    """A cell of a stored row: `text[start:end]` is its content, `start == end` when it is empty."""

    header: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is indexed and found: a span inside one section, or one table row.

    `heading_path` runs from the document's first level down to the section the passage stands in.
    `sentences` are spans into the document's text; `cells` are there for a row alone.
    """

    passage_id: str
    doc_id: str
    start: int
    end: int
    heading_path: tuple[str, ...]
    page: int | None
    page_is_estimated: bool
    kind: PassageKind
    sentences: tuple[Span, ...]
    cells: tuple[RowCell, ...] = ()

    @property
    def is_searched(self) -> bool:
        """Whether search may return it: contents, instructions and furniture are only kept."""
        return self.kind in ("paragraph", "list", "row", "cover")


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who has to do what, as one place of the text says it: `text[start:end]` is the quote.

    `body` is the normalised name and None where the text names nobody; `body_as_written` is what stands there
    ('nämnden' for a body named before it, a department that stands in the heading alone). `task` and `frequency` are
    as written.
    """

    body: str | None
    body_as_written: str | None
    role: DutyRole
    task: str
    frequency: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One ingested file: its text once, and everything else as spans into it.

    `doc_id` is the path under its collection without suffix, with `/` between folders. `title` is for
    display and falls back to the file's name where the document has none (`metadata.title` is then None).
    """

    doc_id: str
    title: str
    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[PageStart, ...]
    metadata: Metadata
    source: Source
    passages: tuple[Passage, ...] = field(repr=False)
    responsibilities: tuple[Responsibility, ...] = field(default=(), repr=False)

    @property
    def status(self) -> Status:
        """The decision status; `unknown` where nothing in the document says."""
        evidence = self.metadata.status
        value = evidence.value if evidence else "unknown"
        return value if value in ("adopted", "proposal", "draft") else "unknown"  # type: ignore[return-value]

    @property
    def municipality(self) -> str | None:
        """The municipality's short name as citations print it, or None."""
        return self.metadata.municipality.value if self.metadata.municipality else None
