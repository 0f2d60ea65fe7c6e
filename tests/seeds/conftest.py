"""The gazetteer's three CSV files as they stand."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

Row = dict[str, str]
Rows = Callable[[str], tuple[Row, ...]]


@pytest.fixture(scope="session")
def content(root: Path) -> Callable[[str], str]:
    """Return what stands in the file of a table."""
    return lambda table: (root / "seeds" / f"{table}.csv").read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def rows(content: Callable[[str], str]) -> Rows:
    """Return the rows of a table."""

    @cache
    def rows(table: str) -> tuple[Row, ...]:
        return tuple(csv.DictReader(io.StringIO(content(table), newline=""), strict=True))

    return rows


@pytest.fixture(scope="session")
def places(rows: Rows) -> dict[str, Row]:
    """The places by their identifiers."""
    return {row["place_id"]: row for row in rows("places")}


@pytest.fixture(scope="session")
def names_of(rows: Rows) -> dict[str, list[Row]]:
    """The names of each place."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows("place_names"):
        found[row["place_id"]].append(row)
    return found
