"""Turns judged candidates into statements: which documents answer, with what, in which order, each with its citations.

Adopted documents come first and a proposal only where it was asked for or nothing adopted answers; a version that was
replaced gives way to the one that replaced it. Nothing is said that no citation carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from answer.facts import Fact
from answer.metadata_answers import MetadataAnswer
from answer.polarity import is_affirmed
from answer.question import Intent
from answer.read import Candidate
from answer.records import Citation, Language, Statement
from answer.wording import fact_text, quoted, say, source_label
from index.catalog import Card
from index.glossary import Glossary
from index.query import Query
from ingest.records import Document, Passage, RowCell, Span

_NEAR_BEST = 0.5
"""A second document answers too if its best candidate is at least this share as likely as the best of all."""
_SUPPORTS = 0.7
"""A second sentence of the same document is quoted too from this share of the best one's likelihood."""
_MOST_DOCUMENTS = 8
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One statement in the making: what is quoted of one document and what is said of it."""

    document: Document
    passage: Passage
    quotes: tuple[Span, ...]
    facts: tuple[Fact, ...] = ()
    cell: RowCell | None = None
    confidence: float
    prefix: str = ""


@dataclass(slots=True, kw_only=True)
class Composer:
    """Numbers citations while statements are written; verifies each against the whole document."""

    language: Language
    glossary: Glossary
    cards: Mapping[str, Card]
    citations: list[Citation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, part: Part) -> str:
        """Append the part's statement; returns its line of the answer's text."""
        numbers = [self._cite(part.document, part.passage, span) for span in part.quotes]
        label = source_label(part.document, self.cards[part.document.doc_id], self.language)
        said = self._said(part)
        quotes = " ".join(
            f"{quoted(part.document.text[a:b], self.language)} [{n}]"
            for (a, b), n in zip(part.quotes, numbers, strict=True)
        )
        text = (
            f"{part.prefix}{label}: {said}"
            if said
            else f"{part.prefix}{label} {say(self.language, 'says')}: "
            + " ".join(quoted(part.document.text[a:b], self.language) for a, b in part.quotes)
        )
        self.statements.append(Statement(text=text, citations=tuple(numbers)))
        return f"{part.prefix}{label}: {said} – {quotes}" if said else f"{part.prefix}{label}: {quotes}"

    def _said(self, part: Part) -> str:
        if part.cell is not None:
            value = part.document.text[part.cell.start : part.cell.end].strip()
            if not value:
                return say(self.language, "empty", header=part.cell.header)
            known = fact_text(part.facts, self.language, self.glossary) if self.language == "en" else ""
            return f"{part.cell.header}: {value}" + (f" ({known})" if known and known != value else "")
        return fact_text(part.facts, self.language, self.glossary)

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


def parts_from_candidates(
    query: Query,
    intent: Intent,
    judged: Sequence[tuple[Candidate, float]],
    cards: Mapping[str, Card],
    *,
    answers_from: float,
) -> list[Part]:
    """The parts of the answer, best and adopted first; empty where nothing is likely enough to answer."""
    likely = [(c, p) for c, p in judged if p >= answers_from]
    if not likely:
        return []
    groups: dict[str, list[tuple[Candidate, float]]] = {}
    for c, p in sorted(likely, key=lambda pair: (-pair[1], pair[0].start)):
        groups.setdefault(c.hit.passage.doc_id, []).append((c, p))
    chosen = _documents_that_answer(query, intent, groups, cards)
    prefix = ""
    parts = []
    for doc_id in chosen[:_MOST_DOCUMENTS]:
        group = groups[doc_id]
        parts.append(_part(query, intent, group, prefix))
    return parts


def _documents_that_answer(
    query: Query, intent: Intent, groups: Mapping[str, Sequence[tuple[Candidate, float]]], cards: Mapping[str, Card]
) -> list[str]:
    best = {doc_id: group[0][1] for doc_id, group in groups.items()}
    top = max(best.values())
    near = [doc_id for doc_id, p in best.items() if p >= _NEAR_BEST * top]
    if intent.wanted == "compare":
        return sorted(near, key=lambda d: (_standing(cards[d]), -best[d]))
    kept = [d for d in near if _may_speak(d, near, query, cards)]
    wanted = kept or near
    first = max(wanted, key=lambda d: best[d])
    ordered = sorted(wanted, key=lambda d: (_standing(cards[d]), -best[d]))
    if query.scope.wants_proposal:
        ordered.sort(key=lambda d: _standing(cards[d]) == 0)
    # the best answer leads among documents of the same standing only
    return (
        sorted(ordered, key=lambda d: d != first)
        if _standing(cards[first]) == 0 or query.scope.wants_proposal
        else ordered
    )


def _standing(card: Card) -> int:
    """0 adopted and not replaced, 1 replaced, 2 unknown, 3 not adopted."""
    if card.status == "adopted":
        return 1 if card.replaced_by else 0
    return 2 if card.status == "unknown" else 3


def _may_speak(doc_id: str, near: Sequence[str], query: Query, cards: Mapping[str, Card]) -> bool:
    card = cards[doc_id]
    if card.status in ("proposal", "draft"):
        return query.scope.wants_proposal or not any(_standing(cards[d]) == 0 for d in near)
    if card.replaced_by in near and not query.scope.years:
        return False
    if query.scope.wants_proposal:
        return not any(cards[d].status in ("proposal", "draft") for d in near)
    return True


def _part(query: Query, intent: Intent, group: Sequence[tuple[Candidate, float]], prefix: str) -> Part:
    best, p = group[0]
    quotes = [(best.start, best.end)]
    same_passage = [(c, q) for c, q in group[1:] if c.hit.passage.passage_id == best.hit.passage.passage_id]
    most = 12 if intent.wanted == "list" and best.hit.passage.kind == "list" else _MOST_SENTENCES
    for c, q in same_passage:
        if q >= _SUPPORTS * p and len(quotes) < most:
            quotes.append((c.start, c.end))
    if intent.is_yes_no:
        prefix = say(query.language, "yes" if is_affirmed(query.text, best.text) else "no") + ". "
    return Part(
        document=best.hit.document,
        passage=best.hit.passage,
        quotes=_joined(sorted(quotes), best.hit.document.text),
        facts=best.facts[:6],
        cell=best.cell,
        confidence=p,
        prefix=prefix,
    )


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Neighbouring spans as one quote."""
    out: list[Span] = []
    for start, end in spans:
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def parts_from_metadata(answers: Sequence[MetadataAnswer], language: Language) -> list[Part]:
    """One part a document, and one more for each piece of evidence that contradicts it."""
    out = []
    for answer in answers:
        kind_facts = (
            _as_fact(answer.evidence.value, answer.field, answer.quote),
            *(
                _as_fact(e.value, "follow_up_frequency", answer.quote)
                for e in answer.beside
                if e.value != answer.evidence.value
            ),
        )
        prefix = say(language, "but_elsewhere") + " – " if answer.contradicts else ""
        out.append(
            Part(
                document=answer.document,
                passage=answer.passage,
                quotes=(answer.quote,),
                facts=kind_facts,
                confidence=0.95,
                prefix=prefix,
            )
        )
    return out


def _as_fact(value: str, field_name: str, quote: Span) -> Fact:
    kinds = {
        "adopted_by": "body", "responsible_for_revision": "body", "follow_up_by": "body",
        "follow_up_frequency": "frequency",
        "adopted_date": "date", "revised_date": "date", "valid_from": "date", "valid_until": "date",
    }  # fmt: skip
    return Fact(kind=kinds.get(field_name, "number"), text=value, start=quote[0], end=quote[1])  # type: ignore[arg-type]


def with_prefix(part: Part, prefix: str) -> Part:
    """The part with something said before it."""
    return replace(part, prefix=prefix + part.prefix)
