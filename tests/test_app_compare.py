"""The page that compares two documents, and the markup it shares with the saved file."""

from __future__ import annotations

from app_cases import ADOPTED, HOSTILE, PROPOSAL
from app_pages import Shown, elements, html_of, page, text_of
from index_cases import document

from answer.comparison import compare
from web.compare import likely_pair
from web.comparison_html import comparison_page
from web.view import View, read_view

OLD = document("a/plan", "Nämnden följer upp planen vartannat år.", "Rektor ansvarar för lokalerna.", *HOSTILE)
NEW = document("a/ny", "Nämnden följer upp planen varje år.", "Rektor ansvarar för lokalerna.", *HOSTILE[:-1], "Nytt.")


def test_the_page_offers_a_proposal_and_what_it_is_about() -> None:
    """Without an address the adopted document and the proposal of its municipality, or the first two, are compared."""
    at = page(page="compare")
    assert not at.exception
    assert "sida vid sida" in text_of(at)  # the two share no wording
    assert len(elements(at, "h1")) == 1
    assert likely_pair([]) is None


def test_the_choice_lives_in_the_address() -> None:
    """Two document ids, and nothing of one that cannot be compared."""
    at = page(page="compare", a=ADOPTED.doc_id, b=ADOPTED.doc_id)
    assert "Välj två olika dokument" in text_of(at)
    at = page(page="compare", a=ADOPTED.doc_id)
    assert "Välj två dokument." in text_of(at)
    at = page(page="compare", a=ADOPTED.doc_id, b="inget")
    assert not at.exception
    view = read_view({"page": ["compare"], "a": ["x"], "b": ["y"]})
    assert view.compared == ("x", "y")
    assert read_view(dict(view.params())) == view
    assert View().compared is None


def test_a_quote_opens_in_its_document() -> None:
    """Each side of a pair is a link to its place, and the page's address stays in it."""
    at = page(page="compare", a=ADOPTED.doc_id, b=PROPOSAL.doc_id)
    for link in elements(at, "a", "sd-open"):
        assert "page=compare" in (link["href"] or "")
    opened = page(page="compare", open=PROPOSAL.doc_id, at="0-10")
    assert elements(opened, "mark")


def test_words_are_marked_by_elements_and_by_text() -> None:
    """Deleted and inserted words are del and ins, with their label as text; the change's address is an id."""
    compared = compare(OLD, NEW)
    shown = Shown(comparison_page(compared, "sv"))
    names = [name for name, _ in shown.elements]
    assert names.count("del") >= 1
    assert names.count("ins") >= 1
    assert "[borttaget: vartannat]" in shown.text
    assert "[tillagt: varje]" in shown.text
    ids = [attributes.get("id") for _, attributes in shown.elements]
    assert all(change.change_id in ids for change in compared.changes)
    assert dict(shown.elements)["html"] == {"lang": "sv"}
    assert [attributes["lang"] for name, attributes in shown.elements if name == "blockquote"]


def test_hostile_text_stays_text() -> None:
    """Nothing of a document becomes markup, neither in the file nor on the page."""
    source = comparison_page(compare(OLD, document("b", *reversed(HOSTILE), "Nämnden följer upp planen.")), "en")
    shown = Shown(source)
    assert not {"script", "img", "svg"} & {name for name, _ in shown.elements}
    assert "http" not in source.replace("https://example.org", "").replace("&#x2F;", "/")
    at = page(page="compare", a=ADOPTED.doc_id, b=PROPOSAL.doc_id)
    assert not {"script", "img", "svg"} & {name for name, _ in Shown(html_of(at)).elements}
