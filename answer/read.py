"""Reads the passages that search found: every sentence and table row, judged by how likely it answers the question.

The evidence for one is kept as named features, so that one small fitted model (`answer/confidence.py`) can weigh them
and anyone can see why a sentence was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from answer.facts import Fact, facts, names_somebody
from answer.named import Named
from answer.question import Intent
from answer.reader import load_reader
from index.build import shown_to_encoder
from index.collection import Searchable
from index.glossary import Glossary
from index.query import Query
from index.records import Hit
from index.search import scope_bonus
from index.terms import STOP_WORDS, fold, grams, words
from ingest.municipalities import municipality_keys
from ingest.records import Document, Passage, RowCell, Span

MATCH_FEATURES = (
    "max_sim",
    "words_met",
    "worst_word",
    "passage_words_met",
    "passage_worst_word",
    "sentence_alone",
    "met_with_previous",
)
READER_FEATURES = ("passage_answers", "answer_begins_here", "answers_here")
READ = 8
"""Passages read of those found: the time of an answer grows with them. recall@5 is 0.94 and recall@10 0.96 on the five
documents (eval/results/five.json)."""
_SAME_WORD = 0.55
"""Share of a question word's 4-grams that a document's word must hold to be the same word inflected or in a compound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence or a row that may answer; `text` is `document.text[start:end]`.

    `facts` are the typed facts in it of the kinds the question needs; `cell` is the cell of a row that was asked for.
    """

    hit: Hit
    start: int
    end: int
    text: str
    facts: tuple[Fact, ...]
    cell: RowCell | None
    features: Mapping[str, float]


def read(
    query: Query, intent: Intent, hits: Sequence[Hit], collection: Searchable, glossary: Glossary
) -> list[Candidate]:
    """All candidates of the first `READ` hits, in their order."""
    spans = [
        (hit, span, match | readings)
        for hit in hits[:READ]
        for span, match, readings in zip(
            _spans(hit), _sentence_matches(query, hit, collection), _sentence_readings(query, hit), strict=True
        )
    ]
    if not spans:
        return []
    sought = sought_words(query, glossary)
    places = (*query.scope.municipalities, *query.scope.unknown_municipalities)
    named = Named.of(query.text, municipalities=places, translated=translated_words(query, glossary))
    cards = {card.doc_id: card for card in collection.cards}
    best = max(hit.score for hit in hits)
    headings = NamedHeadings.of(sought, hits[:READ])
    out = []
    for hit, (start, end), match in spans:
        text = hit.document.text[start:end]
        cell = asked_cell(query, intent, hit.document, hit.passage)
        found = needed_facts(intent, hit.document, hit.passage, cell, span=(start, end), asked=query.text)
        surroundings = " ".join((hit.document.title, *hit.passage.heading_path, *(c.header for c in hit.passage.cells)))
        near = f"{surroundings} {hit.text}"
        in_text, in_all = coverage(sought, text, surroundings)
        out.append(
            Candidate(
                hit=hit,
                start=start,
                end=end,
                text=text,
                facts=tuple(found),
                cell=cell,
                features={
                    **match,
                    "passage_cosine": hit.cosine,
                    "passage_max_sim": hit.max_sim if hit.max_sim is not None else hit.cosine,
                    "behind_best": hit.score - best,
                    "covered": in_text,
                    "covered_with_headings": in_all,
                    "has_fact": float(bool(found)) if intent.needs else 0.5,
                    "needs_fact": float(bool(intent.needs)),
                    "is_row": float(hit.passage.kind == "row"),
                    "is_cover": float(hit.passage.kind == "cover"),
                    "short": float(len(words(text)) < 5),
                    "heading_asked": headings.named(hit),
                    "other_heading_asked": headings.contradicted(hit),
                    "numbers_met": named.numbers_met(near),
                    "names_met": named.names_met(near),
                    "defines": float(intent.wanted == "definition") * _defines(sought, hit, text),
                    "scope": scope_bonus(cards[hit.passage.doc_id], query.scope),
                    "english": float(query.language == "en"),
                },
            )
        )
    return out


def _sentence_matches(query: Query, hit: Hit, collection: Searchable) -> list[dict[str, float]]:
    """For each sentence: `max_sim` over all of the question, `words_met` over its content words, `worst_word` among
    them, and the same of the passage as a whole. A near miss is a passage that meets all words of a question but one.
    """
    matches = collection.matches(query.text, hit)
    if matches is None:
        same = dict.fromkeys(MATCH_FEATURES, hit.cosine)
        return [same for _ in _spans(hit)]
    words_of = _content_tokens(query, matches.starts)
    whole = np.maximum(matches.context, matches.sentences.max(axis=0))
    of_passage = _word_cosines(whole, words_of)
    out = []
    for number, sentence in enumerate(matches.sentences):
        met = np.maximum(matches.context, sentence)
        previous = matches.sentences[number - 1] if number else sentence
        met_with_previous = np.maximum(met, previous).mean()
        of_sentence = _word_cosines(met, words_of)
        out.append(
            dict(
                zip(
                    MATCH_FEATURES,
                    (
                        met.mean(),
                        of_sentence.mean(),
                        of_sentence.min(),
                        of_passage.mean(),
                        of_passage.min(),
                        sentence.mean(),
                        met_with_previous,
                    ),
                    strict=True,
                )
            )
        )
    return out


def _sentence_readings(query: Query, hit: Hit) -> list[dict[str, float]]:
    """For each sentence what the reader makes of it: whether the passage answers at all, how likely the answer begins in
    this sentence if it does, and both together."""
    shown = shown_to_encoder(hit.passage, hit.document)
    reading = load_reader().read(query.text, [shown.text])[0]
    ends = [*shown.sentence_starts[1:], len(shown.text)]
    masses = [reading.mass(start, end) for start, end in zip(shown.sentence_starts, ends, strict=True)]
    return [
        dict(zip(READER_FEATURES, (reading.has_answer, mass, reading.has_answer * mass), strict=True))
        for mass in masses
    ]


def _content_tokens(query: Query, starts: NDArray[np.int32]) -> list[NDArray[np.intp]]:
    """Which tokens make up each content word of the question, names of municipalities left out; all where none does."""
    scoped = {key for name in query.scope.municipalities for key in municipality_keys(name)}
    out = []
    for word in re.finditer(r"\w+", query.text):
        folded = fold(word[0])
        if folded in STOP_WORDS or _is_scope(folded, scoped):
            continue
        inside = np.flatnonzero((starts >= word.start()) & (starts < word.end()))
        if len(inside):
            out.append(inside)
    return out or [np.arange(len(starts))]


def _word_cosines(met: NDArray[np.float32], words_of: Sequence[NDArray[np.intp]]) -> NDArray[np.float32]:
    return np.array([met[tokens].mean() for tokens in words_of], np.float32)


def _spans(hit: Hit) -> Sequence[Span]:
    passage = hit.passage
    if passage.kind == "row":
        return [(passage.start, passage.end)]
    return passage.sentences or [(passage.start, passage.end)]


@dataclass(frozen=True, slots=True)
class NamedHeadings:
    """Which of the headings over the rows found the question names: a department, a goal."""

    asked: frozenset[str]

    @classmethod
    def of(cls, sought: Sequence[Sought], hits: Sequence[Hit]) -> NamedHeadings:
        """The headings over table rows all of whose words are sought."""
        headings = {heading for hit in hits if hit.passage.kind == "row" for heading in hit.passage.heading_path}
        return cls(frozenset(heading for heading in headings if heading_is_sought(sought, heading)))

    def named(self, hit: Hit) -> float:
        """1 if the passage stands under a heading that the question names."""
        return float(any(heading in self.asked for heading in hit.passage.heading_path))

    def contradicted(self, hit: Hit) -> float:
        """1 for a row under another heading than the one named: the cell of another department answers nothing."""
        return float(bool(self.asked) and hit.passage.kind == "row" and not self.named(hit))


def heading_is_sought(sought: Sequence[Sought], heading: str) -> bool:
    """Whether every content word of a heading is among what is sought; numbering does not count."""
    named = [w for w in words(heading) if w not in STOP_WORDS and not w.isdigit()]
    if not named:
        return False
    alternatives = [[frozenset(grams(w)) for w in a] for s in sought for a in s.alternatives]
    return all(any(_word_in(w, have) > 0 for have in alternatives) for w in named)


_DEFINING = re.compile(
    r"\b(?:betyder|menas|avses|innebär|innefattar|definieras|förstås|betecknar|kallas|är ett|är en)\b|\s[–-]\s|:\s"
)


def _defines(sought: Sequence[Sought], hit: Hit, text: str) -> float:
    """1 where the sentence stands under the term as its heading, or says what the term it begins with means."""
    if hit.passage.heading_path and heading_is_sought(sought, hit.passage.heading_path[-1]):
        return 1.0
    head = " ".join(text.split()[:4])
    return 0.7 * coverage(sought, head, "")[0] * bool(_DEFINING.search(text))


@dataclass(frozen=True, slots=True)
class Sought:
    """Something the question asks about: its own words or any of their Swedish renderings, and how much it weighs."""

    alternatives: tuple[tuple[str, ...], ...]
    weight: float


def sought_words(query: Query, glossary: Glossary) -> list[Sought]:
    """What must be met in a passage: content words without the names that scope the question already."""
    scoped = {key for name in query.scope.municipalities for key in municipality_keys(name)}
    own = [w for w in words(query.text) if w not in STOP_WORDS and not _is_scope(w, scoped)]
    out = []
    translated = translated_words(query, glossary)
    for word in dict.fromkeys(own):
        others = translated.get(word) or translated.get(word.removesuffix("s")) or ()
        out.append(Sought(((word,), *others), weight=min(len(word), 10) ** 0.5))
    return out


def translated_words(query: Query, glossary: Glossary) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words of an English question that the glossary knows, each with its Swedish renderings."""
    translated: dict[str, tuple[tuple[str, ...], ...]] = {}
    if query.language == "en":
        for phrase, terms in glossary.swedish_for(query.text):
            renderings = tuple(tuple(words(term)) for term in terms)
            for word in phrase.split():
                translated[word] = renderings
    return translated


