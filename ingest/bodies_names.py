"""Which body a mention means: 'nämnden' is the one named last, 'Staden' the municipality, 'KS' Kommunstyrelsen.

What no place of the document says stays as it is written; no body is invented.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.bodies import Mention, find_mentions, tokenize, whole_name
from ingest.bodies_misread import mend_word
from ingest.bodies_words import ABBREVIATIONS, body_word, definite_form, indefinite_form
from ingest.municipalities import OFFICIAL_NAMES, fold

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-ZÅÄÖ]\.|\d{1,2}(?: [a-z])? (?:§|kap\.?))\s+")
_QUANTIFIED = re.compile(r"^(?:varje|samtliga|alla|respektive|berörda?|övriga)\s+", re.IGNORECASE)
_OWNED = re.compile(r"^(?:kommunens|stadens|bolagets|förvaltningens|nämndens)\s+(?=\S+$)", re.IGNORECASE)
_ARTICLES = frozenset({"den", "det", "de", "en", "ett"})
_WITH = re.compile(r"\s+(?:tillsammans med|i (?:samarbete|samverkan|samråd) med|med stöd av)\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_MIN_STEM = 5  # letters; 'ansvariga' and 'ansvarigt' are one word
_OFFICIAL = {fold(name): name for name in OFFICIAL_NAMES}


def without_number(heading: str) -> str:
    """A heading without its number: '4.1 Socialtjänsten' -> 'Socialtjänsten'."""
    return _NUMBER.sub("", heading).strip(" :")


@lru_cache(maxsize=65536)
def body_key(name: str) -> str:
    """A key by which two names of one body are equal.

    Case, å ä ö, definite forms, genitives, quantifiers and abbreviations play no part: 'KS', 'Kommunstyrelsen' and
    'kommunstyrelsens' have one key, and so have 'Varje rektor' and 'rektorn'.
    """
    plain = " ".join(name.split()).strip(" .,:;()")
    plain = ABBREVIATIONS.get(plain.upper() if len(plain) <= 4 else plain, plain)
    plain = _OWNED.sub("", _QUANTIFIED.sub("", _BRACKETS.sub(" ", plain)))
    words = [_stem(word) for word in re.findall(r"[^\W_]+-?", plain) if word.lower() not in _ARTICLES]
    return " ".join(words)


def _stem(word: str) -> str:
    known = body_word(word) or body_word(mend_word(word))
    if known is not None:
        return fold(f"{known.prefix}{known.head}")
    plain = fold(word)
    return plain[:-1] if len(plain) > _MIN_STEM and plain[-1] in "at" else plain


class Names:
    """What the bodies of one document are called, as far as it has been read."""

    def __init__(self, municipality: str | None) -> None:
        self.municipality = proper_municipality(municipality) if municipality else None
        self._short = fold(self.municipality).rsplit(" ", 1)[0] if self.municipality else None
        self._by_head: dict[str, str | None] = {}
        self._acting: dict[str, str | None] = {}
        self._committees: dict[str, str] = {}

    def enter(self, heading_path: tuple[str, ...]) -> None:
        """A new section begins: the bodies in its headings are meant before those of the section above."""
        self._acting = {}
        for heading in heading_path:
            text = without_number(heading)
            for mention in find_mentions(tokenize(text, 0, len(text))):
                if not mention.is_bare and not mention.is_any and mention.kind != "municipality":
                    self._acting[mention.head] = mention.name

    def saw(self, mention: Mention, *, acts: bool) -> None:
        """A body is named: the next 'nämnden' means it, before all if it acts."""
        if mention.kind == "municipality" or mention.is_bare:
            return
        name = None if mention.is_any else mention.name
        self._by_head[mention.head] = name
        if acts:
            self._acting[mention.head] = name
        if mention.head == "utskott" and not mention.is_any and " " in mention.name:
            self._committees[body_key(mention.name.rsplit(" ", 1)[1])] = mention.name

    def meant(self, mention: Mention) -> str:
        """The name of the body that a mention means."""
        if mention.kind == "municipality":
            return self._municipality(mention)
        if mention.is_bare:
            if mention.head in self._acting:
                return self._acting[mention.head] or mention.name
            return self._by_head.get(mention.head) or mention.name
        if mention.head == "utskott" and " " not in mention.name:
            return self._committee(mention)
        if mention.owner is not None:
            rest = mention.name[len(mention.owner) :].removeprefix("s").lstrip()
            return f"{self._town(mention.owner)}s {rest}"
        return ABBREVIATIONS.get(mention.name, mention.name)

    def _municipality(self, mention: Mention) -> str:
        if mention.is_bare:
            return self.municipality or mention.name
        return self._town(mention.name)

    def _town(self, name: str) -> str:
        """The document's own municipality by its proper name; any other as it is written."""
        own, said = self._short or "", fold(name).rsplit(" ", 1)[0]
        same = own == said or own.removesuffix("s") == said.removesuffix("s")
        close = len(own) == len(said) and sum(a != b for a, b in zip(own, said, strict=True)) <= 1
        return self.municipality if self.municipality and (same or close) else name

    def _committee(self, mention: Mention) -> str:
        """'Arbetsutskottet' is the executive's own, as it was named in full or as the section's heading says."""
        known = self._committees.get(body_key(mention.name))
        if known is not None:
            return known
        for head in ("styrelse", "nämnd"):
            owner = self._acting.get(head)
            if owner:
                return f"{owner}s {indefinite_form(mention.name)}"
        return mention.name


def proper_municipality(name: str) -> str:
    """A municipality's name as it is spelt: 'Boras Stad' of a scan is 'Borås Stad'."""
    head, _, form = name.rpartition(" ")
    if not head:
        head, form = name, ""
    official = _OFFICIAL.get(fold(head))
    return f"{official or head} {form}".strip()


def without_partner(text: str) -> str:
    """A value without those who act along: 'Fritidschefen i samråd med föreningsrådet' -> 'Fritidschefen'."""
    return _WITH.split(text, maxsplit=1)[0]


def partner_in(text: str) -> str | None:
    """Those who act along in a value, or None."""
    parts = _WITH.split(text, maxsplit=1)
    return parts[1] if len(parts) > 1 else None


def name_of(text: str) -> str:
    """The normalised name of a body that stands alone: in a cell, on a cover, in an argument."""
    mention = whole_name(text.strip(" .:;"))
    if mention is None:
        plain = " ".join(text.split()).strip(" .:;")
        return plain[:1].upper() + plain[1:]
    name = ABBREVIATIONS.get(mention.name, mention.name)
    is_organ = mention.kind in ("organ", "group") and " " not in name and not mention.is_any
    return definite_form(name) if is_organ else name
