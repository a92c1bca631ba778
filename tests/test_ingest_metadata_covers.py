"""More covers as Swedish municipalities write them: what they say is read, and what they do not say is not.

Names and numbers are invented. Each case holds every value that a reader finds; the other fields must stay empty.
"""

from __future__ import annotations

import dataclasses

import pytest

from ingest.metadata import extract_metadata
from ingest.records import Metadata, Section

FIELDS = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions")


def read(text: str) -> Metadata:
    """The metadata of a text whose lines beginning with '# ' and '## ' are headings, as a reader finds them."""
    lines = text.split("\n")
    plain = "\n".join(line.lstrip("# ") if line.startswith("#") else line for line in lines)
    sections, position = [], 0
    for line in lines:
        heading = line.lstrip("# ")
        if line.startswith("#"):
            sections.append((heading, line.index(" "), position))
            position += len(heading) + 1
        else:
            position += len(line) + 1
    ends = [
        next((start for _, level, start in sections[n + 1 :] if level <= own), len(plain))
        for n, (_, own, _) in enumerate(sections)
    ]
    return extract_metadata(
        text=plain,
        sections=tuple(
            Section(heading=heading, level=level, start=start, end=end, heading_path=(heading,))
            for (heading, level, start), end in zip(sections, ends, strict=True)
        ),
        roles=(),
        page_starts=(),
        name="document",
    )


def values(text: str) -> dict[str, str]:
    metadata = read(text)
    found = {name: getattr(metadata, name) for name in FIELDS}
    for item in found.values():
        assert item is None or item.quote, item
    return {name: item.value for name, item in found.items() if item is not None}


