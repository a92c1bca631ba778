"""Numbers, amounts, shares, durations, frequencies and dates of a sentence, Swedish or English, as comparable values.

"1 530 tkr per år" and "SEK 1,530 thousand a year" give the same values, "vartannat år" and "every two years" too;
"vartannat år" and "årligen" do not, nor "minst två" and "två". A value keeps its limit ("at least", "until"), because
a number without it says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from answer.facts import NUMBER_WORDS
from index.terms import fold
from ingest.dates import MONTHS, find_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value that a sentence states: `kind` is its unit ("kr", "%", "every", "date", "" for a bare number).

    `at` is where it begins in `plain(text)`, its limit included, and `end` where it ends.
    """

    kind: str
    value: str
    limit: str
    at: int
    end: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What has to agree."""
        return self.kind, self.value, self.limit


_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_WORDS = (
    {fold(word): value for word, value in NUMBER_WORDS.items()} | {word: n for n, word in enumerate(_ENGLISH)} | _TENS
)
_ORDINALS = {
    word: n
    for n, each in {
        2: "andra second other", 3: "tredje third", 4: "fjarde fourth", 5: "femte fifth", 6: "sjatte sixth",
        7: "sjunde seventh", 8: "attonde eighth", 9: "nionde ninth", 10: "tionde tenth", 14: "fjortonde fourteenth",
    }.items()
    for word in each.split()
}  # fmt: skip
_SCALES = {
    "tkr": 10**3, "tusen": 10**3, "thousand": 10**3, "mkr": 10**6, "mnkr": 10**6, "msek": 10**6, "ksek": 10**3,
    "milj": 10**6, "miljon": 10**6, "miljoner": 10**6, "million": 10**6, "mdkr": 10**9, "miljard": 10**9,
    "miljarder": 10**9, "billion": 10**9,
}  # fmt: skip
_MONEY = frozenset("kr kronor krona tkr mkr mnkr mdkr msek ksek sek kronors".split())
_UNITS: Mapping[str, str] = {
    form: kind
    for kind, forms in {
        "%": "% procent percent", "%-points": "procentenhet procentenheter", "euro": "euro eur €",
        "minute": "minut minuter minute minutes", "hour": "timme timmar tim hour hours",
        "day": "dag dagar dygn day days", "working day": "arbetsdag arbetsdagar vardag vardagar weekday weekdays",
        "week": "vecka veckor week weeks", "month": "manad manader month months", "year": "ar arig ariga year years",
        "term": "termin terminer term terms semester semesters", "time": "gang ganger ggr time times",
        "meeting": "mote moten traff traffar meeting meetings",
    }.items()
    for form in forms.split()
}  # fmt: skip
# periods in months, where they can be said in months
_MONTHS_IN: Mapping[str, int] = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}
_PERIODS: Mapping[str, str] = {
    form: period
    for period, forms in {
        "year": "ar aret year years yr annum", "half-year": "halvar halvaret half-year",
        "quarter": "kvartal kvartalet quarter quarters", "month": "manad manaden manader month months",
        "week": "vecka veckan veckor week weeks", "day": "dag dagen dagar dygn dygnet day days",
        "term": "termin terminen terminer term terms semester semesters", "school year": "lasar lasaret",
        "term of office": "mandatperiod mandatperioden",
    }.items()
    for form in forms.split()
}  # fmt: skip
_ADVERBS: Mapping[str, str] = {
    "arligen": "year", "arsvis": "year", "arlig": "year", "arliga": "year", "arligt": "year", "annually": "year",
    "yearly": "year", "annual": "year", "manadsvis": "month", "manatligen": "month", "monthly": "month",
    "kvartalsvis": "quarter", "quarterly": "quarter", "halvarsvis": "half-year", "halvarligen": "half-year",
    "terminsvis": "term", "veckovis": "week", "weekly": "week", "dagligen": "day", "daily": "day",
    "biannually": "half-year", "semi-annually": "half-year",
}  # fmt: skip
_UNMEASURED: Mapping[str, str] = {
    "lopande": "continuously", "fortlopande": "continuously", "kontinuerligt": "continuously",
    "continuously": "continuously", "ongoing": "continuously", "regelbundet": "regularly", "regelbunden": "regularly",
    "regularly": "regularly", "regular": "regularly",
}  # fmt: skip
_LIMITS: Mapping[str, str] = {
    form: limit
    for limit, forms in {
        "min": "minst|lagst|atminstone|at least|no less than|not less than|minimum",
        "max": "hogst|max|maximalt|som mest|upp till|at most|up to|no more than|not more than|maximum",
        "about": "cirka|ca|omkring|ungefar|runt|about|approximately|around|roughly",
        "more": "mer an|fler an|over|more than|above", "less": "mindre an|farre an|less than|fewer than|below",
        # "under 2024" is during, "under 5 procent" below: as ambiguous as it is written
        "under": "under|during",
        "within": "inom|within", "by": "senast|fore|innan|by|before|no later than|at the latest",
        "until": "till och med|t.o.m.|t.o.m|tom|till|fram till|until|to|through|up until|up to and including",
        "from": "fran och med|fr.o.m.|fr.o.m|from|fran|sedan|since|starting|as of", "after": "efter|after",
    }.items()
    for form in forms.split("|")
}  # fmt: skip
_LIMIT = re.compile(
    rf"(?:^|(?<=[\s(:,]))({'|'.join(re.escape(form) for form in sorted(_LIMITS, key=len, reverse=True))})"
    r"[ .:]*(?:(?:den|the|ar|year|sek|a|i slutet av|end of) )*$"
)
_FIGURE = r"\d{1,3}(?:[ .,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_WORDY = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = re.compile(rf"(?<![\w])(?:{_FIGURE}|(?:{_WORDY})(?!\w))")
_AFTER = re.compile(r"\s?(%|€|:-|[a-z]+)\.?(?:\s?([a-z]+))?")
_PERIOD = "|".join(sorted(_PERIODS, key=len, reverse=True))
_NTH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_EVERY = re.compile(
    rf"(?:(?<!\w)|(?=/))(?:(?P<two>varannan|vartannat) (?P<p1>{_PERIOD})\b"
    rf"|(?:var(?:t|je)?|every) (?P<nth>{_NTH}) (?P<p2>{_PERIOD})\b"
    rf"|(?:every|var|vart) (?P<n>\d+|{_WORDY}) (?P<p3>{_PERIOD})\b"
    rf"|(?P<times>\d+|{_WORDY}|once|twice)(?: ganger| gang| ggr| times?)?(?: |/)"
    rf"(?:per|om|i|under|varje|/|a|an|each|every|in a) ?(?P<p4>{_PERIOD})\b"
    rf"|(?P<times2>\d+|{_WORDY}|once|twice)(?: ganger| gang| ggr| times)? (?P<adverb2>arligen|annually|yearly)\b"
    rf"|(?:(?:varje|each|every|per|a) |/ ?)(?P<p5>{_PERIOD})\b"
    r"|(?:om|i) (?P<p6>aret|manaden|veckan|dagen|dygnet|kvartalet)\b"
    rf"|(?P<adverb>{'|'.join(_ADVERBS)})\b|(?P<vague>{'|'.join(_UNMEASURED)})\b)"
)
_ENGLISH_MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = {fold(name): n for n, name in enumerate(MONTHS, 1)} | {name: n for n, name in enumerate(_ENGLISH_MONTHS, 1)}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
# "may" is a verb as well: it is a month only beside a figure
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?::[ae]|st|nd|rd|th)?(?: of)? (?P<m1>{_NAMES})(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_NAMES}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_NAMES}) (?P<y3>\d{{4}})|(?P<m4>(?!may\b)(?:{_NAMES})))\b"
)


def quantities(text: str) -> list[Quantity]:
    """Every value that `text` states, in order; none of its digits is left out."""
    said = plain(text)
    found: list[Quantity] = []
    for finder in (_dates, _frequencies, _numbers):
        taken = [(one.at, one.end) for one in found]
        found += [one for one in finder(said) if not any(one.at < end and at < one.end for at, end in taken)]
    return sorted(found, key=lambda one: one.at)


def plain(text: str) -> str:
    """Folded, on one line, with plain spaces and hyphens and the words of two that are one unit joined."""
    said = " ".join(re.sub(r"[\u00a0\u202f\u2009]", " ", fold(text)).split())
    said = re.sub("[‐‑–—−]", "-", said)
    return said.replace("per cent", "percent").replace("percentage points", "procentenheter")


def _limit_before(said: str, at: int) -> tuple[str, int]:
    """The limit before a value and where it begins, or nothing and where the value does."""
    window = max(0, at - 40)
    match = _LIMIT.search(said[window:at])
    return (_LIMITS[match[1]], window + match.start(1)) if match else ("", at)


def _dates(said: str) -> Iterator[Quantity]:
    spans: list[tuple[int, int]] = []
    for match in _DATE.finditer(said):
        for n in "1234":
            if match.groupdict().get(f"m{n}"):
                day, year = match.groupdict().get(f"d{n}"), match.groupdict().get(f"y{n}")
                iso = f"{year or '????'}-{_MONTH[match[f'm{n}']]:02d}" + (f"-{int(day):02d}" if day else "")
                spans.append(match.span())
                yield _date(said, iso, *match.span())
    for one in find_dates(said):
        if not any(one.start < end and at < one.end for at, end in spans):
            yield _date(said, one.iso, one.start, one.end)


def _date(said: str, iso: str, at: int, end: int) -> Quantity:
    limit, begins = _limit_before(said, at)
    # a range says from and until: "2023-2026"
    if not limit and re.match(r" ?- ?\d{4}\b", said[end:]):
        limit = "from"
    elif re.search(r"\d{4} ?- ?$", said[:at]):
        limit = "until"
    return Quantity(kind="date", value=iso, limit=limit, at=begins, end=end)


def _frequencies(said: str) -> Iterator[Quantity]:
    for match in _EVERY.finditer(said):
        group = match.groupdict()
        limit, begins = _limit_before(said, match.start())
        if vague := group["vague"]:
            yield Quantity(kind="every", value=_UNMEASURED[vague], limit=limit, at=begins, end=match.end())
            continue
        times, each = 1, 1
        if adverb := group["adverb"]:
            period = _ADVERBS[adverb]
        else:
            written = next((group[p] for p in ("p1", "p2", "p3", "p4", "p5", "p6") if group[p]), None)
            period = _PERIODS[written] if written else _ADVERBS[group["adverb2"]]
        if group["two"]:
            each = 2
        elif group["nth"]:
            each = _ORDINALS[group["nth"]]
        elif group["n"]:
            each = _whole(group["n"])
        elif count := group["times"] or group["times2"]:
            times = _whole(count)
        if each == 0:
            continue
        rate = Fraction(times, each * _MONTHS_IN.get(period, 1))
        unit = "month" if period in _MONTHS_IN else period
        yield Quantity(kind="every", value=f"{rate} a {unit}", limit=limit, at=begins, end=match.end())


def _whole(written: str) -> int:
    return {"once": 1, "twice": 2}.get(written) or (int(written) if written.isdigit() else _WORDS[written])


def _numbers(said: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(said):
        written = match[0]
        is_article = written in ("en", "ett", "one")
        value = Fraction(_WORDS[written]) if written in _WORDS else _value(written)
        unit, end = "", match.end()
        after = _AFTER.match(said, match.end())
        first, second = (after[1], after[2]) if after else ("", None)
        if first in _SCALES and not (is_article and first not in ("miljon", "million")):
            value *= _SCALES[first]
            unit = "kr" if first in _MONEY or second in _MONEY else ""
        elif first in _MONEY or first == ":-":
            unit = "kr"
        elif first in _UNITS:
            unit = _UNITS[first]
        if after and (unit or first in _SCALES):
            end = after.end(1)
        if re.search(r"\b(?:sek|kr) ?$", said[: match.start()]):
            unit = "kr"
        elif re.search(r"\b(?:eur|euro) ?$|€ ?$", said[: match.start()]):
            unit = "euro"
        if is_article and unit in ("", "time", "meeting", "term"):
            continue  # an article far more often than a number
        limit, begins = _limit_before(said, match.start())
        yield Quantity(kind=unit, value=str(value), limit=limit, at=begins, end=end)


def _value(written: str) -> Fraction:
    """Figures with whatever parts their thousands; a point or comma before three digits does."""
    if re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?", written):
        head, tail = (written, "")
        if re.search(r"[.,]\d{1,2}$", written):
            head, tail = re.split(r"[.,](?=\d{1,2}$)", written)
        return Fraction(re.sub(r"[ .,]", "", head) + (f".{tail}" if tail else ""))
    return Fraction(written.replace(",", "."))
