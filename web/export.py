"""An answer as a file to keep: plain text, or CSV with one row a citation. Quotes, offsets and addresses go along."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import web.words as w
from answer.records import Answer, Citation
from web.facts import page_label, understood_otherwise
from web.view import Opened, View

COLUMNS = (
    "question",
    "state",
    "number",
    "doc_id",
    "title",
    "municipality",
    "status",
    "page",
    "page_is_estimated",
    "heading_path",
    "start",
    "end",
    "quote",
    "address",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection): such a cell gets a ' before it."""


def answer_text(answer: Answer, view: View, base: str) -> str:
    """The question, the answer and every quote word for word; `base` is the application's address."""
    language = view.language
    lines = [f"{w.YOU_ASKED(language)}: {answer.question}"]
    if understood_otherwise(answer):
        lines.append(w.UNDERSTOOD(language, question=answer.understood))
    lines += ["", f"{w.STATES[answer.state](language)}", ""]
    if answer.statements:
        for one in answer.statements:
            lines.append(f"- {one.text} {''.join(f'[{number}]' for number in one.citations)}")
    else:
        lines.append(answer.text)
    if answer.phrased_by:
        lines += ["", w.PHRASED_BY(language, model=answer.phrased_by)]
    if answer.citations:
        lines += ["", w.SOURCES(language)]
    for citation in answer.citations:
        facts = (
            citation.title,
            citation.municipality or "",
            w.STATUSES[citation.status](language),
            page_label(citation.page, citation.page_is_estimated, language),
            " › ".join(citation.heading_path),
        )
        lines += [
            "",
            f"[{citation.number}] " + ", ".join(fact for fact in facts if fact),
            f"{citation.doc_id} {citation.start}-{citation.end}",
            f"”{citation.quote}”",
            _address(citation, view, base),
        ]
    return "\n".join([*lines, ""])


def answer_csv(answer: Answer, view: View, base: str) -> str:
    """One row a citation, or one row without any; semicolons and a byte order mark, as Swedish spreadsheets read it."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    if not answer.citations:
        writer.writerow([_cell(answer.question), answer.state, *[""] * (len(COLUMNS) - 2)])
    for citation in answer.citations:
        row = (
            answer.question,
            answer.state,
            citation.number,
            citation.doc_id,
            citation.title,
            citation.municipality or "",
            citation.status,
            "" if citation.page is None else citation.page,
            citation.page_is_estimated,
            " › ".join(citation.heading_path),
            citation.start,
            citation.end,
            citation.quote,
            _address(citation, view, base),
        )
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + file.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _address(citation: Citation, view: View, base: str) -> str:
    opened = Opened(doc_id=citation.doc_id, quote=(citation.start, citation.end))
    return base + replace(view, opened=opened).link
