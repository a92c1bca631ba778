"""Step 5: question training: pooled contrast and late interaction on questions, mixed with distillation.

A passage is encoded once for all of its questions. Batches are large, and neighbours in a batch come from the same
document, which makes them hard to tell apart; a queue of earlier passage vectors (Wang et al. 2020) adds more to tell
apart. Question pairs alone overfit (nine thousand more at batch 32 cost two to five points on unseen municipalities),
so each step also distils a batch of translations. Weights are averaged over the run.
"""

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from train import data
from train.development import measure, passage_text
from train.distil import (
    DistilSettings,
    Example,
    batches,
    distil_loss,
    optimizer_for,
    set_rates,
    target_of,
    teacher_vectors,
    training_texts,
)
from train.losses import contrast, maxsim
from train.model import Student, device
from train.noise import spoil
from train.progress import Clock, Progress
from train.written import FOLDER as WRITTEN
from train.written import written_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSettings:
    """Three batches in five are policy text with written questions; the rest keeps the model general."""

    minutes: float = 35.0
    passages: int = 32
    """Passages in a batch; each brings up to ``asked`` questions."""
    asked: int = 3
    shares: tuple[float, float, float] = (0.6, 0.28, 0.12)
    """Batches of policy questions, of qa_sv, and of heading and paragraph."""
    neighbours: tuple[int, int, int] = (4, 4, 10)
    """For each of these, passages in a row that are neighbours in the data, so most often of one document."""
    untitled: float = 0.3
    """Share of batches without any title: a small collection is one document, whose title tells nothing apart."""
    queue: int = 1024
    question_tokens: int = 48
    passage_tokens: int = 144
    distil_tokens: int = 600
    distil_weight: float = 0.3
    noise: float = 0.15
    scale: float = 30.0
    body_rate: float = 1.2e-4
    word_rate: float = 8e-4
    average: float = 0.98
    """Decay of the running mean of weights, at every fourth step."""
    measure_minutes: float = 10.0
    seed: int = 0


class Queue:
    """Vectors of passages of earlier steps, as further wrong answers."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.vectors = torch.empty(0, 0)
        self.keys: list[int] = []

    def push(self, vectors: torch.Tensor, keys: Sequence[int]) -> None:
        """Adds one batch and forgets the oldest."""
        self.vectors = torch.cat([self.vectors, vectors.detach()])[-self.size :] if self.keys else vectors.detach()
        self.keys = [*self.keys, *keys][-self.size :]


class Chunks:
    """Endless batches of groups, ``neighbours`` of a row together, all seen once before any is seen again."""

    def __init__(self, groups: Sequence[data.Group], *, neighbours: int, chance: random.Random) -> None:
        ordered = sorted(groups, key=lambda group: (group.source, group.title))
        self._chunks = [ordered[i : i + neighbours] for i in range(0, len(ordered), neighbours)]
        self._left: list[list[data.Group]] = []
        self._chance = chance

    def take(self, count: int) -> list[data.Group]:
        """The next ``count`` groups or a few more."""
        made: list[data.Group] = []
        while len(made) < count:
            if not self._left:
                self._left = self._chance.sample(self._chunks, len(self._chunks))
            made += self._left.pop()
        return made


def training_groups(folder: Path, written: Path) -> list[list[data.Group]]:
    """The three kinds of groups; passages in municipal style, nearest to what the index holds, count twice or thrice.

    A heading is asked with the title of its document: "Straff" alone asks for a paragraph of any statute.
    """
    policy = data.policy_groups(folder, held_out=False)
    names = ("statutes.jsonl.xz", "government_documents.jsonl.xz")
    return [
        policy + [group for group in policy if group.source == "written"] + 3 * written_groups(written),
        data.qa_groups(folder),
        [
            replace(group, questions=(f"{group.heading}, {group.title}" if group.heading else group.title,))
            for name in names
            for group in data.headed_paragraphs(folder, name)
        ],
    ]


def seen_passage(group: data.Group, chance: random.Random, noise: float) -> str:
    """The passage as the index would encode it, now and then without its heading or title, or spoilt."""
    if group.source.endswith(".xz"):  # the heading is the question: leaving it in the passage would give it away
        title = group.title if group.heading and chance.random() < 0.5 else ""
        group = replace(group, title=title, heading="" if chance.random() < 0.75 else group.heading)
    elif chance.random() < (0.5 if group.source == "squad_v2_sv" else 0.12):
        group = replace(group, title="")
    text = passage_text(group, heading=chance.random() > 0.12)
    return spoil(text, chance) if chance.random() < noise else text


def question_loss(
    student: Student, groups: Sequence[data.Group], queue: Queue, settings: QuestionSettings, chance: random.Random
) -> torch.Tensor:
    """Both contrasts of the batch's questions against its passages, the pooled one against the queue too."""
    picked = [chance.sample(group.questions, min(settings.asked, len(group.questions))) for group in groups]
    asked = [question for questions in picked for question in questions]
    gold = torch.tensor([place for place, questions in enumerate(picked) for _ in questions], device=student.device)
    spoilt = [spoil(question, chance) if chance.random() < settings.noise else question for question in asked]
    questions = student.encode(spoilt, limit=settings.question_tokens)
    if chance.random() < settings.untitled:
        groups = [replace(group, title="") for group in groups]
    passages = student.encode(
        [seen_passage(group, chance, settings.noise) for group in groups], limit=settings.passage_tokens
    )
    keys = [zlib.crc32(group.text.encode()) for group in groups]
    pool, pool_keys = passages.pooled, keys
    if queue.keys:
        pool, pool_keys = torch.cat([passages.pooled, queue.vectors]), keys + queue.keys
    numbers = torch.tensor(pool_keys, device=student.device)
    same = numbers[gold][:, None] == numbers[None]  # the same passage, drawn twice or still in the queue
    same[torch.arange(len(gold)), gold] = False
    pooled = contrast(questions.pooled @ pool.T * settings.scale, gold, same)
    late = contrast(maxsim(questions, passages) * settings.scale, gold, same[:, : len(groups)])
    queue.push(passages.pooled, keys)
    return pooled + late


