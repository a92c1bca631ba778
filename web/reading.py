"""Reading documents: the panel with an opened passage, and the page that lists the collection."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import web.words as w
from index.collection import Searchable
from web.documents import details_html, table_html
from web.facts import notes
from web.markup import tag
from web.reader import STEP, head_html, quote_of, text_html, window_of
from web.view import Opened, View
from web.widgets import show, way

DOCUMENTS_A_PAGE = 50


def documents_page(view: View, collection: Searchable) -> None:
    """The collection as a table, or one document of it."""
    language = view.language
    if view.opened:
        reader(view, view.opened, collection, heading="h1")
        return
    show(tag("h1", w.DOCUMENTS_PAGE(language), id="sd-title"))
    show(tag("p", w.DOCUMENTS_HELP(language), class_="sd-measure"))
    doc_ids = [card.doc_id for card in collection.cards]
    pages = -(-len(doc_ids) // DOCUMENTS_A_PAGE)
    page = st.number_input(w.PAGE(language), 1, pages, 1, key="sd-table-page") if pages > 1 else 1
    show(table_html(collection, view, doc_ids[(page - 1) * DOCUMENTS_A_PAGE : page * DOCUMENTS_A_PAGE]))
    show(tag("p", w.HOW_TO_ADD(language), class_="sd-meta"))


def reader(view: View, opened: Opened, collection: Searchable, *, heading: str) -> None:
    """The opened document at the quote, with the ways onwards."""
    language = view.language
    close = (w.CLOSE if view.page == "ask" else w.BACK_TO_LIST)(language)
    closed = replace(view, opened=None)
    try:
        document = collection.document(opened.doc_id)
    except KeyError:
        show(tag("p", w.NO_DOCUMENT(language), class_="sd-state", role="alert"))
        way(close, closed, "sd-close")
        return
    opened = replace(opened, quote=quote_of(document, opened))
    card = next((card for card in collection.cards if card.doc_id == opened.doc_id), None)
    remarks = notes(card, collection, language) if card else []
    window = window_of(document, opened)
    here = replace(opened, part=None, whole=False)
    with st.container(key="sd-head"):
        show(head_html(document, card, remarks, shown=shown_name(view.opened), level=heading, language=language))
        with st.container(horizontal=True, key="sd-ways"):
            if window.part is not None:
                before = replace(opened, part=max(window.part - STEP, 0))
                after = replace(opened, part=min(window.part + STEP, window.last_part))
                way(w.PREVIOUS(language), replace(view, opened=before), "sd-previous", possible=window.part > 0)
                way(w.NEXT(language), replace(view, opened=after), "sd-next", possible=window.part < window.last_part)
            if opened.part is not None and opened.quote is not None:
                way(w.TO_QUOTE(language), replace(view, opened=here), "sd-to-quote")
            whole = replace(here, whole=not opened.whole)
            way((w.EXCERPT if opened.whole else w.WHOLE)(language), replace(view, opened=whole), "sd-whole")
            way(close, closed, "sd-close")
    show(details_html(document, view))
    show(text_html(document, window, opened.quote, language))


def shown_name(opened: Opened | None) -> str:
    """A name for what is open: focus moves when it changes, not at each step of Previous and Next."""
    return View(opened=replace(opened, part=None)).link if opened else ""
