"""The filters: which documents may answer. Every choice changes the address, which is where they live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

import web.words as w
from index.catalog import Card, same_municipality, same_type
from index.records import Filters
from web.markup import tag
from web.view import View, read_date
from web.widgets import go, show, way
from web.words import Words


def filter_panel(view: View, cards: Sequence[Card]) -> None:
    """The five filters, for the values that the collection has."""
    language = view.language
    show(tag("p", w.FILTERS(language), class_="sd-side"))
    if view.page == "ask":
        show(tag("p", w.FILTERS_HELP(language), class_="sd-meta"))
    statuses = [status for status in w.STATUSES if any(card.status == status for card in cards)]
    titles = {card.doc_id: f"{card.title} ({card.doc_id})" for card in cards}
    shown = {status: words(language) for status, words in w.STATUSES.items()} | titles
    chosen = view.filters
    fields: tuple[tuple[str, Words, list[str], str | None], ...] = (
        ("municipality", w.MUNICIPALITY, _values(cards, "municipality"), chosen.municipality),
        ("status", w.STATUS, statuses, chosen.status),
        ("document_type", w.DOCUMENT_TYPE, _values(cards, "document_type"), chosen.document_type),
        ("doc_id", w.DOCUMENT, sorted(titles, key=lambda doc_id: titles[doc_id]), chosen.doc_id),
    )
    for field, words, options, current in fields:
        if current is not None and current not in options:  # an address may name it otherwise: "boras stad"
            options = [current, *options]
        key = f"sd-filter-{field}"
        st.session_state[key] = current

        def changed(field: str = field, key: str = key) -> None:
            go(replace(view, filters=replace(view.filters, **{field: st.session_state[key]})))

        st.selectbox(
            words(language),
            options,
            format_func=lambda option: shown.get(option, option),
            key=key,
            index=None,
            placeholder=w.ALL(language),
            on_change=changed,
        )
    _day(view)
    if chosen != Filters():
        way(w.CLEAR_FILTERS(language), replace(view, filters=Filters()), "sd-clear")


def filters_line(view: View, cards: Sequence[Card]) -> str:
    """The filters in force in one line, empty without any."""
    chosen, language = view.filters, view.language
    title = next((card.title for card in cards if card.doc_id == chosen.doc_id), chosen.doc_id)
    said = [
        chosen.municipality,
        w.STATUSES[chosen.status](language) if chosen.status else None,
        chosen.document_type,
        title,
        chosen.as_of.isoformat() if chosen.as_of else None,
    ]
    return w.FILTERED_BY(language, filters=", ".join(one for one in said if one)) if any(said) else ""


def _day(view: View) -> None:
    key = "sd-filter-as-of"
    if read_date(st.session_state.get(key) or "") is not None or view.filters.as_of or key not in st.session_state:
        st.session_state[key] = view.filters.as_of.isoformat() if view.filters.as_of else ""

    def changed() -> None:
        go(replace(view, filters=replace(view.filters, as_of=read_date(st.session_state[key]))))

    st.text_input(w.AS_OF(view.language), key=key, on_change=changed, autocomplete="off")
    if st.session_state[key].strip() and view.filters.as_of is None:
        show(tag("p", w.BAD_DATE(view.language), class_="sd-note", role="alert"))


def _values(cards: Sequence[Card], field: str) -> list[str]:
    """The values a field has in the collection, spelt as most often and without doubles in other spellings."""
    same = same_municipality if field == "municipality" else same_type
    kept: list[str] = []
    for value in sorted({value for card in cards if (value := getattr(card, field))}):
        if field != "municipality" or not any(same(other, value) for other in kept):
            kept.append(value)
    return kept
