"""Where sentences end in Swedish official prose.

spaCy's Swedish tokenizer knows most abbreviations; the ones of municipal plans are added here, and rules for
what may follow one. spaCy is imported on first use, since it costs seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest.records import Span

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Token

# After these a sentence may end, so a capital decides: '... invandrarföreningar m.fl. Nästa mening'.
_MAY_END = frozenset(
    "m.fl. m.m. mm. osv. o.s.v. etc. o.d. o.dyl. dyl. e.d. e.dyl. st. kr. tkr. mkr. mnkr. mdkr. milj. tim. min. mån. "
    "m.v. f.d. proc. ggr.".split()
)
# These introduce something: the sentence always goes on. Left out are those that are words, too: 'tom.', 'bil.', 'el.'.
_NEVER_ENDS = frozenset(
    "t.ex. ex. bl.a. bl. p.g.a. pga. ca. c:a. s.k. sk. dvs. d.v.s. kl. nr. fr.o.m. t.o.m. resp. inkl. exkl. ev. jfr. "
    "enl. ang. avd. kap. sid. s. max. min. mom. prop. dnr. tel. fig. tab. dr. prof. o. f. fr. t. i.e. e.g. obs. spec. "
    "uppskattn. beräkn. forts. motsv. m.a.o. p. pkt. st. rskr. skr. sek. vol. förf. övers. utg. ung. m. ds.".split()
)
# 'bl. a.' and 't. ex.' are written in two words; the second half is an abbreviation only behind the first.
_SECOND_HALVES = frozenset({"a.", "ex.", "k.", "fl.", "m.", "v.s.", "o.m.", "g.a.", "d."})
_FIRST_HALVES = frozenset({"bl.", "t.", "s.", "m.", "d.", "fr.", "p.", "f.", "o."})
_ADDED = sorted({word for word in _NEVER_ENDS | _MAY_END if word.endswith(".")})
_HARD_BREAK = re.compile(
    r"\n\s*\n|\t|\n(?=\s*(?:[-*+•●○▪‣·–]\s|\d{1,2}[.)]\s|[a-zåäö]\)\s|[A-ZÅÄÖ][\w ,/().-]{1,60}:\s))"
)
_CLOSERS = '"”’»)]¹²³⁴⁵⁶⁷⁸⁹'
# A footnote mark may follow the stop: 'i minst två år.² HR-enheten ansvarar ...'.
_END = re.compile(r"[.!?…]+[¹²³⁴-⁹]*$")
_FOOTNOTE_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_STARTER = re.compile(r"[\"”“’«»(\[–—-]*[^\W\d_a-zåäöéü]|[\"”“’«»(\[–—-]*\d|[§•·]")
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_SHORT_MONTHS = frozenset("jan. feb. febr. apr. jun. jul. aug. sep. sept. okt. nov. dec.".split())
_LABELS = frozenset({"tabell", "figur", "diagram", "bilaga", "kapitel", "avsnitt", "punkt", "mål", "steg"})
_ITEM_NUMBER = re.compile(r"\d{1,3}")


def split_sentences(text: str) -> list[Span]:
    """Spans of the sentences in `text`, ordered, trimmed, apart from each other and over all that is not space.

    Blank lines, tabs and the starts of list items and key-value lines end a sentence whatever stands there.
    """
    spans: list[Span] = []
    start = 0
    for hard in [*_HARD_BREAK.finditer(text), None]:
        end = hard.start() if hard else len(text)
        spans.extend((start + begin, start + stop) for begin, stop in _sentences_of(text[start:end]))
        start = hard.end() if hard else end
    return spans


def _sentences_of(piece: str) -> Iterator[Span]:
    """The sentences of a piece without hard breaks."""
    start = 0
    for end in _ends(piece):
        yield from _trimmed(piece, start, end)
        start = end
    yield from _trimmed(piece, start, len(piece))


def _trimmed(piece: str, start: int, end: int) -> Iterator[Span]:
    while start < end and piece[start].isspace():
        start += 1
    while end > start and piece[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(piece: str) -> list[int]:
    """Positions inside `piece` where one sentence has ended and another begins."""
    # Most cells and items hold no stop before their end; they need no tokens.
    if not re.search(r"[.!?…][\"”’»)\]¹²³⁴-⁹]*\s+\S", piece):
        return []
    tokens = [token for token in _tokenizer()(piece) if not token.is_space]
    ends = []
    sentence_start = 0
    for number, token in enumerate(tokens[:-1]):
        if not _END.search(token.text):
            continue
        last = number
        while last + 1 < len(tokens) and tokens[last + 1].text in _CLOSERS and not tokens[last].whitespace_:
            last += 1
        if last + 1 >= len(tokens) or tokens[last + 1].idx == _end(tokens[last]):
            continue
        if _STARTER.match(piece, tokens[last + 1].idx) and not _goes_on(tokens, number, last + 1, sentence_start):
            ends.append(_end(tokens[last]))
            sentence_start = last + 1
    return ends


def _end(token: Token) -> int:
    return int(token.idx) + len(token.text)


def _goes_on(tokens: list[Token], stop: int, following: int, sentence_start: int) -> bool:
    """Whether the stop at token `stop` belongs to an abbreviation, a number or an initial."""
    text = tokens[stop].text.rstrip(_FOOTNOTE_MARKS)
    if text[-1] in "!?…":
        return False
    glued = stop > 0 and not tokens[stop - 1].whitespace_ and text == "."
    word = tokens[stop - 1].text + text if glued else text
    first = stop - 1 if glued else stop
    before = tokens[first - 1].text.lower() if first > sentence_start else ""
    lowered = word.lower()
    if lowered in _SECOND_HALVES and before in _FIRST_HALVES:
        return lowered not in ("m.", "fl.", "d.")
    if _ITEM_NUMBER.fullmatch(word[:-1]):
        # '1. Praktikplatser' begins an item; 'den 12. Maj' is a date; 'senast 2011. Syftet' ends a sentence.
        return first == sentence_start or tokens[following].text.lower() in _MONTHS or before in _LABELS
    if lowered in _SHORT_MONTHS:
        return bool(tokens[following].text[0].isdigit())
    if lowered in _MAY_END:
        return False
    if lowered in _NEVER_ENDS:
        return True
    if re.fullmatch(r"[A-ZÅÄÖ]\.", word):
        # An initial stands before a name and behind a name or at the start: 'Anna K. Berg', not 'SFI D. Nästa'.
        previous = tokens[first - 1].text if first > sentence_start else ""
        return not previous or (previous[0].isupper() and not (len(previous) > 1 and previous.isupper()))
    return False


@cache
def _tokenizer() -> Tokenizer:
    import spacy

    nlp = spacy.blank("sv")
    for word in _ADDED:
        for form in {word, word.capitalize()}:
            if " " not in form:
                nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp.tokenizer
