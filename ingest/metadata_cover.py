"""Key–value lines of a cover: 'Fastställt av: Kommunfullmäktige', 'Dnr\tKS 2021/7', two columns of a table.

Every municipality words its cover differently, so keys are recognised by patterns over the wordings in use, with
any of the separators a reader leaves: ':', tab, ' | ', ' · ', two or more spaces, a line break, and a single space
where the line stands among others of a cover. What a value means is decided in `ingest.metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.metadata_cells import cells_of, lines_of, trim
from ingest.metadata_keys import WEAK_KEYS, CoverField, field_of
from ingest.metadata_words import ACTOR, ADOPTED, tolerant
from ingest.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One key and its value: `text[start:end]` is both, `text[value_start:end]` the value alone."""

    field: CoverField
    key: str
    start: int
    value_start: int
    end: int


_DOTTED = re.compile(r"\S[ ]+[·•∙][ ]+\S")
_COLON = re.compile(r"(?P<key>[^:\n]{2,80}?)[ ]*:[ ]*(?P<value>.*)", re.DOTALL)
_MAX_VALUE = 400  # the longest cover value of the development documents has 171 characters
_OTHER_KEY = re.compile(r"(?<=\S)\s+[A-ZÅÄÖ][a-zåäö]{3,}(?: [a-zåäö]{2,}){0,3}:\s")  # '... Aktualitetsprövat: 2018'
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d{4})|(?<=[)\]]))\.\s+(?=[A-ZÅÄÖ])")
# a name or a number ends with its sentence; a decision or a scope may go on in the next one
_SHORT_FIELDS = frozenset(("owner", "revision", "follow_up_by", "registration_number", "municipality", "document_type"))
# what a line in lower case, or a key that elsewhere is an everyday word, may say between two lines of a cover
_LENIENT_FIELDS = frozenset(("owner", "replaces", "applies_to"))
_ADOPTING_LINE = re.compile(rf"{ADOPTED}\s", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"[\W_]*|\[.*\]|<.*>|(?:[åÅ]{2,4}|[xX]{2,4}|yyyy)-?\S*|ej (?:fastställt?|aktuellt)|saknas")


def read_pairs(text: str, *, start: int, end: int) -> list[Pair]:
    """All key–value pairs in the lines of `text[start:end]`, in order; empty and placeholder values are left out."""
    lines = list(lines_of(text, start, end))
    found: list[list[Pair]] = []
    for n, (line_start, line_end) in enumerate(lines):
        below = lines[n + 1 : n + 3]
        pairs = [_shortened(text, pair) for pair in _pairs_of_line(text, line_start, line_end, below)]
        found.append([*pairs, *(joined for pair in pairs if (joined := _joined_key(text, pair, below)))])
    _add_neighbours(text, lines, found)
    return [pair for pairs in found for pair in pairs if _is_value(text[pair.value_start : pair.end])]


def _shortened(text: str, pair: Pair) -> Pair:
    """The pair without what follows a name's sentence: 'Ansvarig: Planchefen. Nästa översyn sker 2026.'"""
    if pair.field == "title":
        return replace(pair, end=_joined_key_start(text, pair) or pair.end)
    other = _OTHER_KEY.search(text, pair.value_start, pair.end) if pair.field != "replaces" else None
    if other is not None:
        pair = replace(pair, end=other.start())
    stop = _SENTENCE_END.search(text, pair.value_start, pair.end) if pair.field in _SHORT_FIELDS else None
    return replace(pair, end=stop.start()) if stop else pair


def _joined_key_start(text: str, pair: Pair) -> int | None:
    """Where a key of the next line stands at a title's end: 'Riktlinje för distansarbete Fastställd av'."""
    for space in [match.start() for match in re.finditer(" ", text[pair.value_start : pair.end])][-4:]:
        key = text[pair.value_start + space + 1 : pair.end]
        if key[:1].isupper() and field_of(key) is not None:
            return pair.value_start + space
    return None


