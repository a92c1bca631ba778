"""Answers a question from a collection: understand, search, read, judge, compose, check.

The same question over the same collection gives the same answer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.catalogue_answers import catalogue_parts
from answer.changes import changes_about
from answer.check import drop_unsupported
from answer.compose import (
    Composer,
    Part,
    answers_every_half,
    may_answer,
    part_from_row,
    parts_from_candidates,
    parts_from_changes,
    parts_from_metadata,
)
from answer.confidence import load_confidence
from answer.duties import with_body
from answer.followup import resolve
from answer.generation import phrased
from answer.metadata_answers import ABSENT_IS_ANSWER, asked_fields, is_about, metadata_answers
from answer.question import Intent, intent_of, is_no_question
from answer.read import READ, Candidate, asked_cell, needed_facts, read, sought_words
from answer.records import Answer, CitationMismatch, Language, Searched, State
from answer.register_answers import register_parts
from answer.rows import is_no_number_of_theirs, number_asked, numbered_rows, rows_under_any_heading
from answer.sources import (
    documents_asked_about,
    narrowed_to_status,
    proposal_and_adopted,
    sides_compared,
    with_proposals_that_differ,
)
from answer.wording import count, say
from index.collection import NO_FILTERS, Searchable
from index.glossary import load_glossary
from index.query import BadQuestion, Query, clean_question
from index.records import Filters, Hit
from index.terms import fold
from ingest.records import Document, Passage

_SEARCHED_FOR_ANSWERS = 12
"""Passages asked of search: those that are read, and a few more to offer as closest."""
_CLOSEST = 3
_MOST_CHOICES = 12


def ask(
    collection: Searchable, question: str, *, filters: Filters = NO_FILTERS, conversation: Sequence[str] = ()
) -> Answer:
    """The answer to `question`; `conversation` holds the earlier questions as understood, oldest first.

    A question that cannot be read (empty, too long) gives the state `error` with the reason, never an exception.
    """
    began = time.perf_counter()
    try:
        understood = resolve(clean_question(question), conversation, cards=collection.cards)
        query = collection.understand(understood)
    except BadQuestion as error:
        return _without_answer(question, "", "sv", "error", str(error), (), Searched(documents=0, passages=0), began)
    searched = _searched(collection, filters)
    language = query.language

    def without(state: State, text: str, closest: tuple[Hit, ...] = ()) -> Answer:
        return _without_answer(question, understood, language, state, text, closest, searched, began)

    if is_no_question(understood):
        return without("not_a_question", say(language, "no_question"))
    hits = collection.search(understood, k=_SEARCHED_FOR_ANSWERS, filters=filters)
    if not hits:
        return without("not_in_documents", f"{say(language, 'not_found')} {say(language, 'no_documents')}")
    parts = [
        replace(p, document=collection.document(p.document.doc_id)) for p in _parts(collection, query, filters, hits)
    ]
    if strangers := _strangers(query):
        parts = [part for part in parts if _speaks_of(part, strangers)]
        if not parts:
            unknown = say(language, "unknown_place", names=", ".join(strangers))
            return without("not_in_documents", f"{say(language, 'not_found')} {unknown} {_said(language, searched)}")
    if "body" in intent_of(query.text).needs:
        parts = [part if part.clauses else with_body(part) for part in parts]
    parts = drop_unsupported(parts)
    if not parts:
        text = f"{say(language, 'not_found')} {_said(language, searched)}"
        return without("not_in_documents", text, tuple(hits[:_CLOSEST]))
    cards = {card.doc_id: card for card in collection.cards}
    composer = Composer(language=language, glossary=load_glossary(), cards=cards, day=_day(collection, filters))
    try:
        lines = [composer.add(part) for part in parts]
    except CitationMismatch:
        return without("error", say(language, "mismatch"))
    whole = answers_every_half(intent_of(query.text), parts)
    extractive = Answer(
        question=question,
        understood=understood,
        language=language,
        state=_state(parts, whole=whole),
        text=_text(lines, language, parts) + ("" if whole else f"\n{say(language, 'partial')}"),
        confidence=max(part.confidence for part in parts),
        statements=tuple(composer.statements),
        citations=tuple(composer.citations),
        closest=(),
        searched=searched,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )
    return phrased(extractive, collection, day=_day(collection, filters))


def _state(parts: Sequence[Part], *, whole: bool) -> State:
    if len({part.choice for part in parts if part.choice}) > 1:
        return "ambiguous"
    return "answered" if whole else "partial"


def _strangers(query: Query) -> tuple[str, ...]:
    """Municipalities without a document that the question is about."""
    return () if query.scope.municipalities else query.scope.unknown_municipalities


def _speaks_of(part: Part, names: Sequence[str]) -> bool:
    """Whether what is quoted names one of the municipalities, which then is its topic ('samverkan med Göteborg')."""
    said = fold(" ".join(part.document.text[a:b] for a, b in part.quotes))
    return any(re.search(rf"\b{re.escape(fold(name))}s?\b", said) for name in names)


def judge(collection: Searchable, query: Query, intent: Intent, hits: Sequence[Hit]) -> list[tuple[Candidate, float]]:
    """Every candidate of the passages found with the probability that it answers, best first."""
    candidates = read(query, intent, hits[:READ], collection, load_glossary())
    judged = list(zip(candidates, load_confidence().probabilities(candidates), strict=True))
    judged.sort(key=lambda pair: (-pair[1], pair[0].hit.rank, pair[0].start))
    return judged


def _parts(collection: Searchable, query: Query, filters: Filters, hits: Sequence[Hit]) -> list[Part]:
    """What answers, by the surest way there is: the document's own metadata, a row by its number, changes, reading."""
    for answered_by in (catalogue_parts, register_parts):
        found_there = answered_by(collection, query, filters, day=_day(collection, filters))
        if found_there is not None:
            return found_there
    intent = intent_of(query.text)
    asked_about = documents_asked_about(collection.cards, query.scope, filters, _day(collection, filters))
    fields = asked_fields(query.text)
    asked_of_itself = [card for card in asked_about if is_about(fields, query.text, card)] if fields else []
    if asked_of_itself:
        found = [
            answer
            for card in with_proposals_that_differ(asked_of_itself, collection, query.scope, filters, fields)
            for answer in metadata_answers(fields, collection.document(card.doc_id))
        ]
        if found or ABSENT_IS_ANSWER.issuperset(fields):
            return parts_from_metadata(found, query.text, intent, query.language)
    number = number_asked(query.text)
    if number is not None:
        sought = sought_words(query, load_glossary())
        rows = numbered_rows(number, sought, [card.doc_id for card in asked_about], collection)
        if rows is not None:
            return [_row_part(query, intent, document, passage) for document, passage in rows]
        doc_ids = [card.doc_id for card in asked_about]
        if is_no_number_of_theirs(number, doc_ids, collection):
            return []
        if rows := rows_under_any_heading(number, doc_ids, collection):
            made = [_row_part(query, intent, document, passage) for document, passage in rows]
            return [replace(part, choice=part.passage.heading_path[-1]) for part in made[:_MOST_CHOICES]]
    changes = _changes(collection, query, intent, filters)
    if changes:
        return changes
    if intent.wanted == "compare":
        sides = [
            p
            for side in sides_compared(collection.cards, query.scope, filters)
            for p in _read(collection, query, intent, side)[:1]
        ]
        if sides:
            return sides
    narrowed = narrowed_to_status(collection.cards, query.scope, filters)
    return _read(collection, query, intent, narrowed, hits=hits if narrowed == filters else None)


