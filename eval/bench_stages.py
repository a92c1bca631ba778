"""The parts of the benchmark that load the engine; each runs in a process of its own, so that its memory is its own.

Paths come in as strings and results go out as JSON values, because they cross a process border.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any
from zlib import crc32

import numpy as np

from eval.machine import peak_memory_mib
from index.encoder import EncodedBatch, Encoder, load_encoder

N_WARM_UP = 10
PIECES_PER_WORD = 1.5
"""Word pieces of a Swedish word in our tokenizers; sets how many token vectors a stand-in gives a passage."""
MAX_PIECES = 256


class StandInEncoder:
    """An encoder that reads questions with the real model and gives passages seeded random unit vectors.

    Encoding 100,000 passages takes longer than a benchmark may. How long a search takes does not depend on what the
    vectors say, only on their number and width; what it finds is then meaningless.
    """

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self.name = f"{real.name} (random passage vectors)"
        self.dim = real.dim
        self.token_dim = real.token_dim

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """What the real encoder gives."""
        return self._real.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str]) -> EncodedBatch:
        """The same random unit vectors for the same texts, as many per passage as it has word pieces."""
        rng = np.random.default_rng([crc32(text.encode()) for text in texts])
        vectors = _unit(rng.standard_normal((len(texts), self.dim), dtype=np.float32))
        if self.token_dim is None:
            return EncodedBatch(vectors=vectors, tokens=None)
        pieces = [max(1, min(MAX_PIECES, round(PIECES_PER_WORD * len(text.split())))) for text in texts]
        tokens = _unit(rng.standard_normal((sum(pieces), self.token_dim), dtype=np.float32))
        # spread evenly over the text, so that every sentence gets its share
        places = tuple(
            np.linspace(0, len(t), n, endpoint=False, dtype=np.int32) for t, n in zip(texts, pieces, strict=True)
        )
        split = tuple(np.split(tokens, np.cumsum(pieces)[:-1]))
        return EncodedBatch(vectors=vectors, tokens=split, token_starts=places)


def ingest(folder: str, data: str, *, stand_in: bool) -> dict[str, Any]:
    """Ingest a folder in this process: seconds, pages and passages per second, peak memory."""
    from index.collection import Collection
    from index.intake import take_in

    encoder = _encoder(stand_in)
    start = time.perf_counter()
    report = take_in(Path(data), [Path(folder)], encoder=encoder, jobs=os.cpu_count() or 1)
    seconds = time.perf_counter() - start
    peak = peak_memory_mib()
    collection = Collection(Path(data), encoder=encoder)
    pages = sum(len(collection.document(card.doc_id).page_starts) or 1 for card in collection.cards)
    return {
        "documents": report.documents,
        "pages": pages,
        "passages": report.passages,
        "seconds": round(seconds, 2),
        "pages_per_s": round(pages / seconds, 1),
        "passages_per_s": round(report.passages / seconds, 1),
        "encoder": encoder.name,
        "peak_memory_mib": peak,
    }


def encode(folder: str, *, n_texts: int) -> dict[str, Any]:
    """How fast the real encoder reads passages: the paragraphs of the folder's text files."""
    encoder = load_encoder()
    texts: list[str] = []
    for path in sorted(Path(folder).glob("*.txt")):
        texts += [text for text in path.read_text(encoding="utf-8").split("\n\n") if len(text.split()) > 12]
        if len(texts) >= n_texts:
            break
    encoder.encode_passages(texts[:8])
    start = time.perf_counter()
    for at in range(0, len(texts[:n_texts]), 64):
        encoder.encode_passages(texts[at : min(at + 64, n_texts)])
    seconds = time.perf_counter() - start
    return {"passages": len(texts[:n_texts]), "passages_per_s": round(len(texts[:n_texts]) / seconds, 1)}


def query(data: str, asked: Sequence[str], *, stand_in: bool) -> dict[str, Any]:
    """Warm latencies of search and ask, each question once, and the peak memory of a process that answers."""
    from answer.engine import ask
    from index.collection import Collection

    start = time.perf_counter()
    collection = Collection(Path(data), encoder=_encoder(stand_in))
    collection.search(asked[0])
    first = time.perf_counter() - start
    # the collection remembers the vectors of questions, so warm-up, search and ask must not share any
    warm_up, rest = asked[:N_WARM_UP], asked[N_WARM_UP:]
    half = len(rest) // 2
    for question in warm_up:
        ask(collection, question)
    return {
        "open_and_first_search_ms": round(first * 1000, 1),
        "search": latency(collection.search, rest[:half]),
        "ask": latency(lambda question: ask(collection, question), rest[half:]),
        "peak_memory_mib": peak_memory_mib(),
    }


def latency(call: Callable[[str], object], asked: Iterable[str]) -> dict[str, Any]:
    """The time of each call: p50 and p95 in milliseconds and the number of calls, at least two."""
    times = []
    for question in asked:
        start = time.perf_counter()
        call(question)
        times.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(times, n=20, method="inclusive")
    return {"n": len(times), "p50_ms": round(cuts[9], 2), "p95_ms": round(cuts[18], 2)}


def _encoder(stand_in: bool) -> Encoder:
    real = load_encoder()
    return StandInEncoder(real) if stand_in else real


def _unit(rows: Any) -> Any:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
