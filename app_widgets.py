"""Small steps that all pages take: put markup on the page, go to another view, offer a choice or a way onwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from app_html import Html
from app_view import View


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
