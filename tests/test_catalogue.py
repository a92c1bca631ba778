"""Questions about the collection itself: which are seen as such, what they ask, what is answered with which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from index_cases import ROOT

from answer.catalogue_answers import catalogue_parts
from answer.catalogue_question import Kind, catalogue_question
from answer.catalogue_time import time_of
from answer.engine import ask
from answer.records import Answer
from eval.questions import load_questions
from index.collection import NO_FILTERS, Collection
from index.records import Filters
from ingest.municipalities import find_municipalities
from web.answer import Turn, turn_html
from web.view import View

TODAY = date(2026, 5, 4)
KNOWN = ["Borås Stad", "Uddevalla kommun", "Västerås stad", "Ängsholms kommun", "Norrviks stad", "Tallåsa kommun"]

ASKED: list[tuple[str, Kind, bool]] = [
    ("which programmes are in force today?", "in_force", False),
    ("vilka styrdokument gäller i Uddevalla?", "in_force", False),
    ("vilka styrdokumment gäler i udevalla nu", "in_force", False),
    ("what applied in 2010?", "in_force", False),
    ("Vad gällde i Borås 2024?", "in_force", False),
    ("vad gäller i dag", "in_force", False),
    ("lista alla gällande riktlinjer", "in_force", False),
    ("Hur många program är i kraft just nu?", "in_force", False),
    ("Do you have any policies that are still valid?", "in_force", False),
    ("Gäller Uddevallas program fortfarande?", "in_force", True),
    ("Is the Västerås programme still in force?", "in_force", True),
    ("vilka dokument har gått ut?", "expired", False),
    ("Which documents are out of date?", "expired", False),
    ("vilka program gäller inte längre?", "expired", False),
    ("Has the Borås programme expired?", "expired", True),
    ("vilka program gäller inte?", "not_in_force", False),
    ("Which programmes were not in effect in 2009?", "not_in_force", False),
    ("which documents have no end date?", "endless", False),
    ("Vilka program gäller tills vidare?", "endless", False),
    ("Which programmes expire next year?", "ends", False),
    ("vilka planer löper ut 2026", "ends", False),
    ("which documents are only proposals?", "not_adopted", False),
    ("Vilka dokument är inte antagna än?", "not_adopted", False),
    ("vilka förslag finns i samlingen?", "not_adopted", False),
    ("Vilka dokument antogs 2008?", "adopted", False),
    ("which policies have been adopted?", "adopted", False),
    ("När antogs vart och ett av programmen?", "adopted_when", False),
    ("When were the documents adopted?", "adopted_when", False),
    ("When does each programme expire?", "ends_when", False),
    ("När går dokumenten ut?", "ends_when", False),
    ("what documents do you have?", "all", False),
    ("Vilka dokument finns från Norrvik?", "all", False),
]


@pytest.mark.parametrize(("question", "kind", "asks_one"), ASKED)
def test_a_question_about_the_collection(question: str, kind: Kind, asks_one: bool) -> None:
    """Swedish and English, colloquial and misspelt; nothing in it is left over to be looked for in titles."""
    asked = catalogue_question(question, names=find_municipalities(question, KNOWN), today=TODAY)
    assert asked is not None
    assert (asked.kind, asked.asks_one, asked.topics) == (kind, asks_one, ())


NOT_ASKED = [
    "Vem följer upp programmet?",
    "När antogs programmet?",
    "Är programmet antaget?",
    "Vem antog programmen?",
    "Who approved the plans?",
    "Till och med vilket år gäller programmet?",
    "Hur länge gäller programmet?",
    "Vilka gäller programmet för?",
    "Vilka omfattas av riktlinjen?",
    "Gäller programmet för bolagen?",
    "Vad gäller?",
    "Vad gäller vid sjukdom?",
    "What applies to new employees?",
    "Gäller programmet till och med 2023 eller 2025?",
    "Vilket är det övergripande målet?",
    "Vilka förslag har kommit in?",
    "How many?",
]


@pytest.mark.parametrize("question", NOT_ASKED)
def test_a_question_about_one_document_or_its_content(question: str) -> None:
    """It is left to whoever reads documents; so is one with a word that no title can hold."""
    asked = catalogue_question(question, names=(), today=TODAY)
    assert asked is None or asked.topics


def test_questions_of_the_sets_are_about_content(both: Collection) -> None:
    """Of the questions over the thirteen documents, one is about the collection: whether a guideline still applies."""
    found = [
        question.question
        for name in ("five", "municipal")
        for question in load_questions(ROOT / "eval" / "collections" / name / "questions.jsonl")
        if catalogue_parts(both, both.understand(question.question), NO_FILTERS, day=TODAY) is not None
    ]
    assert found == ["Gäller riktlinjen VON 2021.214 fortfarande efter den 1 januari 2025?"]


def test_questions_of_no_set_ask_for_documents_alone() -> None:
    """None of them, whatever the collection, holds words of asking, time, decisions and documents alone."""
    caught = [
        question.question
        for name in ("five", "municipal", "villages")
        for question in load_questions(ROOT / "eval" / "collections" / name / "questions.jsonl")
        for asked in [
            catalogue_question(question.question, names=find_municipalities(question.question, KNOWN), today=TODAY)
        ]
        if asked is not None and not asked.topics
    ]
    assert caught == []


TIMES = [
    ("what applied in 2010?", "2010-01-01", "2010-12-31", ()),
    ("Vad gällde den 1 mars 2010?", "2010-03-01", "2010-03-01", ()),
    ("What was in force on March 1st, 2010?", "2010-03-01", "2010-03-01", ()),
    ("What was in force in May 2010?", "2010-05-01", "2010-05-31", ()),
    ("Vad gällde mellan 2008 och 2010?", "2008-01-01", "2010-12-31", ()),
    ("Vad gällde för fem år sedan?", "2021-01-01", "2021-12-31", ()),
    ("Which expire next year?", "2027-01-01", "2027-12-31", ()),
    ("Vad gäller i dag?", None, None, ()),
    ("Gäller planen från 2014 fortfarande?", None, None, ("2014",)),
    ("Gäller planen fortfarande efter den 1 januari 2025?", "2025-01-01", "2025-01-01", ()),
]


@pytest.mark.parametrize(("question", "first", "last", "years"), TIMES)
def test_the_time_asked_of(question: str, first: str | None, last: str | None, years: tuple[str, ...]) -> None:
    """A day, a month, a year or a span; a year that names a document is no time."""
    time = time_of(question, TODAY)
    said = [day.isoformat() if day else None for day in (time.first, time.last)]
    assert (said, time.years) == ([first, last], years)


@pytest.fixture(scope="module")
def then(both: Collection) -> Iterator[Collection]:
    """The thirteen documents, opened as of a fixed day."""
    collection = Collection(both.folder.parent.parent, encoder=both.encoder, today=TODAY)
    yield collection
    collection.close()


def told(answer: Answer, collection: Collection) -> set[str]:
    """The documents that answer; every quote is read back and every statement has one."""
    assert answer.state == "answered"
    for citation in answer.citations:
        citation.verify(collection.document(citation.doc_id))
    assert all(statement.citations for statement in answer.statements)
    return {citation.doc_id for citation in answer.citations}


VASTERAS, UDDEVALLA, BORAS = "vasteras-integrationsprogram-2008", "uddevalla-program-2007-2011", "boras-program-2023"
ANGSHOLM = "angsholm-program-integration-2022-2026"
ANSWERS = [
    ("which programmes are in force today?", {VASTERAS, ANGSHOLM}),
    ("Vilka program gäller i Borås?", {BORAS}),  # none does: it is told when its programme did
    ("what applied in 2010?", {VASTERAS, UDDEVALLA}),
    ("Vilka program gällde i januari 2008?", {UDDEVALLA}),
    ("Vilka program gällde inte 2010?", {BORAS, ANGSHOLM}),
    ("vilka program saknar slutdatum?", {VASTERAS}),
    ("vilka program har gått ut?", {UDDEVALLA, BORAS}),
    ("which documents are only proposals?", {"boras-alternativt-forslag", "angsholm-yrkande-integrationsprogram"}),
    ("Which riktlinjer are in force in Tallåsa?", {"tallasa-riktlinje-aldreomsorg-2025"}),
    ("Which programmes expire this year?", {ANGSHOLM}),
    ("När antogs alla program?", {VASTERAS, UDDEVALLA, BORAS, ANGSHOLM}),
    ("Which climate plans are in force?", {"tallasa-klimat-energiplan-2024-2030"}),
]


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
def test_documents_told_of(question: str, expected: set[str], then: Collection) -> None:
    """The documents that the question means, each with the words of its metadata that decide; never a scan."""
    assert told(ask(then, question), then) == expected


def test_what_is_not_said_is_told_as_such(then: Collection) -> None:
    """No last day is "anger inget slutdatum"; how many are left out stands below; facts are in English for English."""
    answer = ask(then, "vilka program gäller idag?")
    assert "Västerås stad, program (antagen): antaget 2008-10-10, anger inget slutdatum – ”" in answer.text
    assert answer.text.startswith("Gäller i dag (2026-05-04), såvitt dokumenten säger (2 av 4):")
    assert answer.text.endswith("Övriga: 2 har gått ut.")
    answer = ask(then, "which programmes are in force today?")
    assert "adopted 2008-10-10, states no end date – “Antaget av kommunstyrelsen 2008-10-10”" in answer.text


def test_yes_or_no_of_one_document(then: Collection) -> None:
    """Whether a document still applies depends on the day asked of, not on whether it was adopted."""
    said = {
        "Gäller Uddevallas program fortfarande?": "Nej. Uddevalla kommun, program (antagen, gällde till och med 2011)",
        "Is the Västerås programme still in force?": "Yes. Västerås stad, programme (adopted)",
        "Has the Borås programme expired?": "Yes. Borås Stad, programme (adopted, applied until 2025)",
        "Was the Borås programme in force in 2024?": "Yes. Borås Stad, programme",
        "Gäller riktlinjen VON 2021.214 fortfarande?": "Nej. Tallåsa kommun, riktlinje (antagen, ersatt",
    }
    for question, beginning in said.items():
        assert ask(then, question).text.startswith(beginning), question


def test_the_day_filter_is_the_day_asked_of(then: Collection) -> None:
    """With `as_of`, "today" is that day, and the same question has the same answer."""
    filters = Filters(as_of=date(2010, 3, 1))
    answers = [ask(then, "vilka program gäller?", filters=filters) for _ in range(2)]
    assert told(answers[0], then) == {VASTERAS, UDDEVALLA}
    assert "2010-03-01" in answers[0].text
    assert replace(answers[0], elapsed_ms=0) == replace(answers[1], elapsed_ms=0)


def test_the_page_shows_what_stands_around_the_statements(then: Collection) -> None:
    """The sentence above the list and the one below it are both on the page."""
    answer = ask(then, "vilka program gäller idag?")
    shown = turn_html(Turn(number=1, answer=answer, view=View(), collection=then)).source
    assert "Gäller i dag (2026-05-04), såvitt dokumenten säger (2 av 4):" in shown
    assert "Övriga: 2 har gått ut." in shown


def test_no_such_document(then: Collection) -> None:
    """A kind of document or a place that the collection lacks is said to be missing, and nothing is cited."""
    for question in ("Which strategies are in force?", "Vilka styrdokument gäller i Göteborg?"):
        answer = ask(then, question)
        assert (answer.state, answer.citations) == ("not_in_documents", ())
