"""Questions about the collection itself: what is in force, what applied in 2010, what has expired, what is proposed.

Such a question holds nothing but words of asking, of time, of decisions and of documents, and at most what documents
are called by their titles; one word more and it asks for something inside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from answer.catalogue_time import NOW, Time, time_of
from answer.catalogue_words import (
    ADOPT,
    EACH,
    ENDED,
    ENDS,
    EXISTS,
    FILLER,
    FOR_WHOM,
    FORCE,
    NOT,
    NOUNS,
    PLAIN,
    PROPOSED,
    THE_DOCUMENTS,
    WHEN,
    WHICH,
    WITHOUT_END,
    is_near,
    mended,
)
from index.terms import STOP_WORDS, words

Kind = Literal[
    "in_force", "not_in_force", "expired", "ends", "endless", "not_adopted", "adopted", "adopted_when", "ends_when",
    "all",
]  # fmt: skip
"""`ends`: what expires within the time; `endless`: what states no last day; `adopted_when` and `ends_when`: the day of
each; `all`: what there is."""

_LONGEST = 30
"""Words. A longer question says more than which documents it means."""

# in order: the first whose patterns all stand in the question decides
_KINDS: tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...] = (
    ("endless", (WITHOUT_END,)),
    ("adopted_when", (WHEN, ADOPT)),
    ("ends_when", (WHEN, re.compile(f"{ENDS.pattern}|{FORCE.pattern}|{ENDED.pattern}"))),
    ("expired", (ENDED,)),
    ("ends", (ENDS,)),
    ("not_adopted", (PROPOSED,)),
    ("not_in_force", (FORCE, NOT)),
    ("in_force", (FORCE,)),
    ("adopted", (ADOPT,)),
    ("all", (EXISTS,)),
)
_WITH_A_VERB = re.compile(
    r"(?:och |men |and |but |so )?(?:galler|gallde|ar|is|was|does|did|har|has|do|are|were|blev)\b"
)
_NOT_OF_ONE = re.compile(r"(?:are|is|were|was) there\b|har (?:ni|du)\b|do you\b")
_LIST = re.compile(rf"(?:och |and |so |lista |list |visa |show (?:me )?)?(?:vad|hur manga|how many|{WHICH})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueQuestion:
    """What is asked of the collection: `first` to `last` is the time asked of, `is_timed` whether the question says it.

    `topics` are words that titles must hold, `years` tell documents apart ("the plan of 2014"), `asks_one` says whether
    yes or no is wanted of documents that are known.
    """

    kind: Kind
    first: date
    last: date
    is_timed: bool
    types: tuple[str, ...]
    topics: tuple[str, ...]
    years: tuple[str, ...]
    asks_one: bool


def catalogue_question(question: str, *, names: Sequence[str], today: date) -> CatalogueQuestion | None:
    """What `question` asks of the collection, None where it asks for anything else.

    `names` are municipalities that it names, spelt as the collection or a list of municipalities has them.
    """
    time = time_of(question, today)
    said = PLAIN.sub("", " ".join(mended(word) for word in words(time.rest)))
    kind = next((kind for kind, needed in _KINDS if all(pattern.search(said) for pattern in needed)), None)
    if kind is None or len(said.split()) > _LONGEST or FOR_WHOM.search(said):
        return None
    types, of_many, rest = _nouns(said)
    topics = _leftover(rest, names)
    asks_one = _asks_one(said, kind, of_many=of_many)
    if kind in ("adopted_when", "ends_when"):
        is_meant = bool((of_many and EACH.search(said)) or THE_DOCUMENTS.search(said))
    elif types:
        is_meant = asks_one or (of_many and not _is_yes_or_no(said, of_many=of_many))
    else:
        is_meant = not topics and _asks_all(kind, said, time, names)
    if not is_meant:
        return None
    return CatalogueQuestion(
        kind=kind,
        first=time.first or today,
        last=time.last or today,
        is_timed=time.first is not None,
        types=tuple(name for name in types if name),
        topics=tuple(dict.fromkeys(topics)),
        years=time.years,
        asks_one=asks_one,
    )


def _is_yes_or_no(said: str, *, of_many: bool) -> bool:
    begins = _WITH_A_VERB.match(said) is not None and not _NOT_OF_ONE.match(said)
    return begins and not (of_many and re.search(rf"\b{WHICH}\b", said))


def _asks_one(said: str, kind: Kind, *, of_many: bool) -> bool:
    """Whether it means documents that are known: "Gäller planen fortfarande?"; "Är den antagen?" its status answers."""
    return kind in ("in_force", "not_in_force", "expired") and _is_yes_or_no(said, of_many=of_many)


def _asks_all(kind: Kind, said: str, time: Time, names: Sequence[str]) -> bool:
    """Whether a question without a word for documents can mean nothing else: "what applied in 2010?"."""
    if not _LIST.match(said):
        return False
    if kind in ("in_force", "not_in_force"):
        return bool(time.first or names or NOW.search(said))
    return time.first is not None if kind in ("adopted", "ends") else kind in ("expired", "not_adopted", "endless")


def _nouns(said: str) -> tuple[list[str], bool, str]:
    """The types of document named, whether any or many are meant, and what is left without those words.

    Of a compound its first part stays, as a word for the titles ("integrationsprogram").
    """
    types: list[str] = []
    of_many, rest = False, said
    for name, known, any_ in NOUNS:
        pattern = re.compile(rf"\b(?P<first>\w{{3,}}?)??(?P<noun>{any_}|{known})\b")
        for match in pattern.finditer(rest):
            is_asked = re.search(rf"\b{WHICH}(?: \w+){{0,4}} $", rest[: match.start()]) is not None
            of_many = of_many or is_asked or re.fullmatch(any_, match["noun"]) is not None
            types.append(name)
        rest = pattern.sub(lambda match: match["first"] or " ", rest)
    return list(dict.fromkeys(types)), of_many, rest


def _leftover(rest: str, names: Sequence[str]) -> list[str]:
    """The words that are none of asking, time, decision or place."""
    for pattern in (
        WITHOUT_END,
        WHEN,
        EACH,
        ADOPT,
        ENDED,
        ENDS,
        PROPOSED,
        FORCE,
        EXISTS,
        NOW,
        re.compile(rf"\b{WHICH}\b"),
    ):
        rest = pattern.sub(" ", rest)
    places = [word for name in names for word in words(name)]
    return [
        word
        for word in rest.split()
        if word not in STOP_WORDS
        and word not in FILLER
        and len(word) > (2 if word.isdigit() else 1)
        and not any(is_near(word, place) for place in places)
    ]
