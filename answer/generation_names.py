"""The proper names, bodies and municipalities of a sentence: each has to stand in its quotes whole.

"Fritidsnämnden" is not "Kultur- och fritidsnämnden", so words alone do not vouch for a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.facts import facts
from answer.generation_quantities import plain
from answer.generation_words import same_word, swedish_terms
from answer.records import Language
from index.glossary import load_glossary

# English writes names with capitals and joins them with small words: "the Committee for Culture and Leisure"
_CAPITALS = re.compile(r"[A-ZÅÄÖ][\w-]*(?:(?: (?:and|of|for|the|in|on|&))* [A-ZÅÄÖ][\w-]*)*")
_OPENERS = re.compile(
    r"^(?:The|An?|In|On|At|By|From|Until|Every|Each|According|It|Its|This|That|As|For|To|Yes|No|All)\b ?(?:the )?",
    re.IGNORECASE,
)
_ENDINGS = ("s", "n", "en", "ns", "ens", "t", "et", "ets")
_WHOLE = rf"(?<![\w-])(?<!- och )(?<!- samt )(?<!- & )(?<!- eller ){{}}(?:{'|'.join(_ENDINGS)})?(?![\w-])"
_NO_NAMES = frozenset(
    "swedish sweden english i january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday sek".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence that its quotes hold, by where they stand there, and those that they do not."""

    held_at: tuple[int, ...]
    unheld: tuple[str, ...]


@lru_cache(maxsize=512)
def names_in(text: str) -> frozenset[str]:
    """The folded words of the bodies in a text and of what it writes with a capital inside a sentence."""
    bodies = [fact.text for fact in facts(text, "body")]
    capitals = re.findall(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][\w-]*", text)
    return frozenset(re.findall(r"[^\W_]+", plain(" ".join([*bodies, *capitals]))))


def names_held(text: str, quotes: str, around: str, language: Language) -> Names:
    """Look for the names of `text` in `quotes`, and then in `around`: the document's label, and facts in English."""
    found = _swedish_names(text) if language == "sv" else _english_names(text)
    said, beside = plain(quotes), plain(around)
    held, unheld = [], []
    for name in found:
        at = _place(name, said)
        if at is None and language == "en":
            at = _place_of_rendering(name, said)
        if at is not None:
            held.append(at)
        elif _place(name, beside) is None:
            unheld.append(name)
    return Names(held_at=tuple(held), unheld=tuple(unheld))


def _swedish_names(text: str) -> list[str]:
    # what follows "för" belongs to the name or not ("bolag för rena miljöer"); its words are looked for anyway
    bodies = [(fact.start, re.split(" (?:för|på) ", fact.text)[0]) for fact in facts(text, "body")]
    covered = [(at, at + len(name)) for at, name in bodies]
    capitals = [
        (match.start(), match[0])
        for match in re.finditer(r"(?<!^)(?<![.:!?] )[A-ZÅÄÖ][\w-]*(?: (?=[A-ZÅÄÖ])[\w-]+)*", text)
        if not any(start <= match.start() < end for start, end in covered)
    ]
    return [name for _, name in sorted(bodies + capitals)]


def _english_names(text: str) -> list[str]:
    names = []
    for match in _CAPITALS.finditer(text):
        begins = match.start() == 0
        name = _OPENERS.sub("", match[0]) if begins else match[0]
        # a sentence begins with a capital whether or not with a name
        single = begins and name == match[0] and " " not in name and name[1:].islower()
        if name and not single and plain(name) not in _NO_NAMES and not name[0].islower():
            names.append(name)
    return names


def _place(name: str, said: str) -> int | None:
    """Where a name stands whole, in any form a name takes; not as the last half of a longer one."""
    folded = plain(name)
    for ending in ("", *_ENDINGS):
        form = folded.removesuffix(ending)
        if len(form) >= 2 and (match := re.search(_WHOLE.format(re.escape(form)), said)):
            return match.start()
    return None


def _place_of_rendering(name: str, said: str) -> int | None:
    """Where the Swedish term stands that an English name renders."""
    tokens = [match[0] for match in re.finditer(r"[^\W_]+", plain(name))]
    words = [(match.start(), match[0]) for match in re.finditer(r"[^\W_]+", said)]
    for term in swedish_terms([word for word in tokens if word != "the"], load_glossary()):
        parts = term.split()
        for first in range(len(words) - len(parts) + 1):
            run = words[first : first + len(parts)]
            if all(same_word(part, own) for part, (_, own) in zip(parts, run, strict=True)):
                at = run[0][0]
                if not re.search(r"- (?:och|samt|eller) $", said[:at]):
                    return at
    return None
