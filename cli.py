"""The `styrdok` command: reads arguments, prints results; everything it does is done in the rooms.

Machine output is UTF-8 JSON on standard output alone; everything for people goes to standard error where JSON is asked
for. Exit codes: 0 success, 1 a refusal with one sentence on standard error, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from index.settings import Settings

if TYPE_CHECKING:
    from index.collection import Collection
    from index.records import Filters

app = typer.Typer(
    name="styrdok",
    help="Ask questions of Swedish public policy documents; every answer is quoted word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
eval_app = typer.Typer(help="Measure search and answers on question sets.", no_args_is_help=True)
app.add_typer(eval_app, name="eval")

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of the collection (STYRDOK_DATA; default .styrdok).", show_default=False),
]
Model = Annotated[
    str | None,
    typer.Option(help="Another sentence-transformers model, by folder or name (STYRDOK_MODEL).", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
AsJsonl = Annotated[bool, typer.Option("--jsonl", help="Print one JSON line a question.")]
Municipality = Annotated[str | None, typer.Option(help="Only documents of this municipality.", show_default=False)]
StatusFilter = Annotated[
    str | None, typer.Option("--status", help="Only adopted, proposal, draft or unknown.", show_default=False)
]
DocumentType = Annotated[
    str | None, typer.Option(help="Only this type: program, policy, riktlinje …", show_default=False)
]
DocId = Annotated[str | None, typer.Option(help="Only this document.", show_default=False)]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only documents in force on this day.", show_default=False)
]
Questions = Annotated[
    Path | None,
    typer.Option("--questions", help="A JSONL file with query_id and question on each line.", show_default=False),
]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: .txt, .md and born-digital .pdf.")],
    data: Data = None,
    model: Model = None,
    jobs: Annotated[int, typer.Option(min=1, help="Files read at once.")] = 1,
    prune: Annotated[bool, typer.Option("--prune", help="Forget documents whose files are gone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add or update documents; unchanged files are skipped, refused ones reported."""
    from cli_view import IngestView

    with refusals():
        from index.encoder import load_encoder
        from index.intake import take_in

        settings = Settings.given(data=data, model=model)
        with IngestView(quiet=as_json) as view:
            report = take_in(
                settings.data,
                paths,
                encoder=load_encoder(settings.model),
                jobs=jobs,
                prune=prune,
                on_file=view.on_file,
                progress=view.on_progress,
            )
    if as_json:
        print_json(
            {
                "files": [
                    {"path": f.path, "doc_id": f.doc_id, "outcome": f.outcome, "reason": f.reason} for f in report.files
                ],
                "documents": report.documents,
                "passages": report.passages,
            }
        )
    if report.damaged_set_aside:
        complain(
            f"{settings.data}: the index was damaged and has been set aside in {settings.data / 'damaged'}; "
            "ingest every folder of yours again."
        )
    for one in report.files:
        if one.outcome == "refused":
            complain(one.reason)
    if report.count("refused"):
        raise typer.Exit(1)


