"""Born-digital PDFs, drawn here with reportlab: headings, columns, tables, running lines, and PDFs to refuse."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from ingest.errors import UnreadableFile
from ingest.read_pdf import read_pdf
from ingest.records import Block

pytest.importorskip("reportlab", reason="reportlab draws the PDFs of these tests")
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

STYLES = getSampleStyleSheet()
PROSE = (
    "Kommunstyrelsen ansvarar för att samordna arbetet, vilket innebär att inhämta kunskap inom och utom kommunens "
    "organisation samt att sprida kunskap till alla nämnder. "
)


def body(text: str) -> Paragraph:
    return Paragraph(text, STYLES["BodyText"])


def heading(text: str, level: int = 1) -> Paragraph:
    return Paragraph(text, STYLES[f"Heading{level}"])


def drawn(flowables: Sequence[Any], *, header: str = "", **options: Any) -> bytes:
    """A PDF of `flowables` with `header` and a page line on each page."""
    file = BytesIO()

    def edges(canvas: Canvas, template: Any) -> None:
        if header:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, 810, header)
            canvas.drawString(480, 30, f"{template.page} (4)")

    SimpleDocTemplate(file, pagesize=A4, **options).build(list(flowables), onFirstPage=edges, onLaterPages=edges)
    return file.getvalue()


def rows(blocks: Sequence[Block]) -> list[dict[str, str]]:
    return [{c.header: c.text for c in block.cells} for block in blocks if block.kind == "row" and block.role == "body"]


@cache
def plan() -> list[Block]:
    """Cover, contents with dots, chapters over four pages, running header and page line."""
    dots = "." * 60
    entries = {"1. Inledning": 3, "2. Mål": 3, "3. Uppföljning": 4}
    bullets = ["Första punkten är " + PROSE, "Andra punkten"]
    flowables = [
        Paragraph("Plan för förskola 2023–2026", STYLES["Title"]),
        body("Fastställd av: Kommunfullmäktige"),
        body("Datum: 2023-05-10"),
        PageBreak(),
        heading("Innehåll"),
        *(body(f"{entry} {dots} {page}") for entry, page in entries.items()),
        PageBreak(),
        heading("1. Inledning"),
        body(PROSE * 3),
        heading("1.1 Bakgrund", 2),
        body(PROSE * 2),
        ListFlowable([ListItem(body(bullet)) for bullet in bullets], bulletType="bullet"),
        heading("2. Mål"),
        body(PROSE * 2),
        PageBreak(),
        heading("3. Uppföljning"),
        body(PROSE),
        body("Programmet följs upp vartannat år av <b>Arbetslivsnämnden</b>."),
    ]
    return read_pdf(drawn(flowables, header="Norrviks stad  Plan för förskola"), "plan.pdf")


def test_headings_come_from_type_size() -> None:
    """Larger type is a heading, its size the level; bold words inside a line are none."""
    headings = [(block.level, block.text) for block in plan() if block.kind == "heading" and block.role == "body"]
    assert headings == [(1, "1. Inledning"), (2, "1.1 Bakgrund"), (1, "2. Mål"), (1, "3. Uppföljning")]
    assert plan()[-1].text == "Programmet följs upp vartannat år av Arbetslivsnämnden."


def test_pages_are_exact_and_edges_are_dropped() -> None:
    """Each block knows its page; the running header and '3 (4)' are gone."""
    assert [block.page for block in plan() if block.kind == "heading"] == [2, 3, 3, 3, 4]
    assert not any(block.page_is_estimated for block in plan())
    text = "\n".join(block.text for block in plan())
    assert "Norrviks stad" not in text
    assert "(4)" not in text


def test_cover_and_contents_have_their_roles() -> None:
    """The first page's lines are cover, the dotted lines contents."""
    assert [block.text for block in plan() if block.role == "cover"] == [
        "Plan för förskola 2023–2026",
        "Fastställd av: Kommunfullmäktige",
        "Datum: 2023-05-10",
    ]
    assert sum(block.role == "contents" for block in plan()) == 4


def test_list_items_keep_their_mark_and_their_lines() -> None:
    """An item over several lines is one item, though its mark stands apart from the text."""
    items = [block.text for block in plan() if block.kind == "item" and block.role == "body"]
    assert items == [f"• Första punkten är {PROSE.strip()}", "• Andra punkten"]


