"""Runs the application without a browser, and reads what it shows the way a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import app_cases
from streamlit.testing.v1 import AppTest


def page(failure: str = "", **address: Any) -> AppTest:
    """The application run once at an address."""

    def script(failure: str) -> None:
        from app_cases import engine

        from app import main

        main(engine(failure))

    at = AppTest.from_function(script, args=(failure,), default_timeout=30)
    for key, value in address.items():
        at.query_params[key] = value
    app_cases.CALLS.clear()
    return at.run()


class Shown(HTMLParser):
    """What a browser would show of markup, and the elements it would make."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def html_of(at: AppTest) -> str:
    """All markup of the page but its style sheet."""
    return "".join(element.body for element in at.html if not element.body.startswith("<style>"))


def text_of(at: AppTest) -> str:
    """All text of the page's markup as a browser shows it."""
    return Shown(html_of(at)).text


def elements(at: AppTest, name: str, class_: str = "") -> list[dict[str, str | None]]:
    """The attributes of every element of a name and class."""
    found = Shown(html_of(at)).elements
    return [attrs for tag_name, attrs in found if tag_name == name and class_ in (attrs.get("class") or "")]


def labels(at: AppTest) -> list[str]:
    """The labels of the page's buttons."""
    return [button.label for button in at.button]


def said(at: AppTest, key: str) -> list[str]:
    """The values of a parameter of the page's address."""
    values: str | list[str] = at.query_params[key]
    return [values] if isinstance(values, str) else list(values)


def press(at: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    return next(button for button in at.button if button.label == label).click().run()
