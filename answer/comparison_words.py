"""The difference of two wordings word by word, with what is only noise taken for equal.

Two sides are lists of words as compared. Differences of case, punctuation, word division ("arbets- marknad") and, where
a side is a scan, of misread letters are none; a different number or an added "inte" always is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from answer.comparison_noise import is_noise, is_speck, skeleton
from answer.comparison_records import Operation, Words
from answer.comparison_units import Word, folded
from index.terms import STOP_WORDS

_LARGEST_BLOCK = 60
"""Words a side of a differing stretch up to which pairs are sought in it word by word."""
_SHORTEST_ISLAND = 3
"""Words from which an equal stretch between two differing ones is shown as equal though it has no content word."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that is equal or differs: `a[a_start:a_end]` against `b[b_start:b_end]`."""

    is_equal: bool
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Which side is a scan, and the words of the sides that are not: a misreading that is one of them is a change."""

    a: bool = False
    b: bool = False
    known: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether either side is a scan."""
        return self.a or self.b

    def same(self, a: str, b: str) -> bool:
        """Whether two words count as one."""
        if a == b:
            return True
        if not self.any:
            return False
        return (self.b and is_noise(a, b, self.known)) or (self.a and is_noise(b, a, self.known))

    def match_word(self, word: str) -> str:
        """What a word is looked up by: its skeleton where a side is a scan."""
        return skeleton(word) if self.any else word


def runs_of(a: Sequence[Word], b: Sequence[Word], noise: Noise) -> list[Run]:
    """The two sides as equal and differing stretches in order; all words of both are in one."""
    keys_a, keys_b = ([noise.match_word(word.norm) for word in side] for side in (a, b))
    pairs: list[tuple[int, int]] = []
    unsure: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_opcodes():
        if tag == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                if noise.same(a[i].norm, b[j].norm):
                    pairs.append((i, j))
        else:
            unsure.append((i1, i2, j1, j2))
    for i1, i2, j1, j2 in unsure:
        pairs += _pairs_within(a, b, i1, i2, j1, j2, noise)
    return _without_islands(
        a, _without_divisions(a, b, _without_specks(a, b, _as_runs(pairs, len(a), len(b)), noise), noise)
    )


def differs(runs: Iterable[Run]) -> bool:
    """Whether anything differs."""
    return any(not run.is_equal for run in runs)


def spelled_out(
    text_a: str, text_b: str, a: Sequence[Word], b: Sequence[Word], quote_b: tuple[int, int], runs: Sequence[Run]
) -> Words:
    """The runs as pieces of text: equal and inserted ones make up `text_b[quote_b]`, deleted ones are of `text_a`.

    What stands between two words of `b` goes with the word before it, so a comma before an insertion stays equal.
    """
    pieces: list[tuple[Operation, str]] = []
    edges = _edges(b, quote_b)
    for run in runs:
        if run.a_start < run.a_end and not run.is_equal:
            pieces.append(("delete", text_a[a[run.a_start].start : a[run.a_end - 1].end]))
        if run.b_start < run.b_end:
            piece = text_b[edges[run.b_start] : edges[run.b_end]]
            pieces.append(("equal" if run.is_equal else "insert", piece))
    return tuple(pieces)


def shared(runs: Iterable[Run]) -> int:
    """How many words of `a` are equal."""
    return sum(run.a_end - run.a_start for run in runs if run.is_equal)


def _edges(words: Sequence[Word], quote: tuple[int, int]) -> list[int]:
    """Where each word's piece begins, the first and the last at the quote's ends."""
    return [quote[0], *(word.start for word in words[1:]), quote[1]]


