"""What the subject of a sentence has to do: its predicates one by one.

'Kontaktcenter samordnar hanteringen och lämnar en rapport till nämnderna' has two. Two verbs with one object are one
('leder och samordnar förvaltningen'); 'ansvarar för A, för att B och för att C' are three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.bodies import Mention
from ingest.bodies_words import body_word
from ingest.records import DutyRole
from ingest.responsibilities_roles import role_of
from ingest.responsibilities_verbs import MODALS, Verb, as_form
from ingest.responsibilities_words import ADVERBS, DEPONENTS, FRONTS, PREPOSITIONS, Statement, Words

_EMBEDDING = frozenset({"när", "om", "innan", "medan", "eftersom", "hur", "vad", "där"})
_CHANCES = re.compile(r"\b(?:ges|få|beredas)\b.*\b(?:tillfälle|möjlighet)\b")
_HANDED_ON = frozenset({"lämnas", "redovisas", "rapporteras", "återrapporteras", "överlämnas", "presenteras"})
_COMPARED = 4  # words at the head of 'Som den största arbetsgivaren bör staden ...' that name no subject


def as_subject(words: Words, mention: Mention, before: int) -> Iterator[Statement]:
    """The duties of a mention that stands beside a finite verb; `before` is the place of the word before it."""
    if (words[0] == "som" and mention.first <= _COMPARED) or _is_comparison(words, mention, before):
        return
    at = words.after(mention.end)
    if words.is_finite(at):
        is_object = bool(words.taken)  # 'följa upp hur nämnderna arbetar': what another is to follow up
        for one in predicates(words, mention, at, start=at + 1):
            is_whole = mention.kind == "municipality" and is_object
            if _is_said(words[before], one, is_object=is_object, is_front=before == 0, is_whole=is_whole):
                yield one
    elif words[at] in DEPONENTS:
        # 'Styrgruppen träffas sex gånger per år och ska lösa ...'
        following = words.next_predicate(at, modal="")
        if following is not None:
            yield from chain(words, mention, following.verb, first=following.first, modal=following.modal)
    elif before >= 0 and words.is_finite(before) and _may_invert(words, before):
        yield from predicates(words, mention, before, start=mention.end)
    elif mention.first <= 1 and words.looks_finite(at):
        yield Statement(mention=mention, role="responsible", first=at, end=words.end(at))
    elif words[mention.end] in ("ges", "åläggs", "tilldelas", "får"):
        yield from charged(words, mention, mention.end, within=8)


def as_relative(words: Words, mention: Mention) -> Iterator[Statement]:
    """'Skolchefen, som redovisar ...': the body is the subject of what follows."""
    at = mention.end
    if words[at] == ":" and "som" in words.near(at, at + 8):  # 'fast omsorgskontakt: den medarbetare som samordnar'
        at = words.words.index("som", at)
    elif words[at] == ",":
        at += 1
    if words[at] != "som":
        return
    at += 1
    while words[at] in ADVERBS:
        at += 1
    if words.is_finite(at):
        yield from predicates(words, mention, at, start=at + 1)
    elif words[at] in DEPONENTS:
        yield Statement(mention=mention, role="other", first=at, end=words.end(at))


def predicates(words: Words, mention: Mention, finite: int, *, start: int) -> Iterator[Statement]:
    """The predicates of a subject whose finite verb stands at `finite`; what belongs to the verb begins at `start`."""
    if finite in words.taken:
        return
    words.taken.add(finite)
    modal = words[finite] if words[finite] in MODALS else "ska" if words[finite] == "kommer" else ""
    if "inte" in words.near(finite + 1, finite + 3) or "inte" in words.near(start, start + 2):
        return  # what is not to be done is no duty
    if modal == "får" and words.near(start, start + 2) == ["i", "uppdrag"]:
        yield from charged(words, mention, start, within=8)
        return
    at = words.infinitive(start) if modal else finite
    if at is not None:
        yield from chain(words, mention, at, first=finite, modal=modal)
    elif (
        modal == "får"
        and words[mention.first - 1] != "att"
        and (other := words.next_predicate(finite, modal="")) is not None
    ):
        # 'Nämnden får en redovisning två gånger om året och beslutar om tillskott'
        yield from chain(words, mention, other.verb, first=other.first, modal=other.modal)
    elif modal in ("ska", "skall") and _CHANCES.search(words.text(start, start + 6)):
        yield from charged(words, mention, start, within=10)  # 'Rådet ska ges tillfälle att yttra sig'


def chain(words: Words, mention: Mention, verb: int, *, first: int, modal: str) -> Iterator[Statement]:
    """The predicate whose verb stands at `verb` and those joined to it."""
    at: int | None = verb
    while at is not None:
        following = words.next_predicate(at, modal=modal)
        end = following.first if following is not None else words.end(at)
        shares_object = following is not None and following.verb == at + 2 and words[at + 1] in ("och", "samt")
        if not shares_object:
            for one in _predicate(words, mention, at, first=first, end=end, modal=modal):
                yield replace(one, modal=modal)
        if following is None:
            return
        first, at, modal = following.first, following.verb, following.modal
        words.taken.add(at)


def charged(words: Words, mention: Mention, at: int, *, within: int) -> Iterator[Statement]:
    """'Förvaltningarna ges ett gemensamt uppdrag att ställa ...': what the infinitive behind 'att' says."""
    if "att" not in words.near(at, at + within):
        return
    inner = words.infinitive_after_att(at - 1, len(words))
    # a charge whose verb no rule knows is one all the same
    role = infinitive_role(words, inner, words.end(inner)) if inner is not None else "responsible"
    if role is not None:
        yield Statement(mention=mention, role=role, first=at, end=words.end(at if inner is None else inner))


def infinitive_role(words: Words, at: int, end: int) -> DutyRole | None:
    """The role that an infinitive at `at` gives the one who is to do it."""
    verb = as_form(words[at], "infinitive")
    return role_of(verb.lemma if verb else words[at], verb.role if verb else "responsible", words.text(at + 1, end))


def _is_said(before: str, one: Statement, *, is_object: bool, is_front: bool, is_whole: bool) -> bool:
    """Whether a predicate is a duty of its own though a word like 'när' stands before its subject.

    'när nämnderna rapporterar' is none, but behind the main clause who decides is said so ('om ordföranden medger
    det'; not 'Om nämnden beslutar i strid ...' at the front), and a plan may say how somebody works ('hur kommunens
    förvaltningar ska tillhandahålla').
    """
    if before not in _EMBEDDING:
        return True
    if before == "hur":
        return not is_whole and (one.modal in ("ska", "skall") or (not one.modal and not is_object))
    return one.role == "decide" and not is_front


def _may_invert(words: Words, at: int) -> bool:
    """Whether the finite verb at `at` has its subject behind it: something else stands first in its clause."""
    if at == 0 or at in words.taken or _has_subject_before(words, at):
        return False
    if words[at] == "är":
        return words[0] == "ansvarig"
    if words[at] in MODALS or words[at] in ("har", "kommer"):
        return words[at - 1] not in ("som", "och")
    return words[0] in FRONTS or words[0][0].isdigit()


def _has_subject_before(words: Words, at: int) -> bool:
    mention = words.mention_at.get(at - 1)
    if mention is None or mention.is_genitive or (words[0] == "som" and mention.first <= _COMPARED):
        return False
    before = words.before(mention.first)
    return words[before] not in PREPOSITIONS and not _is_comparison(words, mention, before)


def _is_comparison(words: Words, mention: Mention, before: int) -> bool:
    """'I rollen som krisledare ansvarar kommundirektören': 'som' before an indefinite is 'as'."""
    word = body_word(words.tokens[mention.end - 1].text)
    return words[before] == "som" and word is not None and word.kind == "officer" and not word.is_definite


def _predicate(words: Words, mention: Mention, at: int, *, first: int, end: int, modal: str) -> Iterator[Statement]:
    word = words[at]
    verb = as_form(word, "infinitive") if modal else as_form(word, "present", "past")
    lemma = {"är": "vara", "har": "ha"}.get(word) or (verb.lemma if verb else word)
    if lemma in ("ges", "få") and not modal:
        yield from charged(words, mention, at, within=8)
        return
    if word == "har" and (supine := _supine(words, at)) is not None:
        at, verb = supine
        lemma = verb.lemma
    if lemma == "ha" and "ansvar" in words.near(at - 3, at):  # 'Ett särskilt ansvar har bolagen'
        yield Statement(mention=mention, role="responsible", first=first, end=end)
        return
    own: DutyRole = verb.role if verb else "responsible"
    role = role_of(lemma, own, words.text(at + 1, end), modal=modal)
    if role is None:
        return
    meant = _meant_by_it(words, at, end)
    if meant is not None:
        yield Statement(mention=mention, role=meant[1], first=meant[0], end=end)
        end = meant[0]
    yield from _handed_on(words, mention, at, end)
    splits = _splits(words, at, end) if lemma in ("ansvara", "svara") else []
    for number, (begin, stop) in enumerate(pairwise([first, *splits, end])):
        tail = words.text((begin if number else at) + 1, stop)
        yield Statement(mention=mention, role=role_of(lemma, own, tail, modal=modal) or role, first=begin, end=stop)


def _supine(words: Words, at: int) -> tuple[int, Verb] | None:
    """'har fastställt', 'har tagit fram': the act that is done, for the verbs that found a duty."""
    for place in range(at + 1, min(at + 16, len(words))):
        verb = as_form(words[place], "past")
        if verb is not None and words[place].endswith("t"):
            return place, verb
        if words[place] in ("som", "där", "när", "om"):
            return None
    return None


def _meant_by_it(words: Words, at: int, end: int) -> tuple[int, DutyRole] | None:
    """'..., vilket innebär att inhämta kunskap': where a duty is explained, and the role it then is."""
    for place in range(at, end - 3):
        if words.near(place, place + 3) == ["vilket", "innebär", "att"]:
            inner = words.infinitive_after_att(place, end)
            role = infinitive_role(words, inner, end) if inner is not None else None
            return (place, role) if role is not None else None
    return None


def _handed_on(words: Words, mention: Mention, at: int, end: int) -> Iterator[Statement]:
    """'sammanställer en rapport som lämnas till nämnden': the subject reports it."""
    for place in range(at + 1, end - 2):
        if words[place] == "som" and words[place + 1] in _HANDED_ON and not words.has_agent(place + 1):
            receiver = any(
                words[i] in ("till", "för") and (i + 1) in words.mention_at
                for i in range(place + 2, min(place + 8, end))
            )
            if receiver:
                words.taken.add(place + 1)
                yield Statement(mention=mention, role="report_to", first=place, end=end)
            return


def _splits(words: Words, at: int, end: int) -> list[int]:
    """Where 'ansvarar för A, för att B och för att C' begins anew."""
    return [
        place
        for place in range(at + 4, end - 1)
        if words[place] in ("och", ",", "samt")
        and words.near(place + 1, place + 3) == ["för", "att"]
        and "för" in words.near(at + 1, place)  # not 'ansvarar, tillsammans med andra, för att'
    ]
