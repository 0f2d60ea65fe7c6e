"""The file ``sources.csv`` in; what people know about each document, by its id, out."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from karabakh.flows.ingest.sheet import read_sheet


@dataclass(frozen=True, slots=True)
class Source:
    """One row of sources.csv; null means unknown. Its columns are these fields, in this order."""

    document_id: str
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    redistributable: bool | None = None
    language: str | None = None
    published: date | None = None
    retrieved: date | None = None
    date_order: str | None = None
    sentence_order: str | None = None
    note: str | None = None


COLUMNS = tuple(column.name for column in fields(Source))


def read_sources(path: Path | None) -> dict[str, Source]:
    """Return the rows of ``path`` by document_id; none without a path.

    Raises ``CallError`` where the file is not there, and ``SourcesError`` that lists every row, column and value at
    fault and what would be right.
    """
    rows = read_sheet(path, "sources").to_pylist() if path else []
    return {row["document_id"]: Source(**row) for row in rows}
