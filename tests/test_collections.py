"""The evaluation collections are sound: what they quote stands in the documents, what they require in the quotes.

Tests the data alone; how well the product does on it is measured by `styrdok eval`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SETS = ROOT / "eval" / "collections"
# fmt: off
CATEGORIES = {
    "who", "when", "how_often", "how_much", "how_many", "what", "where", "why", "list", "yes_no", "definition",
    "status", "compare", "conflict", "table", "keyword", "unanswerable",
}
# fmt: on
# their answers are judgements about the texts, which no text need state in so many words
JUDGED = {"yes_no", "status", "compare", "conflict", "unanswerable"}
WORDING_NOT_IN_GOLD = {
    "f048": "a count of the items quoted",
    "f205": "the cell is empty",
    "f214": "the cell is empty",
    "f217": "the cell is empty",
    "d04.4": "the cell is empty",
}

Item = dict[str, Any]  # one line of a question file, or one turn of a conversation with its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    name: str
    documents: Path
    min_unanswerable: float  # share of all questions, in [0, 1]


FIVE = Collection(name="five", documents=ROOT / "corpus", min_unanswerable=1 / 5)
MUNICIPAL = Collection(name="municipal", documents=SETS / "municipal" / "docs", min_unanswerable=1 / 6)
COLLECTIONS = [pytest.param(each, id=each.name) for each in (FIVE, MUNICIPAL)]
each_collection = pytest.mark.parametrize("collection", COLLECTIONS)


def read_jsonl(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def questions(collection: Collection) -> list[Item]:
    return read_jsonl(SETS / collection.name / "questions.jsonl")


def dialogues(collection: Collection) -> list[Item]:
    path = SETS / collection.name / "dialogues.jsonl"
    return read_jsonl(path) if path.exists() else []


def asked(collection: Collection) -> Iterator[tuple[str, Item]]:
    """Questions under their query_id and turns under dialogue_id.turn (1-based)."""
    for question in questions(collection):
        yield question["query_id"], question
    for dialogue in dialogues(collection):
        for number, turn in enumerate(dialogue["turns"], start=1):
            yield f"{dialogue['dialogue_id']}.{number}", turn


def texts(collection: Collection) -> dict[str, str]:
    """doc_id → the file as it is; bytes are decoded so that line ends stay."""
    files = (path for path in collection.documents.iterdir() if path.suffix in {".txt", ".md"})
    return {path.stem: path.read_bytes().decode("utf-8") for path in files}


def normalised(text: str) -> str:
    return " ".join(re.sub(r"</?p>", " ", text).split()).casefold()


@each_collection
def test_every_quote_is_an_exact_piece_of_its_document(collection: Collection) -> None:
    """Every gold quote stands in its file, character for character, and is graded 1 or 2."""
    documents = texts(collection)
    for name, item in asked(collection):
        for gold in item["gold"]:
            assert gold["quote"].strip(), name
            assert gold["quote"] in documents[gold["doc_id"]], (name, gold)
            assert gold["relevance"] in {1, 2}, name


@each_collection
def test_questions_and_their_ids_occur_once(collection: Collection) -> None:
    """No query_id, no dialogue_id and no question occurs twice in a set."""
    items = questions(collection)
    for values in (
        [item["query_id"] for item in items],
        [item["question"].casefold() for item in items],
        [dialogue["dialogue_id"] for dialogue in dialogues(collection)],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@each_collection
def test_category_and_language_are_known(collection: Collection) -> None:
    """Every question has a category of the list and is Swedish or English; unanswerable is a category of its own."""
    for name, item in asked(collection):
        assert item["language"] in {"sv", "en"}, name
        if "category" in item:
            assert item["category"] in CATEGORIES, name
            assert item["answerable"] == (item["category"] != "unanswerable"), name


@each_collection
def test_set_is_large_and_balanced(collection: Collection) -> None:
    """At least 120 questions, neither language above 55 %, and the promised share of unanswerable ones."""
    items = questions(collection)
    languages = Counter(item["language"] for item in items)
    unanswerable = sum(not item["answerable"] for item in items)
    assert len(items) >= 120
    assert max(languages.values()) <= 0.55 * len(items)
    assert unanswerable >= collection.min_unanswerable * len(items)


@each_collection
def test_only_answerable_questions_have_gold_and_answers(collection: Collection) -> None:
    """An unanswerable question has neither; an answerable one has a quote stating the answer, and required items."""
    for name, item in asked(collection):
        if item["answerable"]:
            assert any(gold["relevance"] == 2 for gold in item["gold"]), name
            assert item["answers"], name
            assert all(wordings and all(wordings) for wordings in item["answers"]), name
        else:
            assert item["gold"] == item["answers"] == [], name


@each_collection
def test_required_items_stand_in_the_gold(collection: Collection) -> None:
    """Each required item has a wording that the gold quotes contain, unless it is a judgement or a listed exception."""
    missing = []
    for name, item in asked(collection):
        if item.get("category") in JUDGED or name in WORDING_NOT_IN_GOLD:
            continue
        gold = normalised(" ".join(gold["quote"] for gold in item["gold"]))
        for wordings in item["answers"]:
            if not any(normalised(wording) in gold for wording in wordings):
                missing.append((name, wordings))
    assert missing == []


@each_collection
def test_yes_no_questions_begin_with_yes_or_no(collection: Collection) -> None:
    """The first required item of a yes/no question is yes or no, in both languages."""
    for item in questions(collection):
        if item["category"] == "yes_no":
            assert item["answers"][0][:2] in (["ja", "yes"], ["nej", "no"]), item["query_id"]


def test_listed_exceptions_exist() -> None:
    """Every exception still belongs to a question."""
    assert WORDING_NOT_IN_GOLD.keys() <= {name for name, _ in asked(FIVE)}


def test_conversations_have_two_to_four_turns() -> None:
    """At least 20 conversations; every turn says how it is to be understood."""
    conversations = dialogues(FIVE)
    assert len(conversations) >= 20
    for dialogue in conversations:
        assert 2 <= len(dialogue["turns"]) <= 4, dialogue["dialogue_id"]
        assert all(turn["understood"].strip() for turn in dialogue["turns"]), dialogue["dialogue_id"]


def test_the_scan_is_never_the_only_source() -> None:
    """Where the scanned twin of the Borås programme is gold, the clean text is gold of relevance 2 as well."""
    for name, item in asked(FIVE):
        stating = {gold["doc_id"] for gold in item["gold"] if gold["relevance"] == 2}
        if any(gold["doc_id"] == "boras-program-skannad" for gold in item["gold"]):
            assert "boras-program-2023" in stating, name
