"""Answers about the collection itself, one statement a document, from the metadata that decides and its words.

What no document says is told as such: one without a last day "anger inget slutdatum". A scan gives way to its twin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.catalogue_question import CatalogueQuestion, catalogue_question
from answer.compose import METADATA_CONFIDENCE, Clause, Part
from answer.facts import Fact
from answer.metadata_answers import sentence_of
from answer.records import Language
from answer.wording import say
from index.catalog import Card, Force, first_day, last_day, same_municipality, same_type
from index.collection import Searchable
from index.glossary import load_glossary
from index.query import Query
from index.records import Filters
from index.terms import grams, words
from ingest.dates import find_dates
from ingest.records import Document, Evidence, Passage, Span

_MOST = 12
"""Documents told of; a longer list is the list of documents."""
_ALIKE = 0.6
"""Share of a word's grams that a title must have for the word to be of it."""


def catalogue_parts(collection: Searchable, query: Query, filters: Filters, *, day: date) -> list[Part] | None:
    """The answer to a question about the collection, empty where it has no such document; None for other questions."""
    names = (*query.scope.municipalities, *query.scope.unknown_municipalities)
    asked = catalogue_question(query.text, names=names, today=day)
    if asked is None:
        return None
    cards = _meant(collection, query, filters, asked)
    if not cards:
        # no guideline at all is in the collection; words of no title ask for something inside
        return None if asked.topics or asked.years else []
    told = _told(asked, cards)
    fields = _FIELDS[asked.kind if told else "all"]
    made = [_part(asked, card, collection.document(card.doc_id), fields, query.language) for card in told or cards]
    parts = [part for part in made if part is not None]
    if not parts or asked.asks_one:
        return parts[:_MOST] or None
    return _framed(asked, parts, told=bool(told), cards=cards, day=day, language=query.language)


def _meant(collection: Searchable, query: Query, filters: Filters, asked: CatalogueQuestion) -> list[Card]:
    """The documents that the question is about."""
    places = query.scope.municipalities
    # a proposal about a programme is of no such type itself
    types = () if asked.kind == "not_adopted" else asked.types
    cards = [
        card
        for card in collection.cards
        if card.passes(filters)
        and (card.twin_of is None or query.scope.wants_scan)
        and (not places or any(same_municipality(card.municipality, name) for name in places))
        and (not types or any(same_type(card.document_type, name) for name in types))
    ]
    if asked.years:
        cards = [
            c for c in cards if any(y in f"{c.title} {c.begins} {c.adopted_date} {c.valid_until}" for y in asked.years)
        ]
    return [c for c in cards if not asked.topics or _has_topics(c, collection.document(c.doc_id), asked.topics)]


def _has_topics(card: Card, document: Document, topics: Sequence[str]) -> bool:
    """Whether its title, file or number holds every one of the words."""
    number = document.metadata.registration_number
    named = f"{card.title} {card.doc_id} {card.municipality} {number.value if number else ''}"
    known = [frozenset(grams(w)) for w in words(named)]
    return all(any(_is_known(word, known) for word in _or_in_swedish(topic)) for topic in topics)


def _or_in_swedish(topic: str) -> set[str]:
    """The word and the words of what the glossary has for it in Swedish: a title is Swedish."""
    return {topic} | {word for _, terms in load_glossary().swedish_for(topic) for term in terms for word in words(term)}


def _is_known(word: str, known: Sequence[frozenset[str]]) -> bool:
    own = frozenset(grams(word)[:-1] or grams(word))
    return any(len(own & have) / len(own) >= _ALIKE for have in known)


def _told(asked: CatalogueQuestion, cards: Sequence[Card]) -> list[Card]:
    """Those that the answer is, what began first before the others; all where a yes or no is wanted of each."""
    by_day = sorted(cards, key=lambda card: (card.begins is None, card.begins or date.max, card.doc_id))
    if asked.asks_one:
        return [card for card in by_day if card.status == "adopted"] or by_day
    return [card for card in by_day if _fits(asked, card)]


def _fits(asked: CatalogueQuestion, card: Card) -> bool:
    force = card.force_within(asked.first, asked.last)
    match asked.kind:
        case "in_force":
            return force == "in_force"
        case "not_in_force":
            return force not in ("in_force", "unknown")
        case "endless":
            return card.status == "adopted" and card.valid_until is None
        case "expired":
            return force in ("expired", "replaced")
        case "not_adopted":
            return force == "not_adopted"
        case "ends":
            ends = last_day(card.valid_until) if card.valid_until else None
            # "which expire?" without a time: those that have not done so yet
            within = ends is not None and asked.first <= ends and (not asked.is_timed or ends <= asked.last)
            return card.status == "adopted" and within
        case "adopted":
            decided = card.adopted_date
            within = decided is not None and first_day(decided) <= asked.last and asked.first <= last_day(decided)
            return card.status == "adopted" and (within or not asked.is_timed)
        case "adopted_when":
            return card.adopted_date is not None
        case "ends_when":
            return card.valid_until is not None and card.status == "adopted"
        case "all":
            return True


