"""``python -m train STEP --data DIR --out DIR``: makes the encoder, one step after the other; see train/README.md."""

import argparse
import os
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from train import provenance
from train.development import measure
from train.distil import DistilSettings, distil
from train.export import ExportSettings, blended, export
from train.questions import QuestionSettings, train_questions
from train.reader import ReaderSettings, predict, train_reader
from train.reader import measure as measure_reader
from train.reader_model import ReaderExportSettings, ReaderModel, export_reader
from train.static import StaticSettings, pair_lists, train_static
from train.transfer import TransferSettings, transfer
from train.vocabulary import VocabularySettings, texts, train_vocabulary

Scores = dict[str, Any]


def run_vocabulary(data: Path, out: Path, settings: VocabularySettings) -> Scores:
    """Writes ``tokenizer.json``."""
    tokenizer = train_vocabulary(texts(data, settings), size=settings.size)
    tokenizer.save(str(out / "tokenizer.json"))
    return {"pieces": tokenizer.get_vocab_size()}


def run_static(data: Path, out: Path, settings: StaticSettings) -> Scores:
    """Writes ``static.npy``, (vocabulary, 256) float32."""
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    np.save(out / "static.npy", train_static(tokenizer, pair_lists(data, settings), settings))
    return {}


def run_transfer(data: Path, out: Path, settings: TransferSettings) -> Scores:
    """Writes the student before training to ``transfer/``."""
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    student = transfer(tokenizer, np.load(out / "static.npy"), settings)
    student.save(out / "transfer")
    return measure(student, data)


def run_distil(data: Path, out: Path, settings: DistilSettings) -> Scores:
    """Writes the distilled student to ``distil/``."""
    return measure(distil(data, out, settings), data)


def run_questions(data: Path, out: Path, settings: QuestionSettings) -> Scores:
    """Writes the question-trained student to ``questions/`` and the mean of its weights to ``averaged/``."""
    return measure(train_questions(data, out, settings), data)


def run_export(data: Path, out: Path, settings: ExportSettings) -> Scores:
    """Writes the folder to ship to ``model/``."""
    return export(blended(out, settings), out / "model", data=data, out=out)


def run_reader(data: Path, out: Path, settings: ReaderSettings) -> Scores:
    """Writes the reader's weights to ``reader/``."""
    return measure_reader(partial(predict, train_reader(data, out, settings).eval()), data)


def run_reader_export(data: Path, out: Path, settings: ReaderExportSettings) -> Scores:
    """Writes the folder of the reader to ship to ``reader/model/``."""
    model = ReaderModel.begin(out / "distil", out / settings.source)
    return export_reader(model, out / "reader" / "model", out=out)


STEPS: dict[str, tuple[Callable[[Path, Path, Any], Scores], Any]] = {
    "vocabulary": (run_vocabulary, VocabularySettings()),
    "static": (run_static, StaticSettings()),
    "transfer": (run_transfer, TransferSettings()),
    "distil": (run_distil, DistilSettings()),
    "questions": (run_questions, QuestionSettings()),
    "export": (run_export, ExportSettings()),
    "reader": (run_reader, ReaderSettings()),
    "reader-export": (run_reader_export, ReaderExportSettings()),
}


def main(arguments: list[str] | None = None) -> None:
    """Runs one step; every number among its settings can be given as an option."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    for name, (function, defaults) in STEPS.items():
        step = steps.add_parser(
            name,
            help=function.__doc__,
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
            description=function.__doc__,
        )
        step.add_argument("--data", type=Path, required=True, help="folder with the training data")
        step.add_argument("--out", type=Path, required=True, help="folder for everything made")
        for field in fields(defaults):
            value = getattr(defaults, field.name)
            if isinstance(value, int | float | str):
                step.add_argument(f"--{field.name.replace('_', '-')}", type=type(value), default=value)
    given = vars(parser.parse_args(arguments))
    name, data, out = given.pop("step"), given.pop("data"), given.pop("out")
    function, defaults = STEPS[name]
    settings = replace(defaults, **given)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    scores = function(data, out, settings)
    entry = {"settings": asdict(settings), "scores": scores, "data_sha256": provenance.data_hashes(data)}
    provenance.record(out, name, entry)
    print(f"{name}: done {scores}", flush=True)


if __name__ == "__main__":
    main()
