"""The names of Sweden's municipalities: comparing them, and finding them in a question.

The 290 names are those of Statistics Sweden's list of municipalities (kommunindelningen, unchanged since
Knivsta was formed in 2003). Documents and people write them as 'Borås', 'Borås Stad', 'boras' or 'Borås
stads'; `municipality_keys` makes these comparable. A municipality outside the list (a new or invented one)
is handled by the same rules. It does not tell a municipality from the town of the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

_NAMES = """
    Ale, Alingsås, Alvesta, Aneby, Arboga, Arjeplog, Arvidsjaur, Arvika, Askersund, Avesta, Bengtsfors, Berg,
    Bjurholm, Bjuv, Boden, Bollebygd, Bollnäs, Borgholm, Borlänge, Borås, Botkyrka, Boxholm, Bromölla, Bräcke,
    Burlöv, Båstad, Dals-Ed, Danderyd, Degerfors, Dorotea, Eda, Ekerö, Eksjö, Emmaboda, Enköping, Eskilstuna,
    Eslöv, Essunga, Fagersta, Falkenberg, Falköping, Falun, Filipstad, Finspång, Flen, Forshaga, Färgelanda,
    Gagnef, Gislaved, Gnesta, Gnosjö, Gotland, Grums, Grästorp, Gullspång, Gällivare, Gävle, Göteborg, Götene,
    Habo, Hagfors, Hallsberg, Hallstahammar, Halmstad, Hammarö, Haninge, Haparanda, Heby, Hedemora, Helsingborg,
    Herrljunga, Hjo, Hofors, Huddinge, Hudiksvall, Hultsfred, Hylte, Hällefors, Härjedalen, Härnösand, Härryda,
    Hässleholm, Håbo, Höganäs, Högsby, Hörby, Höör, Jokkmokk, Järfälla, Jönköping, Kalix, Kalmar, Karlsborg,
    Karlshamn, Karlskoga, Karlskrona, Karlstad, Katrineholm, Kil, Kinda, Kiruna, Klippan, Knivsta, Kramfors,
    Kristianstad, Kristinehamn, Krokom, Kumla, Kungsbacka, Kungsör, Kungälv, Kävlinge, Köping, Laholm,
    Landskrona, Laxå, Lekeberg, Leksand, Lerum, Lessebo, Lidingö, Lidköping, Lilla Edet, Lindesberg, Linköping,
    Ljungby, Ljusdal, Ljusnarsberg, Lomma, Ludvika, Luleå, Lund, Lycksele, Lysekil, Malmö, Malung-Sälen, Malå,
    Mariestad, Mark, Markaryd, Mellerud, Mjölby, Mora, Motala, Mullsjö, Munkedal, Munkfors, Mölndal, Mönsterås,
    Mörbylånga, Nacka, Nora, Norberg, Nordanstig, Nordmaling, Norrköping, Norrtälje, Norsjö, Nybro, Nykvarn,
    Nyköping, Nynäshamn, Nässjö, Ockelbo, Olofström, Orsa, Orust, Osby, Oskarshamn, Ovanåker, Oxelösund, Pajala,
    Partille, Perstorp, Piteå, Ragunda, Robertsfors, Ronneby, Rättvik, Sala, Salem, Sandviken, Sigtuna,
    Simrishamn, Sjöbo, Skara, Skellefteå, Skinnskatteberg, Skurup, Skövde, Smedjebacken, Sollefteå, Sollentuna,
    Solna, Sorsele, Sotenäs, Staffanstorp, Stenungsund, Stockholm, Storfors, Storuman, Strängnäs, Strömstad,
    Strömsund, Sundbyberg, Sundsvall, Sunne, Surahammar, Svalöv, Svedala, Svenljunga, Säffle, Säter, Sävsjö,
    Söderhamn, Söderköping, Södertälje, Sölvesborg, Tanum, Tibro, Tidaholm, Tierp, Timrå, Tingsryd, Tjörn,
    Tomelilla, Torsby, Torsås, Tranemo, Tranås, Trelleborg, Trollhättan, Trosa, Tyresö, Täby, Töreboda,
    Uddevalla, Ulricehamn, Umeå, Upplands Väsby, Upplands-Bro, Uppsala, Uppvidinge, Vadstena, Vaggeryd,
    Valdemarsvik, Vallentuna, Vansbro, Vara, Varberg, Vaxholm, Vellinge, Vetlanda, Vilhelmina, Vimmerby, Vindeln,
    Vingåker, Vänersborg, Vännäs, Värmdö, Värnamo, Västervik, Västerås, Växjö, Vårgårda, Ydre, Ystad, Älmhult,
    Älvdalen, Älvkarleby, Älvsbyn, Ängelholm, Åmål, Ånge, Åre, Årjäng, Åsele, Åstorp, Åtvidaberg, Öckerö,
    Ödeshög, Örebro, Örkelljunga, Örnsköldsvik, Östersund, Österåker, Östhammar, Östra Göinge, Överkalix,
    Övertorneå
