"""Yes or no: a number beside a limit, a negation on one side, an exemption asked about."""

import pytest

from answer.limits import keeps_within
from answer.polarity import is_affirmed


@pytest.mark.parametrize(
    ("question", "sentence", "within"),
    [
        ("Får jag jobba hemifrån tre dagar i veckan?", "Högst två dagar i veckan får förläggas hemma.", False),
        ("May I work two days a week from home?", "Högst två dagar i veckan får förläggas hemma.", True),
        ("Can a 22-year-old apply?", "Unga mellan 13 och 20 år kan söka.", False),
        ("Kan en femtonåring söka?", "Unga mellan 13 och 20 år kan söka.", True),
        ("Måste lastbilar vara fossilfria redan 2026?", "För tyngre fordon gäller kravet först 2030.", False),
        ("Kan en 14-åring vara kassör?", "Kassören måste ha fyllt 16 år.", False),
        ("Räcker det med 60 procent?", "Andelen ska vara minst 70 procent.", False),
        ("Får det kosta 8 000 kronor?", "Bidraget är upp till 8 000 kronor.", True),
        ("Får man flyga om resan tar fem timmar?", "Flyg används bara om resan tar mer än sex timmar.", False),
        ("Får man flyga på två dagar?", "Resan får ta högst sex timmar.", None),
        ("Får man flyga?", "Resan får ta högst sex timmar.", None),
    ],
)
def test_a_number_beside_a_limit(question: str, sentence: str, within: bool | None) -> None:
    """Compared only within one unit, and only where the sentence sets a limit."""
    assert keeps_within(question, sentence) is within


@pytest.mark.parametrize(
    ("question", "sentence", "yes"),
    [
        ("Slipper friskolorna reglerna?", "Fristående skolor berörs inte.", True),
        ("Is it forbidden to send letters then?", "Utskick får inte göras under veckorna före valet.", True),
        ("Är det gratis att åka skridskor?", "Allmänhetens åkning är gratis på söndagar.", True),
        ("Are cups free of charge?", "Matcher och cuper är inte avgiftsfria.", False),
        ("Måste man anmäla sig?", "Besök görs utan föranmälan och anmälan krävs inte.", False),
        ("Får man jobba hemifrån fyra dagar?", "Högst två dagar i veckan får förläggas hemma.", False),
    ],
)
def test_yes_or_no(question: str, sentence: str, yes: bool) -> None:
    """An exemption asked about is affirmed by a negation; what is free needs none."""
    assert is_affirmed(question, sentence) is yes
