"""What `ingest.responsibilities` claims: who has to do what, by what role, with the words that say so."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_cases import document

from ingest.files import FoundFile
from ingest.read import read_document
from ingest.records import Document, Responsibility
from ingest.responsibilities import extract_responsibilities

Row = tuple[str | None, str]


def rows(*sentences: str, municipality: str | None = None, heading: str = "Inledning") -> list[Row]:
    """(body, role) of the duties in a document with one sentence a paragraph."""
    said = {"municipality": municipality} if municipality else None
    made = document("plan", *sentences, heading=heading, metadata=said)
    return [(duty.body, duty.role) for duty in extract_responsibilities(made)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Arbetslivsnämnden ansvarar för att samordna integrationsarbetet.", [("Arbetslivsnämnden", "coordinate")]),
        ("Kommunstyrelsen ansvarar för att årligen följa upp nämndernas insatser.", [("Kommunstyrelsen", "follow_up")]),
        ("Stadsjuristen ansvarar för att reglementet hålls aktuellt.", [("Stadsjuristen", "revise")]),
        ("Socialnämnden ska erbjuda föräldrastöd på flera språk.", [("Socialnämnden", "offer")]),
        (
            "Samtliga förvaltningar och bolag ska bedriva ett internt arbete.",
            [("Samtliga förvaltningar och bolag", "responsible")],
        ),
        ("Kommunfullmäktige antog programmet 2022.", [("Kommunfullmäktige", "decide")]),
        ("Nämnderna rapporterar ekonomi till kommunstyrelsen.", [("Nämnderna", "report_to")]),
        ("Klimatstrategen stödjer nämnder och bolag.", [("Klimatstrategen", "support")]),
        ("Elevhälsan samverkar med vårdcentralerna.", [("Elevhälsan", "cooperate")]),
        ("Styrgruppen får flytta medel mellan aktiviteter.", [("Styrgruppen", "decide")]),
        ("Kommunledningskontoret får i uppdrag att utarbeta en modell.", [("Kommunledningskontoret", "responsible")]),
        ("Det är en stor fråga för hela samhället.", []),
        ("Nämnden har nio ledamöter.", []),
        ("Den enskilde ska få information.", []),
    ],
)
def test_subject_and_verb_give_body_and_role(sentence: str, expected: list[Row]) -> None:
    """The body before the finite verb acts, and the verb with its object says in what role."""
    found = [row for row in rows(sentence) if row[0] is not None]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Programmet följs upp vartannat år av Arbetslivsnämnden.", [("Arbetslivsnämnden", "follow_up")]),
        (
            "Insatserna följs upp vartannat år genom Arbetslivsnämnden, och återrapporteras till Kommunstyrelsen.",
            [("Arbetslivsnämnden", "follow_up"), ("Arbetslivsnämnden", "report_to")],
        ),
        (
            "Programmet följs upp av Arbetslivsnämnden, som även ansvarar för att revidering sker.",
            [("Arbetslivsnämnden", "follow_up"), ("Arbetslivsnämnden", "revise")],
        ),
        ("Redaktionella ändringar får göras av kommundirektören.", [("Kommundirektören", "revise")]),
        ("SFI ska erbjudas i kombination med praktik.", [(None, "offer")]),
    ],
)
def test_a_passive_names_who_acts_behind_av_or_genom(sentence: str, expected: list[Row]) -> None:
    """What is joined to a passive is done by the same; a passive without anybody has no body."""
    assert rows(sentence) == expected


def test_inverted_subject_stands_behind_the_verb() -> None:
    """'Vid tvist avgör kommunstyrelsen', 'ska socialnämnden samtala': the second place is the verb's."""
    assert rows("Vid tvist mellan två nämnder avgör kommunstyrelsen frågan.") == [("Kommunstyrelsen", "decide")]
    assert rows("När ett par ansöker ska socialnämnden alltid samtala med var och en.") == [
        ("Socialnämnden", "responsible")
    ]


