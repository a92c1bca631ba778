"""Which municipality a document belongs to, in the form the document writes it."""

from __future__ import annotations

import re
from collections import Counter

from ingest.metadata_words import evidence
from ingest.municipalities import OFFICIAL_NAMES, fold
from ingest.records import Evidence

_OFFICIAL = {fold(name) for name in OFFICIAL_NAMES}
_SPELLINGS: dict[str, list[str]] = {}
for _official in OFFICIAL_NAMES:
    _SPELLINGS.setdefault(fold(_official), []).append(_official)
# Words that stand before 'kommun' or 'stad' without naming one
_NO_NAME = frozenset(
    "en ett varje vår våra vilken vilka samma hela alla all annan sin sina den denna din er ny nya hållbar svensk "
    "svenska sveriges berörd respektive egen någon ingen i för av till från som och om med på inom hos enligt region "
    "attraktiv levande modern smart trygg växande vacker vi är har grön god tät öppen innovativ".split()
)
_FIRST_PARTS = frozenset("västra östra norra södra stora lilla nya gamla upplands dals malung sankt övre nedre".split())
_WORD = r"[A-ZÅÄÖÉ][\w’'-]{1,30}"
_NAMED = re.compile(rf"\b(?P<name>(?:{_WORD}[ ])?{_WORD})[ ](?P<form>kommun|stad|KOMMUN|STAD|Kommun|Stad)(?:s|S)?\b")
_CAPITALISED = re.compile(rf"\b{_WORD}(?:[ -]{_WORD})?")
_COUNCIL = re.compile(rf"\b[Kk]ommun(?:fullmäktige|styrelsen)[ ]i[ ](?P<name>{_WORD})")
_HEAD = 1500  # characters of a title page: what stands there names the owner more surely than the body does
_HEAD_WEIGHT = 8
_MIN_BARE = 3  # mentions of a town's name alone before it is taken for the municipality


def find_municipality(text: str) -> Evidence | None:
    """The municipality named most, the title page weighing more; None where none is named."""
    scores: Counter[str] = Counter()
    forms: dict[str, list[tuple[str, int, int]]] = {}
    for match in _NAMED.finditer(text):
        name, start = _proper_name(match["name"], match.start())
        if name is None:
            continue
        key = _key(name)
        end = match.end("form")
        scores[key] += _HEAD_WEIGHT if start < _HEAD else 1
        forms.setdefault(key, []).append((text[start:end], start, end))
    if not scores:
        return _of_council(text) or _bare_name(text)
    ranked = _merge_misreadings(scores, forms).most_common(2)
    if len(ranked) == 2 and ranked[0][1] < _HEAD_WEIGHT:
        # none on the title page: a body text also names neighbours, customers and partners, and one of them may lead
        mentions = [len(re.findall(rf"\b{re.escape(forms[key][0][0].split()[0][:-1])}", text)) for key, _ in ranked]
        if ranked[0][1] < 2 * ranked[1][1] and mentions[0] < 2 * mentions[1]:
            return None
    return _best_form(text, forms[ranked[0][0]])


def _of_council(text: str) -> Evidence | None:
    """'Till kommunfullmäktige i Åsemyra' names the municipality though 'kommun' stands nowhere."""
    match = _COUNCIL.search(text, 0, _HEAD)
    return evidence(text, match.span("name"), *match.span()) if match else None


def _proper_name(name: str, start: int) -> tuple[str | None, int]:
    """The municipality in '... Norrviks' before 'stad': two words only where the name has two."""
    words = name.split()
    if len(words) == 2:
        two = fold(name).replace("-", " ")
        is_two = two in _OFFICIAL or two.removesuffix("s") in _OFFICIAL or words[0].casefold() in _FIRST_PARTS
        if not is_two:
            start += len(words[0]) + 1
            name = words[1]
    return (None if name.casefold() in _NO_NAME else name), start


def _key(name: str) -> str:
    key = fold(name).replace("-", " ")
    return key.removesuffix("s") if key not in _OFFICIAL else key


def _merge_misreadings(scores: Counter[str], forms: dict[str, list[tuple[str, int, int]]]) -> Counter[str]:
    """Adds to an official name what OCR made of it ('Bords Stad', 'Boris Stad' beside 'Boras Stad')."""
    merged = Counter(scores)
    for key in scores:
        if key not in _OFFICIAL:
            continue
        for other in scores:
            if other not in _OFFICIAL and abs(len(other) - len(key)) <= 1 and _differences(key, other) <= 1:
                merged[key] += scores[other]
    return merged


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=False))


def _best_form(text: str, forms: list[tuple[str, int, int]]) -> Evidence:
    """The commonest spelling, one with diacritics and without capitals throughout before one without."""
    counts = Counter(" ".join(form.split()) for form, _, _ in forms)
    official = set(OFFICIAL_NAMES)

    def rank(form: str) -> tuple[bool, bool, int]:
        name = form.rsplit(" ", 1)[0]
        return (not form.isupper(), name in official or name.removesuffix("s") in official, counts[form])

    best = max(counts, key=rank)
    start, end = next((start, end) for form, start, end in forms if " ".join(form.split()) == best)
    # capitals are a title page's typography, no part of the name
    name, form = best.rsplit(" ", 1)
    shown = f"{name.title()} {form.lower()}" if best.isupper() else best
    return evidence(text, _respelt(shown), start, end)


def _respelt(shown: str) -> str:
    """'Boras Stad' as 'Borås Stad': an official name that lacks its diacritics and can be no other."""
    name, _, form = shown.rpartition(" ")
    for written, ending in ((name, ""), (name.removesuffix("s"), "s")):
        spelt = _SPELLINGS.get(fold(written), [])
        if len(spelt) == 1 and written.isascii() and spelt[0] != written:
            return f"{spelt[0]}{ending} {form}"
    return shown


def _bare_name(text: str) -> Evidence | None:
    """An official name without 'kommun' that recurs ('Uddevalla'), where no municipality is named in full."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in _CAPITALISED.finditer(text):
        for name in (match.group(), match.group().split(" ")[0]):
            key = fold(name).replace("-", " ")
            key = key if key in _OFFICIAL else key.removesuffix("s")
            if key in _OFFICIAL and name[:1].isupper():
                counts[key] += 1
                span = (match.start(), match.start() + len(name))
                if key not in first or (fold(text[slice(*span)]) == key and fold(text[slice(*first[key])]) != key):
                    first[key] = span
                break
    if not counts:
        return None
    key, count = counts.most_common(1)[0]
    return evidence(text, first[key], *first[key]) if count >= _MIN_BARE else None
