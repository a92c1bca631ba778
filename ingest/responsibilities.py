"""The register of responsibilities: which body has to do what, as a document says it.

Cover lines, sentences, lists under an opening line, table rows and departments that stand in a heading alone are read;
each record is a span of the text. Contents, instructions and furniture are not read. A duty that names nobody has no
body; none is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.bodies import Mention, Token, find_mentions, tokenize, whole_name
from ingest.bodies_misread import mended
from ingest.bodies_names import Names, name_of, without_number, without_partner
from ingest.metadata_words import FREQUENCY
from ingest.records import Document, DutyRole, Passage, Responsibility, Span
from ingest.responsibilities_clauses import Statement, item_statements, statements
from ingest.responsibilities_cover import CoverDuty, cover_duties
from ingest.responsibilities_lists import LeadIn, lead_in, starts_item
from ingest.responsibilities_rows import read_row
from ingest.responsibilities_verbs import MODALS

_LABEL = re.compile(
    r"\b(?P<key>[Dd]okument(?:ägare|ansvarig)|[Pp]rocessägare|Utförare|Beslutas av|Ansvar|"
    r"(?:[Hh]uvud|[Uu]ppföljnings|[Ss]amordnings)?[Aa]nsvarig(?:a|t)?(?: (?!är\b)[\wåäö-]+){0,4}|"
    r"(?i:ansvar) (?i:uppföljning)[\w/]*)\s*:\s*(?P<value>[^.;:\n\t|]{2,120})"
)
_MARK = re.compile(r"\s*(?:[-•·*▪●○–]\s+|\d{1,3}[.)]\s+|[a-zåäö]\)\s+|\d+(?:\s?[a-z])?\s§\s+)?")
_TASK_HEAD = re.compile(
    r"^(?:(?:och|samt|men|,)\s+)?(?:(?:ska|skall|bör|måste|får|kan|kommer)\s+)?(?:(?:även|också|dessutom)\s+)?"
)
_UNIT_HEADING = re.compile(
    r"\b(?:förvaltning|nämnd|bolag|avdelning|enhet|verksamhet|kontor|aktör)\w*\b.{0,30}\b(?:uppdrag|ansvar|åtgärd|aktivitet|"
    r"insats|uppgift)\w*|\b(?:uppdrag|ansvar|åtgärder|aktiviteter|insatser|uppgifter)\b.{0,30}\b(?:per|för|efter|hos) "
    r"(?:förvaltning|nämnd|avdelning|enhet)\w*",
    re.IGNORECASE,
)
_MUNICIPAL_MODALS = frozenset("ska skall bör måste".split())
_GOAL_LABELS = frozenset({"mål", "delmål", "syfte", "indikator", "vision"})
_MAX_NAME = 6  # words of a name that no rule knows
_MAX_TASK = 300


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is known while a document is read from its first passage to its last."""

    document: Document
    text: str
    names: Names
    path: tuple[str, ...] | None = None
    heading_body: str | None = None
    heading_as_written: str | None = None
    lead: LeadIn | None = None
    covered: list[Span] = field(default_factory=list)
    found: list[Responsibility] = field(default_factory=list)


def extract_responsibilities(document: Document) -> tuple[Responsibility, ...]:
    """Every duty that the document states, in the order of its text."""
    municipality = document.metadata.municipality
    text = mended(document.text)
    reading = _Reading(document=document, text=text, names=Names(municipality.value if municipality else None))
    for duty in cover_duties(text, document.passages):
        _add_cover(reading, duty)
    for passage in document.passages:
        if not passage.is_searched:
            continue
        _enter(reading, passage)
        if passage.kind == "row" and any(cell.header for cell in passage.cells):
            _read_row(reading, passage)
            continue
        for span in passage.sentences:
            if not _is_covered(reading, span):
                _read_sentence(reading, span)
    return tuple(_without_repeats(sorted(reading.found, key=lambda item: (item.start, item.end))))


def _is_covered(reading: _Reading, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in reading.covered)


