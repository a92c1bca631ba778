"""Who does what in one sentence, by the word order of Swedish.

The finite verb of a main clause stands in the second place and the subject right before or right behind it, so a body
beside a finite verb is its subject. 'av' or 'genom' behind a passive names the one who acts; 'tillsammans med', 'i
samråd med' one who acts along. A passive with a duty and nobody named is kept with no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.bodies import Mention, Token
from ingest.records import DutyRole
from ingest.responsibilities_passives import as_agent, unnamed
from ingest.responsibilities_roles import content_role
from ingest.responsibilities_subjects import as_relative, as_subject, chain, charged
from ingest.responsibilities_verbs import as_form
from ingest.responsibilities_words import ADVERBS, PARTNERS, PREPOSITIONS, Statement, Words

__all__ = ["Statement", "item_statements", "statements"]

_PASSED_ON = re.compile(
    r"\b(?:ansök\w+|anmälan|beställning\w*|uppgift\w*|begäran|blankett\w*|handling\w*|remiss\w*|remitter\w*)\b"
)
_REMISS = re.compile(r"\bremi(?:ss|tter)")
_SENT = frozenset("lämnas skickas inlämnas remitterats remitteras sändas sänds remiss".split())
_TASK_OF = re.compile(
    r"ansvar\w* .{0,120}(?:ligger|vilar)(?: \w+)? (?:på|hos)$|är (?:en|ett) (?:\w+ )?(?:uppgift|ansvar) för$|hör till$"
)


def statements(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Statement]:
    """The duties that a sentence states, in order."""
    return _of_sentence(Words(tokens, mentions))


def item_statements(tokens: Sequence[Token], mentions: Sequence[Mention], given: Mention, mode: str) -> list[Statement]:
    """The duties of a list item or a line below a body's heading: `given` acts, and the item says what.

    `mode` is the form that the item opens with: infinitive, noun or present. An item of another form gives nothing.
    """
    words = Words(tokens, mentions)
    words.has_given = True
    own = [replace(one, is_given=True) for one in _of_given(words, given, mode)]
    return own + _of_sentence(words) if own else []


def _of_sentence(words: Words) -> list[Statement]:
    found = [one for mention in words.mentions for one in _of_mention(words, mention)]
    found.extend(unnamed(words))
    return sorted(_once(found), key=lambda item: item.first)


def _once(found: Sequence[Statement]) -> Iterator[Statement]:
    """One statement where two ways lead to a partner: 'i samarbete med studieförbund, som bidrar'."""
    partners: set[int] = set()
    for one in found:
        if one.role == "cooperate" and one.mention is not None:
            if id(one.mention) in partners:
                continue
            partners.add(id(one.mention))
        yield one


def _of_given(words: Words, mention: Mention, mode: str) -> Iterator[Statement]:
    """What an item says of one named above it."""
    at = 0
    while at < len(words) and (words[at] in ADVERBS or words[at] in ("att", ",")):
        at += 1
    verb = as_form(words[at], "present" if mode == "present" else "infinitive")
    # an item's verb may stand behind an adverbial: 'i samverkan med regionen erbjuda ...'
    place = at if verb is not None else words.infinitive(at) if words[at] in PREPOSITIONS else None
    if mode == "noun" or (mode == "infinitive" and place is None and at == 0):
        yield Statement(mention=mention, role="responsible", first=0, end=words.end(0))
    elif place is not None and (verb is not None or mode == "infinitive"):
        words.taken.add(place)
        yield from chain(words, mention, place, first=0, modal="" if mode == "present" else "ska")


def _of_mention(words: Words, mention: Mention) -> Iterator[Statement]:
    if mention.is_genitive:
        if words[mention.end] == "beslut":
            yield Statement(mention=mention, role="decide", first=mention.first, end=words.end(mention.end))
        elif words[mention.end] in ("ansvar", "uppgift", "uppdrag") and words[mention.end + 1] == "att":
            yield from charged(words, mention, mention.end, within=3)  # 'Det är rektors ansvar att ...'
        return
    before = words.before(mention.first)
    previous = words[before]
    if mention.kind == "party":
        if previous in ("med", "mellan") and _is_partner(words, before) and words[before - 2] in ("i", "", ","):
            yield Statement(mention=mention, role="cooperate", first=before - 1, end=words.end(mention.end))
        return
    beside = _beside(words, mention, before)
    if beside is not None:
        yield Statement(mention=mention, role=beside[0], first=beside[1], end=words.end(mention.end))
    elif previous == "av" and words[before - 1] in ("uppdrag", "förslag", "initiativ", "ledning"):
        return
    elif previous in ("av", "genom", "via") and (verb := words.passive_before(before)) is not None:
        yield from as_agent(words, mention, verb)
    elif previous in ("ge", "ger", "gav", "åt") and _is_charge(words, mention, before):
        yield from charged(words, mention, mention.end, within=8)
    elif words.shares_verb(mention):
        end = words.end(mention.end)
        role = content_role(words.text(mention.end, end)) or "responsible"
        yield Statement(mention=mention, role=role, first=mention.end, end=end)
    elif previous not in PREPOSITIONS:
        yield from as_subject(words, mention, before)
    if previous not in ("i", "på", "inom", "vid") or words[mention.end] == ",":
        yield from as_relative(words, mention)


def _is_charge(words: Words, mention: Mention, before: int) -> bool:
    """'ge styrelsen i uppdrag att', 'uppdrar åt styrelsen att'."""
    return "uppdrag" in words.near(mention.end, mention.end + 2) or words[before - 1].startswith("uppdr")


def _is_partner(words: Words, before: int) -> bool:
    return words[before - 1] in PARTNERS


def _beside(words: Words, mention: Mention, before: int) -> tuple[DutyRole, int] | None:
    """The role that the words right before a mention give it, and where they begin; None where they give none."""
    previous, further = words[before], words[before - 1]
    if previous in ("föreläggas", "underställas"):
        return "decide", 0
    if previous in ("åligga", "åligger", "åvilar"):
        return "responsible", before
    if previous in ("föreslår", "föreslå", "uppmanar") and (verb := as_form(words[mention.end], "infinitive")):
        return verb.role, mention.end
    if previous in ("med", "mellan") and _is_partner(words, before):
        return "cooperate", before - 1
    if previous == "av" and further in ("beslut", "godkännande", "medgivande"):
        return "decide", before - 1
    if previous in ("av", "i") and further in ("hörande", "beredning"):
        return ("cooperate" if further == "hörande" else "responsible"), before - 1
    if previous == "av" and (further in ("stöd", "hjälp") or "få" in words.near(before - 3, before)):
        return "support", before - 1
    if previous in ("av", "i") and "enligt" in words.near(0, before) and "beslut" in words.near(before - 6, before):
        return "decide", 0  # 'enligt beslut om ... i kommunfullmäktige'
    if previous in ("för", "från", "av") and "representanter" in words.near(before - 4, before):
        return ("cooperate", 0) if {"ingår", "deltar"} & set(words.near(0, before)) else None
    if previous in ("på", "hos", "för", "till") and _TASK_OF.search(words.text(before - 25, before + 1)):
        return content_role(words.text(0, before)) or "responsible", 0
    if previous == "är" and any(word.startswith("ansvarig") for word in words.near(0, before)):
        return content_role(words.text(0, before)) or "responsible", 0  # 'Ytterst ansvarig för ... är styrelsen'
    if previous == "till" and further in ("delegerad", "delegerat", "delegerade", "delegeras"):
        return "decide", 0
    if previous == "till" and "överklaga" in words.near(before - 6, before):
        return "decide", 0  # who tries an appeal
    if previous == "till" and _is_sent_to(words, before):
        return ("cooperate" if _REMISS.search(words.text(0, before)) else "other"), 0
    return None


def _is_sent_to(words: Words, before: int) -> bool:
    """'Ansökan lämnas till', 'ska lämna uppgift om sina inkomster till': somebody outside sends, the body receives."""
    if words.has_given or not _PASSED_ON.search(words.text(0, before)):
        return False
    ahead = words.near(before - 10, before)
    is_sent = any(word in _SENT for word in ahead[-3:]) or "lämna" in ahead
    words.taken.update(place for place in range(max(0, before - 4), before) if words[place] in _SENT)
    return is_sent and not any(mention.end <= before and not mention.is_genitive for mention in words.mentions)