def _joined_key(text: str, pair: Pair, below: list[Span]) -> Pair | None:
    """The pair whose key stands at the end of a title that `_shortened` has cut."""
    after = [line for line in below if line[0] > pair.end]
    if pair.field != "title" or not text.startswith(" ", pair.end) or not after:
        return None
    start, end = trim(text, pair.end, text.find("\n", pair.end))
    return _bare_pair(text, start, end, field_of(text[start:end]), after[0])


def _add_neighbours(text: str, lines: list[Span], found: list[list[Pair]]) -> None:
    """Adds what a line says beside a line of the cover, a word that begins a sentence elsewhere being a key here."""
    for n, (start, end) in enumerate(lines):
        if not found[n] and (_is_near(text, lines, found, n, -1) or _is_near(text, lines, found, n, 1)):
            pair = _lenient_pair(text, *trim(text, start, end))
            if pair is not None:
                found[n].append(pair)


def _is_near(text: str, lines: list[Span], found: list[list[Pair]], n: int, step: int) -> bool:
    """Whether the next line that way is of the cover, or the one behind lines of keys that no rule knows."""
    for m in range(n + step, n + 4 * step, step):
        if not 0 <= m < len(lines):
            return False
        if found[m] or _ADOPTING_LINE.match(text, *lines[m]):
            return True
        line = text[slice(*lines[m])].strip()
        if len(line) > 100 or line.endswith(".") or not _COLON.fullmatch(line):
            return False
    return False


def _lenient_pair(text: str, start: int, end: int) -> Pair | None:
    """'Ersätter invandrarpolitiskt program från 1993', 'Dokumentansvarig klimatstrategen', 'Ansvarig: Rektor'."""
    line = text[start:end]
    if len(line) > 150 or line.endswith((".", ",")):
        return None
    for space in [match.start() for match in re.finditer(" ", line)][:3][::-1]:
        key = line[:space]
        field = "owner" if key == "Ansvarig:" else field_of(key)
        value = line[space + 1 :]
        if field in _LENIENT_FIELDS and key[:1].isupper() and value[:1].isalnum() and ":" not in value:
            return Pair(field=field, key=key, start=start, value_start=start + space + 1, end=end)
    return None


def _pairs_of_line(text: str, start: int, end: int, rest: list[Span]) -> Iterator[Pair]:
    """The pairs of one line; `rest` are the lines below it that may hold its values."""
    below = rest[0] if rest else None
    cells = cells_of(text, start, end)
    fields = [field_of(text[s:e]) for s, e in cells]
    if len(cells) >= 2 and _is_header(text, cells, fields, rest):  # the values stand in the row below
        values = cells_of(text, *below) if below else []
        if len(values) == len(cells):
            for field, (key_start, key_end), (value_start, value_end) in zip(fields, cells, values, strict=True):
                if field:
                    yield Pair(
                        field=field,
                        key=text[key_start:key_end],
                        start=value_start,
                        value_start=value_start,
                        end=value_end,
                    )
        return
    last = _COLON.fullmatch(text, *cells[-1]) if cells else None
    if last and last["value"] and len(cells) >= 2 and all(text[s:e].endswith(":") for s, e in cells[:-1]):
        yield from _of_joined_header(text, [*(text[s:e] for s, e in cells[:-1]), last["key"]], last.span("value"))
        return
    alternates = len(cells) % 2 == 0 and all(fields[0::2]) and not any(fields[1::2])
    position = 0
    while position < len(cells):
        cell_start, cell_end = cells[position]
        field = fields[position]
        following = cells[position + 1] if position + 1 < len(cells) else None
        if field and following and alternates:
            yield Pair(
                field=field, key=text[cell_start:cell_end], start=cell_start, value_start=following[0], end=following[1]
            )
            position += 2
            continue
        pair = _colon_pair(text, cell_start, cell_end, following or below)
        if pair is None and len(cells) == 1:
            pair = _bare_pair(text, cell_start, cell_end, field, below)
        elif pair is None and _DOTTED.search(text, start, end):  # cells of a table are no pairs, these are
            pair = _bare_pair(text, cell_start, cell_end, field, None)
        if pair is not None:
            yield pair
        position += 1


