"""A training folder and a student small enough for tests: seconds, not hours."""

import gzip
import json
import lzma
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from train import vocabulary
from train.distil import training_texts
from train.model import MAX_TOKENS, Student

BODIES = ("Arbetslivsnämnden", "Vård- och omsorgsnämnden", "Kommunstyrelsen", "Grundskolenämnden")
BODIES_ENGLISH = ("the labour market committee", "the care committee", "the municipal board", "the school committee")
DUTIES = (
    "följer upp programmet varje år",
    "ansvarar för samverkan",
    "redovisar kostnaden i mars",
    "beslutar om planen",
)
DUTIES_ENGLISH = (
    "follows up the programme each year",
    "is responsible",
    "reports the cost in March",
    "decides the plan",
)

WRITTEN = ("bryndal", "lindby")
"""Municipalities of the tiny written collection."""


def write_data(folder: Path) -> Path:
    """Sixteen translations, four glossary terms, sixteen written passages, and two documents of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs = [
        (f"{english} {duty_english}.".capitalize(), f"{body} {duty}.")
        for body, english in zip(BODIES, BODIES_ENGLISH, strict=True)
        for duty, duty_english in zip(DUTIES, DUTIES_ENGLISH, strict=True)
    ]
    rows = [("tatoeba", *pair) for pair in pairs] + [("dict:wiktionary", "plan", "plan"), ("tatoeba", "empty", " ")]
    _tsv(folder / "parallel.tsv.gz", ("source", "en", "sv"), rows)
    _tsv(folder / "parallel_dev.tsv.gz", ("source", "en", "sv"), [("flores-devtest", *pair) for pair in pairs[:6]])
    (folder / "glossary_sv_en.tsv").write_text(
        "sv\ten\tpos\tdomain\tnote\nnämnd\tcommittee; board\tnoun\tbody\t\nuppföljning\tfollow-up\tnoun\tverb\t\n",
        "utf-8",
    )
    passages, questions = [], []
    for number, (english, swedish) in enumerate(pairs):
        pid = f"r{number:04d}"
        title = f"Plan för integration {number // 4}, Älvsta kommun"
        text = f"{swedish} Arbetet beskrivs i plan nummer {number} och redovisas för fullmäktige."
        passages.append({"pid": pid, "source": "written", "title": title, "heading": "Ansvar", "passage": text})
        for language, question in (("sv", f"Vem gör detta: {swedish}"), ("en", f"Who does this: {english}")):
            row = {"pid": pid, "language": language, "style": "direct", "question": question, "answer": "x"}
            questions.append({**row, "answerable": True})
        questions.append({**questions[-1], "question": "Vad kostar bussen?", "answerable": False})
    _jsonl(folder / "policy_passages.jsonl", passages)
    _jsonl(folder / "policy_questions.jsonl", questions)
    qa = [
        {"question": f"Vad är {place}?", "context": f"{place} är en ort. " * 3, "title": place, "is_impossible": False}
        | {"source": "squad_v2_sv", "split": "dev", "answers": []}
        for place in ("Borås", "Västerås", "Uddevalla", "Älvsta", "Norrvik", "Tallåsa")
    ]
    _jsonl(folder / "qa_sv.jsonl.gz", qa)
    paragraph = "Den som ansvarar för verksamheten ska se till att planen följs upp varje år och redovisas. " * 3
    documents = [
        {
            "path": f"{n}",
            "title": f"Lag ({n}) om planer",
            "text": f"# Kapitel {n}\n\n{paragraph}\n\n## Ansvar\n\n{paragraph}",
        }
        for n in (1, 2)
    ]
    _jsonl(folder / "statutes.jsonl.xz", documents)
    _jsonl(folder / "government_documents.jsonl.xz", [{**d, "text": paragraph} for d in documents])
    return folder


def small_tokenizer(data: Path) -> Tokenizer:
    """A vocabulary of the tiny data."""
    lines = vocabulary.texts(data, vocabulary.VocabularySettings(paragraphs=2))
    return vocabulary.train_vocabulary(lines, size=300)


def small_student(data: Path) -> Student:
    """One layer of 32."""
    torch.manual_seed(0)
    tokenizer = small_tokenizer(data)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=MAX_TOKENS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return Student(BertModel(config), tokenizer, token_dim=8)


def prepare(data: Path, out: Path) -> Student:
    """What the steps before distillation leave: a student in ``out/transfer``, and the teacher's vectors."""
    out.mkdir(parents=True, exist_ok=True)
    student = small_student(data)
    student.save(out / "transfer")
    sentences, terms = training_texts(data, seed=0)
    vectors = np.random.default_rng(0).normal(size=(len(sentences) + len(terms), 32))
    np.save(out / "teacher.npy", (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16))
    return student


def write_written(folder: Path) -> Path:
    """Two documents of two municipalities, each with a question, a list and a near miss."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    rows = []
    for name in WRITTEN:
        text = (
            f"# Program för delaktighet i {name.capitalize()} kommun\n\nAntaget av: Kommunfullmäktige 2024-03-04\n\n"
            "## Ansvar\n\nSocialnämnden följer upp programmet varje år och redovisar det för fullmäktige i mars.\n\n"
            "## Kostnad\n\n| Insats | Kostnad |\n|---|---|\n| Lotsar | 200 tkr |\n| Tolkar | 300 tkr |\n\n"
            "## Samverkan\n\nArbetet görs tillsammans med föreningar, kyrkor och företag som är verksamma i byarna.\n"
        )
        (folder / "docs" / f"{name}-program.md").write_text(text, "utf-8")

        def row(number: int, question: str, quotes: list[str], span: str, *, name: str = name) -> dict[str, object]:
            gold = [{"doc_id": f"{name}-program", "quote": quote, "relevance": 2} for quote in quotes]
            asked = {"query_id": f"{name}-{number}", "question": question, "language": "sv", "category": "who"}
            return {**asked, "answerable": bool(gold), "gold": gold, "span": span, "answers": [[span]] if gold else []}

        followed = "Socialnämnden följer upp programmet varje år och redovisar det för fullmäktige i mars."
        rows += [
            row(1, f"Vem kollar programmet i {name}?", [followed], "Socialnämnden"),
            row(2, f"Vad kostar insatserna i {name}?", ["| Lotsar | 200 tkr |", "| Tolkar | 300 tkr |"], "200 tkr"),
            row(3, f"Vem betalar lotsarna i {name}?", [], ""),
        ]
    _jsonl(folder / "questions-x.jsonl", rows)
    return folder


def _tsv(path: Path, names: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in (names, *rows))


def _jsonl(path: Path, rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    opened = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    with opened(path, "wt", encoding="utf-8") as file:
        file.write(text)
