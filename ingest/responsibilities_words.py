"""One sentence as its rules see it: the words, the bodies among them, and where verbs, clauses and their ends stand.

Nothing here decides who has to do what; it answers questions of place that the rules share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.bodies import Mention, Token
from ingest.records import DutyRole
from ingest.responsibilities_verbs import MODALS, as_form

PREPOSITIONS = frozenset(
    "av till för med hos från i på genom inom åt mellan mot under enligt över efter vid utan via per bland kring bakom "
    "jämte gentemot".split()
)
ADVERBS = frozenset(
    "även också dessutom alltid normalt tillsammans gemensamt särskilt främst därför sedan därefter årligen löpande "
    "regelbundet kontinuerligt aktivt ytterst då därmed bl.a inte själv själva alltså vidare dock istället snarast här "
    "där skriftligen skyndsamt strategiskt hela tiden fortlöpande aldrig fortfarande vanligen ibland ofta direkt ej "
    "sålunda således årsvis".split()
)
FRONTS = frozenset(
    "när om vid i under utöver senast minst före efter därefter innan inför för med på från genom inom enligt då två "
    "tre en ett vart varje årligen här där därför dessutom därutöver till samtidigt över utifrån via mot hos utan "
    "särskilt så som däremot dock sedan normalt vidare annars slutligen alltid löpande".split()
)
"""Words that open a sentence with something else than its subject, which then stands behind the verb."""
PARTNERS = frozenset({"samarbete", "samråd", "samverkan", "tillsammans", "dialog", "diskuteras"})
DEPONENTS = frozenset({"träffas", "samlas", "hjälps", "möts"})
"""Passive in form, active in meaning."""
DUTY_MODALS = frozenset({"ska", "skall", "bör", "måste"})
_NUMERALS = frozenset("två tre fyra fem sex båda".split())
_SUBORDINATORS = frozenset("som där när om medan eftersom vilket vilken vilka innan".split())
_NO_AGENT = frozenset("berörs omfattas ägs består utgörs finns beror präglas kännetecknas".split())
_INFINITIVE = re.compile(r"[a-zåäö]{3,}a")
# Adjectives and pronouns in -a
_NO_INFINITIVE = re.compile(
    r".*(?:liga|iska|ella|ala|ade|ande|ära|ösa|iva|anta|ulla|erna|orna|arna|samma|andra|stora|hela|olika|egna|alla|sina|"
    r"våra|dessa|vissa|flesta|många|nya|goda|rätta|enda|mera|ena|ända|hemma|borta|några|svenska|detta|denna)"
)
_ARTICLES = frozenset("den det de en ett sin sitt varje".split())
# How far behind what belongs to a subject its verb may stand, by the word that opens it
_BEHIND = {"med": 14, "vid": 6, "på": 6, "i": 6, "inom": 6, "hos": 6}
_CLAUSE_JOINTS = frozenset({",", "och", "men", "samt", "medan"})
_REACH = 45  # words between a modal verb and its infinitive; the longest met has 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One duty in a sentence: `mention` does what `tokens[first:end]` say, or nobody named does.

    `modal` is the finite verb of a power or possibility; `is_given` where the body stands above the sentence.
    """

    mention: Mention | None
    role: DutyRole
    first: int
    end: int
    modal: str = ""
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """Where a predicate begins, where its verb stands, and the modal verb it depends on ('' for none)."""

    first: int
    verb: int
    modal: str


class Words:
    """The words of one sentence; `taken` are the verbs whose subject or agent is known already."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self.tokens = tokens
        self.words = [token.lower for token in tokens]
        self.mentions = mentions
        self.mention_at: dict[int, Mention] = {i: m for m in mentions for i in range(m.first, m.end)}
        self.taken: set[int] = set()
        self.has_given = False

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> str:
        """The word at a place in lower case, '' outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def text(self, first: int, end: int) -> str:
        """The words from `first` to `end`, one space apart."""
        return " ".join(self.words[max(first, 0) : end])

    def near(self, first: int, end: int) -> list[str]:
        """The words from `first` to `end`."""
        return self.words[max(first, 0) : end]

    # around a body

    def before(self, first: int) -> int:
        """The place of the word before a mention, over 'även', numerals and brackets."""
        at = first - 1
        while at >= 0 and (
            (self.words[at] in ADVERBS and self.words[at] not in PARTNERS) or self.words[at] in _NUMERALS
        ):
            at -= 1
        if at > 1 and self.words[at] == ")" and self.words[at - 2] == "(":
            at -= 3
        # 'vi i Borås Stad ställer krav'
        return at - 1 if at > 0 and self.words[at] == "i" and self.words[at - 1] == "vi" else at

    def after(self, end: int) -> int:
        """The place of the word after a mention, over adverbs, brackets and an inserted clause."""
        at = end
        for _ in range(4):
            if self[at] in ADVERBS:
                at += 1
            elif end <= 3 and (verb := self._verb_within(at, _BEHIND.get(self[at], 0))) is not None:
                return verb  # 'En klimatpanel med 20 invånare träffas', 'Lovsamordnaren vid kulturskolan svarar'
            elif self[at] == "(" and ")" in self.words[at:]:
                at = self.words.index(")", at) + 1
            elif self._inserts(at) and (close := self._comma(at + 1)) is not None:
                at = close + 1
            elif self[at] == "," and self.is_finite(at + 1):
                at += 1
            else:
                break
        return at

    def _inserts(self, at: int) -> bool:
        """Whether something is inserted between subject and verb: ', eller vice ordföranden om ..., bedömer'."""
        return self[at] == "om" or (self[at] == "," and self[at + 1] != "som")

    def _verb_within(self, at: int, reach: int) -> int | None:
        """The first finite verb within reach, if no clause begins before it."""
        for place in range(at, min(at + reach, len(self.words))):
            if self.words[place] in _SUBORDINATORS or self.words[place] == "att":
                return None
            if place not in self.mention_at and (self.is_finite(place) or self.words[place] in DEPONENTS):
                return place
        return None

    def _comma(self, start: int) -> int | None:
        """The comma that closes an insertion, where a finite verb follows it."""
        places = range(start, min(start + 14, len(self.words)))
        return next((at for at in places if self.words[at] == "," and self.is_finite(at + 1)), None)

    # verbs

    def is_finite(self, at: int) -> bool:
        """Whether a known finite verb stands at `at`."""
        word = self[at]
        return word in MODALS or word in ("är", "har", "kommer") or as_form(word, "present", "past") is not None

    def looks_finite(self, at: int) -> bool:
        """Whether an unknown word in the verb's place reads as a present: 'Elevhälsan kartlägger'."""
        word = self[at]
        return len(word) > 4 and word.endswith(("ar", "er")) and word not in ("under", "eller", "efter", "heter")

    def infinitive(self, start: int) -> int | None:
        """The infinitive after a modal verb; None where what follows is a passive or no verb is seen."""
        guess: int | None = None
        for at in range(start, min(start + _REACH, len(self.words))):
            word = self.words[at]
            if word in (".", ";") or (word in _SUBORDINATORS and guess is not None):
                break
            if word in ("kunna", "få", "skall", "behöva", "börja", "fortsätta") or at in self.mention_at:
                continue
            if as_form(word, "infinitive_passive") and word not in DEPONENTS and not as_form(word, "infinitive"):
                return None
            if self[at - 1] in _ARTICLES:
                continue
            if as_form(word, "infinitive") or word in DEPONENTS:
                return at
            if guess is None and at < start + 6 and self._may_be_infinitive(at):
                guess = at
        return guess

    def _may_be_infinitive(self, at: int) -> bool:
        word = self[at]
        is_form = _INFINITIVE.fullmatch(word) and not _NO_INFINITIVE.fullmatch(word)
        return bool(is_form) and self[at - 1] not in PREPOSITIONS

    def infinitive_after_att(self, at: int, end: int) -> int | None:
        """The first infinitive behind the next 'att'."""
        if "att" not in self.words[at + 1 : end]:
            return None
        att = self.words.index("att", at + 1, end)
        places = range(att + 1, min(att + 10, end))
        return next((i for i in places if as_form(self.words[i], "infinitive")), None)

    def next_predicate(self, at: int, *, modal: str) -> Predicate | None:
        """The next predicate of the same subject, joined by 'och' or a comma."""
        is_blocked = False
        for place in range(at + 1, len(self.words) - 1):
            word = self.words[place]
            if word == ";":
                return None
            if word in ("som", "där", "vilket", "vilka"):
                is_blocked = True
            if word not in ("och", "samt", "men", ","):
                continue
            if word == ",":
                is_blocked = False
            following = place + 1
            while self[following] in ADVERBS:
                following += 1
            if is_blocked or following in self.mention_at:
                continue
            found = self._joined(place, following, modal)
            if found is not None:
                own = (following + 1) in self.mention_at and self.words[0] in FRONTS and found.verb == following
                return None if own else found  # 'Genom ..., tar staden': another subject's verb
        return None

    def _joined(self, place: int, following: int, modal: str) -> Predicate | None:
        word = self[following]
        if word in MODALS:
            inner = self.infinitive(following + 1)
            negated = "inte" in self.words[following + 1 : following + 4]
            return None if inner is None or negated else Predicate(place, inner, word)
        if word in ("är", "har") or (not modal and as_form(word, "present")):
            return Predicate(place, following, "")
        if modal and as_form(word, "infinitive") and self._is_bare(place):
            return Predicate(place, following, modal)
        return None

    def _is_bare(self, place: int) -> bool:
        """Whether the infinitive after 'och' goes with the modal verb and not with a nearer 'att'."""
        ahead = self.words[max(0, place - 14) : place]
        return "att" not in ahead or "," in ahead[len(ahead) - 1 - ahead[::-1].index("att") :]

    # passives

    def passive_before(self, before: int) -> int | None:
        """The passive or participle whose agent 'av' at `before` opens."""
        for at in range(before - 1, max(-1, before - 22), -1):
            word = self.words[at]
            if word in (";", ".") or word in _NO_AGENT:
                return None
            if as_form(word, "present_passive", "infinitive_passive", "participle") and not as_form(word, "infinitive"):
                return at
            if word == "sker" and self[before] == "av":
                return at
            if at >= before - 4 and word.endswith("as") and len(word) > 4 and word != "deras":
                return at  # an unknown verb: 'raderas av handläggaren'
            if self.is_finite(at) and word not in MODALS and word not in ("är", "har") and at not in self.mention_at:
                return None
        return None

    def has_agent(self, at: int) -> bool:
        """Whether a passive at `at` names who acts behind it."""
        for place in range(at + 1, min(at + 14, len(self.words) - 1)):
            if self.words[place] in (";", "."):
                return False
            if self.words[place] in ("av", "genom") and (place + 1) in self.mention_at:
                return True
            if self.words[place] == "av" and self[place + 1] in ("en", "ett", "den"):
                return True  # somebody no rule knows, but not nobody: 'prövas av en jury'
        return False

    def modal_before(self, at: int) -> int | None:
        """The 'ska', 'bör' or 'måste' that an infinitive at `at` belongs to."""
        for place in range(at - 1, max(-1, at - 26), -1):
            if self.words[place] in DUTY_MODALS:
                return None if place in self.taken else place
            if self.words[place] in ("att", "som", "innan", "när", "där", ";") or (
                self.is_finite(place) and place not in self.mention_at
            ):
                return None
        return None

    # clauses

    def is_condition(self, at: int) -> bool:
        """Whether the verb stands in a clause with 'när' or 'om': 'när insatsen utförs av hemtjänsten'."""
        for place in range(at - 1, max(-1, at - 7), -1):
            word = self.words[place]
            if self.is_finite(place) or word in (",", ";"):
                return False
            if word in ("när", "oavsett", "innan") or (
                word == "om" and self[place - 1] in ("", ",", "oavsett", "även")
            ):
                return True
        return False

    def is_embedded(self, at: int) -> bool:
        """Whether the finite verb at `at` stands in a clause that opens with 'som', 'att' or 'när'."""
        for place in range(at - 1, -1, -1):
            word = self.words[place]
            if word == "att" and (as_form(self[place + 1], "infinitive") or self._may_be_infinitive(place + 1)):
                continue  # an infinitive opens no clause: 'För att öka kunskapen ska ...'
            if word in ("som", "där", "när", "att", "hur", "vilka", "innan") or (word == "om" and not place):
                return True
            if self.is_finite(place) and place not in self.mention_at:
                return False
        return False

    def start(self, at: int) -> int:
        """Where the clause of the word at `at` begins: behind a semicolon, or with the sentence."""
        return next((place + 1 for place in range(at - 1, -1, -1) if self.words[place] == ";"), 0)

    def end(self, at: int) -> int:
        """Where the clause of the word at `at` ends: at a semicolon, or where another subject has its own verb."""
        for place in range(at, len(self.words)):
            if self.words[place] == ";" or (self.words[place] in _CLAUSE_JOINTS and self._opens(place)):
                return place
        return len(self.words)

    def shares_verb(self, mention: Mention) -> bool:
        """Whether a body takes the verb of the one before: 'Chefen ansvarar för A och rektorn för B'."""
        ahead = self.near(0, mention.first)
        is_joined = bool(ahead) and ahead[-1] in (",", "och", "samt") and self[mention.end] == "för"
        return is_joined and ("ansvarar" in ahead or "svarar" in ahead)

    def _opens(self, place: int) -> bool:
        mention = self.mention_at.get(place + 1)
        is_next = mention is not None and mention.first == place + 1 and not mention.is_genitive
        if is_next and mention is not None:
            return self.is_finite(self.after(mention.end)) or self.shares_verb(mention)
        return self.words[place] == "," and (place + 2) in self.mention_at and self.is_finite(place + 1)
