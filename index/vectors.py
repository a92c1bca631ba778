"""The dense index: one unit vector a passage in FAISS, and its token vectors beside it for late interaction.

Scores are cosines or means of cosines: higher is better, and FAISS is told inner product, never distance.
Token vectors are kept at four bits a dimension (ColBERTv2's idea of coarse residuals, Santhanam et al. 2022, without
the centroids): 64 dimensions and 80 tokens take 2.5 KB a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndex

VECTORS_FILE = "vectors.faiss"
TOKENS_FILE = "tokens.npy"
OFFSETS_FILE = "token_offsets.npy"
_LARGEST_BYTE = 127
_LEVELS = 16
_PAIRS = np.array(
    [[(half + 0.5) / (_LEVELS / 2) - 1 for half in divmod(byte, _LEVELS)] for byte in range(256)], np.float32
).view(np.complex64)[:, 0]
"""(256,) what a byte stands for, its high half first, the two numbers held as one complex: so looked up, a byte
costs one copy of eight bytes, far less than shifting or looking up pairs."""
_ONE_THREAD_BELOW = 20_000
"""Vectors; below, starting threads takes longer than the search, and far longer on a busy machine."""

Vectors = NDArray[np.float32]


class VectorIndex:
    """An open FAISS index of unit vectors. `rows` are positions in it."""

    def __init__(self, path: Path) -> None:
        import faiss

        try:
            self._index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise DamagedIndex(
                f"{path}: the vector index is damaged; run `styrdok ingest` on your documents again."
            ) from error
        if self._index.ntotal < _ONE_THREAD_BELOW:
            faiss.omp_set_num_threads(1)
        self.dim: int = self._index.d
        self.size: int = self._index.ntotal

    @staticmethod
    def build(path: Path, vectors: Vectors) -> None:
        """Write the index of `vectors` (n, dim), unit rows, as whole numbers of eight bits: a cosine moves by 0.001.

        Products of whole numbers search 100,000 vectors in 2 ms where eight uniform bits, read as floats, take 7 and
        half precision 10. The scale depends on the dimension alone, so that vectors taken over from one generation to
        the next do not drift.
        """
        import faiss

        dim = vectors.shape[1]
        kind = faiss.ScalarQuantizer.QT_8bit_direct_signed
        index = faiss.IndexScalarQuantizer(dim, kind, faiss.METRIC_INNER_PRODUCT)
        index.train(np.zeros((1, dim), np.float32))
        index.add(np.clip(np.rint(vectors * _scale(dim)), -_LARGEST_BYTE, _LARGEST_BYTE))
        # faiss itself closes a file without looking whether its last bytes were written
        path.write_bytes(faiss.serialize_index(index).data)

    def search(self, vector: Vectors, *, k: int, within: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The `k` best (row, cosine) for one unit vector (dim,), best first; `within` keeps to those rows."""
        import faiss

        k = min(k, self.size if within is None else len(within))
        if k < 1:
            return []
        # the question's own scale: FAISS would cut its fractions off, and it fills the eight bits better
        scale = _LARGEST_BYTE / max(float(np.abs(vector).max()), 1e-9)
        whole = np.rint(vector * scale)[None, :]
        if within is None:
            products, rows = self._index.search(whole, k)
        else:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(within)
            products, rows = self._index.search(whole, k, params=parameters)
        cosines = products[0] / (scale * _scale(self.dim))
        return [(int(row), float(cosine)) for row, cosine in zip(rows[0], cosines, strict=True) if row >= 0]

    def get(self, rows: Sequence[int]) -> Vectors:
        """The vectors (len(rows), dim) of those rows, as stored."""
        if not rows:
            return np.zeros((0, self.dim), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.asarray(rows, np.int64)) / np.float32(_scale(self.dim))
        return found


