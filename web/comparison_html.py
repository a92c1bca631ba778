"""A comparison as markup: the same for the page of the application and for the file of `styrdok compare --format html`.

Words are `ins` and `del` with their labels as text, which screen readers say where they pass over the elements; every
change is an element with its address as id. All text of the documents is escaped by `web.markup`.
"""

from __future__ import annotations

from collections.abc import Callable

from answer.comparison_records import Change, Comparison, Quote, SectionPair, Words
from answer.comparison_wording import field_name, folded, kind_name, place, remarks, say, section_name
from ingest.records import Document
from web.markup import Child, Html, join, tag
from web.words import Language

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}
article{border-left:.25rem solid #6b7280;padding:.25rem .75rem;margin:.75rem 0}
ins{background:#d9f2dd;color:#0f4020;text-decoration:underline}del{background:#fbdddd;color:#6e1414}
blockquote{margin:.5rem 0;white-space:pre-line}.sd-meta{color:#4b5563;font-size:.875rem;margin:.25rem 0}
table{border-collapse:collapse}th,td{border:1px solid #9ca3af;padding:.25rem .5rem;text-align:left;vertical-align:top}
.sd-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sd-two{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem}
"""

LinkTo = Callable[[Quote, str], Html | str]
"""How a place in a document is shown: a link that opens it, or its name alone."""


def comparison_page(comparison: Comparison, language: Language) -> str:
    """A page of its own, complete and without anything from elsewhere."""
    title = f"{say(language, 'title')}: {comparison.a.doc_id} → {comparison.b.doc_id}"
    head = join(
        [
            Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            tag("title", title),
            Html(f"<style>{_STYLE}</style>"),
        ]
    )
    body = tag("main", tag("h1", title), comparison_html(comparison, language, link_to=lambda _, name: name))
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', body), lang=language).source}\n"


def comparison_html(comparison: Comparison, language: Language, *, link_to: LinkTo) -> Html:
    """Remarks, facts that differ, and every section with its changes; unchanged sections are one list."""
    parts: list[Child] = [
        tag("p", *_document(document, language), class_="sd-meta") for document in (comparison.a, comparison.b)
    ]
    parts += [tag("p", remark) for remark in remarks(comparison, language)]
    if comparison.facts:
        parts += [tag("h2", say(language, "facts")), _facts(comparison, language)]
    quiet: list[Html] = []
    for section in comparison.sections:
        if section.changes:
            parts += _folded(quiet, language)
            quiet = []
            parts.append(_section(section, comparison, language, link_to))
        else:
            name = tag("span", section_name(section, language), lang="sv")
            quiet.append(tag("li", name, f" ({folded(section, comparison, language)})"))
    parts += _folded(quiet, language)
    return tag("div", *parts, class_="sd-comparison")


def words_html(words: Words, language: Language) -> Html:
    """The words of a change: deleted and inserted ones marked, and said to be."""
    pieces: list[Child] = []
    for operation, text in words:
        if operation == "equal":
            pieces.append(text)
            continue
        name, label = ("del", "old") if operation == "delete" else ("ins", "new")
        unseen = tag("span", f"[{say(language, label)}: ", class_="sd-unseen", lang=language)
        pieces += [
            tag(name, unseen, text.rstrip(), tag("span", "]", class_="sd-unseen")),
            text[len(text.rstrip()) :] or " ",
        ]
    return tag("blockquote", *pieces, lang="sv")


def _document(document: Document, language: Language) -> list[Child]:
    """What a document is: its id, title, municipality and decision status."""
    name = tag("span", ", ".join(one for one in (document.title, document.municipality) if one), lang="sv")
    return [f"{document.doc_id}: ", name, f", {say(language, document.status)}"]


def _facts(comparison: Comparison, language: Language) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", field_name(fact.field, language), scope="row"),
            tag("td", fact.value_a, lang="sv"),
            tag("td", fact.value_b, lang="sv"),
        )
        for fact in comparison.facts
    ]
    columns = ("", comparison.a.doc_id, comparison.b.doc_id)
    head = tag("tr", *(tag("th", name, scope="col") if name else tag("td") for name in columns))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="sd-table")
    label = say(language, "facts")
    return tag("div", table, class_="sd-scroll", role="region", aria_label=label, tabindex="0")


def _folded(quiet: list[Html], language: Language) -> list[Html]:
    """Sections without changes behind a line that opens them."""
    if not quiet:
        return []
    summary = tag("summary", say(language, "quiet", n=len(quiet)))
    return [tag("details", summary, tag("ul", *quiet))]


def _section(section: SectionPair, comparison: Comparison, language: Language, link_to: LinkTo) -> Html:
    rest = folded(section, comparison, language)
    return tag(
        "section",
        tag(
            "h2",
            section_name(section, language),
            lang="sv" if section.heading_path_a or section.heading_path_b else None,
        ),
        *(_change(change, language, link_to) for change in section.changes),
        *([tag("p", rest, class_="sd-meta")] if rest else []),
    )


def _change(change: Change, language: Language, link_to: LinkTo) -> Html:
    where: list[Child] = []
    for quote in (change.a, change.b):
        if quote:
            where += [" → " if where else "", link_to(quote, place(quote, language))]
    head = tag("p", tag("strong", kind_name(change, language)), " ", *where, class_="sd-meta")
    notes = [tag("p", say(language, note), class_="sd-note") for note in change.notes]
    if change.aligned_by == "meaning":
        said = tag("div", *(_side(quote) for quote in (change.a, change.b) if quote), class_="sd-two")
    else:
        said = words_html(change.words, language)
    return tag("article", head, said, *notes, id=change.change_id, class_=f"sd-change sd-{change.kind}")


def _side(quote: Quote) -> Html:
    path = [tag("p", " › ".join(quote.heading_path), class_="sd-meta")] if quote.heading_path else []
    return tag("div", *path, tag("blockquote", quote.quote), lang="sv")
