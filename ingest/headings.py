"""Which lines are headings, and how high they stand. Works on blocks, whatever the file was.

A reader that is sure of a heading (Markdown #, a PDF's type size) gives its level. One that is not gives
level 0, and `settle_headings` decides by what follows: a heading has text under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Block

NUMBERED = re.compile(
    r"^(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?P<letter>[A-ZÅÄÖ])\."
    r"|(?P<chapter>\d{1,2}(?: [a-z])? (?:(?i:kap)\.?|§))"
    r"|(?P<named>(?i:Kapitel|Avsnitt|Del|Bilaga) [\dA-Z]{1,2})[.:]?)\s+(?=[\"”(]?[A-ZÅÄÖÉ])"
)
_LIST_NUMBER = re.compile(r"^\d{1,2}[.)]\s")
_WORD = re.compile(r"[^\W\d_]+")
# A clause that stops at one of these goes on in the next line: 'Kommunstyrelsen föreslår Kommunfullmäktige besluta'.
_OPEN_ENDS = frozenset(
    "att av och eller samt med för från till i på om som en ett den det de vid hos inom under enligt besluta beslutar "
    "avses följande är ska skall har kan bör mellan mot utan över genom".split()
)
# Addresses, and a decision with its date: 'Antagen av Socialnämnden 2022-05-05, § 33'.
_NO_HEADING = re.compile(r"https?://|www\.|@|\b\d{4}-\d\d-\d\d\b")
_MAX_CHARACTERS = 90
_MAX_WORDS = 11
_MAX_QUESTION_WORDS = 7  # '3. Vad vill vi i Uddevalla?'
_KEY_VALUE = re.compile(r"^[A-ZÅÄÖ][\w ,/().&-]{1,60}:\s+\S")
_PROSE_WORDS = 8
_UNENDED_PROSE_WORDS = 12
_LEAD_IN_WORDS = 4
_MAX_CHAIN = 2
_PLAIN = 9
_HELD = 10


def may_be_heading(text: str) -> bool:
    """Whether a line has the form of a heading: short, begins like one, ends like no sentence."""
    words = text.split()
    if not words or len(text) > _MAX_CHARACTERS or len(words) > _MAX_WORDS or text[-1] in ".!:;,-–":
        return False
    if text[-1] == "?" and len(words) > _MAX_QUESTION_WORDS:
        return False
    start = text[match.end() :] if (match := NUMBERED.match(text)) else text
    first = start.lstrip("\"”'(")[:1]
    if not first.isupper() or not _WORD.search(start) or _KEY_VALUE.match(start) or "\t" in text or "  " in text:
        return False
    return words[-1].lower() not in _OPEN_ENDS and not _NO_HEADING.search(text)


def is_lead_in(text: str) -> bool:
    """Whether a paragraph opens what comes after it: 'Rapporten ska innehålla:', '... yrkar att nämnden beslutar'."""
    words = text.split()
    return text.endswith(":") or (bool(words) and words[-1].lower() in _OPEN_ENDS)


def is_key_value(text: str) -> bool:
    """Whether a line reads 'Fastställt av: Kommunfullmäktige'."""
    return _KEY_VALUE.match(text.removeprefix("- ")) is not None


def is_prose(block: Block) -> bool:
    """Whether a paragraph reads as running text, which a heading can stand over."""
    text = block.text
    if block.kind != "paragraph" or block.role != "body" or text[:1].islower():
        return False
    words = len(text.split())
    ends = text.rstrip('"”»’)¹²³⁴⁵⁶⁷⁸⁹')[-1:] in (".", "!", "?", ":")
    if is_key_value(text) and not (words >= _PROSE_WORDS and text[-1] in ".!?"):
        return False
    return words >= (3 if ends else _UNENDED_PROSE_WORDS)


def settle_headings(blocks: Sequence[Block]) -> list[Block]:
    """Turns a level-0 heading that stands over nothing back into a paragraph; the others stay at level 0."""
    settled = list(blocks)
    for number in range(len(settled) - 1, -1, -1):
        block = settled[number]
        if block.kind == "heading" and block.level == 0 and not _stands_over_text(number, settled):
            settled[number] = replace(block, kind="item" if _LIST_NUMBER.match(block.text) else "paragraph")
    return settled


def _stands_over_text(number: int, blocks: Sequence[Block]) -> bool:
    """Whether what follows block `number` is text, a table, a list or a heading that stands over some.

    Blocks after `number` are settled already. A line that ends its page heads nothing: the cover line
    'Globala målen' of boras-program-skannad.txt.
    """
    block = blocks[number]
    following = number + 1
    while following < len(blocks) and (blocks[following].kind == "note" or blocks[following].role == "furniture"):
        if blocks[following].kind == "row":
            return True
        following += 1
    if following == len(blocks):
        return False
    below = blocks[following]
    if below.page != block.page or below.role in ("contents", "instruction"):
        return False
    if below.kind == "heading":
        if _style(below.text) == _style(block.text) and NUMBERED.match(block.text):
            return False
        return _chain(following, blocks) < _MAX_CHAIN
    if below.kind == "row":
        return NUMBERED.match(block.text) is not None or any(cell.header for cell in below.cells[:1])
    if below.kind == "item":
        return not (NUMBERED.match(block.text) and NUMBERED.match(below.text))
    return is_prose(below) or (is_lead_in(below.text) and len(below.text.split()) >= _LEAD_IN_WORDS)


def _chain(number: int, blocks: Sequence[Block]) -> int:
    """How many headings of one style follow one another from `number` on."""
    length = 1
    while number + length < len(blocks) and blocks[number + length].kind == "heading":
        if _style(blocks[number + length].text) != _style(blocks[number].text):
            break
        length += 1
    return length


def _style(text: str) -> int:
    """The rank that a heading's form gives it: 0 capitals, 1-5 the depth of its number, else `_PLAIN`."""
    if match := NUMBERED.match(text):
        if match["number"]:
            return 1 + match["number"].count(".")
        return 1 if not (match["chapter"] or "").endswith("§") else 2
    letters = "".join(_WORD.findall(text))
    return 0 if len(letters) > 2 and letters.isupper() else _PLAIN


def with_levels(blocks: list[Block]) -> list[Block]:
    """Gives levels to settled headings that have none: by form, and below the sure heading they stand under."""
    styles = {
        number: _style(block.text) for number, block in enumerate(blocks) if block.kind == "heading" and not block.level
    }
    first_numbered = next((number for number, style in styles.items() if 0 < style < _PLAIN), None)
    has_pages = any(block.page is not None for block in blocks)
    open_styles: list[int] = []  # of the headings above, each deeper than the one before
    sure = 0
    for number, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        if block.level:
            sure, open_styles = block.level, []
            continue
        style = styles[number]
        before = blocks[number - 1] if number else None
        if style == _PLAIN and first_numbered is not None and number < first_numbered:
            # Before the first number an unnumbered heading stands beside the chapters: 'Inledning', 'Sammanfattning'.
            style = 1
        elif style == _PLAIN and open_styles and open_styles[-1] >= _PLAIN:
            follows = before is not None and before.kind == "heading"
            same_page = before is not None and before.page == block.page
            # 'Utbildning' holds 'Barn och ungdomar' and 'Vuxna'; 'Delaktighet' tops the next page and is out again.
            if follows or (open_styles[-1] == _HELD and has_pages and same_page):
                style = _HELD
        while open_styles and open_styles[-1] >= style:
            open_styles.pop()
        open_styles.append(style)
        blocks[number] = replace(block, level=sure + len(open_styles))
    return blocks