DECIDED: list[tuple[str, str, dict[str, str]]] = [
    (
        "a paragraph of particulars in prose",
        "# Kostpolicy\n\nViksunda kommun. Fastställd av kommunfullmäktige den 25 mars 2024, § 41, att tillämpas "
        "genast. Handläggare: kostchefen. Ärendenummer KS 2023/77. Policyn prövas varje mandatperiod.",
        {
            "municipality": "Viksunda kommun",
            "title": "Kostpolicy",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-03-25",
            "registration_number": "KS 2023/77",
        },
    ),
    (
        "particulars parted by dots, decided on a day without a body",
        "# Riktlinjer för boendestöd\n\nHolmeby kommun · Omsorgsnämnden\n\nAntagen 2021-10-06 § 88 · Reviderad "
        "2023-05-31 § 40 (avsnitt 2)\n\nDnr ON 2021-0044 · Ansvarig för dokumentet: Verksamhetschef stöd\n\n"
        "Nästa översyn: våren 2026",
        {
            "municipality": "Holmeby kommun",
            "title": "Riktlinjer för boendestöd",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_date": "2021-10-06",
            "revised_date": "2023-05-31",
            "registration_number": "ON 2021-0044",
            "responsible_for_revision": "Verksamhetschef stöd",
        },
    ),
    (
        "the body and its paragraph alone",
        "# Riktlinjer för föreningsbidrag\n\nÅlunda kommun. Gäller tills vidare från 1 augusti 2022. "
        "Kommunstyrelsen § 88/2022. Revideras en gång per mandatperiod.",
        {
            "municipality": "Ålunda kommun",
            "title": "Riktlinjer för föreningsbidrag",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "valid_from": "2022-08-01",
        },
    ),
    (
        "the body, a date and a paragraph as a line",
        "Parkeringsstrategi\nHedestads kommun\nKommunfullmäktige 2019-06-17, § 123\n\n1 Inledning\n\nText.",
        {
            "municipality": "Hedestads kommun",
            "title": "Parkeringsstrategi",
            "document_type": "strategi",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2019-06-17",
        },
    ),
    (
        "two bodies together",
        "# Överenskommelse om elevhälsa\n\nFastställd gemensamt av skolnämnden (2022-09-13 § 70) och socialnämnden "
        "(2022-09-15 § 91). Ärende SKN 2022/0131. Gäller tills vidare.",
        {
            "title": "Överenskommelse om elevhälsa",
            "document_type": "överenskommelse",
            "status": "adopted",
            "adopted_by": "Skolnämnden och socialnämnden",
            "adopted_date": "2022-09-13",
            "registration_number": "SKN 2022/0131",
        },
    ),
    (
        "the council is the subject",
        "# Ett Solberga för alla\n\n# Program för tillgänglighet 2025–2028\n\nKommunfullmäktige har antagit programmet "
        "16 december 2024 (§ 203). Programmet gäller nämnder, förvaltningar och bolag.",
        {
            "title": "Program för tillgänglighet 2025–2028",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-12-16",
            "applies_to": "nämnder, förvaltningar och bolag",
        },
    ),
    (
        "plural, in italics' place, and a first day in prose",
        "# Ljungsjö kommun – Taxor 2025\n\nBeslutade av kommunfullmäktige 2024-11-18 § 142. Börjar gälla 2025-01-01 om "
        "inte annat sägs. Dnr 2024/0466.",
        {
            "municipality": "Ljungsjö kommun",
            "title": "Ljungsjö kommun – Taxor 2025",
            "document_type": "taxa",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-11-18",
            "valid_from": "2025-01-01",
            "registration_number": "2024/0466",
        },
    ),
    (
        "decided on the: and by whom",
        "Digitaliseringsplan\n\nDokumentet beslutades den: 14 juni 2021\nDokumentet beslutades av: Kommunstyrelsen\n"
        "Diarienummer: KS 2021/0090\nDokumentansvarig: Digitaliseringschefen",
        {
            "title": "Digitaliseringsplan",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2021-06-14",
            "registration_number": "KS 2021/0090",
            "responsible_for_revision": "Digitaliseringschefen",
        },
    ),
    (
        "adopted, to apply from, and revised in one line",
        "Policy för visselblåsning\nAntagen av kommunfullmäktige den 15 juni 2020, § 102, att gälla från och med den "
        "1 juli 2020, reviderad den 20 september 2022, § 140",
        {
            "title": "Policy för visselblåsning",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2020-06-15",
            "revised_date": "2022-09-20",
            "valid_from": "2020-07-01",
        },
    ),
    (
        "abbreviations with a paragraph before the date",
        "Lokala ordningsföreskrifter\n\nAntagna av KF § 65/2018-06-18, rev. KF § 12/2021-02-22",
        {
            "title": "Lokala ordningsföreskrifter",
            "document_type": "föreskrifter",
            "status": "adopted",
            "adopted_by": "KF",
            "adopted_date": "2018-06-18",
            "revised_date": "2021-02-22",
        },
    ),
    (
        "the date between the verb and the body",
        "# Plan för skyddsrum\n\nAntagen den 18 juni 2018 av kommunfullmäktige, § 92. Uppdaterad den 3 maj 2021.",
        {
            "title": "Plan för skyddsrum",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-06-18",
            "revised_date": "2021-05-03",
        },
    ),
    (
        "when and by whom as questions",
        "Riktlinje för sociala medier\n\nBeslutad när: 2022-05-30\nBeslutad av: Kommunstyrelsen\n"
        "Senast reviderad: 2023-11-06\nDokumentansvarig tjänsteperson: Kommunikationschefen",
        {
            "title": "Riktlinje för sociala medier",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2022-05-30",
            "revised_date": "2023-11-06",
            "responsible_for_revision": "Kommunikationschefen",
        },
    ),
    (
        "two years before and after a dash are a period",
        "Jämställdhetsprogram\n\nBeslutsinstans: Kommunfullmäktige\nBeslutsdatum: 2006-11-27\nGäller: 2007-2011",
        {
            "title": "Jämställdhetsprogram",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2006-11-27",
            "valid_from": "2007",
            "valid_until": "2011",
        },
    ),
]

