"""TREC run and qrels files, so that other tools (trec_eval, ir_measures) can score the same results.

A run line is `query_id Q0 passage_id rank score tag`, a qrels line `query_id 0 passage_id relevance`
(https://trec.nist.gov/data/qrels_eng/). Fields are divided by white space, so white space and `%` inside an id are
written as percent escapes and read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from eval.errors import EvalError
from eval.lines import Result
from eval.questions import Question
from eval.relevance import covers, words

Ranking = Mapping[str, Sequence[tuple[str, float]]]
"""For each query_id the (passage_id, score) pairs, best first."""
Qrels = Mapping[str, Mapping[str, int]]
"""For each query_id the relevance, 1 or 2, of the passages judged."""

UNFOUND = "unfound:"
"""The beginning of the made-up id of a gold quote that no passage seen covers. Without such lines other tools would
take the passages found for all there are, and recall would always be 1."""


def ranking_of(results: Mapping[str, Sequence[Result]]) -> dict[str, list[tuple[str, float]]]:
    """The ranking that results say; scores as they are where they fall with the rank, else 1/rank.

    Tools sort by score and break ties as they like, so scores that do not fall would change the order.
    """
    ranking = {}
    for query_id, found in results.items():
        scores = [result.score for result in found]
        falls = all(a > b for a, b in pairwise(scores))
        ranking[query_id] = [
            (result.passage_id, result.score if falls else 1 / rank) for rank, result in enumerate(found, start=1)
        ]
    return ranking


def qrels_of(questions: Iterable[Question], seen: Mapping[str, Iterable[Result]]) -> dict[str, dict[str, int]]:
    """The gold quotes as judgements of the passages seen for each question; more passages make better qrels.

    A passage has the highest relevance among the quotes it covers. A quote that none of them covers is judged under
    an id of its own that no passage has. Unanswerable questions are left out, as TREC tools expect.
    """
    qrels = {}
    for question in questions:
        if not question.answerable:
            continue
        passages = [(result, words(result.text)) for result in seen.get(question.query_id, ())]
        judged: dict[str, int] = {}
        for number, gold in enumerate(question.gold, start=1):
            quote = words(gold.quote)
            found = [r.passage_id for r, text in passages if r.doc_id == gold.doc_id and covers(text, quote)]
            for passage_id in found or [f"{UNFOUND}{question.query_id}:{number}"]:
                judged[passage_id] = max(gold.relevance, judged.get(passage_id, 0))
        qrels[question.query_id] = judged
    return qrels


def write_run(ranking: Ranking, path: Path, *, tag: str = "styrdok") -> None:
    """Write a run file; `tag` names the run."""
    _write(
        path,
        (
            f"{_field(query_id)} Q0 {_field(passage_id)} {rank} {score!r} {_field(tag)}"
            for query_id, ranked in ranking.items()
            for rank, (passage_id, score) in enumerate(ranked, start=1)
        ),
    )


def write_qrels(qrels: Qrels, path: Path) -> None:
    """Write a qrels file."""
    _write(
        path,
        (
            f"{_field(query_id)} 0 {_field(passage_id)} {relevance}"
            for query_id, judged in qrels.items()
            for passage_id, relevance in judged.items()
        ),
    )


def read_run(path: Path) -> dict[str, list[tuple[str, float]]]:
    """The ranking of a run file, by score as TREC tools read it; equal scores keep the order of their ranks."""
    found: dict[str, list[tuple[float, int, str]]] = {}
    for place, fields in _lines(path, 6):
        try:
            found.setdefault(unquote(fields[0]), []).append((-float(fields[4]), int(fields[3]), unquote(fields[2])))
        except ValueError as error:
            raise EvalError(f"{place}: rank {fields[3]!r} or score {fields[4]!r} is not a number; mend it.") from error
    return {
        query_id: [(passage_id, -score) for score, _, passage_id in sorted(ranked)]
        for query_id, ranked in found.items()
    }


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """The judgements of a qrels file."""
    qrels: dict[str, dict[str, int]] = {}
    for place, fields in _lines(path, 4):
        try:
            qrels.setdefault(unquote(fields[0]), {})[unquote(fields[2])] = int(fields[3])
        except ValueError as error:
            raise EvalError(f"{place}: relevance {fields[3]!r} is not a whole number; mend it.") from error
    return qrels


def _field(value: str) -> str:
    return re.sub(r"[\s%]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), value) or "%"


def _lines(path: Path, n_fields: int) -> Iterable[tuple[str, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); name an existing TREC file.") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.split()
        if fields and len(fields) != n_fields:
            raise EvalError(f"{path} line {number}: {line[:60]!r} has {len(fields)} fields; give {n_fields}.")
        if fields:
            yield f"{path} line {number}", fields


def _write(path: Path, lines: Iterable[str]) -> None:
    aside = path.with_name(path.name + ".part")
    try:
        aside.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise EvalError(f"{path}: cannot be written ({error.strerror}); choose another place.") from error
