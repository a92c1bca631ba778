"""Stretches that say the same but are cut into sentences otherwise.

A scan, another format or a lost full stop moves the cuts, and lines that were one sentence become three. Between two
aligned places all words of either document are compared at once: where they are the same, nothing has changed.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from answer.comparison_units import Unit
from answer.comparison_words import Noise, differs, runs_of

_LONGEST = 400
"""Words of a stretch up to which it is compared as one."""


def recut(
    a: Sequence[Unit],
    b: Sequence[Unit],
    same: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
    noise: Noise,
    *,
    left_out: tuple[Container[int], Container[int]],
) -> tuple[set[int], set[int]]:
    """Numbers of the units of either side that are equal as stretches.

    `same` are the groups that are equal already; `left_out` are units that are not compared, such as a heading that one
    side's reader took for text.
    """
    settled_a: set[int] = set()
    settled_b: set[int] = set()
    last_a = last_b = -1
    for group_a, group_b in [*sorted(same), ((len(a),), (len(b),))]:
        between_a, between_b = range(last_a + 1, group_a[0]), range(last_b + 1, group_b[0])
        if between_a and between_b:
            words_a = [word for i in between_a if i not in left_out[0] for word in a[i].words]
            words_b = [word for j in between_b if j not in left_out[1] for word in b[j].words]
            # the division of words differs, not the amount of text
            alike = 0.8 * len(words_b) <= len(words_a) <= 1.25 * len(words_b)
            if alike and len(words_a) <= _LONGEST and not differs(runs_of(words_a, words_b, noise)):
                settled_a |= set(between_a)
                settled_b |= set(between_b)
        last_a, last_b = group_a[-1], group_b[-1]
    return settled_a, settled_b
