"""Questions in neighbouring languages: put into Swedish words; Swedish and English ones are left alone."""

import pytest
from index_cases import ROOT

from eval.questions import load_questions
from index.glossary import load_glossary
from index.kindred import in_swedish
from index.query import understand

COLLECTIONS = ("five", "municipal", "villages")


@pytest.mark.parametrize(
    ("question", "swedish", "language"),
    [
        ("Hvem følger opp programmet?", "Vem följer upp programmet?", "sv"),
        ("Hvor ofte følges programmet op?", "Hur ofta följs programmet upp?", "sv"),
        ("Når ble planen vedtatt?", "När blev planen antagen?", "sv"),
        ("Was kostet PUT in Uddevalla?", "Vad kostar PUT i Uddevalla?", "en"),
        ("Wer ist für die Schulen verantwortlich?", "Vem är för den skola ansvarig?", "en"),
        ("Kuka seuraa ohjelmaa?", "Vem följer upp program?", "en"),
        ("Milloin ohjelma hyväksyttiin Boråsissa?", "När program antog Borås?", "en"),
    ],
)
def test_is_put_into_swedish(question: str, swedish: str, language: str) -> None:
    """Word by word; Norwegian and Danish are answered in Swedish, the others in English."""
    found = in_swedish(question)
    assert found is not None
    assert (found.text, found.answered_in) == (swedish, language)
    query = understand(question, cards=(), glossary=load_glossary())
    assert (query.text, query.language) == (swedish, language)


def test_swedish_and_english_are_left_alone() -> None:
    """None of a thousand questions in the two languages is taken for another."""
    asked = [
        question.question
        for name in COLLECTIONS
        for question in load_questions(ROOT / "eval" / "collections" / name / "questions.jsonl")
    ]
    assert len(asked) > 1000
    assert [question for question in asked if in_swedish(question)] == []
