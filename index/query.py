"""What a question asks search for: its language, its words with their weights, and the documents it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.catalog import Card, same_municipality
from index.glossary import Glossary
from index.kindred import in_swedish
from index.language import Language, detect_language
from index.lexical import WeightedWord
from index.terms import content_words, fold, words
from ingest.municipalities import find_municipalities

LONGEST_QUESTION = 2_000
"""Characters. A page of text is no question, and its encoding would hold up everybody else's."""

_TRANSLATION_WEIGHT = 1.0
"""Weight of a Swedish word that the glossary gave for an English one; less found less (docs/search.md)."""

_PROPOSAL = re.compile(
    r"\b(?:\w*forslag(?:et|en|ets)?|forslaget|foreslas|foreslar|foreslagen|foreslagna|yrkande\w*|motion(?:en|ens|aren)?|alternativt"
    r"|propos\w+|amendment\w*|motion\b|draft|opposition\w*|reservation\w*)\b"
)
_ADOPTED = re.compile(
    r"\b(?:antag(?:en|et|na)|gallande|faststalld\w*|beslutad\w*|adopted|in force|current|approved|nuvarande)\b"
)
_PAST = re.compile(
    r"\b(?:gallde|gallt|upphort|utgang(?:en|et|na)|(?:gatt|lopt) ut|forra|davarande|applied|former\w*|previous\w*"
    r"|expired|used to|(?:was|were) (?:in force|valid))\b"
)
_SCAN = re.compile(r"\b(?:skannad\w*|inskannad\w*|scan\w*|ocr)\b")
_TYPES = {
    "handlingsplan": r"handlingsplan\w*|action plan\w*",
    "riktlinje": r"riktlinje\w*|guideline\w*",
    "policy": r"polic(?:y|yn|ys|ies)",
    "reglemente": r"reglemente\w*|rules of procedure",
    "strategi": r"strategi(?:n|er)?|strateg(?:y|ies)",
    "program": r"\w*program(?:met|mets|men)?|programmes?",
    "plan": r"\w*plan(?:en|ens|er)?|plan",
    "taxa": r"taxa\w*|tariff\w*",
}
_TYPE_PATTERNS = {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in _TYPES.items()}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class BadQuestion(Exception):
    """A question that cannot be searched for; the message is one sentence for the asker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the question says of the documents it is about.

    `municipalities` are names in the collection; `unknown_municipalities` are named but not in the collection.
    """

    municipalities: tuple[str, ...] = ()
    unknown_municipalities: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    wants_proposal: bool = False
    wants_adopted: bool = False
    wants_scan: bool = False
    asks_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question made ready for search."""

    text: str
    language: Language
    words: tuple[WeightedWord, ...]
    scope: Scope


def clean_question(question: str) -> str:
    """The question without invisible characters, on one line, NFC.

    Raises `BadQuestion` if nothing is left or it is longer than `LONGEST_QUESTION`.
    """
    visible = "".join(" " if c.isspace() else c for c in question if c.isspace() or not _is_invisible(c))
    text = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not text:
        raise BadQuestion("The question is empty; ask something such as “Vem följer upp programmet?”.")
    if len(text) > LONGEST_QUESTION:
        raise BadQuestion(
            f"The question has {len(text)} characters and at most {LONGEST_QUESTION} are read; ask it in fewer words."
        )
    return text


def understand(question: str, *, cards: Sequence[Card], glossary: Glossary) -> Query:
    """Language, weighted words and scope of a question that `clean_question` passed."""
    asked_in = detect_language(
        question,
        swedish_words=glossary.swedish_words.__contains__,
        english_words=glossary.english_words.__contains__,
    )
    kindred = in_swedish(question)
    language = kindred.answered_in if kindred else asked_in
    question = kindred.text if kindred else question
    scope = scope_of(question, cards=cards)
    weighted = {word: WeightedWord(word) for word in content_words(question)}
    if language == "en" and not kindred:
        for _, terms in glossary.swedish_for(question):
            for rank, term in enumerate(terms):
                for word in words(term):
                    weighted.setdefault(word, WeightedWord(word, _TRANSLATION_WEIGHT / (1 + rank / 2)))
    return Query(text=question, language=language, words=tuple(weighted.values()), scope=scope)


def scope_of(question: str, *, cards: Sequence[Card]) -> Scope:
    """The scope a question states; words such as "programme" that name a type are a hint, not a demand."""
    known = sorted({card.municipality for card in cards if card.municipality})
    named = find_municipalities(question, known)
    folded = fold(question)
    inside = tuple(n for n in named if any(same_municipality(k, n) for k in known))
    return Scope(
        municipalities=inside,
        unknown_municipalities=tuple(n for n in named if n not in inside),
        document_types=tuple(name for name, pattern in _TYPE_PATTERNS.items() if pattern.search(folded)),
        years=tuple(dict.fromkeys(_YEAR.findall(question))),
        wants_proposal=bool(_PROPOSAL.search(folded)),
        wants_adopted=bool(_ADOPTED.search(folded)),
        wants_scan=bool(_SCAN.search(folded)),
        asks_past=bool(_PAST.search(folded)),
    )


def _is_invisible(character: str) -> bool:
    """Control, format (zero width, direction, Unicode tags), private and unassigned characters."""
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")
