"""What is watched while training: translations found, held-out written questions, and the second collection.

Quick on purpose (a minute on two cores); the full measures are those of ``eval/embeddings.py``. The documents are cut
here in the simplest way, at blank lines and table rows, so that no score moves when the product's cutting does.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from index.context import contextual_text
from train import data
from train.model import Student

HEADING = re.compile(r"^#{1,6}\s+(.+)$|^((?:[0-9A-ZÅÄÖ]+[.)]?\s+)?[A-ZÅÄÖ][^.;:|]{2,80})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Questions over a set of passages, and for each question the passages that answer it."""

    passages: tuple[str, ...]
    questions: tuple[str, ...]
    languages: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


def held_out_questions(folder: Path) -> Trial:
    """Held-out written questions over all written passages, those trained on being distractors."""
    held, others = data.policy_groups(folder, held_out=True), data.policy_groups(folder, held_out=False)
    asked = [(q, place) for place, group in enumerate(held) for q in group.questions]
    return Trial(
        passages=tuple(passage_text(group) for group in held + others),
        questions=tuple(question for question, _ in asked),
        languages=tuple("sv" if looks_swedish(question) else "en" for question, _ in asked),
        relevant=tuple(frozenset([place]) for _, place in asked),
    )


def second_collection(folder: Path) -> Trial:
    """The fictional municipal documents with their questions; only quotes that answer (relevance 2) count."""
    passages: list[tuple[str, str, str]] = []  # doc_id, text, text with context
    for path in sorted((folder / "docs").iterdir()):
        passages += [(path.stem, text, full) for text, full in cut(path.read_text(encoding="utf-8"))]
    bags = [words(text) for _, text, _ in passages]
    asked = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = [(g["doc_id"], set(words(g["quote"]))) for g in row["gold"] if g["relevance"] == 2]
        found = frozenset(
            place
            for place, (doc_id, _, _) in enumerate(passages)
            for gold_id, quote in gold
            if doc_id == gold_id and len(quote & set(bags[place])) >= 0.8 * len(quote)
        )
        if found:
            asked.append((row["question"], row["language"], found))
    return Trial(
        passages=tuple(full for _, _, full in passages),
        questions=tuple(question for question, _, _ in asked),
        languages=tuple(language for _, language, _ in asked),
        relevant=tuple(found for _, _, found in asked),
    )


def cut(text: str) -> list[tuple[str, str]]:
    """(passage, passage with context) of a document in Markdown or plain text."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    title, heading, made = blocks[0].splitlines()[0].lstrip("# "), "", []
    for block in blocks:
        lines = block.splitlines()
        while lines and (match := HEADING.match(lines[0].strip())):
            heading = (match[1] or match[2]).strip()
            lines = lines[1:]
        rows = [line for line in lines if line.lstrip().startswith("|")]
        header = rows[0] + " " if rows else ""
        running = "\n".join(line for line in lines if line not in rows)
        for piece in [running, *(header + row for row in rows[1:] if words(row))]:
            if len(words(piece)) > 3:
                made.append((piece, contextual_text(title=title, municipality="", headings=[heading], text=piece)))
    return made


def words(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return re.findall(r"\w+", text.lower())


def passage_text(group: data.Group, *, heading: bool = True) -> str:
    """A training passage as the index encodes it; a municipality known from the title alone is cut off it."""
    title, municipality = group.title, group.municipality
    if not municipality and (match := re.search(r"(?:,| i)? ((?:[A-ZÅÄÖ]\w+s?) (?:kommun|stad))$", title)):
        title, municipality = title[: match.start()], match[1]
    headings = [group.heading] if heading else []
    return contextual_text(title=title, municipality=municipality, headings=headings, text=group.text)


def looks_swedish(question: str) -> bool:
    """By å, ä, ö or a Swedish function word; the training questions are plainly one or the other."""
    swedish = {"och", "att", "som", "av", "vad", "vem", "hur", "är", "har", "kan", "ska", "det", "den", "om", "vilka"}
    return bool(re.search("[åäö]", question.lower())) or len(swedish & set(words(question))) > 0


@torch.no_grad()
def retrieval(student: Student, trial: Trial, *, candidates: int = 50) -> dict[str, float]:
    """success@1 and @5 by language: by pooled vectors, and by MaxSim over the ``candidates`` best of them."""
    passages, questions = student.pooled(trial.passages), student.pooled(trial.questions)
    ranked = (questions @ passages.T).topk(min(candidates, len(passages)), dim=1).indices
    needed = sorted({int(place) for row in ranked for place in row})
    passage_tokens = dict(zip(needed, token_rows(student, [trial.passages[i] for i in needed]), strict=True))
    question_tokens = token_rows(student, trial.questions)
    scores: dict[str, list[float]] = {}
    for place, (tokens, row) in enumerate(zip(question_tokens, ranked.tolist(), strict=True)):
        late = sorted(row, key=lambda i: -float((tokens @ passage_tokens[i].T).max(1).values.sum()))
        for kind, order in (("pooled", row), ("late", late)):
            for depth in (1, 5):
                hit = any(i in trial.relevant[place] for i in order[:depth])
                scores.setdefault(f"{kind}@{depth}-{trial.languages[place]}", []).append(float(hit))
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(scores.items())}


def token_rows(student: Student, texts: Sequence[str], *, size: int = 32) -> list[torch.Tensor]:
    """For each text its (t, token_dim) vectors."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    made: list[torch.Tensor] = [torch.empty(0)] * len(texts)
    with torch.no_grad():
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            encoded = student.encode([texts[i] for i in rows])
            for i, tokens, mask in zip(rows, encoded.tokens, encoded.mask, strict=True):
                made[i] = tokens[mask > 0].cpu()
    return made


def translations(student: Student, folder: Path, *, limit: int = 1012) -> dict[str, float]:
    """Share of FLORES sentences whose nearest sentence in the other language is their translation, both ways."""
    rows = [row for row in data.bitext(folder) if row[0].startswith("flores")][:limit]
    english, swedish = student.pooled([row[1] for row in rows]), student.pooled([row[2] for row in rows])
    scores, gold = english @ swedish.T, torch.arange(len(rows))
    return {
        "flores-en-sv": round(float((scores.argmax(1) == gold).float().mean()), 4),
        "flores-sv-en": round(float((scores.argmax(0) == gold).float().mean()), 4),
    }


def measure(student: Student, folder: Path) -> dict[str, dict[str, float]]:
    """All of the above, with the student put back into the mode it was in."""
    was_training = student.training
    student.eval()
    scores = {"bitext": translations(student, folder), "held-out": retrieval(student, held_out_questions(folder))}
    if (folder / "municipal").is_dir():
        scores["municipal"] = retrieval(student, second_collection(folder / "municipal"))
    student.train(was_training)
    return scores
