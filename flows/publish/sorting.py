"""Tables that come as streams in, the same sorted by key and no key twice out, by way of the disk where need be."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish import durable
from karabakh.flows.publish.edition import stands_twice
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.publish.order import rises
from karabakh.flows.publish.rows import BATCH_ROWS, Rows, batches, pieces, regrouped
from karabakh.flows.publish.runs import sorted_runs
from karabakh.schemas import TABLES
from karabakh.schemas.fields import key

FOLDER = f"{durable.STAGING}sorted"


@contextmanager
def in_key_order(tables: Mapping[str, pa.Table | Rows], data: Path) -> Iterator[dict[str, pa.Table | Rows]]:
    """Give the tables with each stream in the order of its key; what is sorted on disk goes away afterwards.

    Raises DataError where a key stands twice, WriteError where the disk fails.
    """
    folder = data / FOLDER
    try:
        try:
            sorted_tables = {name: _sorted(name, rows, folder / name) for name, rows in tables.items()}
        except OSError as error:
            raise WriteError(f"the rows could not be sorted in {folder}: {error}") from error
        yield sorted_tables
    finally:
        if folder.exists():
            durable.remove(folder)


def _sorted(name: str, rows: pa.Table | Rows, folder: Path) -> pa.Table | Rows:
    names = key(TABLES[name])
    if isinstance(rows, pa.Table) or first_fall(rows, names) is None:
        return rows
    rows = sorted_runs(batches(rows), rows.schema, names, folder)
    again = first_fall(rows, names)
    if again is not None:
        raise stands_twice(name, again, names)
    return rows


def first_fall(rows: pa.Table | Rows, names: Sequence[str]) -> pa.RecordBatch | None:
    """Return the key of the first row after which comes one that has no greater one, if there is one."""
    last: list[pa.Table] = []  # the row before those that are looked at
    schema = pa.schema([rows.schema.field(name) for name in names])
    for keys in regrouped((piece.select(names) for piece in pieces(rows)), BATCH_ROWS, schema):
        some = pa.concat_tables([*last, keys]).combine_chunks() if last else keys
        at = pc.index(rises(some, names), False).as_py()
        if at >= 0:
            return some.slice(at, 1).combine_chunks().to_batches()[0]
        last = [keys.slice(keys.num_rows - 1)]
    return None
