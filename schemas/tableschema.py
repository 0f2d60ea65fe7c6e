"""Models come in, Frictionless Table Schemas of their CSV files go out.

A Table Schema describes the fields as they stand in the file: a list is a string, and a string may have the dialect's
``'`` before it. What it cannot say (references of list items, references where a part may be null) it leaves out; the
project's own validation holds those.
"""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from karabakh.schemas import codes, fields, patterns
from karabakh.schemas.fields import Column, ForeignKey, Table

_TYPES: Final[dict[pa.DataType, dict[str, Any]]] = {
    pa.string(): {"type": "string"},
    pa.int32(): {"type": "integer"},
    pa.float64(): {"type": "number"},
    pa.bool_(): {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    pa.date32(): {"type": "date", "format": "%Y-%m-%d"},
    pa.list_(pa.string()): {"type": "string"},
}
_LIST: Final = " A list: its items are joined by |, with a backslash before each | and backslash inside an item."
# forms of which a value may begin with a character that the dialect guards
_GUARDED: Final = {patterns.EDTF: f"'?{patterns.EDTF}"}


def table_schema(model: type[Table]) -> dict[str, Any]:
    """Return the Table Schema (Data Package v1, as the frictionless library reads it) of a table's CSV file."""
    links = [_foreign_key(model, link) for link in fields.foreign_keys(model) if _expressible(model, link)]
    return {
        "fields": [_field(column) for column in fields.columns(model)],
        "missingValues": [""],
        "primaryKey": list(fields.key(model)),
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    described = column.description + (f" Unit: {column.unit}." if column.unit else "")
    if column.codes is not None:
        described += f" {meanings(column.codes)}"
    constraints = dict(_constraints(column))
    return {
        "name": column.name,
        **_TYPES[column.type],
        "title": column.title,
        "description": described + (_LIST if pa.types.is_list(column.type) else ""),
        **({"constraints": constraints} if constraints else {}),
    }


def meanings(closed: codes.Codes) -> str:
    """Return a closed list of codes in words.

    >>> meanings({"dmy": "Day, month, year.", "ymd": "Year, month, day."})
    'dmy: Day, month, year. ymd: Year, month, day.'
    """
    return " ".join(f"{code}: {meaning}" for code, meaning in closed.items())


def _constraints(column: Column) -> Iterator[tuple[str, Any]]:
    if pa.types.is_list(column.type):
        return
    if not column.nullable:
        yield "required", True
    if column.codes is not None:
        yield "enum", list(column.codes)
    if column.ge is not None:
        yield "minimum", _bound(column, column.ge)
    if column.le is not None:
        yield "maximum", _bound(column, column.le)
    if column.max_length is not None:
        yield "maxLength", column.max_length + 1  # the guard
    if column.pattern is not None:
        yield "pattern", _GUARDED.get(column.pattern, column.pattern)


def _bound(column: Column, bound: float) -> float:
    return int(bound) if pa.types.is_integer(column.type) else bound


def _expressible(model: type[Table], link: ForeignKey) -> bool:
    """Say whether tools read a reference as we do: they take a part that is null for a value, and know no lists."""
    columns = [fields.column(model, name) for name in link.columns]
    single = len(columns) == 1 and not pa.types.is_list(columns[0].type)
    return single or not any(column.nullable or pa.types.is_list(column.type) for column in columns)


def _foreign_key(model: type[Table], link: ForeignKey) -> dict[str, Any]:
    from karabakh.schemas import TABLES

    itself = TABLES.get(link.other) is model
    return {
        "fields": list(link.columns),
        "reference": {"resource": "" if itself else link.other, "fields": list(link.other_columns)},
    }