class TokenIndex:
    """Token vectors of all passages, mapped from the disk: only the candidates of a question are read."""

    def __init__(self, folder: Path, *, dim: int) -> None:
        try:
            self._codes: NDArray[np.uint8] = np.load(folder / TOKENS_FILE, mmap_mode="r", allow_pickle=False)
            self._offsets: NDArray[np.int64] = np.load(folder / OFFSETS_FILE, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndex(
                f"{folder}: the token vectors are damaged; run `styrdok ingest` on your documents again."
            ) from error
        self._dim = dim

    @staticmethod
    def build(folder: Path, codes: Sequence[NDArray[np.uint8]], *, dim: int) -> None:
        """Write every row's packed token vectors with their parts (`with_parts`), in order of rows."""
        offsets = np.zeros(len(codes) + 1, np.int64)
        np.cumsum([len(c) for c in codes], out=offsets[1:])
        joined = np.concatenate(codes) if codes else np.zeros((0, packed_width(dim) + 1), np.uint8)
        save_array(folder / TOKENS_FILE, joined)
        save_array(folder / OFFSETS_FILE, offsets)

    def packed(self, row: int) -> NDArray[np.uint8]:
        """The packed token vectors of one row, the last byte of each the part of the passage it is in."""
        return np.asarray(self._codes[self._offsets[row] : self._offsets[row + 1]])

    def max_sim(self, question: Vectors, rows: Sequence[int]) -> Vectors:
        """For each row the mean over question tokens (q, dim) of the best cosine with one of its tokens."""
        if not rows:
            return np.zeros(0, np.float32)
        pieces = [self.packed(row) for row in rows]
        lengths = np.array([len(piece) for piece in pieces])
        scores = np.zeros(len(rows), np.float32)
        if lengths.any():
            cosines = self._cosines(np.concatenate(pieces), question)
            firsts = np.cumsum(lengths) - lengths
            scores[lengths > 0] = np.maximum.reduceat(cosines, firsts[lengths > 0], axis=0).mean(axis=1)
        return scores

    def matches(self, question: Vectors, row: int, *, n_parts: int) -> Vectors:
        """(1 + n_parts, q): for each question token (q, dim) its best cosine in the context, then in each part.

        The context is title and headings. A part without tokens, cut off with a long passage, matches with -1.
        """
        codes = self.packed(row)
        cosines = self._cosines(codes, question)
        parts = codes[:, -1]
        best = [cosines[parts == n].max(axis=0, initial=-1.0) for n in range(n_parts + 1)]
        return np.asarray(best, np.float32)

    def _cosines(self, codes: NDArray[np.uint8], question: Vectors) -> Vectors:
        """(t, q) cosines of packed tokens with question tokens; dividing the products by the lengths is cheaper than
        making the rows unit first."""
        vectors = _levels(codes[:, : packed_width(self._dim)], dim=self._dim)
        lengths = np.sqrt(np.einsum("td,td->t", vectors, vectors))
        cosines: Vectors = (vectors @ question.T) / lengths[:, None]
        return cosines


def save_array(path: Path, array: NDArray[Any]) -> None:
    """What `numpy.save` writes, but a full disk is an `OSError` that says so: numpy writes past Python's own file."""
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(np.ascontiguousarray(array).data if array.size else b"")


def max_sim(question: Vectors, tokens: Vectors) -> float:
    """The mean over question tokens (q, dim) of the best cosine with one of `tokens` (t, dim); 0 without tokens."""
    return float((tokens @ question.T).max(axis=0).mean()) if len(tokens) and len(question) else 0.0


def packed_width(dim: int) -> int:
    """Bytes a token takes."""
    return (dim + 1) // 2


def _scale(dim: int) -> float:
    """What brings a component to eight bits. It is cut off beyond ten standard deviations of a random unit vector's."""
    return float(_LARGEST_BYTE / min(1.0, 10 / np.sqrt(dim)))


def _reach(dim: int) -> float:
    """The largest component kept apart: three standard deviations of a random unit vector's."""
    return float(3 / np.sqrt(dim))


def pack(tokens: Vectors) -> NDArray[np.uint8]:
    """(t, dim) unit rows → (t, dim / 2) bytes, two dimensions a byte."""
    dim = tokens.shape[1]
    steps = (tokens / _reach(dim) + 1) * (_LEVELS / 2) - 0.5
    levels = np.clip(np.rint(steps), 0, _LEVELS - 1).astype(np.uint8)
    if dim % 2:
        levels = np.pad(levels, ((0, 0), (0, 1)))
    packed: NDArray[np.uint8] = (levels[:, ::2] << 4) | levels[:, 1::2]
    return packed


def with_parts(codes: NDArray[np.uint8], parts: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Packed tokens (t, width) with the part (t,) each is in as one more byte: 0 context, 1 first sentence …"""
    return np.hstack([codes, parts[:, None]])


def unpack(codes: NDArray[np.uint8], *, dim: int) -> Vectors:
    """Back to (t, dim) unit rows."""
    vectors = _levels(codes, dim=dim)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _levels(codes: NDArray[np.uint8], *, dim: int) -> Vectors:
    """(t, dim) in steps of 1/8 of the reach; never zero, since no level lies at 0."""
    levels: Vectors = np.take(_PAIRS, codes).view(np.float32)[:, :dim]
    return levels
