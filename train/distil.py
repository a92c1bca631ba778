"""Step 4: distillation (Reimers and Gurevych 2020): Swedish and English approach the teacher's vector of the English.

In-batch contrast is added, so that a sentence is not only near its target but nearer than its neighbours. The teacher
is asked once per English text and its answers are kept on disk. Runs for a number of minutes, or until the epochs
are done; stopped and started again it goes on where it was.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from train import data
from train.losses import contrast, maxsim
from train.model import Student, device
from train.noise import spoil
from train.progress import Clock, Progress
from train.transfer import teacher_folder

#: Short contexts for dictionary and glossary terms: bare words say little about how a sentence uses them.
FRAMES = (
    ("{}", "{}"),
    ("Who is responsible for {}?", "Vem ansvarar för {}?"),
    ("What does the plan say about {}?", "Vad säger planen om {}?"),
    ("The municipality and {}", "Kommunen och {}"),
    ("Decision on {}", "Beslut om {}"),
    ("The program concerns {} in the municipality.", "Programmet gäller {} i kommunen."),
    ("{} shall be followed up every year.", "{} ska följas upp varje år."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistilSettings:
    """Rates from the trial run; the new vocabulary learns ten times as fast as the body, which was trained before."""

    minutes: float = 45.0
    """At most; the learning rate falls with the time used or the epochs done, whichever is further."""
    epochs: int = 3
    tokens: int = 2800
    """Swedish pieces in a batch: constant work per step whatever the length."""
    english_share: float = 0.4
    """Share of a batch whose English side is encoded too: the body knows English and needs it less."""
    noise: float = 0.12
    word_share: float = 0.5
    """Share of the dictionary entries used in an epoch (the glossary always is)."""
    body_rate: float = 2e-4
    word_rate: float = 2e-3
    scale: float = 20.0
    late_weight: float = 0.5
    late_scale: float = 30.0
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair as trained on, with the row of the teacher's vector of its English side."""

    english: str
    swedish: str
    row: int


