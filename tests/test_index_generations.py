"""What `index.generations` claims: whatever interrupts a write, the last good generation answers.

Faults are made where they happen: a process killed by the kernel, a file system that is full, files cut short.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import HashEncoder
from index_cases import ROOT, build, document, write_files

from index.build import ROWS_FILE, TWINS_FILE, Incoming, update
from index.collection import Collection
from index.encoder import EncodedBatch
from index.errors import CollectionBusy, CollectionError, DamagedIndex, NoCollection, OutOfSpace
from index.generations import (
    current_generation,
    new_generation,
    no_half_writes,
    publish,
    set_damaged_aside,
    verify,
    writing,
)
from index.intake import take_in

FIRST = document("plan", "Nämnden följer upp planen varje år.", "Kommunstyrelsen beslutar.")
SECOND = document("policy", "Policyn gäller alla förvaltningar.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one generation that holds `FIRST`."""
    data = tmp_path_factory.mktemp("made")
    build(data, [FIRST]).close()
    return data


@pytest.fixture
def data(tmp_path: Path, made: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def ids(collection: Collection) -> list[str]:
    found = [card.doc_id for card in collection.cards]
    collection.close()
    return found


def left_over(data: Path) -> list[str]:
    """What lies in the data folder beside the generation in use."""
    used = current_generation(data).folder.name
    return sorted(
        path.name
        for path in [*data.iterdir(), *(data / "generations").iterdir()]
        if path.name not in ("CURRENT", "write.lock", "generations", used)
    )


def test_an_empty_folder_is_no_collection(tmp_path: Path) -> None:
    """Nothing there, no folder at all, and a file in its place are told in one sentence."""
    write_files(tmp_path, {"file": ""})
    for data in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(NoCollection, match="styrdok ingest"):
            current_generation(data)


def test_a_generation_is_named_when_whole(tmp_path: Path) -> None:
    """Each write gives the next number; the one before is kept for whoever reads it, older ones go."""
    for n in range(1, 5):
        build(tmp_path, [document(f"d{n}", "Text.")]).close()
        assert current_generation(tmp_path).folder.name == f"{n:06d}"
    assert left_over(tmp_path) == ["000003"]
    assert ids(Collection(tmp_path, encoder=HashEncoder())) == ["d1", "d2", "d3", "d4"]


def test_an_open_reader_goes_on(tmp_path: Path) -> None:
    """A collection opened before a write still answers from its own generation."""
    before = build(tmp_path, [FIRST])
    after = build(tmp_path, [SECOND])
    assert [hit.passage.doc_id for hit in before.search("Vem följer upp planen?", k=5)] == ["plan", "plan"]
    assert ids(before) == ["plan"]
    assert ids(after) == ["plan", "policy"]


# killed, full, interrupted


def failing_documents(error: BaseException) -> Iterator[Incoming]:
    yield Incoming(document=SECOND, path="/policy.txt")
    raise error


class FailingEncoder(HashEncoder):
    """An encoder that meets `error` with its first passages."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def encode_passages(self, texts: object) -> EncodedBatch:
        """Raise."""
        raise self.error


def fail_reading(data: Path, error: BaseException) -> None:
    update(data, incoming=failing_documents(error), encoder=HashEncoder())


def fail_encoding(data: Path, error: BaseException) -> None:
    update(data, incoming=[Incoming(document=SECOND, path="/policy.txt")], encoder=FailingEncoder(error))


def fail_showing_progress(data: Path, error: BaseException) -> None:
    def progress(done: int, total: int) -> None:
        if done:
            raise error

    update(data, incoming=[Incoming(document=SECOND, path="/policy.txt")], encoder=HashEncoder(), progress=progress)


FAULTS: list[tuple[BaseException, type[BaseException]]] = [
    (KeyboardInterrupt(), KeyboardInterrupt),
    (OSError(errno.ENOSPC, "No space left on device"), OutOfSpace),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), OutOfSpace),
    (OSError(errno.EIO, "Input/output error"), CollectionError),
    (MemoryError(), MemoryError),
]


@pytest.mark.parametrize("fail", [fail_reading, fail_encoding, fail_showing_progress])
@pytest.mark.parametrize(("error", "raised"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_fault_in_the_middle_leaves_the_last_good_one(
    data: Path, fail: Callable[[Path, BaseException], None], error: BaseException, raised: type[BaseException]
) -> None:
    """Ctrl-C, a full disk and the like leave what was there, and nothing half-made; the next write succeeds."""
    with pytest.raises(raised), writing(data):
        fail(data, error)
    assert left_over(data) == []
    assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]
    assert ids(build(data, [SECOND])) == ["plan", "policy"]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """It says where, that nothing was changed, and what to do."""
    with pytest.raises(OutOfSpace) as caught, no_half_writes(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(caught.value).count("\n") == 0
    assert str(tmp_path) in str(caught.value)
    assert "nothing was changed" in str(caught.value)


WRITER = """
import os, resource, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests"]
from fakes import HashEncoder
from index_cases import document
from index.build import Incoming, update
from index.errors import CollectionError
from index.generations import writing

how, data = sys.argv[1], Path(sys.argv[2])
many = [document(f"ny{n}", *[f"Stycke {n} {m} om uppföljning." * 20 for m in range(20)]) for n in range(5)]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def documents():
    for n, one in enumerate(many):
        if how == "reading" and n == 2:
            die()
        yield Incoming(document=one, path="/x")

class Encoder(HashEncoder):
    def encode_passages(self, texts):
        if how == "encoding" and self.passages_encoded:
            die()
        return super().encode_passages(texts)

def watch(event, arguments):  # what Python tells of the steps of publishing
    if event == "open" and str(arguments[0]).endswith("manifest.json") and "w" in str(arguments[1]):
        step = "manifest"
    elif event == "os.rename":
        step = "replace" if str(arguments[1]).endswith("CURRENT") else "rename"
    else:
        return
    if how == step:
        die()

sys.addaudithook(watch)
with writing(data):
    if how.isdigit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(how), int(how)))
    try:
        update(data, incoming=documents(), encoder=Encoder())
    except CollectionError as error:
        os.write(2, str(error).encode())
        sys.exit(1)
