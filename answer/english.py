"""Says Swedish facts in English: bodies with their Swedish name, frequencies, amounts and dates.

Only typed facts are rendered, by rule and glossary; running text is quoted in Swedish and never machine-translated,
since an unverified translation could say what the document does not.
"""

from __future__ import annotations

import re

from answer.facts import NUMBER_WORDS, Fact
from index.glossary import Glossary

_NUMBERS = {n: w for w, n in (("zero", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6),
                              ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12))}  # fmt: skip
_PERIODS = {
    "år": "year", "månad": "month", "vecka": "week", "kvartal": "quarter", "termin": "term", "halvår": "half-year",
    "dag": "day", "dygn": "24 hours", "läsår": "school year", "mandatperiod": "term of office", "planperiod": "plan period",
    "vardag": "weekday", "måndag": "Monday", "tisdag": "Tuesday", "onsdag": "Wednesday", "torsdag": "Thursday",
    "fredag": "Friday", "lördag": "Saturday", "söndag": "Sunday", "tillfälle": "occasion", "timme": "hour",
}  # fmt: skip
_MONTHS = {
    "januari": "January", "februari": "February", "mars": "March", "april": "April", "maj": "May", "juni": "June",
    "juli": "July", "augusti": "August", "september": "September", "oktober": "October", "november": "November",
    "december": "December",
}  # fmt: skip
_ADVERBS = {
    "årligen": "every year (annually)", "årsvis": "annually", "månadsvis": "monthly", "månatligen": "monthly",
    "kvartalsvis": "quarterly", "halvårsvis": "every six months", "terminsvis": "every term", "veckovis": "weekly",
    "dagligen": "daily", "löpande": "continuously", "fortlöpande": "continuously", "kontinuerligt": "continuously",
    "regelbundet": "regularly", "vartannat": "every other", "dygnet runt": "around the clock",
}  # fmt: skip
_ORDINALS = {
    "tredje": "third", "fjärde": "fourth", "femte": "fifth", "sjätte": "sixth", "sjunde": "seventh", "åttonde": "eighth",
    "tionde": "tenth", "fjortonde": "fourteenth",
}  # fmt: skip
_DATE_WORDS = {
    "senast": "by", "från och med": "from", "fr.o.m.": "from", "till och med": "until", "t.o.m.": "until", "före": "before",
    "innan": "before", "efter": "after", "under": "during", "från": "from", "sedan": "since", "till": "until", "den": "",
    "i slutet av": "at the end of", "i början av": "at the beginning of", "våren": "spring", "sommaren": "summer",
    "hösten": "autumn", "vintern": "winter", "årsskiftet": "the turn of the year", "höstterminen": "the autumn term",
    "vårterminen": "the spring term", "läsåret": "the school year", "varje år": "every year", "sista": "the last of",
    "första": "the first of", "halvårsskiftet": "mid-year",
}  # fmt: skip
_UNITS = {
    "dag": "day", "dagar": "days", "arbetsdag": "working day", "arbetsdagar": "working days", "vardagar": "weekdays",
    "kalenderdagar": "calendar days", "dygn": "days", "vecka": "week", "veckor": "weeks", "månad": "month",
    "månader": "months", "år": "years", "timme": "hour", "timmar": "hours", "minut": "minute", "minuter": "minutes",
    "sekunder": "seconds", "terminer": "terms", "termin": "term",
}  # fmt: skip
_LIMITS = {
    "minst": "at least", "högst": "at most", "max": "at most", "cirka": "about", "ca": "about", "ca.": "about",
    "upp till": "up to", "normalt": "normally", "inom": "within", "senast": "at the latest", "under": "during", "i": "for",
}  # fmt: skip
_MULTIPLIERS = {
    "tkr": "thousand", "mkr": "million", "mnkr": "million", "milj": "million", "milj.": "million", "mdkr": "billion",
    "miljoner": "million", "miljoner kronor": "million", "miljarder kronor": "billion", "tusen kronor": "thousand",
    "milj. kr": "million", "milj kr": "million", "milj. kronor": "million",
}  # fmt: skip


def in_english(fact: Fact, glossary: Glossary) -> str | None:
    """The fact in English, or None where no rule can say it."""
    renderers = {"body": lambda t: _body(t, glossary), "frequency": _frequency, "amount": _amount, "share": _share,
                 "date": _date, "duration": _duration, "number": _number}  # fmt: skip
    render = renderers.get(fact.kind)
    return render(fact.text) if render else None


def _body(text: str, glossary: Glossary) -> str | None:
    name = glossary.english_for(text)
    if name is None:
        return None
    small = {"and", "of", "for", "the", "in", "on"}
    titled = " ".join(w if w in small else w[:1].upper() + w[1:] for w in name.split())
    return f"{titled} ({text})"


def _frequency(text: str) -> str | None:
    lowered = text.lower().strip()
    if lowered in _ADVERBS:
        return _ADVERBS[lowered]
    limit, rest = _limit(lowered)
    said = _frequency_core(rest)
    return f"{limit} {said}".strip() if said else None