_TYPED: dict[CoverField, re.Pattern[str]] = {
    "adopted_by": tolerant(ACTOR, re.IGNORECASE),
    "adopted_date": re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\s\w{3,9}\s\d{4}"),
    "registration_number": re.compile(
        r"(?<![\w-])(?:[A-ZÅÄÖ]{2,6}[ /-]?)?(?!\d{4}-\d\d-\d\d)\d{2,4}[-/.:]\d{1,6}(?:[-/.]\d+)?"
    ),
}


def _of_joined_header(text: str, keys: list[str], values: Span) -> Iterator[Pair]:
    """A row of keys and the row of their values made one line: what shows by its form which key it belongs to."""
    for key in keys:
        field = field_of(key)
        pattern = _TYPED.get(field) if field else None
        match = pattern.search(text, *values) if pattern else None
        if field and match:
            yield Pair(field=field, key=key, start=match.start(), value_start=match.start(), end=match.end())


def _is_header(text: str, cells: list[Span], fields: list[CoverField | None], rest: list[Span]) -> bool:
    """Whether a row is all keys, or mostly: then with one row of values, since more make it a table of the text."""
    if all(fields):
        return True
    n_strong = sum(
        field is not None and text[s:e].casefold().strip(" :.") not in WEAK_KEYS
        for (s, e), field in zip(cells, fields, strict=True)
    )
    if n_strong < 2 or 2 * sum(map(bool, fields)) < len(fields) or not rest:
        return False
    values = [cells_of(text, *row) for row in rest]
    is_list = len(values) == 2 and len(values[1]) == len(cells) and not any(field_of(text[s:e]) for s, e in values[1])
    return len(values[0]) == len(cells) and not is_list and not any(field_of(text[s:e]) for s, e in values[0])


def _colon_pair(text: str, start: int, end: int, following: tuple[int, int] | None) -> Pair | None:
    match = _COLON.fullmatch(text, start, end)
    if match is None or (field := field_of(match["key"])) is None:
        return None
    value_start, value_end = match.span("value")
    if value_start == value_end:
        if following is None or _COLON.fullmatch(text, *following):
            return None
        value_start, value_end = trim(text, *following)
    return Pair(field=field, key=match["key"], start=start, value_start=value_start, end=value_end)


def _bare_pair(text: str, start: int, end: int, field: CoverField | None, below: tuple[int, int] | None) -> Pair | None:
    """A key alone on its line with the value below, or a key and its value with one space between."""
    line = text[start:end]
    if field:
        if line.casefold().strip(" :.") in WEAK_KEYS or below is None:
            return None
        cells = cells_of(text, *below)
        value = text[below[0] : below[1]]
        if len(cells) != 1 or field_of(value) or len(value) > 120 or value.rstrip().endswith(".") or ":" in value:
            return None
        return Pair(field=field, key=line, start=start, value_start=cells[0][0], end=cells[0][1])
    if len(line) > 150 or line.endswith((".", ",")):
        return None
    spaces = [match.start() for match in re.finditer(" ", line)][:5]
    for space in reversed(spaces):
        key, value = line[:space], line[space + 1 :]
        if key.casefold() not in WEAK_KEYS and value[:1].isalnum() and not value[:1].islower():
            field = field_of(key)
            if field and key[:1].isupper():
                return Pair(field=field, key=key, start=start, value_start=start + space + 1, end=end)
    return None


def _is_value(value: str) -> bool:
    return bool(value.strip()) and len(value) <= _MAX_VALUE and not _PLACEHOLDER.fullmatch(value.strip())
