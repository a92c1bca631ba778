"""The command-line contract: JSON alone on standard output, exit codes 0, 1 and 2, and one sentence for a refusal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fakes import write_word_model
from index_cases import ROOT, build, write_files
from typer.testing import CliRunner, Result

import cli
from index.encoder import load_encoder
from index.generations import current_generation, writing
from ingest.records import Document

CLEAN, PROPOSAL, VASTERAS = "boras-program-2023", "boras-alternativt-forslag", "vasteras-integrationsprogram-2008"
RESULT = {"rank", "passage_id", "doc_id", "start", "end", "page", "page_is_estimated", "heading_path", "text", "score",
          "found_by"}  # fmt: skip
ANSWER = {"query_id", "question", "language", "state", "answer", "confidence", "statements", "citations", "searched",
          "elapsed_ms", "phrased_by", "phrasing_refused"}  # fmt: skip
CITATION = {"number", "doc_id", "title", "municipality", "status", "page", "page_is_estimated", "heading_path", "start",
            "end", "quote"}  # fmt: skip
STATES = {"answered", "partial", "ambiguous", "not_in_documents", "not_a_question", "error"}

Environment = dict[str, str]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, five_documents: list[Document]) -> Path:
    """A model folder whose words are those of the five documents."""
    return write_word_model(tmp_path_factory.mktemp("model") / "words", [one.text for one in five_documents])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, model: Path, five_documents: list[Document]) -> Path:
    """The five documents, indexed with that model."""
    folder = tmp_path_factory.mktemp("data")
    build(folder, five_documents, encoder=load_encoder(str(model))).close()
    return folder


@pytest.fixture
def environment(data: Path, model: Path) -> Environment:
    """What a person would have set."""
    return {"STYRDOK_DATA": str(data), "STYRDOK_MODEL": str(model)}


@pytest.fixture
def run(environment: Environment) -> Any:
    """Runs the command in this process; extra keywords are environment variables."""

    def invoke(*arguments: object, **extra: object) -> Result:
        env = {**environment, **{name: str(value) for name, value in extra.items()}}
        return CliRunner().invoke(cli.app, [str(a) for a in arguments], env=env)

    return invoke


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]  # by any notion of a line


def one(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refusal(result: Result) -> str:
    """The one sentence on standard error of a refusal, nothing being on standard output."""
    assert result.exit_code == 1, (result.exit_code, result.stderr)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    return str(result.stderr.strip())


# shapes


def test_search_gives_the_line_of_the_contract(run: Any, five_documents: list[Document]) -> None:
    """Every field and no other, ranks from 1, at most k; the text is the slice of the stored document."""
    texts = {document.doc_id: document.text for document in five_documents}
    line = one(run("search", "Vem följer upp programmet?", "-k", 7, "--json"))
    assert set(line) == {"query_id", "question", "results"}
    assert [r["rank"] for r in line["results"]] == [1, 2, 3, 4, 5, 6, 7]
    for result in line["results"]:
        assert set(result) == RESULT
        assert result["text"] == texts[result["doc_id"]][result["start"] : result["end"]]
        assert set(result["found_by"]) <= {"lexical", "dense"}
    scores = [r["score"] for r in line["results"]]
    assert scores == sorted(scores, reverse=True)


def check_answer(line: dict[str, Any], texts: dict[str, str]) -> None:
    """An answer line is whole: known state, citations numbered from 1 and verbatim, every statement cited."""
    assert set(line) >= ANSWER
    assert line["state"] in STATES
    assert line["language"] in ("sv", "en")
    assert 0 <= line["confidence"] <= 1
    assert line["elapsed_ms"] >= 0
    assert set(line["searched"]) == {"documents", "passages"}
    assert [c["number"] for c in line["citations"]] == list(range(1, len(line["citations"]) + 1))
    for citation in line["citations"]:
        assert set(citation) == CITATION
        assert citation["quote"] == texts[citation["doc_id"]][citation["start"] : citation["end"]] != ""
    for statement in line["statements"]:
        assert set(statement) >= {"text", "citations"}
        assert set(statement["citations"]) <= {c["number"] for c in line["citations"]}
        assert statement["citations"]
    assert bool(line["statements"]) == (line["state"] in ("answered", "partial", "ambiguous"))


def test_ask_gives_the_line_of_the_contract(run: Any, five_documents: list[Document]) -> None:
    """The follow-up of the programmes: Borås by Arbetslivsnämnden, Västerås by Kommunstyrelsen, no proposal."""
    texts = {document.doc_id: document.text for document in five_documents}
    for question, language in (("who follows up the program?", "en"), ("Vem följer upp programmet?", "sv")):
        line = one(run("ask", question, "--json"))
        check_answer(line, texts)
        assert (line["state"], line["language"], line["question"]) == ("answered", language, question)
        assert "Arbetslivsnämnden" in line["answer"]
        assert "Kommunstyrelsen" in line["answer"]
        assert {c["status"] for c in line["citations"]} == {"adopted"}


def test_documents_and_show_give_values_with_spans(run: Any, five_documents: list[Document]) -> None:
    """Each metadata value has its quote and span; dates are ISO 8601; show adds text, sections, pages, passages."""
    listed = one(run("documents", "--json"))
    assert [line["doc_id"] for line in listed] == sorted(document.doc_id for document in five_documents)
    for line in listed:
        shown = one(run("show", line["doc_id"], "--json"))
        assert {**line}.items() <= {**shown}.items()
        assert {"text", "sections", "pages", "passages"} <= set(shown)
        values = [v for name, v in shown["metadata"].items() if name != "contradictions" and v is not None]
        values += [v for against in shown["metadata"]["contradictions"].values() for v in against]
        assert values
        for value in values:
            assert set(value) == {"value", "quote", "start", "end"}
            assert shown["text"][value["start"] : value["end"]] == value["quote"]
        for passage in shown["passages"]:
            assert 0 <= passage["start"] <= passage["end"] <= len(shown["text"])
    boras = next(line["metadata"] for line in listed if line["doc_id"] == CLEAN)
    assert (boras["adopted_date"]["value"], boras["valid_until"]["value"]) == ("2023-12-21", "2025")
    vasteras = next(line["metadata"] for line in listed if line["doc_id"] == VASTERAS)
    assert "adopted_by" in vasteras["contradictions"]


def test_show_prints_the_stored_text(run: Any, five_documents: list[Document]) -> None:
    """Without --json it is the text and nothing else."""
    text = next(document.text for document in five_documents if document.doc_id == CLEAN)
    assert run("show", CLEAN).stdout == text + "\n"


def test_people_read_words(run: Any) -> None:
    """Without --json there is an answer with numbered sources, a table, a list."""
    asked = run("ask", "Vem följer upp programmet i Borås?")
    assert asked.exit_code == 0
    assert "Arbetslivsnämnden" in asked.stdout
    assert "[1]" in asked.stdout
    table = run("documents").stdout
    assert all(word in table for word in (CLEAN, PROPOSAL, "Borås Stad", "adopted", "proposal", f"twin of {CLEAN}"))
    assert run("search", "uppföljning", "-k", 2).stdout.startswith("1. ")


# batches


def test_a_file_of_questions(run: Any, tmp_path: Path, five_documents: list[Document]) -> None:
    """One line each in their order, those that cannot be asked too; nothing stops at a bad question."""
    texts = {document.doc_id: document.text for document in five_documents}
    asked = ["Vem följer upp programmet i Borås?", "", "x" * 10_000, "Hur ofta\u2028följs programmet upp?", "?!"]
    rows = [json.dumps({"query_id": f"q{n}", "question": q}, ensure_ascii=False) for n, q in enumerate(asked)]
    (file,) = write_files(tmp_path, {"questions.jsonl": "\ufeff" + "\r\n\n".join(rows) + "\n"})
    answers = lines(run("ask", "--questions", file, "--jsonl"))
    assert [(a["query_id"], a["question"]) for a in answers] == [(f"q{n}", q) for n, q in enumerate(asked)]
    assert [a["state"] for a in answers] == ["answered", "error", "error", "answered", "not_a_question"]
    for answer in answers:
        check_answer(answer, texts)
    found = lines(run("search", "--questions", file, "-k", 3, "--jsonl"))
    assert [line["query_id"] for line in found] == [f"q{n}" for n in range(5)]
    assert [len(line["results"]) for line in found[:3]] == [3, 0, 0]


def test_a_file_of_conversations(run: Any, tmp_path: Path) -> None:
    """One line a turn with what was understood; a turn that was no question does not spoil the next."""
    turns = ["Vem följer upp programmet i Borås?", "och i Västerås?", "x" * 10_000, "tack", "och i Borås?"]
    row = {"dialogue_id": "d1", "turns": [{"question": q} for q in turns]}
    (file,) = write_files(tmp_path, {"dialogues.jsonl": json.dumps(row)})
    answers = lines(run("ask", "--dialogues", file, "--jsonl"))
    assert [(a["dialogue_id"], a["turn"], a["question"]) for a in answers] == [
        ("d1", n, q) for n, q in enumerate(turns, start=1)
    ]
    assert [a["state"] for a in answers] == ["answered", "answered", "error", "not_a_question", "answered"]
    assert "Västerås" in answers[1]["understood"]
    assert "följer upp" in answers[1]["understood"]
    for answer, doc_id in ((answers[0], CLEAN), (answers[1], VASTERAS), (answers[4], CLEAN)):
        assert {c["doc_id"] for c in answer["citations"]} == {doc_id}


BAD_FILES = [
    "not json",
    "[1, 2]",
    '{"query_id": 3, "question": "x"}',
    '{"query_id": "q"}',
    "[" * 100_000,
    '{"query_id": "q", "question": null}',
]


@pytest.mark.parametrize("content", BAD_FILES)
def test_a_bad_question_file_is_refused(run: Any, tmp_path: Path, content: str) -> None:
    """The sentence names file and line."""
    (file,) = write_files(tmp_path, {"questions.jsonl": content})
    for command in ("ask", "search"):
        assert f"{file}, line 1" in refusal(run(command, "--questions", file, "--jsonl"))


def test_a_question_file_that_cannot_be_read_is_refused(run: Any, tmp_path: Path) -> None:
    """Missing, a folder, or not UTF-8."""
    (tmp_path / "latin.jsonl").write_bytes('{"query_id": "å"}'.encode("latin-1"))
    for path in (tmp_path / "none.jsonl", tmp_path, tmp_path / "latin.jsonl"):
        assert str(path) in refusal(run("ask", "--questions", path, "--jsonl"))


@pytest.mark.parametrize("turns", ["[]", '"x"', "[{}]", '[{"question": 3}]', "null", '["fråga"]'])
def test_a_bad_conversation_is_refused(run: Any, tmp_path: Path, turns: str) -> None:
    """Turns must be a list of objects with a question."""
    (file,) = write_files(tmp_path, {"dialogues.jsonl": f'{{"dialogue_id": "d", "turns": {turns}}}'})
    assert "line 1" in refusal(run("ask", "--dialogues", file, "--jsonl"))


# filters


def test_filters_keep_to_documents(run: Any) -> None:
    """Each filter of the contract leaves the documents it says, by either command."""
    for arguments, expected in (
        (("--municipality", "boras"), {CLEAN, PROPOSAL}),
        (("--municipality", "Borås Stad", "--status", "adopted"), {CLEAN}),
        (("--status", "proposal"), {PROPOSAL}),
        (("--doc-id", VASTERAS), {VASTERAS}),
        (("--document-type", "alternativt förslag"), {PROPOSAL}),
        (("--as-of", "2010-01-01"), {"uddevalla-program-2007-2011", VASTERAS, "boras-program-skannad", CLEAN}),
    ):
        found = one(run("search", "integration uppföljning", "-k", 100, *arguments, "--json"))
        assert {r["doc_id"] for r in found["results"]} <= expected
        assert found["results"]
        answer = one(run("ask", "Vem följer upp programmet?", *arguments, "--json"))
        assert {c["doc_id"] for c in answer["citations"]} <= expected


def test_filters_that_leave_nothing(run: Any) -> None:
    """No document passes: nothing found, and the answer says so in its state."""
    assert one(run("search", "uppföljning", "--municipality", "Kiruna", "--json"))["results"] == []
    assert one(run("ask", "Vem följer upp?", "--doc-id", "none", "--json"))["state"] == "not_in_documents"


# wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("search",),
        ("ask", "fråga", "--questions", "fil"),
        ("ask", "fråga", "--status", "gällande"),
        ("ask", "fråga", "--as-of", "igår"),
        ("search", "fråga", "-k", "0"),
        ("search", "fråga", "-k", "många"),
        ("ingest",),
        ("ingest", "x", "--jobs", "0"),
        ("show",),
        ("unknown",),
        ("ask", "fråga", "--unknown"),
    ],
)
def test_wrong_usage_is_two(run: Any, arguments: tuple[str, ...]) -> None:
    """Exit code 2, nothing on standard output, the reason on standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage" in result.stderr


