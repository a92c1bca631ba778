"""Who adopted a document and when, and when it was last revised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import DateMatch, find_dates
from ingest.metadata_cover import Pair
from ingest.metadata_words import ACTOR, ADOPTED, ORDINAL, START, evidence, own_name, sentences, tolerant
from ingest.records import Evidence, Span

HEAD = 3000  # characters in which a line of particulars speaks of the document itself
PASSIVE = r"(?:fastställ(?:s|des|ts)|anta(?:s|gs|gits)|antogs|beslutas|beslutades|godkän(?:ns|des))"

_PARAGRAPH = r"(?:[\s,(]{1,3}§§?\s*\d+(?:\s*[/,])?)?"  # '§ 65/2018-06-18'
_DATE_AFTER = (
    rf"{_PARAGRAPH}(?:[\s,:(/]{{0,4}}(?:den\s+|vid\s+sammanträde\s+(?:den\s+)?|i\s+)?"
    rf"(?=\d|(?:{ORDINAL}\s+)?[^\W\d_]{{3,9}}\s+\d{{4}}))?"
)
_PLACE = r"(?:\s+i\s+(?-i:[A-ZÅÄÖ])[\w-]+(?:\s+(?:kommun|stad))?)?"  # 'antagen av kommunfullmäktige i Borås 2020-01-27'
_DATE = rf"(?:[\d-]{{4,10}}|(?:\d+|{ORDINAL})\s+\w+\s+\d{{4}})"
_BY = r"(?:(?:gemensamt|enhälligt|för\s+[\w ]{3,30}\sdel)\s+)?(?:(?:av|i|genom\s+beslut\s+(?:av|i)|vid)\s+)?"
_DECIDING = tolerant(r"fastställ|\bantag|\banta[rs]?\b|\bantog|\bbeslut|\bgodkän", re.IGNORECASE)
_LINE = tolerant(
    rf"{START}(?P<verb>{ADOPTED})\s+{_BY}(?P<body>{ACTOR}){_PLACE}(?P<gap>{_DATE_AFTER})", re.IGNORECASE | re.MULTILINE
)
_LINE_DATE_FIRST = tolerant(
    rf"{START}(?P<verb>{ADOPTED})\s+(?:den\s+)?(?=\d)(?P<date>{_DATE})(?:,?\s+§\s*\d+)?"
    rf"(?:,?\s+(?:av|i)\s+(?P<body>{ACTOR}))?",
    re.IGNORECASE | re.MULTILINE,
)
# 'Kommunfullmäktige 2019-06-17 § 123' says no more than that, and is the decision
_BODY_ALONE = tolerant(
    rf"{START}\(?(?P<body>{ACTOR}),?\s+(?:(?:den\s+)?(?=\d)(?P<date>{_DATE}),?\s+)?§§?\s*\d+(?P<after>\s?/\s?[\d-]{{4,10}})?"
    r"(?=[ \t]*(?:[.);\n]|$))",
    re.IGNORECASE | re.MULTILINE,
)
# A line of the title page that names the kind of document before the verb: 'Ett aktiverande styrdokument beslutat av
# kommunfullmäktige 2018-11-05', 'Plan för vatten, antagen av kommunfullmäktige den 26 april 2017'
_KIND_BEFORE = tolerant(
    rf"^[^.\n]{{4,100}}?[,\s](?P<verb>{ADOPTED})\s+{_BY}(?P<body>{ACTOR})(?P<gap>{_DATE_AFTER})(?=[\d\w])",
    re.IGNORECASE | re.MULTILINE,
)
_BODY_BEFORE = tolerant(
    rf"^[^.\n]{{4,100}}?(?:dokument|program|plan|policy|riktlinjer?|strategi)\s+som\s+(?P<body>{ACTOR})\s+"
    rf"(?P<verb>fattade\s+beslut\s+om|beslutade\s+om|antog|fastställde)(?P<gap>{_DATE_AFTER})(?=[\d\w])",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE_PAGE = 800  # characters in which such a line speaks of the document itself
_CLAUSE = tolerant(rf"\s*{own_name(None)}|\s*\w+(?:en|et|na)\s+{ADOPTED}\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:enligt|ersätter|bygger|utgår|utifrån|lag|lagen|i linje med)\b", re.IGNORECASE)
# papers of a meeting name the body that met, not one that adopted them
_PAPER = re.compile(r"yttrande|protokoll|kallelse|föredragningslista|remissvar|sammanträde|dagordning", re.IGNORECASE)
_DECIDES = re.compile(r"(?:fullmäktige|styrelsen|nämnden|utskottet|direktionen|\bKF|\bKS|\bKSAU)$", re.IGNORECASE)
_AND_BODY = tolerant(rf"(?:,?\s*§\s*\d+)?\)?,?\s+(?:och|samt)\s+(?:av\s+)?(?P<body>{ACTOR})", re.IGNORECASE)
_DONE = tolerant(r"antog|antag|antagit|fastställ(?:d|t|des)|beslutad|beslutat|godkän(?:d|t)", re.IGNORECASE)
_MENDED = r"(?:reviderade?|reviderat|uppdaterade?|uppdaterat|ändrade?|ändrat|rev\.?(?=\s))"
_REVISED = tolerant(
    rf"{START}(?P<verb>(?:senast\s+)?{_MENDED})\s+(?:(?:(?:av|i)\s+)?{ACTOR})?(?P<gap>{_DATE_AFTER})",
    re.IGNORECASE | re.MULTILINE,
)
_REVISED_AFTER = tolerant(
    rf"[,;(]\s*(?P<verb>(?:senast\s+)?{_MENDED})\s+(?:(?:(?:av|i)\s+)?{ACTOR})?(?P<gap>{_DATE_AFTER})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One statement that a body adopted the document, with its date where it has one."""

    body: Evidence | None
    date: Evidence | None
    is_cover: bool
    is_done: bool = True  # 'antogs av', not 'antas av'


