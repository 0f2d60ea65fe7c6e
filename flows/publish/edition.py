"""Tables as the steps made them in, the edition to be published out: exact types, sorted by key, no key twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.errors import DataError
from karabakh.flows.publish import files
from karabakh.flows.publish.exact import Exact, exact
from karabakh.flows.publish.order import rises
from karabakh.flows.publish.rows import Rows, batches, pieces, whole
from karabakh.flows.publish.segments import Segment, segments
from karabakh.flows.publish.trace import Trace
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort
from karabakh.schemas.fields import key

if TYPE_CHECKING:
    from karabakh.flows.publish.step import Step

GAZETTEER: Final = ("places", "place_names", "place_links")


@dataclass(frozen=True)
class Edition:
    """The content of a version: its number, and the rows of its tables, which may be more than fit into memory."""

    version: str
    content: Mapping[str, pa.Table | Rows]  # by table in publishing order; exact types, sorted by key, no key twice
    part_rows: int = files.PART_ROWS
    step: "Step | None" = None  # None for the first version, and while its number is not known
    trace: Trace = field(default_factory=Trace)  # of what it is made, if that has been looked at

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables, in publishing order."""
        return tuple(self.content)

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows by table."""
        return {name: rows.num_rows for name, rows in self.content.items()}

    def schema(self, name: str) -> pa.Schema:
        """Return the exact schema of a table."""
        return self.content[name].schema

    def key(self, name: str) -> tuple[str, ...]:
        """Return the columns that together name a row of a table."""
        return key(TABLES[name])

    def stream(self, name: str) -> pa.Table | Rows:
        """Return the rows of a table in the order of its key."""
        return self.content[name]

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """Return the rows of a table in the order of its key, some at a time."""
        return batches(self.content[name])

    def pieces(self, name: str) -> Iterable[pa.RecordBatch]:
        """Return the same rows in whatever pieces they come, which costs less."""
        return pieces(self.content[name])

    def stretches(self, name: str) -> Sequence[Segment]:
        """Return the same rows in the stretches that they are made of."""
        return self.trace.now[name] if name in self.trace.now else segments(self.content[name])

    def table(self, name: str) -> pa.Table:
        """Return a whole table in memory; for one that is small, such as those of the gazetteer."""
        return whole(self.content[name])

    def files(self, name: str, form: str) -> tuple[str, ...]:
        """Return the paths, within the version, of the files that hold a table in one form: ``parquet`` or ``csv``."""
        return files.paths(name, form, self.content[name].num_rows, self.part_rows)

    def gazetteer(self) -> dict[str, pa.Table]:
        """Return the tables of places, whole, as far as there are such."""
        return {name: self.table(name) for name in GAZETTEER if name in self.content}


def settled(tables: Mapping[str, pa.Table | Rows]) -> dict[str, pa.Table | Rows]:
    """Return the tables in publishing order, each with its exact Arrow schema.

    What is in memory is sorted by key, and no key stands twice; streams see to that in `sorting`. Raises DataError for
    no table at all, for one that is not a published table, and for one whose columns, types or keys are not what its
    model says.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise DataError(f"no published table is called {', '.join(unknown)}; they are {', '.join(TABLES)}")
    if not tables:
        raise DataError("there is no table to publish")
    return {name: _settled(name, tables[name]) for name in TABLES if name in tables}


def _settled(name: str, rows: pa.Table | Rows) -> pa.Table | Rows:
    right, given = arrow_schema(TABLES[name]), rows.schema
    if sorted(given.names) != sorted(right.names):
        raise DataError(f"{name}: the columns are {', '.join(given.names)}; right is {', '.join(right.names)}")
    return _sorted(name, exact(name, rows)) if isinstance(rows, pa.Table) else Exact(name, rows)


def _sorted(name: str, table: pa.Table) -> pa.Table:
    names = key(TABLES[name])
    if not pc.all(rises(table, names)).as_py():
        table = sort(TABLES[name], table)
        again = pc.index(rises(table, names), False).as_py()
        if again >= 0:
            raise stands_twice(name, table.slice(again, 1), names)
    return table.combine_chunks()  # how the rows were made in pieces must not show in the files


def stands_twice(name: str, row: pa.Table | pa.RecordBatch, names: Sequence[str]) -> DataError:
    """Return the error that tells of a row with whose key another one comes."""
    [cells] = row.to_pylist()
    return DataError(f"{name}: the key ({', '.join(names)}) = {[cells[column] for column in names]} stands twice")
