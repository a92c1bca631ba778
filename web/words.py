"""Every text of the interface, in Swedish and English: one table, so that no page speaks half of two languages.

`LABELS` also renames the few controls that Streamlit labels in English for screen readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; `{name}` stands for a value given when it is read."""

    sv: str
    en: str

    def __call__(self, language: Language, **values: object) -> str:
        """The text in `language` with its values filled in; it is plain text, never markup."""
        return (self.sv if language == "sv" else self.en).format(**values)


PRODUCT = Words("Styrdok", "Styrdok")
PAGE_TITLE = Words("{page} – Styrdok", "{page} – Styrdok")
TAGLINE = Words(
    "Svar ur kommunernas styrdokument, citerade ord för ord.",
    "Answers from municipal policy documents, quoted word for word.",
)
INTRODUCTION = Words(
    "Ställ en fråga på svenska eller engelska. Varje svar visar vilket dokument det kommer från, om dokumentet är "
    "antaget och exakt vad det säger.",
    "Ask in Swedish or English. Every answer shows the document it comes from, whether that document is adopted, "
    "and exactly what it says. Quotes are in Swedish.",
)
COLLECTION_SIZE = Words("Samlingen har {documents} dokument.", "The collection holds {documents} documents.")

# navigation
LANGUAGE = Words("Språk / Language", "Språk / Language")
SWEDISH, ENGLISH = Words("Svenska", "Svenska"), Words("English", "English")
PAGE = Words("Sida", "Page")
ASK_PAGE, DOCUMENTS_PAGE = Words("Fråga", "Ask"), Words("Dokument", "Documents")
REGISTER_PAGE = Words("Ansvar", "Responsibilities")
COMPARE_PAGE = Words("Jämför", "Compare")
START_OVER = Words("Börja om", "Start over")

# questions
QUESTION = Words("Fråga om dokumenten", "Ask about the documents")
FOLLOW_UP = Words("Fråga vidare", "Ask a further question")
EXAMPLES = Words("Exempel på frågor", "Example questions")
EXAMPLE_QUESTIONS = (
    ("", Words("Vem följer upp programmet?", "Who follows up the program?")),
    ("", Words("Hur länge gäller programmet?", "How long does the programme apply?")),
    ("Borås", Words("Hur ofta ska programmet följas upp i Borås?", "How often is the programme followed up in Borås?")),
    ("Västerås", Words("Vem har antagit programmet i Västerås?", "Who adopted the programme in Västerås?")),
    (
        "Uddevalla",
        Words(
            "Vad kostar uppdrag 6 hos Kommunledningskontoret?", "What does assignment 6 of Kommunledningskontoret cost?"
        ),
    ),
)
"""Each with the municipality whose documents it is about; it is offered where the collection has any."""
SEARCHING = Words("Söker i dokumenten …", "Searching the documents …")
EMPTY_QUESTION = Words("Frågan är tom. Skriv vad du vill veta.", "The question is empty. Write what you want to know.")
LONG_QUESTION = Words(
    "Frågan har {length} tecken och högst {longest} läses. Ställ den med färre ord.",
    "The question has {length} characters and at most {longest} are read. Ask it in fewer words.",
)

# the register of responsibilities
REGISTER_HELP = Words(
    "Vem som ska göra vad enligt dokumenten, med orden som säger det. Förslag är märkta. ”Ingen utpekad” står där "
    "dokumentet kräver något utan att säga av vem.",
    "Who has to do what according to the documents, with the words that say so. Proposals are marked. “No body named” "
    "stands where a document requires something without saying of whom.",
)
REGISTER_ROWS = Words("{n} ansvar.", "{n} responsibilities.")
BODY, ROLE, TASK = Words("Organ", "Body"), Words("Roll", "Role"), Words("Uppgift", "Task")
BODY_ASKED = Words("Organ (till exempel KS eller Socialnämnden)", "Body (such as KS or Social Welfare Committee)")
SAVE_XLSX = Words("Spara som Excel", "Save as Excel")
SAVE_REPORT = Words("Spara rapport för utskrift", "Save report for printing")

# comparison
COMPARE_HELP = Words(
    "Vad det andra dokumentet lägger till, tar bort och skriver annorlunda, avsnitt för avsnitt. Radbrytningar och "
    "läsfel i skanningar räknas inte som ändringar.",
    "What the second document adds, removes and words otherwise, section by section. Line breaks and misreadings of "
    "scans do not count as changes. Quotes are in Swedish.",
)
COMPARE_FROM, COMPARE_TO = Words("Jämför från", "Compare from"), Words("Jämför med", "Compare with")
COMPARE_TWO = Words("Välj två dokument.", "Choose two documents.")
CHOOSE_DOCUMENT = Words("Välj ett dokument", "Choose a document")
COMPARING = Words("Jämför dokumenten …", "Comparing the documents …")
CANNOT_COMPARE = Words(
    "Dokumenten kan inte jämföras. Välj två olika dokument i samlingen.",
    "The documents cannot be compared. Choose two different documents of the collection.",
)
SAVE_HTML = Words("Spara som HTML", "Save as HTML")

