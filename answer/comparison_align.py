"""Which sentences of two documents belong together, across sections and whatever their order.

First the headings, then sentences that are word for word the same, then those alike enough, nearest first, and last
what a rewriting split or joined. Candidates come from an inverted index of rare words, so the work grows with the
length of the documents and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, LCSseq

from answer.comparison_units import Part, Unit
from answer.comparison_words import Noise
from index.terms import STOP_WORDS, fold

_NEAR, _FAR = 0.34, 0.6
"""Likeness (share of words in order, 0 to 1) from which sentences of sections with one heading are two wordings of the
same, and from which sentences anywhere are."""
_FAR_WORDS = 5
"""Words that a sentence needs to be known again elsewhere: "Indikatorer:" stands under every heading."""
_SAME_KEY = 0.4
"""Added to the likeness of two key-value lines with one key in sections with one heading."""
_IN_PLACE = 0.05
"""Added for each neighbour that matches a neighbour, so that of like sentences the one in its place is taken."""
_CANDIDATES = 5
_MOST_OF_A_SECTION = 40
"""Unmatched sentences of the section with the same heading that are all tried."""
_COMMON = 200
"""Sentences that hold a word from which it finds no candidates."""
_SAME_HEADING = 85.0
"""rapidfuzz ratio (0 to 100) of two headings without numbers."""
_LETTERS_BY_CHANCE = 0.15
"""Taken off the likeness of letters: sentences that have nothing to do with each other share about 0.45 of theirs."""
_JOINED = 0.5
"""Share of a sentence's words that a neighbour's counterpart must hold besides for it to be part of it."""
_SAME_LETTERS = 80.0
"""rapidfuzz partial_ratio (0 to 100) of the letters of a misread line and the sentence it is part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A document as it is aligned."""

    units: Sequence[Unit]
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """`groups` are numbers of units that belong together, adjacent ones where there are several on a side; `part_of_b`
    maps the sections of b to those of a by heading."""

    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    part_of_b: dict[int, int]


def align(a: Side, b: Side, noise: Noise) -> Alignment:
    """Groups in the order of b; a unit is in one group at most."""
    part_of_b = _aligned_headings(a.parts, b.parts, noise)
    matcher = _Matcher(a.units, b.units, part_of_b, noise)
    matcher.match_same()
    matcher.match_alike()
    matcher.match_in_slots()
    groups = _with_neighbours(matcher, noise)
    return Alignment(groups=tuple(sorted(groups, key=lambda group: group[1])), part_of_b=part_of_b)


def _aligned_headings(a: Sequence[Part], b: Sequence[Part], noise: Noise) -> dict[int, int]:
    """Sections of b to sections of a with the same heading, numbers and remarks ignored; without any, to each other."""

    def key(part: Part) -> tuple[str, ...]:
        return tuple(noise.match_word(word) for word in part.name) or (part.label,)

    by_key: dict[tuple[str, ...], list[Part]] = defaultdict(list)
    for part in a[1:]:
        by_key[key(part)].append(part)
    found = {0: 0}
    used: set[int] = set()
    for part in b[1:]:
        # a heading that stands twice, as "Boende" in the text and in its motivation, is taken once
        options = [o for o in by_key.get(key(part), []) if o.number not in used]
        if options:
            best = min(options, key=partial(_unlikeness, part))
            found[part.number] = best.number
            used.add(best.number)
    rest = {part.number: " ".join(part.name) for part in a[1:] if part.number not in used and part.name}
    for part in b[1:]:
        if part.number in found or not part.name or not rest:
            continue
        best_match = process.extractOne(" ".join(part.name), rest, scorer=fuzz.ratio, score_cutoff=_SAME_HEADING)
        if best_match is not None:
            found[part.number] = best_match[2]
            del rest[best_match[2]]
    return found


def _unlikeness(part: Part, option: Part) -> tuple[bool, bool, int]:
    """Of several sections with one heading, one with the same number comes first, then one under the same heading."""
    parents = ([fold(heading) for heading in each.heading_path[-2:-1]] for each in (part, option))
    return option.label != part.label, next(parents) != next(parents), option.number


class _Matcher:
    """Pairs units one to one, the surest first."""

    def __init__(self, a: Sequence[Unit], b: Sequence[Unit], part_of_b: dict[int, int], noise: Noise) -> None:
        self.a, self.b, self.part_of_b = a, b, part_of_b
        self.words_a = [tuple(noise.match_word(word) for word in unit.norms) for unit in a]
        self.words_b = [tuple(noise.match_word(word) for word in unit.norms) for unit in b]
        self.to_b: dict[int, int] = {}
        self.to_a: dict[int, int] = {}
        self._noise = noise
        self._stop = frozenset(noise.match_word(word) for word in STOP_WORDS)

    def match_same(self) -> None:
        """Units with the same words: those under one heading first, long ones anywhere, then short ones in place."""
        in_a: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, words in enumerate(self.words_a):
            in_a[words].append(i)

        def match(is_match: Callable[[int, int], bool]) -> None:
            for j, words in enumerate(self.words_b):
                if j not in self.to_a:
                    i = next((i for i in in_a.get(words, ()) if i not in self.to_b and is_match(i, j)), None)
                    if i is not None:
                        self._pair(i, j)

        match(self._is_near)
        match(lambda i, j: len(self.words_b[j]) >= _FAR_WORDS)
        match(lambda i, j: self.to_b.get(i - 1, -2) == j - 1 or self.to_b.get(i + 1, -2) == j + 1)

    def match_alike(self) -> None:
        """Units that share enough of their words, best first."""
        scored = sorted(self._scored(), reverse=True)
        for _, i, j in ((score, -i, -j) for score, i, j in scored):
            if i not in self.to_b and j not in self.to_a:
                self._pair(i, j)

    def match_in_slots(self) -> None:
        """A lone sentence in the place of a lone sentence, both neighbours being the same, was put there instead."""
        for i in range(1, len(self.a) - 1):
            j = self.to_b.get(i - 1, -2) + 1
            if i in self.to_b or j in self.to_a or self.to_b.get(i + 1) != j + 1 or not 0 < j < len(self.b):
                continue
            if _one_paragraph(self.a, i) and _one_paragraph(self.b, j):
                self._pair(i, j)

    def likeness(self, i: int, j: int) -> float:
        """Share of the words of both that stand in both in order; in a scan that of the letters, if it is more."""
        words = float(Indel.normalized_similarity(self.words_a[i], self.words_b[j]))
        if not self._noise.any:
            return words
        letters = fuzz.ratio(self.a[i].letters, self.b[j].letters) / 100
        return max(words, letters - _LETTERS_BY_CHANCE)

    def _pair(self, i: int, j: int) -> None:
        self.to_b[i], self.to_a[j] = j, i

    def _is_near(self, i: int, j: int) -> bool:
        return self.part_of_b.get(self.b[j].section) == self.a[i].section

    def _scored(self) -> Iterator[tuple[float, int, int]]:
        """(score, -i, -j) of the candidate pairs that are alike enough."""
        left_b = [j for j in range(len(self.b)) if j not in self.to_a]
        holders: dict[str, list[int]] = defaultdict(list)
        by_part: dict[int, list[int]] = defaultdict(list)
        for j in left_b:
            for word in set(self.words_b[j]) - self._stop:
                holders[word].append(j)
            part = self.part_of_b.get(self.b[j].section)
            if part is not None:
                by_part[part].append(j)
        for i in range(len(self.a)):
            if i in self.to_b:
                continue
            weights: Counter[int] = Counter()
            for word in set(self.words_a[i]) - self._stop:
                having = holders.get(word, ())
                if len(having) <= _COMMON:
                    for j in having:
                        weights[j] += log(1 + len(left_b) / len(having))  # type: ignore[assignment]
            near = by_part.get(self.a[i].section, ())
            candidates = {j for j, _ in weights.most_common(_CANDIDATES)}
            if len(near) <= _MOST_OF_A_SECTION:
                candidates |= {j for j in near if self._noise.any or j in weights or self._same_key(i, j)}
            for j in candidates:
                is_near = self._is_near(i, j)
                likeness = self.likeness(i, j) + (_SAME_KEY if is_near and self._same_key(i, j) else 0.0)
                long_enough = min(len(self.words_a[i]), len(self.words_b[j])) >= _FAR_WORDS
                if likeness >= _NEAR if is_near else likeness >= _FAR and long_enough:
                    yield likeness + _IN_PLACE * self._in_place(i, j), -i, -j

    def _same_key(self, i: int, j: int) -> bool:
        return bool(self.a[i].key) and self.a[i].key == self.b[j].key

    def _in_place(self, i: int, j: int) -> int:
        return (self.to_b.get(i - 1) == j - 1) + (self.to_b.get(i + 1) == j + 1) + self._is_near(i, j)


def _one_paragraph(units: Sequence[Unit], at: int) -> bool:
    return at + 1 < len(units) and units[at - 1].paragraph == units[at].paragraph == units[at + 1].paragraph


def _with_neighbours(matcher: _Matcher, noise: Noise) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The pairs, each with the unmatched neighbours that its other side holds too: sentences split or joined."""
    groups = {j: ([i], [j]) for i, j in matcher.to_b.items()}
    taken_a, taken_b = set(matcher.to_b), set(matcher.to_a)
    for a_side, b_side in groups.values():
        if matcher.words_a[a_side[0]] == matcher.words_b[b_side[0]]:
            continue
        _grow(a_side, b_side, taken_a, (matcher.a, matcher.b), (matcher.words_a, matcher.words_b), noise)
        _grow(b_side, a_side, taken_b, (matcher.b, matcher.a), (matcher.words_b, matcher.words_a), noise)
    return [(tuple(sorted(a)), tuple(sorted(b))) for a, b in groups.values()]


