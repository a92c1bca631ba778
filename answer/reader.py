"""The reader: how likely a passage holds the answer to a question, and where in it the answer stands.

A cross-encoder of the project's own (int8 ONNX, 23 million parameters): it reads question and passage together, so
unlike the encoder it can tell a passage that answers from one that only speaks of the same things. It proposes; what
is shown to a user is still judged and quoted by `answer.read` and `answer.compose`. Importing this module loads
neither onnxruntime nor tokenizers; `train/reader.py` makes the model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import encoder
from index.encoder import ModelError
from index.pairs import Pieces, pieces_of

#: The folder of the model that ships with the project.
SHIPPED = Path(__file__).resolve().parent / "model"
#: Longest answer the reader marks; nine answers of ten in its training data have at most 24 pieces.
MAX_ANSWER_PIECES = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader makes of one passage; `text[start:end]` is the best answer in the text that was given."""

    has_answer: float
    """Probability in [0, 1] that the passage answers; higher is better."""

    start: int
    end: int
    piece_starts: NDArray[np.int32]
    """(t,) where each piece of the passage begins in the text; pieces past the model's length are left out."""

    start_probabilities: NDArray[np.float32]
    """(t,) how likely the answer begins at each piece, given that there is one; sums to 1 unless t is 0."""

    def mass(self, start: int, end: int) -> float:
        """Probability in [0, 1] that the answer, if there is one, begins inside ``text[start:end]``."""
        inside = (self.piece_starts >= start) & (self.piece_starts < end)
        return float(self.start_probabilities[inside].sum())


class Reader:
    """A folder made by ``python -m train reader``."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Raises :class:`index.encoder.ModelError` if the model is missing, damaged or of another vocabulary."""
        model, tokenizer, self.name = _checked(folder)
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # threads that spin while they wait take the processor from the rest of the answer
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One reading a text, in their order; give each with its context (:func:`index.context.contextual_text`).

        Texts are read one at a time: the int8 model scales its activations by the batch, so that a text read in
        company would be judged a little differently in other company.
        """
        return [self._read(pieces_of(self._tokenizer, question, text)) for text in texts]

    def _read(self, pieces: Pieces) -> Reading:
        t = len(pieces.offsets)
        if t == 0:
            nothing = np.empty(0, np.float32)
            return Reading(
                has_answer=0.0, start=0, end=0, piece_starts=nothing.astype(np.int32), start_probabilities=nothing
            )
        logit, starts, ends = self._session.run(
            None, {"ids": np.array([pieces.ids], np.int64), "types": np.array([pieces.types], np.int64)}
        )
        inside = slice(pieces.first, pieces.first + t)
        from_, to = _log_softmax(starts[0, inside]), _log_softmax(ends[0, inside])
        begin, last = best_span(from_, to)
        return Reading(
            has_answer=float(1 / (1 + np.exp(-float(logit[0])))),
            start=pieces.offsets[begin][0],
            end=pieces.offsets[last][1],
            piece_starts=np.array([a for a, _ in pieces.offsets], np.int32),
            start_probabilities=np.exp(from_),
        )


@cache
def load_reader(folder: Path = SHIPPED) -> Reader:
    """The shipped reader, loaded once; raises :class:`index.encoder.ModelError` as :class:`Reader` does."""
    return Reader(folder)


def best_span(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[int, int]:
    """First and last piece of the likeliest answer: the greatest start + end over spans of allowed length.

    Both are (t,) log probabilities, t > 0.
    """
    scores = starts[:, None] + ends[None, :]
    length = np.arange(len(ends))[None, :] - np.arange(len(starts))[:, None]
    scores = np.where((length >= 0) & (length < MAX_ANSWER_PIECES), scores, -np.inf)
    begin, last = divmod(int(scores.argmax()), len(ends))
    return begin, last


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


def _checked(folder: Path) -> tuple[bytes, bytes, str]:
    """(model, tokenizer, name), each file equal to its recorded checksum; the tokenizer is the encoder's."""
    listed = _contents(folder / "checksums.sha256").decode("utf-8")
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in listed.splitlines())}
    contents = {}
    for name in ("model.onnx", "reader.json"):
        contents[name] = _contents(folder / name)
        if hashlib.sha256(contents[name]).hexdigest() != expected.get(name):
            raise ModelError(f"{folder / name}: the model file is damaged (checksum differs); install it again.")
    try:
        settings = json.loads(contents["reader.json"])
        name, wanted = settings["name"], settings["tokenizer_sha256"]
    except (ValueError, KeyError) as error:
        raise ModelError(f"{folder / 'reader.json'}: does not describe a reader ({error!r}).") from error
    shared = encoder.SHIPPED / "tokenizer.json"
    tokenizer = _contents(shared)
    if hashlib.sha256(tokenizer).hexdigest() != wanted:
        raise ModelError(f"{shared}: not the vocabulary that {name} was trained with; train the reader anew.")
    return contents["model.onnx"], tokenizer, name


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the model file is missing or unreadable; install it again.") from error