def _part(
    asked: CatalogueQuestion, card: Card, document: Document, fields: Sequence[tuple[str, str]], language: Language
) -> Part | None:
    """What one document says that decides, with its words; None where it has none that can be quoted."""
    quotes: list[tuple[Passage, Span]] = []
    clauses: list[Clause] = []
    for key, field in fields:
        evidence: Evidence | None = getattr(document.metadata, field)
        if evidence is None or (place := sentence_of(evidence, document)) is None:
            continue
        quotes.append(place)
        if key:
            clauses.append(Clause(key=key, fact=_date_in(evidence, document)))
    if not quotes and (place := _first_words(document)) is not None:
        quotes.append(place)
    if not quotes:
        return None
    tells_of_end = asked.kind not in ("not_adopted", "adopted_when", "expired")
    if tells_of_end and card.status == "adopted" and not card.valid_until:
        clauses.append(Clause(key="no_end"))
    return Part(
        document=document,
        passage=quotes[0][0],
        quotes=tuple(sorted({span for _, span in quotes})),
        clauses=tuple(clauses),
        confidence=METADATA_CONFIDENCE,
        prefix=_yes_or_no(asked, card, language),
    )


def _yes_or_no(asked: CatalogueQuestion, card: Card, language: Language) -> str:
    force = card.force_within(asked.first, asked.last)
    # "Gäller inte planen?" is answered by neither word
    if not asked.asks_one or force == "unknown" or asked.kind == "not_in_force":
        return ""
    wanted = ("in_force",) if asked.kind == "in_force" else ("expired", "replaced")
    return say(language, "yes" if force in wanted else "no") + ". "


_ADOPTED, _BEGINS = ("adopted_on", "adopted_date"), ("valid_since", "valid_from")
_REVISED, _UNTIL = ("revised_on", "revised_date"), ("valid_to", "valid_until")
_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "in_force": (_ADOPTED, _BEGINS, _REVISED, _UNTIL),
    "not_in_force": (_ADOPTED, _BEGINS, _UNTIL),
    "endless": (_ADOPTED, _BEGINS),
    "expired": (_UNTIL,),
    "ends": (_UNTIL,),
    "not_adopted": (("", "status"),),
    "adopted": (_ADOPTED, _UNTIL),
    "adopted_when": (_ADOPTED,),
    "ends_when": (_UNTIL,),
    "all": (_ADOPTED, _UNTIL),
}
"""What is told and quoted by kind of question: a key of `answer.wording` (none: quoted alone) and the field."""


def _date_in(evidence: Evidence, document: Document) -> Fact:
    """The date as the document writes it, which the quote then carries."""
    for found in find_dates(document.text, evidence.start, evidence.end):
        if found.iso == evidence.value:
            return Fact(kind="date", text=document.text[found.start : found.end], start=found.start, end=found.end)
    return Fact(kind="date", text=evidence.value, start=evidence.start, end=evidence.end)


def _first_words(document: Document) -> tuple[Passage, Span] | None:
    """The first sentence that is searched: what shows a document that says nothing of itself."""
    title = document.metadata.title
    if title is not None and (place := sentence_of(title, document)) is not None:
        return place
    searched = (p for p in document.passages if p.is_searched)
    return next(((p, p.sentences[0] if p.sentences else (p.start, p.end)) for p in searched), None)


def _framed(
    asked: CatalogueQuestion, parts: Sequence[Part], *, told: bool, cards: Sequence[Card], day: date, language: Language
) -> list[Part]:
    """The parts with what is said before and after them: how many of how many, and what became of the rest."""
    shown, n_more = list(parts[:_MOST]), max(len(parts) - _MOST, 0)
    key = _head(asked, day) if told else "none_in_force" if asked.kind == "in_force" else "none"
    head = say(language, key, n=len(parts), all=len(cards), time=_time(asked, day, language))
    tail = [say(language, "more_documents", n=n_more)] if n_more else []
    if asked.kind == "in_force" and told:
        forces = [card.force_within(asked.first, asked.last) for card in cards]
        others = [say(language, f"others_{force}", n=forces.count(force)) for force in _OTHERS if force in forces]
        tail += [say(language, "others", said=", ".join(others))] if others else []
    shown[0] = replace(shown[0], head=head)
    shown[-1] = replace(shown[-1], tail=" ".join(tail))
    return shown


_OTHERS: tuple[Force, ...] = ("expired", "replaced", "not_yet", "not_adopted", "unknown")


def _head(asked: CatalogueQuestion, day: date) -> str:
    """The key of the sentence that leads the answer."""
    if asked.kind == "in_force" and asked.last < day:
        return "head_applied"
    if asked.kind == "ends" and not asked.is_timed:
        return "head_ends_later"
    return "head_adopted_within" if asked.kind == "adopted" and asked.is_timed else f"head_{asked.kind}"


def _time(asked: CatalogueQuestion, day: date, language: Language) -> str:
    """The time asked of as the head says it: "i dag (2026-05-04)", "2010", "2010-03-01", "2008-05-01 – 2010-12-31"."""
    if not asked.is_timed:
        return say(language, "today", day=day.isoformat())
    if asked.first == asked.last:
        return asked.first.isoformat()
    if (asked.first.month, asked.first.day, asked.last.month, asked.last.day) == (1, 1, 12, 31):
        return str(asked.first.year) if asked.first.year == asked.last.year else f"{asked.first.year}–{asked.last.year}"
    return f"{asked.first.isoformat()} – {asked.last.isoformat()}"
