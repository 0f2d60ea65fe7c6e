"""Two versions of a table in, what changed between them out, as rows of `changes`: streams in, a stream out.

A column that is marked as running text of a source is never shown: a sentence's text may have been withdrawn since.
Only that it changed is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa

from karabakh.flows.publish import rowtext
from karabakh.flows.publish.difference import Difference, apart_from_rows, comparable, steps
from karabakh.flows.publish.match import Match, Numbers, changed_cells, take
from karabakh.flows.publish.rows import Rows
from karabakh.schemas import ABOUT, TABLES
from karabakh.schemas.arrow import arrow_schema, excerpts
from karabakh.schemas.fields import type_name
from karabakh.schemas.keys import key_text

_ROW: Final = -1  # where a whole row stands among its cells: before them


class Side(Protocol):
    """A version, as far as it is compared."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""

    def stream(self, name: str) -> Rows | pa.Table:
        """Return the rows of a table in the order of its key."""

    def key(self, name: str) -> tuple[str, ...]:
        """Return the columns that name a row."""


def schema() -> pa.Schema:
    """Return the schema of the rows that are yielded here."""
    return arrow_schema(ABOUT["changes"])


def tables_of(old: Side, new: Side) -> list[str]:
    """Return the names of the tables that one of two versions has: first those there are today, in their order."""
    names = {*old.tables, *new.tables}
    return [*(name for name in TABLES if name in names), *sorted(names - TABLES.keys())]


def changes(old: Side, new: Side, name: str) -> Iterator[pa.RecordBatch]:
    """Yield what changed in the table ``name``, which at least one of the versions has."""
    if name not in old.tables:
        yield _told(name, [(None, "added", None, None)])
    elif name not in new.tables:
        yield _told(name, [(None, "removed", None, None)])
    else:
        yield from _Pair(name, old.stream(name), new.stream(name), old.key(name), new.key(name)).changes()


def _told(name: str, rows: Sequence[tuple[str | None, str, str | None, str | None]]) -> pa.RecordBatch:
    """Return what is said of a table and its columns: column, change, old and new."""
    said = [
        {"table": name, "key": None, "change": change, "column": column, "old": old, "new": new}
        for column, change, old, new in rows
    ]
    return pa.RecordBatch.from_pylist(said, schema())


@dataclass(frozen=True)
class _Pair:
    """A table that both versions have."""

    name: str
    old: Rows | pa.Table
    new: Rows | pa.Table
    old_key: tuple[str, ...]
    key: tuple[str, ...]

    @cached_property
    def apart(self) -> Difference:
        return apart_from_rows(self.old.schema, self.new.schema, self.old_key, self.key)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The columns whose cells are not shown: so marked in one of the versions, or today."""
        model = TABLES.get(self.name)
        today = excerpts(arrow_schema(model)) if model else frozenset()
        return today | excerpts(self.old.schema) | excerpts(self.new.schema)

    def changes(self) -> Iterator[pa.RecordBatch]:
        about = [*self._of_key(), *sorted(self._of_columns(), key=lambda told: told[0] or "")]
        if about:
            yield _told(self.name, about)
        if self.apart.rekeyed:
            return
        for old, new, pairs in steps(self.old, self.new, self.key):
            listed = [*self._rows(old, new, pairs), *self._cells(old, new, pairs)]
            if listed:
                yield self._sorted(listed)

    def _of_key(self) -> Iterator[tuple[str | None, str, str | None, str | None]]:
        if self.old_key != self.key:
            yield None, "changed", "|".join(self.old_key), "|".join(self.key)

    def _of_columns(self) -> Iterator[tuple[str | None, str, str | None, str | None]]:
        old, new = self.old.schema, self.new.schema
        for column in self.apart.added_columns:
            yield column, "added", None, type_name(new.field(column).type)
        for column in self.apart.removed_columns:
            yield column, "removed", type_name(old.field(column).type), None
        for column in self.apart.retyped:
            yield column, "changed", type_name(old.field(column).type), type_name(new.field(column).type)

    def _rows(self, old: pa.RecordBatch, new: pa.RecordBatch, pairs: Match) -> Iterator[pa.Table]:
        for change, side, rows, batch, at in (
            ("removed", "old", pairs.removed, old, pairs.at_removed),
            ("added", "new", pairs.added, new, pairs.at_added),
        ):
            if len(rows):
                some = batch if len(rows) == len(batch) else batch.take(pa.array(rows))
                shown = [column for column in batch.schema.names if column not in self.hidden.union(self.key)]
                yield self._listed(some, at, change, {side: rowtext.objects(some, shown)})

    def _cells(self, old: pa.RecordBatch, new: pa.RecordBatch, pairs: Match) -> Iterator[pa.Table]:
        for column in comparable(self.apart, self.new.schema, self.key):
            before, after = take(old[column], pairs.kept_old), take(new[column], pairs.kept_new)
            rows = np.flatnonzero(changed_cells(before, after))
            if len(rows):
                values = {side: cell.take(pa.array(rows)) for side, cell in (("old", before), ("new", after))}
                shown = {} if column in self.hidden else {side: rowtext.cells(cell) for side, cell in values.items()}
                some = new.take(pa.array(pairs.kept_new[rows]))
                yield self._listed(some, pairs.at_kept[rows], "changed", shown, column)

    def _listed(
        self, rows: pa.RecordBatch, at: Numbers, change: str, shown: dict[str, Any], column: str | None = None
    ) -> pa.Table:
        """Return rows of `changes`, with what sorts them: where the row stands, and the number of the column."""
        nothing = pa.nulls(len(rows), pa.string())
        columns = {
            "table": pa.repeat(self.name, len(rows)),
            "key": key_text(rows, self.key),
            "change": pa.repeat(change, len(rows)),
            "column": pa.repeat(pa.scalar(column, pa.string()), len(rows)),
            "old": shown.get("old", nothing),
            "new": shown.get("new", nothing),
        }
        listed = pa.table(columns, schema=schema())
        number = _ROW if column is None else self.new.schema.get_field_index(column)
        return listed.append_column("at", pa.array(at)).append_column("number", pa.repeat(number, len(rows)))

    def _sorted(self, listed: list[pa.Table]) -> pa.RecordBatch:
        rows = pa.concat_tables(listed)
        if len(listed) > 1:
            rows = rows.take(pa.array(np.lexsort((rows["number"].to_numpy(), rows["at"].to_numpy()))))
        return rows.select(schema().names).combine_chunks().to_batches()[0]
