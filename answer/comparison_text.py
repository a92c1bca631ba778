"""A comparison as plain text for a terminal: `+` added, `-` removed, `~` changed, words as [-old-]{+new+}.

The marks of words are those of GNU wdiff, so that nothing hangs on colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from answer.comparison_records import Change, Comparison, SectionPair, Words
from answer.comparison_wording import field_name, folded, place, remarks, say, section_name
from answer.records import Language

_WIDTH = 100
_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def comparison_text(comparison: Comparison, language: Language) -> str:
    """The whole comparison; unchanged sections are a line each."""
    lines = [f"{comparison.a.doc_id} → {comparison.b.doc_id}"]
    for mark, document in (("-", comparison.a), ("+", comparison.b)):
        known = (document.title, document.municipality or "", say(language, document.status))
        lines.append(f"{mark} {', '.join(one for one in known if one)}")
    lines += ["", *(_filled(remark) for remark in remarks(comparison, language))]
    if comparison.facts:
        lines += ["", f"{say(language, 'facts')}:"]
        lines += [
            _filled(f"{field_name(fact.field, language)}: [-{fact.value_a}-] {{+{fact.value_b}+}}", indent="  ")
            for fact in comparison.facts
        ]
    for section in comparison.sections:
        lines += _section(section, comparison, language)
    return "\n".join(lines)


def _section(section: SectionPair, comparison: Comparison, language: Language) -> Iterator[str]:
    rest = folded(section, comparison, language)
    if not section.changes:
        yield f"  {section_name(section, language)} ({rest})"
        return
    yield ""
    yield f"{section_name(section, language)}{f' ({rest})' if rest else ''}"
    for change in section.changes:
        yield from _change(change, language)
    yield ""


def _change(change: Change, language: Language) -> Iterator[str]:
    where = " → ".join(place(quote, language) for quote in (change.a, change.b) if quote)
    mark = "≈" if change.aligned_by == "meaning" else _MARKS[change.kind]
    yield f"  {mark} {change.change_id}  ({where})"
    if change.aligned_by == "meaning":
        for sign, quote in (("-", change.a), ("+", change.b)):
            if quote:
                head = f"{sign} {' › '.join(quote.heading_path)}: " if quote.heading_path else f"{sign} "
                yield _filled(head + " ".join(quote.quote.split()), indent="      ")
    else:
        yield _filled(marked(change.words), indent="      ")
    for note in change.notes:
        yield _filled(f"({say(language, note)})", indent="      ")


def marked(words: Words) -> str:
    """Words with deleted and inserted ones bracketed: "var [-tredje-] {+fjärde+} vecka"."""
    pieces = []
    for operation, text in words:
        said = " ".join(text.split())
        pieces.append({"equal": said, "delete": f"[-{said}-]", "insert": f"{{+{said}+}}"}[operation])
    return " ".join(piece for piece in pieces if piece)


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
