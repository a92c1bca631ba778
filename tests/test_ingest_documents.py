"""What ingest makes of the five documents in `corpus/`; every expected value was read off the files by hand."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.files import FoundFile
from ingest.read import read_document
from ingest.records import Document, Passage

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = {path.stem: path for path in sorted(CORPUS.iterdir()) if path.stem != "README"}
UDDEVALLA = "uddevalla-program-2007-2011"
VASTERAS = "vasteras-integrationsprogram-2008"
BORAS = "boras-program-2023"
SCAN = "boras-program-skannad"
PROPOSAL = "boras-alternativt-forslag"


@cache
def document(doc_id: str) -> Document:
    return read_document(FoundFile(path=FILES[doc_id], doc_id=doc_id))


def text_of(doc_id: str, passage: Passage) -> str:
    return document(doc_id).text[passage.start : passage.end]


def passages_with(doc_id: str, words: str) -> list[Passage]:
    return [passage for passage in document(doc_id).passages if words in text_of(doc_id, passage)]


def rows_under(doc_id: str, heading: str) -> list[Passage]:
    rows = [passage for passage in document(doc_id).passages if passage.kind == "row"]
    return [row for row in rows if any(heading in part for part in row.heading_path)]


def cells(doc_id: str, row: Passage) -> dict[str, str]:
    return {cell.header: document(doc_id).text[cell.start : cell.end] for cell in row.cells}


@pytest.mark.parametrize("doc_id", FILES)
def test_every_span_holds(doc_id: str) -> None:
    """Passages are in order and apart, named by their span, and hold their sentences and cells."""
    stored = document(doc_id)
    for passage in stored.passages:
        assert passage.passage_id == f"{doc_id}:{passage.start}-{passage.end}"
        assert 0 <= passage.start < passage.end <= len(stored.text)
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)
        assert all(passage.start <= cell.start <= cell.end <= passage.end for cell in passage.cells)
    assert all(above.end <= below.start for above, below in pairwise(stored.passages))


@pytest.mark.parametrize("doc_id", FILES)
def test_no_passage_crosses_a_section(doc_id: str) -> None:
    """Headings in the body stand between passages, never inside one."""
    stored = document(doc_id)
    for section in stored.sections:
        assert stored.text[section.start :].startswith(section.heading)
        inside = [p for p in stored.passages if p.kind != "cover" and p.start < section.start < p.end]
        assert not inside


@pytest.mark.parametrize("doc_id", FILES)
def test_every_word_of_the_file_is_kept(doc_id: str) -> None:
    """But for markup, bookmarks and words broken at a line's end, the text holds the file's words in order."""
    import re

    raw = re.sub(r"\[bookmark:[^\]]*\]|</?[a-z]+>|\]\(http[^)]*\)", " ", FILES[doc_id].read_text(encoding="utf-8"))
    raw = raw.replace("KLIMAT-\nFÖRÄNDRINGARNA", "KLIMATFÖRÄNDRINGARNA")
    assert re.findall(r"\w+", document(doc_id).text) == re.findall(r"\w+", raw)


@pytest.mark.parametrize(
    ("heading", "n_rows"),
    [
        ("4.1 Socialtjänsten", 6),
        ("4.2 Miljö och stadsbyggnad", 7),
        ("4.3 Kommunledningskontoret", 15),
        ("4.4 Tekniska kontoret", 6),
        ("4.5 Räddningstjänsten", 3),
        ("4.6 Barn- och utbildningsförvaltningen", 8),
        ("4.7 Kultur och Fritid", 5),
    ],
)
def test_each_assignment_of_a_department_is_one_row(heading: str, n_rows: int) -> None:
    """Tab rows, HTML rows, rows torn off by blank lines: each numbered assignment is one passage of its department."""
    rows = rows_under(UDDEVALLA, heading)
    numbers = [int(text_of(UDDEVALLA, row).split(".")[0]) for row in rows]
    assert numbers == list(range(1, n_rows + 1))
    assert all(row.heading_path == ("4. Förvaltningarnas uppdrag", heading) for row in rows)
    assert all(
        [cell.header for cell in row.cells][:3] == ["Uppdrag", "Uppföljning", "Ambitionsnivå/Mål"] for row in rows
    )


def test_the_cost_of_assignment_six_is_one_cell() -> None:
    """'What does assignment 6 of Kommunledningskontoret cost?' is answered by one row."""
    row = rows_under(UDDEVALLA, "4.3 Kommunledningskontoret")[5]
    assert cells(UDDEVALLA, row)["Uppskattad/beräknad kostnad"] == "1 530 tkr/år."
    assert cells(UDDEVALLA, row)["Uppföljning"] == "Följa upp antal och inom vilka områden årligen."


@pytest.mark.parametrize("number", [4, 12, 13])
def test_an_empty_cell_stays_in_its_column(number: int) -> None:
    """Rows 4, 12 and 13 of Kommunledningskontoret say nothing on follow-up and still have a goal and a cost."""
    row = rows_under(UDDEVALLA, "4.3 Kommunledningskontoret")[number - 1]
    assert cells(UDDEVALLA, row)["Uppföljning"] == ""
    assert cells(UDDEVALLA, row)["Ambitionsnivå/Mål"]
    assert cells(UDDEVALLA, row)["Uppskattad/beräknad kostnad"] in ("1,5 milj. /mötesplats", "Inom ram")


def test_a_row_after_a_blank_line_keeps_its_headers() -> None:
    """Row 2 of Räddningstjänsten stands after a blank line, without a header row of its own."""
    row = rows_under(UDDEVALLA, "4.5 Räddningstjänsten")[1]
    assert cells(UDDEVALLA, row) == {
        "Uppdrag": "2. Information om den egna verksamheten.",
        "Uppföljning": "Samråd med invandrarservice.",
        "Ambitionsnivå/Mål": "1 gång per kvartal under hela perioden.",
        "Uppskattad/ beräknad kostnad": "Inom ram",
    }


def test_the_table_of_contents_is_kept_but_not_searched() -> None:
    """Its 15 lines are one passage of kind contents."""
    contents = [passage for passage in document(UDDEVALLA).passages if passage.kind == "contents"]
    assert [len(passage.sentences) for passage in contents] == [15]
    assert not contents[0].is_searched


def test_sections_get_the_pages_of_the_table_of_contents() -> None:
    """Uddevalla's contents put 4.3 on page 8 and section 5 on page 14; both are estimates."""
    row = rows_under(UDDEVALLA, "4.3 Kommunledningskontoret")[0]
    follow_up = passages_with(UDDEVALLA, "Uppföljning av förvaltningarnas uppdrag")[0]
    assert (row.page, row.page_is_estimated) == (8, True)
    assert (follow_up.page, follow_up.page_is_estimated) == (14, True)
    assert passages_with(UDDEVALLA, "Antagen av kommunfullmäktige")[0].page is None


