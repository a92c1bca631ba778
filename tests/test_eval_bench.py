"""The benchmark's parts: made-up documents, the stand-in encoder, times, memory and the machine's description."""

from __future__ import annotations

import json
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.bench import bench, run_measured
from eval.bench_stages import MAX_PIECES, StandInEncoder, latency
from eval.errors import EvalError
from eval.machine import machine, peak_memory_mib
from eval.synthetic import Grammar, questions, write_collection
from index.encoder import EncodedBatch


class Ones:
    """An encoder whose vectors are all alike."""

    name = "ones@1"
    dim = 4

    def __init__(self, token_dim: int | None) -> None:
        self.token_dim = token_dim

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        return EncodedBatch(vectors=np.full((len(texts), 4), 0.5, np.float32), tokens=None)

    encode_passages = encode_questions


def test_made_up_documents_repeat(tmp_path: Path) -> None:
    """The same seed writes the same files, another seed others; the last file holds what is left over."""
    assert write_collection(tmp_path / "a", n_passages=90, seed=3) == 3
    write_collection(tmp_path / "b", n_passages=90, seed=3)
    first, again = ([p.read_text(encoding="utf-8") for p in sorted((tmp_path / n).iterdir())] for n in "ab")
    assert first == again
    assert Grammar(4).document(40) != first[0]
    assert len(first[2]) < len(first[0]) / 2


def test_made_up_text_is_like_text() -> None:
    """Many words, of which many occur once, and the compounds fall off as 1/rank (Zipf)."""
    grammar = Grammar(1)
    counts = Counter(re.findall(r"[^\W\d_]+", " ".join(grammar.document(40) for _ in range(100)).casefold()))
    assert len(counts) > 7500
    assert sum(count == 1 for count in counts.values()) > len(counts) / 4
    compounds = [count for word, count in counts.most_common() if len(word) >= 12]
    slope = np.polyfit(np.log(range(20, 1000)), np.log(compounds[19:999]), 1)[0]
    assert -1.2 < slope < -0.8


def test_made_up_questions_differ_and_meet_the_documents() -> None:
    """No question twice, in both languages, and most of their compounds stand in the documents."""
    asked = questions(60)
    assert len(set(asked)) == 60
    assert any(question.startswith("Who ") for question in asked)
    grammar = Grammar(1)
    text = " ".join(grammar.document(40) for _ in range(100)).casefold()
    longest = [max(re.findall(r"\w+", question.casefold()), key=len) for question in asked]
    assert sum(word in text for word in longest) > 40


@pytest.mark.parametrize("token_dim", [None, 8])
def test_the_stand_in_gives_seeded_unit_vectors(token_dim: int | None) -> None:
    """Questions go to the real encoder; passages get the same random unit rows each time; its name says so."""
    encoder = StandInEncoder(Ones(token_dim))
    assert encoder.name == "ones@1 (random passage vectors)"
    assert encoder.encode_questions(["?"]).vectors.tolist() == [[0.5] * 4]
    texts = ["ett två tre fyra", "", "ord " * 1000]
    batch, again = encoder.encode_passages(texts), encoder.encode_passages(texts)
    assert batch.vectors.shape == (3, 4)
    assert batch.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(batch.vectors, axis=1), 1)
    assert np.array_equal(batch.vectors, again.vectors)
    if token_dim is None:
        assert batch.tokens is None
    else:
        assert batch.tokens is not None
        assert [tokens.shape for tokens in batch.tokens] == [(6, 8), (1, 8), (MAX_PIECES, 8)]
        assert np.allclose(np.linalg.norm(batch.tokens[2], axis=1), 1)


def test_latency_is_in_milliseconds() -> None:
    """Of 20 calls, 18 short and two of 20 ms, the median is short and the 95th percentile is not."""
    found = latency(lambda question: time.sleep(0.02 if question == "slow" else 0), ["fast"] * 18 + ["slow"] * 2)
    assert found["n"] == 20
    assert found["p50_ms"] < 10
    assert found["p95_ms"] > 19


def test_a_command_is_measured() -> None:
    """Seconds and the command's own peak memory: 64 MiB of bytes are seen."""
    seconds, peak = run_measured([sys.executable, "-c", "x = b'1' * 2**26"])
    assert 0 < seconds < 60
    assert peak > 64


def test_a_command_that_fails_is_told() -> None:
    """The message has the exit code and the command's last line."""
    with pytest.raises(EvalError, match=r"ended with 3: no such thing$"):
        run_measured([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"])


def test_the_machine_is_described_without_naming_it() -> None:
    """Processor, cores, memory and versions are there; host, user and paths are not."""
    described = machine()
    assert described["cores"] >= 1
    assert described["memory_gib"] > 0
    said = json.dumps(described)
    assert platform.node() not in said
    assert "/home" not in said
    assert str(Path.home()) not in said
    assert peak_memory_mib() > 10


@pytest.mark.slow
def test_the_whole_benchmark_runs() -> None:
    """Every part is measured, with all values above zero, and the made-up collection has the size asked for."""
    found = bench(n_passages=400, repeats=1, say=print)
    for part in (found["corpus"], found["synthetic"]):
        assert part["warm"]["search"]["p50_ms"] > 0
        assert part["warm"]["ask"]["p95_ms"] >= part["warm"]["ask"]["p50_ms"]
        assert part["ingest"]["passages_per_s"] > 0
        assert part["warm"]["peak_memory_mib"] > 50
    assert found["corpus"]["cold_ask"]["median_s"] > 0
    assert found["synthetic"]["ingest"]["passages"] == pytest.approx(400, rel=0.1)