def _add_cover(reading: _Reading, duty: CoverDuty) -> None:
    name = name_of(duty.body)
    reading.covered.append((duty.start, duty.end))
    mention = whole_name(duty.body)
    if mention is not None:
        reading.names.saw(mention, acts=False)
    _add(reading, body=name, written=duty.body, role=duty.role, task=duty.task, span=(duty.start, duty.end))


def _enter(reading: _Reading, passage: Passage) -> None:
    """A new section: its headings name bodies, and the last may be the one all under it is given to."""
    if passage.heading_path == reading.path:
        return
    reading.path = passage.heading_path
    reading.lead = None
    headings = tuple(mended_heading for heading in passage.heading_path if (mended_heading := mended(heading)))
    reading.names.enter(headings)
    reading.heading_body = reading.heading_as_written = None
    for place in range(len(headings) - 1, -1, -1):
        written = without_number(headings[place])
        above = headings[place - 1] if place else ""
        if whole_name(written) is not None or (place and _UNIT_HEADING.search(above) and len(written.split()) <= 6):
            reading.heading_body = name_of(written)
            reading.heading_as_written = written
            return


# sentences


def _read_sentence(reading: _Reading, span: Span) -> None:
    start, end = _without_mark(reading.text, span)
    if end - start < 3:
        return
    tokens = tokenize(reading.text, start, end)
    mentions = _with_we(tokens, find_mentions(tokens))
    is_item = starts_item(reading.text, span)
    if reading.lead is not None and not is_item:
        reading.lead = None
    labelled = _labels(reading, start, end)
    opened = lead_in(tokens, mentions, reading.heading_as_written)
    if tokens and tokens[0].lower in _GOAL_LABELS and len(tokens) > 1 and tokens[1].text == ":":
        return
    found: list[Statement] = []
    if reading.lead is not None:
        found = item_statements(tokens, mentions, reading.lead.mention, reading.lead.mode)
    elif reading.heading_as_written is not None and (subject := whole_name(reading.heading_as_written)) is not None:
        found = item_statements(tokens, mentions, subject, "present") if mentions[:1] != [subject] else []
    if not found and (mentions or _may_be_unnamed(tokens)):
        found = statements(tokens, mentions)
    for statement in found:
        if labelled and statement.mention is None:
            continue
        if opened is not None and statement.mention is opened.mention and statement.end >= len(tokens):
            continue  # the items say what
        _add_statement(reading, tokens, statement, (start, end), is_first=statement is found[0])
    for mention in mentions:
        reading.names.saw(mention, acts=any(one.mention is mention for one in found))
    if opened is not None:
        name = reading.names.meant(opened.mention)
        reading.lead = replace(opened, mention=replace(opened.mention, name=name, is_bare=False, kind="organ"))
        reading.names.saw(reading.lead.mention, acts=True)


def _without_mark(text: str, span: Span) -> Span:
    mark = _MARK.match(text, *span)
    return (mark.end() if mark else span[0]), span[1]


def _may_be_unnamed(tokens: Sequence[Token]) -> bool:
    return any(token.lower in MODALS or token.lower in ("erbjuds", "sker") for token in tokens)


def _with_we(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """'Vi ska' is a duty of the municipality that speaks."""
    ours = [
        Mention(first=at, end=at + 1, name="Vi", head="kommun", kind="municipality", is_bare=True)
        for at, token in enumerate(tokens)
        if token.lower == "vi"
        and any(near.lower in _MUNICIPAL_MODALS for near in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]))
    ]
    return sorted([*mentions, *ours], key=lambda mention: mention.first) if ours else list(mentions)


def _labels(reading: _Reading, start: int, end: int) -> bool:
    """'Ansvarig: Grundskolechef' inside running text; returns whether there is any."""
    found = False
    after = start
    for match in _LABEL.finditer(reading.text, start, end):
        value = without_partner(match["value"].strip())
        named = find_mentions(tokenize(value, 0, len(value)))[:1]
        if whole_name(value) is None and named and named[0].first == 0 and "," in value:
            value = value.split(",")[0]  # 'Digitaliseringschefen, med en kontaktperson per förvaltning'
        if whole_name(value) is None and (len(value.split()) > _MAX_NAME or not value[:1].isupper()):
            continue
        key = match["key"].casefold()
        role: DutyRole = "follow_up" if "uppfölj" in key else "coordinate" if "samordn" in key else "responsible"
        if "besluta" in key:
            role = "decide"
        before = reading.text[after : match.start()].strip(" .:|")
        after = match.end()
        _add(reading, body=name_of(value), written=value, role=role, task=before or key, span=(start, end))
        found = True
    return found