def _read(
    collection: Searchable, query: Query, intent: Intent, filters: Filters, *, hits: Sequence[Hit] | None = None
) -> list[Part]:
    if hits is None:
        hits = collection.search(query.text, k=READ, filters=filters)
    judged = [(c, p) for c, p in judge(collection, query, intent, hits) if may_answer(c, intent)]
    model = load_confidence()
    if not model.answers(judged, intent):
        return []
    cards = {card.doc_id: card for card in collection.cards}
    sure = model.confidence(judged, intent)
    return parts_from_candidates(query, intent, judged, cards, confidence=sure, day=_day(collection, filters))


def _day(collection: Searchable, filters: Filters) -> date:
    """The day on which documents are in force or not."""
    return filters.as_of or collection.today


def _row_part(query: Query, intent: Intent, document: Document, passage: Passage) -> Part:
    cell = asked_cell(query, intent, document, passage)
    return part_from_row(document, passage, cell, needed_facts(intent, document, passage, cell, asked=query.text))


def _changes(collection: Searchable, query: Query, intent: Intent, filters: Filters) -> list[Part]:
    if not query.scope.wants_proposal or intent.wanted != "compare":
        return []
    pair = proposal_and_adopted(collection.cards, query.scope, filters)
    if pair is None:
        return []
    proposal, adopted = (collection.document(card.doc_id) for card in pair)
    hits = collection.search(query.text, k=3, filters=replace(filters, doc_id=proposal.doc_id))
    changes = changes_about(query.text, proposal, adopted, likely=[hit.passage for hit in hits])
    return parts_from_changes(changes, proposal, adopted)


def _searched(collection: Searchable, filters: Filters) -> Searched:
    cards = [card for card in collection.cards if card.passes(filters)]
    return Searched(documents=len(cards), passages=sum(card.n_passages for card in cards))


def _said(language: Language, searched: Searched) -> str:
    return say(language, "searched", documents=searched.documents, passages=searched.passages)


def _text(lines: Sequence[str], language: Language, parts: Sequence[Part]) -> str:
    """One statement alone, or a lead and a bullet for each; `\\n• ` parts them for whoever shows them one by one."""
    if parts[0].head:
        return "\n".join([parts[0].head, *(f"• {line}" for line in lines), *filter(None, [parts[-1].tail])])
    if len(lines) == 1:
        return lines[0]
    n = len({part.document.doc_id for part in parts})
    choices = len({part.choice for part in parts if part.choice})
    conflict = any(part.prefix.startswith(say(language, "but_elsewhere")) for part in parts)
    if conflict:
        head = say(language, "conflict")
    elif choices > 1:
        head = say(language, "ambiguous", n=count(language, choices).lower())
    else:
        head = say(language, "several", n=count(language, n)) if n > 1 else say(language, "one")
    return "\n".join([head, *(f"• {line}" for line in lines)])


def _without_answer(
    question: str,
    understood: str,
    language: Language,
    state: State,
    text: str,
    closest: tuple[Hit, ...],
    searched: Searched,
    began: float,
) -> Answer:
    return Answer(
        question=question,
        understood=understood,
        language=language,
        state=state,
        text=text,
        confidence=0.0,
        statements=(),
        citations=(),
        closest=closest,
        searched=searched,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )
