"""Files that cannot become documents: each is refused with one sentence that says where, why and what to do."""

import os
from pathlib import Path

import pytest

from ingest.decode import decode
from ingest.errors import UnreadableFile
from ingest.files import FoundFile, find_files
from ingest.read import read_document


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_document(FoundFile(path=path, doc_id=path.stem))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.txt", b"", "plan.txt: the file is empty (0 bytes); save it again or leave it out."),
        ("plan.md", b" \n\n", "plan.md: the file holds nothing but white space; save it again or leave it out."),
        (
            "plan.txt",
            b"Plan\x00\x01\x02",
            "plan.txt: byte 4 is a NUL, so this is a binary file and no text; leave it out.",
        ),
        (
            "plan.txt",
            b"ab\x01\x02\x03\x04",
            "plan.txt: byte 2 starts binary data, so this is no text file; leave it out.",
        ),
        (
            "plan.txt",
            b"Plan \x89\xd0\xfe\xff\xd8\x9c\xb1",
            "plan.txt: byte 5 (0x89) is neither UTF-8 nor Swedish in Windows-1252; save the file as UTF-8.",
        ),
        (
            "plan.txt",
            "Plan för arbete".encode("mac_roman"),
            "plan.txt: byte 6 (0x9A) is neither UTF-8 nor Swedish in Windows-1252; save the file as UTF-8.",
        ),
        (
            "plan.txt",
            b"\xff\xfeP\x00l",
            "plan.txt: byte 4 breaks the UTF-16 that the file's first bytes promise; save the file again as UTF-8.",
        ),
        ("plan.xls", b"x", "plan.xls: a file of kind '.xls' cannot be read; save it as one of .txt, .md, .pdf."),
        (
            "plan.pdf",
            b"Plan",
            "plan.pdf: the file does not begin as a PDF does; open it and save it again as PDF.",
        ),
        (
            "plan.pdf",
            b"%PDF-1.7\n1 0 obj",
            "plan.pdf: the PDF is cut off after 16 bytes (no end mark); fetch it again.",
        ),
    ],
)
def test_a_bad_file_gets_its_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    """The sentence names the file, the value found and the way out."""
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path) == sentence


def test_a_missing_file_a_folder_and_a_locked_file(tmp_path: Path) -> None:
    """What the file system refuses is a refusal, too."""
    assert refusal(tmp_path / "saknas.txt") == f"{tmp_path}/saknas.txt: there is no such file; check the path."
    assert refusal(tmp_path) == f"{tmp_path}: this is a folder; give the files in it."
    path = tmp_path / "plan.txt"
    path.write_text("Plan")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert refusal(path) == f"{path}: could not be read (Permission denied); check its permissions."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_swedish_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    """UTF-8 with or without mark, UTF-16 with one, Windows-1252: the same text."""
    assert decode("Nämnden följer upp – årligen.\r\nSlut".encode(encoding), "plan.txt") == (
        "Nämnden följer upp – årligen.\nSlut"
    )


def test_invisible_characters_go_and_text_is_composed() -> None:
    """Zero-width spaces, soft hyphens and tag characters are removed, 'a' + ring is 'å'."""
    assert decode("a\u030ar\u200b\u00ad \U000e0041\u00a0\uf0b7".encode(), "plan.txt") == "år  •"


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    """Ids are paths without suffix; hidden files, READMEs and sidecars are left out, unknown kinds stay in."""
    for name in ("b/plan.txt", "a.md", "a.toml", ".dold.txt", "README.md", "b/README.txt", "c.xls", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [found.doc_id for found in find_files([tmp_path])] == ["a", "c", "b/plan"]
    assert find_files([tmp_path / "b" / "plan.txt"])[0].doc_id == "plan"


def test_paths_that_cannot_be_meant(tmp_path: Path) -> None:
    """A missing path and two files with one id are refused; the same file twice is one file."""
    with pytest.raises(UnreadableFile, match="there is no such file or folder; check the path"):
        find_files([tmp_path / "saknas"])
    for name in ("plan.txt", "plan.md"):
        (tmp_path / name).write_text("x")
    with pytest.raises(
        UnreadableFile, match=r"plan\.txt: its document id 'plan' is already taken by .*plan\.md; rename"
    ):
        find_files([tmp_path])
    assert len(find_files([tmp_path / "plan.txt", tmp_path / "plan.txt"])) == 1


def test_a_sidecar_overrules_what_was_read(tmp_path: Path) -> None:
    """`plan.toml` beside `plan.txt` gives the title; a wrong field in it refuses the document."""
    path = tmp_path / "plan.txt"
    path.write_text("Nämnden ansvarar för arbetet med integration i kommunen under hela perioden och varje år.")
    (tmp_path / "plan.toml").write_text('title = "Min plan"')
    assert read_document(FoundFile(path=path, doc_id="plan")).title == "Min plan"
    (tmp_path / "plan.toml").write_text("titel = 1")
    assert "unknown field 'titel'" in refusal(path)
