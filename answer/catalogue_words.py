"""The words, folded, that questions about the collection are made of, and how misspelt ones are mended."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from index.terms import STOP_WORDS

# what documents are called: as one that is known ("planen"), as any or many ("planer")
NOUNS: tuple[tuple[str, str, str], ...] = (
    ("", r"(?:styr)?dokumentet|document", r"(?:styr)?dokument|(?:styr)?dokumenten|documents"),
    ("program", r"programmet|programme|program", r"program|programmen|programs|programmes"),
    ("handlingsplan", r"handlingsplanen|handlingsplan|action plan", r"handlingsplaner|handlingsplanerna|action plans"),
    ("plan", r"planen|plan", r"planer|planerna|plans"),
    ("policy", r"policyn|policy", r"policyer|policyerna|policys|policies"),
    ("riktlinje", r"riktlinjen|riktlinje|guideline", r"riktlinjer|riktlinjerna|guidelines"),
    ("strategi", r"strategin|strategi|strategy", r"strategier|strategierna|strategies"),
    ("reglemente", r"reglementet|reglemente", r"reglementen|reglementena|rules of procedure"),
    ("taxa", r"taxan|taxa|tariff", r"taxor|taxorna|tariffs"),
)
THE_DOCUMENTS = re.compile(
    r"\b(?:\w*(?:dokumenten|programmen|planerna|policyerna|riktlinjerna|strategierna|reglementena|taxorna)"
    r"|the (?:\w+ ){0,3}(?:documents|programmes|programs|plans|policies|guidelines|strategies))\b"
)
"""All the documents there are."""
PLAIN = re.compile(r"\b(?:policy|governing|steering|municipal|planning) (?=documents?\b)")
"""Adjectives that make no document a policy or a plan."""
WHICH = r"(?:vilka|vilken|vilket|vilke|which|what|varje|each|every|any|alla|samtliga|all|nagra|nagot|nagon)"


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of the words, whole."""
    return re.compile(rf"\b(?:{'|'.join(word for pattern in patterns for word in pattern.split(' / '))})\b")


WHEN = _any(
    "nar / when / datum / (?<!out of )dates? / (?:vilket|vilka|which|what) (?:ar|years?) / hur lange / how long"
)
EACH = _any(
    "varje / vart och ett / var och en / respektive / de olika / samtliga / alla / each / every / the various / all"
)
ADOPT = _any(
    "antogs / antagen / antaget / antagna / antas / anta / faststalldes / faststalld / faststallda / faststallt",
    "beslutades / beslutade / beslutad / beslutats / klubbades / adopted / adoption / approved / decided / passed",
)
ENDS = _any(
    "(?:gar|ga|gick) (?:\\w+ )?ut / (?:loper|lopa|lopte) (?:\\w+ )?ut / upphor / upphora / upphorde / slutar / sluta",
    "slutdatum / expires? / expiring / runs? out / running out / ends? / end dates?",
)
ENDED = _any(
    "(?:gatt|lopt) ut / utgangna / utgangen / utganget / utgatt / upphort / slutat / inaktuella? / foraldrade?",
    "ersatts / ersatta? / upphavda? / upphavts / (?:inte|ej|no|not) (?:\\w+ )?(?:langre|longer)",
    "inte (?:galler|gallande|giltiga?|aktuella?) / not (?:in force|valid) / expired / lapsed / (?:run|ran) out",
    "outdated / out of date / ended / replaced / superseded / repealed",
)
PROPOSED = _any(
    "forslag / forslaget / forslagen / utkast / utkasten / yrkanden? / foreslagna / oantagna / proposals? / proposed",
    "drafts? / unadopted",
    "(?:inte|ej|not|never|aldrig) (?:\\w+ )?(?:antagna|antagits|antaget|adopted|beslutade|beslutats|approved)",
)
FORCE = _any(
    "galler / gallande / gallde / galla / gallt / giltigt? / giltiga / aktuella? / i kraft / in force / in effect",
    "effective / valid / applied / apply / applies / applicable / currently / current",
)
NOT = _any("inte / ej / not / aldrig / never")
WITHOUT_END = re.compile(
    r"\b(?:saknar|utan|inget|ingen|no|not? (?:\w+ )?any|without|lacks?|lacking|inte (?:\w+ )?(?:nagot|nagon))"
    r" (?:\w+ )?(?:slutdatum|slut|sista dag|end dates?|expiry dates?|last day|end)\b|\btills ?vidare\b|\bindefinitely\b"
)
EXISTS = _any(
    "finns / fanns / har du / har ni / kan du / ingar / innehaller / samlingen / lista / visa",
    "do you have / are there / is there / exists? / collection / know of / list / show / included?",
)
FOR_WHOM = re.compile(
    r"\b(?:gall(?:er|de|a|ande) (?:\w+ )?for|appl\w+ to|valid for|vad gall(?:er|de) (?:om|vid|nar)"
    r"|till och med|t o m|tom|fran och med|until|up to|vem|vems|who|whom|whose|varfor|why|where|hur(?! (?:manga|lange))"
    r"|how(?! (?:many|long)))\b|^var (?!och en)"
)
"""Who is bound or decides, what goes for something, until when, why, how: what a document says."""

FILLER = frozenset(
    """already aldrig ann annu antal aret aren available bara before beslut bland blivit both da dag dagar dagen date
    dates datum day days decision decisions different differenta differs ej endast ends earlier enda end ever exactly
    exakt fanns finnas forut gett given hela hej hello hittills hos igenom innan inget inga inlagda inlasta just kommun
    kommunen kommunens kommuner kommunernas langre lasta later list lista listan lists longer manad manaden med mig
    moment month municipal municipalities municipality nagonsin narvarande nej never ni null number officially olika one
    ones only part parts period please present presently redan respektive right samlingen samtliga sammanlagt senare
    simply since stad staden stadens status still tack there them those tid tiden tidigare tillgangliga tillsammans
    together total totalt ett varandra varit vart year years yet
    """.split()
)  # fmt: skip
"""Words beside those above that ask for no content."""

_SPELT = frozenset(
    """adopted adoption aktuella antagen antagits antagna antogs applied applies approved collection current currently
    document documents dokument dokumenten drafts expire expired expires forslag fortfarande gallande gallde galler
    giltiga guideline guidelines handlingsplan handlingsplaner municipality narvarande planer planerna policies policy
    policyer program programme programmen programmes programmet programs proposal proposals riktlinje riktlinjer
    riktlinjerna slutdatum strategier strategies styrdokument styrdokumenten today upphort utgangna utkast vilka vilken
    which
    """.split()
)
"""Words worth mending."""
_KNOWN = _SPELT | FILLER | STOP_WORDS | {"antog"}


@cache
def mended(word: str) -> str:
    """A folded word, or the one of `_SPELT` that is a letter away (two of a long one)."""
    if len(word) < 5 or word in _KNOWN:
        return word
    allowed = 1 if len(word) < 9 else 2
    distance, nearest = min((OSA.distance(word, known, score_cutoff=allowed), known) for known in _SPELT)
    return nearest if distance <= allowed else word


def is_near(word: str, name: str) -> bool:
    """Whether a word is a name, inflected or misspelt."""
    wrong = 1 if len(name) < 8 else 2
    return word.startswith(name) or OSA.distance(word.removesuffix("s"), name, score_cutoff=wrong) <= wrong