def test_a_question_can_be_a_heading() -> None:
    """'3. Vad vill vi i Uddevalla?' is a heading, since the contents name it."""
    assert passages_with(UDDEVALLA, "I Uddevalla skall råda")[0].heading_path == ("3. Vad vill vi i Uddevalla?",)


@pytest.mark.parametrize(
    ("words", "page", "path"),
    [
        ("Fastställt av: Kommunfullmäktige", 1, ()),
        ("följs upp vartannat år genom Arbetslivsnämnden", 2, ()),
        ("Arbete är en nyckel till integration", 3, ("Arbete",)),
        ("Elever med annat modersmål", 3, ("Utbildning", "Barn och ungdomar")),
        ("svenska för invandrare (SFI)", 3, ("Utbildning", "Vuxna")),
        ("Föreningslivet i Borås", 4, ("Delaktighet",)),
        ("nedskräpning", 4, ("Trygghet",)),
        ("Programmet följs upp vartannat år av Arbetslivsnämnden", 5, ("Uppföljning",)),
    ],
)
def test_pages_and_headings_of_the_adopted_programme(words: str, page: int, path: tuple[str, ...]) -> None:
    """A line set in by one space tops a page, which is an estimate; short lines over text are headings."""
    passage = passages_with(BORAS, words)[0]
    assert (passage.page, passage.page_is_estimated, passage.heading_path) == (page, True, path)


