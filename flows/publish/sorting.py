"""Tables that come as streams in, the same sorted by key and no key twice out, by way of the disk where need be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish import durable
from karabakh.flows.publish.edition import stands_twice
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.publish.order import Key, rises
from karabakh.flows.publish.rows import BATCH_ROWS, Rows, batches, regrouped
from karabakh.flows.publish.runs import sorted_runs
from karabakh.flows.publish.segments import Segment, segments
from karabakh.schemas import TABLES
from karabakh.schemas.fields import key

FOLDER = f"{durable.STAGING}sorted"


@contextmanager
def in_key_order(
    tables: Mapping[str, pa.Table | Rows], data: Path, rising: Collection[str] = ()
) -> Iterator[dict[str, pa.Table | Rows]]:
    """Give the tables with each stream in the order of its key; what is sorted on disk goes away afterwards.

    ``rising`` are the checksums of stretches whose rows are known to have greater keys one after the other. Raises
    DataError where a key stands twice, WriteError where the disk fails.
    """
    folder = data / FOLDER
    try:
        try:
            sorted_tables = {name: _sorted(name, rows, folder / name, rising) for name, rows in tables.items()}
        except OSError as error:
            raise WriteError(f"the rows could not be sorted in {folder}: {error}") from error
        yield sorted_tables
    finally:
        if folder.exists():
            durable.remove(folder)


def _sorted(name: str, rows: pa.Table | Rows, folder: Path, rising: Collection[str]) -> pa.Table | Rows:
    names = key(TABLES[name])
    if isinstance(rows, pa.Table) or first_fall(rows, names, rising) is None:
        return rows
    rows = sorted_runs(batches(rows), rows.schema, names, folder)
    again = first_fall(rows, names)
    if again is not None:
        raise stands_twice(name, again, names)
    return rows


def first_fall(rows: pa.Table | Rows, names: Sequence[str], rising: Collection[str] = ()) -> pa.RecordBatch | None:
    """Return the key of the first row after which comes one that has no greater one, if there is one.

    Of stretches whose checksums are among ``rising`` that is not looked for, but for the first and the last row.
    """
    last: list[pa.Table] = []  # the row before those that are looked at
    schema = pa.schema([rows.schema.field(name) for name in names])
    for keys in regrouped(_keys(segments(rows), schema, rising), BATCH_ROWS, schema):
        some = pa.concat_tables([*last, keys]).combine_chunks() if last else keys
        at = pc.index(rises(some, names), False).as_py()
        if at >= 0:
            return some.slice(at, 1).combine_chunks().to_batches()[0]
        last = [keys.slice(keys.num_rows - 1)]
    return None


def _keys(stretches: Sequence[Segment], schema: pa.Schema, rising: Collection[str]) -> Iterator[pa.RecordBatch]:
    """Yield the keys of all rows; of stretches that are known to rise those of the first and of the last."""
    for stretch in stretches:
        if stretch.ends and stretch.sha256 in rising:
            yield _ends(stretch.ends[: stretch.num_rows], schema)
        else:
            for piece in stretch.pieces():
                yield piece.select(schema.names)


def _ends(ends: Sequence[Key], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*(([value for _, value in end]) for end in ends), strict=True)
    return pa.record_batch([pa.array(each, field.type) for each, field in zip(columns, schema, strict=True)], schema)
