"""Reads å, ä and ö back into the words of a scan that was read with the letters of another language.

Only words that the rules for bodies and duties know are mended, letter for letter, so that every offset stays what it
was: 'Arbetslivsnimnden f6ljer upp' -> 'Arbetslivsnämnden följer upp'. The stored text is never changed; quotes show
what stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.metadata_words import MISREAD
from ingest.responsibilities_verbs import known_words

_MIN_LETTERS = 400
_MAX_SHARE = 0.012
"""Share of å, ä and ö among letters: 0.055 in Swedish prose, under 0.006 in corpus/boras-program-skannad.txt."""
_SMALL_WORDS = (
    "för är även på åt från där när då följs följa följer också både får så år över därför årligen varje "
    "vartannat fjärde sjätte tjänst förvaltning förvaltningar förvaltningarna åtgärder är möjlighet "
    "möjligheter säkerställa förutsättningar hjälp stöd särskilt får få ställning gör göra därefter innebär "
    "föredöme olika"
).split()
# Parts of the names of bodies, longest first where one holds another
_PARTS = (
    "samhällsbyggnads överförmyndar götalands kommunfullmäktige fullmäktige folkhälso förskole förskol "
    "räddnings äldre vård miljö hälso hälsa näringslivs försörjnings förvaltning tjänst nämnd rätt samhälls "
    "förenings trafiksäkerhets säkerhets förbund råd byrå direktör handläggar ordförande lärar skötersk "
    "länsstyrelse allmännyttiga föreståndar rådgivar västra östra"
).split()
_WILD = re.compile("[" + "".join(sorted({c for readings in MISREAD.values() for c in readings[1:-1]})) + "]")
_WORD = re.compile(r"[\w]+")


def looks_misread(text: str) -> bool:
    """Whether a text is Swedish without its letters å, ä and ö."""
    letters = sum(map(str.isalpha, text))
    if letters < _MIN_LETTERS:
        return False
    own = sum(text.count(letter) for letter in "åäöÅÄÖ")
    return own / letters < _MAX_SHARE


def mended(text: str) -> str:
    """`text`, of the same length, with the known words of a misread scan put right; other texts as they are."""
    if not looks_misread(text):
        return text
    return _WORD.sub(lambda match: mend_word(match.group()), text)


@lru_cache(maxsize=8192)
def mend_word(word: str) -> str:
    """One word put right where the rules know what it was: 'Arbetslivsnimnden' -> 'Arbetslivsnämnden'."""
    lowered = word.lower()
    known = next((one for one in _by_key().get(_key(lowered), ()) if _may_read(one, lowered)), None)
    if known is not None and known != lowered:
        return _cased(known, word)
    for part, pattern in _part_patterns():
        match = pattern.search(lowered)
        if match is not None and match.group() != part:
            lowered = lowered[: match.start()] + part + lowered[match.end() :]
            word = _cased(lowered, word)
    return word


def _cased(mended_word: str, written: str) -> str:
    return "".join(new.upper() if old.isupper() else new for new, old in zip(mended_word, written, strict=True))


def _key(word: str) -> str:
    return _WILD.sub("*", word)


def _may_read(known: str, read: str) -> bool:
    """Whether OCR may have made `read` of `known`: they differ in å, ä and ö alone."""
    return all(a == b or (a in MISREAD and b in MISREAD[a]) for a, b in zip(known, read, strict=True))


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[str, ...]]:
    words = {word for word in (*known_words(), *_SMALL_WORDS) if any(letter in word for letter in "åäö")}
    plain = {word for word in known_words() if word not in words}
    keys: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        # 'hålla' and 'halla' cannot be told apart where both are words; the one without a mark stands as read
        if word not in plain:
            keys[_key(word)] = (*keys.get(_key(word), ()), word)
    return keys


@lru_cache(maxsize=1)
def _part_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for part in _PARTS:
        body = "".join(MISREAD.get(letter, re.escape(letter)) for letter in part)
        # 'rätt', 'råd' and 'vård' are short: they are read at a word's end or before an s alone
        patterns.append((part, re.compile(body if len(part) > 4 else rf"{body}(?=s?$|en|et|erna|[so]\w{{4}})")))
    return tuple(patterns)
