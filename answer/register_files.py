"""The register as files to take out of the house: CSV, XLSX, and a report per body in Markdown or HTML.

Cells that a spreadsheet would take for a formula are defused, HTML and Markdown are escaped: the texts come from files
that anybody may have written.
"""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from answer.records import Language
from answer.wording import say
from index.register import Entry

COLUMNS = (
    "body", "role", "task", "frequency", "title", "municipality", "status", "section", "page", "quote",
    "body_as_written", "doc_id", "start", "end",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection): such a cell gets a ' before it."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MAX_CELL = 32_767  # characters a cell of a spreadsheet holds
NO_BODY: dict[Language, str] = {"sv": "Ingen utpekad", "en": "No body named"}
ROLES: dict[Language, dict[str, str]] = {
    "sv": {
        "responsible": "ansvarar", "follow_up": "följer upp", "coordinate": "samordnar", "decide": "beslutar",
        "revise": "reviderar", "report_to": "rapporterar", "cooperate": "samverkar", "offer": "erbjuder",
        "support": "stödjer", "other": "övrigt",
    },
    "en": {
        "responsible": "responsible", "follow_up": "follows up", "coordinate": "co-ordinates", "decide": "decides",
        "revise": "revises", "report_to": "reports", "cooperate": "co-operates", "offer": "offers",
        "support": "supports", "other": "other",
    },
}  # fmt: skip


def safe_cell(value: object) -> str:
    """A cell's text that no spreadsheet reads as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


Link = Callable[[Entry], str]
"""The address under which a row's quote opens; files made without an application have none."""


def register_csv(rows: Sequence[Entry], link: Link | None = None) -> str:
    """One row a duty; semicolons and a byte order mark, as Swedish spreadsheets read it."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_columns(link))
    for row in rows:
        writer.writerow([safe_cell(value) for value in _values(row, link)])
    return "\ufeff" + file.getvalue()


def register_xlsx(rows: Sequence[Entry], link: Link | None = None) -> bytes:
    """A workbook of one sheet, its first row the column names; every cell is text or a whole number (ECMA-376)."""
    lines = [_xlsx_row(1, _columns(link)), *(_xlsx_row(n, _values(row, link)) for n, row in enumerate(rows, start=2))]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {**_BOOK, "xl/worksheets/sheet1.xml": _SHEET.format(rows="".join(lines))}.items():
            # a fixed time: the same register gives the same file
            book.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + content
            )
    return file.getvalue()


def register_markdown(rows: Sequence[Entry], language: Language) -> str:
    """What each body has to do, with quotes and where they stand."""
    parts: list[str] = []
    for body, group in _by_body(rows, language):
        parts.append(f"# {_markdown(body)}\n")
        for role, duties in _by_role(group):
            parts.append(f"## {ROLES[language][role].capitalize()}\n")
            for one in duties:
                parts.append(
                    f"- {_markdown(one.duty.task)}  \n  ”{_markdown(one.quote)}”  \n  {_markdown(place(one, language))}"
                )
            parts.append("")
    return "\n".join(parts)


def register_html(rows: Sequence[Entry], language: Language) -> str:
    """The same as a page that prints well and needs nothing from outside."""
    parts: list[str] = []
    for body, group in _by_body(rows, language):
        parts.append(f"<section><h1>{html.escape(body)}</h1>")
        for role, duties in _by_role(group):
            parts.append(f"<h2>{html.escape(ROLES[language][role].capitalize())}</h2><ul>")
            for one in duties:
                parts.append(
                    f"<li><p>{html.escape(one.duty.task)}</p><blockquote>{html.escape(one.quote)}</blockquote>"
                    f"<cite>{html.escape(place(one, language))}</cite></li>"
                )
            parts.append("</ul>")
        parts.append("</section>")
    return _PAGE.format(language=language, body="\n".join(parts))


def place(row: Entry, language: Language) -> str:
    """'Program för …, Borås Stad (antagen), s. 4, Arbete': where a quote stands."""
    page_is = "p." if language == "en" else "s."
    page = f"{page_is} {'~' if row.page_is_estimated else ''}{row.page}" if row.page is not None else ""
    head = f"{row.document.title}, {row.document.municipality or row.document.doc_id}"
    status = say(language, row.document.status)
    return ", ".join(part for part in (f"{head} ({status})", page, " › ".join(row.heading_path)) if part)


def _columns(link: Link | None) -> tuple[str, ...]:
    return (*COLUMNS, "address") if link is not None else COLUMNS


def _values(row: Entry, link: Link | None) -> tuple[object, ...]:
    duty, document = row.duty, row.document
    address = (link(row),) if link is not None else ()
    return (
        duty.body, duty.role, duty.task, duty.frequency, document.title, document.municipality, document.status,
        " › ".join(row.heading_path), row.page, row.quote, duty.body_as_written, document.doc_id, duty.start, duty.end,
        *address,
    )  # fmt: skip


def _xlsx_row(number: int, values: Iterable[object]) -> str:
    cells = []
    for value in values:
        if isinstance(value, int):
            cells.append(f"<c><v>{value}</v></c>")
        else:
            text = _NOT_IN_XML.sub("", safe_cell(value))[:_MAX_CELL]
            cells.append(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _by_body(rows: Sequence[Entry], language: Language) -> Iterable[tuple[str, list[Entry]]]:
    """Rows by body in alphabetical order, those without one last."""
    ordered = sorted(rows, key=lambda row: (row.duty.body is None, (row.duty.body or "").casefold()))
    for body, group in groupby(ordered, key=lambda row: row.duty.body):
        yield body or NO_BODY[language], list(group)


def _by_role(rows: Sequence[Entry]) -> Iterable[tuple[str, list[Entry]]]:
    order = list(ROLES["sv"])
    ordered = sorted(rows, key=lambda row: order.index(row.duty.role))
    for role, group in groupby(ordered, key=lambda row: row.duty.role):
        yield role, list(group)


def _markdown(text: str) -> str:
    """Text on one line with Markdown's and HTML's marks defused."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


_NS = "http://schemas.openxmlformats.org"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = f'<worksheet xmlns="{_NS}/spreadsheetml/2006/main"><sheetData>{{rows}}</sheetData></worksheet>'
_BOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_NS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_NS}/spreadsheetml/2006/main" '
    f'xmlns:r="{_NS}/officeDocument/2006/relationships"><sheets><sheet name="Ansvar" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>Ansvar</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }}
blockquote {{ margin: 0 0 0 1rem; }} li p {{ margin: 0; font-weight: 600; }} cite {{ color: #555; font-size: .9em; }}
@media print {{ section {{ break-before: page; }} section:first-of-type {{ break-before: auto; }} }}
</style></head><body>
{body}
</body></html>
"""
