"""The names of Sweden's municipalities: comparing them, and finding them in a question.

The 290 names are those of Statistics Sweden's list of municipalities (kommunindelningen, unchanged since
Knivsta was formed in 2003). Documents and people write them as 'Borås', 'Borås Stad', 'boras' or 'Borås
stads'; `municipality_keys` makes these comparable. A municipality outside the list (a new or invented one)
is handled by the same rules. It does not tell a municipality from the town of the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
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

# Names that are also words, first names or surnames in Swedish ('vara', 'mark', 'mora', 'berg') or, once
# folded, in English ('are', 'ale', 'salem'): a question names them only with a capital inside the sentence or
# with 'kommun'.
ORDINARY_WORDS = frozenset(
    "ale aneby ange are arboga berg bjuv boden boxholm bracke burlov eda ed ekero essunga falun flen gagnef gavle grums "
    "habo heby hjo hoor horby hylte kalix kil kinda knivsta krokom kumla laxa lomma lund mala mark mora motala nacka "
    "nora norberg nybro orsa orust osby perstorp sala salem sater savsjo skara solna sunne tanum tibro tjorn torsas "
    "trosa vara vindeln ydre ystad".split()
)
_FORM = re.compile(r"\s+(?:kommun|stad|municipality|city|town)(?:['’]?s|en|ens)?$")
_FOREWORD = re.compile(r"^(?:the\s+)?(?:municipality|city|town)\s+of\s+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’]s?(?![^\W\d_]))?")
_AFTER = frozenset("kommun kommuns kommunen kommunens stad stads municipality city".split())
# Shorter names lie one letter from everyday words ('boras'/'boras', 'lunda', 'malmo'): see the tests
_MIN_FUZZY_LETTERS = 6


def fold(text: str) -> str:
    """Lower case without diacritics: 'Ängsholm' -> 'angsholm'."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# Habo (Jönköpings län) and Håbo (Uppsala län) differ by the ring alone, so they keep it in their keys
_KEPT = {"håbo": "håbo"}
_OFFICIAL = {_KEPT.get(name.casefold(), fold(name).replace("-", " ")): name for name in OFFICIAL_NAMES}


def municipality_keys(name: str) -> frozenset[str]:
    """Keys to compare names by: two names mean the same municipality when they share one.

    'Borås', 'Borås Stad', 'boras' and 'Borås stads' all give {'boras'}. A name outside the official list that
    ends in s gives two keys, because 'Granås' may or may not be a genitive.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).casefold().replace("-", " ").split())
    plain = _FORM.sub("", _FOREWORD.sub("", plain)).strip(" .,:;'’")
    return _keys_of(plain)


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
    names = _lookup(tuple(known))
    tokens = [(match.group(), match.start()) for match in _TOKEN.finditer(unicodedata.normalize("NFC", text))]
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


@lru_cache(maxsize=8)
def _lookup(known: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str], dict[int, list[str]]]:
    """Key -> name to return, the collection's keys alone, and keys by length for fuzzy comparison."""
    own: dict[str, str] = {}
    for name in known:
        for key in municipality_keys(name):
            own.setdefault(key, name)
    every = _OFFICIAL | own
    by_length: dict[int, list[str]] = {}
    for key in every:
        if len(key) >= _MIN_FUZZY_LETTERS:
            by_length.setdefault(len(key), []).append(key)
    return every, own, by_length


def _name_at(
    tokens: list[tuple[str, int]],
    position: int,
    length: int,
    names: tuple[dict[str, str], dict[str, str], dict[int, list[str]]],
) -> str | None:
    every, own, by_length = names
    words = [token for token, _ in tokens[position : position + length]]
    if len(words) < length:
        return None
    written = " ".join(words)
    follower = tokens[position + length][0].casefold() if position + length < len(tokens) else ""
    is_marked = follower in _AFTER
    is_capital = words[0][:1].isupper()
    keys = _keys_of(written.casefold().rstrip("'’"))
    for key in sorted(keys, key=len, reverse=True):
        if key in every:
            if key in ORDINARY_WORDS and not is_marked and not (is_capital and position > 0):
                return None
            return every[key]
    key = max(keys, key=len, default="")
    if len(key) < _MIN_FUZZY_LETTERS:
        return None
    # in lower case only the collection's own names are read into a misspelling
    candidates = every if is_capital or is_marked else own
    for size in (len(key), len(key) + 1, len(key) - 1):
        for other in by_length.get(size, ()):
            if other[0] == key[0] and other in candidates and OSA.distance(key, other, score_cutoff=1) <= 1:
                return every[other]
    return None