"""
OFFICIAL_NAMES: tuple[str, ...] = tuple(name.strip() for name in _NAMES.split(","))
"""Short names as Statistics Sweden writes them, in alphabetical order of code points."""

# Words and first names that are also names ('vara', 'mark', 'nora') or become one without diacritics ('ange', 'are'):
# a question names the municipality only with a capital inside the sentence or with 'kommun' after it.
_ORDINARY = frozenset(
    "ale ange are berg bjuv boden ed eda flen gnesta habo heby kil kinda klippan laxa lund mala mark mora nacka nora "
    "sala salem sater säter skara sunne tibro trosa vara ydre".split()
)
# Everyday words one letter from a name, met at least twice in 87,000 word forms of Swedish and English public text
_NO_MISSPELLINGS = frozenset(
    "bästa bostad bostads bastard avstå gnista tränar träna tränat trans kallar hammare hämmar rättvis väntas värnas "
    "varnas vändas försvaga avvika vinden klippa klippar monteras tyres brake bracket backe brace particle honors "
    "värmde vargarna".split()
)
_FORM = re.compile(r"\s+(?:kommun|stad|municipality|city|town)(?:['’]?s|en|ens)?$")
_FOREWORD = re.compile(r"^(?:the\s+)?(?:municipality|city|town)\s+of\s+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’]s?(?![^\W\d_]))?")
_AFTER = frozenset("kommun kommuns kommunen kommunens stad stads municipality city".split())
_MIN_FUZZY_LETTERS = 6  # five-letter names lie one letter from too many words ('boras'/'baras', 'malmo'/'malma')
_MIN_MARKED_LETTERS = 5  # with 'kommun' or 'stad' after it a word is meant as a name
# 'Boråsprogrammet', 'Uddevallaplanen'
_COMPOUND = re.compile(r"s?(?:integrations)?(?:program|plan|polic|riktlinj|reglement|strategi|dokument|forslag)\w*")


def fold(text: str) -> str:
    """Lower case without diacritics: 'Ängsholm' -> 'angsholm'."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# Habo (Jönköpings län) and Håbo (Uppsala län) differ by the ring alone, so they keep it in their keys; one municipality
# has an English name
_KEPT = {"håbo": "håbo", "gothenburg": "goteborg"}
_OFFICIAL = {_KEPT.get(name.casefold(), fold(name).replace("-", " ")): name for name in OFFICIAL_NAMES}


