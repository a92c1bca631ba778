"""The last look before an answer is shown: every fact stated must stand in what is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.compose import Part
from index.terms import words

_DIGITS = re.compile(r"\d+")


def drop_unsupported(parts: Sequence[Part]) -> list[Part]:
    """The parts with only those facts that stand in their quotes; a part without quotes is dropped."""
    kept = []
    for part in parts:
        if not part.quotes:
            continue
        said = " ".join(part.document.text[a:b] for a, b in part.quotes)
        supported = tuple(fact for fact in part.facts if stands_in(fact.text, said))
        clauses = tuple(c for c in part.clauses if c.fact is None or stands_in(c.fact.text, said))
        kept.append(replace(part, facts=supported, clauses=clauses))
    return kept


def stands_in(fact: str, quotes: str) -> bool:
    """Whether every word of `fact`, and every number in whatever notation of dates, occurs in `quotes`."""
    held = set(words(quotes))
    numbers = {n.lstrip("0") for n in _DIGITS.findall(quotes)}
    return all(w in held or (w.isdigit() and w.lstrip("0") in numbers) for w in words(fact))
