"""The new edition and the previous version in, the kind of change and what would disappear out; nothing is written."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from karabakh.flows.publish.difference import Difference, difference
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.errors import DropError
from karabakh.flows.publish.narrow import apart
from karabakh.flows.publish.number import Change, highest
from karabakh.flows.publish.previous import Previous
from karabakh.flows.publish.writers import Writer

# A row of `rejected` that disappears is an input that was mended: nothing is lost with it.
_MAY_SHRINK = frozenset({"rejected"})
UNCHANGED: Final = "nothing changed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What differs from the previous version."""

    change: Change | None
    reason: str
    dropped: Mapping[str, tuple[int, int]]  # rows that disappear and rows before, by table
    differences: Mapping[str, Difference]  # of the tables that both have


def judge(edition: Edition, previous: Previous, writers: Sequence[Writer]) -> Verdict:
    """Compare an edition with the previous version: tables as values, pages as text, files by name."""
    before, now = set(previous.tables), set(edition.tables)
    lost, gained = sorted(before - now), sorted(now - before)
    rows = {
        name: difference(*apart(previous, edition, name), previous.key(name), edition.key(name))
        for name in edition.tables
        if name in before
    }
    change = highest(
        Change.MAJOR if lost else None,
        Change.MINOR if gained else None,
        *(found.change for found in rows.values()),
    )
    reasons = [f"table {name} removed" for name in lost] + [f"table {name} added" for name in gained]
    reasons += [f"{name}: {found}" for name, found in rows.items() if found.change]
    if not reasons:  # other tables mean other pages, so the pages count only where the tables are the same
        reasons = list(_around(edition, previous, writers))
        change = Change.PATCH if reasons else None
    dropped = {name: (found.removed, previous.release.tables[name]) for name, found in rows.items()}
    dropped |= {name: (previous.release.tables[name],) * 2 for name in lost}
    return Verdict(change, "; ".join(reasons) or UNCHANGED, dropped, rows)


def _around(edition: Edition, previous: Previous, writers: Sequence[Writer]) -> Iterator[str]:
    """Say what differs around the tables. The page of the same tables under the same number is what is compared."""
    again = replace(edition, version=previous.release.version)
    for writer in writers:
        paths = writer.paths(again)
        missing = [path for path in paths if path not in previous.files]
        if missing:
            yield f"{_named(missing)} added"
        elif writer.stale(again, previous.path):
            yield f"{_named(paths)} changed"
    gone = previous.files - {path for writer in writers for path in writer.paths(again)}
    if gone:
        yield f"{_named(sorted(gone))} removed"


def _named(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{posixpath.commonpath(paths) or len(paths)} files"


def guard(verdict: Verdict, previous: Previous, max_drop: float) -> None:
    """Raise DropError where a greater share than ``max_drop`` of a table's previous rows would disappear."""
    too_many = [
        f"{gone} of {rows} rows of {name} ({gone / rows:.0%})"
        for name, (gone, rows) in verdict.dropped.items()
        if name not in _MAY_SHRINK and rows and gone / rows > max_drop
    ]
    if too_many:
        raise DropError(
            f"version {previous.release.version} would lose {', '.join(too_many)}, and no more than {max_drop:.0%} of "
            "a table may disappear; look for inputs that are missing, or allow it with --max-drop SHARE or "
            "--allow-drop (in Python max_drop=SHARE or allow_drop=True)"
        )
