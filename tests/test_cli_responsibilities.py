"""`styrdok responsibilities` and `styrdok eval register`: shapes, filters, files and refusals."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fakes import write_word_model
from index_cases import build, document
from typer.testing import CliRunner, Result

import cli
from answer.register_files import register_csv, register_html, register_markdown, register_xlsx, safe_cell
from eval.register import Fact, agree, matched, score_register
from eval.relevance import words
from index.encoder import load_encoder
from index.register import Entry, of_body
from ingest.records import Document, Responsibility

LINE = {"doc_id", "body", "body_as_written", "role", "task", "frequency", "quote", "start", "end", "page",
        "page_is_estimated", "heading_path", "status"}  # fmt: skip
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, five_documents: list[Document]) -> Run:
    """The command over the five documents."""
    folder = tmp_path_factory.mktemp("register")
    model = write_word_model(folder / "model", [one.text for one in five_documents])
    build(folder / "data", five_documents, encoder=load_encoder(str(model))).close()
    env = {"STYRDOK_DATA": str(folder / "data"), "STYRDOK_MODEL": str(model)}

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(cli.app, [str(a) for a in arguments], env=env)

    return invoke


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_has_the_contracts_shape_and_a_verbatim_quote(run: Run, five_documents: list[Document]) -> None:
    """`quote` is the slice of the stored text that `start` and `end` give; the rest comes from known sets."""
    texts = {one.doc_id: one.text for one in five_documents}
    found = lines(run("responsibilities", "--format", "jsonl"))
    assert len(found) > 200
    for line in found:
        assert set(line) == LINE
        assert line["quote"] == texts[str(line["doc_id"])][line["start"] : line["end"]]  # type: ignore[misc]
        assert (line["body"] is None) == (line["body_as_written"] is None)


@pytest.mark.parametrize(
    "name", ["Arbetslivsnämnden", "arbetslivsnamnd", "the Labour Market Committee", "arbtslivsnämnden"]
)
def test_a_body_is_found_by_any_of_its_names(run: Run, name: str) -> None:
    """Swedish in any form, without å ä ö, misspelt, or in English."""
    found = lines(run("responsibilities", "--body", name, "--doc-id", "boras-program-2023", "--format", "jsonl"))
    assert {line["body"] for line in found} == {"Arbetslivsnämnden"}
    assert {line["role"] for line in found} >= {"revise", "follow_up", "coordinate", "report_to"}


def test_abbreviations_are_names(run: Run) -> None:
    """KF is Kommunfullmäktige."""
    found = lines(run("responsibilities", "--body", "KF", "--format", "jsonl"))
    assert {line["body"] for line in found} == {"Kommunfullmäktige"}


def test_filters_narrow(run: Run) -> None:
    """Role, municipality and status; a proposal's duties are marked as such."""
    found = lines(run("responsibilities", "--role", "follow_up", "--municipality", "vasteras", "--format", "jsonl"))
    assert {(line["doc_id"], line["role"]) for line in found} == {("vasteras-integrationsprogram-2008", "follow_up")}
    proposed = lines(run("responsibilities", "--status", "proposal", "--format", "jsonl"))
    assert {line["status"] for line in proposed} == {"proposal"}


def test_nobody_by_that_name_is_an_empty_register(run: Run) -> None:
    """No row is no error; the table says so."""
    assert lines(run("responsibilities", "--body", "Hamnstyrelsen", "--format", "jsonl")) == []
    assert "Inget ansvar hittades." in run("responsibilities", "--body", "Hamnstyrelsen").stdout


@pytest.mark.parametrize(
    "arguments", [("--role", "boss"), ("--format", "pdf"), ("--status", "old")], ids=["role", "format", "status"]
)
def test_wrong_usage_exits_2(run: Run, arguments: tuple[str, str]) -> None:
    """A role, format or status that does not exist is named with those that do."""
    result = run("responsibilities", *arguments)
    assert result.exit_code == 2
    assert arguments[1] in result.stderr


def test_a_file_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    """One sentence and exit code 1."""
    result = run("responsibilities", "--format", "csv", "--out", tmp_path / "no" / "such" / "x.csv")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "x.csv" in result.stderr


def test_table_shows_bodies_and_quotes(run: Run) -> None:
    """What people read: the body, the role, the quote and where it stands."""
    shown = run("responsibilities", "--body", "Fritid- och folkhälsonämnden", "--doc-id", "boras-program-2023").stdout
    assert "Fritid- och folkhälsonämnden" in shown
    assert "samordnar" in shown
    assert "Trygghet" in shown


HOSTILE = document("=cmd", "=HYPERLINK(1) <b>&", title="+SUM(A1)", heading="@x")
ROWS = [
    Entry(
        document=HOSTILE,
        duty=Responsibility(
            body="-Nämnden", body_as_written="\tx", role="decide", task="=1+1", frequency=None, start=0, end=18
        ),
    ),
    Entry(
        document=HOSTILE,
        duty=Responsibility(body=None, body_as_written=None, role="offer", task="a", frequency="x", start=0, end=5),
    ),
]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra"])
def test_cells_are_no_formulas(text: str) -> None:
    """What a spreadsheet would run gets a ' before it (OWASP)."""
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("Nämnden = ansvar") == "Nämnden = ansvar"


