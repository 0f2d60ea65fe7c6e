"""The paths of a version's files in, those that hold one table out: a table is one file, or many parts of bounded size.

A table of no more rows than a part has is ``parquet/<table>.parquet`` and ``csv/<table>.csv``. A larger one is a folder
of parts, ``parquet/<table>/part-00001.parquet`` and so on, in the order of the rows; each CSV part has the header.
"""

import re
from collections.abc import Iterable
from typing import Final

FORMS: Final = ("parquet", "csv")
PART_ROWS: Final = 4_000_000
_PATH: Final = re.compile(r"(parquet|csv)/([a-z][a-z0-9_]*)(?:/part-[0-9]{5})?\.\1")


def paths(table: str, form: str, rows: int, part_rows: int = PART_ROWS) -> tuple[str, ...]:
    """Return the paths in which a table of so many rows is written.

    >>> paths("places", "csv", 3), paths("places", "csv", 3, part_rows=2)
    (('csv/places.csv',), ('csv/places/part-00001.csv', 'csv/places/part-00002.csv'))
    """
    if rows <= part_rows:
        return (f"{form}/{table}.{form}",)
    return tuple(f"{form}/{table}/part-{number:05}.{form}" for number in range(1, -(-rows // part_rows) + 1))


def table_of(path: str) -> tuple[str, str] | None:
    """Return table and form of a path in a version's folder; None where it is no file of a table.

    >>> table_of("csv/places/part-00002.csv"), table_of("README.md")
    (('places', 'csv'), None)
    """
    found = _PATH.fullmatch(path)
    return (found[2], found[1]) if found else None


def of_table(names: Iterable[str], table: str, form: str) -> list[str]:
    """Return those of a version's paths that hold a table in one form, in the order of its rows."""
    return sorted(name for name in names if table_of(name) == (table, form))
