"""Made-up municipal documents by the thousand, for measuring speed at a size no public collection of ours has.

The wording is our own, put together by a seeded grammar: the same seed gives the same files. What speed depends on is
like real text: words follow Zipf's law (Mandelbrot's form), compounds and inflection make a large vocabulary, sections
and lists have the usual lengths. What the sentences say means nothing; quality must never be measured on them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate, product
from pathlib import Path

PASSAGES_PER_DOCUMENT = 40
PASSAGES_PER_PAGE = 4
PASSAGES_PER_SECTION = 2
"""Ten pages of four passages, two a section: the middle of the five documents of the corpus."""
PARTS_PER_PASSAGE = 1.13
"""Measured: now and then two paragraphs or lists are cut into one passage."""
ZIPF_EXPONENT, ZIPF_SHIFT = 1.05, 2.7
"""Mandelbrot's values for running text (An informational theory of the statistical structure of language, 1953)."""
RARE_SHARE = 0.1
"""Of the compounds, those with a third part: most occur once, so the vocabulary grows with the text as Swedish does."""

_FIRST = """arbets avfalls badhus barn bibliotek bolags bostads brand brukar buss byggnads cykel dag data demokrati
digital djurskydds drift elev energi enhets evenemangs familje fastighets ferie fiske flykting folkhälso
forsknings fritids förenings förskole förvaltnings gatu grannskaps grundskole gymnasie hamn handels hem
hemtjänst hyres idrotts industri information inköps integrations jord kart klimat kollektivtrafik kommun
konst konsument kost krisberednings kultur kund landsbygds lantbruks ledar livsmedels lokal lokalvårds
lärar markanvisnings medborgar miljö mobilitets museum musik mångfalds mötes natur närings omsorgs park
parkerings pensionärs personal planterings psykiatri region renhållnings resurs räddnings samhälls
samverkans sjukvårds skol skogs social sommarjobbs språk stads stipendie strand studie säkerhets teater
teknik tillgänglighets tillsyns torg trafik trygghets turism trädgårds ungdoms upphandlings utbildnings
vatten verksamhets vinter vuxen vård vägled värme åldrings återbruks äldre ärende översikts""".split()
_HEADS = """plan/planen/planer program/programmet/program avdelning/avdelningen/avdelningar nämnd/nämnden/nämnder
strategi/strategin/strategier samordnare/samordnaren/samordnare insats/insatsen/insatser mål/målet/mål
budget/budgeten/budgetar verksamhet/verksamheten/verksamheter uppföljning/uppföljningen/uppföljningar
rapport/rapporten/rapporter policy/policyn/policyer riktlinje/riktlinjen/riktlinjer grupp/gruppen/grupper
råd/rådet/råd projekt/projektet/projekt tjänst/tjänsten/tjänster central/centralen/centraler arbete/arbetet/arbeten
lokal/lokalen/lokaler stöd/stödet/stöd avgift/avgiften/avgifter bidrag/bidraget/bidrag kontor/kontoret/kontor
enhet/enheten/enheter utredning/utredningen/utredningar inventering/inventeringen/inventeringar
modell/modellen/modeller rutin/rutinen/rutiner utbildning/utbildningen/utbildningar kommitté/kommittén/kommittéer
överenskommelse/överenskommelsen/överenskommelser åtgärd/åtgärden/åtgärder ansvar/ansvaret/ansvar
behov/behovet/behov mötesplats/mötesplatsen/mötesplatser process/processen/processer register/registret/register
satsning/satsningen/satsningar uppdrag/uppdraget/uppdrag utskott/utskottet/utskott värdering/värderingen/värderingar
yta/ytan/ytor nätverk/nätverket/nätverk kampanj/kampanjen/kampanjer forum/forumet/forum chef/chefen/chefer""".split()
_PLACE_FIRST = """Alm Ask Berg Björk Brunn Dal Ek Fager Glim Gran Grön Hage Hav Hell Hög Kalk Kvarn Lind Ljung Lom Mark
Mel Mjöl Norr Näs Ram Rönn Sand Silver Sjö Skog Sten Stor Sund Söder Tall Torn Vass Vester Öst""".split()
_PLACE_LAST = """arby berga bro by fors hamn hult kulla köping lunda lösa mo näs rum sala sele stad sta torp tuna vik
åker ö""".split()
_BODIES = "kommunstyrelsen kommunfullmäktige kommunledningen presidiet revisionen kommundirektören staden".split()
_WHO = """barn unga äldre föräldrar nyanlända elever boende företagare anhöriga föreningar medarbetare besökare pendlare
brukare studenter pensionärer hyresgäster konsumenter arbetssökande familjer""".split()
_VERBS = """tar fram|följer upp|ansvarar för|samordnar|utvecklar|utvärderar|beslutar om|redovisar|ser över|finansierar
genomför|planerar|bevakar|stärker|prövar|upphandlar|sammanställer|prioriterar|avvecklar|beskriver""".replace("\n", "|")
_WHEN = """varje år|vartannat år|en gång per mandatperiod|varje kvartal|två gånger per år|i samband med bokslutet
under våren|senast i oktober|vid behov|löpande|inför varje budgetår|var tredje månad""".replace("\n", "|")
_ADJECTIVES = """gemensam tydlig långsiktig trygg hållbar öppen lokal ny särskild samlad jämlik tillgänglig enkel god
bred aktiv årlig digital uppsökande förebyggande""".split()
_HEADINGS = """Bakgrund|Syfte|Mål och inriktning|Ansvar och roller|Uppföljning|Ekonomi|Genomförande|Nuläge|Avgränsning
Begrepp|Samverkan|Tidplan|Insatser|Kommunikation|Risker|Bilagor|Lagar och regler|Beredning""".replace("\n", "|")
_SENTENCES = """{Body} {verb} {the} {when}.|{The} {verb} {these} för {who} i {place}.
Det ska finnas {adj} {one} som {verb} {these}.|Kostnaden för {the} beräknas till {amount} kr år {year}.
{The} omfattar minst {n} {these} och vänder sig till {who}.|Om {the} inte räcker ska {body} {when} se över {the}.
I {place} {verb} {the} tillsammans med {who} {these}.|Målet är att {n} procent av alla {who} år {year} har {these}.
{Body} lämnar {when} en redovisning av {the} till {the}.|Särskild vikt läggs vid {these}, {these} och {these}.
{The} gäller från {year} och ersätter {the}, dnr {year}-{number}.|För {who} innebär det att {the} blir {adj}.
Ett {adj} arbete med {these} kräver att {body} {verb} {the}.|{Who} ska {when} bjudas in till {the} i {place}.
Under {year} {verb} {the} {these} för högst {amount} kr.|Den som {verb} {the} utses av {body}.""".replace("\n", "|")
_QUESTIONS = """Vem {verb} {the}?|Hur ofta {verb} {body} {the}?|Vad kostar {the} år {year}?|vilka {these} finns nu
När ersätts {the}?|Who is responsible for {the} in {place}?|How much does {the} cost?|{the} {who}""".replace("\n", "|")


