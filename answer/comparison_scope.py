"""What of the text that only one document has is a change, and what is merely not reproduced.

A later version removes what it leaves out. A proposal that reproduces only the parts it amends does not, and neither
does a scan, which loses what its reader could not see: there something is removed only where the words around it, in
one paragraph, are reproduced. The same holds the other way round for what is added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from answer.comparison_align import Alignment, Side
from answer.comparison_units import Part, Unit, letters_of, words_of
from ingest.records import Document

_SAYS_PARTS = re.compile(
    r"återges (?:bara|endast|enbart)|(?:bara|endast|enbart) (?:de|dessa) (?:avsnitt|delar|stycken)|"
    r"med (?:de |följande )?(?:föreslagna )?ändringar(?:na)? (?:enligt|som framgår)|"
    r"ändrings-? ?(?:och tilläggs)?yrkande|"
    r"följande ändringar|föreslagen lydelse|ny lydelse",
    re.IGNORECASE,
)
"""The words of motions and alternative proposals that reproduce what they change and nothing else."""
_WHOLE_PROPOSAL, _WHOLE, _SAID_WHOLE = 0.7, 0.5, 0.95
"""Share of the other document's words that a proposal, any document, and one that speaks of its changes must
reproduce to be taken for a whole version."""
_UNRELATED = 0.2
"""Shares below which two documents are not versions of one text: they are compared by meaning."""
_SAID_NEW = re.compile(r"\b(?:nytt|ny|nya|tillägg|tillkommer|ytterligare)\b", re.IGNORECASE)
_RUNNING = 3
"""Times a line is repeated from which it is page furniture."""
_SAME_LINE = 85.0
"""rapidfuzz ratio (0 to 100) of the letters of a line and one that the other document has among its headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How far each document stands for the whole: shares are of words, 0 to 1."""

    shared_a: float
    shared_b: float
    parts_a: bool
    parts_b: bool
    by_meaning: bool


def scope_of(a: Document, b: Document, side_a: Side, side_b: Side, alignment: Alignment) -> Scope:
    """Judge by what is aligned, by status, and by what the documents say of themselves."""
    shared_a = _share(side_a.units, {i for group, _ in alignment.groups for i in group})
    shared_b = _share(side_b.units, {j for _, group in alignment.groups for j in group})
    return Scope(
        shared_a=shared_a,
        shared_b=shared_b,
        parts_a=_is_parts(a, side_a, shared_b, least=0.0),
        parts_b=_is_parts(b, side_b, shared_a, least=_WHOLE),
        by_meaning=max(shared_a, shared_b) < _UNRELATED,
    )


def _share(units: Sequence[Unit], matched: set[int]) -> float:
    words = sum(len(unit.words) for unit in units)
    return sum(len(unit.words) for unit in units if unit.number in matched) / words if words else 0.0


def _is_parts(document: Document, side: Side, reproduced: float, *, least: float) -> bool:
    """Whether `document` reproduces only parts, `reproduced` being the share of the other's words that it has."""
    if document.status in ("proposal", "draft"):
        least = _WHOLE_PROPOSAL
        if any(_SAYS_PARTS.search(document.text, unit.start, unit.end) for unit in side.units):
            least = _SAID_WHOLE
        # motions say it in a heading as well
        if any(_SAYS_PARTS.search(" ".join(part.heading_path[-1:])) for part in side.parts):
            least = _SAID_WHOLE
    return reproduced < least


def is_removed(unit: Unit, side: Side, other: Side, to_other: dict[int, int], *, is_parts: bool, is_scan: bool) -> bool:
    """Whether a unit without counterpart is a change, `is_parts` and `is_scan` being what the other document is.

    Where that reproduces only parts, the words before and after must stand in one paragraph of each; where it is a
    scan, the words before or after in the same paragraph, since a reader of scans loses lines and pictures whole.
    Works for both directions: what is removed from `side` or, seen from the other, added in it.
    """
    if not is_parts and not is_scan:
        return not (unit.passage.kind == "cover" and not any(u.passage.kind == "cover" for u in other.units))
    before, after = _neighbour(unit, side, to_other, -1), _neighbour(unit, side, to_other, +1)
    if not is_parts:
        return before is not None or after is not None
    if before is None or after is None:
        return False
    return other.units[before].paragraph == other.units[after].paragraph


def _neighbour(unit: Unit, side: Side, to_other: dict[int, int], step: int) -> int | None:
    """The counterpart of the nearest aligned unit of the same paragraph that way."""
    at = unit.number + step
    while 0 <= at < len(side.units) and side.units[at].paragraph == unit.paragraph:
        if at in to_other:
            return to_other[at]
        at += step
    return None


class Lines:
    """What a document has besides its text: headings, contents, page furniture, instructions, column headers.

    `letters in lines` says whether a line, by its letters, is one of them that another document's reader took for text.
    """

    def __init__(self, document: Document) -> None:
        lines = [section.heading for section in document.sections]
        for passage in document.passages:
            if not passage.is_searched:
                lines += [document.text[start:end] for start, end in passage.sentences]
            if passage.cells:
                lines.append(" ".join(cell.header for cell in passage.cells))
        self._letters = list({letters_of(words_of(line, labelled=True)) for line in lines} - {""})

    def __contains__(self, letters: str) -> bool:
        return process.extractOne(letters, self._letters, scorer=fuzz.ratio, score_cutoff=_SAME_LINE) is not None


def without_running_lines(units: Sequence[Unit]) -> list[Unit]:
    """Without the lines that a scan repeats on every page, each time misread otherwise, so that no reader knew them."""
    letters = [unit.letters for unit in units]

    def is_running(unit: Unit) -> bool:
        alike = process.extract(unit.letters, letters, scorer=fuzz.ratio, score_cutoff=_SAME_LINE, limit=_RUNNING)
        return len(alike) == _RUNNING

    return [unit for unit in units if not is_running(unit)]


def stands_in_amended_text(unit: Unit, side_b: Side, alignment: Alignment, to_a: dict[int, int], a: Side) -> bool:
    """Whether an unmatched unit of a partial proposal belongs to the text it proposes, and not to the letter around it.

    It does under a heading of the amended document, beside a sentence of it, or in a section that is new to it.
    """
    if unit.section in alignment.part_of_b and unit.section != 0:
        return True
    beside = (unit.number - 1, unit.number + 1)
    if any(n in to_a and side_b.units[n].paragraph == unit.paragraph for n in beside if 0 <= n < len(side_b.units)):
        return True
    return unit.section != 0 and is_new_section(side_b.parts[unit.section], side_b.parts, a.parts, alignment)


def is_new_section(part: Part, parts_b: Sequence[Part], parts_a: Sequence[Part], alignment: Alignment) -> bool:
    """Whether a section of a partial proposal is one it adds: said to be, numbered on, or between amended ones."""
    if _SAID_NEW.search(part.remark):
        return True
    known = [n for n in alignment.part_of_b if n]
    if not known or part.number in alignment.part_of_b:
        return False
    numbered = {p.label for p in parts_a if p.label}
    if (
        part.label
        and numbered
        and part.label not in numbered
        and part.label.split(".")[0] in {n.split(".")[0] for n in numbered}
    ):
        return True
    level = len(part.heading_path)
    peers = [parts_b[n] for n in known if len(parts_b[n].heading_path) == level]
    return any(p.number < part.number for p in peers) and any(p.number > part.number for p in peers)
