"""Published versions in, a table of them for people at a terminal out."""

from collections.abc import Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from karabakh.flows.console.terminal import Terminal
from karabakh.flows.publish.index import LATEST, Index, Release

NARROW: Final = 72
"""Below so many cells there is no room for the time of day, the kind of change and the size."""


def as_table(releases: Sequence[Release], terminal: Terminal) -> Table:
    """Return the table, a row a version in the order given; `latest` is marked, as are versions that are not whole."""
    narrow = terminal.width < NARROW
    table = terminal.table()
    table.add_column("version", no_wrap=True)
    table.add_column("released", no_wrap=True)
    if not narrow:
        table.add_column("change")
    table.add_column("rows", justify="right")
    if not narrow:
        table.add_column("bytes", justify="right")
    table.add_column("")
    latest = _latest(releases)
    for release in releases:
        table.add_row(*_cells(release, release is latest, narrow, terminal))
    return table


def _latest(releases: Sequence[Release]) -> Release | None:
    whole = tuple(release for release in releases if release.files is None)
    partial = tuple(release for release in releases if release.files is not None)
    return Index(whole, partial).find(LATEST)


def _cells(release: Release, latest: bool, narrow: bool, terminal: Terminal) -> list[Text]:
    change, size = Text(release.change or "first"), Text(f"{release.bytes:,}")
    rows = Text(f"{sum(release.tables.values()):,}")
    released = Text(release.released[:10] if narrow else f"{release.released[:10]} {release.released[11:16]} UTC")
    marks = [Text("latest", terminal.style("added"))] if latest else []
    if release.files is not None:
        marks.append(Text(f"partial: {len(release.files):,} files", terminal.style("muted")))
    version = Text(release.version, terminal.style("strong") if latest else "")
    mark = Text(", ").join(marks)
    return [version, released, rows, mark] if narrow else [version, released, change, rows, size, mark]
