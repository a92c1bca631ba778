"""Structure of text and Markdown files, on small pieces in the manner of real ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.assemble import assemble
from ingest.read_markdown import read_markdown
from ingest.read_text import read_text
from ingest.records import Block, Document, Source

PROSE = "Kommunstyrelsen leder och samordnar arbetet med integration i alla nämnder och bolag under hela perioden."


def text_blocks(text: str) -> list[Block]:
    return read_text(text.encode(), "plan.txt")


def markdown_blocks(text: str) -> list[Block]:
    return read_markdown(text.encode(), "plan.md")


def document(blocks: list[Block]) -> Document:
    return assemble(blocks, doc_id="plan", source=Source(name="plan.txt", sha256="", n_bytes=1, kind="txt"))


def rows(blocks: list[Block]) -> list[dict[str, str]]:
    return [
        {cell.header: cell.text for cell in block.cells}
        for block in blocks
        if block.kind == "row" and block.role == "body"
    ]


def headings(blocks: list[Block]) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in blocks if block.kind == "heading"]


def test_levels_come_from_capitals_and_numbers() -> None:
    """Capitals stand above numbers, numbers by their depth above plain lines."""
    lines = ["MÅL", "1. Arbete", PROSE, "1.1 Praktik", PROSE, "2. Boende", PROSE, "ANSVAR", "Vem gör vad", PROSE]
    expected = [(1, "MÅL"), (2, "1. Arbete"), (3, "1.1 Praktik"), (2, "2. Boende"), (1, "ANSVAR"), (2, "Vem gör vad")]
    assert headings(text_blocks("\n\n".join(lines))) == expected


def test_a_numbered_list_is_no_row_of_headings() -> None:
    """Numbered lines that follow one another are items, whatever comes after the last."""
    text = f"{PROSE} Tre saker:\n\n1. Praktikplatser\n\n2. Utbildning\n\n3. Språkstöd\n\n{PROSE}\n"
    assert [block.text for block in text_blocks(text) if block.kind == "item"][:2] == [
        "1. Praktikplatser",
        "2. Utbildning",
    ]


def test_a_line_with_nothing_under_it_is_no_heading() -> None:
    """A signature at the end of a motion heads no text and belongs to no section."""
    text = f"{PROSE}\n\nArbete\n\n{PROSE}\n\nÄngsholm som ovan\n\nFör Framtid Ängsholm\nGruppledaren\n"
    stored = document(text_blocks(text))
    assert [section.heading for section in stored.sections] == ["Arbete"]
    assert stored.passages[-1].heading_path == ()


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("arbetslivs-\nnämnden", "arbetslivsnämnden"),
        ("arbetslivs\u00ad\nnämnden", "arbetslivsnämnden"),
        ("barn- \noch utbildningsnämnden", "barn- och utbildningsnämnden"),
    ],
)
def test_words_broken_at_a_line_end_are_whole_again(broken: str, whole: str) -> None:
    """A hyphen at a line's end goes, unless the word leans on the next: 'barn- och utbildningsnämnden'."""
    text = (
        f"{PROSE[:80]}\nNämnden som ansvarar för uppföljningen av programmet heter {broken} i staden.\n{PROSE[:80]}\n"
    )
    assert whole in text_blocks(text)[0].text


def test_a_sentence_over_a_page_end_is_one_sentence_on_its_first_page() -> None:
    """Running header, page line and footnote between its halves do not tear a sentence apart."""
    head, foot = "Norrviks stad        Plan 2023-2026", "          Sida {} av 3"
    pages = [
        f"1. PLATS\n\n{PROSE[:60]}\n{PROSE[60:]}\nBeslut om plats för barn på kvällar, nätter och helger fattas av\n\n"
        "¹ Tiden räknas från anmälan.",
        f"enhetschefen på Placeringsenheten.\n\n2. ANSVAR\n\n{PROSE[:60]}\n{PROSE[60:]}",
        f"3. UPPFÖLJNING\n\n{PROSE[:60]}\n{PROSE[60:]}",
    ]
    text = "\n\n".join(f"{head}\n\n{page}\n\n{foot.format(number)}" for number, page in enumerate(pages, start=1))
    stored = document(text_blocks(text))
    assert "nätter och helger fattas av enhetschefen på Placeringsenheten." in stored.text
    assert "Sida" not in stored.text
    assert "Norrviks stad" not in stored.text
    second = next(page for page in stored.page_starts if page.page == 2)
    assert stored.text[second.start :].startswith("enhetschefen")
    assert [page.is_estimated for page in stored.page_starts] == [False] * 3


