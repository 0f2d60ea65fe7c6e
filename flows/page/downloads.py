"""The files of a version in, what can be downloaded out: for each table its files in each form, and all the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

FORMS: Final = ("parquet", "csv")


@dataclass
class Download:
    """A table with its files by form; a large one has several."""

    name: str
    title: str
    rows: int | None
    files: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: {form: [] for form in FORMS})

    def bytes(self, form: str) -> int:
        """Return how large the files of a form are together."""
        return sum(file["bytes"] for file in self.files[form])


def downloads(
    files: Sequence[Mapping[str, Any]], tables: Sequence[Mapping[str, Any]]
) -> tuple[list[Download], list[Mapping[str, Any]]]:
    """Return the tables that have files, in publishing order, and the files that are of no table."""
    by_table = {table["name"]: Download(table["name"], table["title"], table["rows"]) for table in tables}
    others = []
    for file in files:
        table = by_table.get(file["table"])
        if table is None or file["form"] not in table.files:
            others.append(file)
        else:
            table.files[file["form"]].append(file)
    return [table for table in by_table.values() if any(table.files.values())], others