"""


def run_writer(how: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WRITER, how, str(data), str(ROOT)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("moment", ["reading", "encoding", "manifest", "rename", "replace"])
def test_a_killed_write_leaves_the_last_good_one(data: Path, moment: str) -> None:
    """SIGKILL at any step: the old generation answers, the lock is free, and the next write tidies up."""
    assert run_writer(moment, data).returncode == -signal.SIGKILL
    assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]
    assert ids(build(data, [SECOND])) == ["plan", "policy"]
    assert left_over(data) == ["000001"]


@pytest.mark.parametrize("most_bytes", [3_000, 100_000])
def test_a_real_limit_on_file_size(data: Path, most_bytes: int) -> None:
    """Where the kernel refuses to write on, store, vectors and tokens alike end in one sentence and change nothing."""
    done = run_writer(str(most_bytes), data)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 0
    assert str(data) in done.stderr
    assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]
    assert left_over(data) == []


def can_mount() -> bool:
    if os.geteuid() != 0 or not (shutil.which("unshare") and shutil.which("mount")):
        return False
    return subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="only root can mount a small file system")
@pytest.mark.parametrize("kilobytes", [100, 300])
def test_a_real_full_disk(tmp_path: Path, kilobytes: int) -> None:
    """On a file system too small for the new generation, the old one stays and the reason is lack of space."""
    build(tmp_path / "made", [FIRST]).close()
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size={kilobytes}k tmpfs {disk} && cp -r {tmp_path}/made/. {disk}
        '{sys.executable}' -c "$WRITER" none {disk} {ROOT}; echo $? > {tmp_path}/code; ls {disk}/generations
    """
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "WRITER": WRITER},
        check=False,
    )
    assert (tmp_path / "code").read_text().strip() == "1", done.stderr
    assert "no space left" in done.stderr
    assert done.stdout.split() == ["000001"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A file where the folder should be is one sentence that names it."""
    (tmp_path / "file").write_text("")
    for data in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CollectionError, match="choose another folder"), writing(data):
            pass


def test_one_writes_at_a_time(data: Path) -> None:
    """A second writer is refused at once, readers are not; after the first has ended, it may write."""
    with writing(data):
        with pytest.raises(CollectionBusy, match="another ingest is running"), writing(data):
            pass
        script = "import sys; from pathlib import Path; from index.generations import writing\n"
        script += "with writing(Path(sys.argv[1])): pass"
        other = subprocess.run(
            [sys.executable, "-c", script, str(data)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "CollectionBusy" in other.stderr
        assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]
    assert ids(build(data, [SECOND])) == ["plan", "policy"]


def test_a_refused_publish_changes_nothing(tmp_path: Path) -> None:
    """A folder built and never published is thrown away."""
    with writing(tmp_path), new_generation(tmp_path) as folder:
        (folder / "file").write_text("x")
    assert list((tmp_path / "generations").iterdir()) == []


def test_what_was_published_is_what_is_read(tmp_path: Path) -> None:
    """The manifest comes back with format, files and digests beside what was given."""
    with writing(tmp_path), new_generation(tmp_path) as folder:
        (folder / "file").write_bytes(b"1234")
        publish(tmp_path, folder, {"encoder": "hash@1"})
    read = current_generation(tmp_path)
    assert (read.encoder_name, read.manifest["files"]) == ("hash@1", {"file": 4})


# damage


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    path.write_bytes(b"\x00\xffjunk" * path.stat().st_size)


def scramble(path: Path) -> None:
    """Other bytes, the same size."""
    path.write_bytes(bytes(byte ^ 0x5A for byte in path.read_bytes()))


def remove(path: Path) -> None:
    path.unlink()


KINDS = ["store.sqlite", "vectors.faiss", "tokens.npy", "token_offsets.npy", ROWS_FILE, TWINS_FILE, "catalog.json"]
KINDS += ["manifest.json", "lexical/meta.json"]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("damage", [cut, overwrite, remove, scramble])
def test_damage_is_told_and_set_aside(data: Path, name: str, damage: Callable[[Path], None]) -> None:
    """Each file, cut, overwritten, gone or scrambled: one sentence that says where; nothing is deleted."""
    used = current_generation(data).folder
    before = {path.name for path in used.rglob("*")}
    damage(used / name)
    with pytest.raises(DamagedIndex) as caught:
        Collection(data, encoder=HashEncoder()).search("Vem följer upp planen?")
    assert "\n" not in str(caught.value)
    assert str(used) in str(caught.value)
    assert "styrdok ingest" in str(caught.value)
    assert set_damaged_aside(data) is None
    kept = {path.name for path in (data / "damaged" / used.name).rglob("*")}
    assert kept | {Path(name).name} == before


def test_every_byte_is_guarded(data: Path) -> None:
    """A file scrambled without change of size may still open; an ingest looks at the content and sees it."""
    folder = current_generation(data).folder
    for name in current_generation(data).manifest["files"]:
        if (folder / name).stat().st_size:
            scramble(folder / name)
            with pytest.raises(DamagedIndex, match="not what was written"):
                verify(current_generation(data))
            scramble(folder / name)
    verify(current_generation(data))


def test_an_ingest_mends_what_is_damaged(tmp_path: Path) -> None:
    """With the damaged files set aside, the documents are read again and answer."""
    data = tmp_path / "data"
    files = write_files(tmp_path / "docs", {"plan.txt": "Plan\n\nNämnden följer upp planen varje år.\n"})
    take_in(data, files, encoder=HashEncoder())
    scramble(current_generation(data).folder / "vectors.faiss")
    report = take_in(data, files, encoder=HashEncoder())
    assert (report.damaged_set_aside, [one.outcome for one in report.files]) == (True, ["added"])
    assert (data / "damaged" / "000001" / "vectors.faiss").exists()
    mended = Collection(data, encoder=HashEncoder())
    assert mended.search("Vem följer upp planen?")[0].passage.doc_id == "plan"
    mended.close()
    assert not take_in(data, files, encoder=HashEncoder()).damaged_set_aside


@pytest.mark.parametrize("content", [b"", b"000099\n", b"../..\n", b"\xff\xfe", b"a" * 5000])
def test_a_damaged_pointer_is_mended(data: Path, content: bytes) -> None:
    """Where `CURRENT` names nothing that can be read, the newest good generation is taken up and nothing is lost."""
    (data / "CURRENT").write_bytes(content)
    with pytest.raises(DamagedIndex, match=r"CURRENT|generations"):
        current_generation(data)
    good = set_damaged_aside(data)
    assert good is not None
    assert good.folder.name == "000001"
    assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]


def test_the_generation_before_is_taken_up(data: Path) -> None:
    """With a good one before the damaged one, that is gone back to."""
    build(data, [SECOND]).close()
    cut(current_generation(data).folder / "store.sqlite")
    set_damaged_aside(data)
    assert ids(Collection(data, encoder=HashEncoder())) == ["plan"]


def test_nothing_good_is_left(tmp_path: Path) -> None:
    """Where every generation is damaged all are set aside, twice under the same number too."""
    for _ in range(2):
        build(tmp_path, [FIRST]).close()
        cut(current_generation(tmp_path).folder / "catalog.json")
        assert set_damaged_aside(tmp_path) is None
        with pytest.raises(NoCollection):
            current_generation(tmp_path)
    assert sorted(path.name for path in (tmp_path / "damaged").iterdir()) == ["000001", "000001-again"]


def test_another_format_is_refused(data: Path) -> None:
    """An index of another version is told as such."""
    manifest = current_generation(data).folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    with pytest.raises(DamagedIndex, match="format 9"):
        current_generation(data)
