"""The verbs of municipal duties, what role each gives the one who acts, and their forms.

The list is made from the verbs of published Swedish styrdokument. A verb that is not in it can still be seen: in a
Swedish main clause the second place is always the finite verb's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.records import DutyRole

Form = Literal["present", "infinitive", "present_passive", "infinitive_passive", "past", "participle"]

# Role -> infinitives. A bar parts the stem of verbs whose present is in -er ('led|a' -> 'leder', 'leds').
_VERBS: dict[DutyRole, str] = {
    "decide": (
        "uppdra besluta fastställ|a anta antag|a godkänn|a avgör|a bedöma pröva bevilja medge delegera utse "
        "välj|a avsätt|a disponera fördela bestäm|a tillsätt|a förordna fatta överlåt|a entlediga avslå"
    ),
    "follow_up": (
        "följ|a uppfölj|a utvärdera granska kontrollera sammanställ|a mät|a övervaka behandla återkoppla "
        "inspektera efterkontrollera stickprova tillsyna analysera"
    ),
    "coordinate": ("samordna koordinera"),
    "revise": ("revidera aktualisera uppdatera aktualitetspröva ompröva omarbeta"),
    "report_to": ("redovisa rapportera återrapportera avrapportera delge föredra"),
    "cooperate": ("samverka samarbeta samråda delta deltag|a medverka ingå bidra bidrag|a konsultera"),
    "offer": ("erbjud|a tillhandahåll|a anordna upplåt|a"),
    "support": ("stödj|a stötta bistå hjälp|a handled|a vägled|a assistera"),
    "other": (
        "sammanträd|a finansiera betala bekosta föreslå yttra bevaka sammankalla ansök|a sök|a nominera remittera"
    ),
    "responsible": (
        "träffa tolka besiktiga visa lös|a ansvara kalla presentera svara driv|a led|a sköt|a se ge ta gå ha "
        "håll|a gör|a stå sätt|a ställ|a lägg|a bygg|a utveckla arbeta verka verkställ|a genomför|a utför|a "
        "upprätt|a bered|a handlägg|a fullgör|a utöva styr|a leverera anslut|a undersök|a utred|a kartlägg|a "
        "informera kommunicera sprid|a beskriv|a formulera planera organisera säkerställ|a garantera beakta "
        "motverka motarbeta förebygg|a främja stärk|a öka minska förbättra skapa inrätta utforma utarbeta "
        "tillgodose tillse tillämpa använd|a prioritera anställ|a rekrytera utbilda upphandla köp|a förvalta "
        "underhåll|a ansvarsfördela dokumentera registrera diarieföra arkivera publicera anslå översätt|a "
        "förmedla kontakta samtala meddela besvara beräkna budgetera fakturera debitera hantera lämna överlämna "
        "skicka expediera anmäl|a underrätta åtgärda skydd|a bevara vårda värna uppmärksamma uppmuntra stimulera "
        "möjliggör|a underlätta inkludera implementera förankra integrera introducera starta öppna bedriv|a "
        "initiera bär|a ombesörj|a ordna ersätt|a bemanna representera företräd|a identifiera inventera uppnå nå "
        "öva träna testa inför|a avveckla placera låna dela låsa stäng|a iaktta uppfyll|a efterlev|a kräv|a "
        "begär|a ange redogör|a belys|a eftersträva sträva vara bli få känn|a läs|a inhämt|a samla lyssna bjud|a "
        "inbjud|a justera kvalitetssäkra utfärda attestera återskapa åta åtaga utlys|a teckna förhandla omfördela "
        "reservera erlägg|a belasta anvisa tilldela nyttja respektera satsa utvidga medvetandegöra synliggör|a "
        "tydliggör|a konkretisera skriv|a marknadsför|a anpassa utnyttja etablera förse ingripa kompensera föregå "
        "spegla avsluta bryt|a bekräfta förvara återställ|a stäm|a inled|a utöka offentliggör|a lova"
    ),
}
# Past and participle forms of decisions, the past acts that found a duty
_PAST = {
    "antog": "anta", "beslutade": "besluta", "beslutat": "besluta", "fastställde": "fastställa",
    "fastställt": "fastställa", "godkände": "godkänna", "godkänt": "godkänna", "antagit": "anta", "gav": "ge",
    "reviderade": "revidera", "reviderat": "revidera", "utsett": "utse", "utsåg": "utse",
}  # fmt: skip
_PARTICIPLES = {
    "antagen": "anta", "antaget": "anta", "antagna": "anta", "fastställd": "fastställa", "fastställt": "fastställa",
    "fastställda": "fastställa", "beslutad": "besluta", "beslutat": "besluta", "beslutade": "besluta",
    "godkänd": "godkänna", "godkänt": "godkänna", "reviderad": "revidera", "reviderat": "revidera",
    "upprättad": "upprätta", "framtagen": "ta", "framtaget": "ta", "utsedd": "utse", "utsett": "utse",
}  # fmt: skip

MODALS = frozenset("ska skall bör måste får kan behöver".split())
"""Finite verbs that take an infinitive and make it a duty, a power or a possibility."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A form of a known verb; `role` is what it gives the one who acts where its object says nothing else."""

    lemma: str
    role: DutyRole
    form: Form


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Verb, ...]]:
    forms: dict[str, list[Verb]] = {}

    def add(word: str, lemma: str, role: DutyRole, form: Form) -> None:
        forms.setdefault(word, []).append(Verb(lemma=lemma, role=role, form=form))

    roles: dict[str, DutyRole] = {}
    for role, listed in _VERBS.items():
        for entry in listed.split():
            lemma = entry.replace("|", "")
            roles.setdefault(lemma, role)
            role_of = roles[lemma]
            add(lemma, lemma, role_of, "infinitive")
            for present in _presents(entry):
                add(present, lemma, role_of, "present")
            add(lemma + "s", lemma, role_of, "infinitive_passive")
            if "|" in entry:
                stem = entry.split("|")[0]
                add(stem + "s", lemma, role_of, "present_passive")
                add(stem + "es", lemma, role_of, "present_passive")
            else:
                add(lemma + "s", lemma, role_of, "present_passive")
    for word, lemma in _PAST.items():
        add(word, lemma, roles[lemma], "past")
    for word, lemma in _PARTICIPLES.items():
        add(word, lemma, roles[lemma], "participle")
    return {word: tuple(dict.fromkeys(found)) for word, found in forms.items()}


def _presents(entry: str) -> list[str]:
    if "|" not in entry:
        return [entry + "r"]
    stem = entry.split("|")[0]
    if stem == "inför":
        return []  # far more often the preposition
    # 'gör', 'styr', 'för', 'hör', 'begär' take no ending
    return (
        [stem] if stem[-1] == "r" and stem[-2:] != "rr" else [stem + "er", *([stem + "jer"] if stem == "stöd" else [])]
    )


@lru_cache(maxsize=16384)
def verb_forms(word: str) -> tuple[Verb, ...]:
    """The known verbs that `word` (lower case) may be a form of; empty for none."""
    return _known().get(word, ())


def as_form(word: str, *forms: Form) -> Verb | None:
    """The verb that `word` is a form of, if it can be one of `forms`."""
    return next((verb for verb in verb_forms(word) if verb.form in forms), None)


def known_words() -> tuple[str, ...]:
    """Every form in the list."""
    return tuple(_known())
