"""How well an encoder alone brings together what belongs together: translations, questions and their paragraphs.

    python -m eval.embeddings --model ours --model minilm=FOLDER_OR_NAME [--data DIR] [--out RESULTS.json]

Nothing of search is in it: no lexical part, no filters, no fusion; only vectors, and token vectors where a model has
them. ``--data`` names the folder with the public sets (``train/README.md``); without it the project's own questions
are scored alone. ``bm25`` is a model name of its own: plain words, for comparison.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.questions import load_questions
from eval.relevance import Words, covers, words
from index.build import encoder_text
from index.encoder import EncodedBatch, Encoder, load_encoder
from ingest.files import find_files
from ingest.read import read_document

Floats = NDArray[np.float32]
Scores = dict[str, float]
PROJECT = Path(__file__).resolve().parent.parent
#: The project's question sets and their documents.
COLLECTIONS = {"five": PROJECT / "corpus", "municipal": Path(__file__).parent / "collections" / "municipal" / "docs"}
#: Passages that late interaction ranks anew, best by vector first; all of the small collections.
CANDIDATES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Questions over texts; ``gold[i]`` has one set of places for each thing that question i asks for."""

    questions: tuple[str, ...]
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    gold: tuple[tuple[frozenset[int], ...], ...]


def bitext_accuracy(encoder: Encoder, english: Sequence[str], swedish: Sequence[str]) -> Scores:
    """Share of texts whose nearest text in the other language is their translation, each way."""
    left, right = encoder.encode_passages(english).vectors, encoder.encode_passages(swedish).vectors
    cosines, gold = left @ right.T, np.arange(len(left))
    return {
        "en→sv": float(np.mean(cosines.argmax(axis=1) == gold)),
        "sv→en": float(np.mean(cosines.argmax(axis=0) == gold)),
    }


def retrieval(task: Task, ranked: Sequence[Sequence[int]]) -> dict[str, Scores]:
    """hit@1, hit@5 and recall@5 (share of the gold quotes found) by language, from places ranked best first."""
    made: dict[str, Scores] = {}
    for language in sorted(set(task.languages)):
        rows = [i for i, spoken in enumerate(task.languages) if spoken == language]
        shares = {depth: [_found(task.gold[i], ranked[i][:depth]) for i in rows] for depth in (1, 5)}
        made[language] = {
            "hit@1": float(np.mean([share > 0 for share in shares[1]])),
            "hit@5": float(np.mean([share > 0 for share in shares[5]])),
            "recall@5": float(np.mean(shares[5])),
            "questions": len(rows),
        }
    return made


def rank_by_encoder(encoder: Encoder, task: Task) -> dict[str, list[list[int]]]:
    """Rankings by text vectors (``pooled``) and, of the best of these, by token vectors (``late``)."""
    passages, questions = encoder.encode_passages(task.texts), encoder.encode_questions(task.questions)
    order = np.argsort(-(questions.vectors @ passages.vectors.T), axis=1, kind="stable")[:, :CANDIDATES]
    ranked = {"pooled": [[int(place) for place in row] for row in order]}
    if passages.tokens is not None and questions.tokens is not None:
        ranked["late"] = [
            sorted(row, key=lambda place, q=tokens: -maxsim(q, passages.tokens[place]))  # type: ignore[misc]
            for tokens, row in zip(questions.tokens, ranked["pooled"], strict=True)
        ]
    return ranked


def maxsim(question: Floats, passage: Floats) -> float:
    """Mean over the question's tokens of the best cosine with a token of the passage; higher is better."""
    return float((question @ passage.T).max(axis=1).mean()) if len(question) and len(passage) else -1.0


def rank_by_words(task: Task, *, k1: float = 1.2, b: float = 0.75) -> dict[str, list[list[int]]]:
    """BM25 over whole words (Robertson and Zaragoza 2009), with Lucene's default constants."""
    bags = [Counter(words(text)) for text in task.texts]
    lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float64)
    holds = Counter(word for bag in bags for word in bag)
    ranked = []
    for question in task.questions:
        scores = np.zeros(len(bags))
        for word in words(question):
            weight = np.log(1 + (len(bags) - holds[word] + 0.5) / (holds[word] + 0.5))
            counts = np.array([bag[word] for bag in bags], dtype=np.float64)
            scores += weight * counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / lengths.mean()))
        ranked.append([int(place) for place in np.argsort(-scores, kind="stable")[:CANDIDATES]])
    return {"bm25": ranked}


def project_task(name: str) -> Task:
    """A question set of the project over passages as the product cuts them; only answering quotes count."""
    passages = _passages(COLLECTIONS[name])
    bags = [words(text) for _, text, _ in passages]
    asked = []
    for question in load_questions(Path(__file__).parent / "collections" / name / "questions.jsonl"):
        best = [gold for gold in question.gold if gold.relevance == 2]
        if question.answerable and best:
            quotes = [(gold.doc_id, words(gold.quote)) for gold in best]
            asked.append((question, tuple(_covering(passages, bags, doc_id, quote) for doc_id, quote in quotes)))
    return Task(
        questions=tuple(question.question for question, _ in asked),
        languages=tuple(question.language for question, _ in asked),
        texts=tuple(full for _, _, full in passages),
        gold=tuple(places for _, places in asked),
    )