def test_a_ruled_table_with_wrapped_and_empty_cells() -> None:
    """Each row of a grid is one row with its headers, over a page end too, where the header comes again."""
    data: list[list[Any]] = [["Åtgärd", "Ansvarig", "Kostnad"]]
    for number in range(1, 41):
        long = body(f"{number}. En åtgärd med så lång text att den bryts på flera rader i sin cell")
        data.append([long, body("Tekniska nämnden" if number % 2 else ""), f"{number}0 000 kr"])
    table = Table(data, colWidths=[200, 150, 100], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    blocks = read_pdf(drawn([heading("Åtgärder"), body(PROSE), table]), "plan.pdf")
    found = rows(blocks)
    assert len(found) == 40
    assert found[1] == {
        "Åtgärd": "2. En åtgärd med så lång text att den bryts på flera rader i sin cell",
        "Ansvarig": "",
        "Kostnad": "20 000 kr",
    }
    assert [row["Kostnad"] for row in found] == [f"{number}0 000 kr" for number in range(1, 41)]
    assert {block.page for block in blocks if block.kind == "row"} == {1, 2}


def test_a_table_without_rules() -> None:
    """Columns that begin or end at the same place are a table; wrapped lines belong to their row."""
    wrapped: list[list[Any]] = [[body("<b>Uppdrag</b>"), body("<b>Uppföljning</b>"), body("<b>Kostnad</b>")]]
    for number in range(1, 8):
        text = f"{number}. Ett uppdrag med en lång text som bryts över flera rader i cellen och fortsätter"
        wrapped.append([body(text), body("Redovisas i årsbokslutet" if number % 3 else ""), body(f"{number} tkr/år")])
    numbers = [
        ["Åtgärd", "2024", "2025", "Summa"],
        ["Cykelvägar", "5,1", "7,4", "12,5"],
        ["Solel", "2,8", "3,2", "6,0"],
    ]
    flowables = [
        heading("4.1 Socialtjänsten"),
        Table(wrapped, colWidths=[220, 150, 80], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
        heading("4.2 Tekniska kontoret"),
        Table(numbers, style=[("ALIGN", (1, 0), (-1, -1), "RIGHT")]),
        Spacer(1, 20),
        body(PROSE * 2),
    ]
    found = rows(read_pdf(drawn(flowables), "plan.pdf"))
    assert len(found) == 9
    assert found[2] == {
        "Uppdrag": "3. Ett uppdrag med en lång text som bryts över flera rader i cellen och fortsätter",
        "Uppföljning": "",
        "Kostnad": "3 tkr/år",
    }
    assert found[7] == {"Åtgärd": "Cykelvägar", "2024": "5,1", "2025": "7,4", "Summa": "12,5"}


def test_two_columns_are_read_one_after_the_other() -> None:
    """Left column, then right; a paragraph that the column's end tears apart is joined; no table is seen."""
    file = BytesIO()
    template = BaseDocTemplate(file, pagesize=A4)
    template.addPageTemplates([PageTemplate(frames=[Frame(50, 50, 235, 700), Frame(310, 50, 235, 700)])])
    template.build([heading("Folkhälsa"), *(body(f"Stycke {number} börjar. {PROSE}") for number in range(1, 23))])
    blocks = read_pdf(file.getvalue(), "plan.pdf")
    numbers = [int(block.text.split()[1]) for block in blocks if block.text.startswith("Stycke")]
    assert numbers == list(range(1, 23))
    assert not rows(blocks)
    assert all(block.text.endswith("alla nämnder.") for block in blocks if block.kind == "paragraph")


def test_words_broken_at_a_line_end_are_whole() -> None:
    """'arbetslivs-' and 'nämnden' become one word."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number, line in enumerate(
        ["Uppföljningen av programmet görs varje år av arbetslivs-", "nämnden i samråd med de berörda."]
    ):
        canvas.drawString(60, 700 - 14 * number, line)
    canvas.save()
    assert read_pdf(file.getvalue(), "plan.pdf")[0].text == (
        "Uppföljningen av programmet görs varje år av arbetslivsnämnden i samråd med de berörda."
    )


def test_hidden_text_is_kept() -> None:
    """The text layer of a scanned page is drawn invisibly and is all the text there is."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    text.textLine("Nämnden följer upp programmet varje år.")
    canvas.drawText(text)
    canvas.save()
    assert read_pdf(file.getvalue(), "skannad.pdf")[0].text == "Nämnden följer upp programmet varje år."


def blank(n_pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _ in range(n_pages):
        canvas.rect(50, 50, 100, 100)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(data, "plan.pdf")
    return str(caught.value)


def test_a_scan_without_text_layer_is_refused() -> None:
    """The sentence counts the pages and names the way out."""
    assert (
        refusal(blank(12)) == "plan.pdf: 12 pages and no text layer; run OCR first, for example with ocrmypdf -l swe."
    )


def test_a_locked_pdf_is_refused() -> None:
    """A PDF that needs a password to open says so; one that only forbids printing is read."""
    locked = drawn([body(PROSE)], encrypt=pdfencrypt.StandardEncryption("hemligt"))
    assert refusal(locked) == "plan.pdf: the PDF is locked with a password; save a copy without one."
    open_to_all = drawn([body(PROSE)], encrypt=pdfencrypt.StandardEncryption("", ownerPassword="x", canPrint=0))
    assert read_pdf(open_to_all, "plan.pdf")[0].text == PROSE.strip()


def test_a_cut_off_or_damaged_pdf_is_refused() -> None:
    """Half a PDF has no end mark; one whose inside is torn out is damaged; neither gives half a document."""
    whole = drawn([body(PROSE)])
    assert "the PDF is cut off after" in refusal(whole[: len(whole) // 2])
    torn = whole[:200] + b"x" * 400 + whole[-60:]
    assert refusal(torn).startswith("plan.pdf: ")
