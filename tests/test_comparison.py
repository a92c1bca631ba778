"""Comparing two documents: what counts as a change, what does not, and that every quote is the document's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from index_cases import write_files

from answer.comparison import CannotCompare, compare, compare_in
from answer.comparison_records import Comparison
from index.collection import Collection
from ingest.files import find_files
from ingest.read import read_document
from ingest.records import Document

CLEAN, SCAN, PROPOSAL = "boras-program-2023", "boras-program-skannad", "boras-alternativt-forslag"

PLAN = """# Plan för skolan

## 1 Lärare

Nämnden ska anställa tolv lärare varje år. Rektor ansvarar för introduktionen av nya lärare. Lönen beslutas av nämnden.

Alla lärare ska ha en mentor under det första året.

## 2 Lokaler

Kommunen ska renovera två skolor om året. Skolgården ska vara öppen på kvällar och helger.

## 3 Uppföljning

Planen följs upp vartannat år av skolnämnden. Resultatet redovisas för fullmäktige i oktober.
"""

Read = Callable[[str], Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads Markdown the way ingest does; every call is a document of its own."""
    count = iter(range(100))

    def of_text(text: str) -> Document:
        (path,) = write_files(tmp_path / str(next(count)), {"plan.md": text})
        (found,) = find_files([path])
        return read_document(found)

    return of_text


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    return [(change.kind, change.section) for change in comparison.changes]


def check(comparison: Comparison) -> None:
    """Every quote is the slice of its document, and the words of a change give back the quote of b."""
    texts = {"a": comparison.a.text, "b": comparison.b.text}
    for change in comparison.changes:
        for side in ("a", "b"):
            quote = getattr(change, side)
            if quote is not None:
                assert texts[side][quote.start : quote.end] == quote.quote
        if change.b and change.kind != "removed":
            assert "".join(text for operation, text in change.words if operation != "delete") == change.b.quote
        if change.a:
            assert all(text in change.a.quote for operation, text in change.words if operation == "delete")
    assert len({change.change_id for change in comparison.changes}) == len(comparison.changes)


# what is no change


def test_a_document_is_the_same_as_itself(all_documents: dict[str, Document]) -> None:
    """No document of the collections has a change against itself."""
    for document in all_documents.values():
        assert compare(document, document).changes == ()


def test_a_scan_against_its_clean_text_reports_nothing(all_documents: dict[str, Document]) -> None:
    """Lost å, ä, ö, a missing cover and pictures are no changes, in either direction."""
    for a, b in ((CLEAN, SCAN), (SCAN, CLEAN)):
        compared = compare(all_documents[a], all_documents[b])
        assert compared.changes == ()
        assert (compared.noisy_a, compared.noisy_b) == (a == SCAN, b == SCAN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Alla lärare ska ha en mentor", "Alla lärare\nska ha en mentor"),
        ("under det första året", "under det  första året"),
        ("## 3 Uppföljning", "## 4 Uppföljning"),
        ("Lönen beslutas av nämnden.", "lönen beslutas av nämnden!"),
        ("introduktionen", "intro-\nduktionen"),
    ],
)
def test_layout_is_no_change(read: Read, old: str, new: str) -> None:
    """Line breaks, spaces, numbers of headings, case, punctuation and divided words are no changes."""
    assert compare(read(PLAN), read(PLAN.replace(old, new))).changes == ()


def test_sections_in_another_order_are_no_change(read: Read) -> None:
    """What has moved is still there."""
    head, *sections = PLAN.split("\n## ")
    moved = "\n## ".join([head, sections[2].rstrip() + "\n", sections[0], sections[1]])
    assert compare(read(PLAN), read(moved)).changes == ()


# what is one


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("tolv lärare", "tio lärare", [("delete", "tolv"), ("insert", "tio ")]),
        ("vartannat år", "varje år", [("delete", "vartannat"), ("insert", "varje ")]),
        ("ska vara öppen", "ska inte vara öppen", [("insert", "inte ")]),
        ("kvällar och helger", "kvällar", [("delete", "och helger")]),
        ("Rektor ansvarar", "Biträdande rektor ansvarar", [("insert", "Biträdande ")]),
    ],
)
def test_a_changed_word_is_a_change_of_its_sentence(
    read: Read, old: str, new: str, words: list[tuple[str, str]]
) -> None:
    """Numbers, frequencies, negations and names: one change, with exactly those words marked."""
    compared = compare(read(PLAN), read(PLAN.replace(old, new)))
    check(compared)
    (change,) = compared.changes
    assert change.kind == "changed"
    assert [word for word in change.words if word[0] != "equal"] == words


def test_whole_versions_add_and_remove(read: Read) -> None:
    """A sentence, a paragraph and a section that a later version lacks are removed; what it has more is added."""
    later = PLAN.replace("Lönen beslutas av nämnden.", "").replace(
        "Alla lärare ska ha en mentor", "Varje skola ska ha en syster"
    )
    later = later.replace("## 3 Uppföljning", "## 3 Ekonomi\n\nPlanen kostar fyra miljoner kronor.\n\n## 4 Uppföljning")
    compared = compare(read(PLAN), read(later))
    check(compared)
    assert ("removed", "1 Lärare") in kinds(compared)
    (added,) = (change for change in compared.changes if change.kind == "added")
    assert added.b is not None
    assert added.b.quote == "3 Ekonomi\n\nPlanen kostar fyra miljoner kronor."
    without = compare(read(PLAN), read(PLAN[: PLAN.index("## 3")]))
    assert kinds(without) == [("removed", "3 Uppföljning")]


