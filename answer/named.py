"""What a question names exactly: numbers and proper names. A passage that lacks them is about something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from answer.facts import NUMBER_WORDS
from index.terms import STOP_WORDS, fold, grams
from ingest.municipalities import municipality_keys

_ENGLISH_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
VALUES = {fold(word): value for word, value in NUMBER_WORDS.items() if value > 1} | {
    word: value for value, word in enumerate(_ENGLISH_NUMBERS) if value > 1
}
"""What number words of both languages stand for; "en" and "one" stand for too much else."""
# capitals in English that name nothing a Swedish text would spell alike
_ENGLISH_CAPITALS = frozenset(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december swedish english sweden christmas easter".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The numbers (as values) and the proper names (folded) of a question, its municipalities left out."""

    numbers: tuple[float, ...]
    names: tuple[str, ...]

    @staticmethod
    def of(question: str, *, municipalities: Sequence[str] = (), translated: Collection[str] = ()) -> Named:
        """`translated` are words that the glossary knows: a body's English name is looked for by its meaning."""
        scoped = {key for name in municipalities for key in municipality_keys(name)}
        names = []
        for match in re.finditer(r"[^\W\d_][\w-]*", question):
            word, before = match[0], question[: match.start()].rstrip(" \"'“”‘’«»(")
            folded = fold(word)
            begins = not before or before[-1] in ".?!:–"
            own = folded.removesuffix("s")
            if begins and not word[1:2].isupper():
                continue
            known = {folded, own} & (STOP_WORDS | _ENGLISH_CAPITALS | set(translated)) or municipality_keys(
                word
            ) & scoped
            if word[0].isupper() and len(word) > 1 and not known:
                names.append(folded)
        return Named(numbers=tuple(sorted(_numbers(question))), names=tuple(dict.fromkeys(names)))

    def numbers_met(self, text: str) -> float:
        """The share of the numbers that `text` gives; 1 where the question has none."""
        if not self.numbers:
            return 1.0
        given = _numbers(text)
        return sum(number in given for number in self.numbers) / len(self.numbers)

    def names_met(self, text: str) -> float:
        """The share of the names that `text` has, in any inflection or compound; 1 where the question has none."""
        if not self.names:
            return 1.0
        said = fold(text)
        have = [frozenset(grams(word)) for word in set(re.findall(r"[\w-]+", said))]
        return sum(_has(name, said, have) for name in self.names) / len(self.names)


def _has(name: str, said: str, have: Sequence[frozenset[str]]) -> bool:
    if len(name) < 5:
        return re.search(rf"\b{re.escape(name)}", said) is not None
    wanted = frozenset(grams(name)[:-1])
    return any(len(wanted & one) >= 0.75 * len(wanted) for one in have)


def _numbers(text: str) -> set[float]:
    """Figures, whatever parts their thousands, and number words of both languages."""
    plain = re.sub(r"(?<=\d)[\s.,\u00a0](?=\d{3}(?!\d))", "", text)
    figures = {float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", plain)}
    return figures | {float(VALUES[word]) for word in re.findall(r"[^\W\d_]+", fold(text)) if word in VALUES}
