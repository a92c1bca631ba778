"""What `index.intake` claims: each file is added, updated, left, refused or forgotten, and nothing is done twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import HashEncoder
from index_cases import build, document, write_files

from index.collection import Collection
from index.generations import current_generation
from index.intake import Report, take_in
from ingest.errors import UnreadableFile

PLAN = "Plan för Mora kommun\n\nNämnden följer upp planen varje år.\n\nKommunstyrelsen beslutar om medel.\n"
POLICY = "Policy för Mora kommun\n\nPolicyn gäller alla förvaltningar.\n"

Taker = Callable[..., dict[str, str]]


@pytest.fixture
def taken(tmp_path: Path) -> Taker:
    """Takes paths into one data folder; gives each outcome by doc_id."""

    def take(*paths: Path, encoder: HashEncoder, prune: bool = False) -> dict[str, str]:
        report = take_in(tmp_path / "data", paths, encoder=encoder, prune=prune)
        return {one.doc_id: one.outcome for one in report.files}

    return take


def in_collection(data: Path) -> list[str]:
    collection = Collection(data, encoder=HashEncoder())
    collection.close()
    return [card.doc_id for card in collection.cards]


def test_the_life_of_files(tmp_path: Path, taken: Taker) -> None:
    """Added, then unchanged, then one updated, then one gone; passages that stay are not encoded again."""
    docs = tmp_path / "docs"
    plan, policy = write_files(docs, {"plan.txt": PLAN, "under/policy.md": POLICY})
    encoder = HashEncoder()
    assert taken(docs, encoder=encoder) == {"plan": "added", "under/policy": "added"}
    first = encoder.passages_encoded
    assert first >= 2

    assert taken(docs, encoder=encoder) == {"plan": "unchanged", "under/policy": "unchanged"}
    assert encoder.passages_encoded == first
    assert current_generation(tmp_path / "data").folder.name == "000001"

    plan.write_text(PLAN + "\nRevisorn granskar uppföljningen.\n", encoding="utf-8")
    assert taken(docs, encoder=encoder) == {"plan": "updated", "under/policy": "unchanged"}
    assert 1 <= encoder.passages_encoded - first < first
    with_new = Collection(tmp_path / "data", encoder=encoder)
    assert "Revisorn" in with_new.search("Vem granskar uppföljningen?")[0].text
    with_new.close()

    policy.unlink()
    assert taken(docs, encoder=encoder) == {"plan": "unchanged"}
    assert in_collection(tmp_path / "data") == ["plan", "under/policy"]
    assert taken(docs, encoder=encoder, prune=True) == {"plan": "unchanged", "under/policy": "forgotten"}
    assert in_collection(tmp_path / "data") == ["plan"]

    before = encoder.passages_encoded
    other = HashEncoder("another@2", dim=16)
    assert taken(docs, encoder=other) == {"plan": "unchanged"}
    assert current_generation(tmp_path / "data").encoder_name == "another@2"
    assert (encoder.passages_encoded, other.passages_encoded) == (before, with_new.n_passages - 1)


def test_refused_files_are_told_and_the_rest_go_on(tmp_path: Path, taken: Taker) -> None:
    """Junk, an empty file and a broken PDF each get a sentence that names them; the good one is answered from."""
    docs = tmp_path / "docs"
    write_files(docs, {"plan.txt": PLAN, "tom.txt": "", "README.md": "Om mappen", "bild.png": "x", ".dold.txt": PLAN})
    (docs / "skrap.txt").write_bytes(b"\x7fELF\x00\x01" * 50)
    (docs / "trasig.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    report = take_in(tmp_path / "data", [docs], encoder=HashEncoder())
    outcomes = {one.doc_id: one.outcome for one in report.files}
    assert outcomes == {"plan": "added", "tom": "refused", "skrap": "refused", "trasig": "refused", "bild": "skipped"}
    for one in report.files:
        assert (one.reason == "") == (one.outcome == "added")
        assert one.outcome == "added" or Path(one.path).name in one.reason
        assert "\n" not in one.reason
    assert (report.count("refused"), report.documents) == (3, 1)
    assert in_collection(tmp_path / "data") == ["plan"]

    plan = docs / "plan.txt"
    plan.write_bytes(b"\x00junk")
    assert taken(docs, encoder=HashEncoder())["plan"] == "refused"
    assert in_collection(tmp_path / "data") == ["plan"], "the version that could be read stays"


def test_nothing_readable_makes_no_collection(tmp_path: Path) -> None:
    """Where every file is refused nothing is built, and an empty folder gives an empty report."""
    write_files(tmp_path / "docs", {"tom.txt": ""})
    report = take_in(tmp_path / "data", [tmp_path / "docs"], encoder=HashEncoder())
    assert [one.outcome for one in report.files] == ["refused"]
    assert not (tmp_path / "data" / "CURRENT").exists()
    (tmp_path / "empty").mkdir()
    assert take_in(tmp_path / "data", [tmp_path / "empty"], encoder=HashEncoder()) == Report()


def test_a_missing_path_is_refused_before_anything(tmp_path: Path) -> None:
    """One sentence, and no data folder is made."""
    with pytest.raises(UnreadableFile, match="no such file"):
        take_in(tmp_path / "data", [tmp_path / "nowhere"], encoder=HashEncoder())
    assert not (tmp_path / "data").exists()


def test_a_sidecar_is_part_of_a_file(tmp_path: Path, taken: Taker) -> None:
    """Writing `NAME.toml` beside a file, and changing it, updates the document without encoding the text again."""
    (plan,) = write_files(tmp_path, {"plan.txt": PLAN})
    encoder = HashEncoder()
    taken(plan, encoder=encoder)
    (tmp_path / "plan.toml").write_text('status = "draft"\n', encoding="utf-8")
    n_encoded = encoder.passages_encoded
    assert taken(plan, encoder=encoder) == {"plan": "updated"}
    collection = Collection(tmp_path / "data", encoder=encoder)
    assert [card.status for card in collection.cards] == ["draft"]
    collection.close()
    assert encoder.passages_encoded == n_encoded


def test_a_file_that_moved_is_kept(tmp_path: Path, taken: Taker) -> None:
    """Found at a new place, it is no file that is gone: --prune keeps it, then and later."""
    old, new = tmp_path / "gammal", tmp_path / "ny"
    write_files(old, {"plan.txt": PLAN})
    encoder = HashEncoder()
    taken(old, encoder=encoder)
    shutil.move(old, new)
    n_encoded = encoder.passages_encoded
    assert taken(new, encoder=encoder, prune=True) == {"plan": "updated"}
    assert encoder.passages_encoded == n_encoded
    (tmp_path / "tom").mkdir()
    assert taken(tmp_path / "tom", encoder=encoder, prune=True) == {}
    assert in_collection(tmp_path / "data") == ["plan"]


def test_relative_and_absolute_paths_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: Taker) -> None:
    """The same file given in another way is unchanged."""
    (plan,) = write_files(tmp_path, {"plan.txt": PLAN})
    taken(plan, encoder=HashEncoder())
    monkeypatch.chdir(tmp_path)
    assert taken(Path("plan.txt"), encoder=HashEncoder()) == {"plan": "unchanged"}
    assert taken(Path(os.pardir) / tmp_path.name / "plan.txt", encoder=HashEncoder()) == {"plan": "unchanged"}


def test_all_documents_can_be_forgotten(tmp_path: Path, taken: Taker) -> None:
    """An empty collection is one: it can be opened, searched and added to."""
    data = tmp_path / "data"
    build(data, [document("plan", "Nämnden följer upp.")]).close()
    (tmp_path / "tom").mkdir()
    assert taken(tmp_path / "tom", encoder=HashEncoder(), prune=True) == {"plan": "forgotten"}
    empty = Collection(data, encoder=HashEncoder())
    assert (empty.cards, empty.n_passages, empty.search("Vem följer upp?")) == ((), 0, [])
    empty.close()
    build(data, [document("plan", "Nämnden följer upp.")]).close()
    assert in_collection(data) == ["plan"]
