"""Rows that are to be merged into tables by key in; the tables as they will be, and what changes, out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyarrow as pa

from karabakh.schemas import fields, model
from karabakh.schemas.arrow import arrow_schema, table
from karabakh.schemas.csv import cell_text

Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(slots=True)
class Change:
    """A row that is new (``before`` is None) or becomes another; ``file`` numbers the contribution that asks for it.

    ``because`` says why, where nobody asked for it and it follows from another row.
    """

    table: str
    key: Key
    before: Row | None
    after: Row
    file: int
    because: str | None = None

    @property
    def name(self) -> str:
        """The key as one text, as findings have it."""
        return key_name(self.key)

    @property
    def described(self) -> str:
        """The key, and what tells people more than the number of a place."""
        return f"{self.name} {self.after['label']} ({self.after['type']})" if self.table == "places" else self.name

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Yield column, old and new text of each cell that differs; nothing is an empty text."""
        before = self.before or {}
        for column in fields.columns(model(self.table)):
            old, new = (cell(row.get(column.name), column.type) for row in (before, self.after))
            if old != new:
                yield column.name, old, new

    def __str__(self) -> str:
        said = "; ".join(f"{name} {old or 'nothing'} -> {new or 'nothing'}" for name, old, new in self.cells())
        return f"{self.table} {self.name}: {said}" + (f" ({self.because})" if self.because else "")


def cell(value: Any, type_: pa.DataType) -> str:
    """Return a value as the CSV file has it, without the guard that a spreadsheet needs; nothing is an empty text."""
    if value is None or value == []:
        return ""
    if pa.types.is_string(type_):
        return str(value)
    return str(cell_text(pa.array([value], type_), "")[0].as_py())


@dataclass(slots=True)
class Draft:
    """The rows of the seeds by table and key, and what a contribution does to them.

    ``texts`` are new files of texts by name, with the contribution each comes from; ``problems`` is why nothing can be
    accepted; ``corrected`` are the corrections by table, key and column.
    """

    rows: dict[str, dict[Key, Row]]
    changes: dict[tuple[str, Key], Change] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    texts: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    corrected: dict[Key, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table]) -> "Draft":
        """Return a draft in which nothing has changed."""
        draft = cls({name: {key_of(name, row): row for row in rows.to_pylist()} for name, rows in tables.items()})
        draft.corrected = {cell_of(row): row for row in draft.rows.get("corrections", {}).values()}
        return draft

    def put(self, name: str, row: Row, file: int, because: str | None = None) -> None:
        """Merge one row: it is new, or changes the one of its key, or is there already and is skipped."""
        key = key_of(name, row)
        known = self.rows[name].get(key)
        earlier = self.changes.get((name, key))
        if known == row:
            self.skipped[name] += earlier is None
            return
        if earlier is None:
            self.changes[name, key] = Change(name, key, known, row, file, because)
        elif because or earlier.because:
            earlier.after = row
        else:
            self.problems.append(f"{name} {earlier.name}: two rows of the contribution say different things of it")
            return
        self.rows[name][key] = row
        if name == "corrections":
            self.corrected[cell_of(row)] = row

    def of_table(self, name: str) -> list[Change]:
        """Return the changes of one table, by key."""
        found = [change for change in self.changes.values() if change.table == name]
        return sorted(found, key=lambda change: tuple((part is not None, part) for part in change.key))

    def names(self) -> dict[str, list[Row]]:
        """Return the names of each place that has any, by place_id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["place_names"].values():
            found[row["place_id"]].append(row)
        return dict(found)

    def tables(self) -> dict[str, pa.Table]:
        """Return every table as it will be, sorted by key, of the exact schema."""
        return {name: table(model(name), rows.values()) for name, rows in self.rows.items()}


def key_of(name: str, row: Row) -> Key:
    """Return the key of a row of a table."""
    return tuple([row[column] for column in _key(name)])


@cache
def _key(name: str) -> tuple[str, ...]:
    return tuple(fields.key(model(name)))


def key_name(key: Key) -> str:
    """Return a key as one text, as findings have it."""
    if len(key) == 1:
        return str(key[0])
    parts = ("" if part is None else str(part) for part in key)
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def cell_of(correction: Row) -> Key:
    """Return the cell that a correction corrects: table, key and column."""
    return correction["table"], correction["key"], correction["column"]


def blank(name: str) -> Row:
    """Return a row of a table that holds nothing."""
    return {column.name: ([] if pa.types.is_list(column.type) else None) for column in arrow_schema(model(name))}
