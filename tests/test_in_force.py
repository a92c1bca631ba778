"""Whether a document is in force on a day: by its card, in the order of what is found, and in the labels of answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from index_cases import build, document

from answer.engine import ask
from answer.sources import documents_asked_about
from answer.wording import source_label
from index.catalog import Card, Force
from index.collection import NO_FILTERS, Collection
from index.errors import CollectionError
from index.query import Scope
from index.records import Filters
from index.search import force_bonus
from index.settings import Settings
from ingest.records import Status

TODAY = date(2026, 5, 4)


def a_card(status: Status = "adopted", **values: str | None) -> Card:
    """A card with the dates given."""
    fields: dict[str, str | None] = {"municipality": "Mora kommun", "document_type": "plan", "valid_from": None}
    fields |= {"valid_until": None, **values}
    return Card(doc_id="a", title="Plan för resor", status=status, n_passages=1, **fields)  # type: ignore[arg-type]


STATES: list[tuple[Card, str, Force]] = [
    (a_card(valid_from="2022-01-01", valid_until="2024"), "2021-12-31", "not_yet"),
    (a_card(valid_from="2022-01-01", valid_until="2024"), "2022-01-01", "in_force"),
    (a_card(valid_from="2022-01-01", valid_until="2024"), "2024-12-31", "in_force"),
    (a_card(valid_from="2022-01-01", valid_until="2024"), "2025-01-01", "expired"),
    # a programme for 2007 to 2011 that was adopted in November 2007 did not apply in May of that year
    (a_card(valid_from="2007", valid_until="2011", adopted_date="2007-11-14"), "2007-05-01", "not_yet"),
    (a_card(valid_from="2007", valid_until="2011", adopted_date="2007-11-14"), "2007-11-14", "in_force"),
    (a_card(valid_from="2020", replaced_by="b", replaced_from="2023-03-01"), "2023-02-28", "in_force"),
    (a_card(valid_from="2020", replaced_by="b", replaced_from="2023-03-01"), "2023-03-01", "replaced"),
    (a_card(valid_from="2020"), "2026-05-04", "in_force"),  # no last day: it applies
    (a_card(), "2026-05-04", "unknown"),  # adopted, but it does not say when
    (a_card("unknown", valid_from="2020"), "2026-05-04", "unknown"),
    (a_card("unknown", valid_until="2020"), "2026-05-04", "expired"),
    (a_card("proposal", valid_from="2020"), "2026-05-04", "not_adopted"),
    (a_card("draft"), "2026-05-04", "not_adopted"),
]


@pytest.mark.parametrize(("card", "day", "expected"), STATES)
def test_force_on_a_day(card: Card, day: str, expected: Force) -> None:
    """First and last day count, nothing applies before it was adopted, and what is not said is unknown."""
    assert card.force_on(date.fromisoformat(day)) == expected


def test_force_within_a_year() -> None:
    """A document applied in a year if it did on any of its days."""
    card = a_card(valid_from="2008-10-10", valid_until="2010-02-01")
    years = {year: card.force_within(date(year, 1, 1), date(year, 12, 31)) for year in (2007, 2008, 2009, 2010, 2011)}
    assert years == {2007: "not_yet", 2008: "in_force", 2009: "in_force", 2010: "in_force", 2011: "expired"}


LABELS = [
    (a_card(valid_until="2011"), "sv", "Mora kommun, plan (antagen, gällde till och med 2011)"),
    (a_card(valid_until="2011"), "en", "Mora kommun, plan (adopted, applied until 2011)"),
    (a_card(valid_from="2027-01-01"), "sv", "Mora kommun, plan (antagen, gäller från 2027-01-01)"),
    (a_card(valid_from="2027-01-01"), "en", "Mora kommun, plan (adopted, applies from 2027-01-01)"),
    (a_card(valid_from="2020", valid_until="2026"), "sv", "Mora kommun, plan (antagen)"),
    (a_card("proposal", valid_until="2011"), "sv", "Mora kommun, plan (FÖRSLAG, inte antaget)"),
    (a_card("unknown"), "en", "Mora kommun, plan (status unknown)"),
]


@pytest.mark.parametrize(("card", "language", "expected"), LABELS)
def test_an_adopted_document_that_does_not_apply_says_so(card: Card, language: str, expected: str) -> None:
    """The label has the standing of the day; what applies, and what was never adopted, needs no more words."""
    assert source_label(document("a", "Text."), card, language, TODAY) == expected  # type: ignore[arg-type]


def test_what_is_in_force_is_preferred_a_little() -> None:
    """Unless the question names a year or the past, and never by so much as the evidence of one more word."""
    expired, in_force = a_card(valid_until="2011"), a_card(valid_from="2020")
    assert -0.03 < force_bonus(expired, Scope(), TODAY) < 0 == force_bonus(in_force, Scope(), TODAY)
    for scope in (Scope(years=("2010",)), Scope(asks_past=True)):
        assert force_bonus(expired, scope, TODAY) == 0
    assert force_bonus(a_card("proposal"), Scope(), TODAY) == 0


def test_a_scan_counts_as_the_document_it_repeats(five: Collection) -> None:
    """A passage found through the scan, which says nothing of itself, is preferred as little as its clean twin."""
    scores = []
    for day in (date(2025, 6, 1), date(2026, 6, 1)):  # the programme applies until the end of 2025
        then = Collection(five.folder.parent.parent, encoder=five.encoder, today=day)
        hits = then.search("Hur arbetar kommunen med kultur och fritid?", k=20)
        scores.append({hit.passage.passage_id: hit.score for hit in hits if hit.passage.doc_id == "boras-program-2023"})
        then.close()
    both = scores[0].keys() & scores[1].keys()
    assert both
    assert all(scores[0][one] - scores[1][one] == pytest.approx(0.02) for one in both)


OLD = "Programmet följs upp av arbetslivsnämnden."
NEW = "Programmet följs upp av socialnämnden."


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Programmes of two municipalities: one that ended with 2011, one from 2020 that states no end."""
    expired = {"municipality": "Mora", "status": "adopted", "valid_from": "2007", "valid_until": "2011"}
    current = {"municipality": "Rättvik", "status": "adopted", "adopted_date": "2020-02-02"}
    documents = [
        document("a-expired", OLD, title="Program för resor", metadata=expired),
        document("b-current", NEW, title="Program för resor", metadata=current),
    ]
    return build(tmp_path_factory.mktemp("two"), documents)


