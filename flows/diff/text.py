"""What changed between two versions in, lines for people at a terminal out; nothing in a cell can move the cursor.

First how much changed in each table, then the rows: ``~`` changed, ``+`` added, ``-`` removed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import click

from karabakh.flows.publish.highlights import KINDS, Cell, Highlights, Row
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.visible import visible

SIGNS: Final = {"changed": click.style("~", fg="yellow"), "added": click.style("+", fg="green"),
                "removed": click.style("-", fg="red")}  # fmt: skip
_WHOLE: Final = 240  # characters of a whole row


def summary(old: str, new: str, found: Sequence[Highlights], same: Sequence[str]) -> Iterator[str]:
    """Yield how much changed from the version ``old`` to ``new``; ``same`` are the tables that did not change."""
    yield click.style(f"{visible(old)} → {visible(new)}", bold=True)
    for table in found:
        yield f"{visible(table.table)}: {', '.join(_counts(table))}"
    if same:
        yield f"unchanged: {', '.join(map(visible, same))}"


def _counts(table: Highlights) -> Iterator[str]:
    for kind in KINDS:
        count = table.counts[kind]
        if count:
            yield f"{count:,} {'row' if count == 1 else 'rows'} {kind}"
    for row in table.about:
        if row["column"] is None:
            yield "another key" if row["change"] == "changed" else f"table {row['change']}"
    columns = sum(row["column"] is not None for row in table.about)
    if columns:
        yield f"{columns} {'column differs' if columns == 1 else 'columns differ'}"


def lines(table: Highlights) -> Iterator[str]:
    """Yield what is to be shown of a table: the whole of it, its columns, its first rows of each kind, and the rest."""
    yield from about(table)
    for kind in KINDS:
        yield from (line(table.table, kind, row) for row in table.first[kind])
        rest = table.counts[kind] - len(table.first[kind])
        if rest:
            yield f"{SIGNS[kind]} … {rest:,} more {'row' if rest == 1 else 'rows'} {kind}"


def about(table: Highlights) -> Iterator[str]:
    """Yield what is said of a whole table and of its columns."""
    for row in table.about:
        column, old, new = row["column"], row["old"], row["new"]
        if column is None:
            what = "table" if row["change"] != "changed" else f"key {_arrow(old, new)}; its rows are not compared"
        else:
            # a type's name has the names of a struct's fields in it, which are as free as the cells
            types = _arrow(old, new) if row["change"] == "changed" else f"({_cut(old or new or '', VALUE_CHARACTERS)})"
            what = f"column {visible(column)} {types}"
        yield f"{SIGNS[row['change']]} {visible(table.table)}: {what}"


def line(table: str, kind: str, row: Row) -> str:
    """Return the line of a row."""
    return f"{SIGNS[kind]} {visible(f'{table} {row.key}')}: {'; '.join(map(_cell, row.cells))}"


def _cell(cell: Cell) -> str:
    column, old, new = cell
    if column is None:
        return _cut(old or new or "", _WHOLE)
    if old is None and new is None:
        return f"{visible(column)} (not shown)"
    return f"{visible(column)} {_arrow(old, new)}"


def _arrow(old: str | None, new: str | None) -> str:
    return " → ".join("(none)" if value is None else _cut(value, VALUE_CHARACTERS) for value in (old, new))


def _cut(text: str, most: int) -> str:
    return visible(text[:most]) + ("…" if len(text) > most else "")
