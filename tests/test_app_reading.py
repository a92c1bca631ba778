"""Opening a quote in its document, the list of documents, and the files an answer is kept in."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from app_cases import ADOPTED, HOSTILE, PROPOSAL, answer
from app_pages import Shown, elements, html_of, page, press, text_of
from hypothesis import given
from hypothesis import strategies as st

from web.export import COLUMNS, answer_csv, answer_text
from web.reader import quote_of, text_html, window_of
from web.view import Opened, View

WHO = "Vem följer upp programmet?"


def test_a_link_to_a_passage_shows_the_quote_in_its_document() -> None:
    """The quote is marked word for word with the text around it, and the document's status stands above."""
    quote = "Arbetslivsnämnden ska årligen följa upp programmet."
    at = page(open=PROPOSAL.doc_id, at=f"0-{len(quote)}")
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html_of(at)) == [quote]
    assert "Det här är ett förslag. Det är inte antaget." in text_of(at)
    assert HOSTILE[0] in text_of(at)


def test_previous_next_and_whole_document() -> None:
    """A reader can go on from the quote, return to it, and see everything."""
    start = ADOPTED.text.index("Stycke nummer 6")
    at = page(open=ADOPTED.doc_id, at=f"{start}-{start + 15}")
    assert "Stycke nummer 12" not in text_of(at)
    at = press(at, "Nästa")
    assert "Stycke nummer 11" in text_of(at)
    at = press(at, "Till citatet")
    assert "Stycke nummer 11" not in text_of(at)
    assert elements(at, "mark")
    at = press(at, "Hela dokumentet")
    assert "Stycke nummer 12" in text_of(at)
    assert "Programmet gäller alla nämnder." in text_of(at)
    at = press(at, "Stäng")
    assert "open" not in at.query_params


@pytest.mark.parametrize("span", ["0-999999", "999998-999999", "5-2", "x"])
def test_a_quote_that_does_not_fit_is_not_marked(span: str) -> None:
    """Better nothing highlighted than the wrong words."""
    at = page(open=ADOPTED.doc_id, at=span)
    assert not elements(at, "mark")
    assert not at.exception


@given(st.integers(0, len(PROPOSAL.text)), st.integers(0, len(PROPOSAL.text)), st.integers(0, 20))
def test_the_reader_shows_the_text_as_it_is(a: int, b: int, part: int) -> None:
    """Whatever is marked, the whole document reads letter for letter as stored; a window is a piece of it."""
    quote = (min(a, b), max(a, b)) if a != b else None
    adopted = replace(PROPOSAL, metadata=ADOPTED.metadata)
    whole = window_of(adopted, Opened(doc_id="d", quote=quote, whole=True))
    shown = Shown(text_html(adopted, whole, quote, "sv").source)
    assert shown.text == PROPOSAL.text
    opened = Opened(doc_id="d", quote=quote, part=part)
    window = window_of(adopted, opened)
    piece = Shown(text_html(adopted, window, quote_of(adopted, opened), "sv").source).text
    assert piece == PROPOSAL.text[window.start : window.end]
    centred = window_of(adopted, replace(opened, part=None))
    assert quote is None or (centred.start <= quote[0] and quote[1] <= centred.end)


def test_a_document_that_is_gone_gets_a_sentence() -> None:
    """A link to a document that was forgotten says so."""
    assert "Dokumentet finns inte i samlingen" in text_of(page(open="borta"))


def test_the_documents_page_lists_the_collection() -> None:
    """Every document with its metadata; opening one shows what it says of itself."""
    at = page(page="documents")
    text = text_of(at)
    for part in (ADOPTED.title, "Borås", "program", "Antaget", "t.o.m. 2025", "Förslag", "Okänd status"):
        assert (part in text) == (part != "Okänd status")
    at = page(page="documents", open=ADOPTED.doc_id)
    assert "Uppgifter och belägg" in text_of(at)
    assert "Gäller till och med" in text_of(at)


def test_an_answer_can_be_kept_as_text() -> None:
    """The text file has the question, each quote word for word, where it stands, and its address."""
    text = answer_text(answer(WHO, "answered"), View(questions=(WHO,)), "http://localhost:8501/")
    for part in (WHO, "[1]", "boras/program", "vartannat år.", "Förslag", "http://localhost:8501/?q=Vem", *HOSTILE):
        assert part in text


def test_an_answer_can_be_kept_as_csv() -> None:
    """One row a citation, with document id and quote; nothing that a spreadsheet runs as a formula."""
    formula = replace(answer(WHO, "answered"), question="=1+1")
    written = answer_csv(formula, View(), "http://localhost:8501/")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert [row["doc_id"] for row in rows] == ["boras/program", "boras/forslag", "boras/forslag"]
    assert rows[2]["quote"] == "\n\n".join(HOSTILE)
    assert rows[0]["question"] == "'=1+1"
