"""The README shows what the program really prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app

ROOT = Path(__file__).parent.parent
SHOWN = re.compile(r"<!-- output: (.+?) -->\n```\n(.*?)```", re.S)
EXAMPLES = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the corpus, made by the README's own first command."""
    folder = tmp_path_factory.mktemp("readme")
    assert CliRunner().invoke(app, ["ingest", str(ROOT / "corpus"), "--data", str(folder)]).exit_code == 0
    return folder


def test_there_is_an_example() -> None:
    """The README shows at least one command with its output."""
    assert EXAMPLES


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_shown_output_is_real(command: str, output: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shown command prints exactly what the README says; which documents are in force depends on the day."""
    monkeypatch.setenv("STYRDOK_TODAY", "2026-11-22")
    program, *arguments = shlex.split(command)
    assert program == "styrdok"
    assert CliRunner().invoke(app, [*arguments, "--data", str(data)]).stdout == output


def test_every_local_link_leads_somewhere() -> None:
    """Files and pictures the README names exist."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link.split("#")[0]).exists()]


def test_every_make_verb_named_exists() -> None:
    """Each `make VERB` of the README is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.findall(r"\bmake ([a-z-]+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert all(re.search(rf"^{verb}:", makefile, re.M) for verb in verbs)