def find_decisions(
    text: str, pairs: Sequence[Pair], document_type: str | None, title: str | None = None
) -> list[Decision]:
    """All statements of who adopted the document itself: cover pairs, title page lines, sentences of the body."""
    found = [*_from_pairs(text, pairs), *_from_lines(text)]
    if not found:
        found = list(_from_title_page(text)) or list(_from_bodies_alone(text))
    return [*found, *_from_body(text, document_type, title)]


def _from_pairs(text: str, pairs: Sequence[Pair]) -> Iterator[Decision]:
    fields = {pair.field for pair in pairs}
    for pair in pairs:
        if (
            pair.key.casefold() == "beslutande"
            and _DECIDES.search(text[pair.value_start : pair.end].split(",")[0]) is None
        ):
            continue  # the members present, in minutes
        if pair.field in ("adopted_by", "adoption"):
            dates = _dates(text, pair)
            body_end = _body_end(text, pair, dates)
            body = None
            if body_end > pair.value_start and not (pair.field == "adoption" and dates and body_end == pair.end):
                body = evidence(text, (pair.value_start, body_end), pair.start, body_end)
            yield Decision(body=body or _body_after_date(text, pair), date=_dated(text, pair, dates), is_cover=True)
        elif pair.field == "adopted_date" or (pair.field == "date" and fields & {"adopted_by", "adoption"}):
            yield Decision(
                body=_body_after_date(text, pair), date=_dated(text, pair, _dates(text, pair)), is_cover=True
            )


def _dates(text: str, pair: Pair) -> list[DateMatch]:
    return find_dates(text, pair.value_start, pair.end)


def _dated(text: str, pair: Pair, dates: Sequence[DateMatch]) -> Evidence | None:
    return evidence(text, dates[0].iso, pair.start, dates[0].end) if dates else None


def _body_end(text: str, pair: Pair, dates: Sequence[DateMatch]) -> int:
    """Where the body's name ends in 'Kommunfullmäktige, 2022-03-28, § 45'."""
    end = min([pair.end, *(date.start for date in dates)])
    if (paragraph := re.compile(r"[,(\s]*(?:§|\bparagraf\b|\bDnr\b)").search(text, pair.value_start, end)) is not None:
        end = paragraph.start()
    value = re.sub(r"[\s,;(–-]*(?:\bden)?[\s,;(–-]*$", "", text[pair.value_start : end])
    return pair.value_start + len(value)


def _body_after_date(text: str, pair: Pair) -> Evidence | None:
    """The body in 'Beslutsdatum: 2022-03-28, Kommunfullmäktige § 41'."""
    match = tolerant(ACTOR).search(text, pair.value_start, pair.end)
    return evidence(text, match.span(), pair.start, match.end()) if match else None


def _from_lines(text: str) -> Iterator[Decision]:
    head = min(len(text), HEAD)
    for match in _LINE.finditer(text, 0, head):
        start = match.start("verb")
        date = _date_at(text, match.end())
        end = date.end if date else match.end("body")
        both = _AND_BODY.match(text, end) if _DECIDES.search(match["body"]) else None
        if both is not None and _DECIDES.search(both["body"]):
            body = evidence(text, f"{match['body']} och {both['body']}", start, both.end("body"))
        else:
            body = evidence(text, match.span("body"), start, end)
        yield Decision(body=body, date=evidence(text, date.iso, start, end) if date else None, is_cover=True)
    for match in _LINE_DATE_FIRST.finditer(text, 0, head):
        dates = find_dates(text, *match.span("date"))
        start = match.start("verb")
        end = match.end("body") if match["body"] else match.end("date")
        if dates:
            yield Decision(
                body=evidence(text, match.span("body"), start, end) if match["body"] else None,
                date=evidence(text, dates[0].iso, start, end),
                is_cover=True,
            )