VALID: list[tuple[str, str, dict[str, str]]] = [
    (
        "what it replaces is no end of validity",
        "# Reglemente för nämnder i Tallbo kommun\n\nAntagen av kommunfullmäktige 2024-11-25 § 142\n\nGäller från och "
        "med 2025-01-01 och ersätter reglemente 2019-02-18 § 9",
        {
            "municipality": "Tallbo kommun",
            "title": "Reglemente för nämnder i Tallbo kommun",
            "document_type": "reglemente",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-11-25",
            "valid_from": "2025-01-01",
            "applies_to": "nämnder i Tallbo kommun",
            "replaces": "reglemente 2019-02-18 § 9",
        },
    ),
    (
        "an extension moves the end and is no contradiction",
        "PROGRAM FÖR LIKA VILLKOR\n\nAntaget:\tkommunfullmäktige 17 december 2018 § 204\nGäller:\t2019-01-01 -- "
        "2023-12-31\n"
        "Förlängt:\ttill 2025-02-28 genom KF 27 november 2023 § 171\nDnr:\tKSN 2018-0566",
        {
            "title": "PROGRAM FÖR LIKA VILLKOR",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-12-17",
            "valid_from": "2019-01-01",
            "valid_until": "2025-02-28",
            "registration_number": "KSN 2018-0566",
        },
    ),
    (
        "ceased to apply",
        "# Riktlinjer för färdtjänst\n\nBeslutad av tekniska nämnden 2019-02-21, § 17. Dnr TN 2019.33. Upphörde att "
        "gälla "
        "2024-04-01.",
        {
            "title": "Riktlinjer för färdtjänst",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Tekniska nämnden",
            "adopted_date": "2019-02-21",
            "valid_until": "2024-04-01",
            "registration_number": "TN 2019.33",
        },
    ),
    (
        "repealed, and last revised before that",
        "# Riktlinjer för skolskjuts\n\nAntagna av skolnämnden 2017-10-18, § 97. Senast reviderade 2019-05-22, § "
        "44.\n\n"
        "Upphävda 2025-03-01. Dokumentet hålls tillgängligt.",
        {
            "title": "Riktlinjer för skolskjuts",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Skolnämnden",
            "adopted_date": "2017-10-18",
            "revised_date": "2019-05-22",
            "valid_until": "2025-03-01",
        },
    ),
    (
        "at the latest until",
        "# Näringslivsprogram\n\nProgrammet gäller mandatperioden ut och ett år därefter, dock längst till den "
        "31 december 2027. Ansvarig för revidering är näringslivschefen.",
        {
            "title": "Näringslivsprogram",
            "document_type": "program",
            "valid_until": "2027-12-31",
            "responsible_for_revision": "Näringslivschefen",
        },
    ),
    (
        "from a sentence, until the years of the title where a planning period is named",
        "# Handlingsplan för minoriteter 2025-2027\n\nBeslutad av kommunstyrelsen 2024-12-04 § 212. Gäller från och "
        "med "
        "2025-01-01. Planperioden är tre år.",
        {
            "title": "Handlingsplan för minoriteter 2025-2027",
            "document_type": "handlingsplan",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2024-12-04",
            "valid_from": "2025-01-01",
            "valid_until": "2027",
        },
    ),
    (
        "until further notice",
        "Personalpolicy\n\nAntagen av: Kommunfullmäktige 2024-03-25 § 31\nGäller: tills vidare, ses över senast under "
        "2028\nErsätter: Personalpolitiskt program från 2017",
        {
            "title": "Personalpolicy",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-03-25",
            "replaces": "Personalpolitiskt program från 2017",
        },
    ),
    (
        "abbreviated keys",
        "Handbok för arkiv\nGiltig fr o m: 2018-01-01\nGiltig t o m: 2021-12-31",
        {
            "title": "Handbok för arkiv",
            "document_type": "handbok",
            "valid_from": "2018-01-01",
            "valid_until": "2021-12-31",
        },
    ),
]

