"""Small steps that all pages take: put markup on the page, go to another view, offer a choice or a way onwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from PIL import Image, ImageDraw

from web.markup import Html
from web.view import View


def show(html: Html, place: Any = st) -> None:
    """Put finished markup on the page; the one way there."""
    place.html(html.source)


def go(view: View) -> None:
    """Make `view` what the page shows: only its address changes, the next run does the rest."""
    st.query_params.from_dict(view.params())


def choose(label: str, options: dict[str, str], current: str, then: Callable[[Any], None]) -> None:
    """A choice of one among a few; `then` is told the new one."""
    key = f"sd-choice-{','.join(options)}"
    st.session_state[key] = current
    st.radio(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        horizontal=True,
        on_change=lambda: then(st.session_state[key]),
    )


def way(label: str, view: View, key: str, *, possible: bool = True) -> None:
    """A button that leads to another view."""
    st.button(label, key=key, on_click=go, args=(view,), disabled=not possible)


@cache
def icon() -> Image.Image:
    """The page's own sign: a written sheet. Streamlit would fetch an emoji or a symbol from elsewhere."""
    image = Image.new("RGB", (32, 32), "#0b5282")
    draw = ImageDraw.Draw(image)
    draw.rectangle((7, 4, 24, 27), fill="#ffffff")
    for y, right in ((9, 21), (14, 21), (19, 21), (24, 16)):
        draw.line((10, y, right, y), fill="#0b5282", width=2)
    return image
