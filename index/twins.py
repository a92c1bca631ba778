"""Finds twins: two files with the same text, one of them usually a scan read with errors.

Words are compared by their consonants, which OCR keeps where it loses å, ä and ö: "Arbetslivsnimnden" and
"Arbetslivsnämnden" are both "rbtslvsnmndn". Twins collapse into one result, and the clean text is the one to cite.
A proposal against a programme or a later version of a guideline shares much text too, but is no twin: less of it
agrees, or its own cover says something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import combinations

from index.terms import fold
from ingest.records import Document, Passage

MIN_AGREEMENT = 0.85
"""Share of the shorter text's words found in order in the longer (figures in docs/search.md)."""
MIN_SAME_NUMBERS = 0.7
"""Share of the numbers at the same places that must be the same: two years' tariffs may differ in nothing else, while
a scan misreads few."""
_SHINGLE, _SKETCH, _MIN_SHARED = 3, 64, 6
"""Words a shingle, smallest hashes kept a document, and how many two sketches must share to be compared at all."""
_COVER_FIELDS = ("status", "adopted_date", "valid_from", "valid_until", "registration_number", "municipality")
_DROPPED = str.maketrans("", "", "aeiouy0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """`doc_id` repeats `of`; `rows` maps its index rows to the rows that say the same in the clean text."""

    doc_id: str
    of: str
    rows: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Words:
    """The consonant skeletons of a text's words, where each begins, and the digits that stand before it."""

    skeletons: list[str]
    starts: list[int]
    numbers: list[str]


def find_twins(documents: Sequence[Document], passages: Mapping[str, Sequence[tuple[int, Passage]]]) -> list[Twin]:
    """All twins among `documents`; `passages` holds each document's searched (row, passage) in order."""
    by_id = {document.doc_id: document for document in documents}
    words = {doc_id: _words_of(document.text) for doc_id, document in by_id.items()}
    twins: dict[str, Twin] = {}
    for a, b in _candidates(words):
        if a in twins or b in twins or _covers_differ(by_id[a], by_id[b]):
            continue
        clean, copy = sorted((by_id[a], by_id[b]), key=_quality, reverse=True)
        matches = _matches(words[copy.doc_id].skeletons, words[clean.doc_id].skeletons)
        shorter = min(len(words[copy.doc_id].skeletons), len(words[clean.doc_id].skeletons))
        alike = shorter and len(matches) / shorter >= MIN_AGREEMENT
        if alike and _same_numbers(matches, words[copy.doc_id], words[clean.doc_id]) >= MIN_SAME_NUMBERS:
            rows = _same_place(
                matches, words[copy.doc_id], words[clean.doc_id], passages[copy.doc_id], passages[clean.doc_id]
            )
            twins[copy.doc_id] = Twin(doc_id=copy.doc_id, of=clean.doc_id, rows=rows)
    return list(twins.values())


def _words_of(text: str) -> _Words:
    skeletons, starts, numbers, at, pending = [], [], [], 0, ""
    for word in text.split():
        at = text.index(word, at)
        skeleton = "".join(c for c in fold(word).translate(_DROPPED) if c.isalpha())
        if skeleton:
            skeletons.append(skeleton)
            starts.append(at)
            numbers.append(pending)
            pending = ""
        elif not any(c.isalpha() for c in word):
            pending += "".join(c for c in word if c.isdigit())
        at += len(word)
    return _Words(skeletons, starts, numbers)


def _same_numbers(matches: Sequence[tuple[int, int]], a: _Words, b: _Words) -> float:
    """The share that is the same where both have a number before a matching word; 1 where there are none."""
    pairs = [(a.numbers[i], b.numbers[j]) for i, j in matches if a.numbers[i] and b.numbers[j]]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else 1.0


def _candidates(words: Mapping[str, _Words]) -> Iterator[tuple[str, str]]:
    """Pairs whose bottom-k sketches overlap (Broder 1997): only these are aligned word by word."""
    holders: dict[int, list[str]] = defaultdict(list)
    for doc_id, found in sorted(words.items()):
        s = found.skeletons
        hashes = {_hash(" ".join(s[i : i + _SHINGLE])) for i in range(len(s) - _SHINGLE + 1)}
        for value in sorted(hashes)[:_SKETCH]:
            holders[value].append(doc_id)
    shared = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    yield from sorted(pair for pair, n in shared.items() if n >= _MIN_SHARED)


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest())


def _covers_differ(a: Document, b: Document) -> bool:
    for field in _COVER_FIELDS:
        of_a, of_b = getattr(a.metadata, field), getattr(b.metadata, field)
        if of_a and of_b and fold(of_a.value) != fold(of_b.value):
            # a scan may misspell the town; nothing else on a cover may differ
            if field == "municipality" and _skeleton(of_a.value) == _skeleton(of_b.value):
                continue
            return True
    return False


def _skeleton(text: str) -> str:
    return fold(text).translate(_DROPPED)


def _quality(document: Document) -> tuple[float, int, str]:
    """Higher is the text to cite: Swedish letters first (OCR loses them), then what the cover says."""
    letters = sum(c.isalpha() for c in document.text) or 1
    swedish = sum(c in "åäöÅÄÖ" for c in document.text) / letters
    known = sum(getattr(document.metadata, field) is not None for field in _COVER_FIELDS)
    return round(swedish, 2), known, document.doc_id


def _matches(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(block.a + i, block.b + i) for block in blocks for i in range(block.size)]


def _same_place(
    matches: list[tuple[int, int]],
    copy: _Words,
    clean: _Words,
    copy_passages: Sequence[tuple[int, Passage]],
    clean_passages: Sequence[tuple[int, Passage]],
) -> dict[int, int]:
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for i, j in matches:
        row, twin_row = _row_at(copy_passages, copy.starts[i]), _row_at(clean_passages, clean.starts[j])
        if row is not None and twin_row is not None:
            votes[row][twin_row] += 1
    return {row: counter.most_common(1)[0][0] for row, counter in votes.items()}


def _row_at(passages: Sequence[tuple[int, Passage]], position: int) -> int | None:
    at = bisect_right([p.start for _, p in passages], position) - 1
    if at < 0 or position >= passages[at][1].end:
        return None
    return passages[at][0]