@app.command()
def documents(
    on: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="Say of each whether it is in force on this day, not today."
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """List the collection with its metadata, and whether each document is in force."""
    with refusals(), opened(data, None) as collection:
        from index.lines import document_line

        day = on.date() if on else collection.today
        lines = [document_line(collection.document(card.doc_id), card, day=day) for card in collection.cards]
    if as_json:
        print_json(lines)
        return
    from cli_view import documents_table

    documents_table(lines)


@app.command()
def show(doc_id: str, data: Data = None, as_json: AsJson = False) -> None:
    """Print a stored text; with --json also metadata, sections, pages and passages with their spans."""
    with refusals(), opened(data, None) as collection:
        from index.errors import CollectionError
        from index.lines import document_detail

        cards = {card.doc_id: card for card in collection.cards}
        if doc_id not in cards:
            raise CollectionError(f"{doc_id}: no such document; `styrdok documents` lists those there are.")
        document = collection.document(doc_id)
        if as_json:
            print_json(document_detail(document, cards[doc_id], day=collection.today))
        else:
            print(document.text)


@app.command()
def search(
    question: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Passages at most.")] = 10,
    questions: Questions = None,
    municipality: Municipality = None,
    status: StatusFilter = None,
    document_type: DocumentType = None,
    doc_id: DocId = None,
    as_of: AsOf = None,
    data: Data = None,
    model: Model = None,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """Ranked passages for a question, or for every question of a file."""
    filters = filters_from(municipality, status, document_type, doc_id, as_of)
    one_of(question=question, questions=questions)
    with refusals(), opened(data, model) as collection:
        from answer.lines import search_line

        if questions is not None:
            from index.query import BadQuestion

            for query_id, text in read_questions(questions):
                try:
                    hits = collection.search(text, k=k, filters=filters)
                except BadQuestion:
                    hits = []
                print_line(search_line(query_id, text, hits))
            return
        hits = collection.search(question or "", k=k, filters=filters)
        line = search_line("q1", question or "", hits)
    if as_json or as_jsonl:
        print_line(line) if as_jsonl else print_json(line)
        return
    from cli_view import hits_list

    hits_list(hits)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Your question, in Swedish or English.")] = None,
    questions: Questions = None,
    dialogues: Annotated[
        Path | None, typer.Option(help="A JSONL file with dialogue_id and turns on each line.", show_default=False)
    ] = None,
    municipality: Municipality = None,
    status: StatusFilter = None,
    document_type: DocumentType = None,
    doc_id: DocId = None,
    as_of: AsOf = None,
    data: Data = None,
    model: Model = None,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """An answer with verified citations, for one question, a file of questions or a file of conversations."""
    filters = filters_from(municipality, status, document_type, doc_id, as_of)
    one_of(question=question, questions=questions, dialogues=dialogues)
    with refusals(), phrasing_usable(), opened(data, model) as collection:
        from answer.engine import ask as answer_to
        from answer.lines import answer_line

        if questions is not None:
            for query_id, text in read_questions(questions):
                print_line(answer_line(query_id, answer_to(collection, text, filters=filters)))
            return
        if dialogues is not None:
            for dialogue_id, turns in read_dialogues(dialogues):
                conversation: list[str] = []
                for number, text in enumerate(turns, start=1):
                    answer = answer_to(collection, text, filters=filters, conversation=conversation)
                    line = answer_line(f"{dialogue_id}.{number}", answer)
                    print_line({"dialogue_id": dialogue_id, "turn": number, **line})
                    if answer.state not in ("error", "not_a_question"):
                        conversation.append(answer.understood)
            return
        answer = answer_to(collection, question or "", filters=filters)
        if as_json or as_jsonl:
            line = answer_line("q1", answer)
            print_line(line) if as_jsonl else print_json(line)
        if answer.state == "error":
            complain(answer.text)
            raise typer.Exit(1)
    if not (as_json or as_jsonl):
        from cli_view import answer_page

        answer_page(answer)


@app.command()
def responsibilities(
    body: Annotated[
        str | None, typer.Option(help="Only this body, by any of its names: KS, 'labour market committee' …")
    ] = None,
    role: Annotated[str | None, typer.Option(help="Only this role: responsible, follow_up, decide …")] = None,
    municipality: Municipality = None,
    status: StatusFilter = None,
    document_type: DocumentType = None,
    doc_id: DocId = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", help="table, csv, jsonl, xlsx, markdown or html.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead.")] = None,
    english: Annotated[bool, typer.Option("--english", help="Headings of reports in English.")] = False,
    data: Data = None,
) -> None:
    """Who has to do what: the register of responsibilities, each row with its quote."""
    filters = filters_from(municipality, status, document_type, doc_id, as_of)
    register_options(role, format, out)
    with refusals(), opened(data, None) as collection:
        from index.register import entries

        documents = (collection.document(card.doc_id) for card in collection.cards if card.passes(filters))
        rows = entries(documents, collection.cards, filters=filters, body=body, role=role)
        from cli_register import write_register

        write_register(rows, format, out, language="en" if english else "sv")


@app.command()
def compare(
    doc_a: Annotated[str, typer.Argument(help="The document compared from, by its id: the programme.")],
    doc_b: Annotated[str, typer.Argument(help="The document compared to: the proposal, the later version.")],
    format: Annotated[str, typer.Option("--format", help="text, html or jsonl.")] = "text",
    english: Annotated[bool, typer.Option("--english", help="Labels in English.")] = False,
    data: Data = None,
) -> None:
    """What one document adds, removes and words otherwise than another, section by section."""
    if format not in ("text", "html", "jsonl"):
        raise typer.BadParameter(f"{format}: choose text, html or jsonl.", param_hint="--format")
    with refusals(), opened(data, None) as collection:
        from answer.comparison import compare_in

        comparison = compare_in(collection, doc_a, doc_b)
    if format == "jsonl":
        from answer.comparison_lines import change_line

        for change in comparison.changes:
            print_line(change_line(change))
    elif format == "html":
        from web.comparison_html import comparison_page

        print(comparison_page(comparison, "en" if english else "sv"), end="")
    else:
        from answer.comparison_text import comparison_text

        print(comparison_text(comparison, "en" if english else "sv"))


@app.command(name="app")
def run_app(
    data: Data = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the web page.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to the network.")] = "localhost",
) -> None:
    """Run the web application."""
    import subprocess

    with refusals(), phrasing_usable():
        settings = Settings.given(data=data, model=None)
    environment = {**os.environ, "STYRDOK_DATA": str(settings.data)}
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name("app.py"))]
    options = ["--server.port", str(port), "--server.address", address, "--server.headless", "true"]
    quiet = ["--browser.gatherUsageStats", "false", "--client.showErrorDetails", "none"]
    try:
        raise typer.Exit(subprocess.run([*command, *options, *quiet], env=environment, check=False).returncode)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@eval_app.command("run")
