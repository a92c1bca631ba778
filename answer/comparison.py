"""Compares two documents section by section: what the second adds, removes and words otherwise.

`compare` aligns sentences across sections (`comparison_align`), tells wording from noise (`comparison_words`,
`comparison_noise`) and a removal from what is merely not reproduced (`comparison_scope`). Documents that share no
wording are set side by side by meaning (`comparison_meaning`), with the vectors that their collection keeps.
"""

from __future__ import annotations

from rapidfuzz import process

from answer.comparison_align import Alignment, Side, align
from answer.comparison_changes import Changes, Versions
from answer.comparison_meaning import VectorsOf, by_meaning
from answer.comparison_noise import has_lost_letters, is_noise
from answer.comparison_records import Comparison, FactPair
from answer.comparison_scope import scope_of
from answer.comparison_units import Word, parts_of, units_of
from answer.comparison_words import Noise, runs_of
from index.collection import Searchable
from index.errors import CollectionError
from index.terms import fold
from ingest.records import Document

_FACTS = (
    "municipality", "document_type", "adopted_by", "adopted_date", "valid_from", "valid_until", "registration_number",
    "applies_to", "responsible_for_revision", "follow_up_by", "follow_up_frequency",
)  # fmt: skip
_HIDDEN_SHARE, _HIDDEN_WORDS = 0.02, 20
"""Share of the aligned words, and how many of them at least, that look misread from which a text that has its å, ä and
ö is taken for a scan all the same."""


class CannotCompare(CollectionError):
    """The two documents asked for are not two documents of the collection."""


def compare_in(collection: Searchable, doc_a: str, doc_b: str) -> Comparison:
    """Compare two documents of a collection by their ids; raises `CannotCompare`."""
    ids = [card.doc_id for card in collection.cards]
    for doc_id in (doc_a, doc_b):
        if doc_id not in ids:
            nearest = [name for name, _, _ in process.extract(doc_id, ids, limit=3)]
            raise CannotCompare(f"{doc_id}: no such document; the nearest are {', '.join(nearest)}.")
    if doc_a == doc_b:
        raise CannotCompare(f"{doc_a}: the same document twice; name another to compare it with.")
    return compare(collection.document(doc_a), collection.document(doc_b), vectors_of=collection.passage_vectors)


def compare(a: Document, b: Document, *, vectors_of: VectorsOf | None = None) -> Comparison:
    """What `b` says otherwise than `a`; without vectors, unrelated documents get no changes."""
    side_a, side_b = (Side(units=units_of(document), parts=parts_of(document)) for document in (a, b))
    noise = _lost_letters(a, b, side_a, side_b)
    alignment = align(side_a, side_b, noise)
    if not noise.any:
        noise = _misread_words(side_a, side_b, alignment)
        if noise.any:
            alignment = align(side_a, side_b, noise)
    scope = scope_of(a, b, side_a, side_b, alignment)
    if scope.by_meaning:
        sections = by_meaning(a, b, vectors_of) if vectors_of else ()
    else:
        versions = Versions(a=a, b=b, side_a=side_a, side_b=side_b, alignment=alignment, scope=scope, noise=noise)
        sections = Changes(versions).sections()
    return Comparison(
        a=a,
        b=b,
        sections=sections,
        facts=() if noise.any else _facts(a, b),
        shared_a=scope.shared_a,
        shared_b=scope.shared_b,
        parts_a=scope.parts_a,
        parts_b=scope.parts_b,
        noisy_a=noise.a,
        noisy_b=noise.b,
        by_meaning=scope.by_meaning,
    )


def _vocabulary(side: Side) -> frozenset[str]:
    return frozenset(word.norm for unit in side.units for word in unit.words)


def _lost_letters(a: Document, b: Document, side_a: Side, side_b: Side) -> Noise:
    """Which side has lost its å, ä and ö, and the words of the other."""
    lost_a, lost_b = has_lost_letters(a.text), has_lost_letters(b.text)
    known = frozenset() if lost_a == lost_b else _vocabulary(side_b if lost_a else side_a)
    return Noise(a=lost_a, b=lost_b, known=known)


def _misread_words(side_a: Side, side_b: Side, alignment: Alignment) -> Noise:
    """Whether a text with its å, ä and ö has so many misread words that it must be a scan, and which of the two."""
    known_a, known_b = _vocabulary(side_a), _vocabulary(side_b)
    misread_a = misread_b = total = 0
    for group_a, group_b in alignment.groups:
        words_a = [word for i in group_a for word in side_a.units[i].words]
        words_b = [word for j in group_b for word in side_b.units[j].words]
        total += len(words_a)
        for one, other in _replaced(words_a, words_b):
            misread_b += other not in known_a and is_noise(one, other, known_a)
            misread_a += one not in known_b and is_noise(other, one, known_b)
    if max(misread_a, misread_b) < max(_HIDDEN_SHARE * total, _HIDDEN_WORDS):
        return Noise()
    if misread_a == misread_b:  # each misread word counts both ways where both spellings stand once
        misread_b += _strange(known_b) - _strange(known_a)
    return Noise(b=True, known=known_a) if misread_b >= misread_a else Noise(a=True, known=known_b)


def _replaced(a: list[Word], b: list[Word]) -> list[tuple[str, str]]:
    """Words that stand where others stood, one for one."""
    if [word.norm for word in a] == [word.norm for word in b]:
        return []
    pairs = []
    for run in runs_of(a, b, Noise()):
        if not run.is_equal and run.a_end - run.a_start == run.b_end - run.b_start:
            pairs += [(a[run.a_start + n].norm, b[run.b_start + n].norm) for n in range(run.a_end - run.a_start)]
    return pairs


def _strange(words: frozenset[str]) -> int:
    """Words with digits among their letters, which scans have."""
    return sum(any(c.isdigit() for c in word) and any(c.isalpha() for c in word) for word in words)


def _facts(a: Document, b: Document) -> tuple[FactPair, ...]:
    """Metadata that both state and state differently; a scan's own would differ by misreadings."""
    pairs = []
    for field in _FACTS:
        of_a, of_b = getattr(a.metadata, field), getattr(b.metadata, field)
        if of_a and of_b and fold(of_a.value) != fold(of_b.value):
            pairs.append(FactPair(field=field, value_a=of_a.value, value_b=of_b.value))
    return tuple(pairs)
