"""Answers from the register of responsibilities: what a body has to do, and which bodies have to do with something.

One statement a duty, or a body where bodies are asked for, with the words that say so; where a body stands only in the
heading over its duties, the heading is quoted too. Adopted documents come first, a scan gives way to its twin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.check import stands_in
from answer.compose import Clause, Part
from answer.facts import Fact, facts
from answer.records import Language
from answer.register_question import RegisterQuestion, register_question
from answer.wording import say
from index.catalog import Card, same_municipality
from index.collection import Searchable
from index.glossary import load_glossary
from index.query import Query
from index.records import Filters
from index.register import Entry, entries, of_body
from index.terms import fold, grams, words
from ingest.municipalities import municipality_keys
from ingest.records import Passage, Span

_MOST = 12
"""Statements; what goes beyond is in the register."""
_MOST_QUOTES = 3
"""Duties quoted of one body where bodies are asked for."""
_ALIKE = 0.5
"""Share of a topic word's 4-grams that a word must have to speak of it: "trygghet" and "trygga" share half."""
_CONFIDENCE = 0.9
"""Of the register's rows 98 % are right over the five documents, 92 % over the municipal collection
(eval/results/register-five.json and register-municipal.json)."""

_COMMITTEES = ("namnd", "styrelse", "fullmaktige", "utskott", "beredning")
_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("namnder", "styrelser", "committees", "boards"), _COMMITTEES),
    (("bolag", "companies"), ("bolag", " ab")),
    (("forvaltning", "kontor", "departments", "offices", "administrations"), ("forvaltning", "kontor", "tjanst")),
)
"""How bodies of the kind asked for are named, folded; of other kinds any body is."""


def register_parts(collection: Searchable, query: Query, filters: Filters, *, day: date) -> list[Part] | None:
    """The answer to a question about responsibilities, None for any other and where the register holds nothing."""
    names = (*query.scope.municipalities, *query.scope.unknown_municipalities)
    asked = register_question(query.text, names=names)
    if asked is None:
        return None
    cards = _asked_of(collection.cards, query, filters)
    documents = (collection.document(card.doc_id) for card in cards)
    rows = [row for row in entries(documents, cards, filters=filters, role=asked.role) if row.duty.body]
    rows = [row for row in rows if _is_about(row, asked.topics)]
    if asked.body:
        rows = of_body(rows, asked.body)
        if not rows and _is_unheard_of(asked.body, cards, collection):
            return []
    by_id = {card.doc_id: card for card in cards}
    rows.sort(key=lambda row: (_rank(by_id[row.document.doc_id], day), _adopts_it(row)))
    groups = _by_duty(rows) if asked.body else _by_body(rows, asked, by_id)
    parts = [part for group in groups if (part := _part(group, with_body=not asked.body)) is not None]
    return _framed(asked, rows, parts, query.language) if parts else None


def _asked_of(cards: Sequence[Card], query: Query, filters: Filters) -> list[Card]:
    places = query.scope.municipalities
    return [
        card
        for card in cards
        if card.passes(filters)
        and (card.twin_of is None or query.scope.wants_scan)
        and (not places or any(same_municipality(card.municipality, name) for name in places))
        and not (query.scope.wants_adopted and card.status in ("proposal", "draft"))
    ]


def _rank(card: Card, day: date) -> tuple[int, int]:
    """Adopted before what does not say, proposals last; of the adopted what may be in force first, replaced last."""
    status = {"adopted": 0, "unknown": 1, "draft": 2, "proposal": 2}[card.status]
    return status, {"in_force": 0, "unknown": 0, "replaced": 2}.get(card.force_on(day), 1)


def _adopts_it(row: Entry) -> bool:
    """Whether the duty is no more than that the body decided on the document."""
    return row.duty.role == "decide" and _passage(row).kind == "cover"


def _is_unheard_of(body: str, cards: Sequence[Card], collection: Searchable) -> bool:
    """Whether it is named as Swedish bodies are and none of the documents has the name: then nothing there answers."""
    if not any(ending in body for ending in _COMMITTEES):
        return False
    name = re.compile(rf"\b{re.escape(re.sub('(?:en|n)$', '', body))}")
    return not any(name.search(" ".join(words(collection.document(card.doc_id).text))) for card in cards)


def _is_about(row: Entry, topics: Sequence[str]) -> bool:
    """Whether the duty, its quote or the headings over it speak of each topic, or of its Swedish name."""
    if not topics:
        return True
    # a title speaks of the whole document, not of each of its duties
    title = fold(row.document.title)
    headings = [heading for heading in row.heading_path if fold(heading) not in title]
    said = [frozenset(grams(w)) for text in (row.quote, row.duty.body or "", *headings) for w in words(text)]
    return all(any(_is_said(name, said) for name in _names(topic)) for topic in topics)


def _names(topic: str) -> list[list[str]]:
    swedish = [words(term) for _, terms in load_glossary().swedish_for(topic) for term in terms]
    return [[topic], *swedish]


def _is_said(name: Sequence[str], said: Sequence[frozenset[str]]) -> bool:
    """Whether the words of the name stand there one after the other, in whatever inflection."""
    own = [frozenset(grams(word)[:-1] or grams(word)) for word in name]
    return any(
        all(len(word & have) >= _ALIKE * len(word) for word, have in zip(own, said[at:], strict=False))
        for at in range(len(said) - len(own) + 1)
    )