def paragraph_task(data: Path, source: str, split: str) -> Task:
    """Answerable questions of ``qa_sv.jsonl.gz`` over all paragraphs of their source and split.

    Of SQuAD only every fifth article (by checksum of its title) is asked about: the others were trained on.
    """
    with gzip.open(data / "qa_sv.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["source"] == source and row["split"] == split]
    texts = list(dict.fromkeys(row["context"] for row in rows))
    asked = [row for row in rows if not row["is_impossible"]]
    if source == "squad_v2_sv":
        asked = [row for row in asked if zlib.crc32(row["title"].encode()) % 5 == 0]
    return Task(
        questions=tuple(row["question"] for row in asked),
        languages=("sv",) * len(asked),
        texts=tuple(texts),
        gold=tuple((frozenset([texts.index(row["context"])]),) for row in asked),
    )


def score(encoder: Encoder | None, data: Path | None) -> dict[str, object]:
    """All measures of one encoder; None stands for BM25."""
    begun = time.monotonic()
    made: dict[str, object] = {"name": encoder.name if encoder else "bm25"}
    tasks: dict[str, Callable[[], Task]] = {name: lambda name=name: project_task(name) for name in COLLECTIONS}  # type: ignore[misc]
    if data is not None:
        tasks["swequad-mc"] = lambda: paragraph_task(data, "swequad_mc", "dev")
        tasks["squad-sv"] = lambda: paragraph_task(data, "squad_v2_sv", "dev")
        if encoder:
            with gzip.open(data / "parallel_dev.tsv.gz", "rt", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
            for source in sorted({row["source"] for row in rows}):
                chosen = [row for row in rows if row["source"] == source]
                made[source] = bitext_accuracy(encoder, [r["en"] for r in chosen], [r["sv"] for r in chosen])
    for name, task_of in tasks.items():
        task = task_of()
        ranked = rank_by_encoder(encoder, task) if encoder else rank_by_words(task)
        made[name] = {kind: retrieval(task, rows) for kind, rows in ranked.items()}
    made["seconds"] = round(time.monotonic() - begun, 1)
    return made


class StaticEncoder:
    """A text as the mean of its pieces' vectors (``train.static``): the baseline that knows no word order."""

    token_dim: int | None = None

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._vectors: Floats = np.load(folder / "static.npy")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.name, self.dim = "static", int(self._vectors.shape[1])

    def encode_questions(self, texts: Sequence[str]) -> EncodedBatch:
        """Unit rows; a text without known pieces is a row of zeros."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        means = np.stack([self._vectors[e.ids].mean(axis=0) if e.ids else self._vectors[0] * 0 for e in encodings])
        return EncodedBatch(vectors=means / np.linalg.norm(means, axis=1, keepdims=True).clip(1e-9), tokens=None)

    encode_passages = encode_questions


def main(arguments: Sequence[str] | None = None) -> None:
    """Scores the models named and writes them into the results file beside those already there."""
    parser = argparse.ArgumentParser(prog="python -m eval.embeddings", description=__doc__)
    parser.add_argument("--model", action="append", required=True, metavar="LABEL[=FOLDER_OR_NAME]")
    parser.add_argument("--data", type=Path, help="folder with parallel_dev.tsv.gz and qa_sv.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "embeddings.json")
    given = parser.parse_args(arguments)
    results = json.loads(given.out.read_text(encoding="utf-8")) if given.out.is_file() else {}
    for named in given.model:
        label, _, place = named.partition("=")
        results[label] = _rounded(score(_encoder(label, place), given.data))
        print(json.dumps({label: results[label]}, ensure_ascii=False), flush=True)
        given.out.write_text(json.dumps(results, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _encoder(label: str, place: str) -> Encoder | None:
    if label == "bm25":
        return None
    if (Path(place) / "static.npy").is_file() and label == "static":
        return StaticEncoder(Path(place))
    return load_encoder(place or None)


def _found(gold: Sequence[frozenset[int]], places: Sequence[int]) -> float:
    """Share of the gold sets that have a place among ``places``; a quote that no passage covers is never found."""
    return sum(not found.isdisjoint(places) for found in gold) / len(gold)


def _covering(
    passages: Sequence[tuple[str, str, str]], bags: Sequence[Words], doc_id: str, quote: Words
) -> frozenset[int]:
    """The passages of a document that hold a quote."""
    return frozenset(i for i, (its_id, _, _) in enumerate(passages) if its_id == doc_id and covers(bags[i], quote))


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _passages(folder: Path) -> list[tuple[str, str, str]]:
    """(doc_id, text, text as the index encodes it) of every searched passage of the documents in a folder."""
    documents = [read_document(found) for found in find_files([folder]) if found.path.name != "README.md"]
    return [
        (document.doc_id, document.text[passage.start : passage.end], encoder_text(passage, document))
        for document in documents
        for passage in document.passages
        if passage.kind not in ("contents", "instruction", "furniture")
    ]


if __name__ == "__main__":
    main()
