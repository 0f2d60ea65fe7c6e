"""The file ``sources.csv`` in; what people know about each document, by its id, out."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.encoding import decode
from karabakh.flows.ingest.errors import SourcesError, UndecodableError, UnreadableError
from karabakh.flows.ingest.identifier import document_id, escaped
from karabakh.flows.ingest.table import Layout, delimiter, records
from karabakh.flows.ingest.values import parse
from karabakh.schemas.limits import GUARDED, VALUE_CHARACTERS


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
    if path is None:
        return {}
    problems: list[str] = []
    sources: dict[str, Source] = {}
    for row, cells in _rows(path, _text(path), problems):
        source = _source(row, cells, problems)
        if source and source.document_id in sources:
            problems.append(f"row {row}, document_id {source.document_id!r}: a second row; keep one for each document")
        elif source:
            sources[source.document_id] = source
    if problems:
        raise SourcesError(str(path), problems)
    return sources


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file of sources") from None
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
    except UndecodableError as error:
        raise SourcesError(str(path), [str(error)]) from None


def _rows(path: Path, text: str, problems: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield number and cells of each row as a spreadsheet counts: the header is row 1; blank lines are not counted."""
    table = records(io.StringIO(text, newline=""), delimiter(text, ("document_id", "publisher")))
    try:
        header = next(table, [])
        layout = Layout(header)
        problems += [f"there is no column {name!r}" for name in COLUMNS if name not in layout.names]
        problems += [f"there is more than one column {name!r}" for name in layout.repeated if name in COLUMNS]
        problems += [f"column {name!r} is unknown; the columns are {', '.join(COLUMNS)}" for name in _unknown(layout)]
        for row, cells in enumerate(table if not problems else (), 2):
            if len(cells) == len(header):
                yield row, {name: _unguarded(layout.cell(cells, name)) for name in COLUMNS}
            else:
                problems.append(f"row {row}: {len(cells)} cells instead of {len(header)}; quote cells that hold commas")
    except csv.Error as error:
        problems.append(f"it is not CSV: {error}")


def _unknown(layout: Layout) -> list[str]:
    return [escaped(name)[:VALUE_CHARACTERS] for name in layout.shown() if name not in COLUMNS]


def _source(row: int, cells: Mapping[str, str], problems: list[str]) -> Source | None:
    before = len(problems)
    values: dict[str, Any] = {}
    for column, cell in cells.items():
        try:
            values[column] = document_id(cell) if column == "document_id" else parse(column, cell)
        except ValueError as error:
            problems.append(
                f"row {row}, column {column}, value {escaped(cell)[:VALUE_CHARACTERS]!r}: {_wanted(column)}{error}"
            )
    return Source(**values) if len(problems) == before else None


def _wanted(column: str) -> str:
    return "" if column == "document_id" else "it should be "


def _unguarded(cell: str) -> str:
    """Undo the apostrophe that the published dialect puts before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple(GUARDED) else cell