def _by_duty(rows: Sequence[Entry]) -> list[list[Entry]]:
    """Rows of the same words together, the longest first: a sentence may say that a body follows up and revises."""
    groups: list[list[Entry]] = []
    for row in sorted(rows, key=lambda row: row.duty.start - row.duty.end):
        same = (g for g in groups if g[0].document.doc_id == row.document.doc_id and _overlap(g[0], row))
        group = next(same, None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    order = {id(row): number for number, row in enumerate(rows)}
    return sorted(groups, key=lambda group: min(order[id(row)] for row in group))


def _overlap(a: Entry, b: Entry) -> bool:
    return a.duty.start < b.duty.end and b.duty.start < a.duty.end


def _by_body(rows: Sequence[Entry], asked: RegisterQuestion, cards: dict[str, Card]) -> list[list[Entry]]:
    """Rows of each body of each document: those whose duty itself is about the topic before those under its heading,
    bodies of the kind asked for before others; the municipality itself is none."""
    named = [row for row in rows if not _is_municipality(row, cards[row.document.doc_id])] or list(rows)
    groups: dict[tuple[str, str], list[Entry]] = {}
    for row in named:
        groups.setdefault((row.document.doc_id, row.duty.body or ""), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: not _is_about(_without_headings(row), asked.topics))
    kind = next((endings for kinds, endings in _KINDS if asked.kind.startswith(kinds)), ())
    # a stable sort: within each kind the order of documents stays
    status = {doc_id: card.status in ("proposal", "draft") for doc_id, card in cards.items()}
    return sorted(
        groups.values(),
        key=lambda group: (
            status[group[0].document.doc_id],
            bool(kind) and not any(ending in fold(group[0].duty.body or "") for ending in kind),
        ),
    )


def _without_headings(row: Entry) -> Entry:
    """The row as if no heading stood over it."""
    return Entry(document=replace(row.document, sections=()), duty=row.duty)


def _is_municipality(row: Entry, card: Card) -> bool:
    own = set(words(row.duty.body or "")) - {"stad", "stads", "kommun", "kommuns", "kommunen", "staden"}
    return not own or bool(card.municipality and own <= municipality_keys(card.municipality))


def _part(group: Sequence[Entry], *, with_body: bool) -> Part | None:
    """What the rows say, with the words that name the body; None where nothing quoted names it and it must be said."""
    document = group[0].document
    shown: list[Entry] = []
    for row in group:
        if len(shown) < _MOST_QUOTES and not any(_overlap(row, one) for one in shown):
            shown.append(row)
    quotes: list[Span] = [(row.duty.start, row.duty.end) for row in shown]
    clauses: list[Clause] = []
    body = _body_fact(shown[0])
    if body is not None:
        clauses.append(Clause(key="duty_of", fact=body))
        if not any(a <= body.start and body.end <= b for a, b in quotes):
            quotes.insert(0, (body.start, body.end))
    elif with_body:
        return None
    roles = dict.fromkeys(row.duty.role for row in group if any(_overlap(row, one) for one in shown))
    clauses += [Clause(key=f"role_{role}") for role in roles if role != "other"]
    clauses += [Clause(key="duty_of", fact=fact) for row in shown[:1] if (fact := _frequency(row)) is not None]
    return Part(
        document=document,
        passage=_passage(shown[0]),
        quotes=tuple(dict.fromkeys(quotes)),
        clauses=tuple(clauses),
        confidence=_CONFIDENCE,
    )


def _body_fact(row: Entry) -> Fact | None:
    """The body by its name, else as written ("nämnden"): in the quote, else in the nearest heading."""
    text = row.document.text
    over = [section for section in row.document.sections if section.start <= row.duty.start < section.end]
    for name in filter(None, (row.duty.body, row.duty.body_as_written)):
        if stands_in(name, row.quote):
            return Fact(kind="body", text=name, start=row.duty.start, end=row.duty.end)
        for section in reversed(over):
            at = text.find(section.heading, section.start, section.start + len(section.heading) + 80)
            if at >= 0 and stands_in(name, section.heading):
                return Fact(kind="body", text=name, start=at, end=at + len(section.heading))
    return None


def _frequency(row: Entry) -> Fact | None:
    said = row.duty.frequency
    if not said or said not in row.quote or not facts(said, "frequency"):
        return None
    start = row.duty.start + row.quote.index(said)
    return Fact(kind="frequency", text=said, start=start, end=start + len(said))


def _passage(row: Entry) -> Passage:
    """The passage the quote stands in."""
    passages = row.document.passages
    return next((p for p in passages if p.start <= row.duty.start < p.end), passages[0])


def _framed(asked: RegisterQuestion, rows: Sequence[Entry], parts: Sequence[Part], language: Language) -> list[Part]:
    """The parts with whose duties they are before them and how many more there are after them."""
    shown = list(parts[:_MOST])
    bodies = list(dict.fromkeys(row.duty.body for row in rows if row.duty.body))
    key = "head_duties" if asked.body else "head_bodies"
    head = say(language, key, body=", ".join(bodies[:3]), n=len(shown), all=len(parts))
    n_more = len(parts) - len(shown)
    shown[0] = replace(shown[0], head=head)
    shown[-1] = replace(shown[-1], tail=say(language, "more_duties", n=n_more) if n_more else "")
    return shown
