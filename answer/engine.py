"""Answers a question from a collection: understand, search, read, judge, compose, check.

The same question over the same collection gives the same answer.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from answer.check import drop_unsupported
from answer.compose import Composer, Part, parts_from_candidates, parts_from_metadata
from answer.confidence import load_confidence
from answer.followup import resolve
from answer.metadata_answers import MetadataAnswer, asked_fields, metadata_answers
from answer.question import Intent, intent_of, is_no_question
from answer.read import READ, Candidate, read
from answer.records import Answer, Language, Searched, State
from answer.wording import count, say
from index.catalog import Card, same_municipality
from index.collection import NO_FILTERS, Searchable
from index.glossary import load_glossary
from index.query import BadQuestion, Query, clean_question
from index.records import Filters, Hit

_SEARCHED_FOR_ANSWERS = 12
"""Passages asked of search: those that are read, and a few more to offer as closest."""
_CLOSEST = 3


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
    searched = _searched(collection, query, filters)
    language = query.language
    if is_no_question(understood):
        return _without_answer(
            question, understood, language, "not_a_question", say(language, "no_question"), (), searched, began
        )
    if query.scope.unknown_municipalities and not query.scope.municipalities:
        text = say(language, "unknown_place", names=", ".join(query.scope.unknown_municipalities))
        text = f"{say(language, 'not_found')} {text} {_said_searched(language, searched)}"
        return _without_answer(question, understood, language, "not_in_documents", text, (), searched, began)
    hits = collection.search(understood, k=_SEARCHED_FOR_ANSWERS, filters=filters)
    if not hits:
        text = f"{say(language, 'not_found')} {say(language, 'no_documents')}"
        return _without_answer(question, understood, language, "not_in_documents", text, (), searched, began)
    parts = _parts(collection, query, hits, filters)
    composer = Composer(language=language, glossary=load_glossary(), cards={c.doc_id: c for c in collection.cards})
    whole = [replace(part, document=collection.document(part.document.doc_id)) for part in parts]
    lines = [composer.add(part) for part in drop_unsupported(whole)]
    if not lines:
        text = f"{say(language, 'not_found')} {_said_searched(language, searched)}"
        closest = tuple(hits[:_CLOSEST])
        return _without_answer(
            question, understood, language, "not_in_documents", text, closest, searched, began,
            confidence=1 - _best_probability(collection, query, hits),
        )  # fmt: skip
    return Answer(
        question=question,
        understood=understood,
        language=language,
        state="answered",
        text=_text(lines, language, parts),
        confidence=max(part.confidence for part in parts),
        statements=tuple(composer.statements),
        citations=tuple(composer.citations),
        closest=(),
        searched=searched,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )


def judge(collection: Searchable, query: Query, hits: Sequence[Hit]) -> tuple[Intent, list[tuple[Candidate, float]]]:
    """Every candidate of the passages found with the probability that it answers, best first."""
    intent = intent_of(query.text)
    candidates = read(query, intent, hits[:READ], collection, load_glossary())
    judged = list(zip(candidates, load_confidence().probabilities(candidates), strict=True))
    judged.sort(key=lambda pair: (-pair[1], pair[0].hit.rank, pair[0].start))
    return intent, judged


def _parts(collection: Searchable, query: Query, hits: Sequence[Hit], filters: Filters) -> list[Part]:
    from_metadata = _from_metadata(collection, query, filters)
    if from_metadata:
        return parts_from_metadata(from_metadata, query.language)
    intent, judged = judge(collection, query, hits)
    cards = {card.doc_id: card for card in collection.cards}
    return parts_from_candidates(query, intent, judged, cards, answers_from=load_confidence().answers_from)


def _best_probability(collection: Searchable, query: Query, hits: Sequence[Hit]) -> float:
    _, judged = judge(collection, query, hits)
    return judged[0][1] if judged else 0.0


def _from_metadata(collection: Searchable, query: Query, filters: Filters) -> list[MetadataAnswer]:
    fields = asked_fields(query.text)
    if not fields:
        return []
    out: list[MetadataAnswer] = []
    for card in _documents_asked_about(collection.cards, query, filters):
        document = collection.document(card.doc_id)
        for field in fields:
            found = metadata_answers(field, document)
            if found:
                out += found
                break
    return out


def _documents_asked_about(cards: Sequence[Card], query: Query, filters: Filters) -> list[Card]:
    scope = query.scope
    within = [
        c
        for c in cards
        if c.passes(filters)
        and (not scope.municipalities or any(same_municipality(c.municipality, m) for m in scope.municipalities))
        and (c.twin_of is None or scope.wants_scan)
    ]
    proposals = [c for c in within if c.status in ("proposal", "draft")]
    if scope.wants_proposal and proposals:
        return proposals
    in_force = [c for c in within if c.status == "adopted" and not c.replaced_by]
    return in_force or [c for c in within if c not in proposals] or proposals


def _searched(collection: Searchable, query: Query, filters: Filters) -> Searched:
    cards = [card for card in collection.cards if card.passes(filters)]
    return Searched(documents=len(cards), passages=sum(card.n_passages for card in cards))


def _said_searched(language: Language, searched: Searched) -> str:
    return say(language, "searched", documents=searched.documents, passages=searched.passages)


def _text(lines: Sequence[str], language: Language, parts: Sequence[Part]) -> str:
    if len(lines) == 1:
        return lines[0]
    documents = {part.document.doc_id for part in parts}
    head = say(language, "several", n=count(language, len(documents)))
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
    *,
    confidence: float = 1.0,
) -> Answer:
    return Answer(
        question=question,
        understood=understood,
        language=language,
        state=state,
        text=text,
        confidence=confidence,
        statements=(),
        citations=(),
        closest=closest,
        searched=searched,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )
