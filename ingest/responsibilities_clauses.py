"""Who does what in one sentence, by the word order of Swedish.

The finite verb of a main clause stands in the second place and the subject right before or right behind it, so a body
beside a finite verb is its subject. 'av' or 'genom' behind a passive names the one who acts; 'tillsammans med', 'i
samråd med' one who acts along. A passive with a duty and nobody named is kept with no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.bodies import Mention, Token
from ingest.records import DutyRole
from ingest.responsibilities_roles import role_of
from ingest.responsibilities_verbs import MODALS, Verb, as_form, verb_forms

_PREPOSITIONS = frozenset(
    "av till för med hos från i på genom inom åt mellan mot under enligt över efter vid utan via per bland kring bakom "
    "jämte gentemot".split()
)
_ADVERBS = frozenset(
    "även också dessutom alltid normalt tillsammans gemensamt särskilt främst därför sedan därefter årligen löpande "
    "regelbundet kontinuerligt aktivt ytterst då därmed bl.a inte själv själva alltså vidare dock istället snarast här "
    "där skriftligen skyndsamt strategiskt hela tiden fortlöpande aldrig fortfarande vanligen ibland ofta direkt ej "
    "sålunda således årsvis".split()
)
_FRONTS = frozenset(
    "när om vid i under utöver senast minst före efter därefter innan inför för med på från genom inom enligt då två "
    "tre en ett vart varje årligen här där därför dessutom därutöver till samtidigt över minst utifrån via mot hos "
    "utan särskilt så som".split()
)
_WITH = frozenset({"samarbete", "samråd", "samverkan", "tillsammans", "dialog"})
_CONDITIONS = frozenset({"när", "om", "oavsett", "innan", "därför"})
_EMBEDDED = frozenset({"när", "om", "innan", "medan", "eftersom", "hur", "vad", "där"})
_NUMERALS = frozenset("två tre fyra fem sex flera båda".split())
_PASSED_ON = re.compile(
    r"\b(?:ansök\w+|anmälan|beställning\w*|uppgift\w*|begäran|blankett\w*|handling\w*|remiss\w*|remitter\w*)\b"
)
_REMISS = re.compile(r"\bremi(?:ss|tter)")
_NOMINAL: dict[str, DutyRole] = {"uppföljning": "follow_up", "utvärdering": "follow_up", "revidering": "revise"}
_RECEIVED: tuple[tuple[DutyRole, re.Pattern[str]], ...] = (
    ("support", re.compile(r"\b(?:hjälp|stöd\w*)\b")),
    ("offer", re.compile(r"\b(?:information|möjlighet\w*|tillgång|\w*utbildning|undervisning|erbjud\w+)\b")),
)
_SUBORDINATE = frozenset("som där när om medan eftersom vilket vilken vilka innan".split())
_DEPONENTS = frozenset({"träffas", "samlas", "hjälps"})
_NO_AGENT = frozenset("berörs omfattas ägs består utgörs finns beror präglas kännetecknas följs_av".split())
_TASK_OF = re.compile(
    r"ansvar\w* .{0,30}(?:ligger|vilar)(?: \w+)? (?:på|hos)$|är (?:en|ett) (?:\w+ )?(?:uppgift|ansvar) för$|hör till$"
)
_INFINITIVE = re.compile(r"[a-zåäö]{3,}a")
_NO_INFINITIVE = re.compile(
    r".*(?:liga|iska|ella|ala|ade|ande|ära|ösa|iva|anta|ulla|erna|orna|arna|samma|andra|stora|hela|olika|egna|alla|sina|"
    r"våra|dessa|vissa|flesta|många|nya|goda|rätta|enda|mera|ena|ända|hemma|borta|några|respektera_|svenska|tillsamma)"
)


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


def statements(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Statement]:
    """The duties that a sentence states, in order."""
    return _Sentence(tokens, mentions).statements()


def item_statements(tokens: Sequence[Token], mentions: Sequence[Mention], given: Mention, mode: str) -> list[Statement]:
    """The duties of a list item or a line below a body's heading: `given` acts, and the item says what.

    `mode` is the form that the item opens with: infinitive, noun or present. An item of another form gives nothing.
    """
    sentence = _Sentence(tokens, mentions)
    own = list(sentence.given(given, mode))
    return [replace(one, is_given=True) for one in own] + (sentence.statements() if own else [])


def _once(found: Sequence[Statement]) -> Iterator[Statement]:
    """One statement where two ways lead to the same body in the same role: 'i samarbete med X, som bidrar'."""
    partners = {id(one.mention) for one in found if one.role == "cooperate" and one.mention is not None}
    seen: set[int] = set()
    for one in found:
        if one.role == "cooperate" and id(one.mention) in partners:
            if id(one.mention) in seen:
                continue
            seen.add(id(one.mention))
        yield one


class _Sentence:
    """The tokens of one sentence with what stands where; it lives for the call of `statements`."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self.tokens = tokens
        self.has_given = False
        self.words = [token.lower for token in tokens]
        self.mentions = mentions
        self.mention_at: dict[int, Mention] = {i: m for m in mentions for i in range(m.first, m.end)}
        self.taken: set[int] = set()

    def statements(self) -> list[Statement]:
        found: list[Statement] = []
        for mention in self.mentions:
            found.extend(self._of(mention))
        found.extend(self._unnamed())
        return sorted(_once(found), key=lambda item: item.first)

    def given(self, mention: Mention, mode: str) -> Iterator[Statement]:
        """What an item says of one named above it."""
        at = 0
        self.has_given = True
        while at < len(self.words) and (self.words[at] in _ADVERBS or self.words[at] in ("att", ",")):
            at += 1
        verb = as_form(self.word(at), "present" if mode == "present" else "infinitive")
        if mode == "noun" or (mode == "infinitive" and verb is None and not self._infinitive_opens(at)):
            if mode == "noun" or at == 0:
                yield Statement(mention=mention, role="responsible", first=0, end=self._end(0))
            return
        if verb is None and mode == "present":
            return
        place = at if verb is not None else self._infinitive(at)
        if place is not None:
            self.taken.add(place)
            yield from self._chain(mention, place, first=0, modal="" if mode == "present" else "ska")

    def _infinitive_opens(self, at: int) -> bool:
        """Whether an item's verb stands behind an adverbial: 'i samverkan med regionen erbjuda ...'."""
        return self.word(at) in _PREPOSITIONS and self._infinitive(at) is not None

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    # who acts

    def _of(self, mention: Mention) -> Iterator[Statement]:
        if mention.is_genitive:
            if self.word(mention.end) == "beslut":
                yield Statement(mention=mention, role="decide", first=mention.first, end=self._end(mention.end))
            return
        before = self._before(mention.first)
        previous = self.word(before)
        if mention.kind == "party" and previous not in ("med", "mellan"):
            return
        if previous in ("av", "genom", "via") and (verb := self._passive_before(before)) is not None:
            yield from self._agent(mention, verb)
        elif previous in ("av", "i") and self.word(before - 1) in ("hörande", "beredning"):
            role: DutyRole = "cooperate" if self.word(before - 1) == "hörande" else "responsible"
            yield Statement(mention=mention, role=role, first=before - 1, end=mention.end)
        elif previous == "av" and self.word(before - 1) in ("stöd", "hjälp"):
            yield Statement(mention=mention, role="support", first=before - 1, end=mention.end)
        elif previous in ("av", "i") and self._is_decision_of(before):
            yield Statement(mention=mention, role="decide", first=0, end=self._end(mention.end))
        elif previous in ("för", "från", "av") and self._is_member_of(before):
            yield Statement(mention=mention, role="cooperate", first=0, end=self._end(mention.end))
        elif previous in ("med", "mellan") and self.word(before - 1) in _WITH:
            yield Statement(mention=mention, role="cooperate", first=before - 1, end=self._clause_end(mention.end))
        elif previous in ("på", "hos", "för", "till") and self._is_task_of(before):
            yield Statement(mention=mention, role="responsible", first=0, end=mention.end)
        elif previous == "till" and self._is_sent_to(before):
            role = "cooperate" if _REMISS.search(" ".join(self.words[:before])) else "other"
            yield Statement(mention=mention, role=role, first=0, end=mention.end)
        elif previous in ("föreläggas", "underställas"):
            yield Statement(mention=mention, role="decide", first=0, end=self._end(mention.end))
        elif previous in ("ge", "ger", "gav", "åt") and "uppdrag" in self.words[mention.end : mention.end + 2]:
            yield from self._charged(mention, mention.end)
        elif previous in ("föreslår", "föreslå") and as_form(self.word(mention.end), "infinitive") is not None:
            named = as_form(self.word(mention.end), "infinitive")
            if named is not None:
                yield Statement(mention=mention, role=named.role, first=mention.end, end=self._end(mention.end))
        elif previous not in _PREPOSITIONS:
            yield from self._subject(mention, before)
        is_place = previous in ("i", "på", "inom", "vid") and self.word(mention.end) != ","
        if is_place:
            return
        if self.word(mention.end) in ("som",) or (
            self.word(mention.end) == "," and self.word(mention.end + 1) == "som"
        ):
            yield from self._relative(mention)

    def _before(self, first: int) -> int:
        """The place of the word before a mention, over 'även' and the like."""
        at = first - 1
        while at >= 0 and ((self.words[at] in _ADVERBS and self.words[at] not in _WITH) or self.words[at] in _NUMERALS):
            at -= 1
        if at > 1 and self.words[at] == ")" and self.words[at - 2] == "(":
            at -= 3
        # 'vi i Borås Stad ställer krav'
        return at - 1 if at > 0 and self.words[at] == "i" and self.words[at - 1] == "vi" else at

    def _after(self, end: int) -> int:
        """The place of the word after a mention, over adverbs, brackets and an inserted clause."""
        at = end
        steps = 0
        while at < len(self.words) and steps < 4:
            if self.words[at] in _ADVERBS:
                at += 1
            elif self.words[at] == "(":
                while at < len(self.words) and self.words[at] != ")":
                    at += 1
                at += 1
            elif self._inserts(at) and (close := self._comma(at + 1)) is not None:
                at = close + 1
            elif self.words[at] == "," and self._is_finite(at + 1):
                at += 1
            else:
                return at
            steps += 1
        return at

    def _inserts(self, at: int) -> bool:
        """Whether something is inserted between subject and verb: ', eller vice ordföranden om ..., bedömer'."""
        return self.words[at] == "om" or (self.words[at] == "," and self.word(at + 1) != "som")

    def _comma(self, start: int) -> int | None:
        """The comma that closes an insertion, where a finite verb follows it."""
        for at in range(start, min(start + 14, len(self.words))):
            if self.words[at] == "," and self._is_finite(at + 1):
                return at
        return None

    def _is_finite(self, at: int) -> bool:
        word = self.word(at)
        return word in MODALS or word in ("är", "har", "kommer") or as_form(word, "present", "past") is not None

    def _subject(self, mention: Mention, before: int) -> Iterator[Statement]:
        at = self._after(mention.end)
        if self.words[0] == "som" and mention.first <= 4:  # 'Som den största arbetsgivaren bör staden ...'
            return
        if self._is_finite(at):
            embedded = self.word(before) in _EMBEDDED
            for one in self._predicates(mention, at, start=at + 1):
                # 'när nämnderna rapporterar': no duty, but who decides is said so, too: 'om ordföranden medger det'
                if not embedded or one.role == "decide" or (self.word(before) == "hur" and one.modal != "kan"):
                    yield one
        elif as_form(self.word(at), "present_passive") is not None and self.word(at) in _DEPONENTS:
            following = self._next_predicate(at, modal="")
            if following is not None:  # 'Styrgruppen träffas sex gånger per år och ska lösa ...'
                yield from self._chain(mention, following[1], first=following[0], modal=following[2])
        elif before >= 0 and self._is_finite(before) and self._may_invert(before):
            yield from self._predicates(mention, before, start=mention.end)
        elif mention.first <= 1 and self._looks_finite(at):
            yield Statement(mention=mention, role="responsible", first=at, end=self._clause_end(at + 1))
        elif mention.end < len(self.words) and self._is_passive_duty(mention.end):
            yield from self._charged(mention, mention.end)

    def _looks_finite(self, at: int) -> bool:
        """Whether an unknown word in the verb's place reads as a present: 'Elevhälsan kartlägger'."""
        word = self.word(at)
        return len(word) > 4 and word.endswith(("ar", "er")) and word not in ("under", "eller", "efter", "heter")

    def _may_invert(self, at: int) -> bool:
        """Whether the finite verb at `at` has its subject behind it: something else stands first in its clause."""
        if at == 0 or at in self.taken:
            return False
        if self.words[at] == "är" and self.words[0] != "ansvarig":
            return False
        if self.words[at] in MODALS or self.words[at] in ("har", "är", "kommer"):
            return self.word(at - 1) not in ("som", "och") and not self._has_subject_before(at)
        return (self.words[0] in _FRONTS or self.words[0][0].isdigit()) and not self._has_subject_before(at)

    def _has_subject_before(self, at: int) -> bool:
        mention = self.mention_at.get(at - 1)
        if mention is None or mention.is_genitive or (self.words[0] == "som" and mention.first <= 4):
            return False
        return self.word(self._before(mention.first)) not in _PREPOSITIONS

    def _is_passive_duty(self, at: int) -> bool:
        return self.word(at) in ("ges", "åläggs", "tilldelas", "får")

    def _charged(self, mention: Mention, at: int) -> Iterator[Statement]:
        """'Förvaltningarna ges ett gemensamt uppdrag att ställa ...'."""
        yield from self._infinitive_after_att(mention, at, within=8)

    def _is_task_of(self, before: int) -> bool:
        """'ansvaret ligger på', 'är en uppgift för', 'hör till'."""
        ahead = " ".join(self.words[max(0, before - 5) : before + 1])
        return _TASK_OF.search(ahead) is not None

    def _is_sent_to(self, before: int) -> bool:
        """'Ansökan lämnas till', 'ska lämna uppgift om sina inkomster till'."""
        ahead = self.words[max(0, before - 10) : before]
        if self.has_given or not _PASSED_ON.search(" ".join(self.words[:before])):
            return False
        passive = any(
            word in ("lämnas", "skickas", "inlämnas", "remitterats", "remitteras", "sändas", "sänds", "remiss")
            for word in ahead[-3:]
        )
        return (passive or "lämna" in ahead) and not any(m.end <= before and not m.is_genitive for m in self.mentions)

    def _is_decision_of(self, before: int) -> bool:
        """'enligt beslut om ... i kommunfullmäktige'."""
        return "enligt" in self.words[:before] and "beslut" in self.words[max(0, before - 6) : before]

    def _is_member_of(self, before: int) -> bool:
        """'ingår representanter för'."""
        ahead = self.words[max(0, before - 4) : before]
        return "representanter" in ahead and any(word in ("ingår", "deltar") for word in self.words[:before])

    def _relative(self, mention: Mention) -> Iterator[Statement]:
        """'Skolchefen, som redovisar ...': the body is the subject of what follows."""
        at = mention.end + (1 if self.word(mention.end) == "," else 0) + 1
        while self.word(at) in _ADVERBS:
            at += 1
        if self._is_finite(at):
            yield from self._predicates(mention, at, start=at + 1)
        elif (verb := as_form(self.word(at), "present_passive")) is not None and self.word(at) in _DEPONENTS:
            yield Statement(mention=mention, role=verb.role, first=at, end=self._clause_end(at))

    # what is done

    def _predicates(self, mention: Mention, finite: int, *, start: int) -> Iterator[Statement]:
        """The predicates of a subject: the finite verb's and those joined to it."""
        if finite in self.taken:
            return
        self.taken.add(finite)
        modal = self.words[finite] if self.words[finite] in MODALS else ""
        if self.words[finite] == "kommer":
            modal = "ska"
        if "inte" in self.words[finite + 1 : finite + 3] or "inte" in self.words[start : start + 2]:
            return  # what is not to be done is no duty
        if modal == "får" and self.words[start : start + 2] == ["i", "uppdrag"]:
            yield from self._infinitive_after_att(mention, start, within=8)
            return
        at = self._infinitive(start) if modal else finite
        if at is not None:
            yield from self._chain(mention, at, first=finite, modal=modal)
        elif modal == "ska" or modal == "skall":
            yield from self._chance(mention, start)

    def _chain(self, mention: Mention, verb_at: int, *, first: int, modal: str) -> Iterator[Statement]:
        """The predicate at `verb_at` and those joined to it."""
        at: int | None = verb_at
        while at is not None:
            following = self._next_predicate(at, modal=modal)
            end = following[0] if following is not None else self._end(at)
            if following is not None and following[0] <= at + 3 and self._shares_object(at, following[1]):
                pass  # 'leder och samordnar förvaltningen': the second says what both do
            else:
                for one in self._one(mention, at, first=first, end=end, modal=modal):
                    yield replace(one, modal=modal)
            if following is None:
                return
            first, at, modal = following[0], following[1], following[2]
            self.taken.add(at)

    def _shares_object(self, at: int, other: int) -> bool:
        return other == at + 2 and self.words[at + 1] in ("och", "samt")

    def _one(self, mention: Mention, at: int, *, first: int, end: int, modal: str) -> Iterator[Statement]:
        word = self.words[at]
        verb = as_form(word, "infinitive") if modal else as_form(word, "present", "past")
        lemma = "vara" if word == "är" else "ha" if word == "har" else verb.lemma if verb else word
        if lemma in ("ges", "få") and not modal:
            yield from self._infinitive_after_att(mention, at, within=8)
            return
        if word == "har" and (supine := self._supine(at)) is not None:
            at, lemma, verb = supine
        tail = " ".join(self.words[at + 1 : end])
        if lemma == "ha" and "ansvar" in self.words[max(0, at - 3) : at]:  # 'Ett särskilt ansvar har bolagen'
            yield Statement(mention=mention, role="responsible", first=first, end=end)
            return
        role = role_of(lemma, verb.role if verb else "responsible", tail, modal=modal)
        if role is None:
            return
        splits = self._splits(at, end) if lemma in ("ansvara", "svara", "innebära") else []
        follows = next((i for i in range(at, end - 3) if self.words[i : i + 3] == ["vilket", "innebär", "att"]), None)
        if follows is not None and (inner := self._att_infinitive(follows, end)) is not None:
            splits, own_end = [*splits, follows], follows
            inner_role = self._role(inner, end, modal="")
            if inner_role is not None:
                yield Statement(mention=mention, role=inner_role, first=follows, end=end)
            end = own_end
            splits = [place for place in splits if place < end]
        bounds = [first, *splits, end]
        for part, (begin, stop) in enumerate(pairwise(bounds)):
            words = " ".join(self.words[(at + 1 if part == 0 else begin + 1) : stop])
            yield Statement(
                mention=mention,
                role=role_of(lemma, verb.role if verb else "responsible", words, modal=modal) or role,
                first=begin,
                end=stop,
            )

    def _chance(self, mention: Mention, start: int) -> Iterator[Statement]:
        """'Rådet ska ges tillfälle att yttra sig'."""
        words = self.words[start : start + 6]
        if any(word in ("ges", "få", "beredas") for word in words) and any(
            w in ("tillfälle", "möjlighet") for w in words
        ):
            yield from self._infinitive_after_att(mention, start, within=10)

    def _supine(self, at: int) -> tuple[int, str, Verb] | None:
        """'har fastställt', 'har tagit fram': the act that is done, for the verbs that found a duty."""
        for place in range(at + 1, min(at + 16, len(self.words))):
            verb = as_form(self.words[place], "past")
            if verb is not None and self.words[place].endswith("t"):
                return place, verb.lemma, verb
            if self.words[place] in _SUBORDINATE:
                return None
        return None

    def _splits(self, at: int, end: int) -> list[int]:
        """Where 'ansvarar för A, för att B och för att C' begins anew."""
        return [
            place
            for place in range(at + 4, end - 1)
            if self.words[place] in ("och", ",", "samt") and self.words[place + 1 : place + 3] == ["för", "att"]
        ]

    def _role(self, at: int, end: int, *, modal: str) -> DutyRole | None:
        verb = as_form(self.words[at], "infinitive")
        tail = " ".join(self.words[at + 1 : end])
        return role_of(verb.lemma if verb else self.words[at], verb.role if verb else "responsible", tail, modal=modal)

    def _infinitive(self, start: int) -> int | None:
        """The infinitive after a modal verb; None where what follows is a passive or no verb is seen."""
        guess: int | None = None
        for at in range(start, min(start + 45, len(self.words))):
            word = self.words[at]
            if word in (".", ";") or (word in _SUBORDINATE and guess is not None):
                break
            if word in ("kunna", "få", "skall", "behöva", "börja", "fortsätta", "verka_för"):
                continue
            if at in self.mention_at:
                continue
            if as_form(word, "infinitive_passive") and word not in _DEPONENTS and not as_form(word, "infinitive"):
                return None
            if self.word(at - 1) in ("den", "det", "de", "en", "ett", "sin", "sitt", "varje"):
                continue
            if as_form(word, "infinitive"):
                return at
            if word in _DEPONENTS:
                return at
            if (
                guess is None
                and at < start + 6
                and self.word(at - 1) not in _PREPOSITIONS
                and _INFINITIVE.fullmatch(word)
                and not _NO_INFINITIVE.fullmatch(word)
            ):
                guess = at
        return guess

    def _att_infinitive(self, at: int, end: int) -> int | None:
        for place in range(at + 1, end - 1):
            if self.words[place] == "att":
                return next(
                    (i for i in range(place + 1, min(place + 10, end)) if as_form(self.words[i], "infinitive")), None
                )
        return None

    def _infinitive_after_att(self, mention: Mention, at: int, *, within: int) -> Iterator[Statement]:
        if "att" not in self.words[at : at + within]:
            return
        inner = self._att_infinitive(at, len(self.words))
        if inner is None:
            return
        role = self._role(inner, self._end(inner), modal="")
        if role is not None:
            yield Statement(mention=mention, role=role, first=at, end=self._end(inner))

    def _next_predicate(self, at: int, *, modal: str) -> tuple[int, int, str] | None:
        """(where it begins, its verb, its modal) of the next predicate of the same subject."""
        blocked = False
        for place in range(at + 1, len(self.words) - 1):
            word = self.words[place]
            if word == ";":
                return None
            if word in ("som", "där", "vilket", "vilka"):
                blocked = True
            if word not in ("och", "samt", "men", ","):
                continue
            if word == ",":
                blocked = False
            following = place + 1
            while self.word(following) in _ADVERBS:
                following += 1
            nxt = self.word(following)
            if blocked or following in self.mention_at:
                continue
            if nxt in MODALS and (inner := self._infinitive(following + 1)) is not None:
                return place, inner, nxt
            if nxt in ("är", "har") or (not modal and as_form(nxt, "present")):
                if (following + 1) in self.mention_at and self.words[0] in _FRONTS:
                    return None  # 'Genom ..., tar staden': another subject's verb
                return place, following, ""
            if modal and as_form(nxt, "infinitive") and self._is_bare_infinitive(place):
                return place, following, modal
        return None

    def _is_bare_infinitive(self, place: int) -> bool:
        """Whether the infinitive after 'och' goes with the modal verb and not with a nearer 'att'."""
        ahead = self.words[max(0, place - 14) : place]
        return "att" not in ahead or "," in ahead[len(ahead) - 1 - ahead[::-1].index("att") :]

    # passives

    def _passive_before(self, before: int) -> int | None:
        """The passive or participle whose agent 'av' at `before` opens."""
        for at in range(before - 1, max(-1, before - 22), -1):
            word = self.words[at]
            if word in (";", ".") or word in _NO_AGENT:
                return None
            if as_form(word, "present_passive", "infinitive_passive", "participle") and not as_form(word, "infinitive"):
                return at
            if self._is_finite(at) and word not in MODALS and word not in ("är", "har") and at not in self.mention_at:
                return None
        return None

    def _agent(self, mention: Mention, verb_at: int) -> Iterator[Statement]:
        if verb_at in self.taken or self._is_condition(verb_at):
            return
        self.taken.add(verb_at)
        yield from self._passive(mention, verb_at, first=self._clause_start(verb_at), end=mention.end)
        at = mention.end
        while at < len(self.words) - 1:  # '... och återrapporteras till Kommunstyrelsen': by the same
            word = self.words[at]
            if word in ("som", ";"):
                return
            if word in ("och", "samt", ","):
                following = at + 1
                while self.word(following) in _ADVERBS:
                    following += 1
                if (
                    as_form(self.word(following), "present_passive")
                    and following not in self.taken
                    and not self._agent_of(following)
                ):
                    self.taken.add(following)
                    yield from self._passive(mention, following, first=at, end=self._end(following))
            at += 1

    def _passive(self, mention: Mention | None, at: int, *, first: int, end: int) -> Iterator[Statement]:
        verb = as_form(self.words[at], "present_passive", "infinitive_passive", "participle")
        if verb is None:
            return
        role = role_of(verb.lemma, verb.role, " ".join(self.words[at + 1 : end]))
        if role in ("responsible", None):  # what is done stands before a passive: 'Tillsyn utförs av'
            role = role_of(verb.lemma, verb.role, " ".join(self.words[first:at])) or role
        if verb.lemma in ("lämna", "överlämna", "skicka") and mention is not None and first != 0:
            role = "report_to"
        if role is None:
            role = "responsible" if mention is not None else None
        if role is not None:
            yield Statement(mention=mention, role=role, first=first, end=end)

    def _agent_of(self, at: int) -> bool:
        """Whether a passive at `at` names who acts behind it."""
        for place in range(at + 1, min(at + 14, len(self.words) - 1)):
            if self.words[place] in (";", "."):
                return False
            if self.words[place] in ("av", "genom") and (place + 1) in self.mention_at:
                return True
        return False

    def _is_condition(self, at: int) -> bool:
        """Whether the verb stands in a clause with 'när' or 'om': 'när insatsen utförs av hemtjänsten'."""
        for place in range(at - 1, max(-1, at - 7), -1):
            if self._is_finite(place) or self.words[place] == ",":
                return False
            if self.words[place] in _CONDITIONS:
                return True
        return False

    def _unnamed(self) -> Iterator[Statement]:
        """Duties where nobody is named: 'SFI ska erbjudas', 'ska få hjälp', 'Uppföljning sker årligen'."""
        if not self.words or self.tokens[0].text in '”"»“':
            return
        nominal = _NOMINAL.get(self.words[0])
        if nominal is not None and any(w in ("sker", "görs", "genomförs") for w in self.words) and not self.taken:
            yield Statement(mention=None, role=nominal, first=0, end=len(self.words))
            return
        roles: list[tuple[DutyRole, int]] = []
        for at, word in enumerate(self.words):
            if at in self.taken or word in _DEPONENTS:
                continue
            role = self._received(at) if word == "få" else self._unnamed_passive(at)
            if role is not None and role not in [known for known, _ in roles]:
                roles.append((role, at))
        named = [one for one in roles if one[0] != "responsible"]
        for role, at in named or roles[:1]:
            yield Statement(mention=None, role=role, first=0, end=self._end(at))

    def _unnamed_passive(self, at: int) -> DutyRole | None:
        verb = as_form(self.words[at], "infinitive_passive", "present_passive")
        if verb is None or self._agent_of(at):
            return None
        modal_at = self._modal_before(at)
        if modal_at is None:
            is_duty = verb.role == "offer" and as_form(self.words[at], "present_passive") is not None
            return verb.role if is_duty and not self._is_embedded(at) else None
        between = self.words[modal_at:at]
        if self._is_embedded(modal_at) or ("inte" in between and "utan" not in between):
            return None
        near = {self.word(modal_at - 1), self.word(modal_at + 1)}
        if near & {"de", "den", "det", "dessa", "detta", "denna", "som"}:
            return None  # what follows from the sentence before is no duty of its own
        return role_of(verb.lemma, verb.role, " ".join(self.words[at + 1 :]))

    def _received(self, at: int) -> DutyRole | None:
        """'ska i möjligaste mån få hjälp': somebody is to give it."""
        modal_at = self._modal_before(at)
        if modal_at is None or self._is_embedded(modal_at) or any(m.end == modal_at for m in self.mentions):
            return None
        thing = " ".join(self.words[at + 1 : at + 6])
        return next((role for role, pattern in _RECEIVED if pattern.search(thing)), None)

    def _modal_before(self, at: int) -> int | None:
        """The 'ska', 'bör' or 'måste' that a passive infinitive belongs to."""
        for place in range(at - 1, max(-1, at - 26), -1):
            if self.words[place] in ("ska", "skall", "bör", "måste"):
                return place
            if self._is_finite(place) and place not in self.mention_at:
                return None
        return None

    def _is_embedded(self, at: int) -> bool:
        """Whether the finite verb at `at` stands in a clause that opens with 'som', 'att' or 'när'."""
        for place in range(at - 1, -1, -1):
            word = self.words[place]
            if word == "att" and place <= 2 and self.words[0] in ("för", "genom", "i"):
                return False  # 'För att öka kunskapen ska ...'
            if word in ("som", "där", "när", "om", "att", "hur", "vilka", "innan") and not (word == "om" and place):
                return True
            if self._is_finite(place) and place not in self.mention_at:
                return False
        return False

    # bounds

    def _clause_start(self, at: int) -> int:
        for place in range(at - 1, -1, -1):
            if self.words[place] == ";":
                return place + 1
        return 0

    def _clause_end(self, at: int) -> int:
        return self._end(at)

    def _end(self, at: int) -> int:
        for place in range(at, len(self.words)):
            if self.words[place] == ";":
                return place
        return len(self.words)


def leading_verb(tokens: Sequence[Token], *, form: str) -> Verb | None:
    """The verb that a list item begins with in `form`, over adverbs: '- ansvara för', '- årligen följa upp'."""
    for token in tokens[:5]:
        if form == "infinitive" and (verb := as_form(token.lower, "infinitive")) is not None:
            return verb
        if form == "present" and (verb := as_form(token.lower, "present")) is not None:
            return verb
        if token.lower not in _ADVERBS and not verb_forms(token.lower) and token.text not in "-•·*–":
            return None
    return None