def test_what_is_in_force_answers_first(two: Collection) -> None:
    """Of equally adopted documents the one in force comes first; none is dropped, and the label says why."""
    then = [Collection(two.folder.parent.parent, encoder=two.encoder, today=day) for day in (date(2010, 1, 1), TODAY)]
    told = [documents_asked_about(c.cards, Scope(), NO_FILTERS, c.today) for c in then]
    assert [[card.doc_id for card in cards] for cards in told] == [
        ["a-expired", "b-current"],
        ["b-current", "a-expired"],
    ]
    for collection in then:
        collection.close()


def test_as_of_keeps_what_applied_that_day(two: Collection) -> None:
    """The filter leaves what was in force on the day, and that is then no expired document."""
    filters = Filters(as_of=date(2010, 1, 1))
    assert {hit.passage.doc_id for hit in two.search("Vem följer upp?", filters=filters)} == {"a-expired"}
    answer = ask(two, "Vem följer upp programmet?", filters=filters)
    assert {c.doc_id for c in answer.citations} == {"a-expired"}
    assert "gällde" not in answer.text


def test_today_is_the_day_given(two: Collection) -> None:
    """A collection may be opened with another day than the clock's; the answer for a day is always the same."""
    for day, applied in ((date(2010, 1, 1), False), (date(2012, 1, 1), True)):
        then = Collection(two.folder.parent.parent, encoder=two.encoder, today=day)
        assert then.today == day
        answers = [ask(then, "Vem följer upp programmet i Mora?") for _ in range(2)]
        assert answers[0].text == answers[1].text
        assert ("gällde till och med 2011" in answers[0].text) is applied
        then.close()


def test_a_today_that_is_no_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence names the variable and the way to write a day."""
    monkeypatch.setenv("STYRDOK_TODAY", "i går")
    with pytest.raises(CollectionError, match=r"STYRDOK_TODAY=i går: .*2024-06-01"):
        Settings.given(data=Path(), model=None)
