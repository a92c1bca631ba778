"""The process that parses files on behalf of `ingest.isolation`: reads requests, answers one line each.

Run as `python -m ingest.worker MEMORY_BYTES`. Requests are JSON lines `{"path", "doc_id"}`; answers are a word
and a payload: `document {...}`, `refused SENTENCE`. It ends when its input ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

READY = "ready"


def main() -> None:
    """Answers requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    # Whatever a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # spaCy would import torch where it is installed (seconds and a GB of address space) and never use it here.
    sys.modules["torch"] = None  # type: ignore[assignment]
    from ingest.errors import UnreadableFile
    from ingest.files import FoundFile
    from ingest.read import read_document
    from ingest.wire import dump_document

    _load_rules()
    memory_bytes = int(sys.argv[1])
    _limit_memory(memory_bytes)
    print(READY, file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        found = FoundFile(path=Path(request["path"]), doc_id=request["doc_id"])
        try:
            answer = f"document {dump_document(read_document(found))}"
        except UnreadableFile as error:
            answer = f"refused {error}"
        except MemoryError:
            answer = (
                f"refused {found.path.name}: reading it takes more than {memory_bytes // 1024**2} MB of memory; "
                "split the file or print it to a new PDF."
            )
        except Exception as error:
            # A fault of ours must not cost the other files.
            answer = (
                f"refused {found.path.name}: reading it failed ({type(error).__name__}: {error}); report this file."
            )
        print(answer.replace("\n", " "), file=answers, flush=True)


def _load_rules() -> None:
    """Reads a sentence or two, so that every rule is loaded before the clock of the first file starts."""
    from ingest.assemble import assemble
    from ingest.records import Block, Source
    from ingest.responsibilities import extract_responsibilities

    block = Block(kind="paragraph", text="Nämnden ska följa upp planen årligen. Den revideras av kommunstyrelsen.")
    source = Source(name="rules.txt", sha256="", n_bytes=0, kind="txt")
    extract_responsibilities(assemble([block], doc_id="rules", source=source))


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
