"""What can go wrong in an evaluation. Each message is one sentence: the place, the value, the way out."""


class EvalError(Exception):
    """A question file, a run or an output line cannot be used; the message says where, why and what to do."""
