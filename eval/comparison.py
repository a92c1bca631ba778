"""How well a comparison finds the changes between two documents, measured word by word against a gold list.

The words of a gold change are those that a word diff of its two wordings marks, at their places in the documents; the
words of a reported change are its deleted and inserted ones. A gold change is *found* when at least half of its words
are marked by reported changes, whatever the kind. A reported change is *right* when at least half of its words stand
inside the wordings of gold changes. Recall is the share found, precision the share right; `kind` is the share of the
found whose best-covering reported change has the same kind. Nothing depends on where sentences were cut. Between
documents that have no gold change every reported change is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from eval.changes import GoldChange, GoldPair
from eval.lines import need

COVERED = 0.5
"""Share of a change's words from which it is found, or right."""
_WORD = re.compile(r"\w+")

Place = tuple[str, int]
"""A word of the pair: "a" or "b", and where it begins in that document's stored text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """The outcome for one pair of documents; the lists name what went wrong."""

    base: str
    revised: str
    gold: int
    found: int
    reported: int
    right: int
    same_kind: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All pairs together: every change counts once."""

    pairs: tuple[PairScore, ...]

    @property
    def precision(self) -> float:
        """Share of the reported changes that are right; 1 where none is reported."""
        reported = sum(pair.reported for pair in self.pairs)
        return sum(pair.right for pair in self.pairs) / reported if reported else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold changes that are found; 1 where there are none."""
        gold = sum(pair.gold for pair in self.pairs)
        return sum(pair.found for pair in self.pairs) / gold if gold else 1.0

    @property
    def kind(self) -> float:
        """Share of the found changes that are reported as what they are: added, removed or changed."""
        found = sum(pair.found for pair in self.pairs)
        return sum(pair.same_kind for pair in self.pairs) / found if found else 1.0


def score_changes(
    pairs: Sequence[GoldPair],
    *,
    text_of: Callable[[str], str],
    lines_of: Callable[[str, str], Sequence[Mapping[str, Any]]],
) -> Score:
    """Score the change lines of any program against gold pairs."""
    return Score(
        pairs=tuple(
            _score_pair(pair, text_of(pair.base), text_of(pair.revised), lines_of(pair.base, pair.revised))
            for pair in pairs
        )
    )


def change_score_json(score: Score) -> dict[str, Any]:
    """The measures and every pair with what was missed and what was wrong."""
    measures = {"precision": score.precision, "recall": score.recall, "kind": score.kind}
    return {"measures": measures, "pairs": [asdict(pair) for pair in score.pairs]}


def change_score_rows(score: Score) -> Iterator[tuple[str, ...]]:
    """A header, a row a pair, and the whole."""
    yield "base", "revised", "gold", "found", "reported", "right", "precision", "recall", "kind"
    for pair in (*((pair,) for pair in score.pairs), score.pairs):
        part = Score(pairs=pair)
        sums = [str(sum(getattr(p, name) for p in pair)) for name in ("gold", "found", "reported", "right")]
        names = (pair[0].base, pair[0].revised) if pair is not score.pairs else ("all", "")
        yield (*names, *sums, *(f"{value:.2f}" for value in (part.precision, part.recall, part.kind)))


def _score_pair(pair: GoldPair, base: str, revised: str, lines: Sequence[Mapping[str, Any]]) -> PairScore:
    marked = [_marked(line, f"{pair.base} → {pair.revised}, change {n}") for n, line in enumerate(lines, start=1)]
    anywhere = set().union(*marked)
    missed, found, same_kind = [], 0, 0
    inside: set[Place] = set()
    for change in pair.changes:
        spans = _located(change, base, revised)
        inside |= set().union(*spans.values())
        words = _differing(change, spans)
        if not words or len(words & anywhere) < COVERED * len(words):
            missed.append(change.new or change.old or "")
            continue
        found += 1
        best = max(range(len(lines)), key=lambda n, words=words: len(words & marked[n]))  # type: ignore[misc]
        same_kind += lines[best]["kind"] == change.kind
    right = [n for n, words in enumerate(marked) if words and len(words & inside) >= COVERED * len(words)]
    wrong = [_shown(line) for n, line in enumerate(lines) if n not in right]
    return PairScore(
        base=pair.base,
        revised=pair.revised,
        gold=len(pair.changes),
        found=found,
        reported=len(lines),
        right=len(right),
        same_kind=same_kind,
        missed=tuple(missed),
        wrong=tuple(wrong),
    )


def _located(change: GoldChange, base: str, revised: str) -> dict[str, list[Place]]:
    """The words of either wording at their places; none where the stored text does not hold the wording."""
    return {
        side: [(side, at) for at in _find(wording, text)] if wording is not None else []
        for side, wording, text in (("a", change.old, base), ("b", change.new, revised))
    }


def _find(wording: str, text: str) -> list[int]:
    """Where each word of a wording stands, white space, case and markup between words ignored."""
    words = _WORD.findall(wording)
    match = re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text, re.IGNORECASE) if words else None
    return [match.start() + word.start() for word in _WORD.finditer(match[0])] if match else []


def _differing(change: GoldChange, spans: Mapping[str, Sequence[Place]]) -> set[Place]:
    """The words that a word diff of the two wordings marks."""
    old, new = (_WORD.findall((wording or "").casefold()) for wording in (change.old, change.new))
    places: set[Place] = set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            places |= set(spans["a"][i1:i2]) | set(spans["b"][j1:j2])
    return places


def _marked(line: Mapping[str, Any], place: str) -> set[Place]:
    """The deleted and inserted words of a change line, at their places."""
    cursors = {side: _quoted(line.get(side), place) for side in ("a", "b")}
    places: set[Place] = set()
    for operation, text in need(line, "words", list, place):
        for side in {"equal": "b", "insert": "b", "delete": "a"}.get(operation, ""):
            quote, start, cursor = cursors[side]
            at = quote.find(text, cursor)
            if at < 0:
                continue
            cursors[side] = (quote, start, at + len(text))
            if operation != "equal":
                places |= {(side, start + at + word.start()) for word in _WORD.finditer(text)}
    return places


def _quoted(quote: Any, place: str) -> tuple[str, int, int]:
    """A quote, where it begins in its document, and how far it has been read."""
    if quote is None:
        return "", 0, 0
    return need(quote, "quote", str, place), need(quote, "start", int, place), 0


def _shown(line: Mapping[str, Any]) -> str:
    quote = line.get("b") or line.get("a") or {}
    return f"{line.get('kind')}: {' '.join(str(quote.get('quote', '')).split())}"
