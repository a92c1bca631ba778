"""Documents that share no wording, side by side by meaning: what the other says where this one says this.

Each passage gets the nearest of the other document by the vectors that their collection keeps; one of the other may be
nearest to several. Nothing is said to be added or removed: the two were never versions of one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from answer.comparison_quotes import address, quote_of
from answer.comparison_records import Change, SectionPair
from ingest.records import Document, Passage

PassageVectors = tuple[Sequence[Passage], NDArray[np.float32]]
"""The searched passages of a document and their unit vectors (n, dim): a dot product is a cosine in [-1, 1]."""
VectorsOf = Callable[[str], PassageVectors]
"""Looks a document's up by its doc_id."""
MIN_COSINE = 0.55
"""Cosine from which two passages are about the same. Of Borås's passages on integration all have one in Västerås's and
Uddevalla's programmes at 0.56 or more; against a climate plan three of nineteen passages have."""
_NEIGHBOURS = 10
"""Nearest passages of the other document that a passage's general nearness is taken from."""


def by_meaning(a: Document, b: Document, vectors_of: VectorsOf) -> tuple[SectionPair, ...]:
    """The sections of `a` in order with the passages of `b` nearest to theirs."""
    passages_a, vectors_a = _worded(vectors_of(a.doc_id))
    passages_b, vectors_b = _worded(vectors_of(b.doc_id))
    pairs = _nearest(vectors_a, vectors_b) if passages_a and passages_b else {}
    rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, passage in enumerate(passages_a):
        rows[passage.heading_path].append(i)
    sections = []
    for path, members in rows.items():
        changes = tuple(_change(a, b, passages_a[i], passages_b[pairs[i]]) for i in members if i in pairs)
        sections.append(
            SectionPair(
                heading_path_a=path,
                heading_path_b=changes[0].b.heading_path if changes and changes[0].b else None,
                changes=changes,
                unchanged=0,
                only_a=tuple((passages_a[i].start, passages_a[i].end) for i in members if i not in pairs),
            )
        )
    taken = set(pairs.values())
    rest: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for j, passage in enumerate(passages_b):
        if j not in taken:
            rest[passage.heading_path].append(passage)
    for path, left in rest.items():
        spans = tuple((passage.start, passage.end) for passage in left)
        sections.append(SectionPair(heading_path_a=None, heading_path_b=path, changes=(), unchanged=0, only_b=spans))
    return tuple(sections)


def _nearest(a: NDArray[np.float32], b: NDArray[np.float32]) -> dict[int, int]:
    """Each row of `a` to the row of `b` nearest to it, those that are near everything set back.

    Cross-domain similarity local scaling (Conneau et al., Word Translation Without Parallel Data, ICLR 2018).
    """
    cosines = a @ b.T
    general = np.sort(cosines, axis=0)[-_NEIGHBOURS:].mean(axis=0)
    best = (2 * cosines - general).argmax(axis=1)
    return {i: int(j) for i, j in enumerate(best) if cosines[i, j] >= MIN_COSINE}


def _worded(found: PassageVectors) -> PassageVectors:
    """Without covers: every cover is near every other."""
    passages, vectors = found
    kept = [n for n, passage in enumerate(passages) if passage.kind != "cover"]
    return [passages[n] for n in kept], vectors[kept]


def _change(a: Document, b: Document, of_a: Passage, of_b: Passage) -> Change:
    quote_a = quote_of(a, (of_a.start, of_a.end), of_a.heading_path)
    quote_b = quote_of(b, (of_b.start, of_b.end), of_b.heading_path)
    section = (of_a.heading_path or ("",))[-1]
    return Change(
        change_id=address("changed", section, quote_a.quote, quote_b.quote),
        kind="changed",
        section=section,
        a=quote_a,
        b=quote_b,
        words=(("delete", quote_a.quote), ("insert", quote_b.quote)),
        aligned_by="meaning",
    )
