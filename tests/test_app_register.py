"""The page of the register: its rows, its two choices, and the way from a row to its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app_cases import ADOPTED, HOSTILE, PROPOSAL, SmallCollection
from app_pages import Shown, elements, html_of, page, text_of

from index.catalog import Card
from index.records import Filters
from web.register import register_rows, rows_html
from web.view import View


def test_the_register_shows_who_does_what() -> None:
    """Body, role, frequency and quote of every duty, the proposal's marked as one."""
    at = page(page="register")
    shown = text_of(at)
    assert not at.exception
    assert "Arbetslivsnämnden" in shown
    assert "följer upp" in shown
    assert "vartannat år" in shown
    assert "”Arbetslivsnämnden ska årligen följa upp programmet.”" in shown
    assert len(elements(at, "tr")) == 3  # the header and two duties


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ({"body": "arbetslivsnamnd"}, 2),
        ({"body": "Labour Market Committee"}, 2),
        ({"body": "KS"}, 0),
        ({"role": "decide"}, 0),
        ({"role": "follow_up", "status": "proposal"}, 1),
    ],
)
def test_choices_narrow_the_register(address: dict[str, str], rows: int) -> None:
    """Body by any of its names, role, and the filters beside."""
    at = page(page="register", **address)
    assert len(elements(at, "td")) == 3 * rows
    assert f"{rows} ansvar." in text_of(at)


def test_a_quote_opens_in_its_document() -> None:
    """The quote is a link to its place, where it is marked; closing leads back to the register."""
    at = page(page="register", status="proposal")
    link = next(one for one in elements(at, "a") if "open=" in (one["href"] or ""))
    assert "page=register" in str(link["href"])
    opened = page(page="register", open=PROPOSAL.doc_id, at="0-51")
    assert "Arbetslivsnämnden ska årligen följa upp programmet." in html_of(opened)
    assert elements(opened, "mark")


def test_hostile_documents_stay_text() -> None:
    """Titles and headings of a document are shown as they are written, never as markup."""
    collection = SmallCollection()
    shown = Shown(rows_html(register_rows(View(page="register"), collection), View(page="register")).source)
    assert HOSTILE[0] in shown.text
    assert not {name for name, _ in shown.elements} & {"img", "script", "svg"}


def test_a_scans_rows_are_left_out_beside_the_text_it_repeats() -> None:
    """Who asks for the scan itself gets them."""

    class WithScan(SmallCollection):
        @property
        def cards(self) -> list[Card]:
            return [
                replace(card, twin_of=ADOPTED.doc_id) if card.doc_id == PROPOSAL.doc_id else card
                for card in super().cards
            ]

    rows = register_rows(View(page="register"), WithScan())
    assert {row.document.doc_id for row in rows} == {ADOPTED.doc_id}
    asked = View(page="register", filters=Filters(doc_id=PROPOSAL.doc_id))
    assert {row.document.doc_id for row in register_rows(asked, WithScan())} == {PROPOSAL.doc_id}
