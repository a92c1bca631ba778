"""How far a run is: kept beside its checkpoint, so that a run that was stopped goes on where it was."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Progress:
    """Seconds trained, epochs begun and steps made, over all starts of a run."""

    seconds: float = 0.0
    epoch: int = 0
    steps: int = 0
    seen: int = 0

    @classmethod
    def load(cls, path: Path) -> "Progress":
        """What :meth:`save` wrote, or the beginning."""
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else cls()

    def save(self, path: Path) -> None:
        """Written aside and renamed."""
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")
        aside.replace(path)


class Clock:
    """The seconds a run has taken, and whether something that happens now and then is due."""

    def __init__(self, seconds: float) -> None:
        self._begun = time.monotonic() - seconds
        self._last: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        """Seconds over all starts of the run."""
        return time.monotonic() - self._begun

    def due(self, what: str, *, every: float) -> bool:
        """True once ``every`` seconds have gone since it last was; first after that time."""
        now = time.monotonic()
        if now - self._last.setdefault(what, now) < every:
            return False
        self._last[what] = now
        return True
