"""Resolves follow-ups in a conversation: "och i Västerås?", "and how often?", "vad kostar det?".

A follow-up is read as the question before it with one thing changed: another municipality, another kind of answer, or
a pronoun that stands for its subject. What was understood is always shown, so a wrong guess can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.question import is_no_question
from index.catalog import Card
from index.query import scope_of
from index.terms import STOP_WORDS, fold, words

_LEAD = re.compile(
    r"^\s*(?:och|men|and|but|so|samt|sen|then|hur är det|hur blir det|what about|how about|and what about"
    r"|ok(?:ej)?,?)\s+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:det|den|de|dem|detta|denna|dessa|deras|dess|där|då|it|its|that|this|they|them|their|those|there|he"
    r"|she|hen|hon|han)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^\s*(?:vem|vilka|vilken|vilket|vad|var|när|hur ofta|hur mycket|hur många|hur länge|hur|varför|vart|who"
    r"|whom|which|what|where|when|how often"
    r"|how much|how many|how long|how|why)\b",
    re.IGNORECASE,
)
_PLACE_PHRASE = r"(?:\s+(?:i|för|hos|från|in|for|of|at|by)\s+(?:the\s+)?(?:city of\s+|municipality of\s+)?)?"


def resolve(question: str, conversation: Sequence[str], *, cards: Sequence[Card]) -> str:
    """The full question; `question` itself where it stands on its own. `conversation` has the earlier questions as they
    were understood, oldest first."""
    if not conversation or is_no_question(question):
        return question
    before = conversation[-1]
    lead = _LEAD.match(question)
    rest = question[lead.end() :] if lead else question
    content = [w for w in words(rest) if w not in STOP_WORDS]
    scope = scope_of(rest, cards=cards)
    named = (*scope.municipalities, *scope.unknown_municipalities)
    place_words = {w for name in named for w in words(name)} | {fold(w) for w in rest.split() if _is_place(w, named)}
    beyond_place = [w for w in content if w not in place_words and w.removesuffix("s") not in place_words]
    if named and not beyond_place and not _ASKING.match(rest):
        return _with_place(before, rest, cards)
    asks = _ASKING.match(rest)
    if (scope.wants_proposal or scope.wants_adopted) and len(beyond_place) <= 2 and not asks:
        return f"{before.rstrip(' ?')} – {rest.strip(' ?')}?"
    if lead is not None and not asks and beyond_place:
        return _with_topic(before, rest.strip(" ?"), cards)
    refers = lead is not None or _PRONOUN.search(rest) is not None
    if refers or (asks and not content):
        if len(beyond_place) <= 3:
            return f"{_capital(rest.strip(' ?'))} – {_topic(before)}?"
        if not named:
            return _keep_place(rest, before, cards)
    if not named and not scope.unknown_municipalities and refers:
        return _keep_place(rest, before, cards)
    return question


def _is_place(word: str, named: Sequence[str]) -> bool:
    bare = fold(word.strip("?!.,"))
    return any(bare.startswith(fold(name.split()[0])[:5]) for name in named)


def _with_place(before: str, rest: str, cards: Sequence[Card]) -> str:
    """The question before with its municipality exchanged for the one named now."""
    stripped = before
    scope = scope_of(before, cards=cards)
    for name in (*scope.municipalities, *scope.unknown_municipalities):
        stem = re.escape(name.split()[0].rstrip("s"))
        stripped = re.sub(
            _PLACE_PHRASE + rf"{stem}\w*(?:['’]s)?(?:\s+(?:stads?|kommuns?|city))?", "", stripped, flags=re.IGNORECASE
        )
    return f"{' '.join(stripped.split()).rstrip(' ?')} {rest.strip(' ?')}?"


_NUMBERED = re.compile(r"\b(uppdrag|åtgärd|aktivitet|mål|assignment|task|action|measure|goal) \d+", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:under|för|om|på|hos|med|vid|for|about|on|at|with|of)\b", re.IGNORECASE)


def _with_topic(before: str, rest: str, cards: Sequence[Card]) -> str:
    """The question before with what it is about exchanged: the number of a row, what follows the same preposition, or
    else the last word of content."""
    if _NUMBERED.search(rest) and _NUMBERED.search(before):
        return _NUMBERED.sub(lambda _: _NUMBERED.search(rest)[0], before, count=1)  # type: ignore[index]
    names = [*scope_of(before, cards=cards).municipalities]
    told = [m for m in re.finditer(r"[\w-]+", before) if fold(m[0]) not in STOP_WORDS and not _is_place(m[0], names)]
    if not told:
        return f"{_capital(rest)}?"
    preposition = _PREPOSITION.match(rest)
    same = list(re.finditer(rf"\b{preposition[0]}\b", before, re.IGNORECASE)) if preposition else []
    start = same[-1].start() if same and same[-1].start() < told[-1].start() else told[-1].start()
    return f"{before[:start]}{rest}{before[told[-1].end() :]}"


def _keep_place(rest: str, before: str, cards: Sequence[Card]) -> str:
    names = scope_of(before, cards=cards).municipalities
    return f"{_capital(rest.strip(' ?'))} ({', '.join(names)})?" if names else f"{_capital(rest.strip(' ?'))}?"


def _topic(before: str) -> str:
    """The question before without its own asking word: what it was about."""
    about = before.split(" – ")[-1]
    return _ASKING.sub("", about).strip(" ?") or about.strip(" ?")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
