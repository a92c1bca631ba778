"""Whether a phrasing says all that the extractive answer says: every quote cited, every fact stated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.generation_words import Said, meant_by, said_in
from answer.records import Answer, Language, Statement
from answer.wording import say

_MOST_WHOLE = 3
"""Content words of a fact up to which all have to be said again; of a longer one, `_LEAST_SHARE` of them."""
_LEAST_SHARE = 0.6
_LEAST_OF_QUOTE = 0.5
"""Of a sentence or list item that is itself the answer; the rest may be said shorter."""
_PIECES = re.compile(r"\n|\t|(?<=[.!?;])\s+")
_ITEMS = re.compile(r"(?<!\d), |; |\n|(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")


def missing(sentences: Sequence[Sequence[Statement]], answer: Answer, labels: Sequence[str]) -> str:
    """What the answer says and its sentences do not, as a reason; empty where nothing is.

    `sentences` holds those of each statement of the answer, `labels` the name of its document as it is written there.
    """
    cited = {number for group in sentences for one in group for number in one.citations}
    if cited != {citation.number for citation in answer.citations}:
        return "a quote of the answer is left out"
    texts = [one.text for group in sentences for one in group]
    if len(set(texts)) != len(texts):
        return "a sentence stands twice"
    quote_of = {citation.number: citation.quote for citation in answer.citations}
    for extractive, label, group in zip(answer.statements, labels, sentences, strict=True):
        text = " ".join(one.text for one in group)
        facts = facts_said(extractive.text, label, answer.language)
        if facts:
            said = all(_is_said(fact, text, answer.language) for fact in facts)
        else:
            quotes = "\n".join(quote_of[number] for number in extractive.citations)
            pieces = [piece for piece in _PIECES.split(quotes) if piece.strip()]
            said = all(_is_said(piece, text, answer.language, share=_LEAST_OF_QUOTE) for piece in pieces)
        if not said:
            return "a statement of the answer is left out"
    return ""


def facts_said(text: str, label: str, language: Language) -> list[str]:
    """The facts that a statement gives after the name of its document; none where it lets the quotes speak."""
    _, _, said = text.partition(label)
    if said.lstrip().startswith(say(language, "says") + ":"):
        return []
    return [item for item in _ITEMS.split(said.removeprefix(":").strip()) if item.strip()]


def _is_said(item: str, text: str, language: Language, *, share: float | None = None) -> bool:
    """Whether enough of an item is said: its numbers all, its words by share; a name in either language."""
    item = item.rpartition(": ")[2]  # the value of a cell; its column is told by what is asked
    stated = {(one.kind, one.value) for one in said_in(text, language).quantities}  # "2025" is said as "until 2025"
    both = re.fullmatch(r"(.+?) \((.+)\)", item.strip()) if language == "en" else None
    for wording in (both[1], both[2]) if both else (item,):
        said = said_in(wording, language)
        n_content = len(said.content)
        needed = share or (1.0 if n_content <= _MOST_WHOLE else _LEAST_SHARE)
        numbers = all((one.kind, one.value) in stated for one in said.quantities)
        if numbers and _n_covered(said, text, language) >= needed * n_content:
            return True
    return False


def _n_covered(said: Said, text: str, language: Language) -> int:
    meant = meant_by(text, language)
    return sum(meant.holds(word) for _, word in said.content)
