"""Two tables of one name in, what differs between them out: columns, key and rows, compared as values by key.

Nothing here looks at files: another library version writes other bytes and the same values. Tables are read as sorted
streams, so that no more than a batch of each is in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from karabakh.flows.publish.match import Mask, Match, changed_cells, match, take
from karabakh.flows.publish.merge import aligned
from karabakh.flows.publish.number import Change, highest
from karabakh.flows.publish.parquet import ParquetRows
from karabakh.flows.publish.rising import Rising
from karabakh.flows.publish.rows import Rows


@dataclass(frozen=True, slots=True)
class Difference:
    """How a table differs from the table of that name in the previous version."""

    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    retyped: tuple[str, ...] = ()
    rekeyed: bool = False
    added: int = 0  # rows
    removed: int = 0
    changed: int = 0

    @property
    def change(self) -> Change | None:
        """The kind of change these differences are."""
        return highest(
            Change.MAJOR if self.removed_columns or self.retyped or self.rekeyed else None,
            Change.MINOR if self.added_columns or self.added or self.removed else None,
            Change.PATCH if self.changed else None,
        )

    def __str__(self) -> str:
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        for verb, columns in (
            ("removed", self.removed_columns),
            ("retyped", self.retyped),
            ("added", self.added_columns),
        ):
            if columns:
                yield f"{'column' if len(columns) == 1 else 'columns'} {', '.join(columns)} {verb}"
        if self.rekeyed:
            yield "key changed"
        for verb, rows in (("added", self.added), ("removed", self.removed), ("changed", self.changed)):
            if rows:
                yield f"{rows} {'row' if rows == 1 else 'rows'} {verb}"


def difference(old: pa.Table | Rows, new: pa.Table | Rows, old_key: Sequence[str], key: Sequence[str]) -> Difference:
    """Compare two tables, each sorted by its key, in which no key stands twice.

    Where the key is another one, rows cannot be told apart, and only their number counts.
    """
    found = apart_from_rows(old.schema, new.schema, old_key, key)
    if found.rekeyed:
        grown = new.num_rows - old.num_rows
        return replace(found, added=max(grown, 0), removed=max(-grown, 0))
    names = comparable(found, new.schema, key)
    for one, other, pairs in steps(old, new, key):
        changed = changed_rows(one, other, pairs, names)
        found = replace(
            found,
            added=found.added + len(pairs.added),
            removed=found.removed + len(pairs.removed),
            changed=found.changed + int(np.count_nonzero(changed)),
        )
    return found


def apart_from_rows(old: pa.Schema, new: pa.Schema, old_key: Sequence[str], key: Sequence[str]) -> Difference:
    """Return what differs apart from the rows.

    A column of the key that has another type makes it another key, and so does one that is in neither table, as may be
    in a version from elsewhere.
    """
    common = [field for field in new if field.name in old.names]
    retyped = tuple(field.name for field in common if old.field(field.name).type != field.type)
    alike = {field.name for field in common} - {*retyped}
    return Difference(
        added_columns=tuple(name for name in new.names if name not in old.names),
        removed_columns=tuple(name for name in old.names if name not in new.names),
        retyped=retyped,
        rekeyed=tuple(old_key) != tuple(key) or not key or not alike.issuperset(key),
    )


def comparable(found: Difference, schema: pa.Schema, key: Sequence[str]) -> list[str]:
    """Return the columns whose cells can be compared: both tables have them, of one type, and not in the key."""
    apart = {*key, *found.added_columns, *found.retyped}
    return [name for name in schema.names if name not in apart]


def steps(
    old: pa.Table | Rows, new: pa.Table | Rows, key: Sequence[str]
) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch, Match]]:
    """Yield rows of both tables and how they pair, so that in the end each row has come once.

    Raises DamagedError where the rows of one are not in the order of the key, or a key stands there twice.
    """
    for one, other in aligned((_rising(old, key), _rising(new, key)), key):
        yield one, other, match(one, other, key)


def _rising(rows: pa.Table | Rows, key: Sequence[str]) -> Rising:
    return Rising(rows, tuple(key), rows.name) if isinstance(rows, ParquetRows) else Rising(rows, tuple(key))


def changed_rows(old: pa.RecordBatch, new: pa.RecordBatch, pairs: Match, names: Sequence[str]) -> Mask:
    """Say of each pair of rows whether a cell differs."""
    changed = np.zeros(len(pairs.kept_new), dtype=bool)
    for name in names:
        changed |= changed_cells(take(old[name], pairs.kept_old), take(new[name], pairs.kept_new))
    return changed
