"""The first stage of validation: a table comes in, findings on its columns and types go out, whatever the rows hold."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.errors import SchemaErrorReason, SchemaErrors

from karabakh.schemas import fields
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import Table
from karabakh.schemas.findings import Finding


def check_structure(name: str, model: type[Table], table: pa.Table) -> list[Finding]:
    """Return what is wrong with the columns of a table: missing, unknown, double, out of order, of another type.

    Pandera checks a table of no rows, because columns and types are the same and rows cost time and one failure each.
    Where names and types are those that are derived from the model, there is nothing to find, and it need not start.
    """
    declared = arrow_schema(model)
    if table.schema.names == declared.names and table.schema.types == declared.types:
        return []
    double = [column for column, times in Counter(table.column_names).items() if times > 1]
    if double:
        return [Finding(name, None, column, None, "double_column", "a column must be there once") for column in double]
    empty = table.schema.empty_table().to_pandas(types_mapper=pd.ArrowDtype)
    try:
        _structure(model).validate(empty, lazy=True)
    except SchemaErrors as errors:
        return list(_findings(name, model, table, errors))
    return []


def column_findings(name: str, model: type[Table], given: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the names of columns alone."""
    declared = arrow_schema(model)
    columns = [
        declared.field(column) if column in declared.names else pa.field(column, pa.string()) for column in given
    ]
    return check_structure(name, model, pa.schema(columns).empty_table())


@cache
def _structure(model: type[Table]) -> pandera.DataFrameSchema:
    """Return the model's Pandera schema without what it says about rows; optional columns have no order."""
    columns = {
        column.name: pandera.Column(pd.ArrowDtype(column.type), nullable=True, required=not column.optional)
        for column in fields.columns(model)
    }
    free = any(column.optional for column in fields.columns(model))
    return pandera.DataFrameSchema(columns, strict=True, ordered=not free)


def _findings(name: str, model: type[Table], table: pa.Table, errors: SchemaErrors) -> Iterator[Finding]:
    expected = ", ".join(arrow_schema(model).names)
    found: dict[SchemaErrorReason, list[str]] = {}
    for error in errors.schema_errors:
        column = error.schema.name if error.reason_code is SchemaErrorReason.WRONG_DATATYPE else error.failure_cases
        found.setdefault(error.reason_code, []).append(str(column))
    for column in found.get(SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME, []):
        yield Finding(name, None, column, None, "missing_column", f"the column is missing; the columns are {expected}")
    for column in found.get(SchemaErrorReason.COLUMN_NOT_IN_SCHEMA, []):
        yield Finding(name, None, column, None, "unknown_column", f"no such column; the columns are {expected}")
    for column in found.get(SchemaErrorReason.WRONG_DATATYPE, []):
        right = fields.column(model, column).type
        yield Finding(name, None, column, str(table.schema.field(column).type), "type", f"the type must be {right}")
    if found.keys() == {SchemaErrorReason.COLUMN_NOT_ORDERED}:
        given = ", ".join(table.column_names)
        yield Finding(name, None, None, given, "column_order", f"the columns must stand in this order: {expected}")
