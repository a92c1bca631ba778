"""Whether two words differ only as a scan read by machine differs from its original.

A weighted edit distance: letters that OCR takes for each other cost little, å, ä and ö least of all, since engines
without Swedish lose them ("Arbetslivsnimnden", "f6ljs", "4r"). What was read must not be a word itself: numbers,
months, negations and the words of duty ("14", "juli", "inte", "minst") are never noise for anything else.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from index.terms import STOP_WORDS, fold

LOST_SHARE = 0.02
"""Share of å, ä and ö among the letters below which a text has lost them: the documents of the corpus have 0.047 to
0.056, the scan among them, read with an English engine, none."""
_MIN_LETTERS = 400
"""Letters from which that share says something."""
_ALLOWED = 0.14
"""Distance a letter of the longer word that is still noise. Of the 456 misread words of the corpus's scan 90 % lie
below 0.1; real changes of one word for another mostly start at about 0.4 ("minst", "högst")."""
_SHORT = 0.85
"""Distance that is noise in a word however short it is: two letters confused, as in "utan" read as "ntau"."""
_LOST, _LOST_PAIR, _CONFUSED, _OTHER = 0.2, 0.3, 0.4, 1.0

_SWEDISH = frozenset("åäö")
_READ_AS = frozenset("aoeidr460&öäå") | frozenset("éèêáàâíóôúüïëñ")
"""What å, ä or ö is read as, one letter for one: the corpus's scan and the confusions the encoder was trained with."""
_READ_AS_TWO = frozenset("idléae1j")
"""The letters of two that one is read as: "samhiillet", "nyanlidnda", "priméirvård"."""
_ALIKE = {
    frozenset(pair)
    for group in ("li1tjf!|", "eco", "nuh", "tcer", "gq9", "s5", "o0qd", "bh6", "z2", "b8", "rt", "aoeu", "vy")
    for pair in ((x, y) for x in group for y in group if x < y)
}
_PAIRS = {("m", "rn"), ("m", "in"), ("n", "ri"), ("u", "ii"), ("h", "li"), ("d", "cl"), ("w", "vv"), ("k", "lc")}
_DIGIT_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8", "z": "2"})

_CRITICAL = frozenset(
    """noll en ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton tjugo trettio hundra tusen
    första andra tredje fjärde halv hälften dubbel varje varannan vartannat vart tredje årligen månad vecka dag år
    januari februari mars april maj juni juli augusti september oktober november december
    inte ej icke ingen inget inga aldrig utan utom
    ska skall bör kan får måste minst högst senast tidigast före efter över under alla samtliga endast bara""".split()
)
"""Words whose change is a change of meaning however alike they look."""
_CRITICAL_FOLDED = frozenset(fold(word) for word in _CRITICAL)


def has_lost_letters(text: str) -> bool:
    """Whether a text is Swedish whose å, ä and ö are gone; False for one too short to tell."""
    letters = sum(c.isalpha() for c in text)
    return letters >= _MIN_LETTERS and sum(c in "åäöÅÄÖ" for c in text) < LOST_SHARE * letters


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What is left of a word when vowels and lost letters are not trusted; numbers stay whole."""
    if word[0].isdigit() and not any(c.isalpha() for c in word):
        return word
    return "".join(c for c in fold(word) if c not in "aeiouy0123456789") or fold(word)


def is_noise(clean: str, read: str, known: Container[str]) -> bool:
    """Whether `read` may be `clean` as a scan shows it; both are words as compared.

    `known` holds the words of a text that was not scanned: a word of it is no misreading of another, unless only å, ä
    or ö was lost ("än" read as "in").
    """
    if clean == read:
        return True
    if not any(c.isalpha() for c in clean):
        return _same_number(clean, read)
    if not any(c.isalpha() for c in read) and len(read) > 2:
        return False
    if fold(clean) == fold(read):
        return True
    distance, only_lost = _distance(clean, read)
    is_word = any(c.isalpha() for c in read) and (_is_critical(read) or read in known)
    if is_word and not only_lost:
        return False
    return distance <= _allowed(clean, read)


def is_speck(word: str, known: Container[str]) -> bool:
    """Whether a word that only a scan has may be dirt on the paper: one or two letters that are no word."""
    return len(word) <= 2 and not word.isdigit() and word not in known and fold(word) not in STOP_WORDS


def _same_number(clean: str, read: str) -> bool:
    """A figure is noise for another only where letters were read for digits, as in "2O23"."""
    looks = read.translate(_DIGIT_LOOKS)
    return any(c.isdigit() for c in read) and looks == clean


def _is_critical(word: str) -> bool:
    return word in _CRITICAL or fold(word) in _CRITICAL_FOLDED


@lru_cache(maxsize=100_000)
def _distance(clean: str, read: str) -> tuple[float, bool]:
    """The weighted edit distance, and whether nothing but å, ä and ö changed on the cheapest way; far beyond what is
    allowed, it need not be exact."""
    limit = _allowed(clean, read)
    width = len(read) + 1
    far = (float(len(clean) + len(read)), True)
    rows: list[list[tuple[float, bool]]] = []
    for i in range(len(clean) + 1):
        row = [far] * width
        for j in range(width):
            if i == j == 0:
                row[j] = (0.0, True)
                continue
            ways = []
            if i and j:
                cost, lost = _substitution(clean[i - 1], read[j - 1])
                ways.append(_plus(rows[i - 1][j - 1], cost, lost))
            if i:
                lost = clean[i - 1] in _SWEDISH
                ways.append(_plus(rows[i - 1][j], _LOST_PAIR if lost else _OTHER, lost))
            if j:
                ways.append(_plus(row[j - 1], _OTHER, False))
            lost = i > 0 and j > 1 and clean[i - 1] in _SWEDISH and _READ_AS_TWO.issuperset(read[j - 2 : j])
            if lost or (i and j > 1 and (clean[i - 1], read[j - 2 : j]) in _PAIRS):
                ways.append(_plus(rows[i - 1][j - 2], _LOST_PAIR if lost else _CONFUSED, lost))
            if i > 1 and j and (read[j - 1], clean[i - 2 : i]) in _PAIRS:
                ways.append(_plus(rows[i - 2][j - 1], _CONFUSED, False))
            row[j] = min(ways, key=lambda way: (way[0], not way[1]))
        rows.append(row)
        if min(row)[0] > limit and min(rows[-2 if i else -1])[0] > limit:
            return far  # no way from here is short enough
    return rows[-1][-1]


def _allowed(clean: str, read: str) -> float:
    """The distance up to which the longer of two words is still the other."""
    return max(_SHORT, _ALLOWED * max(len(clean), len(read)))


def _plus(before: tuple[float, bool], cost: float, only_lost: bool) -> tuple[float, bool]:
    return before[0] + cost, before[1] and (only_lost or cost == 0)


@lru_cache(maxsize=10_000)
def _substitution(clean: str, read: str) -> tuple[float, bool]:
    if clean == read:
        return 0.0, True
    if clean in _SWEDISH and read in _READ_AS:
        return (_CONFUSED, False) if read in _SWEDISH else (_LOST, True)
    if fold(clean) == fold(read):
        return _LOST, True
    return (_CONFUSED if frozenset((clean, read)) in _ALIKE else _OTHER), False
