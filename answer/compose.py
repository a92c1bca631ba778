"""Turns judged candidates into statements: which documents answer, with what, in which order, each with its citations.

Adopted documents come first and a proposal only where it was asked for or nothing adopted answers; a version that was
replaced gives way to the one that replaced it. Nothing is said that no citation carries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from answer.changes import Change
from answer.facts import Fact, FactKind, facts, kind_of, names_somebody
from answer.metadata_answers import MetadataAnswer, told_beside
from answer.polarity import is_affirmed
from answer.question import Intent
from answer.read import Candidate
from answer.records import Citation, Language, Statement
from answer.sources import gives_way
from answer.wording import fact_text, quoted, say, source_label
from index.catalog import Card
from index.glossary import Glossary
from index.query import Query
from index.terms import words
from ingest.records import Document, Evidence, Passage, RowCell, Span

_NEAR_BEST = 0.5
"""A second document answers too if its best candidate is at least this share as likely as the best of all."""
_SUPPORTS = 0.4
"""A second sentence of the same document is quoted too from this share of the best one's likelihood."""
_MOST_DOCUMENTS = 8
_MOST_SENTENCES = 3
_MOST_FACTS = 6
_EQUAL = 0.85
_MOST_ROWS = 4
METADATA_CONFIDENCE = 0.95
CHANGE_CONFIDENCE = 0.8
"""Said of what rests on metadata or on a comparison of wordings instead of a judged sentence. Of the answers at 0.9 and
above 97 % were right on the five documents (the reliability table of eval/results/five.json)."""
_FIELD_KINDS: Mapping[str, FactKind] = {
    "adopted_by": "body",
    "responsible_for_revision": "body",
    "follow_up_by": "body",
    "follow_up_frequency": "frequency",
    "adopted_date": "date",
    "revised_date": "date",
    "valid_from": "date",
    "valid_until": "date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence of the interface about a document, by its key in `answer.wording`, and the fact it tells, if any."""

    key: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One statement in the making: what is quoted of one document and what is said of it.

    `head` and `tail` are what the answer's first and last part say around all of them.
    """

    document: Document
    passage: Passage
    quotes: tuple[Span, ...]
    facts: tuple[Fact, ...] = ()
    cell: RowCell | None = None
    confidence: float
    prefix: str = ""
    clauses: tuple[Clause, ...] = ()
    head: str = ""
    tail: str = ""
    choice: str = ""
    """What the question leaves open and this part takes it to mean: a department."""


@dataclass(slots=True, kw_only=True)
class Composer:
    """Numbers citations while statements are written; verifies each against the whole document."""

    language: Language
    glossary: Glossary
    cards: Mapping[str, Card]
    day: date
    citations: list[Citation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, part: Part) -> str:
        """Append the part's statement; returns its line of the answer's text."""
        numbers = [self._cite(part.document, _passage_of(part, span), span) for span in part.quotes]
        label = source_label(part.document, self.cards[part.document.doc_id], self.language, self.day)
        said = self._said(part)
        quotes = " ".join(
            f"{quoted(part.document.text[a:b], self.language)} [{n}]"
            for (a, b), n in zip(part.quotes, numbers, strict=True)
        )
        label = f"{part.choice} – {label}" if part.choice else label
        text = (
            f"{part.prefix}{label}: {said}"
            if said
            else f"{part.prefix}{label} {say(self.language, 'says')}: "
            + " ".join(quoted(part.document.text[a:b], self.language) for a, b in part.quotes)
        )
        self.statements.append(Statement(text=text, citations=tuple(numbers)))
        return f"{part.prefix}{label}: {said} – {quotes}" if said else f"{part.prefix}{label}: {quotes}"

    def _said(self, part: Part) -> str:
        if part.clauses:
            return ", ".join(self._clause(clause) for clause in part.clauses)
        if part.cell is not None:
            value = part.document.text[part.cell.start : part.cell.end].strip()
            if not value:
                return say(self.language, "empty", header=part.cell.header)
            known = fact_text(part.facts, self.language, self.glossary) if self.language == "en" else ""
            return f"{part.cell.header}: {value}" + (f" ({known})" if known and known != value else "")
        return fact_text(part.facts, self.language, self.glossary)

    def _clause(self, clause: Clause) -> str:
        facts = [clause.fact] if clause.fact else []
        return say(self.language, clause.key, value=fact_text(facts, self.language, self.glossary))

    def _cite(self, document: Document, passage: Passage, span: Span) -> int:
        for known in self.citations:
            if (known.doc_id, known.start, known.end) == (document.doc_id, *span):
                return known.number
        card = self.cards[document.doc_id]
        citation = Citation(
            number=len(self.citations) + 1,
            doc_id=document.doc_id,
            title=document.title,
            municipality=card.municipality,
            status=card.status,
            page=passage.page,
            page_is_estimated=passage.page_is_estimated,
            heading_path=passage.heading_path,
            start=span[0],
            end=span[1],
            quote=document.text[span[0] : span[1]],
        )
        citation.verify(document)
        self.citations.append(citation)
        return citation.number


def _passage_of(part: Part, span: Span) -> Passage:
    """The passage that holds a quote: the quotes of one statement may stand on different pages."""
    inside = (p for p in part.document.passages if p.start <= span[0] and span[1] <= p.end)
    return next(inside, part.passage)


def parts_from_candidates(
    query: Query,
    intent: Intent,
    judged: Sequence[tuple[Candidate, float]],
    cards: Mapping[str, Card],
    *,
    confidence: float,
    day: date,
) -> list[Part]:
    """The parts of the answer, best and adopted first. `judged` are candidates that may answer, at least one, best
    first; `confidence` is that in the first, and others' is less as their probability is.
    """
    groups: dict[str, list[tuple[Candidate, float]]] = {}
    for c, p in judged:
        groups.setdefault(c.hit.passage.doc_id, []).append((c, p))
    chosen = _documents_that_answer(query, groups, cards, day)
    parts = [
        _part(query, intent, group)
        for doc_id in chosen[:_MOST_DOCUMENTS]
        for group in (groups[doc_id], *_equal_rows(groups[doc_id]))
    ]
    return [replace(part, confidence=confidence * part.confidence / judged[0][1]) for part in parts]


def _telling(found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Without bodies named by a common noun, where another is named."""
    return tuple(fact for fact in found if names_somebody(fact)) or found


def _equal_rows(group: Sequence[tuple[Candidate, float]]) -> list[list[tuple[Candidate, float]]]:
    """Further rows as likely as the best one, each with the cell asked for: what it costs may stand in two rows."""
    best, p = group[0]
    if best.cell is None:
        return []
    return [[(c, q)] for c, q in group[1:] if q >= _EQUAL * p and c.cell is not None and c.facts][: _MOST_ROWS - 1]


def answers_every_half(intent: Intent, parts: Sequence[Part]) -> bool:
    """Whether what is quoted holds a fact for each further half of a question in several parts."""
    said = " ".join(part.document.text[a:b] for part in parts for a, b in part.quotes)
    return all(any(facts(said, kind) for kind in kinds) for kinds in intent.also_needs)


def may_answer(candidate: Candidate, intent: Intent) -> bool:
    """Whether it can answer at all: a title says nothing, another department's row is no answer, "how much" wants an
    amount."""
    title = set(words(candidate.hit.document.title))
    if candidate.hit.passage.kind == "cover" and set(words(candidate.text)) <= title:
        return False
    if candidate.features["other_heading_asked"]:
        return False
    if intent.wanted in ("how_much", "how_many", "share", "how_often", "how_long"):
        return bool(candidate.facts) or candidate.cell is not None
    return True


def _documents_that_answer(
    query: Query, groups: Mapping[str, Sequence[tuple[Candidate, float]]], cards: Mapping[str, Card], day: date
) -> list[str]:
    best = {doc_id: group[0][1] for doc_id, group in groups.items()}
    top = max(best.values())
    near = [doc_id for doc_id, p in best.items() if p >= _NEAR_BEST * top]
    kept = [d for d in near if _may_speak(d, near, query, cards)] or near
    return sorted(kept, key=lambda d: (_standing(cards[d]), gives_way(cards[d], query.scope, day), -best[d]))


def _standing(card: Card) -> int:
    """0 adopted and not replaced, 1 replaced, 2 unknown, 3 not adopted."""
    if card.status == "adopted":
        return 1 if card.replaced_by else 0
    return 2 if card.status == "unknown" else 3


def _may_speak(doc_id: str, near: Sequence[str], query: Query, cards: Mapping[str, Card]) -> bool:
    card = cards[doc_id]
    if card.status in ("proposal", "draft"):
        return query.scope.wants_proposal or not any(_standing(cards[d]) == 0 for d in near)
    return not (card.replaced_by in near and not query.scope.years)


def _part(query: Query, intent: Intent, group: Sequence[tuple[Candidate, float]]) -> Part:
    best, p = group[0]
    passage, text = best.hit.passage, best.hit.document.text
    same_passage = [(c, q) for c, q in group[1:] if c.hit.passage.passage_id == passage.passage_id]
    quotes = [
        (best.start, best.end),
        *((c.start, c.end) for c, q in same_passage[: _MOST_SENTENCES - 1] if q >= _SUPPORTS * p),
    ]
    if not passage.cells:
        quotes = widened(quotes, passage, text)
    prefix = ""
    if intent.is_yes_no:
        prefix = say(query.language, "yes" if is_affirmed(query.text, best.text) else "no") + ". "
    return Part(
        document=best.hit.document,
        passage=passage,
        quotes=_joined(sorted(set(quotes)), text),
        facts=_telling(best.facts)[:_MOST_FACTS],
        cell=best.cell,
        confidence=p,
        prefix=prefix,
    )


# A sentence that begins so goes on from the one before and is not understood without it
_GOES_ON = re.compile(
    r"(?:Det|Detta|Dessa|Den|De|Där|Då|Därefter|Dock|Denna|Här|Med det|I detta|Av dessa|Hen|Han|Hon|Samma|Sådan\w*)\b"
)


def widened(quotes: Sequence[Span], passage: Passage, text: str) -> list[Span]:
    """The quotes with what belongs to them: the list a lead-in announces, a neighbour that one cannot do without."""
    sentences = list(passage.sentences)
    out = list(quotes)
    for quote in quotes:
        if quote not in sentences:
            continue
        at = sentences.index(quote)
        said = text[quote[0] : quote[1]].rstrip()
        announces = said.endswith(":") or (passage.kind == "list" and at == 0 and said[-1:] not in ".!?")
        if announces:
            out += sentences[at + 1 :]
            continue
        if at and _GOES_ON.match(said):
            out.append(sentences[at - 1])
        if at + 1 < len(sentences) and _GOES_ON.match(text[sentences[at + 1][0] :]):
            out.append(sentences[at + 1])
    return out


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Neighbouring spans as one quote."""
    out: list[Span] = []
    for start, end in spans:
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def parts_from_metadata(
    answers: Sequence[MetadataAnswer], question: str, intent: Intent, language: Language
) -> list[Part]:
    """One part a document with all that was asked of it, and one more for each piece of evidence against it."""
    out: list[Part] = []
    for doc_id in dict.fromkeys(a.document.doc_id for a in answers):
        chosen = [a for a in answers if a.document.doc_id == doc_id and not a.contradicts]
        against = [a for a in answers if a.document.doc_id == doc_id and a.contradicts]
        if chosen:
            out.append(_metadata_part(chosen, question, intent, language))
        for one in against:
            part = _metadata_part([one], question, intent, language)
            out.append(replace(part, prefix=say(language, "but_elsewhere") + " – "))
    return out


def _metadata_part(answers: Sequence[MetadataAnswer], question: str, intent: Intent, language: Language) -> Part:
    values = [_as_fact(a.evidence, a.field) for a in answers]
    for answer in answers:
        values += [_as_fact(e, "beside") for e in told_beside(answer)]
    prefix = ""
    if intent.is_yes_no:
        said = " ".join(a.evidence.value for a in answers)
        of_status = [a.evidence.value for a in answers if a.field == "status"]
        yes = of_status[0] == "adopted" if of_status else is_affirmed(question, said)
        prefix = say(language, "yes" if yes else "no") + ". "
    first = answers[0]
    return Part(
        document=first.document,
        passage=first.passage,
        quotes=_joined(sorted({a.quote for a in answers}), first.document.text),
        facts=tuple(values),
        confidence=METADATA_CONFIDENCE,
        prefix=prefix,
    )


def _as_fact(evidence: Evidence, field_name: str) -> Fact:
    kind = _FIELD_KINDS.get(field_name) or kind_of(evidence.value)
    return Fact(kind=kind, text=evidence.value, start=evidence.start, end=evidence.end)


def parts_from_changes(changes: Sequence[Change], proposal: Document, adopted: Document) -> list[Part]:
    """What a proposal says otherwise, and the adopted wording it stands for."""
    if not changes:
        return []
    new = Part(
        document=proposal,
        passage=changes[0].passage,
        quotes=_joined([c.proposed for c in changes], proposal.text),
        confidence=CHANGE_CONFIDENCE,
    )
    old_spans = sorted({c.adopted for c in changes if c.adopted is not None})
    old_passages = [c.adopted_passage for c in changes if c.adopted_passage is not None]
    if not old_spans:
        return [new]
    old = Part(
        document=adopted,
        passage=old_passages[0],
        quotes=_joined(old_spans, adopted.text),
        confidence=CHANGE_CONFIDENCE,
    )
    return [new, old]


def part_from_row(document: Document, passage: Passage, cell: RowCell | None, found: Sequence[Fact]) -> Part:
    """A row that was asked for by its number."""
    return Part(
        document=document,
        passage=passage,
        quotes=((passage.start, passage.end),),
        facts=tuple(found),
        cell=cell,
        confidence=METADATA_CONFIDENCE,
    )
