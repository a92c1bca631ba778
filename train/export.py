"""Step 6: the folder to ship: int8 ONNX for the fast path, and half-precision weights for sentence-transformers.

The ONNX graph has two outputs, the pooled unit vector and the projected unit token vectors, so one pass gives both.
All matrix multiplications and the embedding table are quantised to eight bits, dynamically: no calibration data.
"""

import json
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch.nn import functional as F
from transformers import PreTrainedTokenizerFast

from train import provenance
from train.model import MAX_TOKENS, Student

ST_FOLDER = "sentence-transformers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """Which students to ship a blend of (Wortsman et al. 2022).

    Question training gains on what it trains and loses a little elsewhere; a fifth of the distilled weights brings the
    second collection back: MaxSim recall@5 85 and 96 % (English, Swedish) at 0.75, 83 and 92 % without.
    """

    source: str = "averaged"
    other: str = "distil"
    share: float = 0.8
    """Of ``source``; the rest is of ``other``."""


@torch.no_grad()
def blended(out: Path, settings: ExportSettings) -> Student:
    """The weighted mean of two students' weights."""
    student, other = Student.load(out / settings.source), Student.load(out / settings.other)
    for mine, theirs in zip(student.parameters(), other.parameters(), strict=True):
        mine.lerp_(theirs, 1.0 - settings.share)
    return student


def export(student: Student, folder: Path, *, data: Path, out: Path) -> dict[str, Any]:
    """Writes ``folder`` anew; model card excepted, which is written by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    student.eval().cpu()
    write_onnx(student, folder)
    write_sentence_transformers(student, folder / ST_FOLDER)
    made_by = out / "provenance.json"
    if made_by.is_file():
        shutil.copy(made_by, folder / "provenance.json")
    revision = provenance.sha256(folder / "model.onnx")[:12]
    settings = {
        "name": f"styrdok-encoder@{revision}",
        "dim": student.body.config.hidden_size,
        "token_dim": student.projection.out_features,
        "max_tokens": MAX_TOKENS,
    }
    (folder / "encoder.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    write_checksums(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"name": settings["name"], "bytes": size}


def write_onnx(student: Student, folder: Path) -> None:
    """``model.onnx`` (int8) and ``tokenizer.json``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    student.tokenizer.save(str(folder / "tokenizer.json"))
    exact = folder / "exact.onnx"
    ids, mask = student.batch(["En mening.", "Two short sentences. Here."], limit=MAX_TOKENS)
    axes = {0: "texts", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Traced(student),
            (ids, mask.long()),
            str(exact),
            input_names=["ids", "mask"],
            output_names=["pooled", "tokens"],
            dynamic_axes={"ids": axes, "mask": axes, "pooled": {0: "texts"}, "tokens": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            op_types_to_quantize=["MatMul"],
            extra_options={"MatMulConstBOnly": True},
        )
    exact.unlink()


class Traced(torch.nn.Module):
    """The student as the graph has it: an integer mask, and the embedding table in eight bits, each row to its scale.

    onnxruntime's own quantiser gives the whole table one scale, which its few long rows decide.
    """

    rows: torch.Tensor
    scales: torch.Tensor

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.body = student.body
        self.projection = student.projection
        table = student.body.embeddings.word_embeddings.weight.detach()
        scales = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("rows", (table / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """As :meth:`train.model.Student.forward`."""
        words = self.rows[ids].float() * self.scales[ids]
        weights = mask.float()
        states = self.body(inputs_embeds=words, attention_mask=weights).last_hidden_state
        pooled = (states * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True)
        return F.normalize(pooled, dim=-1), F.normalize(self.projection(states), dim=-1)


def write_sentence_transformers(student: Student, folder: Path) -> None:
    """A folder that ``SentenceTransformer`` loads; the late-interaction map lies beside it in ``projection``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # stored in half precision, computed in single: few processors are fast in half
    student.body.config.update({"dtype": "float32", "architectures": ["BertModel"]})
    exact = student.body.state_dict()
    weights = {name: value.half().contiguous() for name, value in exact.items() if value.is_floating_point()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    student.body.config.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=student.tokenizer,
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=MAX_TOKENS,
    ).save_pretrained(folder)
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    width = student.body.config.hidden_size
    write_json(folder / "modules.json", modules)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    pooling = {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True}
    write_json(folder / "1_Pooling" / "config.json", pooling)
    write_json(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine", "prompts": {}})
    (folder / "2_Normalize").mkdir()
    (folder / "projection").mkdir()
    projection = {"linear.weight": student.projection.weight.data.half().contiguous()}
    save_file(projection, folder / "projection" / "model.safetensors")
    for path in folder.rglob("*.safetensors"):
        path.chmod(0o644)  # safetensors writes files that their owner alone can read


def write_json(path: Path, value: object) -> None:
    """Readable JSON, with its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def write_checksums(folder: Path) -> None:
    """``checksums.sha256`` in the form that ``sha256sum -c`` reads, for everything but the card."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in ("checksums.sha256", "README.md"))
    lines = [f"{provenance.sha256(path)}  {path.relative_to(folder).as_posix()}" for path in paths]
    (folder / "checksums.sha256").write_text("\n".join(lines) + "\n", encoding="utf-8")
