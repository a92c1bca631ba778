"""Which Swedish words name a body or an office: 'arbetslivsnämnden', 'kvalitetsutvecklare', 'KS'.

A word is judged by its last part, since names of bodies are compounds without end ('samhällsbyggnadsförvaltningen').
People the municipality serves ('brukaren', 'den enskilde') are no bodies, nor are things that sound like one
('årsredovisningsgruppen' is one, 'målgruppen' is not).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["organ", "officer", "group", "party", "municipality"]
"""`organ` acts as an organisation, `officer` is a post, `group` one outside it, `municipality` the whole.

A `party` is only named beside others or as a partner: 'i samverkan med näringslivet'.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyWord:
    """One word that can head the name of a body.

    `head` is its last part without inflection ('nämnd'), `prefix` what stands before it ('arbetslivs'; empty for the
    bare word), `base` the word as written without a genitive s.
    """

    kind: Kind
    head: str
    prefix: str
    base: str
    is_definite: bool
    is_plural: bool
    is_genitive: bool


# head -> endings: definite singular, indefinite plural, definite plural ('-' for one that does not exist)
_N = "en er erna"
_T = "et - en"
_ORGANS = {
    "nämnd": _N, "styrelse": "n r rna", "fullmäktige": "- - -", "utskott": _T, "beredning": "en ar arna",
    "förvaltning": "en ar arna", "kontor": _T, "avdelning": "en ar arna", "enhet": _N, "kansli": "et er erna",
    "kommitté": "n er erna", "kommittee": "n er erna", "delegation": _N, "bolag": _T, "myndighet": _N,
    "direktion": _N, "byrå": "n er erna", "förbund": _T, "sektor": "n er erna",
    "verksamhet": "en er erna", "sektion": "en er erna", "jour": "en er erna",
    "domstol": "en ar arna", "kommunstab": "en er erna", "stab": "en er erna", "huvudkontor": _T,
    "presidium": "- - -", "presidiet": "- - -",
}  # fmt: skip
# Those that name a body only behind some first parts: the bare word, or the word behind others, is an everyday one
_ORGANS_BEHIND = {
    "råd": (_T, r"(?:pensionärs|integrations|ungdoms|folkhälso|brotts|trygghets|samverkans|elev|vårdnadshavar|förälder|föräldra|brukar|närings|bygde|lands|trafiksäkerhets|råds|lokala?|handikapp|funktionshinder|funktionsrätts|tillgänglighets|samråds|lednings|miljö|kultur|minoritets|idrotts|säkerhets|kommunal|oppositions|stads|region|by|.*s)|"),  # noqa: E501
    "grupp": ("en er erna", r"(?:styr|arbets|lednings|projekt|referens|larm|samordnings|samverkans|expert|energi|kris|krislednings|beslut|besluts|berednings|analys|utvecklings|insats|planerings|resurs|chefs|förvaltnings)"),  # noqa: E501
    "stämma": ("n - -", r"(?:bolags|års|förenings)"),
    "funktion": ("en er erna", r"\w{5,}"),
    "service": ("- - -", r"(?!samhälls|kommunal|kund)\w{4,}"),
    "team": ("et - en", r".*"),
    "center": ("- - -", r"(?:kontakt|kund|medborgar|service|språk|kompetens|resurs|utvecklings|kunskaps|lär|vård|barn|jobb|kris|miljö|energi|innovations)"),  # noqa: E501
    "centrum": ("- - -", r"(?:kontakt|kund|medborgar|service|språk|kompetens|resurs|utvecklings|kunskaps|lär|jobb|arbetsmarknads)"),  # noqa: E501
    "verk": ("et - en", r"(?:skol|migrations|trafik|naturvårds|bo|livsmedels|social|konsument|energi|va-|statens\w*|lantmäteri)"),  # noqa: E501
    "verket": ("- - -", r"(?:bo|skol)"),
    "bibliotek": (_T, r"(?:stads|huvud|folk|kommun|läns)?"),
    "museum": ("- - -", r"(?:stads|konst|läns)"),
    "tjänst": ("en - -", r"(?:räddnings|social|hem|ambulans|färd|konsument|kund|elevhälso|skol)"),
    "skola": ("n or orna", r"(?:för|grund|gymnasie|kultur|musik|hög|fri|folkhög|särskole|grundsär|)"),
    "förskola": ("n or orna", r""),
    "fritidshem": ("met - men", r""),
    "skolområde": ("t n na", r""),
    "hälsa": ("n - -", r"(?:elev|skol|företags|barn- och elev)"),
    "panel": ("en er erna", r".+"),
    "rätt": ("en - -", r"(?:förvaltnings|kammar|tings|hov)"),
    "polis": ("en - -", r"(?:kommun|när|)"),
    "stat": ("en - -", r""),
    "regering": ("en - -", r""),
    "riksdag": ("en - -", r""),
    "region": ("en er erna", r"(?:götalands|)"),
    "landsting": ("et - en", r""),
    "vårdcentral": ("en er erna", r""),
    "arbetsförmedling": ("en - -", r""),
    "försäkringskassa": ("n - -", r""),
    "revision": ("en - -", r"(?:kommun|stads|lekmanna)"),
    "rådgivning": ("en - -", r"(?:energi- och klimat|skuld|budget- och skuld)"),
    "upphandling": ("en - -", r"(?!)"),
    "elevhälsa": ("n - -", r""),
    "hemtjänst": ("en - -", r""),
    "vuxenutbildning": ("en - -", r"(?:kommunala)?"),
    "socialtjänst": ("en - -", r""),
}  # fmt: skip
_OFFICERS = {
    "chef": "en er erna", "direktör": "en er erna", "strateg": "en er erna", "samordnare": "n - na",
    "handläggare": "n - na", "sekreterare": "n - na", "controller": "n s -", "jurist": "en er erna",
    "konsulent": "en er erna", "ombud": "et - en", "utvecklare": "n - na", "planerare": "n - na",
    "arkivarie": "n r rna", "ekolog": "en er erna", "arkitekt": "en er erna", "rektor": "n er erna",
    "sjuksköterska": "n or orna", "kurator": "n er erna", "lärare": "n - na", "pedagog": "en er erna",
    "psykolog": "en er erna", "lots": "en ar arna", "rådgivare": "n - na", "utförare": "n - na",
    "ordförande": "n - na", "koordinator": "n er erna", "inspektör": "en er erna", "kommunalråd": "et - en",
    "föreståndare": "n - na", "intendent": "en er erna", "ingenjör": "en er erna", "huvudman": "nen - -",
    "huvudmän": "- - nen", "borgmästare": "n - na", "ledare": "n - na", "vd": "- - -", "administratör": "en er erna",
    "bibliotekarie": "n r rna", "antikvarie": "n r rna", "revisor": "n er erna", "ekonom": "en er erna",
    "värd": "en ar arna", "ansvarige": "- - -", "beställare": "n - na", "systemägare": "n - na",
    "förvaltare": "n - na", "omsorgskontakt": "en er erna", "fastighetsägare": "n - na", "skyddsombud": "et - en",
    "kontaktperson": "en er erna", "arbetsgivare": "n - na", "objektägare": "n - na", "tjänsteman": "nen - nen",
    "tjänsteperson": "en er erna", "registrator": "n er erna",
    "ombudsman": "nen - nen", "överförmyndare": "n - na", "sakkunnig": "- a -",
}  # fmt: skip
# Parties outside the organisation that documents give duties to
_GROUPS = {
    "företagarförening": "en ar arna", "bygdegårdsförening": "en ar arna", "studieförbund": _T,
    "frivilligorganisation": _N, "markägare": "n - na", "barnavårdscentral": "en er erna",
    "hyresvärd": "en ar arna", "vårdgivare": "n - na", "entreprenör": "en er erna", "leverantör": "en er erna",
    "bostadsbolag": _T, "fastighetsbolag": _T, "bolagsstyrelse": "n r rna", "arbetsmarknadsenhet": _N,
    "fackförbund": _T, "part": "en er erna", "granskare": "n - na", "konsult": "en er erna",
}  # fmt: skip
_PARTIES = {
    "organisation": _N, "förening": "en ar arna", "näringsliv": "et - -", "företag": "et - en", "parti": "et er erna",
    "ledamot": "en - -", "kyrka": "n - -", "civilsamhälle": "t - -", "kulturtolk": "en ar arna",
    "föreningsliv": "et - -", "grannkommun": "en er erna", "intresseorganisation": _N,
    "kulturinstitution": _N, "studieförbund": _T,
}  # fmt: skip
_MUNICIPALITY = {"kommun": "en - -", "stad": "en - -"}
_SHORT = {
    "KS": ("Kommunstyrelsen", "styrelse"), "KF": ("Kommunfullmäktige", "fullmäktige"),
    "KSAU": ("Kommunstyrelsens arbetsutskott", "utskott"), "KLK": ("Kommunledningskontoret", "kontor"),
    "KLF": ("Kommunledningsförvaltningen", "förvaltning"), "SLK": ("Stadsledningskontoret", "kontor"),
}  # fmt: skip
ABBREVIATIONS = {short: name for short, (name, _) in _SHORT.items()}
"""Abbreviations of bodies that mean the same everywhere in Swedish municipalities."""

