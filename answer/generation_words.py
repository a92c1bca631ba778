"""Whether the words of a sentence stand in a quote: inflected, as the end of a compound, or said in English.

Every word that carries meaning has to, so that a sentence can say nothing its quote does not name; what is left free
is a list of function words. English words are held against the Swedish quote by the glossary and by the facts that
`answer.english` can say. A good wording is refused now and then, and the extractive answer stands in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from answer.english import in_english
from answer.facts import FactKind, facts
from answer.generation_quantities import Quantity, plain, quantities
from answer.records import Language
from index.glossary import Glossary, load_glossary

_SV = frozenset(
    """och att det den de dem som i pa av for med till fran om vid en ett ar var blir bli blev har hade sig sin sina
    sitt detta denna dessa enligt dar nar da hos inom under ur mot mellan genom samt eller aven ocksa dess deras ska
    skall maste bor borde far kan kunna inte ej ja nej sa alltsa dels bland over upp ut in man vilken vilket vilka vars
    varav dit har blivit blivit vara varit galler galla anges anger framgar sager star uppges namligen respektive kr
    kronor ggr gang ganger sker ske gors gor s k a""".split()
)
_EN = frozenset(
    """and that it its the a an of in on for to with from by at as is are was were be been being has have had this these
    those which who whom whose according where when under within into between through or also their there must shall
    should may can could will would not yes no so both each other than up out do does did they them he she per sek
    says states stated applies apply take takes taken place carried done s""".split()
)
FUNCTION_WORDS: dict[Language, frozenset[str]] = {"sv": _SV, "en": _EN}
"""Folded words that a sentence may use freely; the modals and negations among them are `generation_polarity`'s."""
ABOUT_DOCUMENTS = frozenset("dokument dokumentet dokumenten document documents citatet citaten quote quotes".split())
_ENDINGS = frozenset(
    """a ar as at ats ad ade ades ande ar arna arnas aren e en ens er ers erna ernas es et ets n na nas ns or orna r s t
    ts te tes tts d de des ing ingen ingens ningen ning ningar ningarna ningens ig iga igt else elsen elser are arens
    ra rna ast aste nad nadens naden nader met mets men mens""".split()
) | {""}
_PARTICLES = ("upp", "in", "ut", "till", "for", "fram", "med", "om", "pa", "av")
# A compound that begins so says the contrary of its end: "missgynna", "motverka", "avskaffa"
_CONTRARY = ("miss", "mot", "anti", "av", "icke", "ej")
_SHORTEST_STEM = 4
_LONGEST_PHRASE = 5
_MOST_FORMS = 60
_KINDS: tuple[FactKind, ...] = ("body", "date", "frequency", "amount", "share", "number", "duration")


# past tenses that change their vowel, of the verbs that policies use
_STRONG = {
    "antog": "antas", "antogs": "antas", "tog": "tas", "togs": "tas", "gav": "ges", "gavs": "ges", "gick": "gar",
    "gatt": "gar", "fick": "far", "fatt": "far", "stod": "star", "statt": "star", "foreslog": "foreslas",
    "foreslogs": "foreslas", "avslogs": "avslas", "angav": "anges", "angavs": "anges", "gjordes": "gors",
    "antagits": "antas", "antagit": "antas", "antagen": "antas", "antaget": "antas", "antagna": "antas",
}  # fmt: skip


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one in different inflection: "reviderar", "revidering"."""
    a, b = _STRONG.get(a, a), _STRONG.get(b, b)
    if a == b:
        return True
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    # an ending may begin with what both share: "ansvarar" and "ansvar"
    stems = range(shared, max(shared - 2, _SHORTEST_STEM) - 1, -1)
    return any(a[n:] in _ENDINGS and b[n:] in _ENDINGS for n in stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a piece of text says as far as it can be held against a quote.

    `content` are its folded content words in order, with where each begins in `plain`; words inside a quantity are
    judged as that quantity.
    """

    plain: str
    content: tuple[tuple[int, str], ...]
    quantities: tuple[Quantity, ...]


