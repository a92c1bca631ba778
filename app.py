"""Styrdok in the browser: ask, read the cited answer, open each quote in its document. Run with `styrdok app`.

Widgets only: what is shown follows from the address (`web.view`), answers from `answer.engine`, and every text from
a document or a question becomes HTML in `web.markup` alone. Widgets' labels are Markdown, so they are the interface's
own words, never a document's.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

import web.words as w
from index.catalog import same_municipality
from index.collection import Searchable
from index.query import LONGEST_QUESTION, BadQuestion, clean_question
from web.answer import Turn, announcement, turn_html
from web.compare import compare_page
from web.export import answer_csv, answer_text
from web.filters import filter_panel, filters_line
from web.markup import tag
from web.reading import documents_page, reader, shown_name
from web.register import register_page
from web.session import Engine, Problem, ask_verified, data_folder, open_collection, real_engine
from web.view import Page, View, read_view
from web.widgets import choose, go, icon, show, way

HERE = Path(__file__).parent
PAGES: dict[Page, w.Words] = {
    "ask": w.ASK_PAGE,
    "register": w.REGISTER_PAGE,
    "compare": w.COMPARE_PAGE,
    "documents": w.DOCUMENTS_PAGE,
}


def main(engine: Engine | None = None) -> None:
    """One run of the page: read the address, show what it says."""
    view = read_view({key: st.query_params.get_all(key) for key in st.query_params})
    page = PAGES[view.page]
    title = w.PAGE_TITLE(view.language, page=page(view.language))
    st.set_page_config(page_title=title, page_icon=icon(), layout="wide")
    st.html(HERE / "web" / "page.css")
    script = st.container()
    say: dict[str, Any] = {"turn": "", "number": 0, "say": ""}
    with st.sidebar:
        choices(view)
    try:
        engine = engine or real_engine()
        collection, generation = open_collection(engine, data_folder())
        with st.sidebar:
            conversation_choices(view, collection)
        say |= body(view, engine, collection, generation)
    except Problem as problem:
        problem_page(view, problem)
    with script:
        page_script(view, say)


def page_script(view: View, say: dict[str, Any]) -> None:
    """Mount the page's script with what it is to do now; a click on a link to a passage comes back through it."""

    def open_clicked() -> None:
        link = st.session_state["sd-page"].get("open")
        if link:
            go(replace(view, opened=read_view(parse_qs(str(link).removeprefix("?"))).opened))

    st.components.v2.component("styrdok_page", js=(HERE / "web" / "page.js").read_text(encoding="utf-8"))(
        key="sd-page",
        data={
            "lang": view.language,
            "labels": {name: words(view.language) for name, words in w.LABELS.items()},
            "opened": shown_name(view.opened),
            "quoted": bool(view.opened and view.opened.quote),
            **say,
        },
        on_open_change=open_clicked,
        height="content",
    )


def choices(view: View) -> None:
    """Page and language."""
    language = view.language
    choose(w.PAGE(language), {page: words(language) for page, words in PAGES.items()}, view.page,
           lambda page: go(replace(view, page=page, opened=None)))  # fmt: skip
    choose(w.LANGUAGE(language), {"sv": w.SWEDISH(language), "en": w.ENGLISH(language)}, language,
           lambda chosen: go(replace(view, language=chosen)))  # fmt: skip


def conversation_choices(view: View, collection: Searchable) -> None:
    """The filters, and a new start."""
    if view.page in ("ask", "register"):
        filter_panel(view, collection.cards)
        if view.page == "ask" and view.questions:
            way(w.START_OVER(view.language), replace(view, questions=(), opened=None), "sd-start-over")


def body(view: View, engine: Engine, collection: Searchable, generation: str) -> dict[str, Any]:
    """The page's main part; returns what is to be announced."""
    if view.page == "documents":
        documents_page(view, collection)
        return {}
    if view.page == "register":
        register_page(view, collection)
        return {}
    if view.page == "compare":
        compare_page(view, collection, generation)
        return {}
    place, beside = (st.columns([11, 10], gap="medium")) if view.opened else (st.container(), None)
    prompt = w.FOLLOW_UP if view.questions else w.QUESTION
    with st.container(key="sd-ask"):  # in a container Streamlit does not scroll to the bottom, past the answer's start
        typed = st.chat_input(prompt(view.language), key="sd-question")
    if typed is not None and submit(view, typed, place):
        st.rerun()
    with place:
        said = conversation(view, engine, collection, generation)
    if beside is not None and view.opened:
        with beside, st.container(key="sd-reader"):
            reader(view, view.opened, collection, heading="h2")
    return said


