"""Bodies and offices named in a sentence: 'Kultur- och fritidsnämnden', 'Rektor för förskolan', 'Tallåsa Hus AB'.

A mention is a word that names a body (`ingest.bodies_words`) with all that belongs to its name: first parts
('Barn- och'), adjectives ('Tekniska'), a possessor ('Kommunstyrelsens arbetsutskott'), a field of office ('för
förskola'), and others joined to it ('Nämnder och bolag'). Which of two bodies acts is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.bodies_parts import (
    QUANTIFIERS,
    Token,
    capitalised,
    core_name,
    field_of_office,
    is_adjective,
    is_named,
    lowered,
    tokenize,
    with_first_parts,
)
from ingest.bodies_words import BodyWord, body_word, definite_form
from ingest.responsibilities_verbs import MODALS

__all__ = ["Mention", "Token", "find_mentions", "tokenize", "whole_name"]

_ARTICLES = frozenset("en ett den det de denna detta dessa".split())
_JOINTS = frozenset({"och", "samt", "eller", ",", "/", "&"})
_COMPANY = re.compile(r"AB|HB|KB|Aktiebolag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A body named by `tokens[first:end]`.

    `name` is normalised; `head` the last part of its chief word; `is_bare` when it is that word alone in the definite
    ('nämnden'), so that another place must say which; `is_any` for one of several ('varje nämnd', 'nämnderna').
    """

    first: int
    end: int
    name: str
    head: str
    kind: str
    is_bare: bool = False
    is_any: bool = False
    is_genitive: bool = False
    owner: str | None = None
    parts: tuple[str, ...] = ()


def find_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """The bodies that `tokens` name, in order, apart from each other."""
    found: list[Mention] = []
    free = 0
    for at in range(len(tokens)):
        if at < free:
            continue
        mention = _company(tokens, at, free) if _COMPANY.fullmatch(tokens[at].text) else _common_weal(tokens, at)
        if mention is None:
            word = body_word(tokens[at].text)
            if word is None or (mention := _mention(tokens, at, word, free)) is None:
                continue
        while found and found[-1].first >= mention.first:  # the genitive that the name begins with
            found.pop()
        found.append(mention)
        if not mention.is_genitive:
            free = mention.end
    return _joined(tokens, found)


def _common_weal(tokens: Sequence[Token], at: int) -> Mention | None:
    """'Det allmänna' of the Instrument of Government: state, regions and municipalities together."""
    if tokens[at].lower != "allmänna" or not at or tokens[at - 1].lower != "det":
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following not in MODALS and following != "att":
        return None
    name = "Det allmänna"
    return Mention(first=at - 1, end=at + 1, name=name, head="allmänna", kind="organ", parts=(name,))


def _company(tokens: Sequence[Token], at: int, free: int) -> Mention | None:
    """'Tallåsa Hus AB': capitalised words before the form of company."""
    first = at
    while first > free and at - first < 4 and tokens[first - 1].text[0].isupper() and tokens[first - 1].text.isalpha():
        first -= 1
    if first == at:
        return None
    name = " ".join(token.text for token in tokens[first : at + 1])
    return Mention(first=first, end=at + 1, name=name, head="bolag", kind="organ", parts=(name,))


def _mention(tokens: Sequence[Token], at: int, word: BodyWord, free: int) -> Mention | None:
    if word.kind == "municipality":
        return _municipality(tokens, at, word, free)
    if word.kind == "party" and word.is_genitive:
        return None
    first, has_first_parts = with_first_parts(tokens, at, free)
    if word.head == "region" and at + 1 < len(tokens) and tokens[at].text == "Region" and tokens[at + 1].text.istitle():
        name = f"Region {tokens[at + 1].text}"
        return Mention(first=first, end=at + 2, name=name, head="region", kind="organ", parts=(name,))
    name_first = first
    while name_first > free and is_adjective(word, tokens[name_first - 1].lower):
        name_first -= 1
    article = tokens[name_first - 1].lower if name_first > free else ""
    outer = name_first
    quantifier = ""
    if article in QUANTIFIERS or article in _ARTICLES:
        outer -= 1
        if article in QUANTIFIERS:
            quantifier = article
        if outer > free and tokens[outer - 1].lower in QUANTIFIERS:
            outer -= 1
            quantifier = tokens[outer].lower
    possessor = _possessor(tokens, outer, free) if not quantifier or word.is_plural else None
    if word.head == "verksamhet" and not (word.is_plural or quantifier):
        return None  # 'verksamheten' is what is done there, 'varje verksamhet' who does it
    end, field = field_of_office(tokens, at, word) if not word.is_genitive else (at + 1, "")
    owner: str | None = None
    core = core_name(tokens, name_first, first, at, word, article)
    has_adjective = name_first < first
    name = core
    if possessor is not None:
        outer = possessor.first
        if word.is_plural:
            quantifier = ""
            name = " ".join(token.text for token in tokens[outer : at + 1])
            owner = possessor.name if possessor.kind == "municipality" and not possessor.is_bare else None
        elif not (possessor.is_bare or possessor.kind == "municipality" or possessor.is_any):
            own = " ".join(token.text for token in tokens[name_first:at])
            name = " ".join(f"{possessor.name}s {own} {word.base}".replace("ss ", "s ").split())
        elif not word.prefix and not field and not has_first_parts:
            name = " ".join(token.text for token in tokens[outer : at + 1])  # 'kommunens bolag' may be several
        elif not has_adjective:
            name = definite_form(core) if " " not in core else core  # 'kommunens äldrelots' is Äldrelotsen
    name += field
    if quantifier:
        name = f"{quantifier} {lowered(name)}"
    bare = not word.prefix and not has_first_parts and not has_adjective and not field and not is_named(word)
    is_any = bool(quantifier) or word.is_plural or (bare and not word.is_definite)
    return Mention(
        first=outer, end=end, name=capitalised(name), head=word.head, kind=word.kind,
        is_bare=bare and word.is_definite and not word.is_plural and possessor is None and not quantifier,
        is_any=is_any, is_genitive=word.is_genitive, owner=owner,
        parts=(capitalised(name),),
    )  # fmt: skip


