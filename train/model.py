"""The model being trained: a BERT body, its tokenizer, and a linear map from states to late-interaction vectors."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional as F
from transformers import BertConfig, BertModel

from train.vocabulary import END, PAD

MAX_TOKENS = 256
"""Positions kept: a passage of 256 pieces has about 150 Swedish words, twice what the index cuts."""


class Encoded(NamedTuple):
    """A batch of texts as the student sees it."""

    pooled: torch.Tensor  # (n, dim), unit rows
    tokens: torch.Tensor  # (n, t, token_dim), unit rows; zero where ``mask`` is
    mask: torch.Tensor  # (n, t), 1.0 for real pieces, 0.0 for padding, <s> and </s>


class Student(torch.nn.Module):
    """Texts to a pooled unit vector (mean of all states) and one unit vector per piece."""

    def __init__(self, body: BertModel, tokenizer: Tokenizer, *, token_dim: int) -> None:
        super().__init__()
        self.body = body
        self.tokenizer = tokenizer
        self.projection = torch.nn.Linear(body.config.hidden_size, token_dim, bias=False)
        torch.nn.init.orthogonal_(self.projection.weight)

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.projection.weight.device

    def batch(self, texts: Sequence[str], *, limit: int) -> tuple[torch.Tensor, torch.Tensor]:
        """(ids, attention mask), both (n, t), padded to the longest text, with ``</s>`` last even where cut."""
        encodings = self.tokenizer.encode_batch_fast(list(texts))
        rows = [e.ids if len(e.ids) <= limit else [*e.ids[: limit - 1], END] for e in encodings]
        width = max(map(len, rows))
        ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
        mask = torch.tensor([[1.0] * len(row) + [0.0] * (width - len(row)) for row in rows])
        return ids.to(self.device), mask.to(self.device)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pooled unit vectors (n, dim) and unit token vectors (n, t, token_dim), padding included."""
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(pooled, dim=-1), F.normalize(self.projection(states), dim=-1)

    def encode(self, texts: Sequence[str], *, limit: int = MAX_TOKENS) -> Encoded:
        """One batch, with gradients unless the caller switched them off."""
        ids, mask = self.batch(texts, limit=limit)
        pooled, tokens = self(ids, mask)
        inner = mask.clone()
        inner[:, 0] = 0.0
        inner[ids == END] = 0.0
        return Encoded(pooled, tokens * inner[:, :, None], inner)

    @torch.no_grad()
    def pooled(self, texts: Sequence[str], *, size: int = 64) -> torch.Tensor:
        """(n, dim) unit rows on the CPU, in the order of ``texts``, encoded by length."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        made = torch.empty(len(texts), self.body.config.hidden_size)
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            made[rows] = self.encode([texts[i] for i in rows]).pooled.cpu()
        return made

    def save(self, folder: Path) -> None:
        """Weights, configuration and tokenizer; written aside and renamed, so that a folder is whole or absent."""
        aside = folder.with_name(folder.name + ".part")
        aside.mkdir(parents=True, exist_ok=True)
        weights = {name: value.contiguous() for name, value in self.state_dict().items()}
        save_file(weights, aside / "student.safetensors")
        (aside / "config.json").write_text(json.dumps(self.body.config.to_dict(), indent=1, default=str))
        self.tokenizer.save(str(aside / "tokenizer.json"))
        if folder.exists():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
        aside.rename(folder)

    @classmethod
    def load(cls, folder: Path) -> "Student":
        """What :meth:`save` wrote."""
        weights = load_file(folder / "student.safetensors")
        config = BertConfig.from_dict(json.loads((folder / "config.json").read_text()))
        body = BertModel(config)
        student = cls(
            body, Tokenizer.from_file(str(folder / "tokenizer.json")), token_dim=len(weights["projection.weight"])
        )
        student.load_state_dict(weights)
        return student


def device() -> torch.device:
    """The accelerator if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