def test_csv_opens_in_swedish_spreadsheets() -> None:
    """Semicolons, a byte order mark, one row a duty, no cell a formula."""
    text = register_csv(ROWS)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    assert [row["body"] for row in rows] == ["'-Nämnden", ""]
    assert rows[0]["title"] == "'+SUM(A1)"
    assert rows[0]["quote"].startswith("'=HYPERLINK")
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_xlsx_is_a_workbook_of_text_and_numbers() -> None:
    """Every part is well-formed XML, formulas are text, and the same rows give the same file."""
    made = register_xlsx(ROWS)
    assert made == register_xlsx(ROWS)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        for name in book.namelist():
            ElementTree.fromstring(book.read(name))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "'=HYPERLINK(1) &lt;b&gt;&amp;" in sheet
    assert sheet.count("<row ") == 3


def test_an_application_adds_the_address_of_each_quote() -> None:
    """The last column, where there is an application to open it in."""
    text = register_csv(ROWS, lambda row: f"https://styrdok.example/?open={row.document.doc_id}")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    assert rows[0]["address"] == "https://styrdok.example/?open==cmd"
    assert "address" not in register_csv(ROWS)


def test_reports_escape_what_documents_say() -> None:
    """A document's text is never markup; duties without a body stand last under 'No body named'."""
    page = register_html(ROWS, "en")
    assert "<b>" not in page
    assert page.index("-Nämnden") < page.index("No body named")
    assert r"\<b\>" in register_markdown(ROWS, "sv")


def test_formats_are_written_to_files(run: Run, tmp_path: Path) -> None:
    """Each format gives a file that is not empty."""
    for form in ("table", "csv", "jsonl", "xlsx", "markdown", "html"):
        out = tmp_path / f"register.{form}"
        result = run("responsibilities", "--body", "KS", "--format", form, "--out", out)
        assert (result.exit_code, result.stdout) == (0, ""), form
        assert out.stat().st_size > 0


def test_joined_bodies_are_found_by_each_name() -> None:
    """'Nämnder och bolag' is found as 'bolag'; 'Kultur- och fritidsnämnden' is one name."""
    joined = replace(ROWS[0].duty, body="Räddningstjänsten och Hamnbolaget")
    one = replace(ROWS[0].duty, body="Kultur- och fritidsnämnden")
    rows = [Entry(document=HOSTILE, duty=joined), Entry(document=HOSTILE, duty=one)]
    assert [row.duty for row in of_body(rows, "hamnbolag")] == [joined]
    assert [row.duty for row in of_body(rows, "Kultur- och fritidsnämnd")] == [one]


# eval register


def gold_row(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "doc_id": "a",
        "body": "Kommunstyrelsen",
        "role": "decide",
        "quote": "KS beslutar om allt detta",
    }
    return {**row, **changes}


def test_register_measures_by_hand() -> None:
    """Of three gold rows two are found, one by its abbreviation; of three rows found one is of no gold row."""
    gold = [gold_row(), gold_row(role="revise"), gold_row(body="Valnämnden", quote="Valnämnden ansvarar för val")]
    found = [
        gold_row(body="KS"),
        gold_row(body="valnämnd", quote="Valnämnden ansvarar för val och folkomröstningar"),
        gold_row(body="valnämnd", role="offer", quote="Valnämnden ansvarar för val"),
    ]
    scores = score_register(found, gold)  # roles: decide, decide, offer against decide, revise, decide
    assert scores["all"] == {"found": 3, "gold": 3, "agreed": 2, "precision": 0.6667, "recall": 0.6667}
    assert scores["by_role"]["revise"]["recall"] == 0
    assert scores["body_spelt_as_in_gold"] == {"rows": 2, "share": 0.0}


def test_rows_without_a_body_are_judged_only_where_the_gold_has_some() -> None:
    """A gold that lists no unnamed duty says nothing of them."""
    unnamed = gold_row(body=None, quote="SFI ska erbjudas alla nyanlända vuxna")
    assert score_register([gold_row(), unnamed], [gold_row()])["all"]["precision"] == 1
    assert score_register([gold_row(), unnamed], [gold_row()])["rows_without_body_not_judged"] == 1
    assert score_register([unnamed], [unnamed, gold_row()])["all"]["recall"] == 0.5


def test_matching_is_one_to_one_and_as_large_as_can_be() -> None:
    """The first row found could take both gold rows and leaves the only one that the second fits."""
    long, short = words("ett två tre fyra fem sex sju åtta"), words("ett två tre fyra fem")
    gold = [
        Fact(doc_id="a", body="x", role="decide", quote=short),
        Fact(doc_id="a", body="x", role="decide", quote=long),
    ]
    found = [
        Fact(doc_id="a", body="x", role="decide", quote=long),
        Fact(doc_id="a", body="x", role="decide", quote=short),
    ]
    assert len(matched(found, gold, agree)) == 2
    assert len(matched(found[:1] * 3, gold[:1], agree)) == 1


@pytest.mark.parametrize(
    "content", ["", "{}\n", "[1]\n", "not json\n", '{"doc_id": "a", "body": 1, "role": "x", "quote": "y"}']
)
def test_a_gold_register_that_is_none_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    """One sentence, exit code 1."""
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    result = run("eval", "register", "--gold", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "gold.jsonl" in result.stderr


def test_eval_register_writes_its_measures(run: Run, tmp_path: Path) -> None:
    """Precision and recall by role and document, with what made them."""
    gold = Path(__file__).parent.parent / "eval" / "collections" / "five" / "responsibilities.jsonl"
    out = tmp_path / "register.json"
    result = run("eval", "register", "--gold", gold, "--json", out)
    assert result.exit_code == 0, result.stderr
    scores = json.loads(out.read_text(encoding="utf-8"))
    assert scores["all"]["precision"] >= 0.90
    assert scores["all"]["recall"] >= 0.80
    assert scores["body_spelt_as_in_gold"]["share"] >= 0.97
    assert scores["settings"]["model"]
