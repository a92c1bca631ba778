"""The check of what a language model made of an answer: sentence by sentence against the quotes, then as a whole.

A sentence may be shown only where code finds all of it in the quotes it cites: its words, numbers, names, negations and
modals. It fails where that cannot be told, and one failure drops the whole phrasing: the extractive answer is always at
hand, so nothing is lost by doubt. What it cannot tell: which of a clause's own words belong together, beyond the order
of its names and numbers.
"""

from __future__ import annotations

import math
import re
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answer.generation_bindings import is_bound, units
from answer.generation_client import Reply, Sentence
from answer.generation_complete import facts_said, missing
from answer.generation_names import names_held
from answer.generation_polarity import agrees
from answer.generation_words import ABOUT_DOCUMENTS, FUNCTION_WORDS, Evidence, Said, said_in
from answer.records import Answer, Citation, Language, Statement
from index.glossary import load_glossary
from index.language import detect_language
from ingest.records import Status

_LONGEST = 320
"""Characters of a sentence; the longest facts of the documents at hand take 200."""
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9 .,;:()’'”“\"/%§&–-]+")
_LINK = re.compile(r"://|\bwww\.|\w@|\w\.[A-Za-z]{2,}|[A-Za-z]{2,}/[A-Za-z]{3,}/|\]\(|--|\.\.", re.IGNORECASE)
_YES_NO = re.compile(r"^(Ja|Nej|Yes|No)\b")
# What a sentence may call a document of each status, beside the words of its label
_STATUS_WORDS: Mapping[Status, str] = {
    "adopted": "antagen antaget antagna adopted",
    "proposal": "förslag förslaget förslagets yrkande yrkandet proposal proposed motion",
    "draft": "utkast utkastet draft",
    "unknown": "",
}


class PhrasingRefused(Exception):
    """The phrasing may not be shown; the message says why and repeats nothing of it."""


def checked(reply: Reply, answer: Answer, labels: Sequence[str], *, until: float = math.inf) -> tuple[Statement, ...]:
    """The sentences as statements in the order of the answer; raises `PhrasingRefused`.

    `until` is when checking ends, in seconds of `time.monotonic`.

    `labels` name the document of each statement of `answer`, with its standing. Each sentence gets its statement's
    words up to and with the label before it ("Nej. Borås Stad, alternativt förslag (FÖRSLAG, inte antaget): …"): whose
    words they are, what standing they have, and yes or no, stay what code has said.
    """
    sentences: list[list[Statement]] = [[] for _ in answer.statements]
    for place, sentence in enumerate(reply.sentences, start=1):
        if time.monotonic() > until:
            raise PhrasingRefused("there was no time left to check it")
        try:
            index = _statement_of(sentence, answer)
            sentences[index].append(_judged(sentence, answer, answer.statements[index], labels[index]))
        except PhrasingRefused as refused:
            raise PhrasingRefused(f"sentence {place} {refused}") from None
    if lacking := missing(sentences, answer, labels):
        raise PhrasingRefused(lacking)
    return tuple(
        replace(one, text=f"{_lead(extractive.text, label, is_first=number == 0)}: {one.text}")
        for extractive, label, group in zip(answer.statements, labels, sentences, strict=True)
        for number, one in enumerate(group)
    )


def _lead(text: str, label: str, *, is_first: bool) -> str:
    before, _, _ = text.partition(label)
    return f"{before}{label}" if is_first else label


def _statement_of(sentence: Sentence, answer: Answer) -> int:
    """The statement whose quotes a sentence rests on."""
    numbers = set(sentence.citations)
    if not numbers or not numbers <= {citation.number for citation in answer.citations}:
        raise PhrasingRefused("cites nothing, or a quote that is not there")
    index = next((n for n, one in enumerate(answer.statements) if numbers <= set(one.citations)), None)
    if index is None:
        raise PhrasingRefused("rests on quotes of several statements")
    return index


def _judged(sentence: Sentence, answer: Answer, extractive: Statement, label: str) -> Statement:
    """The statement that a sentence becomes."""
    text = _tidy(sentence.text)
    numbers = tuple(sorted(set(sentence.citations)))
    cited = [citation for citation in answer.citations if citation.number in numbers]
    name = _name(label, cited[0].status)
    about = " ".join([name, *_topics(answer, extractive, label, cited)])
    problem = (
        _form(text)
        or ("" if _is_in(text, answer.language) else "is not in the language of the question")
        or unsupported(text, [citation.quote for citation in cited], name, about, answer.language)
    )
    if problem:
        raise PhrasingRefused(problem)
    return Statement(text=text, citations=numbers)


