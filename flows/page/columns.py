"""Rows in, the same as columns out, which take less room."""

from collections.abc import Mapping, Sequence
from typing import Any


def as_columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Return some cells of rows as columns.

    >>> as_columns([{"a": 1, "b": 2}, {"a": 3}], ["a"])
    {'a': [1, 3]}
    """
    return {name: [row[name] for row in rows] for name in names}
