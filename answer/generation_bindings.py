"""Whether a sentence leaves each number with what it counts and each body with what it does.

A sentence can be made of a quote's own words and still be false: "Simhallen kostar 20 kr" of "Simhallen kostar 50 kr
och biblioteket 20 kr". So the words beside a number or a body have to stand beside it in the quote: in the same clause,
or in a sentence of the quote that has no number (no body) of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.facts import facts
from answer.generation_names import names_held
from answer.generation_quantities import plain, quantities
from answer.generation_words import Evidence, said_in
from answer.records import Language

# where a quote's sentences and lines part; a wrapped line goes on
_UNIT_ENDS = re.compile(
    r"\n\s*\n|\t|(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9–•-])|\n(?=\s*(?:[-*•–]\s|\d{1,2}[.)]\s|[A-ZÅÄÖ][^\n:]{1,60}:\s))"
)
# a clause of its own whatever it holds
_CLAUSES = re.compile(r"; |,? (?=(?:men|medan|but|while) )|, (?=(?:som|vilket|vilka|vilken|which|who|where|där) )")
# one of its own where both sides hold an anchor
_JOINTS = re.compile(r"(,? (?:och|samt|eller|and|or) |, )")
# one body in the definite, as who acts is named; not several of a kind, nor whose something is
_ACTOR = re.compile(r"(?:n|et|fullmaktige| ab)$(?<!bolagen)(?<!omraden)(?<!omradet)")


def units(quote: str) -> list[str]:
    """The sentences, lines and cells of a quote."""
    return [unit.strip() for unit in _UNIT_ENDS.split(quote) if unit and unit.strip()]


def is_bound(text: str, quotes: Sequence[str], name: str, about: Evidence, language: Language) -> bool:
    """Whether every clause of `text` keeps its numbers and bodies beside the words they stand beside in `quotes`."""
    # the cells of a row belong together, whatever stops they hold
    pieces = [piece for quote in quotes for piece in ([quote] if "\t" in quote else units(quote))]
    kinds: tuple[_Anchors, ...] = (_Numbers(), _Bodies(name=name, language=language))
    return all(_keeps(text, pieces, about, language, anchors) for anchors in kinds)


class _Anchors(Protocol):
    """What other words are bound to: numbers, or bodies."""

    def has(self, text: str, *, is_quoted: bool) -> bool:
        """Whether a piece of a sentence or quote holds any."""
        ...

    def shared(self, clause: str, part: str) -> bool:
        """Whether a part of a quote is about the anchors of a clause."""
        ...


@dataclass(frozen=True, slots=True)
class _Numbers:
    def has(self, text: str, *, is_quoted: bool) -> bool:
        return bool(quantities(text))

    def shared(self, clause: str, part: str) -> bool:
        return bool({one.key for one in quantities(clause)} & {one.key for one in quantities(part)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bodies:
    name: str
    language: Language

    def has(self, text: str, *, is_quoted: bool) -> bool:
        if is_quoted or self.language == "sv":
            return bool(_actors(text))
        return bool(names_held(text, "", self.name, "en").unheld)

    def shared(self, clause: str, part: str) -> bool:
        named = names_held(clause, part, self.name, self.language).held_at
        # every body that acts in the part is named by the clause, else it may be another's doing that is told
        return bool(named) and all(any(start <= at < end for at in named) for start, end in _actors(part))


def _keeps(text: str, pieces: Sequence[str], about: Evidence, language: Language, anchors: _Anchors) -> bool:
    for clause in _clauses(text, anchors, is_quoted=False):
        if not anchors.has(clause, is_quoted=False):
            continue
        parts = [part for piece in pieces for part in _parts(piece, anchors)]
        beside = [part for part in parts if anchors.shared(clause, part)]
        free = [piece for piece in pieces if not anchors.has(piece, is_quoted=True)]
        said = said_in(clause, language)
        known = {at for at, _ in said.content} - {at for at, _ in about.unheld(said, language)}
        unheld = Evidence.of(" . ".join([*beside, *free]), language).unheld(said, language)
        if not all(at in known for at, _ in unheld):
            return False
    return True


def _actors(text: str) -> list[tuple[int, int]]:
    """Where in `plain(text)` bodies stand that may act."""
    said, found, free = plain(text), [], 0
    for fact in facts(text, "body"):
        folded = plain(re.split(" (?:för|på) ", fact.text)[0])
        at = said.find(folded, free)
        if at >= 0 and _ACTOR.search(folded):
            found.append((at, at + len(folded)))
            free = at + len(folded)
    return found


def _parts(piece: str, anchors: _Anchors) -> list[str]:
    return [piece] if "\t" in piece else _clauses(piece, anchors, is_quoted=True)


def _clauses(text: str, anchors: _Anchors, *, is_quoted: bool) -> list[str]:
    """The clauses of a sentence; an "och" parts two where each has an anchor."""
    found: list[str] = []
    for clause in _CLAUSES.split(text):
        pieces = _JOINTS.split(clause)
        current = pieces[0]
        for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            both = anchors.has(current, is_quoted=is_quoted) and anchors.has(piece, is_quoted=is_quoted)
            # "Kultur- och fritidsnämnden" is one body
            if both and not current.endswith("-"):
                found.append(current)
                current = piece
            else:
                current += joint + piece
        found.append(current)
    return [clause for clause in found if clause.strip()]