def eval_run(
    questions: Annotated[Path | None, typer.Option(help="A question file (JSONL).", show_default=False)] = None,
    dialogues: Annotated[Path | None, typer.Option(help="A dialogue file (JSONL) instead.", show_default=False)] = None,
    trec_run: Annotated[Path | None, typer.Option(help="Write the ranking as a TREC run.")] = None,
    trec_qrels: Annotated[Path | None, typer.Option(help="Write the judgements as TREC qrels.")] = None,
    out: Annotated[Path | None, typer.Option("--json", help="Write the whole run as JSON.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """Put a question set to search and ask, or a set of conversations to ask, and print the measures."""
    from eval.command import dialogues_command, run_command

    one_of(questions=questions, dialogues=dialogues)
    with refusals(), phrasing_usable(), opened(data, model) as collection:
        if questions is not None:
            run_command(collection, questions, trec_run=trec_run, trec_qrels=trec_qrels, out=out)
        elif dialogues is not None:
            dialogues_command(collection, dialogues, out=out)


@eval_app.command("metadata")
def eval_metadata(
    gold: Annotated[Path, typer.Option(help="What each document says of itself (JSON).", show_default=False)],
    out: Annotated[Path | None, typer.Option("--json", help="Write counts and errors as JSON.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """Compare the metadata of the collection's documents with what a person found in them."""
    from eval.command import metadata_command

    with refusals(), opened(data, model) as collection:
        metadata_command(collection, gold, out=out)


@eval_app.command("register")
def eval_register(
    gold: Annotated[Path, typer.Option(help="A gold register (JSONL).", show_default=False)],
    out: Annotated[Path | None, typer.Option("--json", help="Write the measures as JSON.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """Compare the register of the collection's documents with one made by hand."""
    from eval.command import register_command

    with refusals(), opened(data, model) as collection:
        register_command(collection, gold, out=out)


@eval_app.command("changes")
def eval_changes(
    gold: Annotated[Path, typer.Option(help="A gold list of changes (JSON).", show_default=False)],
    out: Annotated[Path | None, typer.Option("--json", help="Write the outcome as JSON.")] = None,
    data: Data = None,
) -> None:
    """Compare the documents of a gold list and measure which of its changes are found."""
    from eval.command import changes_command

    with refusals(), opened(data, None) as collection:
        changes_command(collection, gold, out=out)


@eval_app.command("compare")
def eval_compare(a: Path, b: Path) -> None:
    """Compare two runs: differences with p values, and the questions gained and lost."""
    from eval.command import compare_command

    with refusals():
        compare_command(a, b)


@contextmanager
def opened(data: Path | None, model: str | None) -> Iterator[Collection]:
    """The collection the settings name, closed afterwards."""
    from index.collection import Collection

    settings = Settings.given(data=data, model=model)
    collection = Collection.open(settings.data, model=settings.model, today=settings.today)
    try:
        yield collection
    finally:
        collection.close()


@contextmanager
def phrasing_usable() -> Iterator[None]:
    """Refuse settings of generation that cannot be used, before anything is answered without them."""
    from answer.generation_settings import generation_settings

    generation_settings()
    yield


@contextmanager
def refusals() -> Iterator[None]:
    """Every error of the rooms as its one sentence and exit code 1; anything else is a fault of ours and shows."""
    from answer.generation_settings import GenerationSettingsError
    from eval.errors import EvalError
    from index.encoder import ModelError
    from index.errors import CollectionError
    from index.query import BadQuestion
    from ingest.errors import IngestError

    try:
        yield
    except (
        CollectionError, IngestError, ModelError, BadQuestion, EvalError, GenerationSettingsError, Refusal
    ) as error:  # fmt: skip
        complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain("Stopped; nothing was changed.")
        raise typer.Exit(1) from None
    except BrokenPipeError:
        # the reader of our output has gone (`| head`): not an error of ours
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        raise typer.Exit(0) from None


class Refusal(Exception):
    """An argument that cannot be used; the message says why and what to do."""


def filters_from(
    municipality: str | None, status: str | None, document_type: str | None, doc_id: str | None, as_of: datetime | None
) -> Filters:
    """The filters of the contract; an unknown status is wrong usage."""
    from index.records import Filters

    if status is not None and status not in ("adopted", "proposal", "draft", "unknown"):
        raise typer.BadParameter(f"{status}: choose adopted, proposal, draft or unknown.", param_hint="--status")
    return Filters(
        municipality=municipality,
        status=status,  # type: ignore[arg-type]
        document_type=document_type,
        doc_id=doc_id,
        as_of=as_of.date() if as_of else None,
    )


def register_options(role: str | None, format: str, out: Path | None) -> None:
    """Refuse an unknown role or format, and a workbook without a file to go to, as wrong usage."""
    from ingest.records import DutyRole

    roles, formats = get_args(DutyRole), ("table", "csv", "jsonl", "xlsx", "markdown", "html")
    if role is not None and role not in roles:
        raise typer.BadParameter(f"{role}: choose {', '.join(roles)}.", param_hint="--role")
    if format not in formats:
        raise typer.BadParameter(f"{format}: choose {', '.join(formats)}.", param_hint="--format")
    if format == "xlsx" and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook needs a file to go to: add --out ansvar.xlsx.", param_hint="--format")


def one_of(**given: object) -> None:
    """Refuse unless exactly one of the arguments is given."""
    if sum(value is not None for value in given.values()) != 1:
        names = " or ".join("a question" if name == "question" else f"--{name}" for name in given)
        raise typer.BadParameter(f"give {names}, one of them.")


def read_questions(path: Path) -> Iterator[tuple[str, str]]:
    """(query_id, question) of each line of a JSONL file."""
    for number, row in read_rows(path):
        query_id, question = row.get("query_id"), row.get("question")
        if not isinstance(query_id, str) or not isinstance(question, str):
            raise Refusal(f"{path}, line {number}: needs the strings query_id and question.")
        yield query_id, question


def read_dialogues(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(dialogue_id, questions) of each line of a JSONL file."""
    for number, row in read_rows(path):
        dialogue_id, turns = row.get("dialogue_id"), row.get("turns")
        asked = [t.get("question") for t in turns if isinstance(t, dict)] if isinstance(turns, list) else []
        if not isinstance(dialogue_id, str) or not asked or not all(isinstance(q, str) for q in asked):
            raise Refusal(f"{path}, line {number}: needs the string dialogue_id and turns, each with a question.")
        yield dialogue_id, [str(q) for q in asked]


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of each line that is not blank."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{path}: cannot be read as UTF-8 text ({error}); give a JSONL file.") from None
    # not splitlines: JSON strings may hold U+2028 and others that it takes for line ends
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Refusal(f"{path}, line {number}: not JSON ({error}); write one object a line.") from None
        if not isinstance(row, dict):
            raise Refusal(f"{path}, line {number}: {type(row).__name__} where an object is needed.")
        yield number, row


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_line(value: object) -> None:
    """One JSON line on standard output, at once; what some readers take for the end of a line is escaped."""
    line = json.dumps(value, ensure_ascii=False)
    print(line.translate({ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}), flush=True)


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # an argument that is not UTF-8 comes in as lone surrogates; JSON can say them escaped
            reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
