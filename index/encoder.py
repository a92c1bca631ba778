"""What an encoder is, and how to get one: the model that ships with Styrdok, or any sentence-transformers model.

An encoder turns questions and passages into unit vectors whose dot product is their cosine, and, where the model has
them, into one unit vector per token for late interaction (MaxSim; Khattab and Zaharia 2020). Importing this module
loads neither torch nor onnxruntime; :func:`load_encoder` imports what the model asked for needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

#: The folder of the model that ships with the project.
SHIPPED = Path(__file__).resolve().parent / "model"


class ModelError(Exception):
    """A model cannot be loaded; the message is one sentence that says which, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedBatch:
    """What an encoder made of ``n`` texts, in their order."""

    vectors: NDArray[np.float32]
    """(n, dim), unit rows: a dot product of two rows is their cosine in [-1, 1]."""

    tokens: tuple[NDArray[np.float32], ...] | None
    """For each text (t_i, token_dim), unit rows, without padding and special tokens; None if the model has none."""

    token_starts: tuple[NDArray[np.int32], ...] | None = None
    """For each text (t_i,), where each of its tokens begins in it; None for models without token vectors."""


class Encoder(Protocol):
    """Turns texts into vectors; questions and passages apart, since many models treat them differently."""

    @property
    def name(self) -> str:
        """Name and revision of the model, as an index stores it to refuse vectors of another one."""

    @property
    def dim(self) -> int:
        """Width of a text's vector."""

    @property
    def token_dim(self) -> int | None:
        """Width of a token's vector, or None for a model without token vectors."""

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of questions in any language the model knows."""

    def encode_passages(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of passages, each with its context before it (:func:`index.context.contextual_text`)."""


def load_encoder(name_or_folder: str | None = None) -> Encoder:
    """The shipped model (None), or a sentence-transformers model by folder or hub name.

    A folder that holds ``encoder.json`` is read by the fast path (onnxruntime, no torch). Anything else goes to
    sentence-transformers, with prompts, pooling and dimension from the model's own configuration. Raises
    :class:`ModelError` when the model is missing, damaged, or on a hub that cannot be reached.
    """
    folder = SHIPPED if name_or_folder is None else Path(name_or_folder)
    if name_or_folder is None or (folder / "encoder.json").is_file():
        from index.onnx_encoder import OnnxEncoder

        return OnnxEncoder(folder)
    from index.st_encoder import SentenceTransformersEncoder

    return SentenceTransformersEncoder(name_or_folder)
