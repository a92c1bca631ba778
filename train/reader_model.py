"""The reader's model: the distilled body with three heads, how pairs become its batches, and its export.

With a few thousand questions a body learns slowly to compare two texts, so each piece is told how near the other side
comes to it: the greatest cosine of its word vector to one of the other text, as in DrQA (Chen et al. 2017). The word
vectors are those that distillation has aligned across Swedish and English.
"""

import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional as F
from transformers import BertModel

from index.pairs import pieces_of
from train import provenance
from train.export import write_json
from train.model import MAX_TOKENS, Student
from train.reader_data import Case
from train.vocabulary import END, PAD, START

IGNORED = -100
FAR = -1e4
"""Logit of a place where no answer can stand; finite, so that half precision keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderExportSettings:
    """Which weights to ship."""

    source: str = "reader/reader.safetensors"


class Batch(NamedTuple):
    """Pairs as the model takes them; questions in rows that follow each other."""

    ids: torch.Tensor  # (n, t)
    types: torch.Tensor  # (n, t), 0 question, 1 passage and padding
    answers: torch.Tensor  # (n,), 1.0 where the passage answers
    spans: torch.Tensor  # (n, 2), first and last piece of the answer, IGNORED where there is none
    question: torch.Tensor  # (n,), number of the row's question


class ReaderModel(torch.nn.Module):
    """The body with three heads: has-answer from the mean state and that of ``<s>``, start and end from each state."""

    def __init__(self, body: BertModel, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.body, self.tokenizer = body, tokenizer
        width = body.config.hidden_size
        self.match = torch.nn.Linear(2, width, bias=False)
        self.places = torch.nn.Linear(width, 2)
        self.answers = torch.nn.Linear(2 * width, 1)
        torch.nn.init.zeros_(self.match.weight)  # begins as the body alone

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits: has-answer (n,), start (n, t), end (n, t), the last two ``FAR`` outside the passage."""
        words = self.body.embeddings.word_embeddings(ids)
        seen = ids != PAD
        real = seen & (ids != START) & (ids != END)
        unit = F.normalize(words, dim=-1)
        across = (types[:, :, None] != types[:, None, :]) & real[:, :, None] & real[:, None, :]
        nearest = torch.where(across, unit @ unit.transpose(1, 2), 0.0).amax(-1)
        told = self.match(torch.stack([nearest, (nearest > 0.99).to(nearest.dtype)], dim=-1))
        states = self.body(
            inputs_embeds=words + told, token_type_ids=types, attention_mask=seen.long()
        ).last_hidden_state
        weights = seen[:, :, None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        logits = self.answers(torch.cat([mean, states[:, 0]], dim=-1))[:, 0]
        places = torch.where((real & (types == 1))[:, :, None], self.places(states), FAR)
        return logits, places[:, :, 0], places[:, :, 1]

    def save(self, path: Path) -> None:
        """The weights, written aside and renamed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        save_file({name: value.contiguous() for name, value in self.state_dict().items()}, aside)
        aside.replace(path)

    @classmethod
    def begin(cls, folder: Path, weights: Path | None = None) -> "ReaderModel":
        """The body of the student in ``folder`` with new heads, or what :meth:`save` wrote to ``weights``."""
        student = Student.load(folder)
        model = cls(student.body, student.tokenizer)
        if weights is not None:
            model.load_state_dict(load_file(weights))
        return model


def batch_of(tokenizer: Tokenizer, cases: Sequence[Case]) -> Batch:
    """All pairs of some questions; an answer cut off by the model's length counts as none."""
    rows, types, spans, question = [], [], [], []
    for number, case in enumerate(cases):
        for passage in case.shown:
            pieces = pieces_of(tokenizer, case.question, passage.text, max_pieces=MAX_TOKENS)
            inside = [
                place
                for place, (a, b) in enumerate(pieces.offsets)
                if passage.span and a < passage.span[1] and b > passage.span[0]
            ]
            whole = inside and passage.span and pieces.offsets[-1][1] >= passage.span[1]
            spans.append((pieces.first + inside[0], pieces.first + inside[-1]) if whole else (IGNORED, IGNORED))
            rows.append(pieces.ids)
            types.append(pieces.types)
            question.append(number)
    width = max(map(len, rows))
    places = torch.tensor(spans)
    return Batch(
        ids=torch.tensor([row + [PAD] * (width - len(row)) for row in rows]),
        types=torch.tensor([row + [1] * (width - len(row)) for row in types]),
        answers=(places[:, 0] != IGNORED).float(),
        spans=places,
        question=torch.tensor(question),
    )


def export_reader(model: ReaderModel, folder: Path, *, out: Path) -> dict[str, Any]:
    """``model.onnx`` (int8), ``reader.json``, provenance and checksums; the tokenizer is the encoder's."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    exact = folder / "exact.onnx"
    ids = torch.tensor([[START, 9, 12, END, 15, 16, 17, END]])
    types = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 1]])
    axes = {0: "pairs", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval().cpu(),
            (ids, types),
            str(exact),
            input_names=["ids", "types"],
            output_names=["has_answer", "start", "end"],
            dynamic_axes={"ids": axes, "types": axes, "has_answer": {0: "pairs"}, "start": axes, "end": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )
    exact.unlink()
    if (out / "provenance.json").is_file():
        shutil.copy(out / "provenance.json", folder / "provenance.json")
    name = f"styrdok-reader@{provenance.sha256(folder / 'model.onnx')[:12]}"
    tokenizer = provenance.sha256(out / "distil" / "tokenizer.json")
    write_json(folder / "reader.json", {"name": name, "tokenizer_sha256": tokenizer})
    listed = [f"{provenance.sha256(folder / part)}  {part}" for part in ("model.onnx", "reader.json")]
    (folder / "checksums.sha256").write_text("\n".join(listed) + "\n", encoding="utf-8")
    return {"name": name, "bytes": (folder / "model.onnx").stat().st_size}