def _topics(answer: Answer, extractive: Statement, label: str, cited: Sequence[Citation]) -> list[str]:
    """Words beside the quotes for what they are about: the column of a cell, those of a heading that were asked for.

    Not where the question is a yes or no, whose words may be the very claim that is denied.
    """
    before, _, _ = extractive.text.partition(label)
    if before:
        return []
    facts = facts_said(extractive.text, label, answer.language)
    header = [facts[0].partition(": ")[0]] if facts and ": " in facts[0] else []
    asked = said_in(answer.understood, answer.language)
    headings = Evidence.of(" ".join(h for citation in cited for h in citation.heading_path), answer.language)
    unmet = {at for at, _ in headings.unheld(asked, answer.language)}
    return [*header, *(word for at, word in asked.content if at not in unmet)]


def _name(label: str, status: Status) -> str:
    """What a document may be called; that a proposal is labelled "inte antaget" vouches for no adoption."""
    name = label if status == "adopted" else label.rpartition(" (")[0]
    return f"{name} {_STATUS_WORDS[status]}"


def _tidy(text: str) -> str:
    """Composed letters and plain spaces: what models write as thin spaces and unbreakable hyphens means the same."""
    return re.sub("[‐‑]", "-", re.sub("[\u00a0\u2009\u202f]", " ", unicodedata.normalize("NFC", text))).strip()


def _form(text: str) -> str:
    if not 3 <= len(text) <= _LONGEST:
        return "is too short or too long"
    if not _PLAIN.fullmatch(text) or _LINK.search(text):
        return "holds a link, markup or characters that no plain sentence needs"
    if sum(char.isupper() for char in text) > sum(char.islower() for char in text):
        return "shouts"
    if not text.endswith(".") or not (text[0].isupper() or text[0].isdigit()) or _YES_NO.match(text):
        return "is no plain whole sentence"
    return ""


def _is_in(text: str, language: Language) -> bool:
    """Whether a sentence is in `language`, Swedish names in it aside."""
    running = re.sub(r"\([^()]*\)|[”“\"][^”“\"]*[”“\"]", " ", text)
    lowered = " ".join(re.findall(r"(?<![\w-])[a-zåäö][\w-]*", running))
    other: Language = "en" if language == "sv" else "sv"
    foreign = FUNCTION_WORDS[other] - FUNCTION_WORDS[language] - _SHARED
    if foreign & set(re.findall(r"[^\W_]+", said_in(lowered, language).plain)):
        return False
    glossary = load_glossary()
    detected = detect_language(
        f"{running} {lowered}",
        swedish_words=glossary.swedish_words.__contains__,
        english_words=glossary.english_words.__contains__,
    )
    return detected == language


_SHARED = frozenset("an at be by do for from had has in is on per so s a till under up man dels vars".split())


def unsupported(text: str, quotes: Sequence[str], name: str, about: str, language: Language) -> str:
    """What of a sentence the quotes do not bear out; nothing where they bear out all of it."""
    whole = "\n\n".join(quotes)
    said = said_in(text, language)
    label = Evidence.of(about, language)
    names = names_held(text, whole, name, language)
    if names.unheld:
        return "names a body, place or person that its quotes do not"
    keys = {one.key for quote in quotes for one in said_in(quote, "sv").quantities}
    if any(one.key not in keys for one in said.quantities):
        return "gives a number, amount or date that its quotes do not"
    if not _in_order(text, said, quotes, names.held_at):
        return "gives names or numbers in another order than its quotes"
    pieces = [*(unit for quote in quotes for unit in units(quote)), *quotes, whole]
    bearing = [piece for piece in pieces if _bears_out(said, piece, label, language)]
    if not bearing:
        return "uses words that its quotes do not"
    if not any(agrees(text, piece, label, language) for piece in bearing):
        return "denies, obliges or permits otherwise than its quotes"
    if not is_bound(text, quotes, name, label, language):
        return "gives a number or a body to what its quotes do not"
    return ""


def _bears_out(said: Said, unit: str, label: Evidence, language: Language) -> bool:
    """Whether all content of a sentence stands in a unit or the label, and some of it in the unit."""
    evidence = Evidence.of(unit, language)
    in_unit = {one.key for one in said_in(unit, "sv").quantities}
    if any(one.key not in in_unit for one in said.quantities):
        return False
    unheld = evidence.unheld(said, language)
    by_label = {at for at, _ in said.content} - {at for at, _ in label.unheld(said, language)}
    own = [word for at, word in said.content if at not in by_label and word not in ABOUT_DOCUMENTS]
    return all(at in by_label for at, _ in unheld) and (bool(own) or bool(said.quantities))


def _in_order(text: str, said: Said, quotes: Sequence[str], names_at: Sequence[int]) -> bool:
    """Whether several names, and several numbers, come in the order of the quotes, so that none trade places.

    A name that stands several times is placed at its first, which may refuse a fair sentence.
    """
    if list(names_at) != sorted(names_at):
        return False
    keys = list(dict.fromkeys(one.key for one in said.quantities))
    quoted = [one.key for quote in quotes for one in said_in(quote, "sv").quantities]
    places = iter(quoted)
    return len(keys) < 2 or all(key in places for key in keys)
