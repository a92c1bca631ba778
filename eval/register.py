"""How well the register of responsibilities is found: precision and recall on (body, role, quote).

A row found and a row of a gold register agree when they are of one document, name one body by
`ingest.bodies_names.body_key` (case, å ä ö, definite forms, quantifiers and abbreviations play no part; null agrees
with null alone), have one role, and the shorter quote's words stand to 80 % in the other (`eval.relevance`). Rows are
matched one to one, as many as can be. Where the gold has no row without a body at all, rows without one are not
judged: such a gold does not list them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.relevance import Words, overlaps, words
from eval.report import Row
from ingest.bodies_names import body_key

_FIELDS = ("doc_id", "body", "role", "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of a register as far as it is judged."""

    doc_id: str
    body: str | None
    role: str
    quote: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Rows found, gold rows, and how many of each agree one to one."""

    found: int
    gold: int
    agreed: int

    @property
    def precision(self) -> float | None:
        """Share of the rows found that a gold row agrees with."""
        return self.agreed / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the gold rows that were found."""
        return self.agreed / self.gold if self.gold else None

    def as_json(self) -> dict[str, Any]:
        """The counts and both shares, rounded."""
        return {
            "found": self.found,
            "gold": self.gold,
            "agreed": self.agreed,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
        }


def load_register(path: Path) -> list[dict[str, Any]]:
    """The rows of a gold register: JSONL with `doc_id`, `body` (or null), `role` and `quote`."""
    rows = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path}: cannot be read as UTF-8 text ({error}); give a JSONL file.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvalError(f"{path}, line {number}: not JSON ({error}); write one object a line.") from None
        bad = not isinstance(row, dict) or any(name not in row for name in _FIELDS)
        if bad or not all(isinstance(row[name], str) for name in ("doc_id", "role", "quote")):
            raise EvalError(f"{path}, line {number}: needs doc_id, body, role and quote.")
        if not (row["body"] is None or isinstance(row["body"], str)):
            raise EvalError(f"{path}, line {number}: body is {type(row['body']).__name__}; give a name or null.")
        rows.append(row)
    if not rows:
        raise EvalError(f"{path}: holds no row; give a register with at least one.")
    return rows


def score_register(found: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All measures of a register found against a gold one; documents that the gold does not have are not judged."""
    doc_ids = {row["doc_id"] for row in gold}
    names_all = all(row["body"] is not None for row in gold)
    judged = [row for row in found if row["doc_id"] in doc_ids and not (names_all and row["body"] is None)]
    unjudged = sum(row["doc_id"] in doc_ids for row in found) - len(judged)
    facts, truths = [_fact(row) for row in judged], [_fact(row) for row in gold]
    pairs = matched(facts, truths, agree)
    same_name = sum(
        _spelt(judged[i]["body"]) == _spelt(gold[j]["body"]) for i, j in pairs if gold[j]["body"] is not None
    )
    named = sum(gold[j]["body"] is not None for _, j in pairs)
    return {
        "rows_without_body_not_judged": unjudged,
        "all": _score(facts, truths, agree).as_json(),
        "named_bodies": _score(
            [f for f in facts if f.body is not None], [t for t in truths if t.body is not None], agree
        ).as_json(),
        "without_role": _score(facts, truths, _agree_but_role).as_json(),
        "without_body": _score(facts, truths, _agree_but_body).as_json(),
        "quote_alone": _score(facts, truths, _quotes_agree).as_json(),
        "body_spelt_as_in_gold": {"rows": named, "share": _rounded(same_name / named if named else None)},
        "by_role": {
            role: _score([f for f in facts if f.role == role], [t for t in truths if t.role == role], agree).as_json()
            for role in sorted({fact.role for fact in truths})
        },
        "by_document": {
            doc_id: _score(
                [f for f in facts if f.doc_id == doc_id], [t for t in truths if t.doc_id == doc_id], agree
            ).as_json()
            for doc_id in sorted(doc_ids)
        },
    }


def matched(found: Sequence[Fact], gold: Sequence[Fact], fits: Callable[[Fact, Fact], bool]) -> list[tuple[int, int]]:
    """The largest one-to-one matching of found and gold rows that fit (Kuhn's augmenting paths)."""
    by_document: dict[str, list[int]] = {}
    for j, truth in enumerate(gold):
        by_document.setdefault(truth.doc_id, []).append(j)
    choices = [[j for j in by_document.get(fact.doc_id, ()) if fits(fact, gold[j])] for fact in found]
    taken_by: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in choices[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in taken_by or place(taken_by[j], tried):
                taken_by[j] = i
                return True
        return False

    for i in range(len(found)):
        place(i, set())
    return sorted((i, j) for j, i in taken_by.items())


def agree(one: Fact, other: Fact) -> bool:
    """Whether two rows of one document say the same: body, role and quote."""
    return one.role == other.role and _agree_but_role(one, other)


def _agree_but_role(one: Fact, other: Fact) -> bool:
    return one.body == other.body and _quotes_agree(one, other)


def _agree_but_body(one: Fact, other: Fact) -> bool:
    return one.role == other.role and _quotes_agree(one, other)


def _quotes_agree(one: Fact, other: Fact) -> bool:
    return one.doc_id == other.doc_id and overlaps(one.quote, other.quote)


def _score(found: Sequence[Fact], gold: Sequence[Fact], fits: Callable[[Fact, Fact], bool]) -> Score:
    return Score(found=len(found), gold=len(gold), agreed=len(matched(found, gold, fits)))


def _fact(row: dict[str, Any]) -> Fact:
    body = row["body"]
    return Fact(
        doc_id=row["doc_id"],
        body=None if body is None else body_key(body),
        role=row["role"],
        quote=words(row["quote"]),
    )


def _spelt(name: str | None) -> str | None:
    return None if name is None else " ".join(name.casefold().split())


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def score_rows(scores: dict[str, Any]) -> list[list[Row]]:
    """The measures as tables for a terminal, the first row of each its header."""
    header = ("found", "gold", "agreed", "precision", "recall")
    measures = {
        "all": "body, role, quote",
        "named_bodies": "… where a body is named",
        "without_role": "body, quote",
        "without_body": "role, quote",
        "quote_alone": "quote",
    }
    spelt = scores["body_spelt_as_in_gold"]
    return [
        [("measure", *header), *((said, *_cells(scores[name])) for name, said in measures.items())],
        [("role", *header), *((role, *_cells(score)) for role, score in scores["by_role"].items())],
        [("document", *header), *((doc_id, *_cells(score)) for doc_id, score in scores["by_document"].items())],
        [("body spelt as in the gold", "rows"), (_shown(spelt["share"]), str(spelt["rows"]))],
    ]


def _cells(score: dict[str, Any]) -> Row:
    counts = [str(score[name]) for name in ("found", "gold", "agreed")]
    return (*counts, _shown(score["precision"]), _shown(score["recall"]))


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
