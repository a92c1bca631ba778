"""Scoring a comparison: which gold changes are found, and which reported changes are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.changes import GoldChange, GoldPair, load_changes
from eval.comparison import score_changes
from eval.errors import EvalError

OLD = "Nämnden följer upp planen vartannat år. Rektor ansvarar för lokalerna."
NEW = "Nämnden följer upp planen varje år. Rektor ansvarar för lokalerna. Skolan är öppen."
TEXTS = {"old": OLD, "new": NEW}
FREQUENCY = GoldChange(section="1", kind="changed", old="planen vartannat år", new="planen\nvarje år")
ADDITION = GoldChange(section="1", kind="added", old=None, new="Skolan är öppen.")


def line(kind: str, *words: tuple[str, str], a: str | None = None, b: str | None = None) -> dict[str, Any]:
    """A change line with its quotes where they stand."""
    quotes = {
        side: None
        if quote is None
        else {"quote": quote, "start": text.index(quote), "end": text.index(quote) + len(quote)}
        for side, quote, text in (("a", a, OLD), ("b", b, NEW))
    }
    return {"kind": kind, "words": [list(word) for word in words], **quotes}


RIGHT = line(
    "changed", ("equal", "Nämnden följer upp planen "), ("delete", "vartannat"), ("insert", "varje "), ("equal", "år."),
    a="Nämnden följer upp planen vartannat år.", b="Nämnden följer upp planen varje år.",
)  # fmt: skip
ADDED = line("added", ("insert", "Skolan är öppen."), b="Skolan är öppen.")
WRONG = line("changed", ("delete", "Rektor"), ("insert", "Rektor "), ("equal", "ansvarar för lokalerna."),
             a="Rektor ansvarar för lokalerna.", b="Rektor ansvarar för lokalerna.")  # fmt: skip


@pytest.mark.parametrize(
    ("gold", "lines", "precision", "recall", "kind"),
    [
        ([FREQUENCY, ADDITION], [RIGHT, ADDED], 1.0, 1.0, 1.0),
        ([FREQUENCY, ADDITION], [RIGHT], 1.0, 0.5, 1.0),
        ([FREQUENCY, ADDITION], [RIGHT, WRONG], 0.5, 0.5, 1.0),
        ([FREQUENCY], [{**RIGHT, "kind": "added"}], 1.0, 1.0, 0.0),
        ([FREQUENCY], [], 1.0, 0.0, 1.0),
        ([], [WRONG], 0.0, 1.0, 1.0),
        ([], [], 1.0, 1.0, 1.0),
    ],
)
def test_changes_are_found_and_right_by_their_words(
    gold: list[GoldChange], lines: list[dict[str, Any]], precision: float, recall: float, kind: float
) -> None:
    """Half of the words decide; a wrong kind is counted apart; without gold everything reported is wrong."""
    pair = GoldPair(base="old", revised="new", changes=tuple(gold))
    score = score_changes([pair], text_of=TEXTS.__getitem__, lines_of=lambda a, b: lines)
    assert (score.precision, score.recall, score.kind) == (precision, recall, kind)


def test_a_gold_wording_that_no_document_holds_is_missed() -> None:
    """It cannot be marked by anything."""
    pair = GoldPair(
        base="old", revised="new", changes=(GoldChange(section="", kind="removed", old="Borta.", new=None),)
    )
    score = score_changes([pair], text_of=TEXTS.__getitem__, lines_of=lambda a, b: [RIGHT])
    assert score.recall == 0.0
    assert score.pairs[0].missed == ("Borta.",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        ("{}", "not a list"),
        ('[{"base": "a", "revised": "b"}]', "'changes' is missing"),
        ('[{"base": "a", "revised": "b", "changes": [{"section": "", "change": "moved"}]}]', "must be one of"),
        (
            '[{"base": "a", "revised": "b", "changes": [{"section": "", "change": "added", "old": "x", "new": "y"}]}]',
            "added has no old",
        ),
    ],
)
def test_a_gold_list_is_checked(content: str, says: str, tmp_path: Path) -> None:
    """A wrong file is refused with its place."""
    path = tmp_path / "changes.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvalError, match=says):
        load_changes(path)


@pytest.mark.parametrize("name", ["five", "municipal"])
def test_the_gold_lists_quote_their_documents(name: str) -> None:
    """Every wording stands in its file, word for word."""
    root = Path(__file__).parent.parent
    folder = root / "corpus" if name == "five" else root / "eval" / "collections" / "municipal" / "docs"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    pairs = json.loads((root / "eval" / "collections" / name / "changes.json").read_text(encoding="utf-8"))
    for pair in pairs:
        for change in pair["changes"]:
            for wording, doc_id in ((change["old"], pair["base"]), (change["new"], pair["revised"])):
                assert wording is None or wording in texts[doc_id]
