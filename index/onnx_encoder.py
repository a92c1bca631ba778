"""The shipped encoder: an int8 ONNX model read by onnxruntime, with its own tokenizer and without torch.

One pass gives both a text's vector and its tokens' vectors. The files are compared with ``checksums.sha256`` before
they are used: a model cut short by a bad copy would otherwise still load and quietly find the wrong passages.
"""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncodedBatch, ModelError

NEEDED = ("encoder.json", "model.onnx", "tokenizer.json")
#: Pieces in one call, padding included: seven passages of 60 words. A layer then stays in the cache; calls of
#: 4,096 pieces take 15 ms of processor time a passage instead of 9.
PIECES_PER_CALL = 512
#: A question is one to three sentences; what is longer was pasted in, and its end says little.
MAX_QUESTION_TOKENS = 128


class OnnxEncoder:
    """A folder made by ``python -m train export`` behind the :class:`index.encoder.Encoder` protocol."""

    def __init__(self, folder: Path) -> None:
        contents = _checked(folder)
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            settings = json.loads(contents["encoder.json"])
            self.name: str = settings["name"]
            self.dim: int = settings["dim"]
            self.token_dim: int | None = settings["token_dim"]
            self._max_tokens: int = settings["max_tokens"]
        except (ValueError, KeyError) as error:
            raise ModelError(f"{folder / 'encoder.json'}: does not describe an encoder ({error!r}).") from error
        self._tokenizer = Tokenizer.from_buffer(contents["tokenizer.json"])
        vocabulary = self._tokenizer.get_vocab()
        self._pad, self._end = vocabulary["<pad>"], vocabulary["</s>"]
        self._punctuation = _punctuation_ids(vocabulary)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # threads that wait by spinning take the processor from whatever runs beside: twice as slow on a busy machine
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            contents["model.onnx"], sess_options=options, providers=["CPUExecutionProvider"]
        )

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of questions; every piece of a question keeps its vector."""
        return self._encode(texts, limit=min(MAX_QUESTION_TOKENS, self._max_tokens), punctuation=True)

    def encode_passages(self, texts: Sequence[str]) -> EncodedBatch:
        """Vectors of passages, cut at the model's length; pieces that are punctuation alone get no token vector."""
        return self._encode(texts, limit=self._max_tokens, punctuation=False)

    def _encode(self, texts: Sequence[str], *, limit: int, punctuation: bool) -> EncodedBatch:
        encodings = self._tokenizer.encode_batch(list(texts))
        rows = [encoding.ids for encoding in encodings]
        rows = [row if len(row) <= limit else [*row[: limit - 1], self._end] for row in rows]
        vectors = np.empty((len(rows), self.dim), dtype=np.float32)
        tokens: list[NDArray[np.float32]] = [np.empty(0, dtype=np.float32)] * len(rows)
        starts: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)] * len(rows)
        for places in _by_length(rows):
            width = max(len(rows[place]) for place in places)
            ids = np.full((len(places), width), self._pad, dtype=np.int64)
            mask = np.zeros_like(ids)
            for line, place in enumerate(places):
                ids[line, : len(rows[place])], mask[line, : len(rows[place])] = rows[place], 1
            pooled, states = self._session.run(None, {"ids": ids, "mask": mask})
            vectors[places] = pooled
            for line, place in enumerate(places):
                inner = ids[line, 1 : len(rows[place]) - 1]
                kept = states[line, 1 : len(rows[place]) - 1]
                begins = np.array([a for a, _ in encodings[place].offsets[1 : len(rows[place]) - 1]], dtype=np.int32)
                if not punctuation and not np.all(marks := np.isin(inner, self._punctuation)):
                    kept, begins = kept[~marks], begins[~marks]
                tokens[place], starts[place] = np.ascontiguousarray(kept, dtype=np.float32), begins
        return EncodedBatch(vectors=vectors, tokens=tuple(tokens), token_starts=tuple(starts))


def _checked(folder: Path) -> dict[str, bytes]:
    """The needed files' contents, each equal to its recorded checksum."""
    listed = folder / "checksums.sha256"
    if not listed.is_file():
        raise ModelError(f"{folder}: checksums.sha256 is missing, so the model cannot be trusted; install it again.")
    expected = {}
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        expected[name] = digest
    contents = {}
    for name in NEEDED:
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"{folder / name}: the model file is missing or unreadable; install it again.") from error
        if hashlib.sha256(contents[name]).hexdigest() != expected.get(name):
            raise ModelError(f"{folder / name}: the model file is damaged (checksum differs); install it again.")
    return contents


def _by_length(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Places of rows in groups of like length, none of more than ``PIECES_PER_CALL`` pieces with its padding."""
    groups: list[list[int]] = []
    for place in sorted(range(len(rows)), key=lambda place: len(rows[place])):
        if groups and (len(groups[-1]) + 1) * len(rows[place]) <= PIECES_PER_CALL:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _punctuation_ids(vocabulary: dict[str, int]) -> NDArray[np.int64]:
    marks = [
        number
        for piece, number in vocabulary.items()
        if all(unicodedata.category(letter)[0] == "P" for letter in piece.strip("▁"))
    ]
    return np.array(sorted(marks), dtype=np.int64)