@pytest.mark.parametrize(
    "command", ["ingest", "documents", "show", "search", "ask", "app", "eval", "eval run", "eval compare"]
)
def test_every_command_has_help(run: Any, command: str) -> None:
    """--help explains and succeeds."""
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


# refusals


@pytest.mark.parametrize("question", ["", "   \n ", "\u200b\U000e0041\U000e0042", "x" * 10_000])
def test_a_question_that_cannot_be_asked(run: Any, question: str) -> None:
    """Empty, invisible or too long: one sentence and 1; with --json the state says so too."""
    refusal(run("search", question))
    refusal(run("ask", question))
    result = run("ask", question, "--json")
    assert (result.exit_code, json.loads(result.stdout)["state"]) == (1, "error")


@pytest.mark.parametrize("command", [("ask", "Vem?"), ("search", "Vem?"), ("documents",), ("show", "plan")])
def test_nothing_was_ingested(run: Any, tmp_path: Path, command: tuple[str, ...]) -> None:
    """It says so and how to begin, by option as by environment."""
    assert "styrdok ingest" in refusal(run(*command, "--data", tmp_path / "empty"))
    assert "styrdok ingest" in refusal(run(*command, STYRDOK_DATA=tmp_path / "empty"))


def test_an_unknown_document(run: Any) -> None:
    """The sentence names it."""
    assert "nowhere/plan" in refusal(run("show", "nowhere/plan"))


