"""Models come in, the data dictionary goes out: as rows, and as Markdown for the README and the dataset card."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from karabakh.schemas import TABLES, fields
from karabakh.schemas.codes import Codes
from karabakh.schemas.fields import Column, Table


def rows(tables: Mapping[str, type[Table]] | None = None) -> list[dict[str, Any]]:
    """Return a row for each column of the tables (all the published ones if none are given), in published order."""
    chosen = TABLES if tables is None else tables
    return [
        _row(name, model, place, column)
        for name, model in chosen.items()
        for place, column in enumerate(fields.columns(model), start=1)
    ]


def _row(name: str, model: type[Table], place: int, column: Column) -> dict[str, Any]:
    return {
        "table": name,
        "place": place,
        "column": column.name,
        "title": column.title,
        "type": fields.type_name(column.type),
        "unit": column.unit,
        "key": column.name in fields.key(model),
        "nullable": column.nullable,
        "refers_to": refers_to(model, column.name),
        "values": values(column),
        "description": column.description,
    }


def refers_to(model: type[Table], name: str) -> str | None:
    """Return ``table.column`` for a column that refers to one, else None."""
    for link in fields.foreign_keys(model):
        for own, other in zip(link.columns, link.other_columns, strict=True):
            if own == name:
                return f"{link.other}.{other}"
    return None


def values(column: Column) -> str | None:
    """Return what a column's values are limited to, in words; None where they are not."""
    limits = []
    if column.codes is not None:
        limits.append(", ".join(map(str, column.codes)))
    if column.ge is not None:
        limits.append(f"at least {column.ge:g}")
    if column.le is not None:
        limits.append(f"at most {column.le:g}")
    if column.max_length is not None:
        limits.append(f"at most {column.max_length} characters")
    if column.example is not None:
        limits.append(f"such as {column.example}")
    return "; ".join(limits) or None


def markdown(tables: Mapping[str, type[Table]] | None = None) -> str:
    """Return the dictionary as Markdown: a section a table, with its columns and the codes of its closed lists."""
    chosen = TABLES if tables is None else tables
    return "\n".join(line for name, model in chosen.items() for line in [*_section(name, model), ""])


def _section(name: str, model: type[Table]) -> Iterator[str]:
    yield f"### `{name}`: {fields.title(model)}"
    yield ""
    yield fields.description(model)
    yield ""
    yield f"Key: {', '.join(f'`{part}`' for part in fields.key(model))}."
    yield ""
    yield from _aligned(("Column", "Type", "Unit", "Null", "Meaning"), map(_cells, fields.columns(model)))
    for column in fields.columns(model):
        if column.codes is not None:
            yield ""
            yield f"Codes of `{column.name}`:"
            yield ""
            yield from code_list(column.codes)


def _cells(column: Column) -> tuple[str, ...]:
    unit, null = column.unit or "", "yes" if column.nullable else "no"
    return f"`{column.name}`", fields.type_name(column.type), unit, null, column.description


def code_list(codes: Codes) -> Iterator[str]:
    """Yield a closed list as lines of a Markdown table."""
    return _aligned(("Code", "Meaning"), ((f"`{code}`", meaning) for code, meaning in codes.items()))


def _aligned(heads: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for cells in lines:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
