"""Key–value lines of a cover: 'Fastställt av: Kommunfullmäktige', 'Dnr\tKS 2021/7', two columns of a table.

Every municipality words its cover differently, so keys are recognised by patterns over the wordings in use, with
any of the separators a reader leaves: ':', tab, ' | ', two or more spaces, a line break. What a value means is
decided in `ingest.metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CoverField = Literal[
    "adopted_by",
    "adopted_date",
    "adoption",
    "date",
    "revised",
    "registration_number",
    "document_type",
    "title",
    "validity",
    "valid_from",
    "valid_until",
    "applies_to",
    "revision",
    "owner",
    "follow_up_by",
    "follow_up",
    "replaces",
    "status",
    "municipality",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One key and its value: `text[start:end]` is both, `text[value_start:end]` the value alone."""

    field: CoverField
    key: str
    start: int
    value_start: int
    end: int


# the document itself at the head of a key: 'Dokumentet gäller för', 'Planen ersätter'
_DOC = (
    r"(?:(?:detta |den här |denna )?(?:styr)?(?:dokument(?:et)?s?|plan(?:en)?s?|program(?:met)?s?|policyn?s?|"
    r"riktlinjen?s?) )?"
)
_DECIDED = r"(?:senast )?(?:fastställ(?:d|t|da|s)|antag(?:en|et|na|s)|beslutad|beslutat|godkän[dt]|beslutas)"
_MENDED = r"(?:reviderad|reviderat|ändrad|ändrat|uppdaterad|uppdaterat)"
_RENEWAL = r"(?:revidering|aktualisering|översyn|uppdatering|aktualitetsprövning)"
_UNTIL = r"(?:till och med|t\.? ?o\.? ?m\.?|längst till|till)"
_FROM = r"(?:från och med|fr\.? ?o\.? ?m\.?|från)"

# First match wins. Wordings: the covers in corpus/ and those of published styrdokument of Swedish municipalities.
_KEYS: tuple[tuple[CoverField, str], ...] = (
    ("adopted_by", rf"{_DOC}{_DECIDED} (?:av|i|genom)(?: ?/ ?datum| och datum|, datum| den)?"),
    ("adopted_by", r"beslut(?:s|ande |ad )?-?(?:instans|organ|fattare|nivå|nämnd)|beslut (?:av|fattat av|i)"),
    ("adopted_by", r"fastställ(?:are|ande instans|s av|ande organ)|antagande(?:instans|organ)|antas av"),
    ("adopted_date", r"(?:beslut(?:s|ad)?|fastställ(?:ande|else|d|t)|antag(?:ande|en|et|elses?)) ?-?datum"),
    ("adopted_date", rf"{_DECIDED} (?:den|datum)"),
    ("adopted_date", r"datum (?:och paragraf )?för (?:beslut|fastställande|fastställelse|antagande)(?:et|t)?"),
    (
        "adoption",
        rf"{_DECIDED}|beslut|fastställelse|antagande|fastställd ?/ ?upprättad|beslut och datum|gällande beslut",
    ),
    ("revised", rf"(?:senast )?{_MENDED}(?: (?:den|av|datum|senast))?|(?:senaste )?revi(?:dering|sion)s?datum"),
    (
        "revised",
        r"(?:datum för )?(?:senaste?|föregående) (?:revidering|ändring|uppdatering)|revidering(?:ar)?|ändringsdatum",
    ),
    ("date", r"datum|gällande datum"),
    ("registration_number", r"(?:dnr|diarienummer|diarienr|diarie-?nr|diariebeteckning|diarium|d\.?nr)"),
    ("registration_number", r"(?:ärendenummer|ärendenr|ärendebeteckning|ärende-?id|beteckning|referensnummer)"),
    (
        "document_type",
        r"(?:styr)?dokument ?-?(?:typ(?:en)?|sort|slag)|typ(?: av (?:styr)?dokument)?|styrdokument|dokumentkategori",
    ),
    ("title", r"(?:styr)?dokument(?:ets|s)? ?-?(?:namn|titel)|titel|dokumentrubrik|namn på (?:styr)?dokument(?:et)?"),
    (
        "valid_until",
        rf"{_DOC}(?:gäller|giltig(?:t|het)?|giltighetstid) {_UNTIL}|(?:giltighetstid(?:en)? )?upphör(?: att gälla)?",
    ),
    ("valid_until", r"(?:giltighet(?:stid)?s? )?(?:slutdatum|utgångsdatum)|sista giltighetsdag"),
    (
        "valid_from",
        rf"{_DOC}(?:gäller|giltig(?:t|het)?) {_FROM}(?: datum)?|(?:träder|trädde) i kraft|ikraftträdande(?:datum)?",
    ),
    (
        "applies_to",
        rf"{_DOC}(?:gäller för|omfattar|berör|riktar sig till|vänder sig till)|målgrupp(?:er)?|omfattning|berörda",
    ),
    ("applies_to", rf"(?:verksamheter|verksamhet) som berörs|{_DOC}tillämpas (?:av|i|på)|tillämpningsområde"),
    (
        "validity",
        rf"{_DOC}(?:gäller|giltighet|giltighetstid|giltighetsperiod|giltig|giltigt)(?: (?:under|åren|för åren|tid))?",
    ),
    ("validity", r"(?:program|plan|planerings|avtals)period|planeringstid|gällandetid|period|gäller tid"),
    ("follow_up_by", r"(?:ansvarig(?:a)?|ansvar) för uppföljning(?:en)?(?: av .{3,40})?|uppföljningsansvar(?:ig)?"),
    (
        "follow_up_by",
        rf"för (?:ev\.? |eventuell )?uppföljning.{{0,40}} ansvarar|{_DOC}följs upp av|uppföljning görs av",
    ),
    ("revision", rf"för {_RENEWAL}(?:en)?(?: .{{1,40}})? ansvarar|{_RENEWAL}s?-?ansvar(?:ig)?"),
    (
        "revision",
        rf"(?:ansvarig(?:a)?|ansvar) för (?:.{{1,30}} och )?{_RENEWAL}(?:en)?(?: .{{1,40}})?|{_DOC}revideras av",
    ),
    (
        "follow_up",
        r"uppföljning(?:s-?(?:intervall|frekvens|tid|plan))?(?: (?:sker|görs))?|tidplan för uppföljning|följs upp",
    ),
    ("follow_up", r"uppföljning och (?:tidplan|utvärdering)|(?:när|hur) följs .{3,40} upp"),
    ("owner", r"(?:dokument|plan|program|policy|riktlinje|innehålls|sak)-?ansvarig(?: .{3,40})?|dokumentansvar"),
    (
        "owner",
        r"ansvarig(?: (?:nämnd|förvaltning|funktion|tjänsteperson|tjänsteman|handläggare|avdelning|enhet|chef))?",
    ),
    (
        "replaces",
        rf"{_DOC}ersätter(?: (?:tidigare )?(?:dokument|beslut|version|styrdokument))?|upphäver|ersatt dokument",
    ),
    ("status", r"(?:dokument)?status"),
    ("municipality", r"kommun"),
)
_KEY_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _KEYS)
# Everyday words: as a heading or the first words of a sentence they are no key, so they need a separator
_WEAK = frozenset(
    "beslut datum gäller period ansvarig uppföljning revidering status kommun typ styrdokument omfattning omfattar "
    "berör målgrupp giltighet fastställd fastställt antagen antaget beslutad titel berörda upphör "
    "ändrad".split()
) | {"följs upp", "gäller för", "ansvarig för uppföljning", "uppföljning och utvärdering"}

