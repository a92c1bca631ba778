"""How good an answer is: pure functions from an outcome to a value, None where undefined.

A question that was asked and got no answer line counts as one whose state is `error` and that cites nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from eval.lines import ABSTAINED, CitedQuote
from eval.outcome import Outcome
from eval.relevance import overlaps, states_any, words

Value = float | None

SAYS_NOT_ADOPTED = ("förslag", "motion", "yrkande", "utkast", "proposal", "proposed", "draft", "not adopted")
"""Beginnings of the words by which a text says that what it cites is no decision, in both languages; compounds such as
"ändringsförslag" count by their end."""


def answer_item_recall(outcome: Outcome) -> Value:
    """The share of the required items that the answer's text or its quotes state; 0 for an answer that abstains."""
    items = outcome.question.answers
    if not outcome.was_asked or not items:
        return None
    answer = outcome.answer
    if answer is None or not answer.is_given:
        return 0.0
    # each part is matched by itself: a wording must not arise where two parts meet
    parts = [words(text) for text in (answer.text, *(s.text for s in answer.statements), *_quotes(answer.citations))]
    return sum(any(states_any(part, item) for part in parts) for item in items) / len(items)


def citation_precision(outcome: Outcome) -> Value:
    """The share of the citations that support the answer; 0 for an answerable question without citations.

    A citation supports it when its quote and a gold quote of the same document overlap (either covers the other), or
    when it states a required item and comes from a document that the gold names.
    """
    if not outcome.was_asked or not outcome.question.answerable:
        return None
    citations = outcome.answer.citations if outcome.answer and outcome.answer.is_given else ()
    return sum(_supports(outcome, citation) for citation in citations) / len(citations) if citations else 0.0


def quote_validity(outcome: Outcome) -> Value:
    """The share of the citations whose quote is, character for character, what the stored document says there."""
    if outcome.answer is None or outcome.stored_text is None or not outcome.answer.citations:
        return None
    return _mean(_is_verbatim(citation, outcome.stored_text(citation.doc_id)) for citation in outcome.answer.citations)


def wrong_status_citations(outcome: Outcome) -> Value:
    """The share of the citations that show a document under a status it does not have.

    Wrong is a citation whose status is not the document's, and a citation of a proposal or draft where neither
    the statement nor the paragraph of the answer it stands in says that it is one.
    """
    answer, status_of = outcome.answer, outcome.stored_status
    if answer is None or status_of is None:
        return None
    known = [(citation, status) for citation in answer.citations if (status := status_of(citation.doc_id)) is not None]
    if not known:
        return None
    return _mean(
        citation.status != status or (status in ("proposal", "draft") and not _says_so(outcome, citation.number))
        for citation, status in known
    )


def correct_abstention(outcome: Outcome) -> Value:
    """1 when an unanswerable question gets the state `not_in_documents` or `not_a_question`, else 0."""
    if not outcome.was_asked or outcome.question.answerable:
        return None
    return float(outcome.answer is not None and outcome.answer.state in ABSTAINED)


def false_abstention(outcome: Outcome) -> Value:
    """1 when an answerable question gets no answer, by abstention or error, else 0."""
    if not outcome.was_asked or not outcome.question.answerable:
        return None
    return float(outcome.answer is None or not outcome.answer.is_given)


def language_match(outcome: Outcome) -> Value:
    """1 when the answer's language is the question's, else 0."""
    if not outcome.was_asked:
        return None
    return float(outcome.answer is not None and outcome.answer.language == outcome.question.language)


def correct(outcome: Outcome) -> Value:
    """1 when the answer does what it should, else 0.

    An answerable question: all required items are stated (where none are listed, a citation supports the answer).
    An unanswerable one: it abstains.
    """
    if not outcome.question.answerable:
        return correct_abstention(outcome)
    if not outcome.was_asked:
        return None
    if outcome.question.answers:
        return float(answer_item_recall(outcome) == 1)
    return float((citation_precision(outcome) or 0) > 0)


def understood(outcome: Outcome) -> Value:
    """The F1 of the words of the question as understood against those of the full question a follow-up stands for."""
    if not outcome.was_asked or outcome.question.understood is None:
        return None
    full = Counter(words(outcome.question.understood))
    found = Counter(words(outcome.answer.understood)) if outcome.answer else Counter()
    return 2 * (full & found).total() / (full.total() + found.total()) if full or found else 1.0


def _supports(outcome: Outcome, citation: CitedQuote) -> bool:
    quote = words(citation.quote)
    of_document = [
        gold_words
        for gold, gold_words in zip(outcome.question.gold, outcome.gold_words, strict=True)
        if gold.doc_id == citation.doc_id
    ]
    return any(overlaps(quote, gold_words) for gold_words in of_document) or (
        bool(of_document) and any(states_any(quote, item) for item in outcome.question.answers)
    )


def _is_verbatim(citation: CitedQuote, text: str | None) -> bool:
    # a negative start would slice from the end
    in_bounds = 0 <= citation.start < citation.end
    return text is not None and in_bounds and text[citation.start : citation.end] == citation.quote


def _says_so(outcome: Outcome, number: int) -> bool:
    answer = outcome.answer
    assert answer is not None
    statements = [statement for statement in answer.statements if number in statement.citations]
    if not statements:  # cited by the whole answer alone
        return _names_proposal(answer.text)
    paragraphs = answer.text.split("\n\n")
    return all(
        _names_proposal(statement.text)
        or any(_names_proposal(paragraph) for paragraph in paragraphs if statement.text.strip() in paragraph)
        for statement in statements
    )


def _names_proposal(text: str) -> bool:
    found = words(text)
    joined = " ".join(found)
    return "not adopted" in joined or any(
        word.startswith(cue) or word.endswith(cue) for word in found for cue in SAYS_NOT_ADOPTED
    )


def _quotes(citations: Iterable[CitedQuote]) -> list[str]:
    return [citation.quote for citation in citations]


def _mean(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
