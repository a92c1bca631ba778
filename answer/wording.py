"""The sentences an answer is worded with, Swedish and English, in one table; quotes are always the document's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from answer.english import in_english
from answer.facts import Fact
from answer.records import Language
from index.catalog import Card
from index.glossary import Glossary
from ingest.records import Document

_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "adopted": "antagen", "proposal": "FÖRSLAG, inte antaget", "draft": "UTKAST, inte antaget", "unknown": "okänd status",
        "yes": "Ja", "no": "Nej", "one": "Ett dokument svarar:", "several": "{n} dokument svarar:", "conflict": "Uppgifterna skiljer sig åt:",
        "but_elsewhere": "men på annat ställe i samma dokument", "says": "säger", "empty": "{header}: rutan är tom, inget anges.",
        "replaced": "ersatt av en senare version", "expired": "gällde till och med {day}", "not_yet": "gäller från {day}",
        "adopted_on": "antaget {value}", "valid_since": "gäller från {value}", "revised_on": "reviderat {value}",
        "valid_to": "till och med {value}", "no_end": "anger inget slutdatum", "today": "i dag ({day})",
        "head_in_force": "Gäller {time}, såvitt dokumenten säger ({n} av {all}):",
        "head_applied": "Gällde {time}, såvitt dokumenten säger ({n} av {all}):",
        "head_not_in_force": "Gäller inte {time}, såvitt dokumenten säger ({n} av {all}):",
        "head_endless": "Anger inget slutdatum ({n} av {all}):",
        "head_expired": "Har gått ut eller ersatts, räknat {time} ({n} av {all}):",
        "head_ends": "Går ut {time} ({n} av {all}):", "head_ends_later": "Har ett slutdatum kvar, räknat {time} ({n} av {all}):",
        "head_not_adopted": "Är förslag eller utkast, inte antagna ({n} av {all}):",
        "head_adopted": "Är antagna ({n} av {all}):", "head_adopted_within": "Antogs {time} ({n} av {all}):",
        "head_adopted_when": "När dokumenten antogs ({n} av {all} säger det):",
        "head_ends_when": "Till när dokumenten gäller ({n} av {all} säger det):", "head_all": "Dokument i samlingen ({n}):",
        "none_in_force": "Inget dokument, såvitt de säger, för {time}. Det här säger de om när de gäller ({all}):",
        "none": "Inget dokument, såvitt de säger. Det här säger de om när de gäller ({all}):",
        "more_documents": "Och {n} till: se listan över dokument.", "others": "Övriga: {said}.",
        "others_expired": "{n} har gått ut", "others_replaced": "{n} är ersatt av ett senare", "others_not_yet": "{n} gäller inte än",
        "others_not_adopted": "{n} är förslag eller utkast", "others_unknown": "{n} säger inte om eller från när det gäller",
        "duty_of": "{value}", "role_responsible": "ansvarar", "role_follow_up": "följer upp", "role_coordinate": "samordnar",
        "role_decide": "beslutar", "role_revise": "reviderar", "role_report_to": "rapporterar", "role_cooperate": "samverkar",
        "role_offer": "erbjuder", "role_support": "stödjer",
        "head_duties": "{body} enligt dokumenten ({n} av {all} uppgifter):",
        "head_bodies": "Utpekade i dokumenten ({n} av {all}):", "more_duties": "Och {n} till: se registret över ansvar.",
        "not_found": "Det står inte i dokumenten.",
        "searched": "Jag sökte i {documents} dokument ({passages} textavsnitt).",
        "unknown_place": "Det finns inget dokument från {names} i samlingen.",
        "no_documents": "Inget dokument i samlingen passar de valda filtren.",
        "no_question": "Det där är ingen fråga som styrdokumenten kan svara på. Fråga till exempel ”Vem följer upp programmet?”.",
        "mismatch": "Ett citat stämmer inte med det lagrade dokumentet och visas därför inte; läs in dokumenten på nytt.",
        "ambiguous": "Frågan kan gälla {n} olika avsnitt; säg vilket för ett enda svar:",
        "partial": "Dokumenten svarar bara på en del av frågan.",
    },
    "en": {
        "adopted": "adopted", "proposal": "PROPOSAL, not adopted", "draft": "DRAFT, not adopted", "unknown": "status unknown",
        "yes": "Yes", "no": "No", "one": "One document answers:", "several": "{n} documents answer:", "conflict": "The documents say different things:",
        "but_elsewhere": "but elsewhere in the same document", "says": "says", "empty": "{header}: the cell is empty, nothing is stated.",
        "replaced": "replaced by a later version", "expired": "applied until {day}", "not_yet": "applies from {day}",
        "adopted_on": "adopted {value}", "valid_since": "applies from {value}", "revised_on": "revised {value}",
        "valid_to": "until {value}", "no_end": "states no end date", "today": "today ({day})",
        "head_in_force": "In force {time}, as far as the documents say ({n} of {all}):",
        "head_applied": "In force {time}, as far as the documents say ({n} of {all}):",
        "head_not_in_force": "Not in force {time}, as far as the documents say ({n} of {all}):",
        "head_endless": "Stating no end date ({n} of {all}):",
        "head_expired": "Expired or replaced, as of {time} ({n} of {all}):",
        "head_ends": "Expiring {time} ({n} of {all}):", "head_ends_later": "With an end date still to come, as of {time} ({n} of {all}):",
        "head_not_adopted": "Proposals or drafts, not adopted ({n} of {all}):",
        "head_adopted": "Adopted ({n} of {all}):", "head_adopted_within": "Adopted {time} ({n} of {all}):",
        "head_adopted_when": "When the documents were adopted ({n} of {all} say so):",
        "head_ends_when": "Until when the documents apply ({n} of {all} say so):", "head_all": "Documents in the collection ({n}):",
        "none_in_force": "No document, as far as they say, for {time}. This is what they say of when they apply ({all}):",
        "none": "No document, as far as they say. This is what they say of when they apply ({all}):",
        "more_documents": "And {n} more: see the list of documents.", "others": "The others: {said}.",
        "others_expired": "{n} expired", "others_replaced": "{n} replaced by a later one", "others_not_yet": "{n} not yet in force",
        "others_not_adopted": "{n} only proposed or drafted", "others_unknown": "{n} without a word on whether or since when",
        "duty_of": "{value}", "role_responsible": "responsible", "role_follow_up": "follows up", "role_coordinate": "co-ordinates",
        "role_decide": "decides", "role_revise": "revises", "role_report_to": "reports", "role_cooperate": "co-operates",
        "role_offer": "offers", "role_support": "supports",
        "head_duties": "{body} according to the documents ({n} of {all} duties):",
        "head_bodies": "Named in the documents ({n} of {all}):", "more_duties": "And {n} more: see the register of responsibilities.",
        "not_found": "This is not in the documents.",
        "searched": "I searched {documents} documents ({passages} passages).",
        "unknown_place": "There is no document from {names} in the collection.",
        "no_documents": "No document in the collection passes the filters you chose.",
        "no_question": "That is not a question these policy documents can answer. Try for example “Who follows up the programme?”.",
        "mismatch": "A quote does not match the stored document and is therefore not shown; ingest the documents again.",
        "ambiguous": "The question fits {n} different sections; name one for a single answer:",
        "partial": "The documents answer only part of the question.",
    },
}  # fmt: skip
_COUNTS = {
    "sv": "noll ett två tre fyra fem sex sju åtta nio tio".split(),
    "en": "zero one two three four five six seven eight nine ten".split(),
}
_TYPES_IN_ENGLISH = {
    "program": "programme", "plan": "plan", "handlingsplan": "action plan", "policy": "policy", "riktlinje": "guideline",
    "riktlinjer": "guidelines", "reglemente": "rules of procedure", "strategi": "strategy", "taxa": "tariff",
    "yrkande": "motion to amend", "alternativt förslag": "alternative proposal", "förslag": "proposal", "motion": "motion",
    "tjänsteskrivelse": "official memorandum", "delegationsordning": "delegation rules", "avtal": "agreement",
}  # fmt: skip


def say(language: Language, key: str, **values: object) -> str:
    """A sentence of the interface with its values filled in."""
    return _TEXTS[language][key].format(**values)


def count(language: Language, n: int) -> str:
    """A number as running text writes it at the head of a sentence."""
    word = _COUNTS[language][n] if n < len(_COUNTS[language]) else str(n)
    return word[:1].upper() + word[1:]


def source_label(document: Document, card: Card, language: Language, day: date) -> str:
    """Whose document it is and what standing it has on `day`: "Borås Stad, program (antagen, gällde till och med 2025)"."""
    kind = card.document_type or ""
    if language == "en":
        kind = _TYPES_IN_ENGLISH.get(kind, kind)
    name = ", ".join(part for part in (card.municipality or document.title, kind) if part)
    return f"{name} ({', '.join((say(language, card.status), *standing(card, language, day)))})"


def standing(card: Card, language: Language, day: date) -> list[str]:
    """What a reader must know of an adopted document that does not apply on `day`; empty where it does or does not say."""
    said = [say(language, "replaced")] if card.replaced_by else []
    if card.status != "adopted":
        return said
    force = card.force_on(day)
    if force == "expired":
        return [*said, say(language, "expired", day=card.valid_until)]
    return [*said, say(language, "not_yet", day=card.begins)] if force == "not_yet" else said


def fact_text(facts: Sequence[Fact], language: Language, glossary: Glossary) -> str:
    """The facts of a statement in the language of the question, each once, in order; as written where no rule says it."""
    said = []
    for fact in facts:
        rendered = in_english(fact, glossary) if language == "en" else None
        said.append(rendered or fact.text)
    unique = list(dict.fromkeys(said))
    return ", ".join(unique)


def quoted(text: str, language: Language) -> str:
    """A quote in the quotation marks of the language, its line breaks and cell separators made readable."""
    shown = " ".join(text.replace("\t", " | ").split())
    return f"”{shown}”" if language == "sv" else f"“{shown}”"