@lru_cache(maxsize=2048)
def said_in(text: str, language: Language) -> Said:
    """Take a text apart."""
    found = tuple(quantities(text))
    folded = plain(text)
    free = FUNCTION_WORDS[language] | ABOUT_DOCUMENTS
    content = tuple(
        (match.start(), match[0])
        for match in re.finditer(r"[^\W_]+", folded)
        if match[0] not in free and not any(one.at <= match.start() and match.end() <= one.end for one in found)
    )
    return Said(plain=folded, content=content, quantities=found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a text holds, and for English those that render its facts."""

    words: frozenset[str]
    rendered: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=2048)
    def of(text: str, language: Language) -> Evidence:
        """The evidence in one text."""
        own = frozenset(re.findall(r"[^\W_]+", plain(text)))
        if language == "sv":
            return Evidence(own, frozenset())
        glossary = load_glossary()
        said = " ".join(in_english(fact, glossary) or "" for kind in _KINDS for fact in facts(text, kind))
        return Evidence(own, frozenset(re.findall(r"[^\W_]+", plain(said))))

    def holds(self, word: str) -> bool:
        """Whether a folded word stands here: itself, inflected, as the end of a compound, or with its particle."""
        return word in self.rendered or word in self.words or _means_any(word, self.words)

    def unheld(self, said: Said, language: Language) -> list[tuple[int, str]]:
        """The content words of `said` that do not stand here."""
        by_glossary = _held_by_glossary(said, self) if language == "en" else frozenset()
        return [
            (at, word)
            for at, word in said.content
            if at not in by_glossary and not self.holds(word) and not (language == "en" and self._cognate(word))
        ]

    def _cognate(self, word: str) -> bool:
        """ "programme" and "programmet", "integration" and "integrationen"."""
        return len(word) >= 6 and any(own[:6] == word[:6] and abs(len(own) - len(word)) <= 3 for own in self.words)


@lru_cache(maxsize=20_000)
def _means_any(word: str, words: frozenset[str]) -> bool:
    by_beginning, joined = _index(words)
    base = _STRONG.get(word, word)
    if any(same_word(word, own) for own in by_beginning.get(base[:_SHORTEST_STEM], ())):
        return True
    stem = word[:5]
    if len(stem) == 5 and stem in joined and any(_ends_in(own, word) for own in words):
        return True
    for particle in _PARTICLES:
        if word.startswith(particle) and particle in words:
            rest = word[len(particle) :][:3]
            if any(_particle_verb(word, own, particle) for own in words if own.startswith(rest)):
                return True
        joined_verbs = by_beginning.get((particle + word)[:_SHORTEST_STEM], ())
        if any(own.startswith(particle) and _particle_verb(own, word, particle) for own in joined_verbs):
            return True
    return False


@lru_cache(maxsize=2048)
def _index(words: frozenset[str]) -> tuple[dict[str, list[str]], str]:
    """The words by how they begin, and all of them as one text to look into."""
    by_beginning: dict[str, list[str]] = {}
    for own in words:
        for form in {own, _STRONG.get(own, own)}:
            by_beginning.setdefault(form[:_SHORTEST_STEM], []).append(own)
    return by_beginning, " ".join(words)


def _ends_in(own: str, word: str) -> bool:
    """ "integrationsprogram" ends in a form of "programmet"; "missgynnar" says the contrary of "gynnar"."""
    at = own.find(word[:5], 2)
    return at > 0 and not own.startswith(_CONTRARY) and same_word(word, own[at:])


def _particle_verb(joined: str, verb: str, particle: str) -> bool:
    """ "uppföljning" and "följs (upp)"; a short stem, since the particle vouches for the word."""
    rest = joined[len(particle) :]
    shared = next((n for n, (x, y) in enumerate(zip(rest, verb, strict=False)) if x != y), min(len(rest), len(verb)))
    return shared >= 3 and rest[shared:] in _ENDINGS and verb[shared:] in _ENDINGS


def _held_by_glossary(said: Said, evidence: Evidence) -> frozenset[int]:
    """Where the words begin that belong to an English phrase whose Swedish term stands in the evidence."""
    held: set[int] = set()
    for starts, terms in _phrases(said.plain):
        if any(all(evidence.holds(word) for word in term.split()) for term in terms):
            held.update(starts)
    return frozenset(held)


@lru_cache(maxsize=256)
def _phrases(text: str) -> list[tuple[tuple[int, ...], list[str]]]:
    """The phrases of an English text that the glossary knows: where their words begin, and their Swedish terms."""
    tokens = [(match.start(), match[0]) for match in re.finditer(r"[^\W_]+", text)]
    found = []
    for first in range(len(tokens)):
        for length in range(1, min(_LONGEST_PHRASE, len(tokens) - first) + 1):
            run = tokens[first : first + length]
            if terms := swedish_terms([word for _, word in run], load_glossary()):
                found.append((tuple(at for at, _ in run), terms))
    return found


@lru_cache(maxsize=2048)
def meant_by(text: str, language: Language) -> Evidence:
    """The Swedish words that a text says, or that its English may stand for."""
    own = Evidence.of(text, "sv").words
    if language == "sv":
        return Evidence(own, frozenset())
    terms = (term for _, found in _phrases(plain(text)) for term in found)
    return Evidence(own | frozenset(word for term in terms for word in term.split()), frozenset())


def swedish_terms(phrase: Sequence[str], glossary: Glossary) -> list[str]:
    """The Swedish terms, folded, that an English phrase may stand for in any inflection of its words."""
    keys = [word for word in phrase if word not in ("to", "the", "a")]
    if not keys or len(keys) != len(phrase):
        return []
    forms = islice(product(*(tuple(_english_bases(word)) for word in keys)), _MOST_FORMS)
    terms = (term for form in forms for term in glossary.swedish_by_english.get(" ".join(form), ()))
    return [" ".join(re.findall(r"[^\W_]+", plain(term))) for term in dict.fromkeys(terms)]


def _english_bases(word: str) -> Iterator[str]:
    """`word` and what it may be a form of: "follows" → "follow", "revised" → "revise", "bodies" → "body"."""
    yield word
    for ending, instead in (("s", ""), ("ies", "y"), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word.removesuffix(ending) + instead
