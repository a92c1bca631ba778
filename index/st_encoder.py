"""Any sentence-transformers model as an encoder, by folder or hub name.

Pooling, dimension and prompts come from the model's own configuration. Slow to load (torch), and only used when the
user asks for another model than the shipped one. It gives no token vectors: these models were not trained for them.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EncodedBatch, ModelError

#: The E5 models ask for these prefixes on their model cards, but their configuration files do not name them.
#: https://huggingface.co/intfloat/multilingual-e5-small
E5_PROMPTS = ("query: ", "passage: ")
QUESTION_PROMPTS = ("query", "question")
PASSAGE_PROMPTS = ("document", "passage", "corpus")


class SentenceTransformersEncoder:
    """A sentence-transformers model behind the :class:`index.encoder.Encoder` protocol."""

    token_dim: int | None = None

    def __init__(self, name_or_folder: str) -> None:
        self._model = _load(name_or_folder)
        prompts = {key: value for key, value in (self._model.prompts or {}).items() if value}
        plain = E5_PROMPTS if "e5" in Path(name_or_folder).name.lower().split("-") else ("", "")
        self._question_prompt = _first(prompts, QUESTION_PROMPTS, plain[0])
        self._passage_prompt = _first(prompts, PASSAGE_PROMPTS, plain[1])
        # renamed in sentence-transformers 6
        width = getattr(self._model, "get_embedding_dimension", None) or self._model.get_sentence_embedding_dimension
        if not (dim := width()):
            raise ModelError(f"{name_or_folder}: the model does not say how wide its vectors are.")
        self.dim: int = int(dim)
        self.name: str = f"{Path(name_or_folder).name}@{_revision(self._model)}"

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of questions, after the model's question prompt if it has one."""
        return self._encode(texts, self._question_prompt)

    def encode_passages(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of passages, after the model's passage prompt if it has one."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> EncodedBatch:
        if not texts:
            return EncodedBatch(vectors=np.zeros((0, self.dim), dtype=np.float32), tokens=None)
        vectors = self._model.encode(
            list(texts), prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False
        )
        return EncodedBatch(vectors=np.asarray(vectors, dtype=np.float32), tokens=None)


def _load(name_or_folder: str) -> Any:
    folder = Path(name_or_folder)
    if folder.exists() and not (folder / "config.json").is_file():
        raise ModelError(f"{name_or_folder}: not a model folder, it has neither encoder.json nor config.json.")
    if not folder.exists() and (folder.is_absolute() or name_or_folder.count("/") > 1 or name_or_folder[0] in ".~"):
        raise ModelError(f"{name_or_folder}: there is no such folder; name an existing model folder or a hub name.")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"{name_or_folder}: this model needs sentence-transformers; run pip install sentence-transformers."
        ) from error
    try:
        return SentenceTransformer(name_or_folder, device="cpu")
    except (OSError, ValueError) as error:  # what transformers and huggingface_hub raise for absent or broken models
        if folder.exists():
            raise ModelError(f"{name_or_folder}: the model folder cannot be read ({_one_line(error)}).") from error
        raise ModelError(
            f"{name_or_folder}: not found locally and the hub cannot be reached or has no such model; "
            "download it where there is a network and give the folder instead."
        ) from error


def _first(prompts: dict[str, str], keys: Sequence[str], otherwise: str) -> str:
    return next((prompts[key] for key in keys if key in prompts), otherwise)


def _revision(model: Any) -> str:
    """The hub commit where known, else a hash of some of the weights: enough to tell two revisions apart."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    commit = getattr(config, "_commit_hash", None)
    if isinstance(commit, str) and commit:
        return commit[:12]
    digest = hashlib.sha256()
    for parameter in model.parameters():
        digest.update(parameter.detach().flatten()[:1024].float().numpy().tobytes())
    return digest.hexdigest()[:12]


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160]