def test_a_page_number_in_a_running_line_is_a_page() -> None:
    """'Storsjö kommun   Sida 2 (3)' tops a page and is dropped with the line under it."""
    head = "Storsjö kommun          Sida {} (3)\nPolicy för upphandling\n\n"
    text = "".join(head.format(number) + f"{PROSE}\n\nNämnd {number} ansvarar varje år.\n\n" for number in (1, 2, 3))
    stored = document(text_blocks(text))
    assert [(start.page, start.is_estimated) for start in stored.page_starts] == [(1, False), (2, False), (3, False)]
    assert "Storsjö" not in stored.text


def test_form_feeds_are_pages() -> None:
    """Each form feed begins the next page, exactly."""
    stored = document(text_blocks(f"{PROSE}\n\f{PROSE}\n\f{PROSE}\n"))
    assert [(page.page, page.is_estimated) for page in stored.page_starts] == [(1, False), (2, False), (3, False)]


def test_a_pipe_table_keeps_empty_cells_and_headers() -> None:
    """Each row has every column's header; the text between the outer pipes is the file's."""
    text = "| Aktivitet | Ansvarig | Kostnad |\n|---|:--|---|\n| **Sfi** på kvällstid | | |\n| A \\| B | HR | 5 kr |\n"
    blocks = markdown_blocks(f"# Plan\n\n{PROSE}\n\n{text}")
    assert rows(blocks) == [
        {"Aktivitet": "Sfi på kvällstid", "Ansvarig": "", "Kostnad": ""},
        {"Aktivitet": "A | B", "Ansvarig": "HR", "Kostnad": "5 kr"},
    ]
    stored = document(blocks)
    passage = next(passage for passage in stored.passages if passage.kind == "row")
    assert stored.text[passage.start : passage.end] == "Sfi på kvällstid | |"
    assert [stored.text[cell.start : cell.end] for cell in passage.cells] == ["Sfi på kvällstid", "", ""]


def test_a_row_torn_by_a_wrapped_cell_is_whole() -> None:
    """'Rutin' and 'för skolor⇥Skolchef⇥2024' are one row; a short row after it is not joined to its neighbour."""
    table = "Aktivitet\tAnsvarig\tKlart\nUtbildning\tChef\t2023\nRutin\nför skolor\tSkolchef\t2024\nSumma\t\t2\n"
    assert [list(row.values()) for row in rows(text_blocks(f"{PROSE}\n\n{table}"))] == [
        ["Utbildning", "Chef", "2023"],
        ["Rutin för skolor", "Skolchef", "2024"],
        ["Summa", "", "2"],
    ]


def test_html_cells_between_tabs() -> None:
    """'<p>' cells, an empty one among them, and a Markdown rule under a row read as rows of the table above."""
    text = "Uppdrag\tUppföljning\tKostnad\n<p>1. Nätverk</p> <p>Två möten</p>\t\t<p>Inom ram</p>\n---\t--\t---\n"
    assert rows(markdown_blocks(f"# Plan\n\n{PROSE}\n\n## Nämnd\n\n{text}")) == [
        {"Uppdrag": "1. Nätverk Två möten", "Uppföljning": "", "Kostnad": "Inom ram"}
    ]


def test_a_table_set_with_spaces_and_wrapped_cells() -> None:
    """Columns that begin at the same place are a table; a line without a first cell goes on with the row above."""
    table = (
        "Åtgärd               Ansvarig            Kostnad\n"
        "Språkcafé varje      Biblioteks-         45 000 kr\n"
        "                     chefen\n"
        "Simskola             Badhuset            96 000 kr\n"
    )
    text = f"{PROSE[:60]}\n{PROSE[60:]}\n\n{table}"
    assert rows(text_blocks(text)) == [
        {"Åtgärd": "Språkcafé varje", "Ansvarig": "Biblioteks- chefen", "Kostnad": "45 000 kr"},
        {"Åtgärd": "Simskola", "Ansvarig": "Badhuset", "Kostnad": "96 000 kr"},
    ]