def test_an_index_of_another_model(run: Any, tmp_path: Path) -> None:
    """Both are named; what needs no model still works."""
    other = write_word_model(tmp_path / "other", ["Vem följer upp"], name="others@2")
    for command in ("ask", "search"):
        sentence = refusal(run(command, "Vem följer upp programmet?", "--model", other))
        assert "words@1" in sentence
        assert "others@2" in sentence
    assert run("documents", STYRDOK_MODEL=other).exit_code == 0


def test_a_model_that_cannot_be_loaded(run: Any, tmp_path: Path) -> None:
    """A missing folder, an empty one, one whose files were changed."""
    changed = write_word_model(tmp_path / "changed", ["Vem"])
    with (changed / "tokenizer.json").open("a") as file:
        file.write(" ")
    (tmp_path / "empty").mkdir()
    for model in (tmp_path / "missing", tmp_path / "empty", changed):
        assert str(model) in refusal(run("search", "Vem följer upp?", "--model", model))


@pytest.mark.parametrize("name", ["store.sqlite", "vectors.faiss", "catalog.json", "tokens.npy", "lexical/meta.json"])
def test_a_damaged_index(run: Any, tmp_path: Path, model: Path, name: str) -> None:
    """Each file cut short is told in one sentence, and is still there afterwards."""
    build(tmp_path, [], encoder=load_encoder(str(model))).close()
    path = current_generation(tmp_path).folder / name
    path.write_bytes(path.read_bytes()[:-1])
    for command in ("ask", "search"):
        assert "damaged" in refusal(run(command, "Vem följer upp?", "--data", tmp_path))
    assert path.exists()