def _from_title_page(text: str) -> Iterator[Decision]:
    for pattern in (_KIND_BEFORE, _BODY_BEFORE):
        for match in pattern.finditer(text, 0, min(len(text), _TITLE_PAGE)):
            line_end = text.find("\n", match.end())
            line = text[match.start() : line_end if line_end >= 0 else len(text)]
            date = _date_at(text, match.end())
            is_clause = _CLAUSE.match(line)  # 'Delegationsordningen beslutad av ...': of a part, or read as a sentence
            if date is None or is_clause or _OTHER.search(line) or line.rstrip().endswith("."):
                continue
            start = match.start() if pattern is _BODY_BEFORE else match.start("verb")
            yield Decision(
                body=evidence(text, match.span("body"), start, date.end),
                date=evidence(text, date.iso, start, date.end),
                is_cover=True,
            )


def _from_bodies_alone(text: str) -> Iterator[Decision]:
    if _PAPER.search(text, 0, 300):
        return
    for match in _BODY_ALONE.finditer(text, 0, min(len(text), HEAD)):
        if _DECIDES.search(match["body"]) is None:
            continue
        start = match.start("body")
        dates = [date for date in find_dates(text, start, match.end()) if date.is_full]
        yield Decision(
            body=evidence(text, match.span("body"), start, match.end()),
            date=evidence(text, dates[0].iso, start, match.end()) if dates else None,
            is_cover=True,
        )


def _date_at(text: str, position: int) -> DateMatch | None:
    """The date that stands at `position`, if one does."""
    dates = find_dates(text, max(position - 4, 0), min(len(text), position + 30))
    return next((date for date in dates if position - 4 <= date.start <= position), None)


def _from_body(text: str, document_type: str | None, title: str | None) -> Iterator[Decision]:
    own = own_name(document_type)
    if title is not None:  # 'Program för äldres hälsa är antaget av ...'
        own = rf"(?:{own}|{re.escape(title)})"
    passive = tolerant(
        rf"(?P<own>{own})(?:\s+för\s+[^.\n]{{1,60}}?)?\s+(?:har\s+|är\s+|ska\s+)?(?P<how>{PASSIVE}|{ADOPTED})\s+"
        rf"(?:den\s+[\d\w ]{{4,20}}\s+)?(?:av|i)\s+(?P<body>{ACTOR}){_PLACE}(?P<gap>{_DATE_AFTER})",
        re.IGNORECASE,
    )
    active = tolerant(
        rf"(?P<body>{ACTOR})\s+(?:har\s+)?(?P<how>antar|antog|antagit|fastställer|fastställde|fastställt|godkände|"
        r"godkänt|beslutar\s+om|beslutade\s+om|beslutat\s+om|beslutade\s+att\s+anta)\s+"
        rf"(?P<own>{own})(?P<gap>{_DATE_AFTER})",
        re.IGNORECASE,
    )
    for start, stop in sentences(text, _DECIDING):
        for match in (*passive.finditer(text, start, stop), *active.finditer(text, start, stop)):
            date = _date_at(text, match.end()) if match["gap"] else None
            end = date.end if date else match.end() - len(match["gap"])
            yield Decision(
                body=evidence(text, match.span("body"), match.start(), end),
                date=evidence(text, date.iso, match.start(), end) if date else None,
                is_cover=False,
                is_done=_DONE.match(match["how"]) is not None,
            )


def adopting_start(text: str, pairs: Sequence[Pair]) -> int:
    """Where the document first says that it is adopted; the end of the text where it does not."""
    said = [pair.start for pair in pairs if pair.field in ("adopted_by", "adopted_date", "adoption")]
    head = min(len(text), HEAD)
    lines = [match for match in (_LINE.search(text, 0, head), _LINE_DATE_FIRST.search(text, 0, head)) if match]
    return min([*said, *(line.start("verb") for line in lines), len(text)])


def find_revision(text: str, pairs: Sequence[Pair]) -> Evidence | None:
    """The latest date on which the document says it was revised."""
    found: list[Evidence] = []
    for pair in pairs:
        if pair.field == "revised":
            found += [evidence(text, date.iso, pair.start, date.end) for date in _dates(text, pair)]
    matches = list(_REVISED.finditer(text, 0, min(len(text), HEAD)))
    # 'Kommunfullmäktige 2022-10-24, reviderad 2024-06-17': inside a line that says of the adoption
    for start, end in _adopting_spans(text, pairs):
        matches += _REVISED_AFTER.finditer(text, start, end)
    for match in matches:
        date = _date_at(text, match.end())
        if date is not None:
            found.append(evidence(text, date.iso, match.start("verb"), date.end))
    return max(found, key=lambda item: item.value, default=None)


def _adopting_spans(text: str, pairs: Sequence[Pair]) -> Iterator[Span]:
    """The cover's pairs and the lines that say the document was adopted."""
    for pair in pairs:
        if pair.field in ("adopted_by", "adopted_date", "adoption"):
            yield pair.value_start, pair.end
    for pattern in (_LINE, _LINE_DATE_FIRST):
        for match in pattern.finditer(text, 0, min(len(text), HEAD)):
            end = text.find("\n", match.end())
            yield match.start("verb"), len(text) if end < 0 else end
