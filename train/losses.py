"""What is minimised: contrast by pooled vectors and by late interaction (MaxSim; Khattab and Zaharia 2020)."""

import torch
from torch.nn import functional as F

from train.model import Encoded


def maxsim(questions: Encoded, passages: Encoded) -> torch.Tensor:
    """(q, p) mean over a question's pieces of the best cosine with a piece of the passage; in [-1, 1].

    The mean, not ColBERT's sum, so that a batch of long questions needs no other temperature than one of short ones.
    """
    q, t, d = questions.tokens.shape
    p, s, _ = passages.tokens.shape
    cosines = (questions.tokens.reshape(q * t, d) @ passages.tokens.reshape(p * s, d).T).reshape(q * t, p, s)
    # padding of passages has zero vectors, so cosine 0; -1 keeps it from ever being the best
    best = (cosines + (passages.mask - 1.0)[None]).max(dim=2).values.reshape(q, t, p)
    weights = questions.mask / questions.mask.sum(1, keepdim=True).clamp(min=1.0)
    return torch.einsum("qtp,qt->qp", best, weights)


def contrast(scores: torch.Tensor, gold: torch.Tensor, excluded: torch.Tensor | None = None) -> torch.Tensor:
    """Cross-entropy of each row's ``gold`` column; ``excluded`` (same shape, bool) marks other right answers."""
    if excluded is not None:
        scores = scores.masked_fill(excluded, -1e4)
    return F.cross_entropy(scores, gold)
