"""The only maker of HTML in the application: text from documents and questions is escaped here and nowhere else.

`tag` takes plain strings and `Html`; a plain string is always escaped, so no caller can forget to. Nothing is ever
rendered as Markdown, which would run `[x](javascript:…)`, fetch images and swallow characters of a quote.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Html:
    """Finished markup; only `tag` and `join` make it."""

    source: str


Child = Html | str


def tag(name: str, *children: Child, **attributes: str | None) -> Html:
    """An element; `class_` is the attribute class, `data_open` is data-open, and None leaves an attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{join(children).source}</{name}>")


def join(children: Iterable[Child]) -> Html:
    """Children one after another."""
    return Html("".join(child.source if isinstance(child, Html) else _escape(child) for child in children))


def _escape(text: str) -> str:
    """Text as HTML that shows exactly that text; line breaks as references, which no later step trims."""
    return html.escape(text, quote=True).replace("\n", "&#10;").replace("\t", "&#9;")