def test_each_cover_line_is_a_sentence() -> None:
    """The seven key-value lines and the goals' names are sentences of the cover and no headings."""
    cover = document(BORAS).passages[0]
    lines = [document(BORAS).text[start:end] for start, end in cover.sentences]
    assert cover.kind == "cover"
    assert cover.is_searched
    assert "För ev uppföljning och tidplan för denna ansvarar: Arbetslivsnämnden" in lines
    assert "Dokumentet gäller till och med: 2025" in lines
    assert "INGEN FATTIGDOM" in lines
    assert "GOD HÄLSA OCH VÄLBEFINNANDE" in lines
    assert "plan – aktiviteter, tidsram och ansvar" in lines


def test_the_scan_has_the_headings_and_pages_of_its_clean_twin() -> None:
    """Section for section the scan stands where the clean text does, whatever OCR made of the letters."""

    def outline(doc_id: str) -> list[tuple[int, int]]:
        stored = document(doc_id)
        pages = [max(p.page for p in stored.page_starts if p.start <= section.start) for section in stored.sections]
        return [(section.level, page) for section, page in zip(stored.sections, pages, strict=True)]

    assert outline(SCAN) == outline(BORAS)
    assert len(outline(SCAN)) == 10


def test_a_blank_line_inside_a_scanned_paragraph_is_no_end() -> None:
    """'och social' and 'hallbarhet.' are one sentence, though the scan has a blank line between them."""
    assert passages_with(SCAN, "hilsa och social hallbarhet.")


def test_template_instructions_are_kept_but_not_searched() -> None:
    """Four bracketed instructions of the template, over many lines, are no statement of the proposal."""
    hits = passages_with(PROPOSAL, "Ta aldrig bort denna rubrik") + passages_with(PROPOSAL, "Är det ingen samverkan")
    hits += passages_with(PROPOSAL, "Här anges de handlingar") + passages_with(PROPOSAL, "Beslutets innebörd")
    assert len(hits) == 4
    assert {hit.kind for hit in hits} == {"instruction"}


def test_bookmarks_go_and_the_sentence_stays() -> None:
    """'[bookmark: Beslut][bookmark: BeslutSlut]Program ... fastställs' keeps its sentence whole and searched."""
    passage = passages_with(PROPOSAL, "fastställs att gälla till och med 2023")[0]
    last = passage.sentences[-1]
    assert passage.is_searched
    assert document(PROPOSAL).text[slice(*last)].startswith("Program för ett integrerat samhälle fastställs")
    assert "bookmark" not in document(PROPOSAL).text


def test_headings_of_the_proposal() -> None:
    """Headings without blank lines round them are found; 'Sidan 4' points into another document and is none."""
    assert [section.heading for section in document(PROPOSAL).sections] == [
        "Arbete",
        "Boende",
        "Barn och ungdomar",
        "Delaktighet",
        "Trygghet",
        "Folkhälsa",
        "Ärendet i sin helhet",
        "Beslutsunderlag",
    ]
    assert {hit.kind for hit in passages_with(PROPOSAL, "Sidan 4")} == {"furniture"}
    assert document(PROPOSAL).page_starts == ()


def test_vasteras_headings_leave_out_the_title() -> None:
    """Markdown headings nest below the title, which is in no path; bold marks are gone."""
    passage = passages_with(VASTERAS, "Kommunstyrelsen ansvarar för att årligen följa upp")[0]
    assert passage.heading_path == ("Syfte", "Ansvar för integrationsarbetet")
    assert passages_with(VASTERAS, "Antaget av kommunstyrelsen 2008-10-10")[0].kind == "cover"


def test_address_lines_belong_to_no_section() -> None:
    """The street and telephone under the last definition are not part of it."""
    passage = passages_with(VASTERAS, "Telefon: 021-39 00 00 • www.vasteras.se")[0]
    assert passage.heading_path == ()
    assert "Förmåga att se hela" not in text_of(VASTERAS, passage)