def _is_scope(word: str, scoped: set[str]) -> bool:
    return (
        word in scoped
        or word.removesuffix("s") in scoped
        or bool(
            re.fullmatch(
                r"kommun\w{0,3}|stads?|municipality|city|document\w*|dokument\w*|program\w{0,5}|plan\w{0,3}", word
            )
        )
    )


def coverage(sought: Sequence[Sought], text: str, surroundings: str) -> tuple[float, float]:
    """The weighted share of what is sought that `text` holds, and that `text` with its surroundings holds."""
    if not sought:
        return 0.5, 0.5
    inside, around = _gram_sets(text), _gram_sets(surroundings)
    whole = sum(s.weight for s in sought)
    in_text = sum(s.weight * _best(s, inside) for s in sought)
    in_all = sum(s.weight * max(_best(s, inside), 0.8 * _best(s, around)) for s in sought)
    return in_text / whole, in_all / whole


def _best(sought: Sought, document: Sequence[frozenset[str]]) -> float:
    return max(
        sum(_word_in(word, document) for word in alternative) / len(alternative)
        for alternative in sought.alternatives
        if alternative
    )


def _word_in(word: str, document: Sequence[frozenset[str]]) -> float:
    wanted = _core_grams(word)
    held = max((len(wanted & have) / len(wanted) for have in document), default=0.0)
    return 1.0 if held >= 0.999 else held if held >= _SAME_WORD else 0.0


