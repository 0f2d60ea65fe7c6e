"""What a version was made of, kept for the next run: of each table the stretches, and where their lines of CSV stand.

What is kept is known by the version's checksums, the code, the libraries and the kind of machine: where it is found,
the files of that version are to the byte what this run would write of the same rows. So a run compares stretches by
their checksums and not rows by their values, and copies the lines of those that were published before. Without it,
everything is compared and written; what comes out is the same.
"""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import pyarrow as pa

from karabakh.flows.cache.rules import rules
from karabakh.flows.publish.rows import Rows
from karabakh.flows.publish.segments import Segment


class Memory(Protocol):
    """Where bytes are kept from one run to the next; nothing depends on it."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None."""

    def put(self, key: str, content: bytes) -> bool:
        """Keep bytes under a key, and say whether that was possible."""


class Lines(NamedTuple):
    """Where the lines of a stretch stand in a table's CSV: in which of its files, from which byte on, how many."""

    file: int
    start: int
    size: int


class Stretch(NamedTuple):
    """A stretch of a published table: its checksum, how many rows it has, and where its lines stand, where known."""

    sha256: str | None
    rows: int
    lines: Lines | None


@dataclass
class Trace:
    """Of what the version before was made, if that is known, and of what this one is.

    ``lines`` are noted while CSV is written: by table, for each checksum. ``apart`` are, once they were asked for, the
    rows of a table of both versions that may differ; see `narrow.apart`.
    """

    now: Mapping[str, Sequence[Segment]] = field(default_factory=dict)
    before: Mapping[str, Sequence[Stretch]] = field(default_factory=dict)
    lines: dict[str, dict[str, Lines]] = field(default_factory=dict)
    apart: dict[str, tuple[pa.Table | Rows, pa.Table | Rows]] = field(default_factory=dict)

    def common(self, name: str) -> frozenset[str]:
        """Return the checksums of the stretches of a table that both versions have."""
        before = {one.sha256 for one in self.before.get(name, ())}
        return frozenset(one.sha256 for one in self.now.get(name, ()) if one.sha256 in before and one.sha256)

    def same(self, name: str) -> bool:
        """Whether a table surely has the rows that it had."""
        before, now = self.before.get(name), self.now.get(name)
        if before is None or now is None or None in (sums := [one.sha256 for one in now]):
            return False
        return [one.sha256 for one in before] == sums


def recalled(memory: Memory | None, sha256sums: str, part_rows: int) -> Mapping[str, Sequence[Stretch]]:
    """Return of what the version with these checksums was made, in parts of so many rows; nothing where unknown."""
    kept = memory.get(_key(sha256sums, part_rows)) if memory is not None else None
    if kept is not None:
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # another release's form, or somebody's own
            return {name: [_stretch(*each) for each in some] for name, some in json.loads(kept).items()}
    return {}


def keep(memory: Memory | None, sha256sums: str, part_rows: int, trace: Trace) -> None:
    """Keep of what the version with these checksums was made."""
    if memory is not None:
        made = {
            name: [Stretch(one.sha256, one.num_rows, trace.lines.get(name, {}).get(one.sha256 or "")) for one in some]
            for name, some in trace.now.items()
        }
        memory.put(_key(sha256sums, part_rows), json.dumps(made).encode())


def _stretch(sha256: str | None, rows: int, lines: Sequence[int] | None) -> Stretch:
    return Stretch(sha256, rows, Lines(*lines) if lines else None)


def _key(sha256sums: str, part_rows: int) -> str:
    said = f"version\n{rules()}\n{platform.machine()} {platform.system()}\n{part_rows}\n{sha256sums}"
    return hashlib.sha256(said.encode()).hexdigest()
