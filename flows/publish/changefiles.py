"""An edition and the version before it in, changes.parquet and CHANGES.md out: for machines and for people.

They tell of the step from the version before, so they never are a reason for a new version.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.publish import changelog
from karabakh.flows.publish.changes import Side, changes, schema, tables_of
from karabakh.flows.publish.durable import write_text
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.highlights import Highlights
from karabakh.flows.publish.narrow import Part, apart
from karabakh.flows.publish.parquet import GROUP_ROWS, writer
from karabakh.flows.publish.rows import regrouped
from karabakh.flows.publish.version import Version

NAME: Final = "changes.parquet"


class ChangeFiles:
    """The list of changes and the page that sums it up, written in one pass."""

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the paths of the two."""
        return changelog.NAME, NAME

    def write(self, edition: Edition, folder: Path) -> None:
        """Write both."""
        found = list(self._write_rows(edition, folder / NAME))
        write_text(folder / changelog.NAME, changelog.page(edition, found))

    def _write_rows(self, edition: Edition, path: Path) -> Iterator[Highlights]:
        """Write changes.parquet; groups of rows end where tables do, so that a reader can skip other tables."""
        with path.open("xb") as file, writer(file, schema(), ()) as parquet:
            for found, rows in _differing(edition):
                for group in regrouped(rows, GROUP_ROWS, schema()):
                    parquet.write_table(group, row_group_size=GROUP_ROWS)
                yield found

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the files differ: never."""
        return False


def _differing(edition: Edition) -> Iterator[tuple[Highlights, Iterator[pa.RecordBatch]]]:
    """Yield for each table that differs what will be known of its changes when they are read, and the changes."""
    if edition.step is None:
        return
    previous = edition.step.previous
    for name in tables_of(previous, edition):
        if edition.step.differs(name):
            found = Highlights(name, changelog.SHOWN)
            yield found, found.watched(changes(*_sides(previous, edition, name), name))


def _sides(previous: Version, edition: Edition, name: str) -> tuple[Side, Side]:
    """Return both versions with no more of a table that both have than the rows in which they may differ."""
    if name not in previous.tables or name not in edition.tables:
        return previous, edition
    old, new = apart(previous, edition, name)
    return Part(previous, old), Part(edition, new)