@lru_cache(maxsize=50_000)
def _core_grams(word: str) -> frozenset[str]:
    """The grams without the one that marks the end of a longer word: inflection changes it."""
    found = grams(word)
    return frozenset(found[:-1] if len(found) > 2 else found)


@lru_cache(maxsize=2_000)
def _gram_sets(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(grams(word)) for word in dict.fromkeys(words(text)))


# What a column is called when it holds this kind of answer
_HEADERS: Mapping[str, str] = {
    "who": r"ansvar\w*|utforare|agare|vem",
    "when": r"tid\w*|nar|klar\w*|start|datum|period|ar",
    "how_long": r"tid\w*|period",
    "how_much": r"\w*kostnad\w*|budget|belopp|avgift\w*|pris|finansiering|ersattning",
    "how_often": r"tid\w*|frekvens|intervall|mats",
}
_TOPICS: tuple[tuple[str, str], ...] = (
    (r"\w*folj\w* upp\w*|uppfolj\w*|follow\w*|mat(?:s|er|a)|matt|measur\w*|monitor\w*|utvarder\w*|evaluat\w*|redovis\w*|report\w*|indikator\w*",
     r"\w*uppfoljning\w*|indikator\w*|matt|utvardering"),
    (r"mal(?:et|en|satt\w*)?|ambition\w*|goals?|targets?|aims?|objectives?", r"\w*mal|ambition\w*|mal \d+"),
    (r"kost\w*|pris|belopp|costs?|how much|budget\w*|finans\w*|fund\w*|money|pengar|dyr\w*", r"\w*kostnad\w*|budget|finansiering|belopp"),
    (r"ansvar\w*|responsib\w*|vem|who", r"ansvar\w*|utforare"),
    (r"nar|when|tidplan|deadline|klar\w*|ready|finished|senast", r"tid\w*|klar\w*|nar"),
)  # fmt: skip