def test_a_sentence_that_was_split_is_one_change(read: Read) -> None:
    """Two sentences made of one are compared with it together."""
    text = PLAN.replace(
        "Resultatet redovisas för fullmäktige i oktober.",
        "Resultatet redovisas för fullmäktige i oktober och för alla rektorer i kommunen i december.",
    )
    split = PLAN.replace(
        "Resultatet redovisas för fullmäktige i oktober.",
        "Resultatet redovisas för fullmäktige i oktober. Det redovisas för alla rektorer i kommunen i december.",
    )
    compared = compare(read(text), read(split))
    check(compared)
    assert kinds(compared) == [("changed", "3 Uppföljning")]


def test_a_real_change_in_a_scan_is_found(all_documents: dict[str, Document], read: Read) -> None:
    """Noise hides neither a number, a frequency nor a "not"; nothing else is reported."""
    text = all_documents[SCAN].text
    for old, new in (
        ("vartannat ar av", "varje ar av"),
        ("ca 33 procent", "ca 38 procent"),
        ("ska bland", "ska bland"),
    ):
        text = text.replace(old, new)
    text = text.replace("ska inte enbart respekteras", "ska enbart respekteras")
    scan = read(text)
    compared = compare(all_documents[CLEAN], scan)
    check(compared)
    marked = [word for change in compared.changes for word in change.words if word[0] != "equal"]
    assert sorted(text.strip() for _, text in marked) == ["33", "38", "inte", "varje", "vartannat"]


# proposals that reproduce parts

MOTION = """Motion om ändringar i plan för skolan

Vi yrkar att fullmäktige beslutar om följande ändringar.

## 1 Lärare

Nämnden ska anställa tolv lärare varje år. Lönen beslutas av nämnden. Lönen ska vara individuell.

## 2 Lokaler

Meningen "Skolgården ska vara öppen på kvällar och helger." stryks.

## Motivering

Vi tycker att lärare är viktiga. Skolan behöver dem.
"""


def test_what_a_proposal_leaves_out_is_not_removed(read: Read) -> None:
    """Removed is what is gone between reproduced sentences or said to be struck; the letter's own words are nothing."""
    compared = compare(read(PLAN), read(MOTION))
    check(compared)
    assert compared.parts_b
    assert kinds(compared) == [("removed", "1 Lärare"), ("added", "1 Lärare"), ("removed", "2 Lokaler")]
    gone, _, struck = compared.changes
    assert gone.a is not None
    assert gone.a.quote == "Rektor ansvarar för introduktionen av nya lärare."
    assert struck.notes == ("said_to_be_struck",)
    assert struck.b is not None
    assert struck.b.quote.endswith("stryks.")


@pytest.mark.parametrize(
    ("new", "noted"),
    [
        ("Planen följs upp vartannat varje år av skolnämnden.", True),
        ("Planen följs upp vartannat år av skolnämnden kommunstyrelsen.", True),
        ("Planen följs upp vartannat år av skolnämnden och kommunstyrelsen.", False),
        ("Planen följs noga upp vartannat år av skolnämnden.", False),
    ],
)
def test_old_and_new_wording_side_by_side_is_noted(read: Read, new: str, noted: bool) -> None:
    """Two numbers or bodies in a row are what a lost strike-through leaves; an addition that is joined on is not."""
    motion = MOTION + "\n## 3 Uppföljning\n\n" + new + " Resultatet redovisas för fullmäktige i oktober.\n"
    change = compare(read(PLAN), read(motion)).changes[-1]
    assert (change.notes == ("lost_strikethrough",)) == noted


def test_every_amendment_of_the_real_proposal_is_found(all_documents: dict[str, Document]) -> None:
    """The amended sections are those the proposal names; template text and its own letter are none."""
    compared = compare(all_documents[CLEAN], all_documents[PROPOSAL])
    check(compared)
    sections = ["Arbete", "Boende", "Barn och ungdomar", "Delaktighet", "Trygghet", "Folkhälsa"]
    assert list(dict.fromkeys(change.section for change in compared.changes)) == sections
    assert not [change for change in compared.changes if change.kind == "removed"]
    assert not [change for change in compared.changes if change.b and "[" in change.b.quote]


def test_an_address_outlives_other_changes(read: Read) -> None:
    """A change keeps its id when another section changes too."""
    one = PLAN.replace("tolv lärare", "tio lärare")
    (first,) = compare(read(PLAN), read(one)).changes
    both = compare(read(PLAN), read(one.replace("vartannat år", "varje år"))).changes
    assert first.change_id in [change.change_id for change in both]
    assert first.change_id.startswith("1-larare-")


# documents without common wording, and refusals


def test_unrelated_documents_stand_side_by_side_by_meaning(five: Collection) -> None:
    """Nothing is added or removed; each pair has both quotes and says how it was aligned."""
    compared = compare_in(five, CLEAN, "vasteras-integrationsprogram-2008")
    check(compared)
    assert compared.by_meaning
    assert compared.changes
    assert {(change.kind, change.aligned_by) for change in compared.changes} == {("changed", "meaning")}


def test_refusals_name_the_nearest_documents(five: Collection) -> None:
    """An unknown id is answered with the nearest there are; the same document twice is refused."""
    with pytest.raises(CannotCompare, match="boras-program-2032: no such document; the nearest are boras-program-2023"):
        compare_in(five, CLEAN, "boras-program-2032")
    with pytest.raises(CannotCompare, match="the same document twice"):
        compare_in(five, CLEAN, CLEAN)
