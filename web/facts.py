"""What the pages say of a document in passing: its status badge, page, validity and relations, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import web.words as w
from answer.records import Answer
from index.catalog import Card
from index.collection import Searchable
from ingest.records import Status
from web.markup import Html, join, tag
from web.view import Opened, View
from web.words import Language


def badge(status: Status, language: Language) -> Html:
    """The decision status in words; colour and border only repeat it."""
    return tag("span", w.STATUSES[status](language), class_=f"sd-badge sd-{status}")


def page_label(page: int | None, is_estimated: bool, language: Language) -> str:
    """'s. 4', or 's. ~4' where the file does not say where its pages begin; empty without a page."""
    if page is None:
        return ""
    return (w.PAGE_ESTIMATED if is_estimated else w.PAGE_NUMBER)(language, page=page)


def open_link(view: View, opened: Opened, *children: Html | str, class_: str) -> Html:
    """A link that opens a place in a document; as an address it works in a new tab and when shared."""
    link = replace(view, opened=opened).link
    return tag("a", *children, href=link, target="_self", class_=class_, data_open=link)


def notes(card: Card, collection: Searchable, language: Language) -> list[str]:
    """What a reader must know today before trusting the document: expired, a copy, replaced."""
    titles = {other.doc_id: other.title for other in collection.cards}
    said = []
    if note := validity_note(card, collection.today, language):
        said.append(note)
    if card.twin_of:
        said.append(w.TWIN_OF(language, title=titles.get(card.twin_of, card.twin_of)))
    if card.replaced_by:
        said.append(w.REPLACED_BY(language, title=titles.get(card.replaced_by, card.replaced_by)))
    return said


def validity_note(card: Card, today: date, language: Language) -> str:
    """That an adopted document no longer applies, or not yet; empty where it does or does not say."""
    force = card.force_on(today)
    if card.status != "adopted" or force not in ("expired", "not_yet"):
        return ""
    if force == "expired":
        return w.NOT_IN_FORCE(language, until=card.valid_until)
    return w.NOT_YET_IN_FORCE(language, since=card.begins)


def validity(card: Card, language: Language) -> str:
    """The time a document applies, as far as it says: '2023-12-21 – 2025', 't.o.m. 2023'; empty where it does not."""
    if card.valid_from and card.valid_until:
        return f"{card.valid_from} – {card.valid_until}"
    if card.valid_until:
        return w.UNTIL(language, day=card.valid_until)
    return w.FROM(language, day=card.valid_from) if card.valid_from else ""


def understood_otherwise(answer: Answer) -> bool:
    """Whether the question was taken for something else than was typed, such as a follow-up made whole."""
    return bool(answer.understood) and answer.understood.strip().casefold() != answer.question.strip().casefold()


def dotted(parts: Sequence[Html | str], class_: str) -> Html:
    """Short facts on one line with dots between; empty ones are left out."""
    kept = [part for part in parts if part]
    pieces: list[Html | str] = []
    for part in kept:
        pieces += [" · ", part] if pieces else [part]
    return tag("p", join(pieces), class_=class_)