def asked_cell(query: Query, intent: Intent, document: Document, passage: Passage) -> RowCell | None:
    """The cell of a row that the question asks for: by what its column is called, else by what it holds; or None."""
    rest = passage.cells[1:]
    folded = fold(query.text)
    topics = [header for topic, header in _TOPICS if re.search(rf"\b(?:{topic})\b", folded)]
    for pattern in (*topics, _HEADERS.get(intent.wanted)):
        named = [cell for cell in rest if pattern and re.search(rf"\b(?:{pattern})\b", fold(cell.header))]
        for cell in named:
            if not intent.needs or cell.start == cell.end or _facts_in(intent, document, cell):
                return cell
        if named and pattern in topics:
            return named[0]
    holding = [cell for cell in rest if intent.needs and _facts_in(intent, document, cell)]
    return next(iter(holding), None) or next((c for c in rest if _names(folded, c.header)), None)


def _facts_in(intent: Intent, document: Document, cell: RowCell) -> list[Fact]:
    found = (f for kind in intent.needs for f in facts(document.text[cell.start : cell.end], kind, offset=cell.start))
    return [fact for fact in found if names_somebody(fact)]


def _names(question: str, header: str) -> bool:
    asked = [frozenset(grams(w)) for w in words(question) if w not in STOP_WORDS]
    named = [w for w in words(header) if w not in STOP_WORDS and len(w) > 2]
    return bool(named) and all(_word_in(w, asked) > 0 for w in named)


def needed_facts(
    intent: Intent,
    document: Document,
    passage: Passage,
    cell: RowCell | None,
    *,
    asked: str,
    span: Span | None = None,
) -> list[Fact]:
    """The facts of the kinds wanted in `cell`, else in `span`, else in the passage; what the question says is none."""
    start, end = (cell.start, cell.end) if cell is not None else span or (passage.start, passage.end)
    known = set(words(asked))
    found = (fact for kind in intent.needs for fact in facts(document.text[start:end], kind, offset=start))
    return [fact for fact in found if not set(words(fact.text)) <= known]


def feature_matrix(candidates: Sequence[Candidate], names: Sequence[str]) -> NDArray[np.float64]:
    """(n, len(names)) float64, in the order of `names`."""
    return np.array([[c.features[name] for name in names] for c in candidates], np.float64).reshape(-1, len(names))
