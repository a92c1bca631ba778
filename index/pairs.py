"""A question and a passage as the reader takes them: one row of pieces, the passage's with their places in its text.

The reader (`answer/reader.py`) and its training (`train/reader.py`) use this one function, so that they cannot drift
apart.
"""

from typing import Any, NamedTuple

#: Question, passage and three marks together; passages of the index have about half as many.
MAX_PIECES = 256
#: A question is one to three sentences; what is longer was pasted in, and its end says little.
MAX_QUESTION_PIECES = 96


class Pieces(NamedTuple):
    """A question and a passage as the model takes them: ``<s> question </s> passage </s>``."""

    ids: list[int]
    types: list[int]  # 0 up to the first </s>, 1 for the passage and its </s>
    first: int  # place of the first piece of the passage
    offsets: list[tuple[int, int]]  # for each piece of the passage, its half-open span in the passage


def pieces_of(tokenizer: Any, question: str, text: str, *, max_pieces: int = MAX_PIECES) -> Pieces:
    """Both as pieces, the question cut at :data:`MAX_QUESTION_PIECES`, the passage where the model's length ends."""
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:MAX_QUESTION_PIECES]
    passage = tokenizer.encode(text, add_special_tokens=False)
    room = max_pieces - 3 - len(asked)
    begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    head = [begin, *asked, end]
    kept = passage.ids[:room]
    return Pieces(
        ids=[*head, *kept, end],
        types=[0] * len(head) + [1] * (len(kept) + 1),
        first=len(head),
        offsets=list(passage.offsets[:room]),
    )
