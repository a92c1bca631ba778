"""The words of a text, and the parts of a body's name around its chief word: first parts, adjectives, its field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.bodies_words import BodyWord, body_word, definite_form
from ingest.responsibilities_verbs import MODALS, as_form

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*-?|\d+(?:[.,:]\d+)*|[^\w\s]")
QUANTIFIERS = frozenset("varje samtliga alla respektive berörda berörd övriga flera".split())
_ADJECTIVES = frozenset(
    "tekniska sociala centrala gemensamma politiska kommunala lokala regionala öppna fasta fast närmaste närmast "
    "ansvarig ansvariga helägda helägt delägda allmännyttiga fackliga biträdande vice operativa strategiska "
    "interna externa extern västra östra norra södra svenska ideella idéburna fristående mottagande medicinskt "
    "kommunalt kommunägda statliga nationella lokal olika centralt".split()
)
# First parts written without their hyphen: 'Barn och utbildningsförvaltningen'
_FIRST_PARTS = frozenset("barn kultur fritid fritids miljö vård bygg mark plan".split())
_FIELD_HEADS = frozenset("enhet avdelning kontor förvaltning sektor råd kommitté utskott beredning nämnd".split())
# 'lämnas till nämnden för beslut' names no office
_NO_FIELD = frozenset(
    "att beslut kännedom godkännande samråd fastställande åtgärd yttrande behandling ställningstagande information "
    "varje hela alla allt dialog prövning en ett detta denna dessa sina sin sitt vidare handläggning år ny nya två "
    "insatser hur vad när vilka".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark with its span in the document."""

    text: str
    lower: str
    start: int
    end: int


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`."""
    return [
        Token(match.group(), match.group().lower(), match.start(), match.end())
        for match in _TOKEN.finditer(text, start, end)
    ]


def is_adjective(word: BodyWord, before: str) -> bool:
    """Whether the word before a body's belongs to its name: 'Tekniska' nämnden, 'lönesättande' chef, 'Etiska' rådet."""
    if before in _ADJECTIVES or (word.kind == "officer" and before.endswith(("ande", "ende"))):
        return True
    # 'granska' and 'ska' are verbs
    is_form = len(before) > 5 and before.endswith("ska") and as_form(before, "infinitive") is None
    return word.kind == "organ" and word.is_definite and is_form


def is_named(word: BodyWord) -> bool:
    """Whether the bare word is a name of its own, as 'kommunfullmäktige' is and 'nämnden' is not."""
    return word.base.isupper() or word.head in ("fullmäktige", "polis", "stat", "rektor", "arbetsförmedling")


def with_first_parts(tokens: Sequence[Token], at: int, free: int) -> tuple[int, bool]:
    """Where the name's compound begins: 'Kultur- och fritidsnämnden', 'Mark-, miljö- och byggnämnden'."""
    first = at
    while first - 2 >= free and tokens[first - 1].lower in ("och", "samt", ",", "eller"):
        part = tokens[first - 2].text
        if part.endswith("-") and len(part) > 2:
            first -= 2
        elif (
            first == at and tokens[first - 1].lower == "och" and part.lower() in _FIRST_PARTS and part[0].isupper()
            and not tokens[at].text[0].isupper()
        ):  # fmt: skip
            first -= 2
        else:
            break
        if first - 1 >= free and tokens[first - 1].text.endswith("-") and tokens[first].text.endswith("-"):
            first -= 1  # 'mark- miljö- och'
    return first, first < at


def field_of_office(tokens: Sequence[Token], at: int, word: BodyWord) -> tuple[int, str]:
    """The field of office after the word ('för förskola', 'på Placeringsenheten'), and where the mention ends."""
    n = len(tokens)
    if at + 2 < n + 1 and at + 1 < n and tokens[at + 1].lower == "på" and at + 2 < n:
        place = body_word(tokens[at + 2].text)
        is_unit = place is not None and place.prefix and place.is_definite and not place.is_genitive
        if (is_unit and place is not None and place.kind == "organ") or tokens[at + 2].text.isupper():
            return at + 3, f" på {tokens[at + 2].text}"
    is_office = word.kind == "officer" or (word.head in _FIELD_HEADS and not word.is_plural)
    if not is_office or at + 2 >= n or tokens[at + 1].lower != "för" or _shares_verb(tokens, at):
        return at + 1, ""
    end = at + 2
    if tokens[end].lower in ("den", "det", "de") and end + 2 < n and tokens[end + 1].lower in _ADJECTIVES:
        end += 2
    if not tokens[end].text[0].isalpha() or tokens[end].lower in _NO_FIELD or tokens[end].lower in ("den", "det", "de"):
        return at + 1, ""
    end += 1
    while end + 1 < n and tokens[end - 1].text.endswith("-") and tokens[end].lower in ("och", ","):
        end += 2
    while end + 1 < n and tokens[end].lower == "och" and _is_noun(tokens[end + 1]):
        end += 2
        if end < n and tokens[end - 1].text.endswith("-") and tokens[end].lower == "och":
            end += 2
    words = [token.text for token in tokens[at + 1 : end]]
    return end, " " + " ".join(words)


def _shares_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'för' opens a duty and no field: 'Gatuchefen ansvarar för A och fastighetsägaren för B'."""
    ahead = [token.lower for token in tokens[:at]]
    if not ahead or not {"ansvarar", "svarar"} & set(ahead):
        return False
    return ahead[-1] in (",", "och", "samt", "ansvarar", "svarar")


def _is_noun(token: Token) -> bool:
    """Whether a word may go on with a field of office: no verb, and no body that begins another name."""
    if not token.lower[0].isalpha() or token.lower in MODALS or as_form(token.lower, "present", "present_passive"):
        return False
    other = body_word(token.text)
    return token.lower not in ("att", "för", "som", "i", "på", "den", "det") and not (
        other is not None and (other.is_definite or other.kind == "officer")
    )


def core_name(tokens: Sequence[Token], name_first: int, first: int, at: int, word: BodyWord, article: str) -> str:
    """The name's words without what stands outside it; an organ in the definite."""
    words = [token.text for token in tokens[name_first:at]]
    if first < at and not tokens[first].text.endswith("-"):
        words[first - name_first] += "-"
    last = word.base
    if word.prefix and word.kind in ("organ", "group") and not word.is_definite and article not in QUANTIFIERS:
        last = definite_form(word.base)
    has_adjective = name_first < first
    if last != word.base and has_adjective:
        words = words[first - name_first :]  # 'ett centralt mottagningsteam' is Mottagningsteamet from then on
    if has_adjective and article in ("den", "det", "de") and not word.base.isupper():
        words.insert(0, article)
    text = " ".join([*words, last])
    return re.sub(r" (?=,)", "", text)


def lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
