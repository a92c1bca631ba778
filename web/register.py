"""The page of the register: who has to do what, by body and role, each row with a way to its words in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

import web.words as w
from answer.register_files import NO_BODY, ROLES, register_csv, register_html, register_xlsx
from index.collection import Searchable
from index.register import Entry, entries
from web.facts import badge, dotted, open_link, page_label
from web.filters import filters_line
from web.markup import Html, tag
from web.reading import reader
from web.view import Opened, View
from web.widgets import go, show

ROWS_A_PAGE = 50
_ORDER = ("adopted", "unknown", "draft", "proposal")
_SAME = 0.6  # of the quote's length; a longer task only repeats it


def register_page(view: View, collection: Searchable) -> None:
    """The register as a table with its two choices, or the document a row was opened in."""
    language = view.language
    if view.opened:
        reader(view, view.opened, collection, heading="h1")
        return
    show(tag("h1", w.REGISTER_PAGE(language), id="sd-title"))
    show(tag("p", w.REGISTER_HELP(language), class_="sd-measure"))
    _choices(view)
    narrowed = filters_line(view, collection.cards)
    rows = register_rows(view, collection)
    show(tag("p", " ".join(part for part in (narrowed, w.REGISTER_ROWS(language, n=len(rows))) if part), role="status"))
    if not rows:
        return
    pages = -(-len(rows) // ROWS_A_PAGE)
    page = st.number_input(w.PAGE(language), 1, pages, 1, key="sd-register-page") if pages > 1 else 1
    show(rows_html(rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE], view))
    _exports(rows, view)


def register_rows(view: View, collection: Searchable) -> list[Entry]:
    """The rows that the view asks for, what is adopted first; a scan's are left out beside the text it repeats."""
    cards = [card for card in collection.cards if card.twin_of is None or card.doc_id == view.filters.doc_id]
    documents = (collection.document(card.doc_id) for card in cards if card.passes(view.filters))
    rows = entries(documents, cards, filters=view.filters, body=view.body or None, role=view.role)
    return sorted(rows, key=lambda row: _ORDER.index(row.document.status))


def rows_html(rows: Sequence[Entry], view: View) -> Html:
    """One row a duty; the quote leads to its place. The table scrolls sideways by itself on a narrow screen."""
    columns = (w.BODY, w.ROLE, w.TASK, w.DOCUMENT)
    head = tag("tr", *(tag("th", words(view.language), scope="col") for words in columns))
    table = tag("table", tag("thead", head), tag("tbody", *(_row(row, view) for row in rows)), class_="sd-table")
    label = w.REGISTER_PAGE(view.language)
    return tag("div", table, class_="sd-scroll", role="region", aria_label=label, tabindex="0")


def _row(row: Entry, view: View) -> Html:
    language, duty, document = view.language, row.duty, row.document
    often = tag("div", duty.frequency, class_="sd-meta", lang="sv") if duty.frequency else ""
    opened = Opened(doc_id=document.doc_id, quote=(duty.start, duty.end))
    quote = tag("div", open_link(view, opened, f"”{row.quote}”", class_="sd-evidence"), lang="sv")
    place = dotted((page_label(row.page, row.page_is_estimated, language), " › ".join(row.heading_path)), "sd-meta")
    body = tag("th", duty.body, scope="row", lang="sv") if duty.body else tag("th", NO_BODY[language], scope="row")
    return tag(
        "tr",
        body,
        tag("td", ROLES[language][duty.role]),
        tag("td", "" if _repeats(row) else tag("div", duty.task, lang="sv"), often, quote),
        tag("td", tag("div", document.title, lang="sv"), badge(document.status, language), place),
    )


def _repeats(row: Entry) -> bool:
    """Whether the task is most of the quote, which then says it alone."""
    return row.duty.task in row.quote and len(row.duty.task) >= _SAME * len(row.quote)


def _choices(view: View) -> None:
    """Which body, by any of its names, and which role."""
    language = view.language
    st.session_state["sd-register-body"] = view.body
    st.session_state["sd-register-role"] = view.role

    def changed() -> None:
        chosen = (st.session_state["sd-register-body"] or "").strip()
        go(replace(view, body=chosen, role=st.session_state["sd-register-role"]))

    st.text_input(w.BODY_ASKED(language), key="sd-register-body", on_change=changed, autocomplete="off", max_chars=200)
    st.selectbox(
        w.ROLE(language),
        list(ROLES[language]),
        format_func=lambda role: ROLES[language][role],
        key="sd-register-role",
        index=None,
        placeholder=w.ALL(language),
        on_change=changed,
    )


def _exports(rows: Sequence[Entry], view: View) -> None:
    """Buttons that save what is shown; the report is made to be printed."""
    language = view.language
    base = (st.context.url or "").split("?")[0]

    def link(row: Entry) -> str:
        opened = Opened(doc_id=row.document.doc_id, quote=(row.duty.start, row.duty.end))
        return base + View(language=language, page="register", opened=opened).link

    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = (
        ("csv", w.SAVE_CSV, register_csv(rows, link).encode(), "text/csv"),
        ("xlsx", w.SAVE_XLSX, register_xlsx(rows, link), workbook),
        ("html", w.SAVE_REPORT, register_html(rows, language).encode(), "text/html"),
    )
    with st.container(horizontal=True, key="sd-register-exports"):
        for suffix, words, content, mime in files:
            st.download_button(
                words(language),
                content,
                file_name=f"ansvar.{suffix}",
                mime=mime,
                key=f"sd-register-{suffix}",
                on_click="ignore",
            )
