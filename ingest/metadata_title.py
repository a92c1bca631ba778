"""A document's title, and the lines of its first page that say what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.metadata_cells import trim
from ingest.metadata_cover import Pair
from ingest.metadata_keys import field_of
from ingest.metadata_words import PROPOSAL_TYPES, evidence, type_in
from ingest.records import Evidence, Section, Span

# Lines that name a type without being a title: the municipality's rubric above the title, or a generic heading
_NO_TITLE = re.compile(
    r"innehåll(?:sförteckning)?|(?:(?!riktlinje|policy|regler|rutin)[^\n])*\bstyrdokument|inledning|bakgrund|syfte|"
    r"globala m[åa]len|sammanfattning|bilag(?:a|or)\b.*|beslut(?:sunderlag)?|uppföljning.*|"
    r"(?:detta|denna|programmet|planen|policyn|riktlinjen)\b.*|(?:hör till|avser|sida|sidan|ärende \d+)\b.*|"
    r"[^:]*\b(?:från|av|till|ärende|datum)\s*:.*",
    re.IGNORECASE,
)
# 'program – vägval, verksamheter och metoder' explains the types of documents
_LEGEND = re.compile(r"\b(?:program|plan|policy|riktlinjer?|handlingsplan|strategi)\s+[–—-]\s")
_YEARS = r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)?\d\d))?"
_LONE_YEARS = re.compile(rf"\s*\n\s*(?P<years>{_YEARS})[ \t]*(?=\n|$)")
_OPEN_END = re.compile(r"(?:\b(?:och|för|i|av|om|mot|på|till|med|samt|inom|mellan)|[,–-])$", re.IGNORECASE)
# '1 Inledning', 'A. Utgångspunkter', 'Kapitel 1': the title stands above
_BODY_BEGINS = re.compile(r"(?:\d{1,2}(?:\.\d+)*\.?|[A-Z]\.|(?:Kapitel|Kap\.|Del)\s[\dIVX]+\.?|§\s?1|1\s§)\s+[A-ZÅÄÖ]")
_DOCUMENT_KEY = re.compile(r"^[ \t]*(?P<said>Dokument[ \t]*:[ \t]*(?P<title>[^\n]{4,160}))$", re.MULTILINE)
_HEAD_LINES = 40  # a cover page; the covers seen put the title within 20 lines
_MAX_TITLE = 160
_ABOUT = (
    r"(?:\s+(?:till|från|av|om|i|mot|på|angående|gällande|med anledning)\b.{0,100}|\s*:.{0,100}|\s+\d.{0,40}|"
    r"\s+[–—-]\s.{0,60})?"
)
# 'Motion' alone or with 'till', 'om' ...: 'Motion och idrott' is exercise
MARKER = re.compile(
    r"(?P<draft>(?:\S+\s)?(?:remiss(?:version|utgåva|handling|förslag)|samråds(?:version|handling|förslag)|utkast|"
    rf"arbetsmaterial|koncept(?:version)?|granskningshandling|draft)\b{_ABOUT})"
    rf"|(?P<proposal>(?:alternativt |reviderat |nytt |mot|ändrings|tilläggs)?förslag{_ABOUT}|"
    rf"(?:[\w-]+\s){{0,3}}[\w-]{{0,40}}yrkande{_ABOUT}|(?:enskild )?(?:grupp|parti)?motion{_ABOUT}|"
    rf"tjänsteskrivelse\b.{{0,60}}|(?:skriftlig )?reservation{_ABOUT}|interpellation{_ABOUT}|medborgarförslag{_ABOUT})",
    re.IGNORECASE,
)
# the owner's name on the next line, joined to the title; '... för Ekskogs kommun' belongs to it
_OWNER = re.compile(r"(?<=\S) (?:[A-ZÅÄÖ][\wåäöÅÄÖ-]+ )?[A-ZÅÄÖ][\wåäöÅÄÖ-]+ (?:kommun|stad|KOMMUN|STAD|Kommun|Stad)$")
_PREPOSITION = re.compile(r"(?:\b(?:för|i|av|inom|och|till|från|om|på|vid)|[–—-])$", re.IGNORECASE)


def find_title(text: str, pairs: Sequence[Pair], sections: Sequence[Section]) -> Evidence | None:
    """The title as the document writes it; None where no line on its first page names a document."""
    for pair in pairs:
        if pair.field == "title":
            return evidence(text, (pair.value_start, pair.end), pair.start, pair.end)
    head = head_lines(text, pairs)
    for start, end in head:
        if _names_document(text[start:end]):
            stop = _without_owner(text, start, _with_continuation(text, start, end))
            return _best_spelling(text, start, stop)
    named = _DOCUMENT_KEY.search(text, 0, min(len(text), 1500))
    if named is not None and type_in(named["title"]) is not None:
        return evidence(text, named.span("title"), *named.span("said"))
    return _below_type(text, head) or _covering_heading(text, sections)


def head_lines(text: str, pairs: Sequence[Pair]) -> list[Span]:
    """The first lines of the document, cut at wide gaps, without the key–value lines."""
    taken = [(pair.start, pair.end) for pair in pairs]
    lines: list[Span] = []
    n_lines = 0
    for match in re.finditer(r"[^\n]+", text):
        if not match.group().strip():
            continue
        n_lines += 1
        if n_lines > _HEAD_LINES or (n_lines > 2 and _BODY_BEGINS.match(match.group().lstrip())):
            break
        if n_lines > 2 and (match.group().lstrip().startswith("|") or match.group().count(" | ") >= 2):  # a table's row
            continue
        start = match.start()
        is_value = False
        for cell in re.finditer(r"(?:(?![ ]{2,}|\t|[ ]\|[ ]).)+", match.group()):
            span = trim(text, start + cell.start(), start + cell.end())
            if is_value:  # 'Avser ärende:   Program för integration': a key that no rule knows
                continue
            is_value = text[slice(*span)].endswith(":")
            if span[0] < span[1] and not any(s < span[1] and span[0] < e for s, e in taken):
                lines.append(span)
    return lines


def _names_document(line: str) -> bool:
    """Whether a line is a title: short, capitalised, not a sentence, and naming a document type."""
    if not 4 <= len(line) <= _MAX_TITLE or line[0].islower() or line.endswith((".", ":", ";", "?", "!")):
        return False
    if _NO_TITLE.fullmatch(line.strip(" *#")):
        return False
    key = line.split(":")[0]
    if ":" in line and (field_of(key) or len(key.split()) <= 2) and type_in(key) is None:
        return False
    named = type_in(line)
    if _LEGEND.search(line):
        return False
    if named is None or re.search(r"\b(?:ska|skall|är|har|föreslår|beslutar?|gäller|kan)\b", line):
        return False
    if MARKER.fullmatch(line) and named[0] in PROPOSAL_TYPES and named[0] not in ("yrkande", "motion"):
        return False
    word = line[slice(*named[1])]
    is_bare_type = len(line.split()) == 1 and len(word) <= len(named[0]) + 2 and named[0] not in PROPOSAL_TYPES
    return not is_bare_type and not re.match(r"§\s?\d|\d+(?:\.\d+)*\.?\s", line)


def bare_type(line: str) -> str | None:
    """The type that a capitalised line of one word names: 'RIKTLINJE'; None for what a proposal is called."""
    if len(line) > 24 or not line[:1].isupper():  # 'Delegationsordningen' has 20 letters
        return None
    named = type_in(line)
    is_bare = named is not None and named[1] == (0, len(line)) and len(line) <= len(named[0]) + 2
    return named[0] if named is not None and is_bare and named[0] not in PROPOSAL_TYPES else None


def _below_type(text: str, head: Sequence[Span]) -> Evidence | None:
    """The line below one that names the type alone: 'RIKTLINJE' / 'Bostäder för nyanlända'."""
    for (start, end), below in pairwise(head):
        line = text[slice(*below)]
        is_title = 8 <= len(line) <= _MAX_TITLE and line[0].isupper() and not line.endswith((".", ":", ";", "?"))
        is_owner = re.fullmatch(r".{2,30}\s(?:kommun|stad)", line, re.IGNORECASE)
        if bare_type(text[start:end]) and is_title and not is_owner and not _NO_TITLE.fullmatch(line):
            return evidence(text, below, *below)
    return None


def _with_continuation(text: str, start: int, end: int) -> int:
    """The end of a title that runs over lines: '... integration och' / 'motverkande ...' / '2007-2011'."""
    for _ in range(3):
        if not _OPEN_END.search(text[start:end]):
            break
        match = re.compile(r"[ \t]*\n{1,2}[ \t]*([^\n]+)").match(text, end)
        if match is None:
            break
        end = trim(text, match.start(1), match.end(1))[1]
    years = _LONE_YEARS.match(text, end)
    return years.end("years") if years else end


def _without_owner(text: str, start: int, end: int) -> int:
    number = re.search(r"\s+[A-ZÅÄÖ]{2,4}[ /-]?\d{2,4}[/:.-]\d+(?:/\d+)?$", text[start:end])
    if number is not None:  # 'Integrationsplan KS2016/726'
        end = start + number.start()
    match = _OWNER.search(text, start, end)
    if (
        match is None
        or _PREPOSITION.search(text[start : match.start()])
        or len(text[start : match.start()].split()) < 2
    ):
        return end
    return match.start()


def _best_spelling(text: str, start: int, end: int) -> Evidence:
    """The title; one in capitals is taken where the document writes it in lower case (a running head)."""
    title = " ".join(text[start:end].split())
    if title.isupper():
        pattern = r"\s+".join(re.escape(word) for word in title.split())
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not any(word.isupper() and len(word) > 4 for word in match.group().split()):
                return evidence(text, match.span(), *match.span())
    return evidence(text, (start, end), start, end)


def _covering_heading(text: str, sections: Sequence[Section]) -> Evidence | None:
    """A first heading that spans nearly the whole text is its title though it names no type."""
    for section in sections:
        if section.level != 1 or section.end - section.start < 0.9 * len(text.strip()):
            continue
        start = text.find(section.heading, section.start, section.end)
        if start >= 0 and section.heading.strip() and not _NO_TITLE.fullmatch(section.heading.strip()):
            return evidence(text, section.heading, start, start + len(section.heading))
    return None
