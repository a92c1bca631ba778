"""Conversations scored turn by turn, each turn being a question whose meaning may hang on those before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.lines import need, read_answer, read_jsonl
from eval.outcome import Outcome, StoredStatus, judge
from eval.questions import Dialogue, Question, StoredText
from eval.runs import Progress, scored
from eval.summary import Run

AskDialogue = Callable[[list[str]], Sequence[Mapping[str, Any]]]
"""From the questions of a conversation, in order, to one answer line per turn."""


def run_dialogues(
    dialogues: Sequence[Dialogue],
    *,
    ask_dialogue: AskDialogue,
    progress: Progress | None = None,
    settings: Mapping[str, Any] | None = None,
    stored_text: StoredText | None = None,
    stored_status: StoredStatus | None = None,
) -> Run:
    """Hold every conversation and score its turns with the answer measures; a turn's id is `DIALOGUE#TURN`."""

    def outcomes() -> Iterator[Outcome]:
        for number, dialogue in enumerate(dialogues, start=1):
            lines = ask_dialogue([turn.question for turn in dialogue.turns])
            yield from _judged(dialogue, lines, stored_text, stored_status)
            if progress:
                progress(number, len(dialogues))

    return scored(outcomes(), _turns(dialogues), settings or {})


def load_dialogue_run(
    dialogues: Sequence[Dialogue],
    *,
    answers_jsonl: Path,
    settings: Mapping[str, Any] | None = None,
    stored_text: StoredText | None = None,
    stored_status: StoredStatus | None = None,
) -> Run:
    """Score the lines that `styrdok ask --dialogues --jsonl`, or another program, has written.

    The lines of a dialogue are taken in the order of their `turn`; every dialogue must be there.
    """
    lines: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for place, line in read_jsonl(answers_jsonl):
        lines.setdefault(need(line, "dialogue_id", str, place), []).append((need(line, "turn", int, place), line))
    unknown = lines.keys() - {dialogue.dialogue_id for dialogue in dialogues}
    if unknown:
        raise EvalError(
            f"{answers_jsonl}: 'dialogue_id' {min(unknown)!r} is not in the dialogue file; score the file it came from."
        )
    outcomes = (
        outcome
        for dialogue in dialogues
        for outcome in _judged(
            dialogue,
            [line for _, line in sorted(lines.get(dialogue.dialogue_id, []), key=lambda pair: pair[0])],
            stored_text,
            stored_status,
        )
    )
    return scored(outcomes, _turns(dialogues), settings or {})


def _judged(
    dialogue: Dialogue,
    lines: Sequence[Mapping[str, Any]],
    stored_text: StoredText | None,
    stored_status: StoredStatus | None,
) -> Iterator[Outcome]:
    place = f"dialogue {dialogue.dialogue_id}"
    if len(lines) != len(dialogue.turns):
        raise EvalError(f"{place}: {len(lines)} answers to {len(dialogue.turns)} turns; answer every turn.")
    for turn, line in zip(dialogue.turns, lines, strict=True):
        answer = read_answer(line, f"{place}: answer to {turn.query_id}")
        yield judge(turn, answer=answer, stored_text=stored_text, stored_status=stored_status)


def _turns(dialogues: Sequence[Dialogue]) -> list[Question]:
    return [turn for dialogue in dialogues for turn in dialogue.turns]