def _grow(
    side: list[int],
    other: Sequence[int],
    taken: set[int],
    units: tuple[Sequence[Unit], Sequence[Unit]],
    words: tuple[Sequence[tuple[str, ...]], Sequence[tuple[str, ...]]],
    noise: Noise,
) -> None:
    """Take in neighbours of `side` whose words stand, in order, in `other` beside those that `side` has there.

    `units` and `words` are of the document of `side` and of the other one.
    """
    target = [word for at in other for word in words[1][at]]
    letters = "".join(units[1][at].letters for at in other)
    while True:
        held = LCSseq.similarity([word for at in side for word in words[0][at]], target)
        before = fuzz.ratio(_letters(units[0], side), letters)
        for at in (min(side) - 1, max(side) + 1):
            if not 0 <= at < len(units[0]) or at in taken or units[0][at].section != units[0][side[0]].section:
                continue
            together = sorted([*side, at])
            gained = LCSseq.similarity([word for each in together for word in words[0][each]], target) - held
            is_part = gained >= max(_JOINED * len(words[0][at]), min(2, len(words[0][at])))
            if not is_part and noise.any:
                inside = fuzz.partial_ratio(units[0][at].letters, letters)
                is_part = inside >= _SAME_LETTERS and fuzz.ratio(_letters(units[0], together), letters) > before
            if is_part:
                side.append(at)
                taken.add(at)
                break
        else:
            return


def _letters(units: Sequence[Unit], numbers: Sequence[int]) -> str:
    return "".join(units[at].letters for at in numbers)