# Compounds that end like a body and are none
_NO_BODIES = re.compile(
    r"(?:mål|ålders|yrkes|folk|risk|under|etniska?|elev|barn|samtals|föräldra|introduktions|fokus|kund|patient|klass|"
    r"grund|brukar|befolknings|inkomst)grupp\w*|.*(?:överhet|nyhet|svårighet|möjlighet|rättighet|skyldighet|helhet|"
    r"trygghet|öppenhet|delaktighet|frihet|färdighet|erfarenhet|minoritet|självständighet)(?:en|er|erna|ens|s)?|"
    r"(?:bostads|hem|behandlings|behovs)beredning\w*|(?:lägenhets|mark|bostads|stads)?innehavare\w*|"
    r"(?:cheferna)?skap\w*|egendomsförvaltning|myndighetsutövning\w*|(?:över|under|in)stämma\w*|bestämma\w*|"
    r".*(?:förråd|områd|försäljning)\w*|\w*tråd(?:en|ar|arna)?|.*måttenhet\w*|(?:själv|god|egen|medels|ekonomi|skogs|mark|natur|park|"
    r"kapital|pengars?)förvaltning\w*|.*(?:livs|bo)stad(?:en|s)?|(?:inner|små|stor)stad\w*|"
    r"stadsdel(?:en|ar|arna|ens|s)?|(?:mat|växt|sol)?värd\w*|före?sked\w*|(?:in|ut|fort)bildnings?råd|bygglov\w*",
    re.IGNORECASE,
)


