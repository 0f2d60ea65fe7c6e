"""What was read, one thing after the other, in; counts and notes for the run's report out."""

from collections import Counter
from dataclasses import dataclass, field

_KEPT = 10


@dataclass
class Account:
    """What has been read so far: ``files``, ``cells`` of corpora, and the ids of which sources.csv had a row."""

    files: int = 0
    cells: int = 0
    used: set[str] = field(default_factory=set)
    _notes: dict[str, list[str]] = field(default_factory=dict)
    _more: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, message: str) -> None:
        """Keep a message; of each kind the first ten, and the number of the others."""
        kept = self._notes.setdefault(kind, [])
        if len(kept) < _KEPT:
            kept.append(message)
        else:
            self._more[kind] += 1

    @property
    def notes(self) -> list[str]:
        """The messages, kind after kind."""
        lines: list[str] = []
        for kind, kept in self._notes.items():
            lines += kept
            if self._more[kind]:
                lines.append(f"{kind}: {self._more[kind]} more like these")
        return lines
