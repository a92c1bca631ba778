"""What `ingest.metadata` claims: the words of a document, and nothing else, decide its metadata."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.files import FoundFile
from ingest.metadata import apply_sidecar, extract_metadata
from ingest.metadata_cover import read_pairs
from ingest.metadata_keys import field_of
from ingest.read import read_document
from ingest.records import Evidence, Metadata, Role, Section, Span

CORPUS = Path(__file__).parent.parent / "corpus"
FIELDS = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions")


def read(text: str, roles: tuple[tuple[Span, Role], ...] = (), sections: tuple[Section, ...] = ()) -> Metadata:
    return extract_metadata(text=text, sections=sections, roles=roles, page_starts=(), name="document")


def values(metadata: Metadata) -> dict[str, str]:
    """The fields that have a value."""
    found = {name: getattr(metadata, name) for name in FIELDS}
    return {name: item.value for name, item in found.items() if item is not None}


def all_evidence(metadata: Metadata) -> list[Evidence]:
    chosen = [getattr(metadata, name) for name in FIELDS]
    against = [item for contradiction in metadata.contradictions for item in contradiction.evidence]
    return [item for item in [*chosen, *against] if item is not None]


def read_file(path: Path) -> Metadata:
    return read_document(FoundFile(path=path, doc_id=path.stem)).metadata


# Worked out by reading the five documents; absent fields must stay absent.
REAL = {
    "boras-program-2023.txt": {
        "municipality": "Borås Stad",
        "document_type": "program",
        "status": "adopted",
        "adopted_by": "Kommunfullmäktige",
        "adopted_date": "2023-12-21",
        "valid_until": "2025",
        "registration_number": "2023-00034",
        "applies_to": "Alla nämnder, styrelser, förvaltningar och bolag",
        "responsible_for_revision": "Arbetslivsnämnden",
        "follow_up_by": "Arbetslivsnämnden",
        "follow_up_frequency": "vartannat år",
    },
    "boras-program-skannad.txt": {
        "municipality": "Borås Stad",
        "document_type": "program",
        "applies_to": "hela Borås Stad, inklusive nämnder, förvaltningar, styrelser och kommunala bolag",
        "responsible_for_revision": "Arbetslivsnämnden",
        "follow_up_by": "Arbetslivsnämnden",
        "follow_up_frequency": "vartannat år",
    },
    "boras-alternativt-forslag.txt": {
        "municipality": "Borås Stad",
        "title": "Program för ett integrerat samhälle",
        "document_type": "alternativt förslag",
        "status": "proposal",
        "valid_until": "2023",
        "follow_up_by": "Arbetslivsnämnden",
        "follow_up_frequency": "årligen",
    },
    "vasteras-integrationsprogram-2008.md": {
        "municipality": "Västerås stad",
        "title": "Integrationsprogram för Västerås stad",
        "document_type": "program",
        "status": "adopted",
        "adopted_by": "Kommunstyrelsen",
        "adopted_date": "2008-10-10",
        "follow_up_by": "Kommunstyrelsen",
        "follow_up_frequency": "årligen",
    },
    "uddevalla-program-2007-2011.md": {
        "municipality": "Uddevalla kommun",
        "title": "Program för integration och motverkande av utanförskap 2007-2011",
        "document_type": "program",
        "status": "adopted",
        "adopted_by": "Kommunfullmäktige",
        "adopted_date": "2007-11-14",
        "revised_date": "2009-04-08",
        "valid_from": "2007",
        "valid_until": "2011",
        "follow_up_frequency": "årligen",
    },
}


@pytest.mark.parametrize("name", sorted(REAL))
def test_the_five_documents_give_what_they_say_and_no_more(name: str) -> None:
    """Each of the user's documents gives exactly the values a reader finds in it."""
    assert values(read_file(CORPUS / name)) == REAL[name]


def test_a_title_page_and_a_body_that_disagree_are_both_shown() -> None:
    """Västerås: the title page says kommunstyrelsen, the body kommunfullmäktige; the title page is taken."""
    metadata = read_file(CORPUS / "vasteras-integrationsprogram-2008.md")
    assert metadata.adopted_by is not None
    assert metadata.adopted_by.quote == "Antaget av kommunstyrelsen 2008-10-10"
    (contradiction,) = metadata.contradictions
    assert contradiction.field == "adopted_by"
    assert [item.quote for item in contradiction.evidence] == [
        "Integrationsprogrammet för Västerås stad fastställs av kommunfullmäktige"
    ]


