"""What a proposal says is struck, and the traces of a strike-through that the text has lost.

A word processor's strike-through does not survive as text: the old words then stand beside the new as if both were
proposed ("ta del i samhällsutvecklingen bli en del av det svenska samhället"). That is shown as it stands, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.comparison_units import Part, Unit, Word, without_number, words_of
from answer.comparison_words import Run
from index.terms import STOP_WORDS, fold

_STRUCK = re.compile(r"\b(?:utgår|stryks|strykes|strykas|tas bort|ta bort|upphävs)\b", re.IGNORECASE)
_DIRECTION = re.compile(
    r"\b(?:meningen|stycket|stycken|avsnittet|punkten|punkterna|texten|rubriken|lydelse)\b.*"
    r"\b(?:ändras|ersätts|läggs till|tillförs|infogas|införs|justeras|kompletteras|lydelse)\b|"
    r"^(?:nuvarande|föreslagen|ny|följande) (?:lydelse|text|mening|formulering)\b|"
    r"^(?:tillägg|ändring|ändras till)\b\W*\w*\W*$",
    re.IGNORECASE,
)
_EDITORIAL = re.compile(
    r"\b(?:avsnitt|avsnittet|kapitel|kapitlet|stycke|stycket|mening|meningen|meningarna|punkt|punkten|text|texten|"
    r"rubrik|rubriken|lydelse|ordet|orden)\b|§|^\d+(?:\.\d+)+",
    re.IGNORECASE,
)
_MOST_WORDS, _ALONE, _LOOK_BACK = 15, 2, 3
_QUOTED = re.compile(r"[\"”“»«]([^\"”“»«]{8,})[\"”“»«]")
_PARAGRAPHS = {"första": 0, "andra": 1, "tredje": 2, "fjärde": 3, "femte": 4, "sista": -1}
_PARAGRAPH = re.compile(rf"\b({'|'.join(_PARAGRAPHS)}) stycket\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d+(?:\.\d+)*)\b")
_JOINERS = frozenset("och men eller samt utan".split())
_NUMERALS = frozenset(
    "en ett två tre fyra fem sex sju åtta nio tio elva tolv vartannat varannan varje halvårsvis".split()
)
_BODY = re.compile(r"(?:nämnd|nämnden|styrelse|styrelsen|förvaltning|förvaltningen|fullmäktige|enheten|chefen)$")
_BROKEN_OFF = re.compile(r"[.!?]\s+[a-zåäö]")
_STEM = 4
"""Letters that two words must begin with to be taken for one stem ("samhällsutvecklingen", "samhället")."""


def strikes(sentence: str) -> bool:
    """Whether a short sentence says that a passage is struck: it names or quotes what is, or says nothing else."""
    bare = _QUOTED.sub("", sentence)
    if len(bare.split()) > _MOST_WORDS or not _STRUCK.search(bare):
        return False
    return bare != sentence or bool(_EDITORIAL.search(bare)) or len(bare.split()) <= _ALONE


def quotes_what_it_strikes(sentence: str) -> bool:
    """Whether it does so by repeating the words, which are then no text of the proposal."""
    return strikes(sentence) and bool(_QUOTED.search(sentence))


def is_direction(sentence: str) -> bool:
    """Whether a short sentence only tells the editor what to do: "Andra stycket får följande lydelse."."""
    return len(sentence.split()) <= _MOST_WORDS and bool(_DIRECTION.search(sentence))


def part_meant(
    unit: Unit, units: Sequence[Unit], text: str, parts_a: Sequence[Part], aligned: int | None
) -> int | None:
    """The section of a that a sentence of b stands under.

    `aligned` is the one with the heading of its section; a line before it that is a heading of a comes first, since
    over so short a text a reader of files may not have seen a heading.
    """
    names = {part.name: part.number for part in parts_a if part.name}
    for earlier in reversed(units[max(unit.number - _LOOK_BACK, 0) : unit.number]):
        if earlier.section != unit.section:
            break
        part = names.get(tuple(word.norm for word in words_of(without_number(text[earlier.start : earlier.end]))))
        if part is not None:
            return part
    return aligned or None


def struck_by(
    sentence: str, own_part: int | None, units: Sequence[Unit], parts: Sequence[Part], text: str
) -> list[Unit]:
    """The units that a sentence such as "Avsnitt 3.4, andra stycket, utgår." strikes, among `units` of `text`.

    `own_part` is the section that the sentence stands under, None where it stands under none.
    """
    quoted = _QUOTED.search(sentence)
    if quoted:
        words = " ".join(quoted[1].casefold().split())
        return [unit for unit in units if words in " ".join(text[unit.start : unit.end].casefold().split())]
    numbers = set(_NUMBER.findall(sentence))
    named = [part.number for part in parts if part.label and part.label in numbers]
    part = named[0] if named else own_part
    inside = [unit for unit in units if unit.section == part] if part else []
    which = _PARAGRAPH.search(sentence)
    if not which or not inside:
        return inside
    paragraphs = sorted({unit.paragraph for unit in inside})
    place = _PARAGRAPHS[which[1].lower()]
    return [u for u in inside if place < len(paragraphs) and u.paragraph == paragraphs[place]]


def has_lost_strikethrough(text_b: str, b: Sequence[Word], runs: Sequence[Run]) -> bool:
    """Whether added words stand beside words they seem meant to replace."""
    return any(
        run.a_start == run.a_end and run.b_start < run.b_end and _stands_beside(text_b, b, run)
        for run in runs
        if not run.is_equal
    )


def _stands_beside(text: str, b: Sequence[Word], run: Run) -> bool:
    new = [word.norm for word in b[run.b_start : run.b_end]]
    before = [word.norm for word in b[max(run.b_start - len(new), 0) : run.b_start]]
    after = [word.norm for word in b[run.b_end : run.b_end + 1]]
    if _BROKEN_OFF.search(text, b[run.b_start].start, b[run.b_end - 1].end):
        return True
    for left, right in ((before[-1:], new[:1]), (new[-1:], after)):
        if left and right and left != right and _kind(left[0]) == _kind(right[0]) != "":
            return True
    between = text[b[run.b_start - 1].end : b[run.b_start].start] if run.b_start else "."
    if len(new) < 2 or new[0] in _JOINERS or between.strip():
        return False  # an addition that is joined on, or set off by a comma
    old_stems = {fold(word)[:_STEM] for word in before if fold(word) not in STOP_WORDS}
    return any(fold(word)[:_STEM] in old_stems for word in new if fold(word) not in STOP_WORDS)


def _kind(word: str) -> str:
    """What a word is that never stands beside another of its kind."""
    if word in _JOINERS:
        return "joiner"
    if word[0].isdigit() or word in _NUMERALS:
        return "number"
    return "body" if _BODY.search(word) else ""
