"""The text the encoder sees for a passage: what the passage says, after where it stands.

A paragraph such as "Follow-up is made every second year" names neither the programme nor the municipality it belongs
to. Setting title, municipality and headings before the text gave five points of recall@5 by itself (measured while the
encoder was developed). The index and the training use this one function, so that they cannot drift apart.
"""

from collections.abc import Sequence


def contextual_text(*, title: str, municipality: str, headings: Sequence[str], text: str) -> str:
    """``title | municipality | heading > heading | text`` on one line; empty parts are left out.

    White space inside each part is collapsed, since a line break in a stored document says nothing about its meaning.
    """
    path = " > ".join(heading for heading in map(_one_line, headings) if heading)
    parts = (_one_line(title), _one_line(municipality), path, _one_line(text))
    return " | ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
