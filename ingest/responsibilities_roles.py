"""What role a predicate gives its subject: the verb's own, unless its object says more.

'Kommunstyrelsen ansvarar för att årligen följa upp ...' is follow-up, 'lämnar en rapport till nämnden' is reporting,
'har det övergripande ansvaret' is responsibility and 'har tre ledamöter' is nothing.
"""

from __future__ import annotations

import re

from ingest.records import DutyRole

_R = re.IGNORECASE


def _rules(*pairs: tuple[str, DutyRole | None]) -> tuple[tuple[re.Pattern[str], DutyRole | None], ...]:
    return tuple((re.compile(pattern, _R), role) for pattern, role in pairs)


# What a duty is about, in the words after 'ansvarar för', 'ska se till att', 'har i uppdrag att': first match wins.
_CONTENT = _rules(
    (
        r"^.{0,90}?\b(?:revider\w+|se[rs]? över\b|översyn|h[åa]ll(?:a|e)?s? aktuell\w*|aktualiser\w+|uppdater\w+ av|"
        r"(?:förslag till |ett |en |fram )(?:ny|nytt) (?:\w*plan|\w*program|\w*policy|\w*riktlinje|\w*strategi)\b)",
        "revise",
    ),
    (
        r"^.{0,50}?\b(?:följ(?:a|as|s|er)?\s(?:\S+\s){0,4}?upp\b|uppfölj\w+|utvärder\w+|"
        r"(?<!interna )kontroll(?:en|er|era|eras)?\b|"
        r"tillsyn\w*|granskning\w*)",
        "follow_up",
    ),
    (r"^.{0,30}?\b(?:samordn\w+|koordiner\w+)", "coordinate"),
    (r"^.{0,40}?\b(?:åter|av)?(?:rapporter\w+|redovis(?:a|as|ning\w*))\b", "report_to"),
)
_AIM = _rules(
    (r"^.{0,25}?\b(?:stödja|stötta|bistå|hjälpa)\b", "support"),
    (
        r"^\W*(?:aktivt )?för (?:ett |att |en )?(?:\w+ )?(?:samarbete|samverkan|samverka|samarbeta|dialog)\b",
        "cooperate",
    ),
    (r"^.{0,30}?\b(?:erbjuda|tillhandahålla)\b", "offer"),
)
_REPORT_THINGS = (
    r"(?:\w*rapport\w*|\w*redovisning\w*|\w*sammanställning\w*|underlag\w*|uppgifter|\w*lista|resultat\w*|lägesbild\w*|"
    r"statistik|förslag)"
)
_TO_A_BODY = _rules(
    (r"\b(?:för|till) \w*(?:nämnd|styrelse|fullmäktige|utskott|direktion|rådet|beredning)\w*", "report_to"),
    (r"", "responsible"),
)
_OBJECTS: dict[str, tuple[tuple[re.Pattern[str], DutyRole | None], ...]] = {
    "följa": _rules(
        (r"\bupp\b", "follow_up"),
        (r"^\W*(?:\w+ )?\w*(?:resultat|utveckling|måluppfyllelse|arbete)\w*\b", "follow_up"),
        (r"", "responsible"),
    ),
    "se": _rules((r"^\W*(?:\w+\s){0,2}över\b", "revise"), (r"\bsom en\b", None), (r"", "responsible")),
    "ta": _rules(
        (r"^.{0,10}\bhjälp\b", None),
        (r"^.{0,50}\bsamarbetet?\b", "cooperate"),
        (r"^.{0,20}\bemot\b", "other"),
        (r"^.{0,20}\b(?:ställning|beslut)\b", "decide"),
        (r"^.{0,30}\bfram\b.{0,40}\b(?:ny|nytt|revider\w+|ändring\w*|tillägg)\b", "revise"),
        (r"^.{0,12}\bdel\b", None),
        (r"", "responsible"),
    ),
    "lämna": _rules(
        (r"\b(?:råd|stöd)\b.{0,30}\btill\b", "support"),
        (r"\bsynpunkter\b", "other"),
        (
            r"\btill (?:\S+ ){0,2}\w*(?:nämnd|styrelse|fullmäktige|utskott|chef|kontor|förvaltning|strateg)\w*",
            "report_to",
        ),
        (rf"\b{_REPORT_THINGS}\b", "report_to"),
        (r"", "responsible"),
    ),
    "överlämna": _rules((rf"\b{_REPORT_THINGS}\b", "report_to"), (r"", "responsible")),
    "skicka": _rules((rf"\b{_REPORT_THINGS}\b.{{0,40}}\btill\b", "report_to"), (r"", "responsible")),
    "informera": _rules(
        (r"\b\w*(?:nämnden|styrelsen|utskottet|fullmäktige|styrgruppen)\b", "report_to"), (r"", "responsible")
    ),
    "anmäla": _rules((r"\btill\b", "report_to"), (r"", "responsible")),
    "ge": _rules(
        (r"\bi uppdrag\b", "decide"),
        (r"^.{0,30}\b(?:\w*råd|\w*stöd\w*|hjälp|handledning)\b", "support"),
        (r"^.{0,60}\b(?:\w*orientering|\w*vägledning|information|\w*utbildning|tillgång)\b", "offer"),
        (r"^.{0,60}\bmöjlighet\w*\b.{0,40}\bgenom att\b.{0,40}\b(?:dialog|samverk\w+)", "cooperate"),
        (r"^.{0,40}\bmöjlighet\w*\b", "offer"),
        (r"", "responsible"),
    ),
    "ha": _rules(
        (r"\bsamordningsansvar\w*", "coordinate"),
        (r"\b(?:uppsikt|tillsyn)\b", "follow_up"),
        (r"\b\w*(?:ansvar|ansvaret)\b", "responsible"),
        (r"\b(?:till uppgift|i uppdrag|uppdraget|uppdrag att|en (?:\w+ )?uppgift|uppgiften) ", "responsible"),
        (r"\ben (?:\w+ )?roll att\b", "responsible"),
        (r"\b(?:dialog|samråd|samverkansmöten|samverkan|samarbete)\b", "cooperate"),
        (r"^\W*(?:\w+\s){0,3}(?:\w*rådgivning\w*|mottagning|öppet|öppettid\w*)\b", "offer"),
        (r"^\W*(?:\w+\s){0,2}\w*(?:möte|möten|sammanträde\w*|nyckelroll)\b", "other"),
        (r"^\W*(?:även |också |dessutom )?rätt att\b", "decide"),
        (r"\bmotsvarande (?:uppgift|ansvar)", "responsible"),
        (r"", None),
    ),
    "hålla": _rules(
        (r"^\W*öppet\b", None),
        (r"\b(?:samråd|dialog\w*|samverkansmöte\w*)\b", "cooperate"),
        (r"\baktuell\w*\b", "revise"),
        (r"", "responsible"),
    ),
    "göra": _rules(
        (r"^.{0,40}\b\w*(?:uppföljning|utvärdering|kontroll|granskning|rond|stickprov)(?:en|ar|er)?\b", "follow_up"),
        (r"^.{0,30}\b(?:\w*ändringar|översyn\w*|revidering\w*|aktualisering\w*)\b", "revise"),
        (r"", "responsible"),
    ),
    "ställa": _rules((r"\bförfogande\b", "offer"), (r"", "responsible")),
    "stå": _rules((r"\bför\b", "other"), (r"", None)),
    "ordna": _rules((r"\b(?:\w*utbildning\w*|\w*kurs\w*|\w*träff\w*|grupper)\b", "offer"), (r"", "responsible")),
    "låna": _rules((r"\but\b", "offer"), (r"", None)),
    "leda": _rules(
        (r"^\W*(?:\w*råd(?:et)?|\w*möten?a?)\b", "other"), (r"^.{0,25}\bnätverk", "coordinate"), (r"", "responsible")
    ),
    "vara": _rules(
        (r"^.{0,25}\b(?:ordförande|sekreterare|föredragande|\w*styrgrupp|ledamot|adjungerad)\b", "other"),
        (r"^.{0,25}\b(?:sammankallande|samordnare)\b", "coordinate"),
        (r"^.{0,25}\btillsyns(?:myndighet|ansvarig)", "follow_up"),
        (r"^.{0,25}\bremissinstans\b", "cooperate"),
        (
            r"^.{0,40}\b(?:\w*ansvarig\w*|huvudm[aä]n\w*|\w*nämnd|\w*arbetsgivare|\w*myndighet|\w*hållare|beställare|"
            r"\w*ägare|skyldig\w*|föredöme|utförare)\b",
            "responsible",
        ),
        (r"^.{0,12}\bmed\b", "cooperate"),
        (r"", None),
    ),
    "behandla": _rules((r"\bansökning\w*\b", "decide"), (r"", "follow_up")),
    "fatta": _rules((r"\bbeslut\b", "decide"), (r"", None)),
    "utföra": _rules((r"^.{0,30}\b(?:tillsyn|kontroll\w*|uppföljning\w*)\b", "follow_up"), (r"", "responsible")),
    "utöva": _rules((r"^.{0,30}\b(?:tillsyn\w*|uppsikt\w*|kontroll\w*)\b", "follow_up"), (r"", "responsible")),
    "genomföra": _rules(
        (r"^.{0,25}\b\w*(?:tillsyn|kontroll\w*|uppföljning\w*|utvärdering\w*|skyddsrond\w*)\b", "follow_up"),
        (r"", "responsible"),
    ),
    "föreslå": _rules((r"^.{0,30}\brevider\w+", "revise"), (r"", "other")),
    "stämma": _rules((r"\bav\b", "cooperate"), (r"", None)),
    "få": _rules((r"\bi uppdrag\b", "responsible"), (r"^.{0,10}\bhjälp av\b", None), (r"", None)),
    "utveckla": _rules((r"^.{0,15}\bsamarbetet?\b", "cooperate"), (r"", "responsible")),
    "ingå": _rules((r"\b\w*(?:grupp|råd|nätverk|nämnd|team)\w*\b", "cooperate"), (r"", None)),
    "gå": _rules((r"^.{0,10}\bigenom\b", "other"), (r"", "responsible")),
    "dela": _rules((r"^\W*ut\b", "decide"), (r"", "responsible")),
    "bära": _rules((r"", "other")),
    "presentera": _TO_A_BODY,
    "redogöra": _TO_A_BODY,
}
_DUTY_OF = re.compile(r"\b(?:för|till) (?P<att>att )?")
_FIRST_WORDS = 2
_DUTY_LEMMAS = frozenset({"ansvara", "svara", "ha", "få", "tillse", "åta"})
_AIM_LEMMAS = frozenset({"verka", "arbeta", "sträva", "eftersträva"})
_IDLE_LEMMAS = frozenset({"öka", "minska"})  # without an object they say what happens, not what is done
_NO_DUTY = frozenset({"ange", "beskriva", "känna", "träda", "veta", "finnas", "bli", "nå"})