def _forms(head: str, endings: str) -> list[tuple[str, bool, bool]]:
    """(form, is_definite, is_plural) of a head."""
    definite, plural, definite_plural = endings.split()
    stem = head[:-1] if head.endswith("a") else head
    forms = [(head, False, False)]
    if definite != "-":
        forms.append((head + definite, True, False))
    if plural != "-":
        forms.append(((stem if plural.startswith("o") else head) + plural, False, True))
    if definite_plural != "-":
        drops = definite_plural.startswith("o") or (head.endswith("are") and definite_plural == "na")
        forms.append(((head[:-1] if drops else head) + definite_plural, True, True))
    return forms


_TABLES: tuple[tuple[Kind, dict[str, str]], ...] = (
    ("group", _GROUPS),
    ("organ", _ORGANS),
    ("organ", {head: endings for head, (endings, _) in _ORGANS_BEHIND.items()}),
    ("officer", _OFFICERS),
    ("party", _PARTIES),
    ("municipality", _MUNICIPALITY),
)
_FORM_OF: dict[str, tuple[Kind, str, bool, bool]] = {}
for _kind, _table in _TABLES:
    for _head, _endings in _table.items():
        for _form, _definite, _plural in _forms(_head, _endings):
            _FORM_OF.setdefault(_form, (_kind, _head, _definite, _plural))
_DEFINITE = {head: endings.split()[0] for _, table in reversed(_TABLES) for head, endings in table.items()}
_PREFIX = {head: re.compile(rf"(?:{prefix})-?") for head, (_, prefix) in _ORGANS_BEHIND.items()}
_LENGTHS = sorted({len(form) for form in _FORM_OF}, reverse=True)


@lru_cache(maxsize=65536)
def body_word(word: str) -> BodyWord | None:
    """What `word` names as the head of a body's name, or None: 'Arbetslivsnämndens' -> nämnd, genitive."""
    if word in _SHORT or word.removesuffix("s") in _SHORT:
        short = word if word in _SHORT else word[:-1]
        return BodyWord(
            kind="organ", head=_SHORT[short][1], prefix=short.lower(), base=short,
            is_definite=True, is_plural=False, is_genitive=word != short,
        )  # fmt: skip
    lowered = word.lower()
    if len(lowered) < 2 or _NO_BODIES.fullmatch(lowered):
        return None
    found = _split(lowered)
    is_genitive = False
    if found is None and lowered.endswith("s") and (found := _split(lowered[:-1])) is not None:
        is_genitive = True
    if found is None:
        return None
    prefix, (kind, head, is_definite, is_plural) = found
    if kind == "municipality" and prefix:
        return None
    return BodyWord(
        kind=kind, head=head, prefix=prefix, base=word[:-1] if is_genitive else word,
        is_definite=is_definite, is_plural=is_plural, is_genitive=is_genitive,
    )  # fmt: skip


def _split(word: str) -> tuple[str, tuple[Kind, str, bool, bool]] | None:
    """The first part and the longest known form that `word` ends in."""
    for length in _LENGTHS:
        if length > len(word) or (form := _FORM_OF.get(word[-length:])) is None:
            continue
        prefix = word[:-length]
        pattern = _PREFIX.get(form[1])
        if pattern is not None and not pattern.fullmatch(prefix):
            continue
        if len(prefix) == 1 and prefix != "-":
            continue  # 'schef', 'bråd'
        return prefix, form
    return None


def definite_form(word: str) -> str:
    """A name of one word in the definite: 'arbetslivsnämnd' -> 'arbetslivsnämnden'; other words as they are."""
    known = body_word(word)
    if known is None or known.is_definite or known.is_plural:
        return known.base if known is not None else word
    ending = _DEFINITE.get(known.head, "-")
    return known.base if ending == "-" else known.base + ending


def indefinite_form(word: str) -> str:
    """A name of one word in the indefinite singular: 'arbetsutskottet' -> 'arbetsutskott'."""
    known = body_word(word)
    return f"{known.prefix}{known.head}" if known is not None and not known.is_plural else word
