"""Table rows: who stands in the column for the one responsible, or in the heading where no column names anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import Mention, find_mentions, tokenize, whole_name
from ingest.bodies_names import name_of
from ingest.metadata_words import FREQUENCY
from ingest.records import DutyRole, Passage, RowCell, Span
from ingest.responsibilities_clauses import item_statements, statements
from ingest.responsibilities_columns import holder_and_duty, named_by, parties_in, role_of_column
from ingest.responsibilities_verbs import as_form

_TASKS = re.compile(
    r"(?:uppdrag|aktivitet|åtgärd|insats|uppgift|arbetsuppgift|vad|mål|delmål|indikator|nyckeltal|moment|tjänst|post|risk|ärende|beslut)\w*",
    re.IGNORECASE,
)
_ASSIGNMENTS = re.compile(r"(?:uppdrag|aktivitet|åtgärd|insats|uppgift|arbetsuppgift)\w*(?: .*)?", re.IGNORECASE)
_MEETINGS = re.compile(r"sammanträden?\w*(?: per år)?|möten(?: per år)?", re.IGNORECASE)
_TIMES = re.compile(
    r"(?:tid|när|frekvens|intervall|mäts|period|start|klar|uppfölj|mål|ambition|sammanträden)\w*", re.IGNORECASE
)
_LABEL = re.compile(r"\bAnsvarig(?:a|t)?(?: [\wåäö-]+){0,3}\s*:\s*(?P<value>[^.;:\n]{2,120})")
_REPORTING = re.compile(
    r"\b(?:åter|av)?(?:redovisa|rapportera)s?(?:ning|s)?\b|\b(?:redovisning|rapportering|rapport)\b|\blämnas\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"uppfölj|utvärder", re.IGNORECASE)
_UNITS = frozenset({"förvaltning", "kontor", "avdelning", "enhet", "bolag"})
_MIN_QUOTE = 20  # characters; a shorter assignment is quoted with the next cell


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDuty:
    """A duty in a row. `mention` is set where the name must still be looked up ('nämnden')."""

    body: str | None
    written: str | None
    mention: Mention | None = None
    role: DutyRole
    task: str
    frequency: str | None
    start: int
    end: int


def read_row(
    text: str, passage: Passage, *, heading_body: str | None, heading_as_written: str | None
) -> Iterator[RowDuty]:
    """The duties in a row whose columns have headers."""
    cells = [cell for cell in passage.cells if text[cell.start : cell.end].strip()]
    if not cells:
        return
    roles = holder_and_duty(cells)
    if roles is not None and (name := named_by(_text(text, roles[0]))) is not None:
        yield from _described(text, passage, *roles, name)
        return
    headers = [cell.header.strip() for cell in passage.cells]
    task_cell = next((cell for cell in cells if _TASKS.fullmatch(cell.header.strip())), cells[0])
    parties = [party for cell in passage.cells for party in parties_in(text, cell, headers)]
    meeting = next((cell for cell in cells if _MEETINGS.fullmatch(cell.header.strip())), None)
    if meeting is not None and cells[0].header and (mention := whole_name(_text(text, cells[0]))) is not None:
        yield _duty(
            mention.name,
            _text(text, cells[0]),
            "other",
            "sammanträda",
            _text(text, meeting),
            (cells[0].start, meeting.end),
        )
        return
    frequency = _frequency(text, cells)
    task = _text(text, task_cell)
    has_column = any(role_of_column(header, headers) == "responsible" for header in headers)
    owner: tuple[str, str] | None = None
    for party in parties:
        if owner is None and party.role in ("responsible", "follow_up"):
            owner = (party.body, party.written)
        yield _duty(party.body, party.written, party.role, task, frequency, (passage.start, passage.end))
    is_assignment = _ASSIGNMENTS.fullmatch(task_cell.header.strip()) is not None
    if owner is None and heading_body is not None and (is_assignment or has_column):
        owner = (heading_body, heading_as_written or heading_body)
        quote = (passage.start, passage.end) if has_column else _quote(text, cells, task_cell)
        yield _duty(*owner, "responsible", task, frequency, quote)
    if is_assignment or has_column or owner is not None:
        for cell in cells:
            if any(party.cell is cell for party in parties):
                continue
            sentences = [span for span in passage.sentences if cell.start <= span[0] < cell.end]
            yield from _inside(text, cell, sentences, owner, is_task=cell is task_cell)


def _described(text: str, passage: Passage, holder: RowCell, duty: RowCell, name: str) -> Iterator[RowDuty]:
    """A row of a table of roles: what a body does, sentence by sentence."""
    span = (passage.start, passage.end)
    for start, end in [s for s in passage.sentences if duty.start <= s[0] < duty.end]:
        tokens = tokenize(text, start, end)
        mentions = find_mentions(tokens)
        given = Mention(first=-1, end=-1, name=name, head="", kind="organ")
        form = "infinitive" if tokens and as_form(tokens[0].lower, "infinitive") else "present"
        own = [one for one in item_statements(tokens, mentions, given, form) if one.is_given]
        frequency = match.group() if (match := FREQUENCY.search(text, start, end)) else None
        for one in own:
            task = text[tokens[one.first].start : tokens[one.end - 1].end]
            yield _duty(name, _text(text, holder), one.role, task, frequency, span)
        if not own:
            yield _duty(name, _text(text, holder), "responsible", text[start:end], frequency, span)


def _duty(body: str, written: str, role: DutyRole, task: str, frequency: str | None, span: Span) -> RowDuty:
    return RowDuty(body=body, written=written, role=role, task=task, frequency=frequency, start=span[0], end=span[1])


def _text(text: str, cell: RowCell) -> str:
    return " ".join(text[cell.start : cell.end].split())


def _quote(text: str, cells: Sequence[RowCell], task: RowCell) -> Span:
    if task.end - task.start >= _MIN_QUOTE:
        return task.start, task.end
    following = next((cell for cell in cells if cell.start > task.start), task)
    return task.start, following.end


def _frequency(text: str, cells: Sequence[RowCell]) -> str | None:
    """How often, from the first column on time that says so."""
    for cell in sorted(cells, key=lambda cell: not _TIMES.match(cell.header.strip())):
        match = FREQUENCY.search(text, cell.start, cell.end)
        if match is not None:
            return " ".join(match.group().split())
    return None


def _inside(
    text: str, cell: RowCell, sentences: Sequence[Span], owner: tuple[str, str] | None, *, is_task: bool
) -> Iterator[RowDuty]:
    """Bodies named inside a cell: 'Ansvarig: Varje rektor', 'redovisas för nämnden', 'Sociala avdelningen ansvarar'."""
    has_label = _LABEL.search(text, cell.start, cell.end) is not None
    for start, end in sentences:
        label = _LABEL.search(text, start, end)
        sentence = text[start:end]
        frequency = match.group() if (match := FREQUENCY.search(text, start, end)) else None
        if label is not None:
            value = label["value"].strip()
            role: DutyRole = "follow_up" if _FOLLOWING.search(cell.header) else "responsible"
            span = (cell.start, cell.end) if cell.end - cell.start < 300 else (start, end)
            yield _duty(name_of(value), value, role, _text(text, cell), frequency, span)
            if re.search(r"rapportering till", text[cell.start : label.start()], re.IGNORECASE):
                yield _duty(name_of(value), value, "report_to", _text(text, cell), frequency, span)
            continue
        tokens = tokenize(text, start, end)
        mentions = find_mentions(tokens)
        for statement in statements(tokens, mentions):
            if statement.mention is None:
                continue
            mention = statement.mention
            own = owner is not None and mention.is_bare and mention.head in _UNITS
            if own and statement.role == "responsible":
                continue  # 'Förvaltningen ställer sig ...' in a row of its own says no more than the row
            written = text[tokens[mention.first].start : tokens[mention.end - 1].end]
            yield RowDuty(
                body=None, written=written, mention=mention, role=statement.role, task=sentence, frequency=frequency,
                start=start, end=end,
            )  # fmt: skip
        if owner is None or has_label:
            continue
        for mention in mentions:
            before = tokens[mention.first - 1].lower if mention.first else ""
            if before in ("till", "för") and _REPORTING.search(text, start, tokens[mention.first].start):
                yield _duty(*owner, "report_to", sentence, frequency, (start, end))
                break
        first = tokens[0].lower if tokens else ""
        if not is_task and (verb := as_form(first, "infinitive")) is not None and verb.role == "offer":
            yield _duty(*owner, "offer", sentence, frequency, (start, end))
