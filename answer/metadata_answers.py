"""Questions about the document itself: who adopted it, until when it applies, who follows it up, its Dnr.

What ingest found of these, with the span that says so, answers better than any search for similar sentences; and what
contradicts it is shown beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.catalog import Card
from index.terms import STOP_WORDS, fold, grams, words
from ingest.records import Document, Evidence, Passage, Span

_WHO = r"\b(?:vem|vilka|vilken|vilket|who|whom|which|what (?:body|committee|board)|ansvar\w*|responsib\w*|vems|instans|organ|hvem)\b"
_WHEN = r"\b(?:nar|when|datum|date|what year|vilket ar|which year|hur gammal\w*|how old)\b"
_THE_DOCUMENT = (
    r"\b(?:\w*program\w*|\w*plan(?:en|ens)?|plan|polic\w+|\w*riktlinje\w*|reglemente\w*|styrdokument\w*"
    r"|dokument\w*|document\w*|guideline\w*"
    r"|strategi\w*|strategy|den|rules of procedure|taxa\w*)\b"
)
_ADOPT = r"\b(?:anto\w*|antag\w*|faststall\w*|beslutade\w*|beslutat|klubba\w*|adopt\w*|approv\w*|passed|decided on|godkand\w*|godkant)\b"
_FOLLOW_UP = r"\b(?:folj\w*\b.{0,40}\bupp|uppfolj\w*|utvardera\w*|follow\w*[- ]?up\w*|follow\w*\b.*\bup|folow\w* up|monitor\w*|evaluat\w*)\b"

# field → every pattern must be found in the folded question, and none of the last one
_FIELDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("adopted_by", (_WHO, _ADOPT), r"\brevider|\brevis|\bforslag|\bpropos|\bmal\b|\bgoals?\b|\btargets?\b"),
    ("revised_date", (_WHEN, r"\brevider\w*|\brevis\w+|\bandra(?:d|t|des|ts)\w*|\bchanged|\bamended|\bupdated|\buppdater\w*"), r"\bvem|\bwho"),
    ("adopted_date", (_WHEN, _ADOPT), r"\brevider|\brevis|\bmal\b|\bgoals?\b|\btargets?\b"),
    (
        "valid_until",
        (
            r"\b(?:galler|galla|giltig\w*|upphor\w*|loper ut|expire\w*|valid\w*|appl(?:y|ies)|in force|run(?:s)? out|end date|slutdatum|end year"
            r"|slutar)\b",
            r"\b(?:hur lange|till|tom|nar|until|when|how long|how far|expire\w*|upphor\w*|giltig\w*|slut\w*|loper ut|end|through|vilka ar|period)\b",
            _THE_DOCUMENT,
        ),
        r"\bgaller (?:\w+ )?for\b|\bvem\b|\bvilka (?!ar\b)|\bwho\b|\bapplies to\b|\bapply to\b|\bfran nar\b|\bbegin\b|\bstart",
    ),
    ("valid_from", (r"\b(?:borja\w* galla|trad\w* i kraft|galler fran|fran (?:nar|och med|vilket datum)|take\w* effect|in force (?:from|since)|c[ao]me into force|start\w* to apply|valid from)\b",), r"$^"),
    ("registration_number", (r"\b(?:diarienummer|diarie\w*|dnr|arendenummer|arendebeteckning|registration number|reference number|case number|record number|registry number)\b",), r"$^"),
    ("applies_to", (r"\b(?:(?:vilka|vem|vem alla|who|whom)\b.*\b(?:galler\b.*\bfor|omfattas|omfattar|berors|appl\w+ to|cover\w*|bound|concerned)|galler for (?:vilka|vem)|applies? to (?:whom|who)|gall\w* for)\b", _THE_DOCUMENT), r"\bhur lange|\bnar\b"),
    ("responsible_for_revision", (_WHO, r"\b(?:revider\w*|revision\w*|revis\w+|aktualis\w*|uppdater\w*|updat\w*|up to date|aktuell\w*|omarbet\w*)\b"), r"\bnar\b|\bwhen\b|\breviderade\b"),
    ("follow_up_by", (_WHO, _FOLLOW_UP, _THE_DOCUMENT), r"\brapport|\breport"),
    ("follow_up_frequency", (r"\b(?:hur ofta|how often|how frequent\w*|intervall|intervals?|howe? often|frekvens)\b", _FOLLOW_UP, _THE_DOCUMENT), r"$^"),
    (
        "status",
        (
            r"\b(?:antag\w*|anto\w*|adopted|adoption|faststall\w*|in force|gallande|galler|approved|godkan\w*|beslutad\w*|beslutat|status)\b",
            r"^(?:ar|is|was|has|har|blev|did|galler|vilken status|what is the status|what status)\b|\bbara ett forslag\b|\bjust a proposal\b",
            r"\b(?:\w*forslag\w*|\w*propos\w*|yrkande\w*|motion\w*|\w*program\w*|\w*plan(?:en|ens)?|polic\w+|\w*riktlinje\w*|guideline\w*|\w*dokument\w*"
            r"|document\w*|strateg\w+|text\w*)\b",
        ),
        r"\b(?:vem|vilken namnd|who|whom|nar|when|hur|how|till|until|eller kommun\w+|kommunfullmaktige|kommunstyrelsen|council|board)\b",
    ),
    ("replaces", (r"\b(?:ersatt\w*|replac\w*|supersed\w*|foregangare|predecessor)\b", _THE_DOCUMENT), r"\bkronor\b|\bcompensat"),
)  # fmt: skip
_COMPILED = tuple(
    (field, tuple(re.compile(p) for p in needed), re.compile(unless)) for field, needed, unless in _FIELDS
)

_INSTEAD = {"follow_up_by": "follow_up_frequency"}
"""A field that is told of where the one asked for is not stated: a document that says when but not who is quoted so."""

_WITH = {"follow_up_by": "follow_up_frequency", "adopted_by": "adopted_date"}
"""A field that whoever asks for the first wants to hear of too."""

ABSENT_IS_ANSWER = frozenset({"registration_number"})
"""Fields that stand on a cover or nowhere: where no document asked about states one, it is not in the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataAnswer:
    """One value in one document: the sentence to quote, and whether it speaks against the value chosen."""

    document: Document
    passage: Passage
    field: str
    evidence: Evidence
    quote: Span
    contradicts: bool