def _add_statement(
    reading: _Reading, tokens: Sequence[Token], statement: Statement, span: Span, *, is_first: bool
) -> None:
    mention = statement.mention
    first, last = tokens[statement.first], tokens[min(statement.end, len(tokens)) - 1]
    if mention is not None and mention.kind == "municipality" and not _is_municipal_duty(tokens, statement):
        return
    written = None
    name = None
    if mention is not None:
        name = reading.names.meant(mention)
        if 0 <= mention.first < len(tokens) and mention.end <= len(tokens):
            written = reading.document.text[tokens[mention.first].start : tokens[mention.end - 1].end]
        if statement.is_given:
            written = mention.name
    task = reading.document.text[first.start : last.end]
    if mention is not None and not statement.is_given and _is_inside(tokens, statement):
        # the subject of 'ska nämnden kontakta' stands inside what it is to do
        text = reading.document.text
        task = f"{text[first.start : tokens[mention.first].start]}{text[tokens[mention.end - 1].end : last.end]}"
    _add(
        reading,
        body=name,
        written=written,
        role=statement.role,
        task=_TASK_HEAD.sub("", task, count=1),
        span=span,
        predicate=(first.start, last.end),
        is_first=is_first,
    )


def _is_inside(tokens: Sequence[Token], statement: Statement) -> bool:
    """Whether the subject stands at the head of its own predicate, behind the finite verb."""
    mention = statement.mention
    if mention is None or mention.first not in (statement.first, statement.first + 1):
        return False
    return mention.end < statement.end and tokens[mention.end].text.isalnum()


def _is_municipal_duty(tokens: Sequence[Token], statement: Statement) -> bool:
    """What the municipality may, can or is is no duty of it."""
    first = tokens[statement.first].lower
    return statement.modal not in ("får", "kan", "behöver") and first != "är"


def _add(
    reading: _Reading,
    *,
    body: str | None,
    written: str | None,
    role: DutyRole,
    task: str,
    span: Span,
    predicate: Span | None = None,
    is_first: bool = False,
) -> None:
    frequency = FREQUENCY.search(reading.text, *(predicate or span))
    if frequency is None and predicate is not None and is_first:
        # 'Två gånger om året ska nämnden ...' stands before what it says it of
        frequency = FREQUENCY.search(reading.text, span[0], predicate[0])
    reading.found.append(
        Responsibility(
            body=body,
            body_as_written=" ".join(written.split()) if written else None,
            role=role,
            task=_short(task),
            frequency=" ".join(reading.document.text[slice(*frequency.span())].split()) if frequency else None,
            start=span[0],
            end=span[1],
        )
    )


def _short(task: str) -> str:
    """A task on one line, cut at a word where it is very long."""
    plain = " ".join(task.split()).strip(" .;,:")
    return plain if len(plain) <= _MAX_TASK else plain[:_MAX_TASK].rsplit(" ", 1)[0] + " …"


# rows


def _read_row(reading: _Reading, passage: Passage) -> None:
    for mention in find_mentions(tokenize(reading.text, passage.start, passage.end)):
        reading.names.saw(mention, acts=False)
    for duty in read_row(
        reading.text, passage, heading_body=reading.heading_body, heading_as_written=reading.heading_as_written
    ):
        body = duty.body
        if duty.mention is not None:
            body = reading.names.meant(duty.mention)
        reading.found.append(
            Responsibility(
                body=body,
                body_as_written=duty.written,
                role=duty.role,
                task=_short(duty.task),
                frequency=duty.frequency,
                start=duty.start,
                end=duty.end,
            )
        )


def _without_repeats(found: Iterable[Responsibility]) -> Iterator[Responsibility]:
    seen: set[tuple[object, ...]] = set()
    for item in found:
        key = (item.body, item.role, item.start, item.end, item.task)
        if key not in seen:
            seen.add(key)
            yield item
