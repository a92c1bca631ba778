"""The words a comparison is shown with, Swedish and English, in one table; quotes are always the documents' own."""

from __future__ import annotations

from collections.abc import Mapping

from answer.comparison_records import Change, Comparison, Quote, SectionPair
from answer.records import Language

_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "title": "Jämförelse", "added": "Tillagt", "removed": "Borttaget", "changed": "Ändrat", "says_instead": "Säger i stället",
        "n_changes": "{n} ändringar: {added} tillagda, {removed} borttagna, {changed} ändrade.", "no_changes": "Ingen ändring av innehållet.",
        "parts": "{doc_id} återger bara delar av {other}: det som saknas räknas inte som borttaget.",
        "scan": "{doc_id} är en skanning med läsfel: felläsningar räknas inte som ändringar, och det som saknas inte som borttaget.",
        "meaning": "Dokumenten har ingen gemensam lydelse. De ställs sida vid sida efter innehåll: närmaste ställe, inte en ändring.",
        "facts": "Uppgifter som skiljer sig", "unchanged": "{n} oförändrade meningar", "only": "{n} ställen bara i {doc_id}",
        "unchanged_one": "1 oförändrad mening", "only_one": "1 ställe bara i {doc_id}", "n_changes_one": "1 ändring.", "quiet_one": "1 avsnitt utan ändringar",
        "quiet": "{n} avsnitt utan ändringar", "new": "tillagt", "old": "borttaget", "start": "Före första rubriken", "page": "s. {page}", "page_estimated": "s. ~{page}",
        "lost_strikethrough": "Gammal och ny lydelse kan stå bredvid varandra: en överstrykning kan ha gått förlorad.",
        "said_to_be_struck": "Förslaget säger att texten stryks.",
        "adopted": "antaget", "proposal": "förslag", "draft": "utkast", "unknown": "okänd status",
    },
    "en": {
        "title": "Comparison", "added": "Added", "removed": "Removed", "changed": "Changed", "says_instead": "Says instead",
        "n_changes": "{n} changes: {added} added, {removed} removed, {changed} changed.", "no_changes": "No change of content.",
        "parts": "{doc_id} reproduces only parts of {other}: what is missing does not count as removed.",
        "scan": "{doc_id} is a scan with reading errors: misreadings do not count as changes, nor what is missing as removed.",
        "meaning": "The documents share no wording. They stand side by side by content: the nearest place, not a change.",
        "facts": "Details that differ", "unchanged": "{n} unchanged sentences", "only": "{n} places only in {doc_id}",
        "unchanged_one": "1 unchanged sentence", "only_one": "1 place only in {doc_id}", "n_changes_one": "1 change.", "quiet_one": "1 section without changes",
        "quiet": "{n} sections without changes", "new": "added", "old": "removed", "start": "Before the first heading", "page": "p. {page}", "page_estimated": "p. ~{page}",
        "lost_strikethrough": "Old and new wording may stand side by side: a strike-through may have been lost.",
        "said_to_be_struck": "The proposal says that the text is struck.",
        "adopted": "adopted", "proposal": "proposal", "draft": "draft", "unknown": "status unknown",
    },
}  # fmt: skip
_FIELDS: Mapping[str, tuple[str, str]] = {
    "municipality": ("Kommun", "Municipality"),
    "document_type": ("Dokumenttyp", "Document type"),
    "adopted_by": ("Antaget av", "Adopted by"),
    "adopted_date": ("Antaget den", "Adopted on"),
    "valid_from": ("Gäller från", "Valid from"),
    "valid_until": ("Gäller till och med", "Valid until"),
    "registration_number": ("Diarienummer", "Registration number"),
    "applies_to": ("Gäller för", "Applies to"),
    "responsible_for_revision": ("Ansvarar för revidering", "Responsible for revision"),
    "follow_up_by": ("Ansvarar för uppföljning", "Responsible for follow-up"),
    "follow_up_frequency": ("Följs upp", "Followed up"),
}


def say(language: Language, key: str, **values: object) -> str:
    """A text of the table with its values filled in, in the singular where `n` is 1 and it has one."""
    texts = _TEXTS[language]
    return texts[f"{key}_one" if values.get("n") == 1 and f"{key}_one" in texts else key].format(**values)


def field_name(field: str, language: Language) -> str:
    """What a metadata field is called."""
    return _FIELDS[field][language == "en"]


def remarks(comparison: Comparison, language: Language) -> list[str]:
    """How many changes there are, and what a reader must know before trusting them."""
    a, b = comparison.a.doc_id, comparison.b.doc_id
    if comparison.by_meaning:
        return [say(language, "meaning")]
    kinds = [change.kind for change in comparison.changes]
    counts = {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}
    said = [say(language, "n_changes", n=len(kinds), **counts) if kinds else say(language, "no_changes")]
    said += [
        say(language, "parts", doc_id=one, other=other)
        for one, other, is_parts in ((a, b, comparison.parts_a), (b, a, comparison.parts_b))
        if is_parts
    ]
    said += [
        say(language, "scan", doc_id=one)
        for one, is_scan in ((a, comparison.noisy_a), (b, comparison.noisy_b))
        if is_scan
    ]
    return said


def kind_name(change: Change, language: Language) -> str:
    """What kind of change it is."""
    return say(language, "says_instead" if change.aligned_by == "meaning" else change.kind)


def section_name(section: SectionPair, language: Language) -> str:
    """The headings down to the section, as the first document has them."""
    path = section.heading_path_a if section.heading_path_a is not None else section.heading_path_b
    return " › ".join(path or ()) or say(language, "start")


def place(quote: Quote, language: Language) -> str:
    """`boras-program-2023, s. 3`; an estimated page is marked as one."""
    if quote.page is None:
        return quote.doc_id
    key = "page_estimated" if quote.page_is_estimated else "page"
    return f"{quote.doc_id}, {say(language, key, page=quote.page)}"


def folded(section: SectionPair, comparison: Comparison, language: Language) -> str:
    """What of a section is folded away; empty where nothing is."""
    said = [say(language, "unchanged", n=section.unchanged)] if section.unchanged else []
    for spans, document in ((section.only_a, comparison.a), (section.only_b, comparison.b)):
        if spans:
            said.append(say(language, "only", n=len(spans), doc_id=document.doc_id))
    return ", ".join(said)
