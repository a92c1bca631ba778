"""What the reader is trained on: questions with a passage that answers and some that do not.

Written policy questions dominate; SQuAD with its unanswerable half and SweQUAD-MC bring breadth. Passages that do not
answer are those the encoder finds most like the question (policy, SweQUAD-MC) or others of the same article (SQuAD).
A passage that holds the answer's words is never taken as one that does not answer: it might.
"""

import json
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.encoder import load_encoder
from train.data import Group, jsonl_rows
from train.development import passage_text
from train.noise import mistyped, without_dots
from train.written import SOURCE, written_questions

#: Longest context shown, in words: the index cuts passages at about this length, and long ones cost time.
WINDOW_WORDS = 64
MINED = 6
MISSES = 3
"""Of the passages found for a question that nothing answers, how many stand in turn for the one that seems to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about a passage; ``answer`` is None where the passage does not answer it, though it seems to."""

    source: str
    question: str
    group: Group
    answer: str | None
    start: int
    """Where the answer stands in ``group.text``; 0 where that is not recorded."""

    others: tuple[Group, ...] = ()
    """Passages that do not answer, likest first."""

    right: tuple[Group, ...] = ()
    """All passages known to answer, where there may be several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage as the reader sees it, with the span of the answer in it (None: it does not answer)."""

    text: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and the passages it is put to in one step; at most one, the first, answers."""

    question: str
    shown: tuple[Shown, ...]


def policy_asked(folder: Path, *, held_out: bool) -> list[Asked]:
    """Written policy questions, near misses included; the split by passage is that of ``data.policy_groups``."""
    groups = {
        row["pid"]: Group(
            source=row["source"], title=row["title"], heading=row["heading"] or "", text=row["passage"], questions=()
        )
        for row in jsonl_rows(folder / "policy_passages.jsonl")
        if (int(row["pid"][1:]) % 10 == 7) == held_out
    }
    return [
        Asked(
            source="policy",
            question=row["question"],
            group=groups[row["pid"]],
            answer=row["answer"] if row["answerable"] else None,
            start=0,
        )
        for row in jsonl_rows(folder / "policy_questions.jsonl")
        if row["pid"] in groups
    ]


def qa_asked(folder: Path, *, held_out: bool) -> list[Asked]:
    """SQuAD and SweQUAD-MC, or what of them is held out, by the split of ``data.qa_groups``."""
    made = []
    for row in jsonl_rows(folder / "qa_sv.jsonl.gz"):
        title = row.get("title") or ""
        squad = row["source"] == "squad_v2_sv"
        if (zlib.crc32(title.encode()) % 5 == 0 if squad else row["split"] != "train") != held_out:
            continue
        answer = None if row["is_impossible"] else row["answers"][0]
        made.append(
            Asked(
                source=row["source"],
                question=row["question"],
                group=Group(source=row["source"], title=title, heading="", text=row["context"], questions=()),
                answer=answer["text"] if answer else None,
                start=answer["start"] if answer else 0,
            )
        )
    return made


def own_asked(written: Path) -> list[Asked]:
    """Questions of the collection written for training; a near miss has no passage until `with_others` finds one."""
    nothing = Group(source=SOURCE, title="", heading="", text="", questions=())
    return [
        Asked(
            source=SOURCE,
            question=one.question,
            group=one.golds[0] if one.golds else nothing,
            answer=one.span,
            start=0,
            right=one.golds,
        )
        for one in written_questions(written)
    ]


def with_others(asked: Sequence[Asked], cache: Path, *, also: Sequence[Group] = ()) -> list[Asked]:
    """Each with passages that do not answer it, of those asked about and ``also``; what the encoder found is kept in
    ``cache``. A near miss without a passage of its own gets the likest one.
    """
    pool = [*{item.group: None for item in asked if item.source not in ("squad_v2_sv", SOURCE)}, *also]
    near = _mined([item.question for item in asked if item.source != "squad_v2_sv"], pool, cache)
    articles: dict[str, list[Group]] = {}
    for group in {item.group: None for item in asked if item.source == "squad_v2_sv"}:
        articles.setdefault(group.title, []).append(group)
    made = []
    for item in asked:
        found = articles[item.group.title] if item.source == "squad_v2_sv" else [pool[i] for i in near[item.question]]
        others = [
            group
            for group in found
            if group not in (item.group, *item.right)
            and not (item.answer and item.answer.lower() in group.text.lower())
        ]
        if item.source == "squad_v2_sv":
            random.Random(item.question).shuffle(others)
        own = item.group if item.group.text else others[0]
        made.append(replace(item, group=own, others=tuple(others[:MINED])))
    return made


def _mined(questions: Sequence[str], pool: Sequence[Group], cache: Path) -> dict[str, list[int]]:
    """For each question the places in ``pool`` of the passages with the greatest cosine to it, best first."""
    if cache.is_file():
        kept: dict[str, list[int]] = json.loads(cache.read_text(encoding="utf-8"))
        if set(kept) == set(questions):
            return kept
    encoder = load_encoder()
    passages = encoder.encode_passages([passage_text(group) for group in pool]).vectors
    cosines = encoder.encode_questions(questions).vectors @ passages.T
    places = np.argsort(-cosines, axis=1)[:, : 3 * MINED]
    found = {question: row.tolist() for question, row in zip(questions, places, strict=True)}
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return found


def shown(group: Group, answer: str | None, start: int, chance: random.Random, *, whole: bool = False) -> Shown:
    """A passage with its context as the index gives it; unless ``whole``, title or heading are left out now and then.

    Of a long text a window is shown that holds the answer.
    """
    text, start = _window(group.text, answer or "", start, chance)
    group = replace(group, text=text)
    if not whole and chance.random() < 0.15:
        group = replace(group, title="")
    full = passage_text(group, heading=whole or chance.random() > 0.12)
    if answer is None:
        return Shown(text=full, span=None)
    begin = len(full) - len(" ".join(text.split()))
    wanted = " ".join(answer.split())
    guess = begin + len(" ".join(text[:start].split()))
    found = [match.start() for match in re.finditer(re.escape(wanted), full) if match.start() >= begin]
    if not wanted or not found:
        return Shown(text=full, span=None)
    place = min(found, key=lambda place: abs(place - guess))
    return Shown(text=full, span=(place, place + len(wanted)))


def _window(text: str, answer: str, start: int, chance: random.Random) -> tuple[str, int]:
    """At most :data:`WINDOW_WORDS` words of ``text``, the answer among them, and where the answer stands in it."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    if len(words) <= WINDOW_WORDS:
        return text, start
    place = text.find(answer, start) if answer else -1
    place = place if place >= 0 else start
    first = sum(b <= place for _, b in words)
    last = sum(a < place + max(len(answer), 1) for a, _ in words) - 1
    lowest, highest = max(0, last - WINDOW_WORDS + 1), min(first, len(words) - WINDOW_WORDS)
    begin = chance.randint(min(lowest, highest), highest) if answer else chance.randint(0, len(words) - WINDOW_WORDS)
    end = words[min(begin + WINDOW_WORDS, len(words)) - 1][1]
    return text[words[begin][0] : end], place - words[begin][0]