# filters
FILTERS = Words("Avgränsa", "Narrow down")
FILTERS_HELP = Words("Gäller alla svar i samtalet.", "Applies to all answers in the conversation.")
MUNICIPALITY = Words("Kommun", "Municipality")
STATUS = Words("Status", "Status")
DOCUMENT_TYPE = Words("Dokumenttyp", "Document type")
DOCUMENT = Words("Dokument", "Document")
AS_OF = Words("Gällde den (ÅÅÅÅ-MM-DD)", "In force on (YYYY-MM-DD)")
ALL = Words("Alla", "All")
CLEAR_FILTERS = Words("Rensa avgränsningen", "Clear filters")
FILTERED_BY = Words("Avgränsat till: {filters}", "Narrowed down to: {filters}")
BAD_DATE = Words("Datumet läses inte. Skriv det som 2024-05-31.", "The date cannot be read. Write it as 2024-05-31.")

# status
ADOPTED, PROPOSAL = Words("Antaget", "Adopted"), Words("Förslag", "Proposal")
DRAFT, UNKNOWN_STATUS = Words("Utkast", "Draft"), Words("Okänd status", "Unknown status")
STATUSES = {"adopted": ADOPTED, "proposal": PROPOSAL, "draft": DRAFT, "unknown": UNKNOWN_STATUS}
STATUS_NOTES = {
    "proposal": Words("Det här är ett förslag. Det är inte antaget.", "This is a proposal. It has not been adopted."),
    "draft": Words("Det här är ett utkast. Det är inte antaget.", "This is a draft. It has not been adopted."),
    "unknown": Words(
        "Dokumentet säger inte om det är antaget.", "The document does not say whether it has been adopted."
    ),
}
NOT_IN_FORCE = Words("Giltighetstiden har gått ut ({until})", "No longer in force ({until})")
NOT_YET_IN_FORCE = Words("Gäller från {since}", "In force from {since}")
TWIN_OF = Words("Kopia av {title}", "Copy of {title}")
REPLACED_BY = Words("Ersatt av {title}", "Replaced by {title}")

# answers
YOU_ASKED = Words("Fråga", "Question")
UNDERSTOOD = Words("Tolkad som: {question}", "Understood as: {question}")
STATES = {
    "answered": Words("Svar", "Answer"),
    "partial": Words("Dokumenten svarar bara på en del av frågan", "The documents answer only part of the question"),
    "ambiguous": Words("Frågan kan betyda flera saker", "The question can mean several things"),
    "not_in_documents": Words("Svaret finns inte i dokumenten", "The answer is not in the documents"),
    "not_a_question": Words("Det här ser inte ut som en fråga", "This does not look like a question"),
    "error": Words("Frågan kunde inte besvaras", "The question could not be answered"),
}
CLOSEST = Words("Närmast, men svarar inte", "Closest, but does not answer")
PHRASED_BY = Words("Formulerat av {model} utifrån citaten", "Phrased by {model} from the quotes")
SOURCES = Words("Källor", "Sources")
N_SOURCES = Words("{count} källor.", "{count} sources.")
OPEN_PASSAGE = Words("Öppna i dokumentet", "Open in the document")
OPEN_SOURCE = Words("öppna källan", "open the source")
PAGE_NUMBER, PAGE_ESTIMATED = Words("s. {page}", "p. {page}"), Words("s. ~{page}", "p. ~{page}")
PAGE_MARK, PAGE_MARK_ESTIMATED = Words("Sida {page}", "Page {page}"), Words("Sida ~{page}", "Page ~{page}")
UNVERIFIED = Words(
    "Ett citat stämde inte med dokumentet, så svaret visas inte. Läs in dokumenten igen.",
    "A quote did not match its document, so the answer is not shown. Ingest the documents again.",
)
SAVE_TEXT, SAVE_CSV = Words("Spara som text", "Save as text"), Words("Spara som CSV", "Save as CSV")

