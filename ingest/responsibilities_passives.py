"""Passives: who acts stands behind 'av' or 'genom', or nowhere.

What is joined to a passive is done by the same ('följs upp av A och återrapporteras till B': A reports). A duty that
names nobody is a statement without a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bodies import Mention
from ingest.records import DutyRole
from ingest.responsibilities_roles import content_role, role_of
from ingest.responsibilities_verbs import as_form
from ingest.responsibilities_words import ADVERBS, DEPONENTS, Statement, Words

_NOMINAL: dict[str, DutyRole] = {"uppföljning": "follow_up", "utvärdering": "follow_up", "revidering": "revise"}
_RECEIVED: tuple[tuple[DutyRole, re.Pattern[str]], ...] = (
    ("support", re.compile(r"\b(?:hjälp|stöd\w*)\b")),
    ("offer", re.compile(r"\b(?:information|möjlighet\w*|tillgång|\w*utbildning|undervisning|erbjud\w+)\b")),
)
_OPENING_QUOTES = '”"»“'
# What those outside hand in or pay: 'Ansökan ska lämnas senast ...'
_BY_OTHERS = frozenset("ansökan anmälan faktura fakturan avgiften begäran frånvaron frånvaro överklagande".split())
_POINTERS = frozenset({"de", "den", "det", "dessa", "detta", "denna", "som"})


def as_agent(words: Words, mention: Mention, verb: int) -> Iterator[Statement]:
    """The passive at `verb` that a mention is the agent of, and those joined to it behind the mention."""
    if verb in words.taken or words.is_condition(verb):
        return
    words.taken.add(verb)
    yield from _passive(words, mention, verb, first=words.start(verb), end=mention.end)
    for at in range(mention.end, len(words) - 1):
        if words[at] in ("som", ";"):
            return
        if words[at] not in ("och", "samt", ","):
            continue
        following = at + 1
        while words[following] in ADVERBS:
            following += 1
        is_passive = as_form(words[following], "present_passive") is not None
        if is_passive and following not in words.taken and not words.has_agent(following):
            words.taken.add(following)
            yield from _passive(words, mention, following, first=at, end=words.end(following))


def unnamed(words: Words) -> Iterator[Statement]:
    """Duties where nobody is named: 'SFI ska erbjudas', 'ska få hjälp', 'Uppföljning sker årligen'."""
    if not len(words) or words.tokens[0].text in _OPENING_QUOTES or words[0] in _BY_OTHERS:
        return
    nominal = _NOMINAL.get(words[0])
    if nominal is not None and any(word in ("sker", "görs", "genomförs") for word in words.words) and not words.taken:
        yield Statement(mention=None, role=nominal, first=0, end=len(words))
        return
    roles: list[tuple[DutyRole, int]] = []
    for at, word in enumerate(words.words):
        if at in words.taken or word in DEPONENTS:
            continue
        role = _received(words, at) if word == "få" else _unnamed_passive(words, at)
        if role is not None and role not in [known for known, _ in roles]:
            roles.append((role, at))
    # 'uppmuntras och stödjas' is support: the plainer verb says nothing more
    particular = [one for one in roles if one[0] != "responsible"]
    for role, at in particular or roles[:1]:
        yield Statement(mention=None, role=role, first=0, end=words.end(at))


def _passive(words: Words, mention: Mention, at: int, *, first: int, end: int) -> Iterator[Statement]:
    verb = as_form(words[at], "present_passive", "infinitive_passive", "participle")
    if verb is None:
        nominal = content_role(words.text(first, at)) or "responsible"  # 'Uppföljning sker årligen av'
        yield Statement(mention=mention, role=nominal, first=first, end=end)
        return
    role = role_of(verb.lemma, verb.role, f"{words.text(at + 1, end)} {words.text(end, end + 8)}")
    if role in ("responsible", None):  # what is done stands before a passive: 'Tillsyn utförs av'
        role = role_of(verb.lemma, verb.role, words.text(first, at)) or role
    if verb.lemma in ("lämna", "överlämna", "skicka") and first != 0:
        role = "report_to"
    yield Statement(mention=mention, role=role or "responsible", first=first, end=end)


def _unnamed_passive(words: Words, at: int) -> DutyRole | None:
    verb = as_form(words[at], "infinitive_passive", "present_passive")
    if verb is None or words.has_agent(at):
        return None
    modal = words.modal_before(at)
    if modal is None:
        is_offer = verb.role == "offer" and as_form(words[at], "present_passive") is not None
        return verb.role if is_offer and not words.is_embedded(at) else None
    between = words.near(modal, at)
    if words.is_embedded(modal) or ("inte" in between and "utan" not in between):
        return None
    if {words[modal - 1], words[modal + 1]} & _POINTERS:
        return None  # what follows from the sentence before is no duty of its own
    role = role_of(verb.lemma, verb.role, words.text(at + 1, len(words)))
    if role == "report_to" and not any(words[mention.first - 1] in ("till", "för") for mention in words.mentions):
        return None  # 'skälen ska redovisas': to be stated, to nobody
    return role


def _received(words: Words, at: int) -> DutyRole | None:
    """'ska i möjligaste mån få hjälp': somebody is to give it."""
    modal = words.modal_before(at)
    if modal is None or words.is_embedded(modal) or any(mention.end == modal for mention in words.mentions):
        return None
    thing = words.text(at + 1, at + 6)
    return next((role for role, pattern in _RECEIVED if pattern.search(thing)), None)
