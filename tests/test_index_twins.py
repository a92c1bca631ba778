"""What `index.twins` and `index.catalog` claim: a scan is its clean text's twin; versions and proposals are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from index_cases import build, document

from index.catalog import Card, card_of, with_replacements
from index.collection import Collection
from index.records import Filters
from index.twins import Twin, find_twins
from ingest.records import Document, Passage, Status

CLEAN, SCAN, PROPOSAL = "boras-program-2023", "boras-program-skannad", "boras-alternativt-forslag"
OLD, NEW = "tallasa-riktlinje-aldreomsorg-2022", "tallasa-riktlinje-aldreomsorg-2025"


def twins_of(documents: Sequence[Document]) -> list[Twin]:
    """Twins, with rows numbered as the store does."""
    passages: dict[str, list[tuple[int, Passage]]] = {}
    row = 0
    for one in sorted(documents, key=lambda d: d.doc_id):
        passages[one.doc_id] = []
        for passage in one.passages:
            if passage.is_searched:
                passages[one.doc_id].append((row, passage))
                row += 1
    return find_twins(documents, passages)


def card(both: Collection, doc_id: str) -> Card:
    return next(card for card in both.cards if card.doc_id == doc_id)


def test_the_scan_alone_has_a_twin(both: Collection) -> None:
    """Of thirteen documents, with a proposal, an amendment and two versions among them, only the scan is a copy."""
    assert {card.doc_id: card.twin_of for card in both.cards if card.twin_of} == {SCAN: CLEAN}


def test_the_rows_of_a_scan_say_what_their_twins_say(all_documents: dict[str, Document]) -> None:
    """Most passages of the scan are paired with the passage of the clean text under the same words."""
    pair = [all_documents[CLEAN], all_documents[SCAN]]
    (twin,) = twins_of(pair)
    rows = [p for one in pair for p in one.passages if p.is_searched]
    assert len(twin.rows) >= 0.9 * sum(p.is_searched for p in all_documents[SCAN].passages)
    follow_up = next(row for row, p in enumerate(rows) if p.doc_id == SCAN and "vartannat ar av" in text(p, pair[1]))
    assert "vartannat år av Arbetslivsnämnden" in text(rows[twin.rows[follow_up]], pair[0])


def text(passage: Passage, one: Document) -> str:
    return " ".join(one.text[passage.start : passage.end].split())


@pytest.mark.parametrize("question", ["Vem följer upp programmet i Borås?", "Arbetslivsnimnden f6ljs upp vartannat ar"])
def test_results_collapse_to_the_clean_text(both: Collection, question: str) -> None:
    """The scan is never returned beside or instead of its twin, and no passage comes twice."""
    hits = both.search(question, k=50)
    ids = [hit.passage.passage_id for hit in hits]
    assert SCAN not in {hit.passage.doc_id for hit in hits}
    assert CLEAN in {hit.passage.doc_id for hit in hits[:5]}
    assert len(ids) == len(set(ids))
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_the_scan_is_found_where_it_is_asked_for(both: Collection) -> None:
    """By filter or by word it stands for itself."""
    assert {hit.passage.doc_id for hit in both.search("uppföljning", filters=Filters(doc_id=SCAN))} == {SCAN}
    asked = both.search("Vad står om uppföljning i det skannade programmet?", k=50)
    assert SCAN in {hit.passage.doc_id for hit in asked}


SENTENCES = [f"Mening {word} handlar om hur nämnden arbetar med {word} och följer upp {word} varje år." for word in
             "skola vård trafik miljö kultur fritid bostad arbete språk hälsa näringsliv trygghet".split()]  # fmt: skip


def misread(text: str) -> str:
    """As English OCR reads Swedish."""
    for letter, read in zip("åäöÅÄÖ", "aa6AA6", strict=True):
        text = text.replace(letter, read)
    return text


def test_a_misread_copy_is_a_twin_of_the_clean_text() -> None:
    """Whichever comes first, the text with å, ä and ö is the one to cite."""
    for clean_id, scan_id in (("a", "b"), ("b", "a")):
        clean = document(clean_id, *SENTENCES)
        scan = document(scan_id, *map(misread, SENTENCES))
        assert [(t.doc_id, t.of) for t in twins_of([clean, scan])] == [(scan_id, clean_id)]


def test_another_cover_is_no_twin() -> None:
    """The same text decided at another date, by another municipality or with another standing is another document."""
    for field, one, other in (
        ("adopted_date", "2022-01-01", "2024-01-01"),
        ("municipality", "Mora kommun", "Orsa kommun"),
        ("status", "adopted", "proposal"),
    ):
        pair = [document("a", *SENTENCES, metadata={field: one}), document("b", *SENTENCES, metadata={field: other})]
        assert twins_of(pair) == [], field


def test_half_the_text_is_no_twin() -> None:
    """A document that shares half its sentences with another stands for itself."""
    unlike = [f"{n} Helt andra ord om budget, kajor och brandposter i kommunen nummer {n}." for n in range(6)]
    assert twins_of([document("a", *SENTENCES), document("b", *SENTENCES[:6], *unlike)]) == []


def test_other_figures_are_no_twin() -> None:
    """Two years' tariffs with the same words and other amounts are two documents, even without a cover."""
    tariffs = [
        document(name, *[f"{s} Avgiften är {base + 17 * n} kronor per månad." for n, s in enumerate(SENTENCES)])
        for name, base in (("taxa-a", 100), ("taxa-b", 1300))
    ]
    assert twins_of(tariffs) == []


