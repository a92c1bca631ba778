"""Encoders small enough for tests: ordinary implementations of `index.encoder.Encoder`, made of hashes.

Words that share character 4-grams get vectors near each other, so that a question finds the passage that shares its
words; nothing is learnt and nothing is random between runs. `write_word_model` writes such an encoder as a folder that
`styrdok --model FOLDER` loads, for tests of the command line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncodedBatch
from index.terms import STOP_WORDS, grams, words

Vectors = NDArray[np.float32]


class HashEncoder:
    """An encoder of any width; `asked` counts the texts it was given, to see what is encoded again."""

    def __init__(self, name: str = "hash@1", *, dim: int = 64, token_dim: int | None = 32) -> None:
        self.name = name
        self.dim = dim
        self.token_dim = token_dim
        self.passages_encoded = 0
        self.questions_encoded = 0

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of questions."""
        self.questions_encoded += len(texts)
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of passages."""
        self.passages_encoded += len(texts)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> EncodedBatch:
        vectors = np.stack([_mean(text, self.dim) for text in texts]) if texts else np.zeros((0, self.dim), np.float32)
        if self.token_dim is None:
            return EncodedBatch(vectors=vectors, tokens=None)
        found = [_words_with_starts(text) for text in texts]
        tokens = tuple(np.stack([word_vector(word, self.token_dim) for word, _ in each]) for each in found)
        starts = tuple(np.array([start for _, start in each], np.int32) for each in found)
        return EncodedBatch(vectors=vectors, tokens=tokens, token_starts=starts)


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1."""
    scaled: Vectors = (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)
    return scaled


@lru_cache(maxsize=50_000)
def word_vector(word: str, dim: int) -> Vectors:
    """The unit vector of a folded word: the sum of its grams' signs."""
    return unit(np.sum([_signs(gram, dim) for gram in grams(word)], axis=0) + 1e-3)


@lru_cache(maxsize=200_000)
def _signs(gram: str, dim: int) -> Vectors:
    digest = hashlib.shake_128(gram.encode()).digest((dim + 7) // 8)
    return np.unpackbits(np.frombuffer(digest, np.uint8))[:dim].astype(np.float32) * 2 - 1


def _words_with_starts(text: str) -> list[tuple[str, int]]:
    found = [(word, match.start()) for match in re.finditer(r"[^\W_]+", text) for word in words(match[0])]
    return found or [("_", 0)]


def _mean(text: str, dim: int) -> Vectors:
    found = [word for word in words(text) if word not in STOP_WORDS] or words(text) or ["_"]
    return unit(np.sum([word_vector(word, dim) for word in found], axis=0) + 1e-3)


def write_word_model(folder: Path, texts: Iterable[str], *, name: str = "words@1", dim: int = 32) -> Path:
    """A model folder whose pieces are the words of `texts`, each embedded as `word_vector`; returns `folder`."""
    from onnx import TensorProto, helper, numpy_helper, save
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    found = sorted({word for text in texts for word in re.findall(r"\w+|[^\w\s]", text.lower())})
    pieces = ["<pad>", "<unk>", "<s>", "</s>", *found]
    tokenizer = Tokenizer(models.WordLevel({piece: n for n, piece in enumerate(pieces)}, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 2), ("</s>", 3)])
    table = np.stack([word_vector(" ".join(words(piece)) or piece, dim) for piece in pieces])
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "ids"], ["states"]),
            helper.make_node("Cast", ["mask"], ["kept"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["kept", "last"], ["weights"]),
            helper.make_node("Mul", ["states", "weights"], ["weighted"]),
            helper.make_node("ReduceSum", ["weighted", "first"], ["summed"], keepdims=0),
            helper.make_node("LpNormalization", ["summed"], ["pooled"], axis=1, p=2),
        ],
        "words",
        [helper.make_tensor_value_info(each, TensorProto.INT64, ["n", "t"]) for each in ("ids", "mask")],
        [
            helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["n", dim]),
            helper.make_tensor_value_info("states", TensorProto.FLOAT, ["n", "t", dim]),
        ],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([2], np.int64), "last"),
            numpy_helper.from_array(np.array([1], np.int64), "first"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    folder.mkdir(parents=True)
    save(model, str(folder / "model.onnx"))
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"name": name, "dim": dim, "token_dim": dim, "max_tokens": 256}
    (folder / "encoder.json").write_text(json.dumps(settings), encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / "checksums.sha256").write_text("".join(sums), encoding="utf-8")
    return folder
