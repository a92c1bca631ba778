"""The reader: a cross-encoder of the distilled body that says whether a passage answers, and where.

Question and passage are read together. Three things are learnt: whether the passage answers (every pair by itself,
and against the other passages put to the same question), and where the answer begins and ends. The word vectors stay
as distillation left them: a few thousand questions would only bend those of the words that occur in them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

from index.pairs import pieces_of
from train.development import words
from train.distil import set_rates
from train.model import device
from train.progress import Clock, Progress
from train.reader_data import Asked, Case, Shown, own_asked, policy_asked, qa_asked, shown, training_cases, with_others
from train.reader_model import FAR, Batch, ReaderModel, batch_of
from train.written import FOLDER as WRITTEN
from train.written import all_passages

Predict = Callable[[str, str], tuple[float, int, int]]
"""Question and passage to has-answer (higher is likelier) and the half-open span of the best answer in the passage."""

MAX_ANSWER = 48
"""Pieces, as at run time (`answer/reader.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSettings:
    """The schedule is by time, so that a run ends when it should however busy the machine is."""

    minutes: float = 40.0
    tokens: int = 2600
    """Pieces in a batch, padding included."""
    policy_share: float = 0.75
    """Share of the questions that are policy questions."""
    noise: float = 0.15
    body_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    rank_weight: float = 0.5
    seed: int = 0


def reader_loss(model: ReaderModel, batch: Batch, *, rank_weight: float) -> torch.Tensor:
    """Has-answer by itself and among the question's passages, start and end where there is an answer."""
    logits, starts, ends = model(batch.ids, batch.types)
    logits, starts, ends = logits.float(), starts.float(), ends.float()
    loss = F.binary_cross_entropy_with_logits(logits, batch.answers)
    answered = batch.answers > 0
    if not answered.any():
        return loss
    for found, place in ((starts, batch.spans[:, 0]), (ends, batch.spans[:, 1])):
        loss = loss + 0.25 * F.cross_entropy(found[answered], place[answered])
    same = batch.question[answered][:, None] == batch.question[None]
    among = torch.where(same, logits[None], FAR)
    return loss + rank_weight * F.cross_entropy(among, answered.nonzero()[:, 0])


def batches(cases: Iterator[list[Case]], *, tokens: int, chance: random.Random) -> Iterator[list[Case]]:
    """Lots of cases of like length cut into batches of about ``tokens`` pieces (four characters each)."""
    for lot in cases:
        made: list[list[Case]] = [[]]
        pairs = 0
        for case in lot:
            length = max(len(case.question + passage.text) for passage in case.shown) / 4 + 8
            pairs += len(case.shown)
            if made[-1] and pairs * length > tokens:
                made.append([])
                pairs = len(case.shown)
            made[-1].append(case)
        chance.shuffle(made)
        yield from made


def train_reader(folder: Path, out: Path, settings: ReaderSettings, *, written: Path = WRITTEN) -> ReaderModel:
    """Trains the body in ``out/distil`` (or goes on from ``out/reader``); weights in ``out/reader``."""
    torch.manual_seed(settings.seed)
    kept = out / "reader" / "reader.safetensors"
    progress = Progress.load(out / "reader.json")
    chance = random.Random(settings.seed + progress.steps)
    asked = with_others(
        policy_asked(folder, held_out=False) + qa_asked(folder, held_out=False) + own_asked(written),
        out / "reader" / "near.json",
        also=all_passages(written),
    )
    model = ReaderModel.begin(out / "distil", kept if progress.steps else None).to(device()).train()
    model.body.embeddings.word_embeddings.requires_grad_(False)
    heads = [*model.match.parameters(), *model.places.parameters(), *model.answers.parameters()]
    body = [p for p in model.body.parameters() if p.requires_grad]
    groups = [{"params": heads, "lr": settings.head_rate}, {"params": body, "lr": settings.body_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    cases = training_cases(asked, chance, policy_share=settings.policy_share, noise=settings.noise)
    clock, recent = Clock(progress.seconds), 0.0
    for chosen in batches(cases, tokens=settings.tokens, chance=chance):
        done = clock.seconds / (settings.minutes * 60)
        if done >= 1:
            break
        set_rates(optimizer, done)
        batch = Batch(*(part.to(device()) for part in batch_of(model.tokenizer, chosen)))
        loss = reader_loss(model, batch, rank_weight=settings.rank_weight)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([*heads, *body], 1.0)
        optimizer.step()
        progress.steps, progress.seen = progress.steps + 1, progress.seen + len(batch.ids)
        recent += (loss.item() - recent) * max(0.02, 1 / progress.steps)
        if clock.due("line", every=30):
            print(
                f"reader: {clock.seconds:.0f} s, {progress.steps} steps, {progress.seen} pairs, loss {recent:.3f}",
                flush=True,
            )
        if clock.due("checkpoint", every=120):
            keep(model, out, progress, clock)
    keep(model, out, progress, clock)
    return model


def keep(model: ReaderModel, out: Path, progress: Progress, clock: Clock) -> None:
    """A checkpoint: the weights, and how far the run is."""
    progress.seconds = clock.seconds
    model.save(out / "reader" / "reader.safetensors")
    progress.save(out / "reader.json")


@torch.no_grad()
def predict(model: ReaderModel, question: str, text: str) -> tuple[float, int, int]:
    """The logit and the span, as the exported model gives them but in full precision."""
    pieces = pieces_of(model.tokenizer, question, text)
    ids, types = (torch.tensor([part], device=model.answers.weight.device) for part in (pieces.ids, pieces.types))
    logit, starts, ends = (part[0].cpu() for part in model(ids, types))
    pairs = starts[:, None] + ends[None]
    allowed = torch.ones_like(pairs).triu().tril(MAX_ANSWER - 1) > 0
    begin, last = divmod(int(torch.where(allowed, pairs, 3 * FAR).argmax()), len(ends))
    offsets = pieces.offsets
    return float(logit), offsets[begin - pieces.first][0], offsets[last - pieces.first][1]


def measure(read: Predict, folder: Path) -> dict[str, float]:
    """On held-out policy questions and SweQUAD-MC's dev part: exact match and word F1 of the spans of what is
    answered, and the AUC of has-answer for answered questions against near misses (0.5 is chance, 1 perfect)."""
    chance = random.Random(0)
    scores: dict[str, float] = {}
    kinds = {
        "policy": policy_asked(folder, held_out=True),
        "swequad_mc": [item for item in qa_asked(folder, held_out=True) if item.source == "swequad_mc"],
    }
    for name, asked in kinds.items():
        judged = [(item, passage, read(item.question, passage.text)) for item, passage in _passages(asked, chance)]
        spans = [(passage, found) for item, passage, found in judged if item.answer is not None]
        if spans:
            texts = [(passage.text[slice(*passage.span or (0, 0))], passage.text[a:b]) for passage, (_, a, b) in spans]
            scores[f"{name} exact"] = sum(words(gold) == words(found) for gold, found in texts) / len(texts)
            scores[f"{name} F1"] = sum(overlap(words(gold), words(found)) for gold, found in texts) / len(texts)
        yes = [found[0] for item, _, found in judged if item.answer is not None]
        no = [found[0] for item, _, found in judged if item.answer is None]
        if yes and no:
            scores[f"{name} AUC"] = auc(yes, no)
    return {key: round(value, 3) for key, value in scores.items()}


def _passages(asked: Sequence[Asked], chance: random.Random) -> Iterator[tuple[Asked, Shown]]:
    for item in asked:
        yield item, shown(item.group, item.answer, item.start, chance, whole=True)


def overlap(gold: Sequence[str], found: Sequence[str]) -> float:
    """F1 of two bags of words, in [0, 1]."""
    common = sum((Counter(gold) & Counter(found)).values())
    return 2 * common / max(len(gold) + len(found), 1)


def auc(yes: Sequence[float], no: Sequence[float]) -> float:
    """Share of pairs in which the answered question scores higher; ties count half."""
    return sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
