"""Parses files in processes of their own, with bounds on time and memory.

A crafted PDF can turn one megabyte into one gigabyte, loop, or crash the parser; then that file is refused,
its process is replaced, and the other files go on. This is no sandbox against code that takes the parser over.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from ingest.errors import IngestError, UnreadableFile
from ingest.files import FoundFile
from ingest.records import Document
from ingest.wire import load_document
from ingest.worker import READY

_SECONDS_TO_START = 120
_AHEAD = 2  # files in work per process, so that none waits while the caller is busy


def parse_isolated(
    found: Sequence[FoundFile], *, jobs: int, seconds_each: float, memory_bytes: int
) -> Iterator[tuple[FoundFile, Document | UnreadableFile]]:
    """Each file with its document or the reason it was refused, in the order given.

    `jobs` processes at once; `seconds_each` of wall clock and `memory_bytes` of address space for a file.
    """
    if not found:
        return
    jobs = max(1, min(jobs, len(found)))
    workers = [_Worker(memory_bytes=memory_bytes) for _ in range(jobs)]
    free: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def parse(file: FoundFile) -> Document | UnreadableFile:
        worker = free.get()
        try:
            return worker.parse(file, seconds_each)
        finally:
            free.put(worker)

    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="ingest")
    try:
        yield from _in_order(found, lambda file: pool.submit(parse, file), ahead=jobs * _AHEAD)
    finally:
        # Also on Ctrl-C and when the caller stops early: no process outlives the call.
        for worker in workers:
            worker.close()
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    found: Sequence[FoundFile], submit: Callable[[FoundFile], Future[Document | UnreadableFile]], *, ahead: int
) -> Iterator[tuple[FoundFile, Document | UnreadableFile]]:
    pending: deque[tuple[FoundFile, Future[Document | UnreadableFile]]] = deque()
    for file in found:
        pending.append((file, submit(file)))
        if len(pending) >= ahead:
            first, future = pending.popleft()
            yield first, future.result()
    for file, future in pending:
        yield file, future.result()


class _Worker:
    """One parsing process, started when first needed and again after it had to be ended."""

    def __init__(self, *, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[str] | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    def parse(self, file: FoundFile, seconds: float) -> Document | UnreadableFile:
        """The document of `file`; raises `IngestError` where no process can be started."""
        process = self._running()
        request = json.dumps({"path": str(file.path.absolute()), "doc_id": file.doc_id})
        answer = _ask(process, request, seconds)
        word, _, payload = (answer or "").partition(" ")
        try:
            if word == "document":
                return load_document(payload)
            if word == "refused":
                return UnreadableFile(payload.strip())
        except (ValueError, KeyError, TypeError) as error:
            self._end()
            return UnreadableFile(f"{file.path.name}: the parser answered nonsense ({error}); report this file.")
        self._end()
        if answer is None:
            return UnreadableFile(
                f"{file.path.name}: reading it took more than {seconds:g} seconds; "
                "split the file or print it to a new PDF."
            )
        return UnreadableFile(
            f"{file.path.name}: the parser crashed on it (exit {process.returncode}); print it to a new PDF."
        )

    def close(self) -> None:
        """Ends the process for good."""
        self._is_closed = True
        self._end()

    def _running(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return self._process
            if self._is_closed:
                raise IngestError("Reading was stopped.")
            self._process = _start(self._memory_bytes)
            process = self._process
        if _ask(process, None, _SECONDS_TO_START) != READY:
            raise IngestError("The process that reads files could not be started; free some memory and try again.")
        return process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close_quietly(pipe)


def _close_quietly(pipe: IO[str]) -> None:
    with contextlib.suppress(OSError):  # unsent bytes of a request whose reader is gone
        pipe.close()


def _start(memory_bytes: int) -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[1])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    # One thread each: every BLAS thread reserves address space, which is what the limit counts.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.worker", str(memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
        start_new_session=True,  # Ctrl-C reaches the parent alone, which ends this one
    )


def _ask(process: subprocess.Popen[str], request: str | None, seconds: float) -> str | None:
    """The answer without its line end; empty where the process ended instead, None where time ran out."""
    assert process.stdin is not None
    assert process.stdout is not None
    is_late = threading.Event()

    def end_late() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(seconds, end_late)
    timer.daemon = True
    timer.start()
    try:
        if request is not None:
            process.stdin.write(request + "\n")
            process.stdin.flush()
        line = process.stdout.readline()
    except (BrokenPipeError, ValueError, OSError):
        line = ""
    finally:
        timer.cancel()
    if line:
        return line.rstrip("\n")
    process.wait()
    return None if is_late.is_set() else ""
