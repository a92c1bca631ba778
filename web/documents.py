"""The list of documents, and what a document says of itself beside the words that say so."""

from __future__ import annotations

import web.words as w
from index.collection import Searchable
from ingest.records import Document, Evidence
from web.facts import badge, notes, open_link, validity
from web.markup import Child, Html, tag
from web.view import Opened, View


def table_html(collection: Searchable, view: View, doc_ids: list[str]) -> Html:
    """One row a document. The table scrolls sideways by itself on a narrow screen, also by keyboard."""
    columns = (w.DOCUMENT, w.MUNICIPALITY, w.DOCUMENT_TYPE, w.STATUS, w.ADOPTED_BY, w.ADOPTED_DATE, w.VALIDITY, w.DNR)
    head = tag("tr", *(tag("th", words(view.language), scope="col") for words in columns))
    rows = [_row(collection, view, doc_id) for doc_id in doc_ids]
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="sd-table")
    return tag("div", table, class_="sd-scroll", role="region", aria_label=w.TABLE(view.language), tabindex="0")


def _row(collection: Searchable, view: View, doc_id: str) -> Html:
    document = collection.document(doc_id)
    card = next(card for card in collection.cards if card.doc_id == doc_id)
    metadata = document.metadata
    remarks = notes(card, collection, view.language)
    link = open_link(view, Opened(doc_id=doc_id), tag("span", document.title, lang="sv"), class_="sd-title")

    name = tag("div", doc_id, class_="sd-meta") if document.title != doc_id else ""

    def cell(value: Evidence | None, class_: str | None = None) -> Html:
        return tag("td", value.value, lang="sv", class_=class_) if value else tag("td", "–")

    return tag(
        "tr",
        tag("th", link, name, scope="row"),
        cell(metadata.municipality),
        cell(metadata.document_type),
        tag("td", badge(document.status, view.language), *(tag("div", note, class_="sd-meta") for note in remarks)),
        cell(metadata.adopted_by),
        cell(metadata.adopted_date, "sd-date"),
        tag("td", validity(card, view.language) or "–"),
        cell(metadata.registration_number),
    )


def details_html(document: Document, view: View) -> Html:
    """Every metadata value beside the words that say so, and the words that speak against it."""
    language = view.language
    rows: list[Html] = []
    for field, label in w.FIELDS.items():
        value: Evidence | None = getattr(document.metadata, field)
        if value is not None:
            status = w.STATUSES.get(value.value) if field == "status" else None
            shown = status(language) if status else value.value
            rows.append(_detail(document, view, label(language), shown, [value]))
    for contradiction in document.metadata.contradictions:
        name = w.FIELDS[contradiction.field](language) if contradiction.field in w.FIELDS else contradiction.field
        said = "; ".join(evidence.value for evidence in contradiction.evidence)
        rows.append(_detail(document, view, w.CONTRADICTED(language, field=name), said, list(contradiction.evidence)))
    columns = (w.FIELD, w.VALUE, w.EVIDENCE)
    head = tag("tr", *(tag("th", words(language), scope="col") for words in columns))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="sd-table sd-details")
    return tag("details", tag("summary", w.DETAILS(language)), table)


def _detail(document: Document, view: View, label: str, value: str, evidence: list[Evidence]) -> Html:
    quotes: list[Child] = []
    for one in evidence:
        opened = Opened(doc_id=document.doc_id, quote=(one.start, one.end))
        if not one.quote:
            quotes.append(w.FROM_SIDECAR(view.language))
        elif document.text[one.start : one.end] == one.quote:
            quotes.append(tag("div", open_link(view, opened, f"”{one.quote}”", class_="sd-evidence"), lang="sv"))
    return tag("tr", tag("th", label, scope="row"), tag("td", value, lang="sv"), tag("td", *quotes))
