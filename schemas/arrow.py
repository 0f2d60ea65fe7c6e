"""Models and rows come in, Arrow schemas and tables go out."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas import fields
from karabakh.schemas.fields import Column, Table

EXCERPT: Final = "excerpt"


@cache
def arrow_schema(model: type[Table]) -> pa.Schema:
    """Return the exact Arrow schema of a table; each field's metadata has its title, description and unit, if any.

    What is running text of a source is marked there, too, so that no later release shows it where none may be shown.
    """
    return pa.schema([_field(column) for column in fields.columns(model)])


def _field(column: Column) -> pa.Field:
    told = {"title": column.title, "description": column.description, "unit": column.unit}
    metadata = {name: value for name, value in told.items() if value is not None}
    if column.excerpt:
        metadata[EXCERPT] = "true"
    return pa.field(column.name, column.type, nullable=column.nullable, metadata=metadata)


def table(model: type[Table], rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows as an Arrow table of the exact schema, sorted by key.

    A column that a row does not have is null. ``KeyError`` names a column that the table does not have; Arrow's own
    errors name a value that does not fit its type.
    """
    rows = list(rows)
    schema = arrow_schema(model)
    unknown = sorted({name for row in rows for name in row} - set(schema.names))
    if unknown:
        raise KeyError(
            f"{model.__name__} has no column {', '.join(unknown)}; its columns are {', '.join(schema.names)}"
        )
    arrays = [pa.array([row.get(field.name) for row in rows], type=field.type) for field in schema]
    return sort(model, pa.Table.from_arrays(arrays, schema=schema))


def sort(model: type[Table], unsorted: pa.Table) -> pa.Table:
    """Return a table sorted by its key, nulls first, strings by code point; rows of equal keys keep their order."""
    order = pc.sort_indices(unsorted, sort_keys=[(name, "ascending", "at_start") for name in fields.key(model)])
    return unsorted.take(order)


def excerpts(schema: pa.Schema) -> frozenset[str]:
    """Return the columns that are marked as running text of a source."""
    return frozenset(field.name for field in schema if EXCERPT.encode() in (field.metadata or {}))
