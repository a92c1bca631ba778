"""Files are parsed in processes of their own: a hostile one is refused alone and the others go on."""

import os
import signal
import threading
import time
import zlib
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.files import FoundFile, find_files
from ingest.read import read_document, read_documents
from ingest.records import Document
from ingest.wire import dump_document, load_document

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Nämnden ansvarar för arbetet med integration i kommunen under hela perioden och varje år.\n\n"
pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes the way Linux shows them")


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def children() -> list[int]:
    """The process ids of the parsers that this process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            command = (stat.parent / "cmdline").read_text()
        except (OSError, IndexError):
            continue
        if int(fields[1]) == os.getpid() and "ingest.worker" in command:
            found.append(int(stat.parent.name))
    return found


def bomb(n_bytes: int) -> bytes:
    """A PDF whose page unpacks to `n_bytes`."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q " * 500_000) for _ in range(n_bytes // 1_000_000)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_documents_come_in_order_and_as_read_here(tmp_path: Path) -> None:
    """Two processes give what one gives, in the order asked for; a refused file does not stop the rest."""
    write(tmp_path, "b.txt", "")
    found = [*find_files([tmp_path]), *find_files([CORPUS])]
    results = list(read_documents(found, jobs=2))
    assert [file for file, _ in results] == found
    assert str(results[0][1]) == "b.txt: the file is empty (0 bytes); save it again or leave it out."
    assert [result for _, result in results[1:]] == [read_document(file) for file in found[1:]]
    assert children() == []


def test_a_document_survives_the_wire() -> None:
    """JSON and back is the same document, cells and metadata included."""
    for file in find_files([CORPUS]):
        document = read_document(file)
        assert load_document(dump_document(document)) == document


def test_a_bomb_is_refused_alone(tmp_path: Path) -> None:
    """One megabyte that becomes 700 meets the bound on memory; the file after it is read."""
    (tmp_path / "a.pdf").write_bytes(bomb(700_000_000))
    write(tmp_path, "b.txt")
    results = list(read_documents(find_files([tmp_path]), seconds_each=60, memory_bytes=600 * 1024**2))
    assert isinstance(results[0][1], UnreadableFile)
    assert str(results[0][1]) == (
        "a.pdf: reading it takes more than 600 MB of memory; split the file or print it to a new PDF."
    )
    assert isinstance(results[1][1], Document)


def test_a_slow_file_is_refused_alone(tmp_path: Path) -> None:
    """A file that takes longer than it may is refused; its process is replaced and the next file is read."""
    write(tmp_path, "a.txt", TEXT * 40_000)
    write(tmp_path, "b.txt")
    results = list(read_documents(find_files([tmp_path]), seconds_each=0.5))
    assert str(results[0][1]) == (
        "a.txt: reading it took more than 0.5 seconds; split the file or print it to a new PDF."
    )
    assert isinstance(results[1][1], Document)


def test_a_process_that_dies_costs_its_file_alone(tmp_path: Path) -> None:
    """A parser killed in the middle of a file refuses that file; the next is read by a new one."""
    write(tmp_path, "a.txt", TEXT * 40_000)
    write(tmp_path, "b.txt")

    def kill_at_work() -> None:
        for _ in range(600):
            for child in children():
                # Parsing is what makes a child use the processor for this long.
                fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[11]) > 2.2 * os.sysconf("SC_CLK_TCK"):
                    os.kill(child, signal.SIGKILL)
                    return
            time.sleep(0.05)

    killer = threading.Thread(target=kill_at_work)
    killer.start()
    results = list(read_documents(find_files([tmp_path])))
    killer.join()
    assert str(results[0][1]) == "a.txt: the parser crashed on it (exit -9); print it to a new PDF."
    assert isinstance(results[1][1], Document)


def test_stopping_early_leaves_no_process(tmp_path: Path) -> None:
    """A caller that stops after the first file, as Ctrl-C does, leaves no parser behind."""
    for number in range(4):
        write(tmp_path, f"{number}.txt", TEXT * 300)
    results = read_documents(find_files([tmp_path]), jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children() == []


def test_no_files_start_no_process() -> None:
    """An empty list is answered at once."""
    assert list(read_documents([])) == []


def test_a_file_that_goes_missing_is_refused(tmp_path: Path) -> None:
    """A file removed between finding and reading is one refusal."""
    gone = FoundFile(path=tmp_path / "borta.txt", doc_id="borta")
    assert "there is no such file" in str(next(read_documents([gone]))[1])