def training_texts(folder: Path, *, seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(sentences, terms): terms are dictionary entries as they are and glossary entries in a frame."""
    chosen = random.Random(seed)
    pairs = data.parallel_pairs(folder)
    sentences = [(p.english[:400], p.swedish[:400]) for p in pairs if not p.is_word]
    terms = [(p.english, p.swedish) for p in pairs if p.is_word]
    framed = []
    for pair in data.glossary_pairs(folder):
        for english, swedish in (FRAMES[0], chosen.choice(FRAMES[1:])):
            framed.append((english.format(pair.english), swedish.format(pair.swedish)))
    return sentences + framed, terms


def teacher_vectors(texts: Sequence[str], cache: Path) -> NDArray[np.float16]:
    """(n, 384) unit rows in the order of ``texts``, read from ``cache`` if it holds as many."""
    if cache.is_file():
        kept: NDArray[np.float16] = np.load(cache)
        if len(kept) == len(texts):
            return kept
    from transformers import AutoModel, AutoTokenizer

    folder = teacher_folder()
    teacher, tokenizer = AutoModel.from_pretrained(folder).eval().to(device()), AutoTokenizer.from_pretrained(folder)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    made = np.empty((len(texts), teacher.config.hidden_size), dtype=np.float16)
    begun = said = time.monotonic()
    with torch.no_grad():
        for start in range(0, len(order), 128):
            rows = order[start : start + 128]
            batch = tokenizer(
                [texts[i] for i in rows], padding=True, truncation=True, max_length=128, return_tensors="pt"
            ).to(device())
            states = teacher(**batch).last_hidden_state
            mask = batch["attention_mask"][:, :, None]
            pooled = F.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)
            made[rows] = pooled.cpu().numpy().astype(np.float16)
            if time.monotonic() - said > 30:
                said = time.monotonic()
                print(f"teacher: {start}/{len(order)} texts, {said - begun:.0f} s", flush=True)
    np.save(cache, made)
    return made


def batches(examples: Sequence[Example], *, tokens: int, shuffled: random.Random) -> Iterator[list[Example]]:
    """Batches of texts of like length, of about ``tokens`` pieces (four characters each), in random order."""
    ordered = sorted(examples, key=lambda e: len(e.swedish) + shuffled.random() * 12)
    made: list[list[Example]] = [[]]
    for example in ordered:
        if (made[-1] and (len(made[-1]) + 1) * (len(example.swedish) / 4 + 3) > tokens) or len(made[-1]) >= 256:
            made.append([])
        made[-1].append(example)
    shuffled.shuffle(made)
    yield from (batch for batch in made if len(batch) > 1)


def distil_loss(
    student: Student,
    batch: Sequence[Example],
    target: torch.Tensor,  # (n, 384) the teacher's unit rows
    settings: DistilSettings,
    chance: random.Random,
) -> torch.Tensor:
    """Cosine distance of both languages to the target, plus contrast: pooled Swedish against the batch's
    targets, and English pieces against Swedish pieces, so that late interaction works across languages."""
    swedish_texts = [spoil(e.swedish, chance) if chance.random() < settings.noise else e.swedish for e in batch]
    swedish = student.encode(swedish_texts, limit=128)
    some = chance.sample(range(len(batch)), max(1, int(len(batch) * settings.english_share)))
    english = student.encode([batch[i].english for i in some], limit=128)
    gold = torch.arange(len(batch), device=target.device)
    return (
        4 * (1 - (swedish.pooled * target).sum(1)).mean()
        + 2 * (1 - (english.pooled * target[some]).sum(1)).mean()
        + contrast(swedish.pooled @ target.T * settings.scale, gold)
        + settings.late_weight * contrast(maxsim(english, swedish) * settings.late_scale, gold[some])
    )


def optimizer_for(student: Student, *, body_rate: float, word_rate: float) -> torch.optim.AdamW:
    """The vocabulary and the body at rates of their own; no weight decay, the runs are too short to need it."""
    words = [p for name, p in student.named_parameters() if "word_embeddings" in name]
    others = [p for name, p in student.named_parameters() if "word_embeddings" not in name]
    groups = [{"params": words, "lr": word_rate}, {"params": others, "lr": body_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.0, fused=True)


def set_rates(optimizer: torch.optim.Optimizer, done: float) -> None:
    """Each group's rate for a run of which a share ``done`` is over."""
    for group in optimizer.param_groups:
        group["lr"] = group.setdefault("full_rate", group["lr"]) * rate_factor(done)


def rate_factor(done: float) -> float:
    """Share of the full rate when a share ``done`` of the run is over: a short warm-up, then a line down to 5 %."""
    return min(1.0, done / 0.02 + 0.05) * max(0.05, 1.0 - 0.95 * done)


def distil(folder: Path, out: Path, settings: DistilSettings) -> Student:
    """Trains the student in ``out/transfer`` (or goes on from ``out/distil``) and leaves it in ``out/distil``."""
    torch.manual_seed(settings.seed)
    sentences, terms = training_texts(folder, seed=settings.seed)
    targets = teacher_vectors([english for english, _ in sentences + terms], out / "teacher.npy")
    examples = [Example(english=e, swedish=s, row=row) for row, (e, s) in enumerate(sentences + terms)]
    progress = Progress.load(out / "distil.json")
    student = Student.load(out / ("distil" if progress.seen else "transfer")).to(device()).train()
    optimizer = optimizer_for(student, body_rate=settings.body_rate, word_rate=settings.word_rate)
    clock = Clock(progress.seconds)
    while progress.epoch < settings.epochs and clock.seconds < settings.minutes * 60:
        chance = random.Random(settings.seed * 1000 + progress.epoch)
        words = chance.sample(examples[len(sentences) :], int(len(terms) * settings.word_share))
        chosen = list(batches(examples[: len(sentences)] + words, tokens=settings.tokens, shuffled=chance))
        chance.seed(settings.seed + progress.steps)
        for number, batch in enumerate(chosen):
            by_time = clock.seconds / (settings.minutes * 60)
            if by_time > 1:
                break
            set_rates(optimizer, max(by_time, (progress.epoch + number / len(chosen)) / settings.epochs))
            loss = distil_loss(student, batch, target_of(batch, targets), settings, chance)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            progress.steps, progress.seen = progress.steps + 1, progress.seen + len(batch)
            if clock.due("line", every=60):
                print(
                    f"distil: {clock.seconds:.0f} s, epoch {progress.epoch}, batch {number}/{len(chosen)}, "
                    f"{progress.seen} pairs, loss {loss.item():.3f}",
                    flush=True,
                )
            if clock.due("checkpoint", every=180):
                keep(student, out, progress, clock)
        progress.epoch += 1
        keep(student, out, progress, clock)
    return student


def target_of(batch: Sequence[Example], targets: NDArray[np.float16]) -> torch.Tensor:
    """(n, 384) the teacher's unit rows for a batch."""
    return torch.from_numpy(targets[[example.row for example in batch]].astype(np.float32)).to(device())


def keep(student: Student, out: Path, progress: Progress, clock: Clock) -> None:
    """A checkpoint: the model, and how far the run is."""
    progress.seconds = clock.seconds
    student.save(out / "distil")
    progress.save(out / "distil.json")
