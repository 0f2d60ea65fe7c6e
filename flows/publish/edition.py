"""Tables as the steps made them in, the edition to be published out: exact types, sorted by key, no key twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.errors import DataError
from karabakh.flows.publish import files
from karabakh.flows.publish.order import rises
from karabakh.flows.publish.rows import Rows, batches, whole
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort
from karabakh.schemas.fields import key

if TYPE_CHECKING:
    from karabakh.flows.publish.step import Step


@dataclass(frozen=True)
class Edition:
    """The content of a version: its number, and the rows of its tables, which may be more than fit into memory."""

    version: str
    content: Mapping[str, pa.Table | Rows]  # by table in publishing order; exact types, sorted by key, no key twice
    part_rows: int = files.PART_ROWS
    step: "Step | None" = None  # None for the first version, and while its number is not known

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

    def table(self, name: str) -> pa.Table:
        """Return a whole table in memory; for one that is small, such as those of the gazetteer."""
        return whole(self.content[name])

    def files(self, name: str, form: str) -> tuple[str, ...]:
        """Return the paths, within the version, of the files that hold a table in one form: ``parquet`` or ``csv``."""
        return files.paths(name, form, self.content[name].num_rows, self.part_rows)

    def gazetteer(self) -> dict[str, pa.Table]:
        """Return the tables of places, whole, as far as there are such."""
        return {name: self.table(name) for name in ("places", "place_names", "place_links") if name in self.content}


def settled(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables in publishing order, each with its exact Arrow schema and its rows sorted by key.

    Raises DataError for no table at all, for one that is not a published table, and for one whose columns, types or
    keys are not what its model says.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise DataError(f"no published table is called {', '.join(unknown)}; they are {', '.join(TABLES)}")
    if not tables:
        raise DataError("there is no table to publish")
    return {name: _settled(name, tables[name]) for name in TABLES if name in tables}


def _settled(name: str, table: pa.Table) -> pa.Table:
    model = TABLES[name]
    schema, names = arrow_schema(model), key(model)
    if sorted(table.column_names) != sorted(schema.names):
        raise DataError(f"{name}: the columns are {', '.join(table.column_names)}; right is {', '.join(schema.names)}")
    try:
        exact = table.select(schema.names).cast(schema)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise DataError(f"{name}: a column is not of its type: {error}") from error
    if not pc.all(rises(exact, names)).as_py():
        exact = sort(model, exact)
        _refuse_twice(name, exact, names)
    return exact.combine_chunks()  # how the rows were made in pieces must not show in the files


def _refuse_twice(name: str, table: pa.Table, names: Sequence[str]) -> None:
    again = pc.index(rises(table, names), False).as_py()
    if again >= 0:
        row = table.slice(again, 1).to_pylist()[0]
        raise DataError(f"{name}: the key ({', '.join(names)}) = {[row[column] for column in names]} stands twice")