def case_of(asked: Asked, chance: random.Random, *, others: int, noise: float) -> Case | None:
    """A question with its passage and ``others`` drawn from the likest; None if the answer got lost."""
    near_miss = asked.answer is None and asked.source == SOURCE
    group = chance.choice(asked.others[:MISSES]) if near_miss else asked.group
    own = shown(group, asked.answer, asked.start, chance)
    if asked.answer is not None and own.span is None:
        return None
    rest = chance.sample(asked.others, min(others, len(asked.others)))
    question = asked.question
    if chance.random() < noise:
        question = without_dots(question) if chance.random() < 0.5 else mistyped(question, chance)
    return Case(question=question, shown=(own, *(shown(group, None, 0, chance) for group in rest)))


def training_cases(
    asked: Sequence[Asked], chance: random.Random, *, policy_share: float, noise: float
) -> Iterator[list[Case]]:
    """Endless lots of cases of like length; a question that is answered comes with passages that do not answer it.

    Municipal-style passages count twice, near misses three times: there are few, and they decide when to abstain.
    The collection written for training, where a third are near misses already, counts three times throughout.
    """
    policy = [item for item in asked if item.source == "policy"]
    policy += [item for item in policy if item.group.source == "written"]
    policy += 2 * [item for item in policy if item.answer is None]
    policy += 3 * [item for item in asked if item.source == SOURCE]
    rest = [item for item in asked if item.source not in ("policy", SOURCE)]
    streams = [_endless(policy, chance), _endless(rest, chance)]
    while True:
        lot: list[Case] = []
        for _ in range(512):
            item = next(streams[0 if chance.random() < policy_share else 1])
            others = 0 if item.answer is None else chance.randint(0, 1) + (item.source in ("policy", SOURCE))
            if case := case_of(item, chance, others=others, noise=noise):
                lot.append(case)
        yield sorted(lot, key=lambda case: max(len(shown.text) for shown in case.shown))


def _endless(items: Sequence[Asked], chance: random.Random) -> Iterator[Asked]:
    while True:
        yield from chance.sample(items, len(items))
