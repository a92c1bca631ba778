"""Whether a sentence denies, obliges, advises, permits, conditions and reports as its quote does.

A marker ("inte", "bör", "om") governs its clause. What a sentence puts under a marker has to stand under the same one
in the quote, and what the quote puts under one must not come out free of it. "ska" may be left out, since policies use
the plain present for it; nothing else may be added or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from answer.generation_names import names_in
from answer.generation_words import Evidence, Said, meant_by, said_in
from answer.records import Language

Marker = Literal["not", "must", "should", "may", "if", "told"]

_MARKERS: Mapping[Marker, re.Pattern[str]] = {
    "not": re.compile(
        r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|varken|utan|forutom|utom|undantag\w*|forbjud\w*|not|no|never|none"
        r"|neither|nor|without|cannot|nobody|nothing|except\w*|prohibit\w*)\b|n't\b"
    ),
    "must": re.compile(
        r"\b(?:ska|skall|maste|alagger|aligger|skyldig\w*|kravs|must|shall|required?|obliged|has to|have to)\b"
    ),
    "should": re.compile(r"\b(?:bor|borde|should|ought|rekommender\w*|recommend\w*)\b"),
    "may": re.compile(
        r"\b(?:far|kan|kunna|might|(?<!\d )may(?! \d)|can|could|mojlig\w*|possib\w*|avser|planer\w*|intends?)\b"
    ),
    # what somebody thinks, proposes or is to be told is not so yet: "partiet anser att avgiften ska höjas"
    "told": re.compile(
        r"\b(?:anser|ansag|menar|havdar|pasta\w*|foresla\w*|foreslog\w*|yrka\w*|overvag\w*|informera\w*|meddela\w*|saga"
        r"|tror|onska\w*|vill|skulle|lats\w*|claim\w*|propos(?:es?|ed)|believes?|thinks?|suggest\w*|wants?|would)\b"
    ),
    "if": re.compile(
        r"\b(?:om|if)\b|\b(?:savida|ifall|forutsatt|forutsattning\w*|forsavitt|i de fall|i den man"
        r"|vid behov|eventuell\w*|unless|provided|where necessary|if necessary|if needed|when needed|as far as)\b"
    ),
}
# "om" that is no "if": after what has a topic, and before a time
_TOPICS = (
    "information kunskap upplysning uppgift fraga fragor beslut ansokan ansokning avtal forslag overenskommelse "
    "samverkan samarbete program plan policy lag regler foreskrifter rad utbildning handlar diskussion dialog tillstand"
).split()
_ABOUT = re.compile(
    rf"\b((?:\w*(?:{'|'.join(_TOPICS)})\w{{0,5}}|informera\w*|beslutar|beslutas|ansok\w+|hand|mellan|samt|runt) )om\b"
    r"|\b(\w+ )om(?= (?:aret|dagen|veckan|manaden|dygnet|dagarna|sig)\b)"
)
_CLAUSE = re.compile(
    r"[.,;:!?] |[.;:!?]$| (?=(?:men|medan|utan|but|while|without) )"
    r"|(?<!-) (?:och|samt|eller|and|or) "
    r"(?=(?:\w+ )?(?:ska|skall|maste|bor|far|kan|inte|ej|must|shall|should|may|can|not)\b)"
)


def agrees(sentence: str, quote: str, label: Evidence, language: Language) -> bool:
    """Whether every marker of `sentence` and of `quote` that can be compared is kept; `label` names the document."""
    said, quoted = said_in(sentence, language), said_in(quote, "sv")
    clauses = [clause.strip() for clause in _CLAUSE.split(quoted.plain) if clause and clause.strip()]
    for marker, pattern in _MARKERS.items():
        here, there = _governed(said, pattern), _governed(quoted, pattern)
        if len(here) > len(there):
            return False
        marked = [clause for clause in clauses if pattern.search(_topics_aside(clause))]
        for governed in here:
            # the word right after it has to come after one in the quote, all the others in its clause; whoever
            # acts may stand on either side: "nämnden ska följa upp", "ska nämnden följa upp"
            first = replace(governed, content=_first(governed, names_in(sentence)), quantities=())
            if all(_unheld(first, (other.plain,), label, language) for other in there):
                return False
            if all(_unheld(governed, (clause,), label, language) for clause in marked):
                return False
        if marker != "must" and not _keeps(said, here, there, names_in(quote), language):
            return False
        if marker != "must" and marked and not here:
            free = [clause for clause in clauses if clause not in marked]
            if not free or _unheld(said, free, label, language):
                return False
    return True


def _first(governed: Said, names: frozenset[str]) -> tuple[tuple[int, str], ...]:
    return next(((one,) for one in governed.content if one[1] not in names), ())


def _keeps(said: Said, here: Sequence[Said], there: Sequence[Said], names: frozenset[str], language: Language) -> bool:
    """Whether no word that comes right after a marker in the quote is said without it."""
    whole = meant_by(said.plain, language)
    governed = [meant_by(one.plain, language) for one in here]
    firsts = [word for one in there for _, word in _first(one, names)]
    return all(not whole.holds(word) or any(one.holds(word) for one in governed) for word in firsts)


def _topics_aside(text: str) -> str:
    """The text, as long as before, with each "om" that is no "if" made unfindable."""
    return _ABOUT.sub(lambda match: f"{match[1] or match[2]}__", text)


def _governed(said: Said, pattern: re.Pattern[str]) -> list[Said]:
    """What stands after each marker up to the end of its clause."""
    found = []
    for match in pattern.finditer(_topics_aside(said.plain)):
        ends = _CLAUSE.search(said.plain, match.end())
        end = ends.start() if ends else len(said.plain)
        found.append(
            Said(
                plain=said.plain[match.end() : end],
                content=tuple((at - match.end(), word) for at, word in said.content if match.end() <= at < end),
                quantities=tuple(one for one in said.quantities if match.end() <= one.at < end),
            )
        )
    return found


def _unheld(said: Said, clauses: Sequence[str], label: Evidence, language: Language) -> bool:
    """Whether something of `said` stands in none of the clauses taken together."""
    evidence = Evidence.of(" . ".join(clauses), language)
    keys = {one.key for clause in clauses for one in said_in(clause, "sv").quantities}
    by_label = {at for at, _ in label.unheld(said, language)}
    return any(at in by_label for at, _ in evidence.unheld(said, language)) or any(
        one.key not in keys for one in said.quantities
    )