def test_a_caption_leads_its_rows() -> None:
    """'Tabell 2. Mål' is the last of the rows' headings, so that a row is found by it."""
    text = (
        f"# Plan\n\n{PROSE}\n\n## Mål\n\nTabell 2. Mål och delmål\n\nMål\tBasår\tLäge\nSolel\t1990\t640 kW\n\n{PROSE}\n"
    )
    stored = document(markdown_blocks(text))
    row = next(passage for passage in stored.passages if passage.kind == "row")
    assert row.heading_path == ("Mål", "Tabell 2. Mål och delmål")
    assert stored.passages[-1].heading_path == ("Mål",)


def test_two_columns_without_a_header_name_each_other() -> None:
    """In a list of terms the first cell is the name of the second."""
    text = f"# Plan\n\n{PROSE}\n\n## Ord\n\nFossilfri\tVerksamheten använder inte olja.\nSolel\tEl från solen.\n"
    assert rows(markdown_blocks(text))[1] == {"": "Solel", "Solel": "El från solen."}


def test_a_lead_in_stays_with_its_list_and_long_lists_are_cut_between_items() -> None:
    """The line that ends in a colon opens the passage of its list; no item is cut."""
    items = "\n".join(f"- punkt {number} som säger något om arbetet i nämnden" for number in range(30))
    stored = document(markdown_blocks(f"# Plan\n\n## Mål\n\n{PROSE} {PROSE} {PROSE}\n\nNämnden ska:\n\n{items}\n"))
    lists = [passage for passage in stored.passages if passage.kind == "list"]
    assert len(lists) == 2
    assert stored.text[lists[0].start :].startswith("Nämnden ska:")
    assert all(stored.text[start:end].startswith(("- ", "Nämnden")) for p in lists for start, end in p.sentences)


def test_passages_have_40_to_160_words() -> None:
    """Short paragraphs of a section are gathered, a long one is cut at a sentence's end."""
    short = "\n\n".join(["Nämnden ansvarar för arbetet med sina egna frågor varje år."] * 20)
    long = " ".join([PROSE] * 20)
    stored = document(markdown_blocks(f"# Plan\n\n## Kort\n\n{short}\n\n## Lång\n\n{long}\n"))
    n_words = [len(stored.text[p.start : p.end].split()) for p in stored.passages if p.kind == "paragraph"]
    assert len(n_words) > 4
    assert all(40 <= number <= 160 for number in n_words)


MARKED_UP = (
    "|Arbete|1. Inledning|1.1 Bakgrund|MÅL|- punkt|1. Praktik|a\tb\tc|x\t\tz|Datum: 2023-05-10| Sidtopp|\f|-\tpunkt|"
    "Sida 1 av 2|Innehåll|Inledning\t3|# Titel|## Rubrik|¹ Fotnot.|---|<p>x</p>|a\u030a \u200b dold|**fet**|> citat|"
    "Tabell 1. Mål|Åtgärd    Ansvarig|Solel     Nämnden|<table><tr><td>a</td><td></td></tr></table>|[^1]: not|====|"
    "[Här anges vad som ska stå under denna rubrik i ärendet.]"
).split("|")
TABLE_LINES = ["| a | b |", "|---|---|", "a | b", "--- | ---"]
LINES = st.lists(st.sampled_from([*MARKED_UP, *TABLE_LINES, "", PROSE, PROSE]) | st.text(max_size=30), max_size=25)


@given(LINES, st.sampled_from(["text", "markdown"]))
def test_any_lines_make_a_document_whose_spans_hold(lines: list[str], kind: str) -> None:
    """Whatever the lines, the text is NFC, passages are apart and inside it, pages count up, sections nest."""
    import unicodedata

    from ingest.errors import UnreadableFile

    data = "\n".join(lines).encode("utf-8", errors="ignore")
    try:
        blocks = (read_text if kind == "text" else read_markdown)(data, "plan")
    except UnreadableFile:
        return
    stored = document(blocks)
    assert unicodedata.is_normalized("NFC", stored.text)
    assert "\r" not in stored.text
    assert all(above.end <= below.start for above, below in pairwise(stored.passages))
    assert all(above.page < below.page and above.start <= below.start for above, below in pairwise(stored.page_starts))
    for passage in stored.passages:
        assert 0 <= passage.start < passage.end <= len(stored.text)
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)
        assert all(passage.start <= cell.start <= cell.end <= passage.end for cell in passage.cells)
    for section in stored.sections:
        assert stored.text[section.start : section.start + len(section.heading)] == section.heading
        assert section.heading_path[-1] == section.heading
    for outer in stored.sections:
        for inner in stored.sections:
            assert inner.start < outer.start or inner.end <= outer.end or inner.start >= outer.end
