"""Every measure against values worked out by hand, and the bounds that hold for all of them."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest
from eval_cases import answer, question, results
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import EvalError
from eval.metrics import MEASURES, measure, values
from eval.outcome import judge

A, B, C = "alfa beta gamma", "delta epsilon zeta", "eta teta jota"
TWO = question(("d", A, 2), ("d", B, 2), ("d", C, 1))
"""Two answering quotes and one of context."""
X = ("d", "något helt annat")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # A at 2, B at 4: nDCG = (2/log2 3 + 2/log2 5) / (2 + 2/log2 3 + 1/log2 4) = 2.123213/3.761860
        (
            [X, ("d", A), X, ("d", B)],
            {"recall@1": 0, "recall@3": 0.5, "recall@5": 1, "MRR": 0.5, "hit@1": 0, "hit@5": 1, "nDCG@10": 0.564405},
        ),
        # the best order
        ([("d", A), ("d", B), ("d", C)], {"recall@1": 0.5, "recall@3": 1, "MRR": 1, "hit@1": 1, "nDCG@10": 1}),
        # context alone: 1/(2 + 2/log2 3 + 1/2), and nothing else counts it
        ([("d", C)], {"recall@10": 0, "MRR": 0, "hit@1": 0, "hit@5": 0, "nDCG@10": 1 / (2.5 + 2 / log2(3))}),
        # one passage with all three is one need met at once: 2/2
        ([("d", f"{A} {B} {C}")], {"recall@1": 1, "nDCG@10": 1, "MRR": 1}),
        # the same quote twice gains once: (2 + 0)/(2 + 2/log2 3 + 1/2)
        ([("d", A), ("d", A)], {"recall@3": 0.5, "nDCG@10": 2 / (2.5 + 2 / log2(3))}),
        # the same words in another document, such as a twin, count for nothing
        ([("twin", A), ("twin", B)], {"recall@10": 0, "MRR": 0, "nDCG@10": 0, "recall@2000c": 0}),
        # no results at all still count
        ([], {"recall@1": 0, "recall@10": 0, "MRR": 0, "hit@1": 0, "nDCG@10": 0, "recall@2000c": 0}),
        # rank 11 is past every limit but MRR's
        ([X] * 10 + [("d", A)], {"recall@10": 0, "nDCG@10": 0, "MRR": 1 / 11, "recall@2000c": 0.5}),
    ],
)
def test_search_measures(texts: list[tuple[str, str]], expected: dict[str, float]) -> None:
    """Recall, reciprocal rank, hits and discounted gain over two answering quotes and one of context."""
    found = values(judge(TWO, results=results(*texts), was_asked=False))
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (1985, 1.0),  # 1985 + 15 characters of the quote = 2000: it just fits
        (1986, 0.0),  # its last letter is cut off, and three words must all be there
        (2500, 0.0),
    ],
)
def test_recall_within_characters(before: int, expected: float) -> None:
    """What counts is the text up to the 2,000th character, whatever the number of results."""
    assert len(A) == 15
    texts = [("d", "x" * 1000), ("d", " " * (before - 1000)), ("d", A)]
    found = values(judge(question(("d", A, 2)), results=results(*texts), was_asked=False))
    assert found["recall@2000c"] == expected
    assert found["recall@3"] == 1


def test_recall_without_an_answering_quote_uses_the_highest_grade() -> None:
    """An answerable question whose quotes are all of relevance 1 is scored on those."""
    outcome = judge(question(("d", C, 1), answerable=True), results=results(("d", C)), was_asked=False)
    assert values(outcome)["recall@1"] == 1


def test_search_measures_are_undefined_for_unanswerable_questions() -> None:
    """What cannot be found is not counted against search."""
    assert values(judge(question(("d", C, 1)), results=results(("d", C)), was_asked=False)) == {}


TEXT = "Arbetslivsnämnden följer upp programmet vartannat år. Kommunstyrelsen beslutar om budget varje höst."
GOLD = "Arbetslivsnämnden följer upp programmet vartannat år."
ASKED = question(("boras", GOLD, 2), answers=(("Arbetslivsnämnden", "Labour Market Committee"), ("vartannat år",)))
UNANSWERABLE = question()
STORED = {"boras": TEXT, "forslag": "Uppföljning sker årligen."}
STATUS = {"boras": "adopted", "forslag": "proposal"}
GOOD = ("boras", "adopted", 0, GOLD)
BUDGET = ("boras", "adopted", 54, TEXT[54:])
PROPOSED = ("forslag", "proposal", 0, "Uppföljning sker årligen.")


def scored(asked: Any, given: Any) -> dict[str, float]:
    return values(judge(asked, answer=given, stored_text=STORED.get, stored_status=STATUS.get))


@pytest.mark.parametrize(
    ("text", "citations", "expected"),
    [
        ("Nämnden.", [GOOD], {"answer_recall": 1, "correct": 1, "citation_precision": 1, "quote_validity": 1}),
        # one of two items; one of two citations overlaps
        ("Arbetslivsnämnden.", [BUDGET], {"answer_recall": 0.5, "correct": 0, "citation_precision": 0}),
        ("Ja.", [GOOD, BUDGET], {"answer_recall": 1, "citation_precision": 0.5, "quote_validity": 1}),
        # the English wording is accepted, "vartannat år" is not said
        ("The Labour Market Committee.", [], {"answer_recall": 0.5, "citation_precision": 0}),
        # a part of the gold quote overlaps it: it is covered by the gold
        ("", [("boras", "adopted", 0, "Arbetslivsnämnden följer upp")], {"citation_precision": 1}),
        # the required item, from a document the gold names, though not from the gold's place
        ("", [("boras", "adopted", 7, "vartannat år")], {"citation_precision": 1, "quote_validity": 0}),
        # the same words from a document the gold does not name
        ("", [("forslag", "proposal", 0, GOLD)], {"citation_precision": 0, "quote_validity": 0, "answer_recall": 1}),
        # a quote altered by one character, one from a document that is not there, one counted from the end
        ("", [("boras", "adopted", 0, GOLD[:-1] + "!"), GOOD], {"quote_validity": 0.5}),
        ("", [("borta", "adopted", 0, "x")], {"quote_validity": 0}),
        ("", [("boras", "adopted", -5, TEXT[-5:-1])], {"quote_validity": 0}),
    ],
)
def test_answer_measures(text: str, citations: list[Any], expected: dict[str, float]) -> None:
    """Items stated, citations that support, quotes that are what the document says."""
    found = scored(ASKED, answer(text, citations=citations))
    assert {name: found[name] for name in expected} == expected


def test_items_are_not_made_of_two_parts() -> None:
    """A wording must stand within the text or one quote, not where two of them meet."""
    citations = [("boras", "adopted", 0, "vartannat"), ("boras", "adopted", 0, "år")]
    assert scored(ASKED, answer(citations=citations))["answer_recall"] == 0


@pytest.mark.parametrize(
    ("statement", "text", "citation", "expected"),
    [
        ("Arbetslivsnämnden.", "", GOOD, 0),
        ("Årligen enligt förslaget.", "", PROPOSED, 0),
        ("Årligen (ändringsförslag).", "", PROPOSED, 0),
        ("Yearly, according to a proposal.", "", PROPOSED, 0),
        ("Årligen.", "", PROPOSED, 1),
        # said in the paragraph of the answer it stands in, or in another one only
        ("Årligen.", "Borås (förslag, inte antaget):\nÅrligen.", PROPOSED, 0),
        ("Årligen.", "Det finns ett förslag.\n\nÅrligen.", PROPOSED, 1),
        # the status itself is wrong, whatever the words say
        ("Årligen enligt förslaget.", "", ("forslag", "adopted", 0, "x"), 1),
        ("Arbetslivsnämnden.", "", ("boras", "proposal", 0, "x"), 1),
    ],
)
def test_wrong_status(statement: str, text: str, citation: Any, expected: float) -> None:
    """A proposal must carry its status and be called one where it is used."""
    given_answer = answer(text, statements=[(statement, [1])], citations=[citation])
    assert scored(ASKED, given_answer)["wrong_status"] == expected


def test_wrong_status_is_a_share_of_the_citations_with_a_known_status() -> None:
    """One of two is wrong; the document nobody knows is left out; without citations there is no value."""
    citations = [GOOD, PROPOSED, ("unknown", "adopted", 0, "x")]
    given_answer = answer(statements=[("Ja.", [1]), ("Årligen.", [2]), ("Så.", [3])], citations=citations)
    assert scored(ASKED, given_answer)["wrong_status"] == 0.5
    assert "wrong_status" not in scored(ASKED, answer("Ja."))


@pytest.mark.parametrize(
    ("state", "unanswerable", "answerable"),
    [
        ("answered", 0, 0),
        ("partial", 0, 0),
        ("ambiguous", 0, 0),
        ("not_in_documents", 1, 1),
        ("not_a_question", 1, 1),
        ("error", 0, 1),
    ],
)
def test_abstention(state: str, unanswerable: float, answerable: float) -> None:
    """Declining is right where nothing answers and wrong where something does; an error is never right."""
    assert scored(UNANSWERABLE, answer(state=state))["correct_abstention"] == unanswerable
    assert scored(UNANSWERABLE, answer(state=state))["correct"] == unanswerable
    assert scored(ASKED, answer(state=state))["false_abstention"] == answerable
    assert "false_abstention" not in scored(UNANSWERABLE, answer(state=state))
    assert "correct_abstention" not in scored(ASKED, answer(state=state))


def test_an_abstaining_answer_states_nothing() -> None:
    """What came nearest is no answer, even where it holds the required items."""
    found = scored(ASKED, answer(TEXT, citations=[GOOD], state="not_in_documents"))
    assert (found["answer_recall"], found["citation_precision"], found["correct"]) == (0, 0, 0)


def test_a_question_without_an_answer_counts() -> None:
    """No answer line is an error, not a gap in the mean."""
    found = values(judge(ASKED, answer=None))
    expected = {"answer_recall": 0, "citation_precision": 0, "false_abstention": 1, "language_match": 0, "correct": 0}
    assert found == expected
    assert values(judge(UNANSWERABLE, answer=None))["correct_abstention"] == 0


def test_correct_without_required_items_rests_on_a_citation() -> None:
    """A question that lists no items is answered when a citation supports the answer."""
    asked = question(("boras", GOLD, 2))
    assert scored(asked, answer(citations=[GOOD, BUDGET]))["correct"] == 1
    assert scored(asked, answer(citations=[BUDGET]))["correct"] == 0


def test_language_and_understanding() -> None:
    """The language is the question's; four of five words of either question are the other's: F1 = 2 · 4 / (5 + 5)."""
    asked = question(("boras", GOLD, 2), understood="Vem följer upp i Västerås?")
    found = scored(asked, answer(language="en", understood="Vem följer upp i Borås?"))
    assert (found["language_match"], found["understood"]) == (0, 0.8)
    assert scored(asked, answer())["language_match"] == 1


def test_what_was_not_run_is_not_measured() -> None:
    """A run of search alone has no answer measures, and one of answers alone no search measures."""
    assert {measure(name).part for name in values(judge(TWO, results=(), was_asked=False))} == {"search"}
    assert {measure(name).part for name in values(judge(TWO, answer=answer()))} == {"answer"}


def test_an_unknown_measure_is_refused() -> None:
    """The message lists the measures there are."""
    with pytest.raises(EvalError, match="no measure 'recall@7'; use one of recall@1"):
        measure("recall@7")


def test_every_measure_is_declared_in_full() -> None:
    """Each has a sentence and a source, and its name is its key."""
    for name, declared in MEASURES.items():
        assert declared.name == name
        assert declared.meaning.endswith(".")
        assert declared.source


DOCS = st.sampled_from(["d", "boras", "forslag"])
SNIPPETS = st.lists(st.sampled_from([A, B, C, GOLD, "vartannat år", "förslag", ""]), max_size=3).map(" ".join)
CITED = st.tuples(DOCS, st.sampled_from(["adopted", "proposal"]), st.integers(-3, 20), SNIPPETS)


@given(
    golds=st.lists(st.tuples(DOCS, st.sampled_from([A, B, C, GOLD]), st.just(2)), min_size=1, max_size=4),
    texts=st.lists(st.tuples(DOCS, SNIPPETS), max_size=12),
    citations=st.lists(CITED, max_size=4),
    state=st.sampled_from(["answered", "not_in_documents", "error"]),
)
def test_values_stay_in_bounds(golds: Any, texts: Any, citations: Any, state: str) -> None:
    """Every measure of every outcome is in [0, 1]; recall grows with k; MRR is at least hit@1 and at most hit@∞."""
    asked = question(*golds, answers=(("vartannat år",),))
    given_answer = answer("svar", statements=[("svar", [1])], citations=citations, state=state)
    outcome = judge(
        asked, results=results(*texts), answer=given_answer, stored_text=STORED.get, stored_status=STATUS.get
    )
    found = values(outcome)
    assert all(0 <= value <= 1 for value in found.values())
    assert found["recall@1"] <= found["recall@3"] <= found["recall@5"] <= found["recall@10"]
    assert found["hit@1"] <= found["MRR"] <= 1