REST: list[tuple[str, str, dict[str, str]]] = [
    (
        "who decides on changes does not revise",
        "# Plan för arkiv\n\nPlanen ses över varje år och ändringar beslutas av tekniska nämnden.",
        {"title": "Plan för arkiv", "document_type": "plan"},
    ),
    (
        "reviewed once in a while by somebody",
        "# Plan för arkiv\n\nPlanen ses över minst en gång per mandatperiod av arkivchefen.",
        {"title": "Plan för arkiv", "document_type": "plan", "responsible_for_revision": "Arkivchefen"},
    ),
    (
        "keys and values parted by a space alone, in lower case",
        "# Klimatplan för Sandviks kommun 2024–2030\n\nAntagen av kommunfullmäktige 2024-02-26, § 31\n\nDiarienummer "
        "KS 2022/00417\n\nDokumentansvarig klimatstrategen, kommunledningskontoret\n\nGäller för samtliga nämnder samt "
        "bolagen\n\nErsätter energistrategi från 2015\n\nRevideras senast under 2027",
        {
            "municipality": "Sandviks kommun",
            "title": "Klimatplan för Sandviks kommun 2024–2030",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-02-26",
            "registration_number": "KS 2022/00417",
            "responsible_for_revision": "Klimatstrategen, kommunledningskontoret",
            "applies_to": "samtliga nämnder samt bolagen",
            "replaces": "energistrategi från 2015",
        },
    ),
    (
        "a key after another's value on the same line",
        "Program för språk\n\nAntaget av kommunfullmäktige den 24 februari 2025, § 17 Ersätter: Språkstrategi 2018\n"
        "Omfattar: samtliga nämnder",
        {
            "title": "Program för språk",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2025-02-24",
            "applies_to": "samtliga nämnder",
            "replaces": "Språkstrategi 2018",
        },
    ),
    (
        "the pronoun of the document",
        "# Måltidspolicy\n\nPolicyn säger vad gästerna kan vänta sig. Den gäller förskolor, skolor och särskilda "
        "boenden. "
        "Om klimatplanen ställer högre krav än policyn gäller klimatplanen.",
        {
            "title": "Måltidspolicy",
            "document_type": "policy",
            "applies_to": "förskolor, skolor och särskilda boenden",
        },
    ),
    (
        "a person's next sentence is not the responsible office",
        "# Riktlinjer för markköp\n\nAntagna av kommunfullmäktige den 19 juni 2023, § 92. Ärende KS-2022-0561.\n\n"
        "Ansvarig tjänsteperson: mark- och exploateringschefen. Nästa prövning senast ett år efter valet 2026.",
        {
            "title": "Riktlinjer för markköp",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2023-06-19",
            "registration_number": "KS-2022-0561",
            "responsible_for_revision": "Mark- och exploateringschefen",
        },
    ),
    (
        "a draft says so before a dash",
        "REMISSFÖRSLAG – EJ ANTAGET\n\nRiktlinjer för vuxenutbildning\n\nDatum: 2025-02-10\nDiarienr: BN "
        "2025/0087-010\n"
        "Remisstid: till och med 2025-04-30",
        {
            "title": "Riktlinjer för vuxenutbildning",
            "document_type": "riktlinje",
            "status": "draft",
            "registration_number": "BN 2025/0087-010",
        },
    ),
    (
        "no type in the title, tables below",
        "# Ledningssystem för kvalitet inom omsorgen\n\nLilleds kommun\n\n## Kapitel 1. Grund\n\nText om systemet.\n\n"
        "Januari | Riskanalys av verksamhetsplan | Enhetschef\n\nFler ord.",
        {"municipality": "Lilleds kommun", "title": "Ledningssystem för kvalitet inom omsorgen"},
    ),
    (
        "the type alone on a line, the title below it",
        "NORRLEDA KOMMUN\n\nRIKTLINJE\n\nBostäder för nyanlända som anvisas till kommunen\n\nBeslutad av: "
        "Socialnämnden "
        "2023-05-16, § 61\nGäller från: 2023-07-01",
        {
            "municipality": "Norrleda kommun",
            "title": "Bostäder för nyanlända som anvisas till kommunen",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Socialnämnden",
            "adopted_date": "2023-05-16",
            "valid_from": "2023-07-01",
        },
    ),
    (
        "the document named by a key",
        "Dokument: Regler för arkiv\nKommun: Lerbäck\nDokumenttyp: Regler\nBeslutsinstans: Kommunfullmäktige\n"
        "Beslutsdatum: 2024-09-23\n\nA. Utgångspunkter\n\nReservrutin finns i Lerbäcks kommun.",
        {
            "municipality": "Lerbäcks kommun",
            "title": "Regler för arkiv",
            "document_type": "regler",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2024-09-23",
        },
    ),
    (
        "a municipality named in passing is not the owner",
        "# Handlingsprogram för skydd mot olyckor\n\nBeslutat av förbundsdirektionen 2023-12-07 § 61. Dnr 2023-145.\n\n"
        + "Förbundet arbetar för alla. " * 80
        + "Befäl säljs till Lillfors kommun. I Stenby kommun finns en station, i Åsby kommun två.",
        {
            "title": "Handlingsprogram för skydd mot olyckor",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Förbundsdirektionen",
            "adopted_date": "2023-12-07",
            "registration_number": "2023-145",
        },
    ),
    (
        "regulations that name themselves after the verb",
        "ARKIVREGLEMENTE\n\nAntaget av kommunfullmäktige 2011-05-30, § 64 Ändrat 2013-02-25, § 11\n\n1 § Utöver "
        "arkivlagen "
        "gäller detta reglemente för kommunens nämnder och revisorerna.",
        {
            "title": "ARKIVREGLEMENTE",
            "document_type": "reglemente",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2011-05-30",
            "revised_date": "2013-02-25",
            "applies_to": "kommunens nämnder och revisorerna",
        },
    ),
]