def test_joined_verbs_are_duties_of_their_own() -> None:
    """One subject with two predicates has two duties; two verbs with one object are one."""
    assert rows("Kontaktcenter samordnar hanteringen och lämnar en rapport till nämnderna varje kvartal.") == [
        ("Kontaktcenter", "coordinate"),
        ("Kontaktcenter", "report_to"),
    ]
    assert rows("Kommunstyrelsen leder och samordnar förvaltningen.") == [("Kommunstyrelsen", "coordinate")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ansvaret för att policyn efterlevs ligger hos respektive chef.", [("Respektive chef", "responsible")]),
        (
            "Ansvaret för uppföljning vilar på miljö- och byggnadsnämnden.",
            [("Miljö- och byggnadsnämnden", "follow_up")],
        ),
        ("Ytterst ansvarig för arbetsmiljön är kommunstyrelsen.", [("Kommunstyrelsen", "responsible")]),
        ("Det åligger varje nämnd att se till att planen är känd.", [("Varje nämnd", "responsible")]),
        ("Uppföljning av policyn sker årligen av kommunstyrelsen.", [("Kommunstyrelsen", "follow_up")]),
        ("Revidering av riktlinjen görs av HR-avdelningen.", [("HR-avdelningen", "revise")]),
        ("Kommunens bolag ska redovisa arbetet till kommunstyrelsen.", [("Kommunens bolag", "report_to")]),
        ("Kulturskolan hör till utbildningsnämnden.", [("Utbildningsnämnden", "responsible")]),
        ("Beslut om belopp under 15 000 kronor är delegerade till kulturchefen.", [("Kulturchefen", "decide")]),
        ("Loopen drivs av arbetsmarknadsenheten.", [("Arbetsmarknadsenheten", "responsible")]),
        ("Förvaltningen får i uppdrag att senast i maj återkomma med förslag.", [("Förvaltningen", "responsible")]),
        (
            "Kommunfullmäktige uppdrar åt valnämnden att erbjuda fler platser.",
            [("Kommunfullmäktige", "decide"), ("Valnämnden", "offer")],
        ),
        ("Det är rektors ansvar att upprätta en plan.", [("Rektor", "responsible")]),
        ("I rollen som krisledare ansvarar kommundirektören för staben.", [("Kommundirektören", "responsible")]),
        ("E-post raderas av handläggaren.", [("Handläggaren", "responsible")]),
    ],
)
def test_duties_are_laid_on_bodies_in_other_words(sentence: str, expected: list[Row]) -> None:
    """Nouns of responsibility, delegation, and verbs that no list holds."""
    assert rows(sentence) == expected


def test_a_verb_is_shared() -> None:
    """'Gatuchefen ansvarar för A, VA-bolaget för B och fastighetsägaren för C': three duties."""
    sentence = "Gatuchefen ansvarar för ytorna, VA-bolaget för ledningsnätet och fastighetsägaren för tomten."
    assert rows(sentence) == [
        ("Gatuchefen", "responsible"),
        ("VA-bolaget", "responsible"),
        ("Fastighetsägaren", "responsible"),
    ]


def test_the_opening_line_of_a_list_names_who_acts() -> None:
    """'Nämnden ska' and its items; the line itself is no duty."""
    items = ("Kulturnämnden ska", "- anta biblioteksplanen,", "- erbjuda kurser i samverkan med studieförbund.")
    assert rows(*items) == [
        ("Kulturnämnden", "decide"),
        ("Kulturnämnden", "offer"),
        ("Studieförbund", "cooperate"),
    ]
    assert rows("Polisen lovar att", "- följa upp brotten.") == [("Polisen", "follow_up")]


def test_what_one_may_ask_for_or_is_not_to_do_is_no_duty() -> None:
    """Possibilities, negations and conditions."""
    assert rows("Nämnderna kan söka medel ur potten.") == []
    assert rows("Kulturnämnden får inte ändra rangordningen.") == []
    assert rows("Om socialnämnden beslutar i strid med detta framgår det av protokollet.") == []


def test_partners_co_operate() -> None:
    """Who stands behind 'tillsammans med' or 'i samråd med' acts along."""
    assert rows("Boskola hålls av Hus AB tillsammans med räddningstjänsten.") == [
        ("Hus AB", "responsible"),
        ("Räddningstjänsten", "cooperate"),
    ]


def test_the_municipality_is_kept_apart_from_bodies() -> None:
    """'Staden', 'Kommunen' and 'Vi' are the municipality by its name."""
    found = rows("Staden motverkar diskriminering.", "Vi ska göra det möjligt.", municipality="Borås Stad")
    assert found == [("Borås Stad", "responsible"), ("Borås Stad", "responsible")]


def test_a_heading_gives_its_body_to_the_lines_below(tmp_path: object) -> None:
    """Lines that begin with the verb are duties of the body that the heading names."""
    assert rows("Ansvarar för bygglov och tillsyn.", heading="4.1 Byggnadsnämnden") == [
        ("Byggnadsnämnden", "responsible")
    ]


def test_a_duty_has_frequency_task_and_quote() -> None:
    """The words are those of the text."""
    made = document("plan", "Inledning här.", "Programmet följs upp vartannat år av KS.")
    (duty,) = extract_responsibilities(made)
    assert (duty.body, duty.body_as_written, duty.frequency) == ("Kommunstyrelsen", "KS", "vartannat år")
    assert made.text[duty.start : duty.end] == "Programmet följs upp vartannat år av KS."


def rows_of_table(tmp_path: Path, *lines: str) -> list[Row]:
    """(body, role) of the duties in a Markdown file with one table."""
    rule = "|" + "---|" * (lines[0].count("|") - 1)
    path = tmp_path / "plan.md"
    path.write_text("\n".join(["# Plan", "", "## 1 Åtgärder", "", lines[0], rule, *lines[1:]]), encoding="utf-8")
    found = read_document(FoundFile(path=path, doc_id="plan"))
    return [(duty.body, duty.role) for duty in found.responsibilities]


