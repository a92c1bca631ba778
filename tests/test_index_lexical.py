"""What `index.lexical` claims: Swedish words are found in other forms, in compounds, misspelt and misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import DamagedIndex
from index.lexical import FOLDER, LexicalEntry, LexicalIndex, WeightedWord
from index.terms import content_words

PASSAGES = (
    "Arbetslivsnämnden har ansvar för uppföljning av insatserna.",
    "Kommunstyrelsen beslutar om budgeten och fördelar medlen.",
    "Öppettiderna på biblioteket är måndag till fredag.",
    "Förskolorna ska ge barnen stöd i svenska språket.",
    "Kollektivtrafiken ska vara tillgänglig för äldre resenärer.",
)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """The passages above, each of a document of its own; the last has its words in the heading."""
    folder = tmp_path_factory.mktemp("lexical") / FOLDER
    entries = [
        LexicalEntry(row=row, document_number=row, text=text, context="Program för integration")
        for row, text in enumerate(PASSAGES)
    ]
    heading = LexicalEntry(row=5, document_number=5, text="Se nedan.", context="Biblioteket")
    LexicalIndex.build(folder, [*entries, heading])
    return LexicalIndex(folder)


def ask(question: str) -> list[WeightedWord]:
    return [WeightedWord(word) for word in content_words(question)]


FOUND = [
    ("uppföljningsansvar", 0, "a compound of words that stand apart"),
    ("ansvaret för uppföljningen", 0, "definite forms"),
    ("vem följer upp insatser", 0, "plural without article"),
    ("budgetbeslut", 1, "a compound of noun and verb"),
    ("Oppettider bibliotek", 2, "missing dots and rings"),
    ("forskola sprak", 3, "missing dots and rings, base form"),
    ("Arbetslivsnimnden", 0, "a scan's misreading"),
    ("kolektivtraffik", 4, "a misspelling"),
    ("aldres resor", 4, "genitive and another derivation"),
    ("KOMMUNSTYRELSENS BUDGET", 1, "capitals"),
]


@pytest.mark.parametrize(("question", "row", "why"), FOUND)
def test_the_passage_is_found(lexical: LexicalIndex, question: str, row: int, why: str) -> None:
    """The passage meant comes first whatever form the word takes."""
    assert lexical.search(ask(question), k=3)[0][0] == row, why


def test_a_word_in_the_text_counts_more_than_in_the_heading(lexical: LexicalIndex) -> None:
    """Both passages name the library; the one that does so in its text is first."""
    assert [row for row, _ in lexical.search(ask("biblioteket"), k=2)] == [2, 5]


def test_scores_fall_and_are_positive(lexical: LexicalIndex) -> None:
    """Higher is better, best first, and no more than asked for."""
    found = lexical.search(ask("ansvar för integration och budget"), k=4)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) == 4
    assert min(scores) > 0


def test_search_stays_within_documents(lexical: LexicalIndex) -> None:
    """Documents outside the scope are never returned, and the scope adds nothing to a score."""
    alone = dict(lexical.search(ask("program integration"), k=10))
    within = dict(lexical.search(ask("program integration"), k=10, within=[1, 3]))
    assert within == {row: alone[row] for row in (1, 3)}
    assert lexical.search(ask("program"), k=10, within=[]) == []


def test_a_weight_moves_a_word(lexical: LexicalIndex) -> None:
    """Of two words, the heavier one decides; a word of weight 0 finds nothing better than another."""
    for heavy, light, row in (("budget", "bibliotek", 1), ("bibliotek", "budget", 2)):
        found = lexical.search([WeightedWord(heavy, 1.0), WeightedWord(light, 0.1)], k=1)
        assert found[0][0] == row


def test_nothing_asked_finds_nothing(lexical: LexicalIndex) -> None:
    """No words, no passages wanted, and words of no passage give empty lists."""
    assert lexical.search([], k=5) == []
    assert lexical.search(ask("budget"), k=0) == []
    assert lexical.search(ask("xylofonqvartz"), k=5) == []


def test_the_same_search_gives_the_same_order(tmp_path: Path) -> None:
    """Equal scores come in order of rows, in an index built twice."""
    entries = [LexicalEntry(row=n, document_number=n, text="samma text", context="") for n in range(20)]
    for name in ("a", "b"):
        LexicalIndex.build(tmp_path / name, entries)
        assert [row for row, _ in LexicalIndex(tmp_path / name).search(ask("text"), k=20)] == list(range(20))


def test_an_empty_index_is_searched(tmp_path: Path) -> None:
    """A collection whose documents were all forgotten answers with nothing."""
    LexicalIndex.build(tmp_path / FOLDER, [])
    assert LexicalIndex(tmp_path / FOLDER).search(ask("plan"), k=5) == []


@pytest.mark.parametrize("content", [b"", b"{", b'{"segments": 3}', b"\xff\xfe junk"])
def test_damage_is_named(tmp_path: Path, content: bytes) -> None:
    """An index that cannot be opened is refused in one line that names its folder."""
    LexicalIndex.build(tmp_path / FOLDER, [LexicalEntry(row=0, document_number=0, text="plan", context="")])
    (tmp_path / FOLDER / "meta.json").write_bytes(content)
    with pytest.raises(DamagedIndex) as caught:
        LexicalIndex(tmp_path / FOLDER)
    assert str(tmp_path / FOLDER) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_absent_index_is_named(tmp_path: Path) -> None:
    """A missing folder is damage too."""
    with pytest.raises(DamagedIndex, match="styrdok ingest"):
        LexicalIndex(tmp_path / "nowhere")
