"""What `ingest.bodies` and its kin claim: bodies are found by their form and have one name each."""

from __future__ import annotations

import pytest

from ingest.bodies import find_mentions, tokenize, whole_name
from ingest.bodies_misread import mended
from ingest.bodies_names import Names, body_key, name_of
from ingest.bodies_words import body_word


def names(text: str) -> list[str]:
    return [mention.name for mention in find_mentions(tokenize(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kultur- och fritidsnämnden beslutar.", ["Kultur- och fritidsnämnden"]),
        ("Mark-, miljö- och byggnämnden svarar.", ["Mark-, miljö- och byggnämnden"]),
        ("Barn och utbildningsförvaltningen skall", ["Barn- och utbildningsförvaltningen"]),
        ("av Tekniska nämnden", ["Tekniska nämnden"]),
        ("Verksamhetschefen för fritidshem och grundskola har", ["Verksamhetschefen för fritidshem och grundskola"]),
        ("Enheten för välfärdsteknik ansvarar", ["Enheten för välfärdsteknik"]),
        ("lämnas till nämnden för beslut", ["Nämnden"]),
        ("Kommunstyrelsens arbetsutskott beslutar", ["Kommunstyrelsens arbetsutskott"]),
        ("av kommunens äldrelots.", ["Äldrelotsen"]),
        ("Nämnder och bolag lämnar", ["Nämnder och bolag"]),
        ("Samtliga förvaltningar och bolag ska", ["Samtliga förvaltningar och bolag"]),
        ("Tallåsa Hus AB ansvarar", ["Tallåsa Hus AB"]),
        ("Region Mälarås erbjuder", ["Region Mälarås"]),
        ("Varje rektor ansvarar", ["Varje rektor"]),
        ("Borås Stad ska", ["Borås Stad"]),
        ("arbetslivsnämnd", ["Arbetslivsnämnden"]),
        ("Målgruppen är unga i staden", ["Staden"]),
        ("Den enskilde och brukaren har verksamheten och möjligheter", []),
    ],
)
def test_a_body_is_named_with_all_that_belongs_to_its_name(text: str, expected: list[str]) -> None:
    """First parts, adjectives, possessors and fields of office go with the name; people served are no bodies."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KS", "kommunstyrelsens"),
        ("KF", "Kommunfullmäktige"),
        ("arbetslivsnamnden", "Arbetslivsnämnd"),
        ("Varje rektor", "rektorn"),
        ("den fasta omsorgskontakten", "Fasta omsorgskontakt"),
        ("BORÅS STAD", "Borås stad"),
    ],
)
def test_names_of_one_body_have_one_key(one: str, other: str) -> None:
    """Case, å ä ö, inflection, quantifiers and abbreviations play no part."""
    assert body_key(one) == body_key(other)


def test_names_of_two_bodies_have_two_keys() -> None:
    """Two committees that share a part are two."""
    assert body_key("Kultur- och fritidsnämnden") != body_key("Fritid- och folkhälsonämnden")
    assert body_key("Socialnämnden") != body_key("Socialförvaltningen")


def test_a_bare_word_means_the_body_named_last_that_acts() -> None:
    """'Nämnden' is the committee that acted last in the section, and none is invented where none was named."""
    known = Names("Norrviks stad")
    bare = find_mentions(tokenize("Nämnden ska", 0, 11))[0]
    assert known.meant(bare) == "Nämnden"
    for text, acts in (("Socialnämnden ansvarar", True), ("lämnas till kulturnämnden", False)):
        known.saw(find_mentions(tokenize(text, 0, len(text)))[0], acts=acts)
    assert known.meant(bare) == "Socialnämnden"
    city = find_mentions(tokenize("Staden ska", 0, 10))[0]
    assert known.meant(city) == "Norrviks stad"


def test_heading_names_the_body_of_its_section() -> None:
    """Under 'C. Utbildningsnämnden', 'Nämnden' is that one, whatever was named before."""
    known = Names(None)
    known.saw(find_mentions(tokenize("Valnämnden", 0, 10))[0], acts=True)
    known.enter(("C. Utbildningsnämnden", "11 §"))
    assert known.meant(find_mentions(tokenize("Nämnden", 0, 7))[0]) == "Utbildningsnämnden"


def test_a_misread_scan_is_mended_letter_for_letter(five_documents: list) -> None:  # type: ignore[type-arg]
    """Words of bodies and duties get å, ä and ö back, and every offset stays."""
    scan = next(one for one in five_documents if one.doc_id == "boras-program-skannad")
    text = mended(scan.text)
    assert len(text) == len(scan.text)
    assert "Arbetslivsnimnden" in scan.text
    assert "Arbetslivsnämnden" in text
    assert "folkhälsonämnden" in text
    assert mended("Nämnden följer upp.") == "Nämnden följer upp."


def test_a_cell_that_is_no_known_body_stays_as_written() -> None:
    """A name is never changed into another."""
    assert name_of("Invandrarservice") == "Invandrarservice"
    assert name_of("kommunstyrelsen") == "Kommunstyrelsen"
    assert name_of("KSAU") == "Kommunstyrelsens arbetsutskott"


@pytest.mark.parametrize("word", ["målgruppen", "möjligheter", "tråd", "bostad", "förråd", "överenskommelse"])
def test_everyday_words_are_no_bodies(word: str) -> None:
    """Words that end like a body and name none."""
    assert body_word(word) is None


def test_whole_name_wants_all_of_a_text() -> None:
    """A cell or heading is a body only as a whole."""
    assert whole_name("Tekniska kontoret") is not None
    assert whole_name("Tekniska kontorets uppdrag") is None
