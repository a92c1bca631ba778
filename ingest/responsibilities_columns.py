"""What the columns of a table say of the bodies in them: who is responsible, decides, pays, or acts along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import find_mentions, tokenize, whole_name
from ingest.bodies_names import name_of, partner_in, without_partner
from ingest.records import DutyRole, RowCell
from ingest.responsibilities_verbs import verb_forms

# Column headers of the action plans, rules of procedure and delegation schemes of Swedish municipalities
_HEADERS: dict[DutyRole, str] = {
    "follow_up": r"uppföljningsansvar\w*|ansvarig\w* för uppföljning\w*|följs upp av",
    "cooperate": r"samverka\w*.*|samarbet\w+|medverkande|berörda|deltagare|i samarbete med",
    "support": r"stöd(?:jande.*| från)",
    "decide": (
        r"beslutas av|besluts?(?:fattare|instans|organ|nivå)|beslutande(?: organ| nämnd)?|delegat(?:er)?|"
        r"delegerat till|delegation till"
    ),
    "other": r"finansier\w+(?: .*)?|finansiär",
    "responsible": (
        r"(?:\w* )?\w*ansvar(?:ig\w*|)?(?: (?!för uppfölj).*)?|utförare|genomförs? av|vem(?: gör)?|ägare|"
        r"nämnd(?: ?/ ?bolag)?|förvaltning|funktion|aktör"
    ),
}
_COLUMNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _HEADERS.items())
_MEASURES = re.compile(r"(?:indikator|nyckeltal|mäts|mätning|mätetal|källa|datakälla)\w*(?: .*)?", re.IGNORECASE)
# 'Roll | Ansvar': the first column names the body, the second says what it does
_HOLDERS = re.compile(
    r"(?:roll|funktion|organ|befattning|aktör|vem|nämnd|styrelse|förvaltning|instans|part|nivå)(?:er|en|ar)?"
    r"(?: ?/ ?\w+| i .*)?",
    re.IGNORECASE,
)
_DUTIES = re.compile(
    r"ansvar(?:somr[åa]den?|suppgift(?:er)?)?|(?:arbets)?uppgift(?:er)?|ansvar och .+|ansvarar för|uppdrag|"
    r"ansvar ?/ ?uppgift(?:er)?|roll och ansvar",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\W*|.*\d{4}.*|löpande|se .*|ja|nej|x|nytt|inom .*|vid behov.*|.*\bkr\b.*", re.IGNORECASE)
_MAX_WORDS = 14
_MAX_UNKNOWN_WORDS = 6  # of a name that no rule knows


@dataclass(frozen=True, slots=True)
class Party:
    """A body in a cell, and its role by the cell's column."""

    body: str
    written: str
    role: DutyRole
    cell: RowCell


def role_of_column(header: str, headers: Sequence[str]) -> DutyRole | None:
    """The role of a body in the column `header`; who stands beside an indicator follows it up."""
    role = next((role for role, pattern in _COLUMNS if pattern.fullmatch(header.strip())), None)
    if role == "responsible" and any(_MEASURES.fullmatch(other.strip()) for other in headers):
        return "follow_up"
    return role


def holder_and_duty(cells: Sequence[RowCell]) -> tuple[RowCell, RowCell] | None:
    """The cell with a body and the one with what it does, in a table of roles: 'Roll | Ansvar'."""
    holder = next((cell for cell in cells if _HOLDERS.fullmatch(cell.header.strip())), None)
    duty = next((cell for cell in cells if cell is not holder and _DUTIES.fullmatch(cell.header.strip())), None)
    return (holder, duty) if holder is not None and duty is not None and holder.start < duty.start else None


def parties_in(text: str, cell: RowCell, headers: Sequence[str]) -> Iterator[Party]:
    """The bodies that a cell names as a whole: one, and whoever acts along with it."""
    role = role_of_column(cell.header, headers)
    value = " ".join(text[cell.start : cell.end].split())
    if role is None or _NO_NAME.fullmatch(value) or len(value.split()) > _MAX_WORDS:
        return
    own, with_whom = without_partner(value), partner_in(value)
    name = named_by(own)
    if name is None and role != "other" and cell.header.strip().lower() not in ("funktion", "aktör"):
        name = _unknown(own)
    if name is None:
        return
    yield Party(name, own, role, cell)
    if with_whom:
        yield Party(name_of(with_whom), with_whom, "cooperate", cell)


def named_by(value: str) -> str | None:
    """The body that a short text is or begins with: 'Miljöchefen (eller ersättare)'."""
    mention = whole_name(value)
    if mention is not None:
        return mention.name
    parts = [whole_name(part) for part in value.split(",")]
    if len(parts) > 1 and all(parts):
        return name_of(value)
    found = find_mentions(tokenize(value, 0, len(value)))[:1]
    is_head = bool(found) and found[0].first == 0 and not found[0].is_genitive
    follows = value[len(_words(value, found[0].end)) :].lstrip()[:1] if is_head else ""
    return found[0].name if is_head and follows in ("(", ",", ";") else None


def _words(value: str, n_tokens: int) -> str:
    tokens = tokenize(value, 0, len(value))
    return value[: tokens[n_tokens - 1].end]


def _unknown(value: str) -> str | None:
    """A short capitalised text that is no sentence is a name, though no rule knows it: 'Kultur och Fritid'."""
    words = value.split()
    is_verb = any(verb.form in ("infinitive", "present") for verb in verb_forms(words[0].lower()))
    if len(words) > _MAX_UNKNOWN_WORDS or not value[0].isupper() or is_verb or value.endswith("."):
        return None
    return name_of(value)
