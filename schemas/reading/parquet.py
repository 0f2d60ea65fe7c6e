"""The bytes of a Parquet file in, its columns out, every value of them looked at."""

from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from karabakh.schemas.limits import CELL_CHARACTERS, CELLS, COLUMNS, FILE_BYTES, ROWS
from karabakh.schemas.reading.contribution import Contribution
from karabakh.schemas.reading.refusal import Remarks, UnreadableError

_TEXTS: Final = pa.list_(pa.string())
_AS_THEY_ARE: Final = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_float32,
    pa.types.is_float64,
    pa.types.is_decimal,
    pa.types.is_date32,
)
_WRITTEN: Final = (pa.types.is_time, pa.types.is_duration, pa.types.is_binary, pa.types.is_large_binary)


def read_parquet(content: bytes) -> Contribution:
    """Return the table of a Parquet file; UnreadableError where that is not possible.

    The columns come as text, lists of text, numbers, booleans or days. Nothing that the file says of pandas or of types
    that are not Arrow's own is followed.
    """
    try:
        table = _table(content)
        remarks = Remarks()
        columns = {name: _plain(name, table.column(place), remarks) for place, name in enumerate(table.column_names)}
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        first = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnreadableError(
            "not_readable", f"the file is not a whole Parquet file; write it again ({first})"
        ) from error
    return Contribution(Path(), columns, table.column_names, range(1, table.num_rows + 1), list(remarks))


def _table(content: bytes) -> pa.Table:
    file = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
    said = file.metadata
    size = sum(said.row_group(group).total_byte_size for group in range(said.num_row_groups))
    if said.num_columns > COLUMNS or len(file.schema_arrow) > COLUMNS:
        raise UnreadableError("too_large", f"a table must have at most {COLUMNS:,} columns; it has more")
    if said.num_rows > ROWS or said.num_rows * said.num_columns > CELLS:
        raise UnreadableError("too_large", f"a table must have at most {ROWS:,} rows and {CELLS:,} cells; split it")
    if size > 2 * FILE_BYTES:
        raise UnreadableError("too_large", f"the table must take at most {FILE_BYTES >> 19:,} MB; split it")
    table = file.read(use_threads=False)
    table.validate(full=True)
    return table


def _plain(name: str, column: pa.ChunkedArray, remarks: Remarks) -> pa.ChunkedArray:
    """Return a column in one of few types; of another, nulls and a remark."""
    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        plain = _typed(column)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        plain = None
    if plain is None:
        message = f"the column must have text, numbers, true and false, days or lists of text, not {column.type}"
        remarks.add(UnreadableError("nested", message[:300], column=name))
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    if plain.type in (pa.string(), _TEXTS):
        _short(name, plain)
    return plain


def _typed(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    type_ = column.type
    if any(fits(type_) for fits in _AS_THEY_ARE):
        return column
    if pa.types.is_float16(type_):
        return column.cast(pa.float32())
    if pa.types.is_timestamp(type_) or pa.types.is_date64(type_):
        return _days(column)
    if _is_list(type_):
        item = type_.value_type
        return column.cast(_TEXTS) if _is_text(item) or pa.types.is_null(item) else None
    if _is_text(type_) or pa.types.is_null(type_) or any(fits(type_) for fits in _WRITTEN):
        return column.cast(pa.string())
    return None


def _days(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return points of time as days where all are midnight, else as text."""
    if pa.types.is_date64(column.type):
        return column.cast(pa.date32())
    column = column.cast(pa.timestamp(column.type.unit))  # without its time zone
    days = column.cast(pa.date32())  # which drops the time of the day without a word
    if pc.all(pc.equal(days.cast(column.type), column)).as_py() is not False:
        return days
    try:
        return column.cast(pa.timestamp("s")).cast(pa.string())
    except pa.ArrowInvalid:
        return column.cast(pa.string())


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))


def _is_list(type_: pa.DataType) -> bool:
    return bool(pa.types.is_list(type_) or pa.types.is_large_list(type_) or pa.types.is_fixed_size_list(type_))


def _short(name: str, column: pa.ChunkedArray) -> None:
    """Refuse a cell that is longer than one may be."""
    for chunk in column.chunks:
        texts: Any = chunk.flatten() if pa.types.is_list(chunk.type) else chunk
        if (pc.max(pc.binary_length(texts)).as_py() or 0) > 4 * CELL_CHARACTERS:
            raise UnreadableError(
                "too_large", f"a value must have at most {CELL_CHARACTERS:,} characters; one of {name[:80]!r} has more"
            )
