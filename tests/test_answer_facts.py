"""What `answer.facts` claims: typed facts are found as Swedish policy text writes them, and nothing else is.

Phrases are taken from, or modelled on, the documents at hand; what to find was marked by reading them.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.facts import Fact, FactKind, facts, names_somebody

BODIES = [
    ("Programmet följs upp vartannat år av Arbetslivsnämnden.", ["Arbetslivsnämnden"]),
    ("Kommunstyrelsen ansvarar för att årligen följa upp nämndernas insatser.", ["Kommunstyrelsen", "nämndernas"]),
    ("Fastställt av: Kommunfullmäktige", ["Kommunfullmäktige"]),
    ("Ansvaret ligger hos Vård- och omsorgsnämnden.", ["Vård- och omsorgsnämnden"]),
    ("Barn-, ungdoms- och kulturnämnden beslutar.", ["Barn-, ungdoms- och kulturnämnden"]),
    ("Rektor beslutar om elevhälsans insatser.", ["Rektor"]),
    ("Räddningstjänsten informerar.", ["Räddningstjänsten"]),
    ("Det görs tillsammans med Länsstyrelsen och polisen.", ["Länsstyrelsen", "polisen"]),
    ("Klimatstrategen redovisar ett klimatbokslut.", ["Klimatstrategen"]),
    ("Kommunledningskontoret samordnar arbetet.", ["Kommunledningskontoret"]),
    ("Bostadsbolaget Tallåsahem AB bygger.", ["Bostadsbolaget", "Tallåsahem AB"]),
    ("Placeringsenheten fördelar platserna.", ["Placeringsenheten"]),
    ("Det finns en målgrupp för insatserna.", []),
    ("Verksamheten har öppet på måndagar.", []),
    ("Insatserna riktas till personer utan arbete.", []),
    ("Hemtjänsten utförs på kvällen.", []),
    ("Samordning och samverkan är viktigt.", []),
]

FREQUENCIES = [
    ("Programmet följs upp vartannat år.", ["vartannat år"]),
    ("Uppföljning sker årligen.", ["årligen"]),
    ("minst en gång per år", ["minst en gång per år"]),
    ("två gånger per termin", ["två gånger per termin"]),
    ("Rådet träffas fyra gånger om året.", ["fyra gånger om året"]),
    ("Mäts med temperaturmätning vartannat år.", ["vartannat år"]),
    ("Erbjuder SFI att de kommer 1 gång per termin under hela planperioden.", ["1 gång per termin"]),
    ("revideras vart fjärde år", ["vart fjärde år"]),
    ("Möte hålls varannan vecka.", ["varannan vecka"]),
    ("rapporteras varje kvartal", ["varje kvartal"]),
    ("redovisas kvartalsvis", ["kvartalsvis"]),
    ("2-3 ggr/år", ["2-3 ggr/år"]),
    ("en gång i månaden", ["en gång i månaden"]),
    ("minst 525 timmar per år", ["minst 525 timmar per år"]),
    ("dygnet runt", ["dygnet runt"]),
    ("Planen gäller i fyra år.", []),
    ("Flera gånger har frågan väckts.", []),
    ("Vart fjärde barn läser.", []),
]

AMOUNTS = [
    ("1 530 tkr/år.", ["1 530 tkr/år"]),
    ("20tkr/år", ["20tkr/år"]),
    ("Inom ram", ["Inom ram"]),
    ("ryms inom ordinarie budgetram", ["inom ordinarie budgetram"]),
    ("Avgiften är 2 165 kronor per månad.", ["2 165 kronor per månad"]),
    ("högst 1,1 miljoner kronor", ["högst 1,1 miljoner kronor"]),
    ("500 kr", ["500 kr"]),
    ("cirka 2 mkr", ["cirka 2 mkr"]),
    ("Verksamheten är avgiftsfri.", ["avgiftsfri"]),
    ("ca 3 milj. kr per år", ["ca 3 milj. kr per år"]),
    ("En måltid kostar 45:-", ["45:-"]),
    ("5 platser.", []),
    ("kronofogden", []),
    ("2 kronblad", []),
    ("under 2023", []),
]

SHARES = [
    ("ca 33 procent födda utomlands", ["33 procent"]),
    ("Andelen är 86 %, men", ["86 %"]),
    ("100 % utredningar", ["100 %"]),
    ("minst 90% ska", ["90%"]),
    ("ökar med 2,5 procentenheter", ["2,5 procentenheter"]),
    ("tio procent av eleverna", ["tio procent"]),
    ("procentuellt sett", []),
    ("många av eleverna", []),
]

DATES = [
    ("Antaget av kommunstyrelsen 2008-10-10", ["2008-10-10"]),
    ("Dokumentet gäller till och med: 2025", ["2025"]),
    ("senast den 15 februari", ["senast den 15 februari"]),
    ("den 1 mars 2023", ["den 1 mars 2023"]),
    ("under hösten 2007", ["under hösten 2007"]),
    ("i mars varje år", ["mars varje år"]),
    ("från och med 2024-01-01", ["från och med 2024-01-01"]),
    ("gäller 2007-2011", ["2007-2011"]),
    ("läsåret 2023/24", ["läsåret 2023/24"]),
    ("1 530 tkr", []),
    ("12012 kronor", []),
    ("vartannat år", []),
]

DURATIONS = [
    ("inom 14 dagar från det att", ["inom 14 dagar"]),
    ("inom sex veckor", ["inom sex veckor"]),
    ("efter tre månader", ["tre månader"]),
    ("i högst 21 dagar", ["i högst 21 dagar"]),
    ("Ansökan besvaras inom två arbetsdagar.", ["inom två arbetsdagar"]),
    ("De som varit 2–3 år i landet", ["2–3 år"]),
    ("uppsägningstiden är två månader", ["två månader"]),
    ("den som är 65 år eller äldre", ["65 år"]),
    ("årsvis", []),
    ("dagordning", []),
]

NUMBERS = [
    ("5 platser.", ["5"]),
    ("23 kommunala förskolor, 14 fritidshem och nio dagbarnvårdare", ["23", "14", "nio"]),
    ("1 912 barn", ["1 912"]),
    ("enligt 3 § lagen", ["3"]),
    ("ettårig", []),
    ("KS2021", []),
]

TABLES: dict[FactKind, list[tuple[str, list[str]]]] = {
    "body": BODIES,
    "frequency": FREQUENCIES,
    "amount": AMOUNTS,
    "share": SHARES,
    "date": DATES,
    "duration": DURATIONS,
    "number": NUMBERS,
}
CASES = [
    pytest.param(kind, text, expected, id=f"{kind}: {text}")
    for kind, table in TABLES.items()
    for text, expected in table
]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES)
def test_facts_are_found_as_written(kind: FactKind, text: str, expected: list[str]) -> None:
    """Each phrase gives the facts marked in it and no others of that kind."""
    assert [fact.text for fact in facts(text, kind)] == expected


@given(
    text=st.lists(
        st.sampled_from([text for table in TABLES.values() for text, _ in table]) | st.text(max_size=20), max_size=4
    ).map(" ".join),
    kind=st.sampled_from(list(TABLES)),
    offset=st.integers(0, 10**6),
)
def test_facts_are_slices(text: str, kind: FactKind, offset: int) -> None:
    """A fact stands where it says, in order, without overlap or space around it; the offset is added."""
    found = facts(text, kind, offset=offset)
    for fact in found:
        assert fact.kind == kind
        assert text[fact.start - offset : fact.end - offset] == fact.text == fact.text.strip() != ""
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("name", "somebody"),
    [
        ("förvaltningens", False),
        ("Nämnden", False),
        ("bolag", False),
        ("förvaltningar", False),
        ("Socialnämnden", True),
        ("Kommunstyrelsen", True),
        ("Enhetschefen", True),
    ],
)
def test_a_common_noun_names_nobody(name: str, somebody: bool) -> None:
    """The word "nämnden" points to one named elsewhere; "Socialnämnden" is one."""
    assert names_somebody(Fact(kind="body", text=name, start=0, end=len(name))) is somebody