def _municipality(tokens: Sequence[Token], at: int, word: BodyWord, free: int) -> Mention | None:
    """'Borås Stad', 'Uddevalla kommun', 'staden', 'kommunen'."""
    before = tokens[at - 1].text if at > free else ""
    if word.is_plural or (not word.is_definite and not (before[:1].isupper() and before.isalpha() and at > 0)):
        return None
    if word.is_definite:
        return Mention(
            first=at, end=at + 1, name=word.base.capitalize(), head=word.head, kind="municipality", is_bare=True,
            is_genitive=word.is_genitive, parts=(word.base.capitalize(),),
        )  # fmt: skip
    name = f"{before} {word.base}"
    return Mention(
        first=at - 1, end=at + 1, name=name, head=word.head, kind="municipality", is_genitive=word.is_genitive,
        parts=(name,),
    )  # fmt: skip


def _possessor(tokens: Sequence[Token], first: int, free: int) -> Mention | None:
    """The genitive right before: 'kommunstyrelsens' arbetsutskott, 'Norrviks stads' kansli."""
    if first <= free:
        return None
    word = body_word(tokens[first - 1].text)
    if word is None or not word.is_genitive:
        return None
    return _mention(tokens, first - 1, word, free)


def _joined(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """Mentions with nothing between them but 'och' or a comma, as one: 'Nämnder och bolag'."""
    joined: list[Mention] = []
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if mention is not None and run and _joins(tokens, run[-1], mention):
            run.append(mention)
            continue
        while run:
            # a list ends in 'och'; in 'Integrationsstrategen, kommunledningskontoret' the office follows its holder
            last = next((n for n in range(len(run) - 1, 0, -1) if tokens[run[n].first - 1].lower != ","), 0)
            joined.append(_one(tokens, run[: last + 1]))
            run = run[last + 1 :]
        run = [mention] if mention is not None else []
    return joined


def _joins(tokens: Sequence[Token], before: Mention, after: Mention) -> bool:
    between = [token.lower for token in tokens[before.end : after.first]]
    return (
        bool(between)
        and len(between) <= 2
        and all(word in _JOINTS for word in between)
        and not before.is_genitive
        and before.kind != "municipality"
    )


def _one(tokens: Sequence[Token], run: list[Mention]) -> Mention:
    if len(run) == 1:
        only = run[0]
        is_new = tokens[only.first].lower in ("en", "ett") and only.kind == "officer" and " " not in only.name
        # 'ska utse en landsbygdslots' is Landsbygdslotsen from then on
        return replace(only, name=definite_form(only.name), parts=(definite_form(only.name),)) if is_new else only
    names = [run[0].name]
    for before, mention in pairwise(run):
        between = " ".join(token.lower for token in tokens[before.end : mention.first])
        parted = between if between in (",", "/") else f" {between}"
        name = mention.name if tokens[mention.first].text[:1].isupper() else lowered(mention.name)
        if tokens[mention.first].lower in ("en", "ett"):
            name = f"{tokens[mention.first].lower} {name}"
        names.append(f"{parted}{'' if between == '/' else ' '}{name}")
    return replace(
        run[-1], first=run[0].first, kind=run[0].kind, head=run[0].head, name="".join(names), is_bare=False,
        is_any=True, parts=tuple(part.name for part in run),
    )  # fmt: skip


def whole_name(text: str) -> Mention | None:
    """The mention that a short text is, over all its words: a cell, a cover value, a heading."""
    tokens = tokenize(text, 0, len(text))
    mentions = find_mentions(tokens)
    return mentions[0] if mentions and mentions[0].first == 0 and mentions[0].end == len(tokens) else None