_SEPARATOR = re.compile(r"[ ]*\t[ \t]*|[ ]+\|[ ]*|[ ]{2,}")
_COLON = re.compile(r"(?P<key>[^:\n]{2,80}?)[ ]*:[ ]*(?P<value>.*)", re.DOTALL)
_BULLET = re.compile(r"[\s|•·▪*–-]*")
_MAX_KEY = 80
_MAX_VALUE = 400  # the longest cover value of the development documents has 171 characters
_PLACEHOLDER = re.compile(r"[\W_]*|\[.*\]|<.*>|(?:[åÅ]{2,4}|[xX]{2,4}|yyyy)-?\S*|ej (?:fastställt?|aktuellt)|saknas")


def read_pairs(text: str, *, start: int, end: int) -> list[Pair]:
    """All key–value pairs in the lines of `text[start:end]`, in order; empty and placeholder values are left out."""
    lines = list(_lines(text, start, end))
    pairs: list[Pair] = []
    for n, (line_start, line_end) in enumerate(lines):
        below = lines[n + 1] if n + 1 < len(lines) else None
        pairs.extend(_pairs_of_line(text, line_start, line_end, below))
    return [pair for pair in pairs if _is_value(text[pair.value_start : pair.end])]


def field_of(key: str) -> CoverField | None:
    """What a cover key stands for, or None: 'Dokumentet gäller till och med' -> 'valid_until'."""
    plain = " ".join(key.casefold().split()).strip(" .:*_")
    if not plain or len(plain) > _MAX_KEY:
        return None
    return next((field for field, pattern in _KEY_PATTERNS if pattern.fullmatch(plain)), None)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            yield position, stop
        position = stop + 1


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line, trimmed and without bullets; a line without separators is one cell."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    cells = []
    for separator in _SEPARATOR.finditer(text, start, end):
        cells.append((start, separator.start()))
        start = separator.end()
    cells.append((start, end))
    return [trimmed for cell in cells if (trimmed := trim(text, *cell))[0] < trimmed[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _pairs_of_line(text: str, start: int, end: int, below: tuple[int, int] | None) -> Iterator[Pair]:
    cells = _cells(text, start, end)
    fields = [field_of(text[s:e]) for s, e in cells]
    if len(cells) >= 2 and all(fields):  # a header row: the values stand in the row below
        values = _cells(text, *below) if below else []
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
        if pair is not None:
            yield pair
        position += 1


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
        if line.casefold().strip(" :.") in _WEAK or below is None:
            return None
        cells = _cells(text, *below)
        value = text[below[0] : below[1]]
        if len(cells) != 1 or field_of(value) or len(value) > 120 or value.rstrip().endswith(".") or ":" in value:
            return None
        return Pair(field=field, key=line, start=start, value_start=cells[0][0], end=cells[0][1])
    if len(line) > 150 or line.endswith((".", ",")):
        return None
    spaces = [match.start() for match in re.finditer(" ", line)][:5]
    for space in reversed(spaces):
        key, value = line[:space], line[space + 1 :]
        if key.casefold() not in _WEAK and value[:1].isalnum() and not value[:1].islower():
            field = field_of(key)
            if field and key[:1].isupper():
                return Pair(field=field, key=key, start=start, value_start=start + space + 1, end=end)
    return None


def _is_value(value: str) -> bool:
    return bool(value.strip()) and len(value) <= _MAX_VALUE and not _PLACEHOLDER.fullmatch(value.strip())
