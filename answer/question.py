"""What kind of answer a question wants, read from its words in Swedish or English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answer.facts import FactKind
from index.terms import fold

Wanted = Literal[
    "who", "when", "how_often", "how_much", "share", "how_many", "how_long", "where", "why", "definition", "yes_no",
    "compare", "list", "what", "status", "keyword",
]  # fmt: skip

# In order: the first that matches decides. Patterns see the folded question (lower case, å/ä → a, ö → o).
_RULES: tuple[tuple[Wanted, str], ...] = (
    (
        "compare",
        r"\bskiljer|\bskillnad|\bjamfor|\bdiffer|\bcompar|\bskiljaktig|\bversus\b|\bvs\b|\bmotsager|\boverensstam"
        r"|\bsamma \w+ (?:som|i bada)|\bboth documents\b|\bcontradict|\bjamfort\b|\bkonflikt|\bagree\b|\bdisagree"
        r"|\b(?:andrar|andras|andringar|andring|changes?|changed|instead of|i stallet for|istallet for)\b",
    ),
    (
        "how_often",
        r"\bhur off?t+a?\b|\bhow often\b|\bhow frequent|\bintervall\b|\bhur (?:manga|mycket) ganger\b|\bhow many times\b"
        r"|\bhow regularly|\bhur regelbundet|\bmed vilken frekvens|\bfrekvens\b|\bat what intervals?\b|\bhowe? oft",
    ),
    (
        "share",
        r"\bhur stor (?:del|andel)\b|\bhur manga procent\b|\b(?:vilken|hur hog) andel\b|\bprocent\b"
        r"|\bwhat (?:share|proportion|percent"
        r"|part|fraction)\w*|\bhow large a (?:share|part|proportion)|\bpercent\w*|\bpass rate\b|\bwhich share\b"
        r"|\bandel\w*\b",
    ),
    (
        "how_long",
        r"\bhur lange\b|\bhow long\b|\bhur lang tid\b|\bhow soon\b|\bhur snabbt\b|\bhow quickly\b"
        r"|\bhur manga (?:dagar|veckor"
        r"|manader|ar|timmar|minuter)\b|\bhow many (?:days|weeks|months|years|hours|minutes)\b|\bhow fast\b",
    ),
    (
        "how_much",
        r"\bkost\w*|\bpris\w*|\bhur mycket\b|\bcosts?\b|\bprice|\bhow much\b|\bavgift\w*|\bbelopp\w*|\bfees?\b"
        r"|\bbudget\w*|\bersattning\w*"
        r"|\bwhat does .* (?:cost|charge)|\bceiling\b|\btakbelopp|\banslag\w*|\bdyr\w*|\bkronor\b"
        r"|\bhow expensive|\bfunding\b|\bcharge\b",
    ),
    ("how_many", r"\bhur manga\b|\bantal(?:et)?\b|\bhow many\b|\bnumber of\b|\bhur stort antal"),
    (
        "when",
        r"\bnar\b|\bwhen\b|\bvilket (?:ar|datum)\b|\bwhat (?:year|date)\b|\b(?:by |from |on |until )?(?:which"
        r"|what) (?:date|year|day|month|time)"
        r"|\btill och med nar\b|\buntil when\b|\bsista dag|\bsenast\b|\bdeadline|\bgiltig\w*|\bvalid\w*"
        r"|\bexpires?\b|\bgaller .*\btill\b"
        r"|\bdatum\b|\bslutdatum|\bhow late\b|\bvilken (?:manad|dag|tid)",
    ),
    (
        "who",
        r"\bvem\b|\bvems\b|\bvilka? (?:namnd|forvaltning|organ|enhet|chef|bolag|avdelning|kontor|instans"
        r"|myndighet|roll|person|politiker|parti)\w*"
        r"|\bvilket (?:organ|utskott|kontor|bolag|parti)\b|\bwho\b|\bwhom\b|\bwhose\b|\bansvar(?:ig|iga|ar)\b"
        r"|\bresponsible\b"
        r"|\b(?:which|what) (?:\w+ ){0,2}(?:committee|board|department|body|unit|office|manager|agency|company"
        r"|authority|administration|firm"
        r"|official|council|party|parties|politicians?)\b|\bhvem\b|\bkuka\b|\bwer\b|\bansvar for\b|\bin charge\b",
    ),
    ("why", r"\bvarfor\b|\bwhy\b|\bav vilken anledning\b|\bfor what reason|\bsyfte\w*|\bpurpose\b|\bmotiv\w*|\bhur kommer det sig|\breasons?\b"),
    (
        "definition",
        r"\bvad (?:ar|betyder|menas|avses|innebar|star)\b.*\b(?:med|for|betyder|innebar)?|\bdefini\w*"
        r"|\bwhat is meant\b|\bmeaning of\b"
        r"|\bwhat does .* mean\b|\bwhat (?:is|are) (?:an? |the )?['\"“”‘’][^'\"]+['\"“”‘’]|\bstand for\b",
    ),
    (
        "status",
        r"\b(?:antag(?:et|en|na)|gallande|adopted|in force)\b.*\b(?:forslag|proposal|eller|or|just)\b|\bstatus\b"
        r"|\bbara ett forslag\b",
    ),
    ("where", r"\bvar (?!\w*(?:tredje|fjarde|annan))\b|\bvart\b|\bwhere\b|\bvilken plats|\bvilka platser|\bin which (?:part|area|place)|\bi vilk(?:en|et|a) (?:stadsdel|omrade|del)\w*"),
    (
        "list",
        r"\bvilka\b|\blista\b|\brakna upp\b|\blist\b|\bwhich .*s\b|\bwhat are\b|\bname (?:the|all|two|three"
        r"|four)|\bwhat (?:three|four|five|two)\b",
    ),
)  # fmt: skip
_COMPILED = tuple((wanted, re.compile(pattern)) for wanted, pattern in _RULES)

# A question that begins with its verb wants yes or no: "Ska alla …?", "Does Borås …?"
_YES_NO = re.compile(
    r"^(?:och |men |and |but |so )?(?:ar|har|ska|skall|kan|maste|far|finns|galler|star|ligger|blir|bor|vill"
    r"|ingar|omfattas|omfattar|erbjuds"
    r"|erbjuder|behover|kravs|gar|tar|ger|betalar|ansvarar|foljs|foljer|namner|namns|sager|innehaller|anser"
    r"|stodjer|arbetar|betyder"
    r"|is|are|was|were|does|do|did|has|have|can|must|may|should|shall|will|would|could|am)\b"
)

_PAST = frozenset("blev fick antog höjde ändrade hade gjorde gick kom sa stod fanns var gällde ersatte".split()) - {
    "var"
}

_NEEDS: dict[Wanted, tuple[FactKind, ...]] = {
    "who": ("body",),
    "when": ("date", "duration"),
    "how_often": ("frequency",),
    "how_much": ("amount", "share"),
    "share": ("share",),
    "how_many": ("number",),
    "how_long": ("duration", "frequency", "date"),
}

_SMALL_TALK = re.compile(
    r"^(?:hej+|hejsan|tjena|hallå|hallo|god (?:morgon|dag|kvall)|hi|hello|hey|thanks?|thank you"
    r"|tack(?: sa mycket)?|ok(?:ay)?|test\w*|hur mar du"
    r"|how are you|vem ar du|who are you|ignore (?:all|previous|the).*|ignorera .*|what can you do|vad kan du)\W*$"
    r"|\b(?:berätta|beratta|dra|tell)\b.*\b(?:vits|skamt|joke)\b|\b(?:skriv|write)\b.*\b(?:dikt|poem|kod|code"
    r"|song|sang)\b"
    r"|\b(?:vader(?:prognos\w*)?|vadret)\b.*\b(?:imorgon|i morgon|idag|i dag|blir|tomorrow)\b|\bweather\b"
    r"|\bvad blir det for vader"
    r"|\b(?:rain|regnar?|snow|snoa?r?)\b.*\b(?:tomorrow|today|imorgon|i morgon|idag)\b|\bklockan\b.*\bnu\b|\bwhat time is it\b|\bvad ar klockan\b|\b\d+ ?[+*/x] ?\d+\b|\bcapital of\b|\bhuvudstad\w* i\b|\w+s huvudstad\b"
    r"|\bignore (?:all |any )?(?:previous|prior|above|your) (?:instructions?|prompts?)|\bsystem prompt\b"
    r"|\brecept pa\b|\brecipe\b"
    r"|\bvem vann\b.*\b(?:matchen|vm|em|melodifestivalen|valet)\b|\bwho won\b.*\b(?:game|match|world cup|election)\b"
    r"|\b(?:borskurs|aktiekurs|stock price|bitcoin)\w*|^oversatt\b|^translate\b",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """`wanted` is the kind of answer, `needs` the kinds of fact any of which a right answer holds (none: any text).

    `also_needs` are the same of the further halves of a question in several parts: "who … and how often?".
    """

    wanted: Wanted
    needs: tuple[FactKind, ...]
    is_yes_no: bool
    also_needs: tuple[tuple[FactKind, ...], ...] = ()


def intent_of(question: str) -> Intent:
    """The kind of answer wanted; a question without any sign of asking is a keyword query."""
    folded = fold(question)
    found = [wanted for wanted, pattern in _COMPILED if pattern.search(folded)]
    is_yes_no = _begins_with_verb(question, folded) and not (found and found[0] == "compare")
    if is_yes_no:
        return Intent(wanted="yes_no", needs=(), is_yes_no=True)
    if not found:
        asks = question.rstrip().endswith("?") or re.match(r"(?:vad|what|hur|how|hva|hvad|mita|was)\b", folded)
        return Intent(wanted="what" if asks else "keyword", needs=(), is_yes_no=False)
    halves = [] if found[0] == "compare" else _halves(folded)
    wanted = halves[0] if halves else found[0]
    also = tuple(_NEEDS[half] for half in halves[1:])
    return Intent(wanted=wanted, needs=_NEEDS.get(wanted, ()), is_yes_no=False, also_needs=also)


def _begins_with_verb(question: str, folded: str) -> bool:
    """A Swedish verb in the present ends in r; "når" is one and "när" is not, so letters are looked at unfolded."""
    first, second = [w.lower().strip("?!.,") for w in [*question.split(), "", ""][:2]]
    if second in ("för", "i", "på", "av", "om", "till", "med", "vid", "inom", "från", "och", ""):
        return bool(_YES_NO.match(folded)) and first not in (
            "när",
            "var",
            "hur",
        )  # "Kostnader för PUT?" begins with a noun
    if first in (
        "när",
        "var",
        "hur",
        "varför",
        "vilkår",
        "for",
        "under",
        "over",
        "after",
    ) or not question.rstrip().endswith("?"):
        return bool(_YES_NO.match(folded)) and first not in ("när", "var", "hur")
    return bool(_YES_NO.match(folded)) or (first.endswith("r") and len(first) > 2) or first in _PAST


def _halves(folded: str) -> list[Wanted]:
    """What each part of a question joined by "and" asks for, where two parts ask for facts of different kinds."""
    asked = []
    for part in re.split(r"\b(?:och|and|samt)\b", folded):
        found = [wanted for wanted, pattern in _COMPILED if wanted in _NEEDS and pattern.search(part)]
        asked += [wanted for wanted in found[:1] if wanted not in asked]
    return asked if len(asked) > 1 else []


def is_no_question(question: str) -> bool:
    """Whether it is small talk, a command to the machine, or about something no policy document holds.

    Only punctuation or single letters count too. A question that is merely not answered by the documents is none.
    """
    if not re.search(r"[^\W\d_]{2}", question):
        return True
    return bool(_SMALL_TALK.search(fold(question)))