def role_of(lemma: str, role: DutyRole, tail: str, *, modal: str = "") -> DutyRole | None:
    """The role of one whose predicate is the verb `lemma` with the words `tail` behind it; None where it is no duty.

    `role` is the verb's own. `modal` is the finite verb before an infinitive: 'får' gives a power, which is a decision.
    """
    if lemma in _NO_DUTY or (lemma in _IDLE_LEMMAS and not re.search(r"\w", tail)):
        return None
    found: DutyRole | None = role
    for pattern, other in _OBJECTS.get(lemma, ()):
        if pattern.search(tail):
            found = other
            break
    if found == "responsible" and (lemma in _DUTY_LEMMAS or (lemma == "se" and "till" in tail[:12])):
        return content_role(tail) or found
    if found == "responsible" and lemma in _AIM_LEMMAS:
        return next((other for pattern, other in _AIM if pattern.search(tail)), found)
    if modal == "får" and found == "responsible":
        return "decide"
    if modal in ("får", "kan") and found in ("responsible", "other"):
        return None  # what one can do or ask for is no duty
    return found


def content_role(words: str) -> DutyRole | None:
    """The role named inside a duty: 'ansvarar för' + 'uppföljning av programmet'; None for plain responsibility.

    Behind 'för att' a whole clause is looked at, behind 'för' alone the first words: 'ansvarar för installation och
    årlig kontroll' is not follow-up.
    """
    duty = _DUTY_OF.search(words)
    content = words[duty.end() :] if duty else words
    if duty is not None and duty["att"] is None:
        content = " ".join(content.split()[:_FIRST_WORDS])
    return next((role for pattern, role in _CONTENT if pattern.search(content)), None)
