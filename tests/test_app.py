"""The application's pages without a browser: what they show in every state."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import app_cases
import pytest
from app_cases import ADOPTED
from app_pages import elements, labels, page, press, said, text_of

import web.words
from index.query import LONGEST_QUESTION
from index.records import Filters
from web.words import LANGUAGES, Words

ROOT = Path(__file__).parent.parent
WHO = "Vem följer upp programmet?"


# answers


def test_an_answer_shows_statements_with_numbers_and_sources() -> None:
    """Each statement carries its number; each source its quote, title, municipality, status, page and headings."""
    at = page(q=[WHO])
    text = text_of(at)
    assert "Uppgifterna skiljer sig åt:" in text
    assert "Påstående 1" in text
    assert [link["data-open"] for link in elements(at, "a", "sd-cite")] == [
        link["data-open"] for link in elements(at, "a", "sd-open")
    ]
    for part in ("[1]", ADOPTED.title, "Borås", "Antaget", "s. ~1", "Inledning", "vartannat år.", "Förslag"):
        assert part in text
    assert all(quote["lang"] == "sv" for quote in elements(at, "blockquote"))
    assert len(elements(at, "h1")) == 1
    assert len(elements(at, "h2")) == 1


def test_a_proposal_is_labelled_at_the_statement_and_at_the_source() -> None:
    """A citation of a proposal carries its status in words wherever it stands; an adopted one does at its source."""
    at = page(q=[WHO])
    assert len(elements(at, "span", "sd-proposal")) == 4
    assert len(elements(at, "span", "sd-adopted")) == 1


def test_an_expired_document_says_so() -> None:
    """A source whose time has run out is marked, since it is not in force today."""
    assert "Giltighetstiden har gått ut (2025)" in text_of(page(q=[WHO]))


@pytest.mark.parametrize(("question", "state"), app_cases.ANSWERS.items())
def test_every_state_is_shown_in_words(question: str, state: str) -> None:
    """The state of an answer is said, and only an answer has sources."""
    at = page(q=[question])
    text = text_of(at)
    if state != "answered":
        assert web.words.STATES[state]("sv") in text
    assert ("Källor" in text) == (state in ("answered", "partial", "ambiguous"))
    assert ("Närmast, men svarar inte" in text) == (state == "not_in_documents")
    assert not at.exception


def test_nothing_is_a_source_when_the_answer_is_not_in_the_documents() -> None:
    """What came closest has no number and cannot be saved as an answer."""
    at = page(q=["Vilken färg har brandbilarna?"])
    assert not elements(at, "a", "sd-cite")
    assert not elements(at, "span", "sd-number")
    assert ADOPTED.title in text_of(at)


def test_a_follow_up_shows_how_it_was_understood() -> None:
    """Earlier questions go along as they were understood, and the page says what it took the new one for."""
    at = page(q=[WHO, "och i Västerås?"])
    assert f"Tolkad som: {WHO} och i Västerås?" in text_of(at)
    assert app_cases.CALLS[-1]["conversation"] == (WHO,)
    assert "Tolkad som" not in text_of(page(q=[WHO]))


def test_a_wrong_quote_is_never_shown() -> None:
    """A citation that does not match its document stops the answer with a sentence."""
    at = page(q=["Fel citat?"])
    assert "Ett citat stämde inte" in text_of(at)
    assert "Kommunstyrelsen" not in text_of(at)


def test_a_typed_question_becomes_the_address() -> None:
    """Asking puts the question in the address, and the answer below it."""
    at = page()
    at.chat_input[0].set_value(WHO).run()
    assert said(at, "q") == [WHO]
    assert "Påstående 1" in text_of(at)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * 10_000, f"10000 tecken och högst {LONGEST_QUESTION}"),
        ("   ", "Frågan är tom"),
        ("\u200b", "Frågan är tom"),
    ],
)
def test_a_question_that_cannot_be_read_gets_one_sentence(typed: str, said: str) -> None:
    """Too long or empty: the page says so and asks nothing."""
    at = page()
    at.chat_input[0].set_value(typed).run()
    assert said in text_of(at)
    assert not app_cases.CALLS
    assert "q" not in at.query_params


def test_example_questions_ask_themselves() -> None:
    """Pressing an example asks it; none is about a municipality that the collection does not have."""
    assert "Vem har antagit programmet i Västerås?" not in labels(page())
    at = press(page(), WHO)
    assert said(at, "q") == [WHO]
    assert "Påstående 1" in text_of(at)


def test_the_same_question_is_asked_once() -> None:
    """Opening a source does not ask the engine again."""
    at = page(q=[WHO])
    at.query_params["open"] = ADOPTED.doc_id
    at.run()
    assert len(app_cases.CALLS) == 1


# filters and language


def test_filters_live_in_the_address_and_reach_the_engine() -> None:
    """Choosing a filter changes the address; an address sets the filter."""
    at = page(q=[WHO])
    at.selectbox(key="sd-filter-status").set_value("proposal").run()
    assert said(at, "status") == ["proposal"]
    assert app_cases.CALLS[-1]["filters"] == Filters(status="proposal")
    at.text_input(key="sd-filter-as-of").set_value("2024-05-31").run()
    assert app_cases.CALLS[-1]["filters"] == Filters(status="proposal", as_of=date(2024, 5, 31))
    assert "Avgränsat till: Förslag, 2024-05-31" in text_of(at)
    at = press(at, "Rensa avgränsningen")
    assert "status" not in at.query_params

    at = page(municipality="Borås", type="program", doc=ADOPTED.doc_id, on="2024-01-02")
    assert at.selectbox(key="sd-filter-municipality").value == "Borås"
    assert at.selectbox(key="sd-filter-doc_id").value == ADOPTED.doc_id
    assert at.text_input(key="sd-filter-as-of").value == "2024-01-02"


def test_a_date_that_is_none_is_not_a_filter() -> None:
    """What cannot be read as a date gets a sentence."""
    at = page(q=[WHO])
    at.text_input(key="sd-filter-as-of").set_value("i fjol").run()
    assert "Datumet läses inte" in text_of(at)
    assert "on" not in at.query_params


def test_the_language_switch_changes_the_page_and_its_address() -> None:
    """English is one press away and stays in the address; the conversation stays too."""
    at = page(q=[WHO])
    at.radio(key="sd-choice-sv,en").set_value("en").run()
    assert said(at, "lang") == ["en"]
    assert said(at, "q") == [WHO]
    assert "Sources" in text_of(at)
    assert "Källor" not in text_of(at)


def test_starting_over_forgets_the_questions() -> None:
    """The conversation goes, language and filters stay."""
    at = press(page(q=[WHO], lang="en", status="adopted"), "Start over")
    assert "q" not in at.query_params
    assert said(at, "status") == ["adopted"]


# what goes wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("failure", "words"),
    [("none", web.words.NO_COLLECTION), ("damaged", web.words.DAMAGED), ("other", web.words.UNREADABLE)],
)
def test_a_collection_that_cannot_be_opened_gets_one_sentence_and_the_command(
    failure: str, words: Words, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing ingested, damaged, unreadable: what is wrong, what to do, and no stack trace."""
    monkeypatch.setenv("STYRDOK_DATA", "some/where")
    at = page(failure, lang=language, q=[WHO])
    assert not at.exception
    assert words(language, place=str(Path("some/where"))) in text_of(at)  # type: ignore[arg-type]
    assert "styrdok ingest" in text_of(at)


def test_an_index_of_another_model_gets_one_sentence() -> None:
    """The model is compared at the first question; the page says what to do."""
    at = page(q=["Annan modell?"])
    assert not at.exception
    assert "annan språkmodell" in text_of(at)
    assert len(elements(at, "h1")) == 1


def test_the_server_tells_nobody_and_shows_no_traces() -> None:
    """No usage statistics, no look-up of an outside address, no stack traces."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["server"]["address"] == "localhost"
    for name in ("web/page.css", "web/page.js"):
        assert "//fonts" not in (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|https?://", (ROOT / name).read_text(encoding="utf-8"))