# documents
ADOPTED_BY, ADOPTED_DATE = Words("Antaget av", "Adopted by"), Words("Antaget den", "Adopted on")
FROM, UNTIL = Words("fr.o.m. {day}", "from {day}"), Words("t.o.m. {day}", "until {day}")
VALIDITY, DNR = Words("Giltighet", "Validity"), Words("Diarienummer", "Reg. no. (Dnr)")
DOCUMENTS_HELP = Words(
    "Uppgifterna är hämtade ur dokumenten. Öppna ett dokument för att läsa det och se vad varje uppgift bygger på.",
    "The details are taken from the documents. Open a document to read it and see what each detail rests on.",
)
HOW_TO_ADD = Words(
    "Fler dokument läses in med kommandot styrdok ingest MAPP.",
    "More documents are added with the command styrdok ingest FOLDER.",
)
TABLE = Words("Samlingens dokument", "The documents of the collection")
DETAILS = Words("Uppgifter och belägg", "Details and evidence")
FIELD, VALUE, EVIDENCE = Words("Uppgift", "Detail"), Words("Värde", "Value"), Words("Så står det", "As written")
FROM_SIDECAR = Words("Angivet i sidofil", "Given in a sidecar file")
CONTRADICTED = Words("{field}: motsägs av", "{field}: contradicted by")
FIELDS = {
    "municipality": MUNICIPALITY,
    "title": Words("Titel", "Title"),
    "document_type": DOCUMENT_TYPE,
    "status": STATUS,
    "adopted_by": ADOPTED_BY,
    "adopted_date": ADOPTED_DATE,
    "revised_date": Words("Reviderat den", "Revised on"),
    "valid_from": Words("Gäller från", "Valid from"),
    "valid_until": Words("Gäller till och med", "Valid until"),
    "registration_number": DNR,
    "applies_to": Words("Gäller för", "Applies to"),
    "responsible_for_revision": Words("Ansvarar för revidering", "Responsible for revision"),
    "follow_up_by": Words("Ansvarar för uppföljning", "Responsible for follow-up"),
    "follow_up_frequency": Words("Följs upp", "Followed up"),
    "replaces": Words("Ersätter", "Replaces"),
}

# reader
PREVIOUS, NEXT = Words("Föregående", "Previous"), Words("Nästa", "Next")
WHOLE, EXCERPT = Words("Hela dokumentet", "Whole document"), Words("Visa utdrag", "Show excerpt")
TO_QUOTE, CLOSE = Words("Till citatet", "To the quote"), Words("Stäng", "Close")
BACK_TO_LIST = Words("Till dokumentlistan", "Back to the list")
NO_DOCUMENT = Words(
    "Dokumentet finns inte i samlingen. Välj ett annat i listan över dokument.",
    "The document is not in the collection. Choose another in the list of documents.",
)
EMPTY_CELL = Words("(tom)", "(empty)")

# when nothing can be asked; each says the way out
NO_COLLECTION = Words(
    "Inga dokument är inlästa i {place} än: läs in dem med kommandot nedan och ladda om sidan.",
    "No documents have been ingested in {place} yet: ingest them with the command below and reload this page.",
)
DAMAGED = Words(
    "Indexet i {place} är skadat: läs in dokumenten igen med kommandot nedan. De skadade filerna sparas.",
    "The index in {place} is damaged: ingest the documents again with the command below. The damaged files are kept.",
)
OTHER_MODEL = Words(
    "Indexet i {place} är gjort med en annan språkmodell än den som används: läs in dokumenten igen med kommandot "
    "nedan.",
    "The index in {place} was made with another language model than the one in use: ingest the documents again with "
    "the command below.",
)
NO_MODEL = Words(
    "Språkmodellen kan inte läsas: installera Styrdok på nytt eller rätta inställningen för modell.",
    "The language model cannot be loaded: install Styrdok again or correct the model setting.",
)
UNREADABLE = Words(
    "Samlingen i {place} kan inte läsas: läs in dokumenten igen med kommandot nedan.",
    "The collection in {place} cannot be read: ingest the documents again with the command below.",
)
FOLDER = Words("MAPP", "FOLDER")

LABELS = {
    "Skip to main content": Words("Hoppa till innehållet", "Skip to main content"),
    "Send message": Words("Skicka frågan", "Send the question"),
    "Sidebar": Words("Sidopanel", "Sidebar"),
    "Expand sidebar": Words("Öppna sidopanelen", "Open the sidebar"),
    "Collapse sidebar": Words("Stäng sidopanelen", "Close the sidebar"),
    "Clear value": Words("Rensa valet", "Clear the choice"),
    "Clear entry": Words("Rensa", "Clear"),
    "Open": Words("Öppna listan", "Open the list"),
    "Running...": Words("Arbetar …", "Working …"),
}