def municipality_keys(name: str) -> frozenset[str]:
    """Keys to compare names by: two names mean the same municipality when they share one.

    'Borås', 'Borås Stad', 'boras' and 'Borås stads' all give {'boras'}. A name outside the official list that
    ends in s gives two keys, because 'Granås' may or may not be a genitive.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).casefold().replace("-", " ").split())
    plain = _FORM.sub("", _FOREWORD.sub("", plain)).strip(" .,:;'’")
    return _keys_of(plain)


@lru_cache(maxsize=8192)  # questions repeat their words
def _keys_of(plain: str) -> frozenset[str]:
    if plain.endswith(("'s", "’s")):
        plain = plain[:-2]
    key = _KEPT.get(plain) or _KEPT.get(plain.removesuffix("s")) or fold(plain)
    if not key:
        return frozenset()
    if key in _OFFICIAL or not key.endswith("s") or len(key) < 3:
        return frozenset({key})
    return frozenset({key[:-1]}) if key[:-1] in _OFFICIAL else frozenset({key, key[:-1]})


def find_municipalities(text: str, known: Collection[str]) -> list[str]:
    """The municipalities a question mentions, in order of mention.

    A name in `known` (the collection's own, in any form) is returned as written there, another as its official
    short name. Case and diacritics may be missing and a long name may have one letter wrong; a name that is also
    a word needs a capital inside the sentence or 'kommun' after it.
    """
    names = _names(tuple(sorted(known)))
    tokens = [match.group() for match in _TOKEN.finditer(unicodedata.normalize("NFC", text))]
    found: dict[str, None] = {}
    position = 0
    while position < len(tokens):
        for length in (2, 1):  # 'Upplands Väsby', 'Malung-Sälen': no name has three words
            hit = _name_at(tokens, position, length, names)
            if hit is not None:
                found.setdefault(hit)
                position += length - 1
                break
        position += 1
    return list(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Key -> name to return: all of them, the collection's alone, and by first letter and length for misspellings."""

    every: dict[str, str]
    own: dict[str, str]
    alike: dict[tuple[str, int], list[str]]
    own_alike: dict[tuple[str, int], list[str]]


@lru_cache(maxsize=8)
def _names(known: tuple[str, ...]) -> _Names:
    own: dict[str, str] = {}
    # 'Borås Stad' before 'Boras Stad', which a scan wrote
    for name in sorted(known, key=lambda name: -sum(not char.isascii() for char in name)):
        for key in municipality_keys(name):
            own.setdefault(key, name)
    every = _OFFICIAL | own
    return _Names(every=every, own=own, alike=_by_shape(every), own_alike=_by_shape(own))


def _by_shape(keys: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    shapes: dict[tuple[str, int], list[str]] = {}
    for key in keys:
        shapes.setdefault((key[0], len(key)), []).append(key)
    return shapes


def _name_at(tokens: list[str], position: int, length: int, names: _Names) -> str | None:
    """The name that the `length` tokens from `position` are, in any spelling allowed."""
    if position + length > len(tokens):
        return None
    written = " ".join(tokens[position : position + length])
    follower = tokens[position + length].casefold() if position + length < len(tokens) else ""
    is_marked = follower in _AFTER
    is_capital = written[:1].isupper() and position > 0  # the first word of a sentence has a capital anyway
    plain = written.casefold().rstrip("'’")
    for key in sorted(_keys_of(plain), key=len, reverse=True):
        if key in names.every:
            is_word = plain in _ORDINARY or plain.removesuffix("s") in _ORDINARY
            return names.every[key] if not is_word or is_marked or is_capital else None
    return _compound(plain, names) or _misspelt(plain, names, is_marked=is_marked, is_capital=is_capital)


def _compound(plain: str, names: _Names) -> str | None:
    key = fold(plain)
    if not any(key[:4] == own[:4] for own in names.own):
        return None
    for size in range(len(key) - 4, _MIN_MARKED_LETTERS - 1, -1):
        if key[:size] in names.own and _COMPOUND.fullmatch(key, size):
            return names.own[key[:size]]
    return None


def _misspelt(plain: str, names: _Names, *, is_marked: bool, is_capital: bool) -> str | None:
    """The name one letter away; in lower case only a name of the collection's own."""
    keys = _keys_of(plain)
    shortest = _MIN_MARKED_LETTERS if is_marked else _MIN_FUZZY_LETTERS
    if plain in _NO_MISSPELLINGS and not is_marked:
        return None
    alike = names.alike if is_capital or is_marked else names.own_alike
    for key in sorted(keys, key=len):
        if len(key) < shortest:
            continue
        for size in (len(key), len(key) + 1, len(key) - 1):
            for other in alike.get((key[0], size), ()):
                if size >= shortest and OSA.distance(key, other, score_cutoff=1) <= 1:
                    return names.every[other]
    return None
