"""What `answer.metadata_answers` claims: questions about a document itself are answered by what it says of itself."""

from __future__ import annotations

import pytest

from answer.engine import ask
from answer.metadata_answers import asked_fields
from answer.records import Answer
from index.collection import Collection

VASTERAS, BORAS = "vasteras-integrationsprogram-2008", "boras-program-2023"

ASKED: list[tuple[str, list[str]]] = [
    ("Vem antog Västerås integrationsprogram?", ["adopted_by"]),
    ("Who adopted the Västerås programme?", ["adopted_by"]),
    ("När antogs Borås program?", ["adopted_date"]),
    ("When was the Borås programme adopted?", ["adopted_date"]),
    ("Till och med när gäller Borås program?", ["valid_until"]),
    ("Until when does the Borås programme apply?", ["valid_until"]),
    ("Hur länge gäller planen?", ["valid_until"]),
    ("Vilket diarienummer har programmet?", ["registration_number"]),
    ("What is the registration number of the programme?", ["registration_number"]),
    ("Vem ansvarar för att revidera programmet?", ["responsible_for_revision"]),
    ("Vad kostar PUT?", []),
    ("Vilka mål finns för boende?", []),
    ("Vem ansvarar för flyktingmottagandet?", []),
    ("Hur länge gäller ett beslut om hemtjänst?", []),
]


@pytest.mark.parametrize(("question", "fields"), ASKED)
def test_which_field_is_asked_for(question: str, fields: list[str]) -> None:
    """The field is read from the words; a question about the subject asks for none."""
    assert asked_fields(question)[:1] == fields


def cited(answer: Answer) -> set[str]:
    return {citation.doc_id for citation in answer.citations}


@pytest.mark.parametrize("question", ["Vem antog Västerås integrationsprogram?", "Who adopted the Västerås programme?"])
def test_a_contradiction_is_shown_whole(five: Collection, question: str) -> None:
    """The title page names the board and the text the council: both are quoted, from that document alone."""
    answer = ask(five, question)
    quotes = " ".join(citation.quote.lower() for citation in answer.citations)
    assert answer.state == "answered"
    assert cited(answer) == {VASTERAS}
    assert "antaget av kommunstyrelsen" in quotes
    assert "fastställs av kommunfullmäktige" in quotes
    assert len(answer.statements) >= 2


@pytest.mark.parametrize(
    "question",
    [
        "Till och med när gäller Borås program?",
        "Hur länge gäller Borås program?",
        "Until when does the Borås programme apply?",
    ],
)
def test_until_when_a_document_applies(five: Collection, question: str) -> None:
    """2025 by the cover of the adopted programme, not 2023 by the proposal."""
    answer = ask(five, question)
    assert "2025" in answer.text
    assert BORAS in cited(answer)
    assert all(c.status == "adopted" for c in answer.citations if "2025" in c.quote)


SAID = [
    ("När antogs Borås program?", BORAS, "2023-12-21"),
    ("Vilket diarienummer har Borås program?", BORAS, "2023-00034"),
    ("Vem ansvarar för revidering av Borås program?", BORAS, "Arbetslivsnämnden"),
    ("Vem följer upp programmet i Borås?", BORAS, "Arbetslivsnämnden"),
    ("Who follows up the programme in Västerås?", VASTERAS, "Kommunstyrelsen"),
    ("När antogs integrationsprogrammet i Västerås?", VASTERAS, "2008-10-10"),
]


@pytest.mark.parametrize(("question", "doc_id", "value"), SAID)
def test_a_document_answers_for_itself(five: Collection, question: str, doc_id: str, value: str) -> None:
    """The value stands in the answer and in a quote of the document asked about."""
    answer = ask(five, question)
    assert value in answer.text
    assert any(c.doc_id == doc_id and value.lower() in c.quote.lower() for c in answer.citations)


def test_the_current_version_answers(both: Collection) -> None:
    """Of two versions of a guideline the newer speaks."""
    answer = ask(both, "När beslutades Tallåsas riktlinje för äldreomsorgen?")
    assert "tallasa-riktlinje-aldreomsorg-2025" in cited(answer)
    assert "tallasa-riktlinje-aldreomsorg-2022" not in cited(answer)
    assert "2024-10-16" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hur ofta ska programmet följas upp enligt förslaget?",
        "How often is the programme followed up under the proposal?",
    ],
)
def test_a_question_about_the_proposal_is_put_to_it(question: str, five: Collection) -> None:
    """A proposal about a programme is no programme, but naming the programme does not hide it."""
    answer = ask(five, question)
    assert cited(answer) == {"boras-alternativt-forslag"}
    assert "årligen" in " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "begins"),
    [("Är det alternativa förslaget antaget?", "Nej"), ("Is the Borås programme adopted?", "Yes")],
)
def test_whether_it_is_adopted_follows_its_status(question: str, begins: str, five: Collection) -> None:
    """What a proposal's heading says does not make it adopted."""
    assert ask(five, question).text.startswith(begins)