def train_questions(folder: Path, out: Path, settings: QuestionSettings, *, written: Path = WRITTEN) -> Student:
    """Trains the student in ``out/distil`` (or goes on from ``out/questions``); gives the mean, in ``out/averaged``."""
    torch.manual_seed(settings.seed)
    progress = Progress.load(out / "questions.json")
    chance = random.Random(settings.seed + progress.steps)
    streams = [
        Chunks(groups, neighbours=neighbours, chance=chance)
        for groups, neighbours in zip(training_groups(folder, written), settings.neighbours, strict=True)
    ]
    translations = endless_translations(folder, out, settings, chance)
    student = Student.load(out / ("questions" if progress.steps else "distil")).to(device()).train()
    averaged = Student.load(out / ("averaged" if progress.steps else "distil")).to(device())
    optimizer = optimizer_for(student, body_rate=settings.body_rate, word_rate=settings.word_rate)
    queue, clock = Queue(settings.queue), Clock(progress.seconds)
    while clock.seconds < settings.minutes * 60:
        set_rates(optimizer, clock.seconds / (settings.minutes * 60))
        stream = chance.choices(streams, weights=settings.shares)[0]
        loss = question_loss(student, stream.take(settings.passages), queue, settings, chance)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        batch, target = next(translations)
        distilled = distil_loss(student, batch, target, DistilSettings(), chance)
        torch.autograd.backward(distilled * settings.distil_weight)
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        progress.steps += 1
        if progress.steps % 4 == 0:
            mix(averaged, student, decay=min(settings.average, progress.steps / (progress.steps + 40)))
        if clock.due("line", every=60):
            print(
                f"questions: {clock.seconds:.0f} s, {progress.steps} steps, loss {loss.item():.3f}, "
                f"distillation {distilled.item():.3f}",
                flush=True,
            )
        if clock.due("checkpoint", every=180):
            keep(student, averaged, out, progress, clock)
        if clock.due("measure", every=settings.measure_minutes * 60):
            print(json.dumps(measure(averaged, folder)), flush=True)
    keep(student, averaged, out, progress, clock)
    return averaged


def endless_translations(
    folder: Path, out: Path, settings: QuestionSettings, chance: random.Random
) -> Iterator[tuple[list[Example], torch.Tensor]]:
    """Small batches of sentence pairs with the teacher's vectors, for ever."""
    sentences, terms = training_texts(folder, seed=DistilSettings().seed)
    targets = teacher_vectors([english for english, _ in sentences + terms], out / "teacher.npy")
    examples = [Example(english=e, swedish=s, row=row) for row, (e, s) in enumerate(sentences)]
    while True:
        for batch in batches(examples, tokens=settings.distil_tokens, shuffled=chance):
            yield batch, target_of(batch, targets)


@torch.no_grad()
def mix(averaged: Student, student: Student, *, decay: float) -> None:
    """``averaged`` moves towards ``student`` by ``1 - decay``."""
    for mean, value in zip(averaged.parameters(), student.parameters(), strict=True):
        mean.lerp_(value, 1.0 - decay)


def keep(student: Student, averaged: Student, out: Path, progress: Progress, clock: Clock) -> None:
    """A checkpoint: both models, and how far the run is."""
    progress.seconds = clock.seconds
    student.save(out / "questions")
    averaged.save(out / "averaged")
    progress.save(out / "questions.json")
