"""Reading, spoiling and cutting text into pieces for training."""

import random
from pathlib import Path

import numpy as np
import pytest
from train_cases import small_tokenizer, write_data

from train import data, noise, static
from train.development import cut, looks_swedish, passage_text
from train.vocabulary import END, SPECIALS, START


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("data"))


def test_pairs_leave_out_empty_sides(folder: Path) -> None:
    """A row without Swedish teaches nothing and is not read; a dictionary row is marked as a word."""
    pairs = data.parallel_pairs(folder)
    assert len(pairs) == 17
    assert [pair.is_word for pair in pairs] == [False] * 16 + [True]


def test_glossary_gives_one_pair_per_rendering(folder: Path) -> None:
    """``committee; board`` are two translations of nämnd."""
    assert [(p.swedish, p.english) for p in data.glossary_pairs(folder)] == [
        ("nämnd", "committee"),
        ("nämnd", "board"),
        ("uppföljning", "follow-up"),
    ]


def test_held_out_passages_are_apart(folder: Path) -> None:
    """No passage is both trained on and measured on, and unanswerable questions are in neither."""
    held, kept = data.policy_groups(folder, held_out=True), data.policy_groups(folder, held_out=False)
    assert len(held) == 1
    assert len(kept) == 15
    assert {group.text for group in held}.isdisjoint(group.text for group in kept)
    assert all("bussen" not in question for group in held + kept for question in group.questions)


def test_headed_paragraphs_ask_with_their_heading(folder: Path) -> None:
    """The heading over a paragraph stands as its question; a document without headings asks with its title."""
    groups = list(data.headed_paragraphs(folder, "statutes.jsonl.xz"))
    assert [group.questions[0] for group in groups] == ["Kapitel 1", "Ansvar", "Kapitel 2", "Ansvar"]
    untitled = next(data.headed_paragraphs(folder, "government_documents.jsonl.xz"))
    assert untitled.questions == ("Lag (1) om planer",)


def test_passage_text_sets_the_municipality_apart(folder: Path) -> None:
    """A title that ends in its municipality is split, as the index has the two apart."""
    group = data.policy_groups(folder, held_out=False)[0]
    assert passage_text(group).startswith("Plan för integration 0 | Älvsta kommun | Ansvar | Arbetslivsnämnden följer")


@pytest.mark.parametrize(
    ("question", "swedish"),
    [("Vem ansvarar?", True), ("Who follows up the plan?", False), ("Who is the nämnd?", True), ("vad gäller", True)],
)
def test_language_of_a_written_question(question: str, swedish: bool) -> None:
    """Letters å, ä, ö or a Swedish function word make a question Swedish."""
    assert looks_swedish(question) is swedish


def test_without_dots() -> None:
    """å, ä and ö become the letters of a foreign keyboard, in both cases."""
    assert noise.without_dots("Åtgärder på ön") == "Atgarder pa on"


def test_noise_is_seeded_and_mild() -> None:
    """The same chance spoils alike; most letters survive."""
    text = "Arbetslivsnämnden följer upp programmet vartannat år tillsammans med kommunstyrelsen."
    spoilt = [noise.spoil(text, random.Random(seed)) for seed in range(30)]
    assert spoilt == [noise.spoil(text, random.Random(seed)) for seed in range(30)]
    assert len(set(spoilt)) > 10
    assert all(abs(len(line) - len(text)) < 12 for line in spoilt)


def test_tokenizer_lowers_case_and_keeps_marks_whole(folder: Path) -> None:
    """Upper case says nothing; a punctuation mark is one piece; specials come first; texts are framed."""
    tokenizer = small_tokenizer(folder)
    assert tokenizer.encode("NÄMND").ids == tokenizer.encode("nämnd").ids
    assert "▁." in tokenizer.encode("plan.").tokens
    assert [tokenizer.id_to_token(number) for number in range(4)] == list(SPECIALS)
    ids = tokenizer.encode("plan").ids
    assert (ids[0], ids[-1]) == (START, END)


def test_static_vectors_bring_translations_together(folder: Path) -> None:
    """After training, a sentence's mean vector lies nearest to its own translation for most of sixteen."""
    tokenizer = small_tokenizer(folder)
    settings = static.StaticSettings(epochs=60, batch=16, paragraphs=2)
    vectors = static.train_static(tokenizer, static.pair_lists(folder, settings), settings)
    pairs = [pair for pair in data.parallel_pairs(folder) if not pair.is_word]

    def means(texts: list[str]) -> np.ndarray:
        made = np.stack([vectors[row].mean(0) for row in static.piece_ids(tokenizer, texts, limit=99)])
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    cosines = means([pair.english for pair in pairs]) @ means([pair.swedish for pair in pairs]).T
    assert (cosines.argmax(1) == np.arange(16)).mean() > 0.7


def test_cut_gives_table_rows_their_header() -> None:
    """A table row is a passage of its own with the header row before it; rules between are none."""
    passages = cut("# Plan\n\n## Uppdrag\n\n| Uppdrag | Ansvarig |\n|---|---|\n| Starta språkcafé | Bibliotekschefen |")
    assert [full for _, full in passages] == [
        "Plan | Uppdrag | | Uppdrag | Ansvarig | | Starta språkcafé | Bibliotekschefen |"
    ]
