"""Questions that the register of responsibilities answers, and what is answered with which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from index_cases import ROOT

from answer.engine import ask
from answer.records import Answer
from answer.register_question import register_question
from eval.questions import load_questions
from index.collection import Collection
from ingest.municipalities import find_municipalities

TODAY = date(2026, 5, 4)
KNOWN = ["Borås Stad", "Uddevalla kommun", "Västerås stad", "Ängsholms kommun", "Norrviks stad", "Tallåsa kommun"]

OF_A_BODY = [
    ("what is Arbetslivsnämnden responsible for?", "arbetslivsnamnden", ()),
    ("whats arbetslivsnamnden responsible for", "arbetslivsnamnden", ()),
    ("Vad ansvarar socialnämnden för i Norrvik?", "socialnamnden", ()),
    ("vad har kommunstyrelsen för ansvar i Västerås", "kommunstyrelsen", ()),
    ("Vilka uppgifter har barn- och utbildningsförvaltningen?", "barn och utbildningsforvaltningen", ()),
    ("What does the executive board have to do?", "executive board", ()),
    ("What are the responsibilities of the City Council?", "city council", ()),
    ("What are Kommunledningskontoret's duties?", "kommunledningskontoret", ()),
    ("What is Borås Stad responsible for?", "boras stad", ()),
    ("Vad ansvarar socialnämnden för när det gäller boende?", "socialnamnden", ("boende",)),
]


@pytest.mark.parametrize(("question", "body", "topics"), OF_A_BODY)
def test_a_question_about_a_body(question: str, body: str, topics: tuple[str, ...]) -> None:
    """The body is what is left when the words of asking and the place are taken away."""
    asked = register_question(question, names=find_municipalities(question, KNOWN))
    assert asked is not None
    assert (asked.body, asked.topics) == (body, topics)


OF_A_TOPIC = [
    ("Vilka nämnder ansvarar för något om trygghet?", ("trygghet",)),
    ("which committees have duties about housing?", ("housing",)),
    ("Vilka förvaltningar i Uddevalla ansvarar för sfi?", ("sfi",)),
    ("vem har något ansvar kring folkhälsa?", ("folkhalsa",)),
    ("Which departments in Norrvik deal with elderly care?", ("elderly", "care")),
]


@pytest.mark.parametrize(("question", "topics"), OF_A_TOPIC)
def test_a_question_about_a_topic(question: str, topics: tuple[str, ...]) -> None:
    """Bodies in the plural, or "something": the topic is what is left."""
    asked = register_question(question, names=find_municipalities(question, KNOWN))
    assert asked is not None
    assert (asked.body, asked.topics) == ("", topics)


NOT_ASKED = [
    "Vem följer upp programmet?",
    "Vilken nämnd samordnar Borås rent och snyggt?",
    "Who is responsible for revising the programme?",
    "Vilka nämnder har antagit en handlingsplan?",
    "Vad gör Borås åt hedersförtryck?",
    "What does the programme say about work?",
    "Vilka ansvarar för något?",
]


@pytest.mark.parametrize("question", NOT_ASKED)
def test_who_does_one_thing_is_read_in_the_documents(question: str) -> None:
    """Neither a body is asked of nor bodies about a topic."""
    assert register_question(question, names=find_municipalities(question, KNOWN)) is None


def test_questions_of_the_sets_are_read() -> None:
    """None of the questions of all sets is one for the register: each asks for one thing in the text."""
    questions = [
        question.question
        for name in ("five", "municipal", "villages")
        for question in load_questions(ROOT / "eval" / "collections" / name / "questions.jsonl")
    ]
    assert [q for q in questions if register_question(q, names=find_municipalities(q, KNOWN))] == []


@pytest.fixture(scope="module")
def then(both: Collection) -> Iterator[Collection]:
    """The thirteen documents, opened as of a fixed day."""
    collection = Collection(both.folder.parent.parent, encoder=both.encoder, today=TODAY)
    yield collection
    collection.close()


def checked(answer: Answer, collection: Collection) -> list[str]:
    """The quotes, read back; each statement has some, and what is only proposed says so and comes last."""
    assert answer.state == "answered"
    for citation in answer.citations:
        citation.verify(collection.document(citation.doc_id))
    statuses = {citation.number: citation.status for citation in answer.citations}
    proposed = [statuses[statement.citations[0]] == "proposal" for statement in answer.statements]
    assert proposed == sorted(proposed)
    for statement, is_proposed in zip(answer.statements, proposed, strict=True):
        assert statement.citations
        assert ("FÖRSLAG" in statement.text or "PROPOSAL" in statement.text) is is_proposed
    return [citation.quote for citation in answer.citations]


def test_what_a_body_is_responsible_for(then: Collection) -> None:
    """Each duty is one statement with its words; facts are in English for English, and a scan gives way to its twin."""
    answer = ask(then, "what is Arbetslivsnämnden responsible for?")
    quotes = checked(answer, then)
    assert any(quote.startswith("Programmet följs upp vartannat år av Arbetslivsnämnden") for quote in quotes)
    assert "follows up, revises, every other year (every two years)" in answer.text
    assert not any(citation.doc_id == "boras-program-skannad" for citation in answer.citations)
    assert all("Arbetslivsnämnd" in statement.text for statement in answer.statements)


def test_which_bodies_have_to_do_with_a_topic(then: Collection) -> None:
    """One statement a body, committees first where those are asked for; the municipality itself is none."""
    answer = ask(then, "Vilka nämnder i Borås ansvarar för något om trygghet?")
    quotes = checked(answer, then)
    assert "Fritid- och folkhälsonämnden" in answer.statements[0].text
    assert any("samordnar arbetet med Borås rent och snyggt" in quote for quote in quotes)
    assert not any("): Borås Stad," in statement.text for statement in answer.statements)


def test_a_body_that_stands_in_the_heading_is_quoted_from_there(then: Collection) -> None:
    """A row under "4.1 Socialtjänsten" names nobody itself: the heading is cited beside it."""
    answer = ask(then, "Vad ansvarar Socialtjänsten för i Uddevalla?")
    quotes = checked(answer, then)
    assert any("Socialtjänsten" in quote and len(quote) < 30 for quote in quotes)
    assert all("Socialtjänsten" in statement.text for statement in answer.statements)


def test_a_body_that_the_documents_do_not_name(then: Collection) -> None:
    """Norrvik has no socialnämnd: the duties of its other committees are no answer."""
    answer = ask(then, "Vad ansvarar socialnämnden för i Norrvik?")
    assert (answer.state, answer.citations) == ("not_in_documents", ())


def test_a_body_of_nowhere(then: Collection) -> None:
    """A municipality without documents is answered for by none."""
    assert ask(then, "Vad ansvarar socialnämnden för i Göteborg?").state == "not_in_documents"
