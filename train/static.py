"""Step 2: static vectors, one per piece, a text being the mean of its pieces; they align the two languages.

Trained by in-batch contrast on translations, on heading and paragraph, and on question and passage. On their own they
find policy passages badly; they are here to start the encoder's new vocabulary (``train.transfer``), and as a
baseline.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional as F

from train import data
from train.vocabulary import UNKNOWN

DIM = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticSettings:
    """Found by trying: rates below 0.01 take three times as long; the rate falls to nothing in a straight line."""

    epochs: int = 5
    batch: int = 2048
    rate: float = 0.02
    scale: float = 20.0
    paragraphs: int = 30_000
    max_pieces: int = 160
    seed: int = 0


def piece_ids(tokenizer: Tokenizer, texts: Sequence[str], *, limit: int) -> list[list[int]]:
    """Pieces of each text without ``<s>`` and ``</s>``, at most ``limit``; never empty."""
    encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [encoding.ids[:limit] or [UNKNOWN] for encoding in encoded]


def pair_lists(folder: Path, settings: StaticSettings) -> list[list[tuple[str, str]]]:
    """The kinds of pairs to contrast, each kind in batches of its own."""
    pairs = data.parallel_pairs(folder) + data.glossary_pairs(folder)
    kinds = [
        [(pair.english, pair.swedish) for pair in pairs if not pair.is_word],
        [(pair.english, pair.swedish) for pair in pairs if pair.is_word],
    ]
    headed: list[tuple[str, str]] = []
    for name in ("statutes.jsonl.xz", "government_documents.jsonl.xz"):
        groups = [(group.questions[0], group.text) for group in data.headed_paragraphs(folder, name)]
        headed += random.Random(settings.seed).sample(groups, min(settings.paragraphs, len(groups)))
    asked = data.policy_groups(folder, held_out=False)
    asked += data.qa_groups(folder)
    return [*kinds, headed, [(question, group.text) for group in asked for question in group.questions]]


def train_static(
    tokenizer: Tokenizer, kinds: Sequence[Sequence[tuple[str, str]]], settings: StaticSettings
) -> NDArray[np.float32]:
    """(vocabulary, DIM); a piece's length says how much it weighs in a text's mean."""
    torch.manual_seed(settings.seed)
    shuffled = random.Random(settings.seed)
    bag = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), DIM, mode="mean")
    torch.nn.init.normal_(bag.weight, std=0.1)
    optimizer = torch.optim.Adam(bag.parameters(), lr=settings.rate)

    def vectors(rows: list[list[int]]) -> torch.Tensor:
        starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
        flat = torch.tensor([piece for row in rows for piece in row])
        return F.normalize(bag(flat, torch.from_numpy(starts)), dim=-1)

    sides = [
        tuple(piece_ids(tokenizer, [pair[k] for pair in kind], limit=settings.max_pieces) for k in (0, 1))
        for kind in kinds
        if kind
    ]
    whole = settings.epochs * sum(-(-len(left) // settings.batch) for left, _ in sides)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, max(whole, 1))
    for epoch in range(settings.epochs):
        total, steps = 0.0, 0
        for left, right in sides:
            order = shuffled.sample(range(len(left)), len(left))
            for start in range(0, len(order), settings.batch):
                rows = order[start : start + settings.batch]
                scores = vectors([left[i] for i in rows]) @ vectors([right[i] for i in rows]).T * settings.scale
                gold = torch.arange(len(rows))
                loss = F.cross_entropy(scores, gold) + F.cross_entropy(scores.T, gold)
                optimizer.zero_grad()
                torch.autograd.backward(loss)
                optimizer.step()
                schedule.step()
                total, steps = total + loss.item(), steps + 1
        print(f"static: epoch {epoch + 1}/{settings.epochs}, loss {total / max(steps, 1):.3f}", flush=True)
    return np.asarray(bag.weight.detach().numpy(), dtype=np.float32)
