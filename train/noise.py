"""Spoils text the way scanners, keyboards and haste do, so that "Arbetslivsnimnden" lands near "Arbetslivsnämnden".

The confusions of å, ä and ö are those of a scan read with an English engine in the project's own corpus ("Borés",
"f6ljs upp", "Arbetslivsnimnden"), plus the plain a and o of someone who types without a Swedish keyboard.
"""

import random
import re

CONFUSIONS = {
    "å": ("a", "a", "4", "é", "i", "&", "ä"),
    "ä": ("a", "a", "4", "i", "é", "d", "ii"),
    "ö": ("o", "o", "6", "é", "d", "ii", "0"),
    "l": ("1", "i", "I"),
    "i": ("l", "1"),
    "m": ("rn", "in"),
    "n": ("ri", "u"),
    "e": ("c",),
    "g": ("q", "9"),
    "t": ("f",),
    "u": ("ii", "n"),
}
#: Keys beside the most frequent letters on a Swedish keyboard.
NEIGHBOURS = {
    "a": "sq",
    "e": "rw",
    "i": "uo",
    "n": "bm",
    "o": "ip",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "l": "kö",
    "d": "sf",
}
LETTERS = re.compile(r"[^\W\d_]")


def spoil(text: str, chance: random.Random) -> str:
    """One kind of damage, drawn by ``chance``: letters without rings and dots, a bad scan, or typing mistakes."""
    kind = chance.random()
    if kind < 0.4:
        return without_dots(text)
    if kind < 0.75:
        return scanned(text, chance)
    return mistyped(text, chance)


def without_dots(text: str) -> str:
    """å, ä, ö as a, a, o."""
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def scanned(text: str, chance: random.Random) -> str:
    """Most å, ä, ö misread, each the same way in nine of ten places as a scanner does, and a few other letters."""
    habit = {letter: chance.choice(CONFUSIONS[letter]) for letter in "åäö"}
    made = []
    for letter in text:
        low = letter.lower()
        if low in habit and chance.random() < 0.85:
            made.append(habit[low] if chance.random() < 0.9 else chance.choice(CONFUSIONS[low]))
        elif low in CONFUSIONS and low not in habit and chance.random() < 0.015:
            made.append(chance.choice(CONFUSIONS[low]))
        else:
            made.append(letter)
    return "".join(made)


def mistyped(text: str, chance: random.Random) -> str:
    """About one slip in 25 letters: left out, doubled, swapped with the next, or the key beside it."""
    letters = list(text)
    for place, letter in enumerate(letters[:-1]):
        if not LETTERS.fullmatch(letter) or chance.random() > 0.04:
            continue
        kind = chance.random()
        if kind < 0.3:
            letters[place] = ""
        elif kind < 0.5:
            letters[place] = letter * 2
        elif kind < 0.75 and LETTERS.fullmatch(letters[place + 1]):
            letters[place], letters[place + 1] = letters[place + 1], letter
        elif letter.lower() in NEIGHBOURS:
            letters[place] = chance.choice(NEIGHBOURS[letter.lower()])
    return "".join(letters)
