"""The encoder that ships, and how other models and damaged ones are met."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.context import contextual_text
from index.encoder import SHIPPED, Encoder, ModelError, load_encoder

PROJECT = Path(__file__).resolve().parent.parent
PASSAGE = contextual_text(
    title="Program för ett integrerat samhälle",
    municipality="Borås Stad",
    headings=["Uppföljning"],
    text="Programmet följs upp vartannat år av Arbetslivsnämnden.",
)
UNRELATED = contextual_text(
    title="Avfallsplan", municipality="Borås Stad", headings=["Sortering"], text="Glas och metall lämnas vid stationen."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def cosine(encoder: Encoder, a: str, b: str) -> float:
    left, right = encoder.encode_questions([a, b]).vectors
    return float(left @ right)


def test_context_leaves_out_what_is_empty() -> None:
    """Parts stand in a fixed order on one line; empty ones leave no bar behind."""
    assert PASSAGE == (
        "Program för ett integrerat samhälle | Borås Stad | Uppföljning | "
        "Programmet följs upp vartannat år av Arbetslivsnämnden."
    )
    assert contextual_text(title="", municipality=" ", headings=["A", "", "B\nC"], text="t ") == "A > B C | t"


def test_rows_are_unit_vectors(encoder: Encoder) -> None:
    """Text vectors and token vectors have length one, so that a dot product is a cosine."""
    batch = encoder.encode_passages([PASSAGE, "Kort.", "Ett längre stycke om skolan. " * 40])
    assert batch.vectors.shape == (3, encoder.dim)
    assert batch.vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(batch.vectors, axis=1), 1.0, atol=1e-4)
    assert batch.tokens is not None
    for tokens in batch.tokens:
        assert tokens.dtype == np.float32
        assert tokens.shape[1] == encoder.token_dim
        np.testing.assert_allclose(np.linalg.norm(tokens, axis=1), 1.0, atol=1e-4)


def test_same_text_same_vector(encoder: Encoder) -> None:
    """A passage alone and among others has nearly one vector: eight bits are shared out anew in every batch."""
    alone = encoder.encode_passages([PASSAGE]).vectors[0]
    again = encoder.encode_passages([PASSAGE]).vectors[0]
    among = encoder.encode_passages([UNRELATED, "x", PASSAGE, "Nämnden " * 50]).vectors[2]
    np.testing.assert_array_equal(alone, again)
    assert float(alone @ among) > 0.98


def test_batches_keep_their_order(encoder: Encoder) -> None:
    """Texts are encoded by length, but come back as they were given."""
    texts = [f"{'ord ' * (i % 7 * 9)}nummer {i}" for i in range(60)]
    batch = encoder.encode_passages(texts)
    assert batch.tokens is not None
    for place in (0, 13, 59):
        single = encoder.encode_passages([texts[place]])
        assert float(single.vectors[0] @ batch.vectors[place]) > 0.98
        assert single.tokens is not None
        assert len(single.tokens[0]) == len(batch.tokens[place])


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    """No texts give no rows; an empty text gives a vector and no tokens."""
    assert encoder.encode_passages([]).vectors.shape == (0, encoder.dim)
    batch = encoder.encode_passages([""])
    assert np.isfinite(batch.vectors).all()
    assert batch.tokens is not None
    assert len(batch.tokens[0]) == 0


def test_passages_drop_punctuation_and_are_cut(encoder: Encoder) -> None:
    """Passages give no vector to a full stop, questions do; a very long passage is cut, not refused."""
    passage, question = encoder.encode_passages(["Plan."]), encoder.encode_questions(["Plan."])
    assert passage.tokens is not None
    assert question.tokens is not None
    assert len(question.tokens[0]) == len(passage.tokens[0]) + 1
    long = encoder.encode_passages(["Nämnden följer upp planen " * 500]).tokens
    assert long is not None
    assert 100 < len(long[0]) <= 254


@pytest.mark.parametrize(
    ("swedish", "english", "unrelated"),
    [
        ("Vem följer upp programmet?", "Who follows up the programme?", "What does a bus ticket cost?"),
        ("Kommunfullmäktige antar budgeten.", "The municipal council adopts the budget.", "The school serves lunch."),
        ("Föreningsbidrag söks i mars.", "Grants to associations are applied for in March.", "Ice covers the lake."),
    ],
)
def test_translations_are_near(encoder: Encoder, swedish: str, english: str, unrelated: str) -> None:
    """A Swedish text is nearer to its translation than to another English text, by a clear margin."""
    assert cosine(encoder, swedish, english) > cosine(encoder, swedish, unrelated) + 0.2


@pytest.mark.parametrize("question", ["Vem följer upp programmet?", "Who follows up the programme?", "vem foljer upp?"])
def test_question_finds_its_passage(encoder: Encoder, question: str) -> None:
    """A question in either language, or typed without dots, lies nearer to the passage that answers it."""
    asked = encoder.encode_questions([question]).vectors[0]
    answer, other = encoder.encode_passages([PASSAGE, UNRELATED]).vectors
    assert float(asked @ answer) > float(asked @ other)


@pytest.mark.parametrize(
    ("spoilt", "word"),
    [
        ("Arbetslivsnimnden", "Arbetslivsnämnden"),
        ("f6ljs upp", "följs upp"),
        ("Boras", "Borås"),
        ("kommunstyrelesn", "kommunstyrelsen"),
    ],
)
def test_spoilt_words_stay_near(encoder: Encoder, spoilt: str, word: str) -> None:
    """What a scan or a slip has spoilt lies nearer to the word meant than another body does."""
    assert cosine(encoder, spoilt, word) > cosine(encoder, spoilt, "Räddningstjänsten")


def test_name_tells_the_revision(encoder: Encoder) -> None:
    """The name an index stores ends in a piece of the weights' checksum."""
    name, _, revision = encoder.name.partition("@")
    assert name == "styrdok-encoder"
    listed = (SHIPPED / "checksums.sha256").read_text(encoding="utf-8")
    assert any(line.startswith(revision) and line.endswith("model.onnx") for line in listed.splitlines())


