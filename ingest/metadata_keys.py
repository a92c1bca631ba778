"""Which metadata a cover key stands for: 'Fastställt av', 'Beslutsinstans', 'Dokumentet gäller till och med'."""

from __future__ import annotations

import re
from functools import lru_cache
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
    "extended",
    "applies_to",
    "revision",
    "owner",
    "follow_up_by",
    "follow_up",
    "replaces",
    "status",
    "municipality",
]

# the document itself at the head of a key: 'Dokumentet gäller för', 'Planen ersätter'
_DOC = (
    r"(?:(?:detta |den här |denna )?(?:styr)?(?:dokument(?:et)?s?|plan(?:en)?s?|program(?:met)?s?|policyn?s?|"
    r"riktlinjen?s?) )?"
)
_DECIDED = (
    r"(?:senast )?(?:fastställ(?:d|t|da|s|des)|antag(?:en|et|na|s)|antogs|beslutad|beslutade|beslutat|beslutas|"
    r"beslutades|godkän(?:d|t|da|des))"
)
_MENDED = r"(?:reviderad|reviderat|ändrad|ändrat|uppdaterad|uppdaterat)"
_RENEWAL = r"(?:revidering|aktualisering|översyn|uppdatering|aktualitetsprövning)"
_UNTIL = r"(?:till och med|t\.? ?o\.? ?m\.?|längst till|till)"
_FROM = r"(?:från och med|fr\.? ?o\.? ?m\.?|från)"

# First match wins. Wordings: the covers in corpus/ and those of published styrdokument of Swedish municipalities.
_KEYS: tuple[tuple[CoverField, str], ...] = (
    ("adopted_by", rf"{_DOC}{_DECIDED} (?:av|i|genom)(?: ?/ ?datum| och datum|, datum| den)?"),
    ("adopted_by", r"beslut(?:s|ande |ad )?-?(?:instans|organ|fattare|nivå|nämnd)|beslut (?:av|fattat av|i)"),
    (
        "adopted_by",
        r"fastställ(?:are|ande instans|s av|ande organ)|antagande(?:instans|organ)|antas av|beslutande|"
        r"fastställd ?/ ?upprättad av",
    ),
    ("adopted_date", r"(?:beslut(?:s|ad)?|fastställ(?:ande|else|d|t)|antag(?:ande|en|et|elses?)) ?-?datum"),
    ("adopted_date", rf"{_DOC}{_DECIDED} (?:den|datum|när)"),
    ("adopted_date", r"datum och paragraf|beslutsdatum och paragraf"),
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
    ("extended", r"(?:giltighet(?:en|stiden)? )?förläng(?:d|t|ning)(?: (?:till|t\.?o\.?m\.?|till och med))?"),
    (
        "valid_until",
        rf"{_DOC}(?:gäller|giltig(?:t|het)?|giltighetstid) {_UNTIL}|(?:giltighetstid(?:en)? )?upphör(?: att gälla)?",
    ),
    ("valid_until", r"(?:giltighet(?:stid)?s? )?(?:slutdatum|utgångsdatum)|sista giltighetsdag"),
    (
        "valid_from",
        rf"{_DOC}(?:gäller|giltig(?:t|het)?) {_FROM}(?: datum)?|{_DOC}(?:träder|trädde) i kraft|"
        r"börjar gälla|ikraftträdande(?:datum)?",
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
    (
        "owner",
        r"(?:dokument|plan|program|policy|riktlinje|strategi)-?ansvarig(?: (?:för .{3,40}|tjänste\w+|chef|funktion|"
        r"\(.{3,40}\))|/\w+)?|ansvarig för dokumentet|ansvarig (?:tjänsteperson|tjänsteman|funktion|chef)",
    ),
    (
        "replaces",
        rf"{_DOC}ersätter(?: (?:tidigare )?(?:(?:styr)?dokument|beslut|version(?:er)?))?|upphäver|ersatt dokument",
    ),
    ("status", r"(?:dokument)?status"),
    ("municipality", r"kommun"),
)
_KEY_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _KEYS)
# Everyday words: as a heading or the first words of a sentence they are no key, so they need a separator
WEAK_KEYS = frozenset(
    "beslut datum gäller period ansvarig uppföljning revidering status kommun typ styrdokument omfattning omfattar "
    "berör målgrupp giltighet fastställd fastställt antagen antaget beslutad beslutade titel berörda "
    "beslutande upphör ändrad förlängd förlängt".split()
) | {"följs upp", "gäller för", "ansvarig för uppföljning", "uppföljning och utvärdering"}
_MAX_KEY = 80  # characters; the longest key in use has 50


@lru_cache(maxsize=4096)  # a cover's words are asked about several times
def field_of(key: str) -> CoverField | None:
    """What a cover key stands for, or None: 'Dokumentet gäller till och med' -> 'valid_until'."""
    plain = " ".join(key.casefold().split()).strip(" .:*_")
    if not plain or len(plain) > _MAX_KEY:
        return None
    return next((field for field, pattern in _KEY_PATTERNS if pattern.fullmatch(plain)), None)
