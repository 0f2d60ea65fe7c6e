"""What was read, one thing after the other, in; counts and notes for the run's report out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

    def take(self, other: "Account") -> None:
        """Take over what another has of what was read after this."""
        self.files += other.files
        self.cells += other.cells
        self.used |= other.used
        for kind, kept in other._notes.items():
            for message in kept:
                self.note(kind, message)
            self._more[kind] += other._more[kind]

    def told(self) -> dict[str, Any]:
        """Return what it holds as JSON can have it."""
        return {"used": sorted(self.used), "notes": self._notes, "more": self._more}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Account":
        """Return the account of which this was told."""
        return cls(used=set(told["used"]), _notes=told["notes"], _more=Counter(told["more"]))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of messages there are."""
        return frozenset(self._notes)

    @property
    def notes(self) -> list[str]:
        """The messages, kind after kind."""
        lines: list[str] = []
        for kind, kept in self._notes.items():
            lines += kept
            if self._more[kind]:
                lines.append(f"{kind}: {self._more[kind]} more like these")
        return lines
