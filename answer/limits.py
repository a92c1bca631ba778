"""Whether what a question supposes keeps within the limit that a sentence sets: "three days" and "högst två dagar"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from answer.named import VALUES
from index.terms import fold

_NUMBER = rf"(\d+(?: \d{{3}})*(?:,\d+)?|\b(?:{'|'.join(sorted(VALUES, key=len, reverse=True))})(?=\b|-|aring))"
# what is counted, so that days are not measured by crowns
_UNITS: Mapping[str, str] = {
    "age": r"aring\w*|ar\b|years? old|-?year-?olds?|years?",
    "day": r"dag\w*|dar\b|days?",
    "week": r"veck\w*|weeks?",
    "month": r"manad\w*|months?",
    "hour": r"tim\w*|hours?",
    "minute": r"minut\w*|minutes?",
    "money": r"kr\b|kronor|kronas?|sek\b",
    "percent": r"procent|%|per ?cent",
}
_QUANTITY = {unit: re.compile(rf"{_NUMBER}[ -]?(?:{pattern})") for unit, pattern in _UNITS.items()}
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_AT_MOST = re.compile(
    r"\b(?:hogst|max(?:imalt)?|upp till|som mest|inte (?:mer|fler|langre) an|under|yngre an|till och med|t\.?o\.?m\.?"
    r"|fore|senast|inom)(?: \w+){0,2} $"
)
_AT_LEAST = re.compile(
    r"\b(?:minst|lagst|fran(?: och med)?|fr\.?o\.?m\.?|fyllt|over|aldre an|mer an|fler an|langre an|efter|forst"
    r"|tidigast)"
    r"(?: \w+){0,2} $"
)
_STRICT = re.compile(r"\b(?:under|yngre an|fore|over|aldre an|mer an|fler an|langre an)(?: \w+){0,2} $")
_BETWEEN = re.compile(rf"\bmellan {_NUMBER} och {_NUMBER}")


def keeps_within(question: str, sentence: str) -> bool | None:
    """True or False where both give a number of the same unit and the sentence makes its own a limit; else None."""
    asked, said = fold(question), fold(sentence)
    for quantity in _QUANTITY.values():
        supposed = {_value(found[1]) for found in quantity.finditer(asked)}
        if len(supposed) != 1:
            continue
        verdicts = set(_verdicts(supposed.pop(), said, quantity))
        if len(verdicts) == 1:
            return verdicts.pop()
    years = {float(year) for year in _YEAR.findall(asked)}
    verdicts = set(_verdicts(years.pop(), said, _YEAR)) if len(years) == 1 else set()
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdicts(supposed: float, said: str, quantity: re.Pattern[str]) -> Iterator[bool]:
    """What each limit of that unit says to the number."""
    if between := _BETWEEN.search(said):
        yield _value(between[1]) <= supposed <= _value(between[2])
        return
    for found in quantity.finditer(said):
        limit, before = _value(found[1]), said[: found.start()]
        strict = _STRICT.search(before) is not None
        if _AT_MOST.search(before):
            yield supposed < limit if strict else supposed <= limit
        elif _AT_LEAST.search(before):
            yield supposed > limit if strict else supposed >= limit


def _value(written: str) -> float:
    return float(VALUES[written]) if written in VALUES else float(written.replace(" ", "").replace(",", "."))