class Grammar:
    """A seeded source of made-up text; each instance with the same seed says the same things in the same order."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._compounds = [tuple(a + form for form in head.split("/")) for a, head in product(_FIRST, _HEADS)]
        # the ranks must not follow the alphabet, but they are the same for every seed: questions meet the documents
        random.Random(0).shuffle(self._compounds)
        weights = (1 / (rank + ZIPF_SHIFT) ** ZIPF_EXPONENT for rank in range(1, len(self._compounds) + 1))
        self._cumulated = list(accumulate(weights))
        self._places = [a + b.removeprefix(a[-1]) for a, b in product(_PLACE_FIRST, _PLACE_LAST)]

    def document(self, n_passages: int) -> str:
        """A document of about so many passages: cover lines, numbered headings, paragraphs and lists."""
        title = f"{self._fill('{One}')} för {self._random.choice(self._places)}"
        cover = self._fill("Fastställt av: {Body}\nDatum: {year}-0{digit}-1{digit}\nDnr: {year}-{number}")
        parts = [title, cover]
        for number in range(1, round(n_passages * PARTS_PER_PASSAGE)):
            page_break = "\f" if number % PASSAGES_PER_PAGE == 0 else ""
            if number % PASSAGES_PER_SECTION == 1:
                parts.append(f"{number // PASSAGES_PER_SECTION + 1}. {self._of(_HEADINGS)}")
            parts.append(page_break + (self._list() if self._random.random() < 0.15 else self._paragraph()))
        return "\n\n".join(parts) + "\n"

    def question(self) -> str:
        """A question in the words of the documents."""
        return self._fill(self._of(_QUESTIONS))

    def _paragraph(self) -> str:
        # 60 to 90 words, so that a section of two is cut into two passages of the length those of the corpus have
        return " ".join(self._fill(self._of(_SENTENCES)) for _ in range(self._random.randint(6, 8)))

    def _list(self) -> str:
        return "\n".join(self._fill("- {adj} {one} för {who} {when}") for _ in range(self._random.randint(7, 10)))

    def _fill(self, pattern: str) -> str:
        pieces = pattern.split("{")
        said = [pieces[0]]
        for piece in pieces[1:]:
            slot, rest = piece.split("}", 1)
            word = self._word(slot.lower())
            said.append((word[0].upper() + word[1:] if slot[0].isupper() else word) + rest)
        return "".join(said)

    def _word(self, slot: str) -> str:
        draw = self._random
        if slot in ("one", "the", "these"):
            forms = draw.choices(self._compounds, cum_weights=self._cumulated)[0]
            rare = draw.choice(_FIRST) if draw.random() < RARE_SHARE else ""
            return rare + forms[("one", "the", "these").index(slot)]
        numbers = {"year": (2005, 2034), "n": (2, 99), "number": (1, 99999), "digit": (1, 9)}
        if slot in numbers:
            return str(draw.randint(*numbers[slot]))
        if slot == "amount":
            return f"{draw.randint(1, 999)} 000"
        if slot == "verb":
            return self._of(_VERBS)
        if slot == "when":
            return self._of(_WHEN)
        listed: dict[str, Sequence[str]] = {"body": _BODIES, "who": _WHO, "adj": _ADJECTIVES, "place": self._places}
        return draw.choice(listed[slot])

    def _of(self, alternatives: str) -> str:
        return self._random.choice(alternatives.split("|"))


def write_collection(folder: Path, *, n_passages: int, seed: int = 1) -> int:
    """Write text files of about `n_passages` passages in all into `folder`; returns the number of files."""
    grammar = Grammar(seed)
    folder.mkdir(parents=True, exist_ok=True)
    n_documents = -(-n_passages // PASSAGES_PER_DOCUMENT)
    for number in range(n_documents):
        size = min(PASSAGES_PER_DOCUMENT, n_passages - number * PASSAGES_PER_DOCUMENT)
        (folder / f"made-up-{number:05}.txt").write_text(grammar.document(size), encoding="utf-8")
    return n_documents


def questions(n: int, *, seed: int = 2) -> list[str]:
    """So many different questions, Swedish, English and bare words, about what the documents speak of."""
    grammar = Grammar(seed)
    found: dict[str, None] = {}
    while len(found) < n:
        found[grammar.question()] = None
    return list(found)