FOLLOWED: list[tuple[str, str, dict[str, str]]] = [
    (
        "a case, a contract or a count is not the document",
        "# Riktlinjer för inköp\n\n## Uppföljning\n\nAvtal inom hemtjänst följs upp varje kvartal av "
        "socialförvaltningen. "
        "Handläggaren följer upp varje beslut årligen. Besök och utlån redovisas för nämnden varje kvartal.",
        {},
    ),
    (
        "goals reported every March",
        "# Riktlinjer för inköp\n\n## Uppföljning av riktlinjerna\n\nInköpschefen redovisar målen till "
        "kommunstyrelsen varje "
        "mars. Revisorerna granskade köpen 2022.",
        {"follow_up_by": "Inköpschefen", "follow_up_frequency": "varje mars"},
    ),
    (
        "a follow-up made by somebody",
        "# Riktlinjer för bostäder\n\n## Mål och uppföljning\n\nUppföljningen görs av exploateringschefen och "
        "presenteras för "
        "kommunstyrelsen varje år i februari. Måttet för LSS följs dessutom upp av socialnämnden två gånger om året.",
        {"follow_up_by": "Exploateringschefen", "follow_up_frequency": "varje år i februari"},
    ),
    (
        "a committee that follows how the policy is kept",
        "# Finanspolicy\n\nKommunstyrelsen beslutar om föreskrifter och följer upp hur policyn efterlevs.",
        {"follow_up_by": "Kommunstyrelsen"},
    ),
    (
        "a written report twice a year",
        "# Handlingsprogram\n\n## Uppföljning\n\nRäddningschefen lämnar skriftlig rapport till nämnden i februari "
        "och i "
        "september.",
        {"follow_up_by": "Räddningschefen", "follow_up_frequency": "i februari och i september"},
    ),
    (
        "what inhabitants are shown is no follow-up",
        "# Energiplan\n\n## Uppföljning\n\nKlimatstrategen sammanställer ett klimatbokslut som behandlas i april. "
        "Resultatet "
        "av planen redovisas för invånarna på webbplatsen vartannat år.",
        {"follow_up_by": "Klimatstrategen"},
    ),
]
CASES = [*DECIDED, *VALID, *REST]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_cover_gives_what_it_says_and_no_more(text: str, expected: dict[str, str]) -> None:
    """Each wording gives its values and leaves the other fields empty, without contradicting itself."""
    assert values(text) == expected
    assert read(text).contradictions == ()


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FOLLOWED], ids=[case[0] for case in FOLLOWED])
def test_follow_up_is_of_the_document(text: str, expected: dict[str, str]) -> None:
    """Who follows the document up and how often; what is done with single matters says nothing of it."""
    found = values(text)
    assert {name: found[name] for name in ("follow_up_by", "follow_up_frequency") if name in found} == expected


SCAN = (
    "JONKOPINGS K0MMUN\n\nPR0GRAM F6R UNGA 2009 - 20l2\n\nAntaget av kommunfullmaktige 2009-02-23 § 11\n\n"
    "Programmet giller for hela Jonkopings kommun, inklusive nimnder och férvaltningar. Jonkopings kommun ska verka "
    "for "
    "att alla unga far en god uppvixt och att de kinner sig trygga. Kommunen ska ocksa samverka med foreningar, skolor "
    "och andra som méter unga, och gora det littare att fa hjilp. Det ska finnas métesplatser i alla stadsdelar, och "
    "personalen ska ha kunskap om unga. Alla ska motas med respekt, oavsett bakgrund. Programmet f6ljs upp vartannat "
    "ar "
    "av Kulturnimnden. Programmet giller till och med den 3l december 2012."
)


def test_a_scan_is_spelt_right_and_quoted_as_it_stands() -> None:
    """Values have their å, ä and ö back and letters read as figures put right; each quote is a slice of the scan."""
    assert values(SCAN) == {
        "municipality": "Jönköpings kommun",
        "title": "PROGRAM FÖR UNGA 2009 - 2012",
        "document_type": "program",
        "status": "adopted",
        "adopted_by": "Kommunfullmäktige",
        "adopted_date": "2009-02-23",
        "valid_until": "2012-12-31",
        "applies_to": "hela Jönköpings kommun, inklusive nämnder och förvaltningar",
        "follow_up_by": "Kulturnämnden",
        "follow_up_frequency": "vartannat år",
    }
    metadata = read(SCAN)
    for name in FIELDS:
        found = getattr(metadata, name)
        assert found is None or found.quote == SCAN[found.start : found.end]


def test_a_text_with_its_letters_is_left_alone() -> None:
    """A name without diacritics in a Swedish text is its own spelling, unless it can only be an official one's."""
    text = "Program för unga\n\nAntaget av Ungdomsnamnden 2020-01-27\n\n" + "Så här är det för alla på orten. " * 20
    assert values(text)["adopted_by"] == "Ungdomsnamnden"
    assert values("Plan för vatten\n\nGoteborgs Stad")["municipality"] == "Göteborgs Stad"
    assert values("Plan för vatten\n\nHabo kommun")["municipality"] == "Habo kommun"  # 'Håbo' is another
