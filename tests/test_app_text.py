"""The application's texts and addresses: two languages, links that restore a page, and text that stays text."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from app_cases import ADOPTED, HOSTILE, PROPOSAL
from app_pages import Shown, elements, html_of, labels, page, text_of
from hypothesis import given
from hypothesis import strategies as st

import web.words
from index.records import Filters
from web.markup import tag
from web.view import Opened, View, read_view
from web.words import LANGUAGES, Words

ROOT = Path(__file__).parent.parent
WHO = "Vem följer upp programmet?"


def _all_words() -> Iterator[tuple[str, Words]]:
    for name, value in vars(web.words).items():
        values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        parts = [part for one in values for part in (one if isinstance(one, tuple) else (one,))]
        yield from ((name, one) for one in parts if isinstance(one, Words))


def test_every_text_is_there_in_both_languages() -> None:
    """No text is missing in a language, and both have the same values to fill in."""

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    found = list(_all_words())
    assert len(found) > 80
    for name, words in found:
        assert words.sv.strip(), name
        assert words.en.strip(), name
        assert fields(words.sv) == fields(words.en), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", [{}, {"q": [WHO]}, {"page": "documents"}, {"page": "register"}, {"open": ADOPTED.doc_id}]
)
def test_pages_speak_one_language(language: str, address: dict[str, Any]) -> None:
    """No label of a page is in the other language."""
    at = page(lang=language, **address)
    mine = {getattr(words, language) for _, words in _all_words()}
    other = {getattr(words, "en" if language == "sv" else "sv") for _, words in _all_words()} - mine
    shown = [*labels(at), *(box.label for box in at.selectbox), *(box.label for box in at.text_input)]
    shown += [option for radio in at.radio for option in (radio.label, *radio.options)]
    assert shown
    assert not other.intersection(shown)


# addresses

_NAMES = st.text(min_size=1, max_size=20)
_QUESTIONS = st.sampled_from([WHO, "och i Västerås?", "100 % & mer + a=b?", "Åäö #?"])
_SPANS = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
_OPENED = st.builds(
    Opened, doc_id=_NAMES, quote=st.none() | _SPANS, part=st.none() | st.integers(0, 99_999)
) | st.builds(Opened, doc_id=_NAMES, quote=st.none() | _SPANS, whole=st.just(True))
_FILTERS = st.builds(
    Filters,
    municipality=st.none() | _NAMES,
    status=st.sampled_from([None, "adopted", "proposal", "draft", "unknown"]),
    document_type=st.none() | _NAMES,
    doc_id=st.none() | _NAMES,
    as_of=st.none() | st.dates(),
)
_VIEWS = st.builds(
    View,
    language=st.sampled_from(LANGUAGES),
    page=st.sampled_from(["ask", "register", "documents"]),
    questions=st.lists(_QUESTIONS, max_size=5).map(tuple),
    filters=_FILTERS,
    opened=st.none() | _OPENED,
    body=st.sampled_from(["", "KS", "Kultur- och fritidsnämnden", "100 % & mer"]),
    role=st.sampled_from([None, "decide", "follow_up"]),
)


@given(_VIEWS)
def test_a_link_restores_what_it_was_made_of(view: View) -> None:
    """Questions, filters, language and the opened passage survive the way through an address."""
    assert read_view(parse_qs(view.link.removeprefix("?"))) == view


@given(
    st.dictionaries(
        st.sampled_from(["lang", "page", "q", "status", "on", "open", "at", "part", "body", "role"]),
        st.lists(st.text()),
    )
)
def test_any_address_can_be_read(params: dict[str, list[str]]) -> None:
    """An address that somebody made up never stops the page."""
    read_view(params)


def test_a_long_conversation_keeps_its_newest_questions() -> None:
    """The address stays short enough for the server however long the conversation grows."""
    view = View()
    for number in range(30):
        view = view.asked(f"{number} " + "å" * 1900)
    assert view.questions[-1].startswith("29 ")
    assert len(view.link) < 60_000


# text stays text


@given(st.text())
def test_text_in_markup_is_shown_as_it_is(text: str) -> None:
    """Whatever is written, as text and as an attribute, a browser gets it back and nothing else."""
    written = text.replace("\r", "").replace("\x00", "")
    shown = Shown(tag("p", written, title=written).source)
    assert shown.text == written
    assert [name for name, _ in shown.elements] == ["p"]
    assert shown.elements[0][1]["title"] == written


@pytest.mark.parametrize(
    "address",
    [
        {"q": [*HOSTILE, WHO]},
        {"page": "documents"},
        {"open": PROPOSAL.doc_id, "part": "all"},
        {"page": "documents", "open": PROPOSAL.doc_id},
        {"q": [WHO], "municipality": HOSTILE[1], "type": HOSTILE[0], "doc": PROPOSAL.doc_id},
        {"open": HOSTILE[0]},
    ],
)
def test_hostile_text_is_never_markup(address: dict[str, Any]) -> None:
    """Questions, titles, texts and metadata make no element, no Markdown and no link but the page's own."""
    at = page(**address)
    assert not at.exception
    made = {name for name, _ in Shown(html_of(at)).elements}
    assert not made & {"img", "script", "svg", "iframe", "object", "b", "i", "form", "style"}
    for link in elements(at, "a"):
        assert (link["href"] or "").startswith(("?", "#"))
    for attrs in (attrs for _, attrs in Shown(html_of(at)).elements):
        assert not [name for name in attrs if name.startswith("on")]
    for words in [*labels(at), *(m.value for m in at.markdown), *(box.label for box in at.selectbox)]:
        assert not any(text in words for text in HOSTILE)


def test_hostile_text_is_shown_word_for_word() -> None:
    """A quote of markup is read as it stands in the document."""
    text = text_of(page(q=[WHO]))
    for hostile in HOSTILE:
        assert hostile in text


def test_there_is_one_way_to_make_markup() -> None:
    """Escaping happens in one function, markup is put on the page in one, and no text is rendered as Markdown."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "app.py", *(ROOT / "web").glob("*.py"))}
    everything = "\n".join(sources.values())
    assert everything.count("html.escape(") == 1
    assert everything.count(".html(") == 2  # the style sheet and `show`
    for forbidden in ("unsafe_allow", "st.markdown", "st.write", "st.error", "st.caption", "components.v1"):
        assert forbidden not in everything