def test_three_copies_have_one_original() -> None:
    """Two scans of one text are both twins of it, not of each other."""
    clean, *scans = (document("a", *SENTENCES), *(document(n, *map(misread, SENTENCES)) for n in ("b", "c")))
    assert {t.doc_id: t.of for t in twins_of([clean, *scans])} == {"b": "a", "c": "a"}


def test_short_and_empty_documents_have_none() -> None:
    """Nothing is a twin of a text too short to tell, nor of an empty one."""
    assert twins_of([document("a", "Ja."), document("b", "Ja."), document("c", ""), document("d", "")]) == []


# versions


def test_the_newer_guideline_replaces_the_older(both: Collection) -> None:
    """Two versions are no twins: the older is replaced by the newer, from the day that begins to apply."""
    assert (card(both, OLD).replaced_by, card(both, OLD).replaced_from) == (NEW, "2025-01-01")
    assert card(both, NEW).replaced_by is None
    assert {c.doc_id for c in both.cards if c.replaced_by} == {OLD}


IN_FORCE = [
    (OLD, "2021-12-31", False),
    (OLD, "2022-01-01", True),
    (OLD, "2024-12-31", True),
    (OLD, "2025-01-01", False),
    (NEW, "2024-12-31", False),
    (NEW, "2025-01-01", True),
    (CLEAN, "2025-12-31", True),  # "gäller till och med: 2025"
    (CLEAN, "2026-01-01", False),
    (SCAN, "2025-12-31", True),  # without a cover: it applies when its clean text does
    (SCAN, "2026-01-01", False),
    (SCAN, "2010-01-01", False),
    (PROPOSAL, "2023-06-01", False),  # never adopted
    ("uddevalla-program-2007-2011", "2009-05-05", True),
    ("uddevalla-program-2007-2011", "2012-01-01", False),
]


@pytest.mark.parametrize(("doc_id", "day", "expected"), IN_FORCE)
def test_in_force_on_a_day(both: Collection, doc_id: str, day: str, expected: bool) -> None:
    """First and last day count; what was replaced or never adopted is not in force."""
    assert card(both, doc_id).passes(Filters(as_of=date.fromisoformat(day))) is expected


def a_card(doc_id: str, status: Status = "adopted", **values: str) -> Card:
    fields: dict[str, str | None] = {"municipality": "Mora kommun", "document_type": None, "valid_from": None}
    fields |= {"valid_until": None, **values}
    return Card(doc_id=doc_id, title="Policy för resor", status=status, n_passages=1, **fields)


@pytest.mark.parametrize(
    ("until", "last", "first_after"),
    [
        ("2024-02", "2024-02-29", "2024-03-01"),
        ("2023", "2023-12-31", "2024-01-01"),
        ("2023-06-30", "2023-06-30", "2023-07-01"),
    ],
)
def test_a_month_ends_on_its_last_day(until: str, last: str, first_after: str) -> None:
    """Validity in years, months or days ends when that has passed."""
    one = a_card("a", valid_until=until)
    assert one.in_force_on(date.fromisoformat(last))
    assert not one.in_force_on(date.fromisoformat(first_after))


def test_a_draft_is_not_in_force() -> None:
    """Neither is a proposal; a document that does not say may be."""
    day = date(2024, 1, 1)
    statuses: tuple[Status, ...] = ("adopted", "unknown", "draft", "proposal")
    in_force = {status: a_card("a", status).in_force_on(day) for status in statuses}
    assert in_force == {"adopted": True, "unknown": True, "draft": False, "proposal": False}


REPLACES = [
    ("Policy för resor 2019", "2019-01-01", True),
    ("Policy för resor, antagen 2018-12-01", "2019-01-01", True),  # called after the year of its decision
    ("Policy för resor", "2019-01-01", True),
    ("Policy för resor 2015", "2019-01-01", False),
    ("Riktlinje för möten", "2019-01-01", False),
    ("Policy för resor", "2025-01-01", False),  # begins after the one that would replace it
]


@pytest.mark.parametrize(("wording", "began", "expected"), REPLACES)
def test_what_a_document_says_it_replaces(wording: str, began: str, expected: bool) -> None:
    """The earlier document of that name and year, in the same municipality, is replaced."""
    older, newer = a_card("old", valid_from=began), a_card("new", valid_from="2023-01-01")
    found = with_replacements([older, newer], {"new": wording})
    assert (found[0].replaced_by == "new") is expected
    elsewhere = a_card("old", valid_from=began, municipality="Orsa kommun")
    assert with_replacements([elsewhere, newer], {"new": wording})[0].replaced_by is None


def test_cards_come_back_from_a_collection(tmp_path: Path) -> None:
    """What a card says is what the document says, also after it was stored."""
    one = document(
        "plan", "Text.", metadata={"municipality": "Mora kommun", "status": "adopted", "valid_until": "2026"}
    )
    collection = build(tmp_path, [one])
    assert collection.cards == (card_of(one),)
    collection.close()
