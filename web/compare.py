"""The page that compares two documents: which two, the changes, and each quote's way to its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

import web.words as w
from answer.comparison import CannotCompare, compare_in
from answer.comparison_records import Comparison, Quote
from index.catalog import Card, same_municipality
from index.collection import Searchable
from web.comparison_html import comparison_html, comparison_page
from web.facts import open_link
from web.markup import Html, tag
from web.reading import reader
from web.view import Opened, View
from web.widgets import go, show


def compare_page(view: View, collection: Searchable, generation: str) -> None:
    """Two choices and what they make, or the document that a quote was opened in."""
    language = view.language
    if view.opened:
        reader(view, view.opened, collection, heading="h1")
        return
    show(tag("h1", w.COMPARE_PAGE(language), id="sd-title"))
    show(tag("p", w.COMPARE_HELP(language), class_="sd-measure"))
    chosen = view.compared or likely_pair(collection.cards)
    _choices(view, collection.cards, chosen)
    if chosen is None or "" in chosen:
        show(tag("p", w.COMPARE_TWO(language), class_="sd-state sd-measure"))
        return
    compared = _compared(view, collection, generation, chosen)
    if compared is None:
        return
    show(comparison_html(compared, language, link_to=lambda quote, name: _link(view, quote, name)))
    st.download_button(
        w.SAVE_HTML(language),
        comparison_page(compared, language).encode(),
        file_name="jamforelse.html",
        mime="text/html",
        key="sd-compare-html",
        on_click="ignore",
    )


def likely_pair(cards: Sequence[Card]) -> tuple[str, str] | None:
    """A proposal and what it may be about, else a replaced document and what replaced it, else the first two."""
    for proposal in cards:
        if proposal.status == "proposal":
            for card in cards:
                of_one = proposal.municipality and same_municipality(card.municipality, proposal.municipality)
                if card.status == "adopted" and of_one and card.twin_of is None:
                    return card.doc_id, proposal.doc_id
    for card in cards:
        if card.replaced_by:
            return card.doc_id, card.replaced_by
    return (cards[0].doc_id, cards[1].doc_id) if len(cards) > 1 else None


def _choices(view: View, cards: Sequence[Card], chosen: tuple[str, str] | None) -> None:
    titles = {card.doc_id: f"{card.title} ({card.doc_id})" for card in cards}
    keys = ("sd-compare-a", "sd-compare-b")
    for key, doc_id in zip(keys, chosen or ("", ""), strict=True):
        st.session_state[key] = doc_id if doc_id in titles else None

    def changed() -> None:
        a, b = (st.session_state[key] or "" for key in keys)
        go(replace(view, compared=(a, b)))

    for key, words in zip(keys, (w.COMPARE_FROM, w.COMPARE_TO), strict=True):
        st.selectbox(
            words(view.language),
            sorted(titles, key=lambda doc_id: titles[doc_id]),
            format_func=lambda doc_id: titles.get(doc_id, doc_id),
            key=key,
            index=None,
            placeholder=w.CHOOSE_DOCUMENT(view.language),
            on_change=changed,
        )


def _compared(view: View, collection: Searchable, generation: str, chosen: tuple[str, str]) -> Comparison | None:
    """The comparison, kept for the session; None with a sentence where the two cannot be compared."""
    kept = st.session_state.setdefault("sd-compared", {})
    key = (generation, *chosen)
    if key not in kept:
        try:
            with st.spinner(w.COMPARING(view.language)):
                made = compare_in(collection, *chosen)
        except CannotCompare:
            show(tag("p", w.CANNOT_COMPARE(view.language), class_="sd-state sd-measure", role="alert"))
            return None
        kept.clear()  # one is enough: documents may be large
        kept[key] = made
    compared: Comparison = kept[key]
    return compared


def _link(view: View, quote: Quote, name: str) -> Html:
    return open_link(view, Opened(doc_id=quote.doc_id, quote=(quote.start, quote.end)), name, class_="sd-open")