# ingest


def pdf(*, text: str = "", password: str | None = None) -> bytes:
    """One page with a grey box and, if given, text."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    page = Canvas(file, encrypt=StandardEncryption(password) if password else None)
    page.rect(50, 50, 400, 600, fill=1)
    page.drawString(60, 700, text)
    page.save()
    return file.getvalue()


def test_ingest_adds_and_refuses_in_one_run(run: Any, tmp_path: Path) -> None:
    """Good files are taken in, each bad one has its sentence on standard error, and the exit code is 1.

    Standard output is JSON alone; a second run leaves the good ones; then they answer.
    """
    docs, data = tmp_path / "docs", tmp_path / "data"
    write_files(docs, {"plan.txt": "Plan för Mora kommun\n\nMiljönämnden följer upp planen varje år.\n", "tom.txt": ""})
    bad = {
        "skrap.txt": bytes(range(256)) * 20,
        "kodning.txt": "Действующая программа".encode("koi8-r") * 20,
        "låst.pdf": pdf(text="Plan", password="hemligt"),
        "avbruten.pdf": pdf(text="Plan för Mora kommun")[:300],
        "skannad.pdf": pdf(),
    }
    for name, content in bad.items():
        (docs / name).write_bytes(content)
    result = run("ingest", docs, "--data", data, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    outcomes = {Path(f["path"]).name: f["outcome"] for f in report["files"]}
    assert outcomes == {"plan.txt": "added", "tom.txt": "refused"} | dict.fromkeys(bad, "refused")
    assert (report["documents"], report["passages"]) == (1, report["passages"])
    sentences = result.stderr.splitlines()
    assert len(sentences) == 6
    for name in (*bad, "tom.txt"):
        assert sum(sentence.startswith(f"{name}:") for sentence in sentences) == 1, name
    for name in bad:
        (docs / name).unlink()
    (docs / "tom.txt").unlink()
    again = run("ingest", docs, "--data", data, "--json")
    assert (again.exit_code, again.stderr) == (0, "")
    assert [f["outcome"] for f in json.loads(again.stdout)["files"]] == ["unchanged"]
    answer = one(run("ask", "Vem följer upp planen i Mora?", "--data", data, "--json"))
    assert "Miljönämnden" in answer["answer"]


def test_ingest_refuses_a_missing_path(run: Any, tmp_path: Path) -> None:
    """One sentence, and no data folder is made."""
    assert str(tmp_path / "none") in refusal(run("ingest", tmp_path / "none", "--data", tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_ingest_refuses_what_it_cannot_write(run: Any, tmp_path: Path) -> None:
    """A file where the data folder should be, and a folder another ingest writes to."""
    plan, file = write_files(tmp_path, {"plan.txt": "Plan\n\nText.\n", "file": ""})
    assert str(file) in refusal(run("ingest", plan, "--data", file))
    with writing(tmp_path / "busy"):
        assert "another ingest" in refusal(run("ingest", plan, "--data", tmp_path / "busy"))


def test_ingest_says_that_it_set_damage_aside(run: Any, tmp_path: Path, model: Path) -> None:
    """A person learns where the damaged files are and that other folders must be ingested again."""
    (tmp_path / "tom").mkdir()
    build(tmp_path / "data", [], encoder=load_encoder(str(model))).close()
    (current_generation(tmp_path / "data").folder / "vectors.faiss").write_bytes(b"junk")
    result = run("ingest", tmp_path / "tom", "--data", tmp_path / "data")
    assert result.exit_code == 0
    assert str(tmp_path / "data" / "damaged") in result.stderr


# the process itself


@pytest.fixture
def process(environment: Environment) -> Iterator[Any]:
    """Starts the command as a process of its own."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: object) -> subprocess.Popen[bytes]:
        command: list[str | bytes] = [sys.executable, str(ROOT / "cli.py"), *[os.fsencode(str(a)) for a in arguments]]
        env = {**os.environ, **environment, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
        started.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


CHANGE = {"change_id", "kind", "section", "heading_path_a", "heading_path_b", "a", "b", "words", "aligned_by", "notes"}


def test_compare_gives_the_change_lines_of_the_contract(run: Any, five_documents: list[Document]) -> None:
    """Every field and no other; quotes are slices of the stored texts, and the words give back the quote of b."""
    texts = {document.doc_id: document.text for document in five_documents}
    changes = lines(run("compare", CLEAN, PROPOSAL, "--format", "jsonl"))
    assert changes
    for change in changes:
        assert set(change) == CHANGE
        for side, doc_id in (("a", CLEAN), ("b", PROPOSAL)):
            quote = change[side]
            assert (quote is None) == (change[f"heading_path_{side}"] is None)
            if quote is not None:
                assert set(quote) == {"doc_id", "start", "end", "quote", "page", "page_is_estimated"}
                assert quote["doc_id"] == doc_id
                assert quote["quote"] == texts[doc_id][quote["start"] : quote["end"]]
        assert "".join(text for kind, text in change["words"] if kind != "delete") == change["b"]["quote"]
    assert lines(run("compare", CLEAN, "boras-program-skannad", "--format", "jsonl")) == []


def test_compare_prints_text_and_a_page(run: Any) -> None:
    """Marks for people in either language, and one page of HTML."""
    shown = run("compare", CLEAN, PROPOSAL).stdout
    assert "{+nödvändig+}" in shown
    assert "återger bara delar" in shown
    assert "reproduces only parts" in run("compare", CLEAN, PROPOSAL, "--english").stdout
    html = run("compare", CLEAN, PROPOSAL, "--format", "html").stdout
    assert html.startswith("<!doctype html>")
    assert html.count("<html") == 1


def test_compare_refuses_in_one_sentence(run: Any) -> None:
    """An unknown document names the nearest; the same twice; an unknown format is wrong usage."""
    assert CLEAN in refusal(run("compare", CLEAN, "boras-program-2032"))
    assert "the same document twice" in refusal(run("compare", CLEAN, CLEAN))
    assert run("compare", CLEAN, PROPOSAL, "--format", "pdf").exit_code == 2


def test_eval_changes_measures_and_writes(run: Any, tmp_path: Path) -> None:
    """The table on standard output, the measures and what went wrong as JSON."""
    out = tmp_path / "changes.json"
    gold = ROOT / "eval" / "collections" / "five" / "changes.json"
    assert "precision" in run("eval", "changes", "--gold", gold, "--json", out).stdout
    measured = json.loads(out.read_text(encoding="utf-8"))
    assert measured["measures"] == {"precision": 1.0, "recall": 1.0, "kind": 1.0}
    assert "cannot be read" in refusal(run("eval", "changes", "--gold", tmp_path / "none.json"))


def test_output_is_utf8_in_any_locale(process: Any) -> None:
    """Also where the terminal says ASCII, and for an argument that is no UTF-8 at all."""
    done = process("ask", "Vem följer upp programmet i Borås?", "--json")
    out, err = done.communicate(timeout=60)
    assert (done.returncode, err) == (0, b"")
    assert "Arbetslivsnämnden" in json.loads(out.decode("utf-8"))["answer"]
    odd = process("ask", os.fsdecode(b"Vem f\xf6ljer upp programmet?"), "--json")
    out, err = odd.communicate(timeout=60)
    assert (odd.returncode, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["state"] in STATES


def test_a_reader_that_goes_away_is_no_error(process: Any) -> None:
    """`styrdok show X | head -1` ends quietly."""
    done = process("show", "uddevalla-program-2007-2011", "--json")
    done.stdout.read(10)
    done.stdout.close()
    done.wait(timeout=60)
    assert b"Traceback" not in done.stderr.read()


def test_ctrl_c_changes_nothing(process: Any, tmp_path: Path) -> None:
    """In the middle of an ingest: one sentence, exit code 1, and the collection is what it was."""
    docs, data = tmp_path / "docs", tmp_path / "data"
    text = "Nämnden följer upp planen varje år.\n\n" * 400
    write_files(docs, {f"plan{n}.txt": f"Plan {n}\n\n{text}" for n in range(30)})
    running = process("ingest", docs, "--data", data)
    building = data / "generations" / ".building"
    deadline = time.monotonic() + 60
    while not building.exists():
        assert time.monotonic() < deadline
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert b"Stopped; nothing was changed." in err
    assert b"Traceback" not in err
    assert not building.exists()
    assert not (data / "CURRENT").exists()