def test_a_column_names_the_one_responsible(tmp_path: Path) -> None:
    """And who acts along, pays or decides."""
    found = rows_of_table(
        tmp_path,
        "| Åtgärd | Ansvarig | Samverkan | Finansiering |",
        "| Bygga en gångväg | Tekniska nämnden | Trafikverket | Kommunstyrelsen |",
        "| Utbilda personal | HR-chefen tillsammans med Kommunhälsan | | Inom ram |",
    )
    assert found == [
        ("Tekniska nämnden", "responsible"),
        ("Trafikverket", "cooperate"),
        ("Kommunstyrelsen", "other"),
        ("HR-chefen", "responsible"),
        ("Kommunhälsan", "cooperate"),
    ]


def test_a_delegation_scheme_says_who_decides(tmp_path: Path) -> None:
    """'Ärende | Delegat'."""
    found = rows_of_table(
        tmp_path,
        "| Nr | Ärende | Delegat |",
        "| 1.1 | Bevilja bygglov för garage | Bygglovshandläggare |",
        "| 1.2 | Yttrande till domstol i mål om avslag | Miljöchefen (eller ersättare) |",
    )
    assert found == [("Bygglovshandläggare", "decide"), ("Miljöchefen", "decide")]


def test_a_table_of_roles_says_what_each_does(tmp_path: Path) -> None:
    """'Roll | Ansvar': the text of the second column is a duty, no name."""
    found = rows_of_table(
        tmp_path,
        "| Roll | Ansvar |",
        "| Kommunfullmäktige | Antar programmet och beslutar om budget. |",
        "| Säkerhetschefen | Samordna arbetet. Rapportera läget till kommunstyrelsen varje år. |",
        "| Rektor | Lokalernas skick |",
    )
    assert found == [
        ("Kommunfullmäktige", "decide"),
        ("Kommunfullmäktige", "decide"),
        ("Säkerhetschefen", "coordinate"),
        ("Säkerhetschefen", "report_to"),
        ("Rektor", "responsible"),
    ]


def by_doc(documents: list[Document], doc_id: str) -> list[Responsibility]:
    return list(next(one for one in documents if one.doc_id == doc_id).responsibilities)


def test_each_numbered_assignment_is_its_departments(five_documents: list[Document]) -> None:
    """A department in the heading alone is responsible for each of its rows: 15 of Kommunledningskontoret."""
    found = by_doc(five_documents, "uddevalla-program-2007-2011")
    own = [duty for duty in found if duty.body == "Kommunledningskontoret" and duty.task[:1].isdigit()]
    assert [int(duty.task.split(".")[0]) for duty in own] == list(range(1, 16))


def test_named_officers_in_a_cell_follow_up(five_documents: list[Document]) -> None:
    """'Ansvarig: Varje rektor' under Uppföljning."""
    found = by_doc(five_documents, "uddevalla-program-2007-2011")
    assert ("Varje rektor", "follow_up") in [(duty.body, duty.role) for duty in found]


def test_cover_lines_name_who_decides_revises_and_follows_up(five_documents: list[Document]) -> None:
    """The cover of the Borås programme."""
    found = by_doc(five_documents, "boras-program-2023")
    assert [(duty.body, duty.role) for duty in found[:3]] == [
        ("Kommunfullmäktige", "decide"),
        ("Arbetslivsnämnden", "revise"),
        ("Arbetslivsnämnden", "follow_up"),
    ]


def test_a_scans_bodies_are_spelt_right_and_its_quotes_as_read(five_documents: list[Document]) -> None:
    """'Arbetslivsnimnden' of the scan is Arbetslivsnämnden."""
    scan = next(one for one in five_documents if one.doc_id == "boras-program-skannad")
    duty = next(one for one in scan.responsibilities if one.body == "Arbetslivsnämnden")
    assert "Arbetslivsnimnden" in scan.text[duty.start : duty.end]
    assert duty.body_as_written == "Arbetslivsnimnden"


def test_instructions_of_a_template_are_no_duties(five_documents: list[Document]) -> None:
    """Nothing that stands in square brackets in the proposal is in the register."""
    proposal = next(one for one in five_documents if one.doc_id == "boras-alternativt-forslag")
    for duty in proposal.responsibilities:
        assert "[" not in proposal.text[duty.start : duty.end]


@given(st.text(max_size=400))
def test_any_text_gives_quotes_of_itself(text: str) -> None:
    """Whatever stands in a file, no rule fails and every span lies inside the text."""
    made = document("plan", text or "-")
    for duty in extract_responsibilities(made):
        assert 0 <= duty.start < duty.end <= len(made.text)


def test_extraction_reads_fifty_pages_a_second(five_documents: list[Document]) -> None:
    """A page is 400 words; a slow machine under load is allowed a third of the speed claimed in docs/register.md."""
    bare = [replace(one, responsibilities=()) for one in five_documents] * 3
    extract_responsibilities(bare[0])
    begun = time.process_time()
    for one in bare:
        extract_responsibilities(one)
    pages = sum(len(one.text.split()) for one in bare) / 400
    assert pages / (time.process_time() - begun) > 17
