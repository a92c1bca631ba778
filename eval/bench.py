"""How fast Styrdok is and how much memory it takes: `python -m eval.bench --out eval/results/bench.json`.

Measures a cold `styrdok ask`, warm search and answers, ingest and peak memory, on the five documents and on a made-up
collection of 100,000 passages. Every part runs in its own process; this one stays small, since a child's peak memory
can include its parent's. Times are wall clock: run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from eval.errors import EvalError
from eval.machine import in_mib, machine
from eval.questions import load_questions
from eval.synthetic import questions as made_up_questions
from eval.synthetic import write_collection

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
QUESTIONS = ROOT / "eval" / "collections" / "five" / "questions.jsonl"
STYRDOK = (sys.executable, "-c", "from cli import main; main()")
"""The console script's own two lines, so that an installed script is not needed."""
COLD_QUESTION = "Vem följer upp programmet?"
N_ASKED = 210
"""Ten to warm up, a hundred each for search and ask: the p95 is then the fifth slowest."""
N_ENCODED = 512

Say = Callable[[str], None]


def bench(*, n_passages: int, repeats: int, say: Say) -> dict[str, Any]:
    """All measurements as JSON values; `n_passages` 0 leaves the made-up collection out."""
    with tempfile.TemporaryDirectory(prefix="styrdok-bench-") as folder:
        result = {"format": 1, "machine": machine(), "corpus": _corpus(Path(folder), repeats, say)}
        if n_passages:
            result["synthetic"] = _synthetic(Path(folder), n_passages, say)
    return result


def cold_start(data: Path, *, repeats: int) -> dict[str, Any]:
    """The median seconds of `styrdok ask` in a new process, and the most memory one of them took."""
    runs = [run_measured([*STYRDOK, "ask", COLD_QUESTION, "--data", str(data)]) for _ in range(repeats)]
    return {
        "n": repeats,
        "median_s": round(median(seconds for seconds, _ in runs), 3),
        "slowest_s": round(max(seconds for seconds, _ in runs), 3),
        "peak_memory_mib": max(peak for _, peak in runs),
    }


def run_measured(command: list[str]) -> tuple[float, float]:
    """Run a command from the project's root: seconds and peak memory in MiB; `EvalError` when it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            said = output.read().decode(errors="replace").strip().splitlines()
            shown = " ".join(command[len(STYRDOK) :] if tuple(command[: len(STYRDOK)]) == STYRDOK else command)
            raise EvalError(f"'{shown}' ended with {process.returncode}: {said[-1] if said else 'it said nothing'}")
    return seconds, in_mib(usage.ru_maxrss)


def _corpus(folder: Path, repeats: int, say: Say) -> dict[str, Any]:
    data = folder / "corpus-data"
    asked = [question.question for question in load_questions(QUESTIONS)]
    say("The five documents: ingest by the command line")
    seconds, peak = run_measured([*STYRDOK, "ingest", str(CORPUS), "--data", str(data)])
    say("The five documents: ingest in process")
    ingested = _in_own_process("ingest", str(CORPUS), str(folder / "again"), stand_in=False)
    say(f"The five documents: {repeats} cold starts")
    cold = cold_start(data, repeats=repeats)
    say("The five documents: warm search and answers")
    return {
        "ingest_command": {"seconds": round(seconds, 2), "peak_memory_mib": peak},
        "ingest": ingested,
        "cold_ask": cold,
        "warm": _in_own_process("query", str(data), _spread(asked, N_ASKED), stand_in=False),
    }


def _synthetic(folder: Path, n_passages: int, say: Say) -> dict[str, Any]:
    texts, data = folder / "made-up", folder / "made-up-data"
    say(f"{n_passages:,} made-up passages: writing")
    write_collection(texts, n_passages=n_passages)
    say("Made-up passages: encoding a sample")
    encoded = _in_own_process("encode", str(texts), n_texts=min(N_ENCODED, n_passages))
    say("Made-up passages: ingest with random passage vectors")
    ingested = _in_own_process("ingest", str(texts), str(data), stand_in=True)
    say("Made-up passages: warm search and answers")
    return {
        "notes": "Passages have seeded random unit vectors in place of encoded ones; questions are encoded. The time "
        "of a search does not depend on the vectors' values. ingest is without encoding, encode is a sample.",
        "ingest": ingested,
        "encode": encoded,
        "warm": _in_own_process("query", str(data), made_up_questions(N_ASKED), stand_in=True),
    }


def _in_own_process(stage: str, *arguments: Any, **options: Any) -> dict[str, Any]:
    """A stage of `eval.bench_stages` in a fresh process, whose memory starts from nothing."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_stage, stage, arguments, options).result()


def _stage(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> dict[str, Any]:
    from eval import bench_stages

    found: dict[str, Any] = getattr(bench_stages, name)(*arguments, **options)
    return found


def _spread(items: list[str], n: int) -> list[str]:
    """At most n different items, taken evenly from the whole list."""
    different = list(dict.fromkeys(items))
    return different if len(different) <= n else [different[i * len(different) // n] for i in range(n)]


def main() -> int:
    """Run the benchmark and write its result aside, then rename it."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "eval" / "results" / "bench.json")
    parser.add_argument("--passages", type=int, default=100_000, help="made-up passages; 0 leaves them out")
    parser.add_argument("--repeats", type=int, default=5, help="cold starts, of which the median counts")
    options = parser.parse_args()
    try:
        result = bench(
            n_passages=options.passages, repeats=options.repeats, say=lambda line: print(line, file=sys.stderr)
        )
        options.out.parent.mkdir(parents=True, exist_ok=True)
        aside = options.out.with_name(options.out.name + ".part")
        aside.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(options.out)
    except (EvalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
