"""Questions in Norwegian, Danish, German or Finnish, put word by word into Swedish: a best effort, not a translation.

`kindred.tsv` holds the words that ask and those of public administration; a `*` stands for any ending. What it does not
know stays as it is: names do, and most Norwegian and Danish words are near enough for a search by letters.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.language import Language, is_function_word
from index.terms import fold

FILE = Path(__file__).with_name("kindred.tsv")
# its speakers read Swedish; speakers of the others will more likely read English
_ANSWERED_IN: Mapping[str, Language] = {"nordic": "sv", "de": "en", "fi": "en"}
# without one of these a question is not of that language, however many short words it shares with it
_ASKING = re.compile(
    r"hv\w+|når|ikk\w+|og|er|af|wer|wem|was|welch\w+|wann|wo|wie|warum|wieso|ist|sind|kuka|ken\w+|ketk\w+"
    r"|mi[kt]\w+|mill\w+|miss\w+|mihin|mist\w+|kuinka|miksi|paljonko|montako|onko|saako"
)

_HOW = re.compile(r"\bhvor (?=ofte|mange|mye|meget|lenge|længe|stor)", re.IGNORECASE)
"""Norwegian and Danish say "where often" for "how often"."""
_FINNISH_ENDING = re.compile(r"(?:i?ss[aä]|i?st[aä]|in|n)$")
"""Of a name: in, from, of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language with their Swedish, whole and by their beginnings (longest first)."""

    whole: Mapping[str, str]
    beginnings: tuple[tuple[str, str], ...]

    def swedish(self, word: str) -> str | None:
        """The Swedish for a folded word, or None."""
        if word in self.whole:
            return self.whole[word]
        return next((swedish for begin, swedish in self.beginnings if word.startswith(begin)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindred:
    """A question in Swedish words, and the language to answer in."""

    text: str
    answered_in: Language


def in_swedish(question: str) -> Kindred | None:
    """The question put into Swedish; None for one in Swedish, in English, or in a language not known here."""
    written = [word.lower() for word in re.findall(r"[^\W\d_][\w-]*", question)]
    words = [_plain(word) for word in written]
    if not any(_ASKING.fullmatch(word) for word in written):
        return None
    ours = max(sum(is_function_word(word, language) for word in words) for language in ("sv", "en"))
    known = {name: sum(lexicon.swedish(word) is not None for word in words) for name, lexicon in _lexicons().items()}
    name = max(known, key=known.__getitem__)
    lexicon = _lexicons()[name]
    if known[name] <= ours:
        return None

    def put(match: re.Match[str]) -> str:
        swedish = lexicon.swedish(_plain(match[0]))
        if match[0][0].isupper() and match.start() and name != "de":
            return _FINNISH_ENDING.sub("", match[0]) if name == "fi" else match[0]
        return match[0] if swedish is None else swedish

    text = re.sub(r"[^\W\d_][\w-]*", put, _HOW.sub("hur ", question))
    return Kindred(text=text[:1].upper() + text[1:], answered_in=_ANSWERED_IN[name])


def _plain(word: str) -> str:
    return fold(word.lower().replace("ø", "ö").replace("æ", "ä").replace("ß", "ss"))


@cache
def _lexicons() -> Mapping[str, Lexicon]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    made = {}
    for name in _ANSWERED_IN:
        own = [
            (_plain(row["word"].rstrip("*")), row["swedish"], row["word"].endswith("*"))
            for row in rows
            if row["language"] == name
        ]
        beginnings = sorted(((word, swedish) for word, swedish, is_open in own if is_open), key=lambda e: -len(e[0]))
        made[name] = Lexicon(
            whole={word: swedish for word, swedish, is_open in own if not is_open}, beginnings=tuple(beginnings)
        )
    return made