def submit(view: View, typed: str, place: Any) -> bool:
    """Take up a typed question; one that cannot be read gets a sentence above the conversation."""
    try:
        go(view.asked(clean_question(typed)))
    except BadQuestion:
        long = len(typed) > LONGEST_QUESTION
        words = w.LONG_QUESTION(view.language, length=len(typed), longest=LONGEST_QUESTION)
        message = words if long else w.EMPTY_QUESTION(view.language)
        show(tag("p", message, class_="sd-state sd-measure", role="alert"), place)
        return False
    return True


def conversation(view: View, engine: Engine, collection: Searchable, generation: str) -> dict[str, Any]:
    """Heading, every question with its answer, or the invitation to ask."""
    language = view.language
    if not view.questions:
        welcome(view, collection)
        return {}
    show(tag("h1", w.PRODUCT(language), id="sd-title"))
    narrowed = filters_line(view, collection.cards)
    if narrowed:
        show(tag("p", narrowed, class_="sd-meta"))
    said: dict[str, Any] = {}
    understood: list[str] = []
    answers = st.session_state.setdefault("sd-answers", {})
    for number, question in enumerate(view.questions, start=1):
        key = (generation, view.filters, *view.questions[:number])
        if key not in answers:
            try:
                with st.spinner(w.SEARCHING(language)):
                    asked = ask_verified(engine, collection, question, filters=view.filters, conversation=understood)
            except Problem as problem:
                show_problem(view, problem)
                return {}
            answers[key] = asked
        understood.append(answers[key].understood or question)
        turn = Turn(number=number, answer=answers[key], view=view, collection=collection)
        show(turn_html(turn))
        exports(turn)
        said = {"turn": repr(key), "number": number, "say": announcement(turn.answer, language)}
    return said


def welcome(view: View, collection: Searchable) -> None:
    """The first screen: what this is, and questions to try."""
    language = view.language
    show(
        tag(
            "div",
            tag("h1", w.PRODUCT(language), id="sd-title"),
            tag("p", w.TAGLINE(language), class_="sd-lead"),
            tag("p", w.INTRODUCTION(language)),
            tag("p", w.COLLECTION_SIZE(language, documents=len(collection.cards)), class_="sd-meta"),
            tag("h2", w.EXAMPLES(language)),
            class_="sd-measure",
        )
    )
    for number, (about, words) in enumerate(w.EXAMPLE_QUESTIONS):
        if not about or any(same_municipality(card.municipality, about) for card in collection.cards):
            way(words(language), view.asked(words(language)), f"sd-example-{number}")


def exports(turn: Turn) -> None:
    """Buttons that save an answer; file names are ours, never a document's."""
    if turn.answer.state in ("not_a_question", "error"):
        return
    base = (st.context.url or "").split("?")[0]
    makers = (("txt", w.SAVE_TEXT, answer_text, "text/plain"), ("csv", w.SAVE_CSV, answer_csv, "text/csv"))
    with st.container(horizontal=True, key=f"sd-exports-{turn.number}"):
        for suffix, words, make, mime in makers:
            st.download_button(
                words(turn.language),
                make(turn.answer, replace(turn.view, opened=None), base).encode(),
                file_name=f"styrdok-{turn.number}.{suffix}",
                mime=mime,
                key=f"sd-{suffix}-{turn.number}",
                on_click="ignore",
            )


def problem_page(view: View, problem: Problem) -> None:
    """Nothing can be asked: the heading and why."""
    show(tag("h1", w.PRODUCT(view.language), id="sd-title"))
    show_problem(view, problem)


def show_problem(view: View, problem: Problem) -> None:
    """One sentence, and the command that helps."""
    place = str(data_folder())
    show(tag("p", problem.words(view.language, place=place), class_="sd-state sd-measure", role="alert"))
    if problem.command:
        command = f"styrdok ingest {w.FOLDER(view.language)} --data {place}"
        show(tag("code", command, class_="sd-command sd-measure"))


if __name__ == "__main__":
    main()
