"""A tabular corpus (CSV, JSON Lines or Parquet) in; one row after the other, with where it stands, out.

A corpus has a column ``document_id`` and a column ``text``; of the others, those that sources.csv knows by the same
name are read. It is read as a stream: no more than a batch of rows is in memory.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.encoding import codec, published_name
from karabakh.flows.ingest.errors import BrokenFileError, InputError, UndecodableError
from karabakh.flows.ingest.identifier import escaped
from karabakh.flows.ingest.table import MAX_CELL, Layout, delimiter, records

REQUIRED: Final[tuple[str, ...]] = ("document_id", "text")
KNOWN: Final[tuple[str, ...]] = ("publisher", "url", "licence", "language", "published")
_BATCH = 256
_HEAD = 1 << 16
_BUFFER = 1 << 20
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a corpus: its number, its id and text as they stand there, its other columns, or what is wrong.

    ``data`` is the text in UTF-8, where it was read so.
    """

    number: int
    document_id: object = None
    text: str = ""
    encoding: str = "utf-8"
    values: Mapping[str, object] = field(default_factory=dict)
    rule: str | None = None
    column: str | None = None
    why: str = ""
    data: bytes | None = None


def rows(name: str, suffix: str, stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a corpus; ``stream`` is seekable.

    Raises ``CallError`` where a required column is missing, and ``InputError`` where the file is cut off or
    broken: then none of its documents may count as vanished.
    """
    try:
        yield from _READERS[suffix](name, stream)
    except (CallError, InputError):
        raise
    except (csv.Error, UndecodableError, UnicodeDecodeError, OSError, ValueError) as error:
        raise BrokenFileError(f"{name} cannot be read as {suffix.removeprefix('.')}: {error}") from error


def _csv(name: str, stream: BinaryIO) -> Iterator[Row]:
    encoding = codec(stream)
    with io.TextIOWrapper(stream, encoding, newline="") as lines:
        separator = delimiter(lines.read(_HEAD), REQUIRED)
        lines.seek(0)
        table = records(lines, separator)
        layout = Layout(next(table, []))
        _require(name, layout.names, layout.shown())
        _refuse_repeated(name, layout.repeated)
        number = 0
        try:
            for number, record in enumerate(table, 1):
                yield _record(number, record, layout, separator, published_name(encoding))
        except csv.Error as error:
            why = f"cannot be read as csv behind row {number}: {error}; is a double quote missing or left over there?"
            raise BrokenFileError(f"{name} {why}") from error


def _record(number: int, record: list[str], layout: Layout, separator: str, encoding: str) -> Row:
    if len(record) != layout.width:
        why = f"{len(record)} cells where the header has {layout.width}; quote cells that hold a {separator!r}"
        return Row(number, rule="unparsable", why=why)
    values = {column: layout.cell(record, column) for column in KNOWN}
    return Row(number, layout.cell(record, "document_id"), layout.cell(record, "text"), encoding, values)


def _jsonl(name: str, stream: BinaryIO) -> Iterator[Row]:
    stream.seek(0)
    found = False
    columns: list[str] = []
    for number, line in enumerate(iter(lambda: stream.readline(MAX_CELL), b""), 1):
        if len(line) >= MAX_CELL:
            raise BrokenFileError(f"{name}, line {number}: a line of more than {MAX_CELL >> 20} MB")
        if line.strip():
            row = _object(number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
            found = found or row.column not in REQUIRED
            columns = columns or list(row.values)
            yield row
    if columns and not found:
        _require(name, columns, columns)


def _object(number: int, line: bytes) -> Row:
    """Return the row of a line of JSON, with all its keys as values where a required one is missing."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Row(number, rule="undecodable", why=f"byte {error.start} of the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Row(number, rule="unparsable", why=f"not a line of JSON: {error}")
    if not isinstance(value, dict):
        return Row(number, rule="unparsable", why="a line of JSON must be an object in braces")
    missing = next((column for column in REQUIRED if column not in value), None)
    if missing:
        return Row(number, values=value, rule="unparsable", column=missing, why=f"it has no {missing!r}")
    text = value["text"]
    if not isinstance(text, str | None):
        return Row(number, value["document_id"], rule="unparsable", why="its text is not a string")
    known = {column: value[column] for column in KNOWN if column in value}
    return Row(number, value["document_id"], text or "", "utf-8", known)


def _parquet(name: str, stream: BinaryIO) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # nothing in advance: a row group after the other, and of a large one no more than a stretch of each column
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
        names = file.schema_arrow.names
        _require(name, names, names)
        _refuse_repeated(name, [column for column in names if names.count(column) > 1] if len(names) < 1000 else [])
        _require_types(name, file.schema_arrow)
        number = 0
        wanted = [*REQUIRED, *(column for column in KNOWN if column in names)]
        for batch in _batches(file, wanted):
            columns = {column: _cells(batch.column(column)) for column in wanted}
            for index in range(batch.num_rows):
                number += 1
                yield _cell_row(number, {column: cells[index] for column, cells in columns.items()})
    except pa.ArrowException as error:
        raise BrokenFileError(f"{name} cannot be read as Parquet: {error}") from error


def _batches(file: Any, columns: Sequence[str]) -> Iterator[Any]:
    for group in range(file.num_row_groups):
        yield from file.iter_batches(_BATCH, row_groups=[group], columns=columns, use_threads=False)


def _require_types(name: str, schema: Any) -> None:
    import pyarrow.types as types

    for column in REQUIRED:
        kind = schema.field(column).type
        inner = kind.value_type if types.is_dictionary(kind) else kind
        allowed = _is_string(inner) or (column == "document_id" and (types.is_integer(inner) or types.is_null(inner)))
        if not allowed:
            raise CallError(f"{escaped(name)}: its column {column!r} holds {kind}, not strings")


def _is_string(kind: Any) -> bool:
    import pyarrow.types as types

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _cells(column: Any) -> list[object]:
    """Return the cells of a column; strings as bytes, because Parquet does not promise that they are UTF-8."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as types

    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_timestamp(column.type) or types.is_date(column.type):
        # as text, for Arrow holds days that Python does not; whether it is one is told cell by cell
        column = pc.utf8_slice_codeunits(column.cast(pa.string()), 0, 10)
    if _is_string(column.type):
        column = column.cast(pa.large_binary())
    return list(column.to_pylist())


def _cell_row(number: int, cells: dict[str, object]) -> Row:
    try:
        values = {column: cell.decode() if isinstance(cell, bytes) else cell for column, cell in cells.items()}
    except UnicodeDecodeError as error:
        return Row(number, rule="undecodable", why=f"byte {error.start} of a cell is not UTF-8")
    text, data = values.pop("text"), cells["text"]
    known = data if isinstance(data, bytes) else None
    return Row(number, values.pop("document_id"), str(text or ""), "utf-8", values, data=known)


def _require(name: str, names: Iterable[str], shown: Iterable[str]) -> None:
    present = set(names)
    missing = [column for column in REQUIRED if column not in present]
    if missing:
        listed = ", ".join(repr(escaped(str(column))[:40]) for column in list(shown)[:_SHOWN]) or "none"
        wanted = " and ".join(map(repr, missing))
        raise CallError(f"{escaped(name)}: it has no column {wanted}; the columns found are {listed}")


def _refuse_repeated(name: str, repeated: Iterable[str]) -> None:
    for column in repeated:
        if column in (*REQUIRED, *KNOWN):
            raise CallError(f"{escaped(name)}: it has more than one column {column!r}")


_READERS: Final[Mapping[str, Callable[[str, BinaryIO], Iterator[Row]]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
    ".pq": _parquet,
}