def asked_fields(question: str) -> list[str]:
    """The metadata fields a question asks for, in the order of the document's cover; usually none or one."""
    folded = fold(question)
    return [
        field
        for field, needed, unless in _COMPILED
        if all(p.search(folded) for p in needed) and not unless.search(folded)
    ]


def is_about(fields: Sequence[str], question: str, card: Card) -> bool:
    """Whether the question asks for these of the document itself, and of nothing inside it.

    What is left of it, when the words of the fields, of documents and of this one's title are taken away, may hold one
    word of content: "when was the programme adopted" has none, "by when must income be declared" has two.
    """
    left = fold(question)
    for field, needed, _ in _COMPILED:
        if field in fields:
            for pattern in needed:
                left = pattern.sub(" ", left)
    named = " ".join(filter(None, (card.title, card.municipality, card.document_type, card.doc_id)))
    known = [frozenset(grams(w)) for w in words(named)]
    unknown = [w for w in words(left) if w not in STOP_WORDS and not _GENERIC.fullmatch(w) and not _known(w, known)]
    return len(unknown) <= 1


_GENERIC = re.compile(
    r"\d+|\w*program\w*|\w*plan\w*|polic\w+|\w*riktlinje\w*|\w*reglemente\w*|\w*dokument\w*|document\w*|guideline\w*|strateg\w+"
    r"|kommun\w*|stad\w*|city|municipal\w*|insats\w*|effort\w*|arbete\w*|work|integration\w*|committee\w*|namnd\w*|body|board|organ|year|ar"
    r"|foljer|upp|follow\w*|antagna|antaget|gallande|adopted|current|forslag\w*|propos\w+|alternativ\w*|amendment|date|datum|paper\w*"
)


def _known(word: str, known: Sequence[frozenset[str]]) -> bool:
    own = frozenset(grams(word)[:-1] or grams(word))
    return any(len(own & have) / len(own) >= 0.6 for have in known)


def metadata_answers(fields: Sequence[str], document: Document) -> list[MetadataAnswer]:
    """What `document` (whole, with passages) says of `fields`: the values chosen, then what contradicts them."""
    chosen: list[MetadataAnswer] = []
    against: list[MetadataAnswer] = []
    for asked in dict.fromkeys(f for field in fields for f in (field, _WITH.get(field)) if f):
        field = asked if getattr(document.metadata, asked) or asked not in _INSTEAD else _INSTEAD[asked]
        evidence: Evidence | None = getattr(document.metadata, field)
        if evidence is None:
            continue
        chosen += _quoted(evidence, field, document, contradicts=False)
        for contradiction in document.metadata.contradictions:
            if contradiction.field == field:
                against += [a for e in contradiction.evidence for a in _quoted(e, field, document, contradicts=True)]
    return chosen + against


def told_beside(answer: MetadataAnswer) -> list[Evidence]:
    """Other metadata that the quoted sentence states as well: who follows up, and how often."""
    metadata = answer.document.metadata
    others = (metadata.follow_up_by, metadata.follow_up_frequency, metadata.adopted_by, metadata.adopted_date)
    inside = [e for e in others if e is not None and answer.quote[0] <= e.start and e.end <= answer.quote[1]]
    return [e for e in inside if e != answer.evidence]


def _quoted(evidence: Evidence, field: str, document: Document, *, contradicts: bool) -> list[MetadataAnswer]:
    place = sentence_of(evidence, document)
    if place is None:
        return []
    passage, span = place
    return [
        MetadataAnswer(
            document=document, passage=passage, field=field, evidence=evidence, quote=span, contradicts=contradicts
        )
    ]


def sentence_of(evidence: Evidence, document: Document) -> tuple[Passage, Span] | None:
    """The passage and whole sentence that holds the evidence; evidence over several sentences is quoted from the first
    to the last. None where no words of the document say it: a value of a sidecar file."""
    if not evidence.quote:
        return None
    for passage in document.passages:
        if passage.start <= evidence.start and evidence.end <= passage.end:
            touched = _touched(passage.sentences, evidence)
            return passage, (touched[0][0], touched[-1][1]) if touched else (evidence.start, evidence.end)
    return None


def _touched(sentences: Sequence[Span], evidence: Evidence) -> list[Span]:
    return [(a, b) for a, b in sentences if a < evidence.end and evidence.start < b]