def _frequency_core(rest: str) -> str | None:
    if match := re.fullmatch(r"(?:varannan|vartannat) (\w+)", rest):
        period = _period(match[1])
        return f"every other {period} (every two {period}s)" if period else None
    if match := re.fullmatch(r"var(?:t|je)? (\w+) (\w+)", rest):
        period = _period(match[2])
        return f"every {_ORDINALS[match[1]]} {period}" if period and match[1] in _ORDINALS else None
    if match := re.fullmatch(r"varje (\w+)", rest):
        period = _period(match[1])
        return f"every {period}" if period else None
    if match := re.fullmatch(r"per (\w+)", rest):
        period = _period(match[1])
        return f"per {period}" if period else None
    pattern = r"(.+?)\s?(gånger|gång|ggr|tillfällen|tillfälle|möten|dagar|dag|tim\w*|träffar)\s?(?:per|/|om|i|varje|under)?\s?(\w+)"
    if match := re.fullmatch(pattern, rest):
        period = "year" if match[3] in ("årligen", "året") else _period(match[3])
        return f"{_times(match[1], match[2])} a {period}" if period else None
    return None


def _times(count: str, unit: str) -> str:
    number = _value(count)
    if unit in ("gånger", "gång", "ggr"):
        return {"1": "once", "2": "twice"}.get(number, f"{_word(number)} times")
    nouns = {"tillfällen": "occasions", "tillfälle": "occasion", "möten": "meetings", "dagar": "days", "dag": "day",
             "träffar": "meetings"}  # fmt: skip
    return f"{_word(number)} {nouns.get(unit, 'hours')}"


def _amount(text: str) -> str | None:
    lowered = text.lower().strip().rstrip(".")
    if "ram" in lowered.split() or lowered.endswith("ram"):
        return "within the existing budget"
    if lowered.startswith(("avgiftsfri", "kostnadsfri", "gratis", "utan kostnad")):
        return "free of charge"
    limit, rest = _limit(lowered)
    pattern = r"([\d   .,]+|\w+) ?(miljoner kronor|miljarder kronor|tusen kronor|milj\. ?kr(?:onor)?|kronor|kr|tkr|mkr|mnkr|mdkr|milj\.?|miljoner|:-|sek|euro) ?(?:(?:/|per|om) ?([\wåäö ]+))?"
    match = re.fullmatch(pattern, rest)
    if not match:
        return None
    number = _grouped(_value(match[1].strip()))
    scale = _MULTIPLIERS.get(match[2], "")
    currency = "EUR" if match[2] == "euro" else "SEK"
    per = ""
    if match[3]:
        unit = match[3].strip()
        per = f" per {_period(unit.split()[0]) or unit}"
    return " ".join(p for p in (limit, currency, number, scale) if p) + per


def _share(text: str) -> str:
    number = re.sub(r"\s*(?:%|procentenheter|procent)$", "", text, flags=re.IGNORECASE)
    unit = "percentage points" if "procentenhet" in text.lower() else "per cent"
    return f"{_value(number.lower()).replace(',', '.')} {unit}"


def _date(text: str) -> str:
    said = text.lower()
    for swedish, english in (*_DATE_WORDS.items(), *_MONTHS.items()):
        said = re.sub(rf"(?<!\w){re.escape(swedish)}(?!\w)", english, said)
    return " ".join(said.split())


def _duration(text: str) -> str | None:
    within, rest = _limit(text.lower())
    limit, rest = _limit(rest)
    limit = f"{within} {limit}".strip()
    match = re.fullmatch(r"(.+?) (\w+)", rest)
    if not match or match[2] not in _UNITS:
        return None
    number = _value(match[1])
    unit = _UNITS[match[2]]
    unit = unit.removesuffix("s") if number == "1" else unit
    return f"{limit} {_word(number)} {unit}".strip()


def _number(text: str) -> str:
    return _grouped(_value(text.lower()))


def _limit(text: str) -> tuple[str, str]:
    for swedish, english in _LIMITS.items():
        if text.startswith(swedish + " "):
            return english, text[len(swedish) + 1 :]
    return "", text


def _period(word: str) -> str | None:
    for ending in ("", "et", "en", "n", "an", "t"):
        base = word.removesuffix(ending) if ending else word
        if base in _PERIODS:
            return _PERIODS[base]
        if base + "a" in _PERIODS:
            return _PERIODS[base + "a"]
    return None


def _value(words: str) -> str:
    return str(NUMBER_WORDS[words]) if words in NUMBER_WORDS else words


def _word(number: str) -> str:
    return _NUMBERS.get(int(number), number) if number.isdigit() else number


def _grouped(number: str) -> str:
    """Swedish digits in English: "1 530" → "1,530", "1,1" → "1.1"."""
    whole, _, decimals = re.sub(r"[   .](?=\d{3})", "", number).partition(",")
    grouped = f"{int(whole):,}" if whole.isdigit() else whole
    return f"{grouped}.{decimals}" if decimals else grouped
