"""Yes or no: whether the sentence that answers affirms what the question asks."""

from __future__ import annotations

import re

from answer.facts import facts
from answer.limits import keeps_within
from index.terms import STOP_WORDS, content_words, fold, grams, words

_NEGATION = re.compile(
    r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|utan att|avslas|upphor|undantas|undantag|forbjud\w*|otillat\w*"
    r"|undant\w+|upphort|stangda|forsatts|far inte|ska inte"
    r"|behover inte|galler inte|omfattas inte|avgiftsfri\w*|kostnadsfri\w*|frivillig\w*|no|not|never)\b"
)
# these deny wherever they stand in a sentence; "inte" denies its own clause
_NONE_AT_ALL = re.compile(r"\b(?:ingen|inget|inga|aldrig)\b")
_QUESTION_NEGATION = re.compile(
    r"\b(?:inte|ej|aldrig|not|never|n't|gratis|free|frivillig\w*|voluntary|kostnadsfri\w*|avgiftsfri\w*"
    r"|slipp\w*|uteslut\w*|forbjud\w*|undanta\w*|barred|forbidden|banned|prohibited|exempt\w*|excluded|kept from"
    r"|closed|stangt|stangda)\b"
)
_FREE = (
    r"\b(?:gratis|avgiftsfri\w*|kostnadsfri\w*|utan (?:kostnad|avgift)|0 kr(?:onor)?|free(?: of charge)?|no charge)\b"
)
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"\bobligator\w*|\bmandatory|\bcompulsory|\bmaste\b|\btvingas", r"\bfrivillig\w*|\binte obligator\w*|\bej obligator\w*"),
    (r"\bbetala\w*|\bpay\b|\bkosta\w*|\bavgift\w*|\bfee\b|\bcost\b|\bextra\b", r"\bavgiftsfri\w*|\bkostnadsfri\w*|\bgratis\b|\bingar\b|\butan avgift"),
)  # fmt: skip


def is_affirmed(question: str, sentence: str) -> bool:
    """True for yes. A negation counts when it stands on one side alone; so does a word and its opposite."""
    asked, said = fold(question), fold(sentence)
    within = keeps_within(question, sentence)
    if within is not None:
        return within != bool(_QUESTION_NEGATION.search(asked))
    if re.search(_FREE, asked) and re.search(_FREE, said):
        return not re.search(r"\b(?:inte|ej) (?:\w+ )?(?:avgiftsfri|gratis|kostnadsfri)", said)
    for one, other in _OPPOSITES:
        if re.search(one, asked) and re.search(other, said):
            return False
    if _says_otherwise(question, sentence):
        return False
    negated = bool(_NONE_AT_ALL.search(said)) or _near_negation(asked, said)
    return negated == bool(_QUESTION_NEGATION.search(asked))


def _says_otherwise(question: str, sentence: str) -> bool:
    """Whether the question names a body, an amount or the like and the sentence only others of its kind."""
    for kind in ("body", "frequency", "amount", "share", "duration"):
        asked = [set(words(f.text)) for f in facts(question, kind)]
        said = [set(words(f.text)) for f in facts(sentence, kind)]
        if asked and said and not any(_alike(a, s) for a in asked for s in said):
            return True
    return False


def _alike(a: set[str], b: set[str]) -> bool:
    return bool(a & b) or any(x[:5] == y[:5] for x in a for y in b if len(x) > 4)


def _near_negation(question: str, sentence: str) -> bool:
    """Whether a negation stands in the clause of the sentence that shares most words with the question."""
    clauses = [c for c in re.split(r"[,;:.]| men | utan | samt ", sentence) if c.strip()]
    if not clauses:
        return False
    asked = [frozenset(grams(w)) for w in content_words(question)]

    def shared(clause: str) -> float:
        held = [frozenset(grams(w)) for w in words(clause) if w not in STOP_WORDS]
        return sum(max((len(a & h) / len(a) for h in held), default=0.0) for a in asked)

    return bool(_NEGATION.search(max(clauses, key=shared)))
