"""What changed between two versions in, lines for people at a terminal out; nothing in a cell can move the cursor.

First how much changed in each table, then the rows: ``~`` changed, ``+`` added, ``-`` removed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import click

from karabakh.flows.publish.highlights import KINDS, Cell, Highlights, Row
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.visible import visible

SIGNS: Final = {"changed": "~", "added": "+", "removed": "-"}
WHOLE: Final = 240  # characters of a whole row
_COLOURS: Final = {"changed": "yellow", "added": "green", "removed": "red"}
_PAINTED: Final = {kind: click.style(sign, fg=_COLOURS[kind]) for kind, sign in SIGNS.items()}


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
    yield from remarks(table)


def remarks(table: Highlights) -> Iterator[str]:
    """Yield what differs of a table beside its rows, in short."""
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
        more = rest(table, kind)
        if more:
            yield f"{_PAINTED[kind]} {more}"


def rest(table: Highlights, kind: str) -> str:
    """Return how many rows of a kind there are beside those that are shown; nothing where all are."""
    count = table.counts[kind] - len(table.first[kind])
    return f"… {count:,} more {'row' if count == 1 else 'rows'} {kind}" if count else ""


def about(table: Highlights) -> Iterator[str]:
    """Yield what is said of a whole table and of its columns."""
    yield from (f"{_PAINTED[kind]} {visible(table.table)}: {told}" for kind, told in about_of(table))


def about_of(table: Highlights) -> Iterator[tuple[str, str]]:
    """Yield the same as kind of change and what changed."""
    for row in table.about:
        column, old, new = row["column"], row["old"], row["new"]
        if column is None:
            what = "table" if row["change"] != "changed" else f"key {_arrow(old, new)}; its rows are not compared"
        else:
            # a type's name has the names of a struct's fields in it, which are as free as the cells
            types = _arrow(old, new) if row["change"] == "changed" else f"({cut(old or new or '', VALUE_CHARACTERS)})"
            what = f"column {visible(column)} {types}"
        yield row["change"], what


def line(table: str, kind: str, row: Row) -> str:
    """Return the line of a row."""
    return f"{_PAINTED[kind]} {visible(f'{table} {row.key}')}: {'; '.join(map(_cell, row.cells))}"


def _cell(cell: Cell) -> str:
    column, old, new = cell
    if column is None:
        return cut(old or new or "", WHOLE)
    if old is None and new is None:
        return f"{visible(column)} (not shown)"
    return f"{visible(column)} {_arrow(old, new)}"


def _arrow(old: str | None, new: str | None) -> str:
    return " → ".join("(none)" if value is None else cut(value, VALUE_CHARACTERS) for value in (old, new))


def cut(text: str, most: int) -> str:
    """Return a text as a terminal can show it, and no more than so many characters of it."""
    return visible(text[:most]) + ("…" if len(text) > most else "")
