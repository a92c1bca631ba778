"""One question and its answer as the page shows them: statements with numbered citations, then the sources quoted."""

from __future__ import annotations

from dataclasses import dataclass

import web.words as w
from answer.records import Answer, Citation, Statement
from index.collection import Searchable
from index.records import Hit
from web.facts import badge, dotted, notes, open_link, page_label, understood_otherwise
from web.markup import Html, join, tag
from web.view import Opened, View
from web.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question of the conversation, the answer to it, and what the page around them needs."""

    number: int
    answer: Answer
    view: View
    collection: Searchable

    @property
    def language(self) -> Language:
        """The language of the interface; the answer keeps its own."""
        return self.view.language


def turn_html(turn: Turn) -> Html:
    """The whole turn; its heading is the question."""
    answer = turn.answer
    parts: list[Html] = [
        tag(
            "h2",
            tag("span", w.YOU_ASKED(turn.language), ": ", class_="sd-hidden"),
            answer.question,
            class_="sd-question",
        )
    ]
    if understood_otherwise(answer):
        parts.append(tag("p", w.UNDERSTOOD(turn.language, question=answer.understood), class_="sd-understood"))
    parts.append(_body(turn))
    if answer.citations:
        parts.append(tag("h3", w.SOURCES(turn.language)))
        parts.append(tag("ol", *(tag("li", _source(turn, c)) for c in answer.citations), class_="sd-sources"))
    if answer.closest and not answer.citations:
        parts.append(tag("h3", w.CLOSEST(turn.language)))
        parts.append(tag("ul", *(tag("li", _closest(turn, hit)) for hit in answer.closest), class_="sd-sources"))
    return tag("section", *parts, class_="sd-turn", id=f"sd-turn-{turn.number}")


def announcement(answer: Answer, language: Language) -> str:
    """What a screen reader says once when the answer has come."""
    found = w.N_SOURCES(language, count=len(answer.citations)) if answer.citations else ""
    return " ".join(part for part in (w.STATES[answer.state](language) + ".", answer.text, found) if part)


def _body(turn: Turn) -> Html:
    answer = turn.answer
    parts: list[Html] = []
    if answer.state != "answered":
        parts.append(tag("p", w.STATES[answer.state](turn.language), class_="sd-state"))
    if answer.statements:
        lead, bullets, _ = answer.text.partition("\n• ")
        if bullets:  # such as that the documents say different things
            parts.append(tag("p", lead, lang=answer.language))
        parts.append(
            tag(
                "ul",
                *(_statement(turn, one) for one in answer.statements),
                class_="sd-statements",
                lang=answer.language,
            )
        )
        # what stands below the list, such as how many more there are; of a partial answer its state says it already
        if bullets and answer.state == "answered" and (tail := answer.text.rpartition("\n• ")[2].partition("\n")[2]):
            parts.append(tag("p", tail, lang=answer.language))
    elif answer.text:
        parts.append(tag("p", answer.text, class_="sd-text", lang=answer.language))
    if answer.phrased_by:
        parts.append(tag("p", w.PHRASED_BY(turn.language, model=answer.phrased_by), class_="sd-meta"))
    return tag("div", *parts, class_=f"sd-answer sd-answer-{answer.state}")


def _statement(turn: Turn, statement: Statement) -> Html:
    cited = [c for c in turn.answer.citations if c.number in statement.citations]
    return tag("li", statement.text, " ", *(_marker(turn, citation) for citation in cited))


def _marker(turn: Turn, citation: Citation) -> Html:
    """'[2]' that opens the passage, with its status beside it unless it is adopted."""
    hidden = tag("span", f" {w.OPEN_SOURCE(turn.language)}", class_="sd-hidden", lang=turn.language)
    link = open_link(turn.view, _place(citation), f"[{citation.number}]", hidden, class_="sd-cite")
    return link if citation.status == "adopted" else join([link, badge(citation.status, turn.language)])


def _place(citation: Citation) -> Opened:
    return Opened(doc_id=citation.doc_id, quote=(citation.start, citation.end))


def _source(turn: Turn, citation: Citation) -> Html:
    return _card(
        turn,
        number=f"[{citation.number}]",
        title=citation.title,
        status=badge(citation.status, turn.language),
        quote=citation.quote,
        opened=_place(citation),
        facts=[
            citation.municipality or "",
            page_label(citation.page, citation.page_is_estimated, turn.language),
            _path(citation.heading_path),
        ],
    )


def _closest(turn: Turn, hit: Hit) -> Html:
    passage, document = hit.passage, hit.document
    return _card(
        turn,
        number="",
        title=document.title,
        status=badge(document.status, turn.language),
        quote=hit.text,
        quote_class="sd-clamped",
        opened=Opened(doc_id=document.doc_id, quote=(passage.start, passage.end)),
        facts=[
            document.municipality or "",
            page_label(passage.page, passage.page_is_estimated, turn.language),
            _path(passage.heading_path),
        ],
    )


def _card(
    turn: Turn,
    *,
    number: str,
    title: str,
    status: Html,
    quote: str,
    opened: Opened,
    facts: list[Html | str],
    quote_class: str | None = None,
) -> Html:
    card = next((card for card in turn.collection.cards if card.doc_id == opened.doc_id), None)
    warned = notes(card, turn.collection, turn.language) if card else []
    spoken = tag("span", f" {number} {title}", class_="sd-hidden")
    return tag(
        "article",
        tag(
            "p",
            tag("span", number, class_="sd-number") if number else "",
            tag("cite", title, lang="sv"),
            status,
            class_="sd-source-head",
        ),
        tag("blockquote", quote, lang="sv", class_=quote_class),
        dotted(facts, "sd-meta"),
        *(tag("p", note, class_="sd-note") for note in warned),
        open_link(turn.view, opened, w.OPEN_PASSAGE(turn.language), spoken, class_="sd-open"),
        class_="sd-source",
    )


def _path(heading_path: tuple[str, ...]) -> Html | str:
    return tag("span", " › ".join(heading_path), lang="sv") if heading_path else ""