def _pairs_within(
    a: Sequence[Word], b: Sequence[Word], i1: int, i2: int, j1: int, j2: int, noise: Noise
) -> list[tuple[int, int]]:
    """Words in order that noise makes differ, in a stretch where nothing else was equal: the heaviest common
    subsequence."""
    n, m = i2 - i1, j2 - j1
    if not noise.any or not n or not m or max(n, m) > _LARGEST_BLOCK:
        return []
    best = [[0] * (m + 1) for _ in range(n + 1)]
    # long words are surer than short ones
    same = [
        [len(a[i1 + i].norm) if noise.same(a[i1 + i].norm, b[j1 + j].norm) else 0 for j in range(m)] for i in range(n)
    ]
    for i in reversed(range(n)):
        for j in reversed(range(m)):
            best[i][j] = max(best[i + 1][j + 1] + same[i][j], best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if same[i][j] and best[i][j] == best[i + 1][j + 1] + same[i][j]:
            pairs.append((i1 + i, j1 + j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _as_runs(pairs: Sequence[tuple[int, int]], n: int, m: int) -> list[Run]:
    runs: list[Run] = []
    i = j = 0
    for at_a, at_b in [*sorted(pairs), (n, m)]:
        if at_a > i or at_b > j:
            runs.append(Run(False, i, at_a, j, at_b))
        i, j = at_a + 1, at_b + 1
        if at_a < n:
            runs.append(Run(True, at_a, i, at_b, j))
    return _joined(runs)


def _without_specks(a: Sequence[Word], b: Sequence[Word], runs: Sequence[Run], noise: Noise) -> list[Run]:
    """A word that only a scan has and that is none is dirt: its run counts as equal."""

    def is_dirt(run: Run) -> bool:
        one = run.a_end - run.a_start, run.b_end - run.b_start
        if one == (0, 1):
            return noise.b and is_speck(b[run.b_start].norm, noise.known)
        return one == (1, 0) and noise.a and is_speck(a[run.a_start].norm, noise.known)

    return _joined([_equal(run) if not run.is_equal and is_dirt(run) else run for run in runs])


def _without_divisions(a: Sequence[Word], b: Sequence[Word], runs: Sequence[Run], noise: Noise) -> list[Run]:
    """A stretch that is the same letters divided otherwise is equal."""

    def letters(words: Sequence[Word]) -> str:
        return "".join(word.norm for word in words)

    def is_division(run: Run) -> bool:
        side_a, side_b = a[run.a_start : run.a_end], b[run.b_start : run.b_end]
        if not side_a or not side_b or len(side_a) + len(side_b) > 8:
            return False
        if any(not any(c.isalpha() for c in word.norm) for word in (*side_a, *side_b)):
            return False  # 1 2 is not 12
        return noise.same(letters(side_a), letters(side_b))

    return _joined([_equal(run) if not run.is_equal and is_division(run) else run for run in runs])


def _without_islands(a: Sequence[Word], runs: Sequence[Run]) -> list[Run]:
    """A lone "och" between two rewritten stretches tells a reader nothing: it joins them."""
    made: list[Run] = []
    for at, run in enumerate(runs):
        words = a[run.a_start : run.a_end]
        island = (
            run.is_equal
            and 0 < at < len(runs) - 1
            and len(words) < _SHORTEST_ISLAND
            and all(folded(word.norm) in STOP_WORDS for word in words)
            and _is_rewritten(runs[at - 1])
            and _is_rewritten(runs[at + 1])
        )
        made.append(Run(False, run.a_start, run.a_end, run.b_start, run.b_end) if island else run)
    return _joined(made)


def _is_rewritten(run: Run) -> bool:
    return run.a_end - run.a_start > 1 and run.b_end - run.b_start > 1


def _equal(run: Run) -> Run:
    return Run(True, run.a_start, run.a_end, run.b_start, run.b_end)


def _joined(runs: Sequence[Run]) -> list[Run]:
    made: list[Run] = []
    for run in runs:
        if made and made[-1].is_equal == run.is_equal:
            last = made.pop()
            run = Run(run.is_equal, last.a_start, run.a_end, last.b_start, run.b_end)
        made.append(run)
    return made