def test_loading_needs_no_torch() -> None:
    """Importing, loading and encoding leave torch, transformers and sentence-transformers alone."""
    code = (
        "import sys; from index.encoder import load_encoder; load_encoder().encode_questions(['hej']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("sentence-transformers"))
    yield folder
    shutil.rmtree(folder)


def test_damage_is_refused(copy: Path) -> None:
    """One changed byte anywhere in the weights is found before they are used."""
    weights = bytearray((copy / "model.onnx").read_bytes())
    weights[len(weights) // 2] ^= 1
    (copy / "model.onnx").write_bytes(weights)
    with pytest.raises(ModelError, match=r"model\.onnx: the model file is damaged"):
        load_encoder(str(copy))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "checksums.sha256"])
def test_missing_file_is_refused(copy: Path, name: str) -> None:
    """A file that is gone is named."""
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        load_encoder(str(copy))


def test_shipped_model_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its model folder the product says so instead of reaching for a network."""
    monkeypatch.setattr("index.encoder.SHIPPED", tmp_path / "gone")
    with pytest.raises(ModelError, match="install it again"):
        load_encoder()


def test_other_folder_is_refused(tmp_path: Path) -> None:
    """A folder that holds no model is refused with its path, and so is one that does not exist."""
    with pytest.raises(ModelError, match="not a model folder"):
        load_encoder(str(tmp_path))
    with pytest.raises(ModelError, match="no such folder"):
        load_encoder(str(tmp_path / "gone"))


def test_hub_name_without_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says what to do: download elsewhere and give the folder."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="download it where there is a network"):
        load_encoder("intfloat/no-such-model-here")


def test_sentence_transformers_folder_agrees(encoder: Encoder) -> None:
    """The same model through sentence-transformers gives nearly the same vectors, and none for tokens."""
    other = load_encoder(str(SHIPPED / "sentence-transformers"))
    assert other.dim == encoder.dim
    assert other.token_dim is None
    texts = [PASSAGE, UNRELATED]
    cosines = (other.encode_passages(texts).vectors * encoder.encode_passages(texts).vectors).sum(axis=1)
    assert float(cosines.min()) > 0.97


def test_e5_prompts_are_set(tmp_path: Path) -> None:
    """A model whose folder is named as E5's gets E5's prefixes, which its own files leave out."""
    folder = tmp_path / "multilingual-e5-small"
    shutil.copytree(SHIPPED / "sentence-transformers", folder)
    plain = load_encoder(str(SHIPPED / "sentence-transformers"))
    prefixed = load_encoder(str(folder))
    np.testing.assert_allclose(
        prefixed.encode_questions(["vem?"]).vectors, plain.encode_questions(["query: vem?"]).vectors, atol=1e-5
    )
    np.testing.assert_allclose(
        prefixed.encode_passages(["plan"]).vectors, plain.encode_passages(["passage: plan"]).vectors, atol=1e-5
    )


def test_prompts_of_the_models_own_configuration(tmp_path: Path) -> None:
    """Prompts that a model's configuration names are used."""
    folder = tmp_path / "asked"
    shutil.copytree(SHIPPED / "sentence-transformers", folder)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "fråga: "}}))
    plain, asked = load_encoder(str(SHIPPED / "sentence-transformers")), load_encoder(str(folder))
    np.testing.assert_allclose(
        asked.encode_questions(["vem?"]).vectors, plain.encode_questions(["fråga: vem?"]).vectors, atol=1e-5
    )


def test_model_folder_keeps_its_limits() -> None:
    """No file over 50 MB, all together at most 75 MB, and every file is in the checksum list."""
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert max(path.stat().st_size for path in files) < 50_000_000
    assert sum(path.stat().st_size for path in files) < 75_000_000
    listed = {line.split("  ")[1] for line in (SHIPPED / "checksums.sha256").read_text("utf-8").splitlines()}
    assert {path.relative_to(SHIPPED).as_posix() for path in files} - {"README.md", "checksums.sha256"} == listed