AGAINST = [
    (
        "Plan för skog\n\nUppföljning: Årligen\n\nPlanen följs upp vartannat år av tekniska nämnden.",
        {"follow_up_frequency": ["vartannat år"]},
    ),
    (
        "Plan för skog\n\nAnsvarig för uppföljning: Kommunstyrelsen\n\nPlanen följs upp av tekniska nämnden.",
        {"follow_up_by": ["Tekniska nämnden"]},
    ),
    (
        "Plan för skog\n\nGäller till och med: 2025\n\nPlanen gäller till och med den 31 december 2027.",
        {"valid_until": ["2027-12-31"]},
    ),
    (
        "Plan för skog\n\nGäller till och med: 2025\n\nPlanen gäller till och med den 31 december 2025.",
        {},
    ),
    (
        "Plan för skog\n\nAntagen av: KF\nBeslutsdatum: 2020-01-27\n\nPlanen antogs av KF 2020-02-24.",
        {"adopted_date": ["2020-02-24"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), AGAINST)
def test_what_speaks_against_a_value_is_kept(text: str, expected: dict[str, list[str]]) -> None:
    """The cover's word is taken, another in the body is a contradiction; a less exact one is none."""
    found = {item.field: [against.value for against in item.evidence] for item in read(text).contradictions}
    assert found == expected


# Fields whose truth is a text of the document; the rest of a truth file may be put together from several places.
COPIED = (
    "municipality document_type adopted_by adopted_date valid_from valid_until registration_number replaces "
    "responsible_for_revision follow_up_by".split()
)


def test_marked_up_documents_are_read_as_their_truth_says() -> None:
    """At least 95 % of the fields a person marked in other documents come out the same, empty ones included."""
    folder = Path(__file__).parent.parent / "eval" / "collections" / "municipal"
    truth = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    agreed = []
    for path in sorted((folder / "docs").iterdir()):
        found = values(read_file(path))
        agreed += [(found.get(name) or "").casefold() == (truth[path.stem][name] or "").casefold() for name in COPIED]
    assert sum(agreed) / len(agreed) >= 0.95


# Covers as Swedish municipalities write them; names and numbers are invented.
COVERS: list[tuple[str, str, dict[str, str]]] = [
    (
        "colons, the decision in one value",
        "Policy för upphandling\n\nGranviks kommun\n\nBeslutad av: Kommunfullmäktige, 2021-06-14, § 77\n"
        "Dnr: KS 2021/112\nGäller: Tills vidare\nDokumentansvarig: Upphandlingschefen",
        {
            "municipality": "Granviks kommun",
            "title": "Policy för upphandling",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2021-06-14",
            "registration_number": "KS 2021/112",
            "responsible_for_revision": "Upphandlingschefen",
        },
    ),
    (
        "a table of keys above a row of values",
        "Biblioteksplan\n\nDokumenttyp\tFastställd/upprättad\tBeslutsinstans\tGiltighetstid\n"
        "Plan\t2020-11-30\tKommunfullmäktige\t2021-2024\n\nSörby kommun",
        {
            "municipality": "Sörby kommun",
            "title": "Biblioteksplan",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2020-11-30",
            "valid_from": "2021",
            "valid_until": "2024",
        },
    ),
    (
        "a Markdown table of two columns",
        "Trafikstrategi för Lindåsa\n\nFastställd av | Kommunstyrelsen\nFastställandedatum | 14 mars 2019\n"
        "Diarienummer | KS.2018.0441\nGäller till och med | 31 december 2025\nErsätter | Trafikplan 2010",
        {
            "title": "Trafikstrategi för Lindåsa",
            "document_type": "strategi",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2019-03-14",
            "registration_number": "KS.2018.0441",
            "valid_until": "2025-12-31",
            "replaces": "Trafikplan 2010",
        },
    ),
    (
        "keys on lines of their own, as PDF columns come out",
        "Riktlinjer för representation\n\nDokumenttyp\n\nRiktlinje\n\nBeslutsinstans\n\nKommunstyrelsen\n\n"
        "Beslutsdatum\n\n2022-09-07\n\nDiarienummer\n\nKS 2022-00456",
        {
            "title": "Riktlinjer för representation",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2022-09-07",
            "registration_number": "KS 2022-00456",
        },
    ),
    (
        "a line of prose with paragraph number",
        "Avfallsföreskrifter för Ekskogs kommun\n\nAntagna av kommunfullmäktige den 25 november 2019, § 152\n"
        "Reviderade av kommunfullmäktige den 13 juni 2022, § 80\nGäller från och med 1 januari 2020",
        {
            "municipality": "Ekskogs kommun",
            "title": "Avfallsföreskrifter för Ekskogs kommun",
            "document_type": "föreskrifter",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2019-11-25",
            "revised_date": "2022-06-13",
            "valid_from": "2020-01-01",
        },
    ),
    (
        "an abbreviated body and a slash date",
        "Arbetsordning för kommunfullmäktige\nNora kommun\nAntagen av KF 29/11 2017, § 141",
        {
            "municipality": "Nora kommun",
            "title": "Arbetsordning för kommunfullmäktige",
            "document_type": "arbetsordning",
            "status": "adopted",
            "adopted_by": "KF",
            "adopted_date": "2017-11-29",
        },
    ),
    (
        "several keys on a line",
        "Antagen av: Socialnämnden   Datum: 2023-02-15   Dnr: SN 2023/8\n\nRiktlinje för ekonomiskt bistånd\n\n"
        "Hedlunda kommun",
        {
            "municipality": "Hedlunda kommun",
            "title": "Riktlinje för ekonomiskt bistånd",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Socialnämnden",
            "adopted_date": "2023-02-15",
            "registration_number": "SN 2023/8",
        },
    ),
    (
        "who revises, who follows up and for whom",
        "Folkhälsoprogram 2024–2027\n\nBeslutat av: Kommunfullmäktige\nDatum för beslut: 9 november 2023\n"
        "Ansvarig för uppföljning och revidering: Kommunstyrelsen\n"
        "Dokumentet gäller för: Samtliga nämnder och bolag\nDokumentet gäller till och med: 31 december 2027\n"
        "Uppföljning: Årligen i årsredovisningen",
        {
            "title": "Folkhälsoprogram 2024–2027",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2023-11-09",
            "responsible_for_revision": "Kommunstyrelsen",
            "follow_up_by": "Kommunstyrelsen",
            "applies_to": "Samtliga nämnder och bolag",
            "valid_until": "2027-12-31",
            "follow_up_frequency": "Årligen i årsredovisningen",
        },
    ),
    (
        "a draft sent out for comments",
        "Remissversion 2024-05-02\n\nKulturplan för Stenby kommun 2025–2028\n\nStenby kommun har ett rikt kulturliv.",
        {
            "municipality": "Stenby kommun",
            "title": "Kulturplan för Stenby kommun 2025–2028",
            "document_type": "plan",
            "status": "draft",
        },
    ),
    (
        "a motion that quotes an adopted programme",
        "MOTION\n\nGratis kollektivtrafik för unga i Vikby kommun\n\nProgrammet fastställdes av kommunfullmäktige "
        "2020-01-27. Vi yrkar att kommunfullmäktige beslutar att utreda frågan.",
        {"municipality": "Vikby kommun", "title": "MOTION", "document_type": "motion", "status": "proposal"},
    ),
    (
        "an adopted document that speaks of proposals",
        "Plan för medborgarförslag\n\nSundsby kommun\n\nFastställt av: Kommunfullmäktige\nDatum: 2018-04-23\n\n"
        "Förslag till ny plan lämnas av kommunstyrelsen. Nämnden föreslår att fullmäktige beslutar om ändringar.",
        {
            "municipality": "Sundsby kommun",
            "title": "Plan för medborgarförslag",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-04-23",
        },
    ),
    (
        "an unfilled template says nothing",
        "Policy för resor\n\nFastställd av: [nämnd]\nDatum: ÅÅÅÅ-MM-DD\nDnr: \nGäller för: -",
        {"title": "Policy för resor", "document_type": "policy"},
    ),
    (
        "prose that says who follows up and from when",
        "Jämställdhetspolicy\n\nLövsta stad\n\nPolicyn gäller från den 1 juli 2021 och tills vidare.\n\n"
        "Policyn följs upp av personalutskottet en gång per mandatperiod. Personalchefen ansvarar för att policyn "
        "hålls aktuell. Denna policy ersätter Jämställdhetsplan 2015.",
        {
            "municipality": "Lövsta stad",
            "title": "Jämställdhetspolicy",
            "document_type": "policy",
            "valid_from": "2021-07-01",
            "follow_up_by": "Personalutskottet",
            "follow_up_frequency": "en gång per mandatperiod",
            "responsible_for_revision": "Personalchefen",
            "replaces": "Jämställdhetsplan 2015",
        },
    ),
    (
        "abbreviated bounds of validity",
        "Taxa för vatten\n\nTaxan träder i kraft den 1 januari 2023.\n\nTaxan gäller t.o.m. 31 december 2024. Mer.",
        {
            "title": "Taxa för vatten",
            "document_type": "taxa",
            "valid_from": "2023-01-01",
            "valid_until": "2024-12-31",
        },
    ),
    (
        "the date before the body, open validity, a revision in the same value",
        "Policy för gåvor\n\nAntagen: 2022-10-24, § 118 av Kommunstyrelsen, reviderad 2024-06-17\n"
        "Giltighetstid: 2022-11-01 och tills vidare",
        {
            "title": "Policy för gåvor",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2022-10-24",
            "revised_date": "2024-06-17",
            "valid_from": "2022-11-01",
        },
    ),
    (
        "exercise is no motion, and a heading on proposals makes no proposal",
        "Folkhälsoplan\n\nMotion och idrott\n\nAlla ska röra sig.\n\nFörslag och idéer\n\nAlla får föreslå.",
        {"title": "Folkhälsoplan", "document_type": "plan"},
    ),
    (
        "a heading below the adopting line makes no proposal",
        "Arbetsordning för kommunfullmäktige\n\nAntagen av kommunfullmäktige 2019-03-25\n\nMotion\n\nLämnas in.",
        {
            "title": "Arbetsordning för kommunfullmäktige",
            "document_type": "arbetsordning",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2019-03-25",
        },
    ),
    (
        "planning years in a title are validity only where the document says so",
        "Energiplan 2020-2030\n\nPlanperioden är tio år.",
        {"title": "Energiplan 2020-2030", "document_type": "plan", "valid_from": "2020", "valid_until": "2030"},
    ),
    (
        "years in a title alone are no validity",
        "Energiplan 2020-2030\n\nPlanen handlar om energi.",
        {"title": "Energiplan 2020-2030", "document_type": "plan"},
    ),
    (
        "a document of no municipality says nothing of one",
        "Minnesanteckningar\n\nDet var en gång en liten kommun.",
        {},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [cover[1:] for cover in COVERS], ids=[cover[0] for cover in COVERS])
def test_a_cover_is_read_whatever_its_wording(text: str, expected: dict[str, str]) -> None:
    """Each wording gives the values it says and leaves the other fields empty."""
    assert values(read(text)) == expected


KEYS = [
    ("Fastställt av", "adopted_by"),
    ("Beslutsinstans", "adopted_by"),
    ("Antagen", "adoption"),
    ("Beslutsdatum", "adopted_date"),
    ("Datum för beslut", "adopted_date"),
    ("Datum och paragraf för beslutet", "adopted_date"),
    ("Senast reviderad", "revised"),
    ("Ärendebeteckning", "registration_number"),
    ("Dokumentsort", "document_type"),
    ("Dokumentnamn", "title"),
    ("Dokumentet gäller till och med", "valid_until"),
    ("Gäller t.o.m.", "valid_until"),
    ("Träder i kraft", "valid_from"),
    ("Gäller fr.o.m.", "valid_from"),
    ("Giltighetstid", "validity"),
    ("Dokumentet gäller för", "applies_to"),
    ("För revidering ansvarar", "revision"),
    ("Ansvarig för aktualisering", "revision"),
    ("För ev uppföljning och tidplan för denna ansvarar", "follow_up_by"),
    ("Planansvarig", "owner"),
    ("Ersätter", "replaces"),
    ("Nästa revidering", None),
    ("Kostnad", None),
]


@pytest.mark.parametrize(("key", "field"), KEYS)
def test_a_key_is_known_in_its_wordings(key: str, field: str | None) -> None:
    """Cover keys are recognised in any case and with a colon; a key that means something else is not."""
    assert field_of(key) == field
    assert field_of(f"{key.upper()}:") == field


def test_a_row_of_a_body_table_is_no_cover() -> None:
    """A table header with 'Ansvarig' and 'Uppföljning' among other columns gives no pairs (an action plan)."""
    text = "Aktivitet | Ansvarig | Tidplan | Uppföljning | Kostnad\nKurs | Rektor | 2023 | Enkät | 5 kr"
    assert read_pairs(text, start=0, end=len(text)) == []


@pytest.mark.parametrize("role", ["instruction", "contents"])
def test_instructions_and_contents_are_never_evidence(role: Role) -> None:
    """What stands in a template's advice or a table of contents is not said by the document."""
    text = "Plan för vatten\n\nFastställt av: Kommunstyrelsen\n\nDnr: KS 2020/1"
    start = text.index("Fastställt")
    end = text.index("\n\nDnr")
    metadata = read(text, roles=(((start, end), role),))
    assert metadata.adopted_by is None
    assert metadata.status is None
    assert metadata.registration_number is not None


PIECES = st.sampled_from(
    [
        "Fastställt av: ", "Antagen av kommunfullmäktige ", "2022-03-28", "§ 45", "\n", "\n\n", "\t", " | ", "  ", ":",
        "Programmet följs upp ", "vartannat år ", "av Arbetslivsnämnden", ". ", "Borås Stad", "ÄNGSHOLMS KOMMUN",
        "Program för ", "Gäller till och med 2025", "MOTION", "Dnr KS 2020/1", "ersätter ", "Policy", "-", "[", "å",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


@given(text=TEXTS, cut=st.tuples(st.integers(0, 200), st.integers(0, 200)))
@settings(deadline=None)
def test_every_quote_is_a_slice_of_any_text(text: str, cut: tuple[int, int]) -> None:
    """For any text, nothing fails, every quote is `text[start:end]`, no value is empty or from an instruction."""
    start, end = sorted(min(position, len(text)) for position in cut)
    for item in all_evidence(read(text, roles=(((start, end), "instruction"),))):
        assert item.quote == text[item.start : item.end]
        assert item.value.strip() == item.value != ""
        assert item.end <= start or item.start >= end or text[item.start : item.end].strip() in text


def test_a_long_text_is_read_in_a_moment() -> None:
    """Hostile repetitions take no more than linear time: 200,000 characters well under ten seconds."""
    for piece in ("a-", "Kultur- och ", "nämnd ", "följs upp ", "Stad ", "2022-", "Gäller  ", "A: "):
        read(piece * (200_000 // len(piece)))


def test_a_sidecar_overrules_and_settles(tmp_path: Path) -> None:
    """A value of the sidecar replaces what was read, an empty text removes it, and contradictions of it go."""
    metadata = read_file(CORPUS / "vasteras-integrationsprogram-2008.md")
    sidecar = tmp_path / "plan.toml"
    sidecar.write_text('adopted_by = "Kommunfullmäktige"\nadopted_date = 2008-11-06\nvalid_until = 2012\ntitle = ""\n')
    changed = apply_sidecar(metadata, sidecar)
    assert changed.adopted_by == Evidence(value="Kommunfullmäktige", quote="", start=0, end=0)
    assert changed.adopted_date is not None
    assert changed.adopted_date.value == "2008-11-06"
    assert changed.valid_until is not None
    assert changed.valid_until.value == "2012"
    assert changed.title is None
    assert changed.contradictions == ()
    assert changed.municipality == metadata.municipality


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("adopted by = 1", "not valid TOML"),
        ('antagen_av = "Kommunstyrelsen"', "unknown field 'antagen_av'"),
        ('contradictions = "x"', "unknown field 'contradictions'"),
        ("adopted_by = 3", "adopted_by is 3"),
        ('adopted_date = "2023-02-30"', "'2023-02-30'"),
        ('adopted_date = "våren"', "'våren'"),
        ("valid_from = 2023-01-01T10:00:00", "valid_from"),
        ("valid_from = true", "valid_from is True"),
        ('status = "antagen"', "status is 'antagen'"),
    ],
)
def test_a_wrong_sidecar_is_refused_in_one_sentence(tmp_path: Path, toml: str, says: str) -> None:
    """The message names the file, the value and the way out."""
    sidecar = tmp_path / "plan.toml"
    sidecar.write_text(toml, encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        apply_sidecar(Metadata(), sidecar)
    assert str(refused.value).startswith("plan.toml: ")
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
