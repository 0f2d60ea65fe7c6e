"""Rows of a table from wherever they are in, the same with the columns and types that the table's model says out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from karabakh.flows.errors import DataError
from karabakh.flows.publish.rows import Rows
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema


def exact(name: str, rows: Any) -> Any:
    """Return a table, or a batch of its rows, with the columns and types its model says; DataError where it cannot."""
    schema = arrow_schema(TABLES[name])
    if rows.schema.equals(schema, check_metadata=True) and not any(map(_lacks, schema, rows.columns)):
        return rows
    try:
        return rows.select(schema.names).cast(schema)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise DataError(f"{name}: a column is not of its type: {error}") from error


def _lacks(field: pa.Field, column: Any) -> bool:
    """Whether a column has nulls where none may be."""
    return not field.nullable and bool(column.null_count)


@dataclass(frozen=True)
class Exact:
    """A stream of rows with the columns and types that the model of the table ``name`` says."""

    name: str
    rows: Rows

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return arrow_schema(TABLES[self.name])

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return self.rows.num_rows

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows; DataError where they are not as many as was said."""
        count = 0
        for batch in self.rows.batches():
            count += batch.num_rows
            yield exact(self.name, batch)
        if count != self.num_rows:
            raise DataError(f"{self.name}: {count:,} rows came where {self.num_rows:,} were said to be")
