"""The training steps of the encoder on tiny data: they run, learn, go on where they stopped, and export."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from train_cases import prepare, small_student, write_data, write_written

from train import losses, provenance
from train.__main__ import main
from train.distil import DistilSettings, distil, rate_factor
from train.model import Encoded, Student
from train.questions import Chunks, QuestionSettings, Queue, train_questions, training_groups
from train.transfer import new_embeddings

TINY_QUESTIONS = QuestionSettings(minutes=0.03, passages=6, queue=16, distil_tokens=60, measure_minutes=9.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("data"))


def test_maxsim_by_hand() -> None:
    """Two question pieces with best cosines 1 and 0.6 give 0.8; padding of neither side counts."""
    question = Encoded(
        torch.empty(0), torch.tensor([[[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]]), torch.tensor([[1.0, 1.0, 0.0]])
    )
    passage = Encoded(
        torch.empty(0), torch.tensor([[[1.0, 0.0], [0.8, 0.6], [0.0, 0.0]]]), torch.tensor([[1.0, 1.0, 0.0]])
    )
    assert losses.maxsim(question, passage).tolist() == [[pytest.approx(0.8)]]
    below = Encoded(torch.empty(0), -passage.tokens[:, :1], torch.tensor([[1.0]]))
    assert losses.maxsim(question, below).item() == pytest.approx(-0.5)


def test_contrast_leaves_out_other_right_answers() -> None:
    """A second copy of the right passage is not pushed away."""
    scores, gold = torch.tensor([[5.0, 5.0, 0.0]]), torch.tensor([0])
    excluded = torch.tensor([[False, True, False]])
    assert losses.contrast(scores, gold, excluded).item() == pytest.approx(np.log(1 + np.exp(-5)), abs=1e-4)
    assert losses.contrast(scores, gold).item() > 0.69


def test_rate_rises_and_falls() -> None:
    """A short warm-up, then a line down to a twentieth."""
    assert rate_factor(0.0) == pytest.approx(0.05)
    assert rate_factor(0.02) == pytest.approx(0.981)
    assert rate_factor(1.0) == pytest.approx(0.05)


def test_new_piece_starts_at_its_nearest_word(folder: Path) -> None:
    """A piece whose static vector equals a word's starts as that word's vector."""
    student = small_student(folder)
    vectors = np.random.default_rng(0).normal(size=(student.tokenizer.get_vocab_size(), 64)).astype(np.float32)
    plan = student.tokenizer.encode("plan", add_special_tokens=False).ids
    words = torch.eye(2) * 3
    made = new_embeddings(student.tokenizer, vectors, ["plan", "zzz"], words)
    assert made.shape == (len(vectors), 2)
    if len(plan) == 1:
        assert made[plan[0], 0] > 2.9


def test_student_ignores_padding_and_cuts_long_texts(folder: Path) -> None:
    """A text's vectors do not depend on its neighbours in the batch; a long text keeps its end mark."""
    student = small_student(folder).eval()
    with torch.no_grad():
        alone = student.encode(["plan för nämnden"])
        beside = student.encode(["plan för nämnden", "Arbetslivsnämnden följer upp programmet varje år och ansvarar."])
    assert torch.allclose(alone.pooled[0], beside.pooled[0], atol=1e-5)
    ids, _ = student.batch(["plan " * 50], limit=16)
    assert ids.shape == (1, 16)
    assert ids[0, -1].item() == 3


def test_distil_learns_and_goes_on(folder: Path, tmp_path: Path) -> None:
    """Swedish vectors come nearer to the teacher's; a run with nothing left to do changes nothing."""
    prepare(folder, tmp_path)
    settings = DistilSettings(minutes=5.0, epochs=12, tokens=200, noise=0.0)
    student = distil(folder, tmp_path, settings)
    state = json.loads((tmp_path / "distil.json").read_text())
    assert state["epoch"] == 12
    before = Student.load(tmp_path / "transfer")
    target = torch.from_numpy(np.load(tmp_path / "teacher.npy")[:16].astype(np.float32))
    from train.distil import training_texts

    swedish = [pair[1] for pair in training_texts(folder, seed=0)[0][:16]]
    nearness = [(model.pooled(swedish) * target).sum(1).mean().item() for model in (before, student)]
    assert nearness[1] > nearness[0] + 0.1
    again = distil(folder, tmp_path, settings)
    assert torch.equal(again.projection.weight, student.projection.weight)


def test_questions_train_from_the_distilled_student(folder: Path, tmp_path: Path) -> None:
    """The step leaves the last and the mean weights and its state; they differ from where it began."""
    student = prepare(folder, tmp_path)
    student.save(tmp_path / "distil")
    averaged = train_questions(folder, tmp_path, TINY_QUESTIONS, written=write_written(tmp_path / "written"))
    state = json.loads((tmp_path / "questions.json").read_text())
    assert state["steps"] > 0
    assert torch.equal(Student.load(tmp_path / "averaged").projection.weight, averaged.projection.weight)
    last = Student.load(tmp_path / "questions")
    assert not torch.equal(last.projection.weight, student.projection.weight)


def test_chunks_see_all_before_any_twice(folder: Path, tmp_path: Path) -> None:
    """One round of batches holds every group once."""
    import random

    groups = training_groups(folder, write_written(tmp_path))[1]
    chunks = Chunks(groups, neighbours=2, chance=random.Random(0))
    seen = [group.text for _ in range(len(groups) // 2) for group in chunks.take(2)]
    assert sorted(seen) == sorted(group.text for group in groups)


def test_queue_forgets_the_oldest() -> None:
    """The queue holds its size of the latest vectors, with their keys."""
    queue = Queue(3)
    queue.push(torch.eye(2), [1, 2])
    queue.push(torch.ones(2, 2), [3, 4])
    assert queue.keys == [2, 3, 4]
    assert queue.vectors.tolist() == [[0.0, 1.0], [1.0, 1.0], [1.0, 1.0]]


def test_steps_leave_their_provenance(folder: Path, tmp_path: Path) -> None:
    """A step run from the command line records data hashes, settings and code beside what it made."""
    main(["vocabulary", "--data", str(folder), "--out", str(tmp_path), "--size", "300"])
    kept = json.loads((tmp_path / "provenance.json").read_text())["vocabulary"]
    assert kept["settings"]["size"] == 300
    assert kept["data_sha256"]["parallel.tsv.gz"] == provenance.sha256(folder / "parallel.tsv.gz")
    assert kept["code"]


def test_export_loads_without_torch_weights_changing(folder: Path, tmp_path: Path) -> None:
    """The int8 model's vectors point where the trained model's do, in both outputs."""
    pytest.importorskip("onnx")
    from index.encoder import load_encoder
    from train.export import export

    student = small_student(folder).eval()
    made = export(student, tmp_path / "model", data=folder, out=tmp_path)
    encoder = load_encoder(str(tmp_path / "model"))
    assert encoder.name == made["name"]
    assert (encoder.dim, encoder.token_dim) == (32, 8)
    texts = ["Arbetslivsnämnden följer upp programmet", "the school committee"]
    batch = encoder.encode_questions(texts)
    assert float((batch.vectors * student.pooled(texts).numpy()).sum(1).min()) > 0.98
    assert batch.tokens is not None
    with torch.no_grad():
        exact = student.encode(texts[:1])
    kept = exact.tokens[0][exact.mask[0] > 0].numpy()
    assert batch.tokens[0].shape == kept.shape
    assert float((batch.tokens[0] * kept).sum(1).min()) > 0.95
