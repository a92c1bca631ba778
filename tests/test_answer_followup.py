"""What `answer.followup` claims: a follow-up is read as the question before with one thing changed, or left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.followup import resolve
from answer.question import intent_of
from index.catalog import Card
from index.query import scope_of

CARDS = tuple(
    Card(
        doc_id=name,
        title=name,
        municipality=name,
        document_type="program",
        status="adopted",
        valid_from=None,
        valid_until=None,
        n_passages=1,
    )
    for name in ("Borås Stad", "Västerås stad", "Uddevalla kommun")
)

BORAS = "Vem följer upp programmet i Borås?"

# question before, follow-up, words that must be in what is understood, words that must not
FOLLOW_UPS = [
    (BORAS, "och i Västerås?", ("följer upp", "Västerås"), ("Borås",)),
    (BORAS, "Västerås då?", ("följer upp", "Västerås"), ("Borås",)),
    (BORAS, "hur är det i Uddevalla?", ("följer upp", "Uddevalla"), ("Borås",)),
    ("Who follows up the programme in Borås?", "and in Västerås?", ("follows up", "Västerås"), ("Borås",)),
    ("Who follows up the programme in Borås?", "what about Uddevalla?", ("follows up", "Uddevalla"), ("Borås",)),
    (BORAS, "och i Malmö?", ("följer upp", "Malmö"), ("Borås",)),
    (BORAS, "hur ofta?", ("hur ofta", "följer upp", "Borås"), ()),
    (BORAS, "och hur ofta?", ("hur ofta", "följer upp", "Borås"), ()),
    ("Who follows up the programme in Borås?", "and how often?", ("how often", "follows up", "Borås"), ()),
    (BORAS, "När då?", ("när", "följer upp", "Borås"), ()),
    ("Vad är PUT i Uddevalla?", "vad kostar det?", ("kostar", "PUT", "Uddevalla"), ()),
    ("What is PUT in Uddevalla?", "how much does it cost?", ("cost", "PUT", "Uddevalla"), ()),
    (BORAS, "Vad säger förslaget?", ("förslaget",), ()),
    ("Hur ofta följs programmet upp i Borås?", "och enligt förslaget?", ("hur ofta", "förslaget", "Borås"), ()),
]


@pytest.mark.parametrize(("before", "question", "words", "absent"), FOLLOW_UPS)
def test_a_follow_up_is_completed(before: str, question: str, words: tuple[str, ...], absent: tuple[str, ...]) -> None:
    """What was asked before stays, but for what the follow-up names anew."""
    understood = resolve(question, [before], cards=CARDS)
    for word in words:
        assert word.casefold() in understood.casefold()
    for word in absent:
        assert word not in understood


STANDING_ALONE = [
    "Vem ansvarar för bostadsfrågor i Västerås?",
    "Vad kostar utökningen av Personlig Utvecklingstjänst i Uddevalla?",
    "Which share of the new arrivals have moved on to work in Borås?",
    "Vilka mål finns för språkundervisning?",
]


@pytest.mark.parametrize("question", STANDING_ALONE)
def test_a_whole_question_is_left_alone(question: str) -> None:
    """A question that says what it is about is understood as it stands, and so is the first of a conversation."""
    assert resolve(question, [BORAS], cards=CARDS) == question
    assert resolve("och i Västerås?", [], cards=CARDS) == "och i Västerås?"


def test_follow_ups_chain() -> None:
    """Each turn builds on what the one before was understood as."""
    conversation = [BORAS]
    for question in ("och i Västerås?", "hur ofta?"):
        conversation.append(resolve(question, conversation, cards=CARDS))
    last = conversation[-1]
    assert scope_of(last, cards=CARDS).municipalities == ("Västerås stad",)
    assert intent_of(last).wanted == "how_often"


def test_a_place_takes_the_place_of_the_last() -> None:
    """However often the municipality changes, one is left in the question."""
    understood = BORAS
    for name in ("Västerås", "Uddevalla", "Borås", "Västerås"):
        understood = resolve(f"och i {name}?", [understood], cards=CARDS)
        assert [m.split()[0] for m in scope_of(understood, cards=CARDS).municipalities] == [name]
        assert len(understood) < 60


@given(before=st.text(max_size=80), question=st.text(max_size=80))
def test_any_turn_is_resolved(before: str, question: str) -> None:
    """No text in either place makes it fail."""
    assert isinstance(resolve(question, [before], cards=CARDS), str)
