"""The Swedish–English glossary of public administration that ships with the product.

Search uses it to give an English question Swedish words to look for; answers use it to say in English what a
Swedish body or frequency is called. `glossary.tsv` has one Swedish term a line, its English renderings parted
by semicolons, the most usual first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.terms import STOP_WORDS, words

_FILE = Path(__file__).with_name("glossary.tsv")
_LONGEST_PHRASE = 6
"""Words; the longest English renderings of the glossary ("labour market and adult education committee")."""
_MOST_RENDERINGS = 6
"""Swedish terms taken for one English phrase: "board" alone renders dozens of bodies and would drown the rest."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Both directions, keyed by folded words joined with a space."""

    swedish_by_english: dict[str, tuple[str, ...]]
    english_by_swedish: dict[str, str]
    swedish_words: frozenset[str]
    english_words: frozenset[str]

    def swedish_for(self, question: str) -> list[tuple[str, tuple[str, ...]]]:
        """Each longest English phrase of `question` that the glossary knows, with its Swedish terms."""
        return [(phrase, self.swedish_by_english[phrase]) for phrase in self._phrases(words(question))]

    def english_for(self, term: str) -> str | None:
        """The usual English rendering of a Swedish term in any of its common inflected forms, or None."""
        for form in _base_forms(" ".join(words(term))):
            if form in self.english_by_swedish:
                return self.english_by_swedish[form]
        return None

    def _phrases(self, tokens: list[str]) -> Iterator[str]:
        at = 0
        while at < len(tokens):
            for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
                phrase = self._known(" ".join(tokens[at : at + length]))
                if phrase and (length > 1 or tokens[at] not in STOP_WORDS):
                    yield phrase
                    at += length
                    break
            else:
                at += 1

    def _known(self, phrase: str) -> str | None:
        for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), phrase.removesuffix("ies") + "y"):
            if form in self.swedish_by_english:
                return form
        return None


@cache
def load_glossary() -> Glossary:
    """Read the shipped glossary once."""
    by_english: dict[str, list[str]] = {}
    by_swedish: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            renderings = [r.strip() for r in row["en"].split(";") if r.strip()]
            for rank, rendering in enumerate(renderings):
                key = " ".join(w for w in words(rendering) if w not in ("to", "the", "a"))
                if key:
                    known = by_english.setdefault(key, [])
                    # a term's first rendering says it best: such terms come first
                    known.insert(0 if rank == 0 else len(known), row["sv"])
            if renderings:
                by_swedish.setdefault(" ".join(words(row["sv"])), renderings[0])
    return Glossary(
        swedish_by_english={key: tuple(dict.fromkeys(terms))[:_MOST_RENDERINGS] for key, terms in by_english.items()},
        english_by_swedish=by_swedish,
        swedish_words=frozenset(w for term in by_swedish for w in term.split()),
        english_words=frozenset(w for term in by_english for w in term.split()),
    )


def _base_forms(term: str) -> Iterator[str]:
    """`term` and what it may be a definite, plural or genitive form of: "arbetslivsnamnden" → "arbetslivsnamnd"."""
    yield term
    for ending in ("s", "en", "n", "et", "t", "ens", "ns", "ets", "na", "arna", "erna", "orna", "er", "ar", "or", "ts"):
        if term.endswith(ending) and len(term) > len(ending) + 3:
            yield term.removesuffix(ending)
