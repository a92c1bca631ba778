"""Covers as files: what the reader's joined lines and cells do to them, the metadata is what the page says.

Names and numbers are invented; the layouts are those of published documents of Swedish municipalities.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ingest.files import FoundFile
from ingest.read import read_document
from ingest.records import Metadata

FIELDS = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions")
BODY = "\n\n1 Inledning\n\nDetta är en text om arbetet i kommunen. Alla ska med.\n\n2 Mål\n\nVi ska bli bättre.\n"

CASES: list[tuple[str, str, str, dict[str, str]]] = [
    (
        "keys on lines of their own",
        "txt",
        "Storviks Stads program för en jämlik stad 2018–2026\n\nReglerande styrande dokument\n\nBeslutad av:\n"
        "Kommunfullmäktige\n\nGäller för:\nSamtliga nämnder och bolagsstyrelser\n\nDiarienummer:\n0914/16\n\n"
        "Datum och paragraf för beslutet:\n2018-01-18 § 13\n\nDokumentsort:\nProgram\n\nGiltighetstid:\n2018–2026\n\n"
        "Senast reviderad:\n2021-02-25, § 20\n\nDokumentansvarig:\nStadsledningskontoret",
        {
            "municipality": "Storviks Stad",
            "title": "Storviks Stads program för en jämlik stad 2018–2026",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-01-18",
            "revised_date": "2021-02-25",
            "valid_from": "2018",
            "valid_until": "2026",
            "registration_number": "0914/16",
            "applies_to": "Samtliga nämnder och bolagsstyrelser",
            "responsible_for_revision": "Stadsledningskontoret",
        },
    ),
    (
        "two rows of keys over rows of values",
        "md",
        "# Storviks Stads riktlinje för resor\n\n| Beslutad av: | Gäller för: | Diarienummer: | Datum och paragraf för "
        "beslutet: |\n|---|---|---|---|\n| Kommunstyrelsen | Samtliga nämnder | 0345/19 | 2019-05-08 § 321 |\n\n"
        "| Dokumentsort: | Giltighetstid: | Senast reviderad: | Dokumentansvarig: |\n|---|---|---|---|\n"
        "| Riktlinje | Tills vidare | 2021-03-10 | Stadsledningskontoret |",
        {
            "municipality": "Storviks Stad",
            "title": "Storviks Stads riktlinje för resor",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2019-05-08",
            "revised_date": "2021-03-10",
            "registration_number": "0345/19",
            "applies_to": "Samtliga nämnder",
            "responsible_for_revision": "Stadsledningskontoret",
        },
    ),
    (
        "rows of keys among which some are unknown",
        "txt",
        "Dokumentnamn\tDokumenttyp\tFastställd/upprättad av\tDatum\tDiarienummer\nNäringslivsstrategi\tStrategi\t"
        "Kommunfullmäktige\t2020-11-30 § 127\tKS20-303\nDokumentansvarig/processägare\tVersion\tSenast reviderad\t"
        "Giltig t o m\nNäringslivschef\t1\t2022-02-28\t2025-12-31\nDokumentet gäller för\nSamtliga nämnder",
        {
            "title": "Näringslivsstrategi",
            "document_type": "strategi",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2020-11-30",
            "revised_date": "2022-02-28",
            "valid_until": "2025-12-31",
            "registration_number": "KS20-303",
            "applies_to": "Samtliga nämnder",
            "responsible_for_revision": "Näringslivschef",
        },
    ),
    (
        "a key joined to the title above it",
        "txt",
        "Styrande dokument\nDokumenttyp\nRiktlinje\nDokumentansvarig\nHR-chef\nDokumentnamn\nRiktlinje för "
        "distansarbete\nFastställd/Upprättad av\nKommunstyrelsen § 89\nFastställd/Upprättad\n2019-06-18\nSenast "
        "ändrad\n"
        "2021-05-11\nGiltig från\n2019-07-01\nDetta dokument gäller för\nKommunkoncernen\nDiarienummer\n2019-00234",
        {
            "title": "Riktlinje för distansarbete",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunstyrelsen",
            "adopted_date": "2019-06-18",
            "revised_date": "2021-05-11",
            "valid_from": "2019-07-01",
            "registration_number": "2019-00234",
            "applies_to": "Kommunkoncernen",
            "responsible_for_revision": "HR-chef",
        },
    ),
    (
        "a document that the council took a decision on",
        "txt",
        "Arkivpolicy\n\nEtt normerande styrdokument som kommunfullmäktige fattade beslut om 28 september 2015\n\n"
        "Uppvalla kommun",
        {
            "municipality": "Uppvalla kommun",
            "title": "Arkivpolicy",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2015-09-28",
        },
    ),
    (
        "the kind of document before the verb, a number alone",
        "txt",
        "Handlingsplan för trygghet\n\nSam 123/2018\n\nEtt aktiverande styrdokument beslutat av kommunfullmäktige "
        "2018-11-05\n\nUppvalla kommun",
        {
            "municipality": "Uppvalla kommun",
            "title": "Handlingsplan för trygghet",
            "document_type": "handlingsplan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-11-05",
            "registration_number": "Sam 123/2018",
        },
    ),
    (
        "all particulars on one line",
        "txt",
        "Policy för hållbar utveckling\n\nAntagen av: kommunfullmäktige Datum: 2015-10-29, § 142 Gäller för: "
        "Kommunkoncernen Gäller till: tills vidare Uppföljning: Årligen i årsredovisningen",
        {
            "title": "Policy för hållbar utveckling",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2015-10-29",
            "applies_to": "Kommunkoncernen",
            "follow_up_frequency": "Årligen i årsredovisningen",
        },
    ),
    (
        "a history of decisions",
        "txt",
        "Ordningsregler för torghandel\n\nBeslutshistorik\nAntagen av KF 2011-01-31 § 5\nReviderad av KF 2014-11-24 "
        "§ 130\n"
        "Reviderad av KF 2019-04-29 § 45",
        {
            "title": "Ordningsregler för torghandel",
            "document_type": "regler",
            "status": "adopted",
            "adopted_by": "KF",
            "adopted_date": "2011-01-31",
            "revised_date": "2019-04-29",
        },
    ),
    (
        "this document was adopted and replaces",
        "txt",
        "Folkhälsopolicy\n\nDetta styrdokument antogs av kommunfullmäktige den 23 november 2020 (§ 245) och ersätter "
        "Folkhälsopolicy från 2012.",
        {
            "title": "Folkhälsopolicy",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2020-11-23",
            "replaces": "Folkhälsopolicy från 2012",
        },
    ),
    (
        "the owner's name and a line joined; what it replaces",
        "txt",
        "Taxa för livsmedelskontroll\nLerforsa kommun\nBeslutad av kommunfullmäktige 2023-11-27 § 155 att gälla "
        "fr.o.m. "
        "2024-01-01\nErsätter taxa beslutad 2021-11-29 § 140",
        {
            "municipality": "Lerforsa kommun",
            "title": "Taxa för livsmedelskontroll",
            "document_type": "taxa",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2023-11-27",
            "valid_from": "2024-01-01",
            "replaces": "taxa beslutad 2021-11-29 § 140",
        },
    ),
    (
        "a draft's date is no registration number",
        "txt",
        "UTKAST 2024-03-01\n\nLandsbygdsprogram för Tierparp kommun",
        {
            "municipality": "Tierparp kommun",
            "title": "Landsbygdsprogram för Tierparp kommun",
            "document_type": "program",
            "status": "draft",
        },
    ),
    (
        "a date in words, the place between the body and the date",
        "txt",
        "Policy mot mutor\n\nPolicyn är antagen av kommunfullmäktige i Skogslunda kommun den tionde juni 2019.",
        {
            "municipality": "Skogslunda kommun",
            "title": "Policy mot mutor",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2019-06-10",
        },
    ),
    (
        "for whom, who follows up and how often under everyday keys",
        "txt",
        "Dokumenttyp: Plan\nGäller: Alla nämnder\nGiltig: 2024-01-01 - 2027-12-31\nBeslutad: KF 2023-11-20 § 144\n"
        "Dnr: 2023/00456 KS\nUppföljning: Kommunstyrelsen, årligen i mars\n\nPlan för civilt försvar",
        {
            "title": "Plan för civilt försvar",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "KF",
            "adopted_date": "2023-11-20",
            "valid_from": "2024-01-01",
            "valid_until": "2027-12-31",
            "registration_number": "2023/00456 KS",
            "applies_to": "Alla nämnder",
            "follow_up_by": "Kommunstyrelsen",
            "follow_up_frequency": "årligen i mars",
        },
    ),
    (
        "a plan that names others and who answers for it in prose",
        "md",
        "# Kulturplan 2023–2026\n\nAntagen av kommunfullmäktige 2022-11-28, § 140\n\n## Inledning\n\nKulturplanen är "
        "ett "
        "styrdokument för Åsbro kommun. Den ersätter Kulturpolitiskt program 2015–2020 och ska läsas tillsammans med "
        "Biblioteksplanen (antagen av kultur- och fritidsnämnden 2021-05-19).\n\n## Genomförande\n\nPlanen följs upp "
        "årligen i samband med bokslutet. Ansvarig för uppföljningen är kulturchefen.\n\nPlanen gäller för perioden "
        "2023–2026. Kulturplanen omfattar samtliga nämnder och bolag.",
        {
            "municipality": "Åsbro kommun",
            "title": "Kulturplan 2023–2026",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2022-11-28",
            "valid_from": "2023",
            "valid_until": "2026",
            "applies_to": "samtliga nämnder och bolag",
            "follow_up_by": "Kulturchefen",
            "follow_up_frequency": "årligen",
            "replaces": "Kulturpolitiskt program 2015–2020",
        },
    ),
    (
        "a proposal to change a programme's end and follow-up",
        "md",
        "# Ändringsförslag till trygghetsprogrammet\n\nVi föreslår att kommunfullmäktige beslutar att programmet "
        "gäller "
        "till och med 2030 i stället för 2027, samt att programmet följs upp varje halvår av trygghetsrådet.",
        {
            "title": "Ändringsförslag till trygghetsprogrammet",
            "document_type": "ändringsförslag",
            "status": "proposal",
            "valid_until": "2030",
            "follow_up_by": "Trygghetsrådet",
            "follow_up_frequency": "varje halvår",
        },
    ),
    (
        "columns of keys and values joined to one line",
        "txt",
        "POLICY\n\nDataskyddspolicy för Ljusnarsby kommun\n\nFastställd av:              Fastställd den:        Dnr:\n"
        "Kommunfullmäktige           2018-05-21             KS 2018/220\n",
        {
            "municipality": "Ljusnarsby kommun",
            "title": "Dataskyddspolicy för Ljusnarsby kommun",
            "document_type": "policy",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2018-05-21",
            "registration_number": "KS 2018/220",
        },
    ),
    (
        "the title is the subject; one board for revision and follow-up",
        "md",
        "# Program för äldres hälsa\n\n*Program för äldres hälsa är antaget av kommunfullmäktige i Brevkinda den 14 "
        "oktober "
        "2019 och gäller tills vidare. Äldrenämnden ansvarar för revidering.*\n\nUppföljning av programmet ska ske "
        "en gång "
        "per mandatperiod. Äldrenämnden ansvarar för uppföljningen och rapporterar till kommunstyrelsen.",
        {
            "municipality": "Brevkinda",
            "title": "Program för äldres hälsa",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2019-10-14",
            "responsible_for_revision": "Äldrenämnden",
            "follow_up_by": "Äldrenämnden",
            "follow_up_frequency": "en gång per mandatperiod",
        },
    ),
    (
        "a period extended in the same value",
        "md",
        "# Strategi för e-samhället\n\n**Diarienummer**\n\nKS 2016/0044\n\n**Beslutande "
        "instans**\n\nKommunfullmäktige\n\n"
        "**Beslutsdatum**\n\n2016-09-26, § 88\n\n**Giltighetstid**\n\n2016–2020, förlängd till och med 2022 av "
        "kommunfullmäktige 2020-11-30",
        {
            "title": "Strategi för e-samhället",
            "document_type": "strategi",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2016-09-26",
            "valid_from": "2016",
            "valid_until": "2022",
            "registration_number": "KS 2016/0044",
        },
    ),
    (
        "a collection of statutes: a body with a colon, its own number",
        "txt",
        "Författningssamling\nKFS 2017:07\n\nAntagen av kommunfullmäktige: 2008-11-27, § 156\nReviderad: 2012-10-25, "
        "§ 142"
        "\n\nFolkhälsopolitiskt program\n\nI. Inledning",
        {
            "title": "Folkhälsopolitiskt program",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2008-11-27",
            "revised_date": "2012-10-25",
        },
    ),
    (
        "a registration number at the title's end, a body under 'Beslutande'",
        "txt",
        "Integrationsplan för Sunneby kommun KS2016/726/01\n\nBeslutande: Kommunfullmäktige\nDatum och paragraf: "
        "2017-03-27 § 21\nDokumentansvarig: integrationschefen\nGäller till: tills vidare, dock längst t o m "
        "2022-12-31",
        {
            "municipality": "Sunneby kommun",
            "title": "Integrationsplan för Sunneby kommun",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2017-03-27",
            "valid_until": "2022-12-31",
            "registration_number": "KS2016/726/01",
            "responsible_for_revision": "Integrationschefen",
        },
    ),
    (
        "the members present are no deciding body",
        "txt",
        "Protokoll\n\nBeslutande: Kjell Ek (C), Anna Ask (S)\nPlats och tid: Kommunhuset, kl 9",
        {},
    ),
    (
        "a guideline on documents of governance",
        "txt",
        "Riktlinjer för styrdokument\n\nAntaget av\tKommunfullmäktige\nAntaget\t2017-12-04 § 149\nGiltighetstid\tTill "
        "beslut om upphörande\nDokumentansvarig\tKanslichef\nErsätter tidigare versioner\tKF § 30 2013",
        {
            "title": "Riktlinjer för styrdokument",
            "document_type": "riktlinje",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2017-12-04",
            "responsible_for_revision": "Kanslichef",
            "replaces": "KF § 30 2013",
        },
    ),
    (
        "an unknown key after a known one on the line",
        "md",
        "# Drogpolitiskt program\n\n**Fastställt:** Kommunfullmäktige 2010-06-21 § 77\n**Reviderat:** "
        "Kommunfullmäktige "
        "2014-09-29 § 120\n**Aktualitetsprövat:** 2018-11-12\n**Uppföljningsansvarig:** Folkhälsorådet\n\nProgrammet "
        "gäller 2011–2014 och följs upp årligen.",
        {
            "title": "Drogpolitiskt program",
            "document_type": "program",
            "status": "adopted",
            "adopted_by": "Kommunfullmäktige",
            "adopted_date": "2010-06-21",
            "revised_date": "2014-09-29",
            "valid_from": "2011",
            "valid_until": "2014",
            "follow_up_by": "Folkhälsorådet",
            "follow_up_frequency": "årligen",
        },
    ),
    (
        "an opinion of a board",
        "md",
        "# Yttrande över remiss om kulturplan\n\nKommunstyrelsen 2023-05-10 § 99\n\nDnr KS 2023/200\n\nVi är positiva.",
        {
            "title": "Yttrande över remiss om kulturplan",
            "document_type": "plan",
            "registration_number": "KS 2023/200",
        },
    ),
    (
        "everyday lines beside the adoption",
        "txt",
        "Skolplan 2022\nAntagen av barn- och utbildningsnämnden 2021-12-15\nGäller läsåren "
        "2022/23–2025/26\nUppföljning "
        "sker varje läsår i kvalitetsrapporten\nAnsvarig för uppföljning: Skolchefen",
        {
            "title": "Skolplan 2022",
            "document_type": "plan",
            "status": "adopted",
            "adopted_by": "Barn- och utbildningsnämnden",
            "adopted_date": "2021-12-15",
            "follow_up_by": "Skolchefen",
            "follow_up_frequency": "varje läsår",
        },
    ),
]


@pytest.mark.parametrize(("suffix", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_file_gives_what_its_cover_says(tmp_path: Path, suffix: str, text: str, expected: dict[str, str]) -> None:
    """Each layout gives its values and leaves the other fields empty."""
    path = tmp_path / f"document.{suffix}"
    path.write_text(text + BODY, encoding="utf-8")
    metadata = read_document(FoundFile(path=path, doc_id="document")).metadata
    found = {name: getattr(metadata, name) for name in FIELDS}
    assert {name: item.value for name, item in found.items() if item is not None} == expected
    assert metadata.contradictions == ()


def test_a_list_of_documents_is_no_cover(tmp_path: Path) -> None:
    """A table of other documents with who decided on them says nothing of this one."""
    path = tmp_path / "document.txt"
    table = (
        "Dokumentnamn\tBeslutsinstans\tBeslutsdatum\tKommentar\nTrafikplan\tTekniska nämnden\t2019-01-01\tNy 2024\n"
        "Skolplan\tSkolnämnden\t2020-02-02\tGäller än\n"
    )
    path.write_text(f"Översikt av planer\n\n{table}{BODY}", encoding="utf-8")
    metadata = read_document(FoundFile(path=path, doc_id="document")).metadata
    assert metadata.adopted_by is None
    assert metadata.adopted_date is None
