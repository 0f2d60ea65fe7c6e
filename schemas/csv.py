"""Tables come in, CSV files in the published dialect go out, and back with the same values.

The dialect: UTF-8, ``\\n`` after each record, a header, commas, double quotes only where RFC 4180 needs them (doubled
inside), ISO 8601 dates, ``true`` and ``false``. Null is an empty field, and there are no empty strings. A list is its
items joined by ``|``, with a backslash before each ``|`` and backslash inside an item; an empty list is an empty field,
which is no ambiguity because a list column is never null and no item is empty. A cell of strings that begins with
``= + - @``, a tab, a carriage return or ``'`` has a ``'`` before it, so that no spreadsheet runs it; the reader takes
it away again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import Table
from karabakh.schemas.limits import GUARDED

_CLASS: Final = f"[{re.escape(GUARDED)}]"
_QUOTED: Final = (b'"', b",", b"\r", b"\n")
_NEEDS_QUOTES: Final = np.isin(np.arange(256), list(b"".join(_QUOTED)))  # of each byte
_GUARDED: Final = np.isin(np.arange(256), list(GUARDED.encode()))  # of each byte whether a cell may not begin with it
_PIECES: Final = re.compile(r"\\(.)|(\|)|([^\\|]+)", re.DOTALL)
_BATCH: Final = 1 << 16
_BLOCK: Final = 1 << 23


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table in the published dialect; ``ValueError`` names a column with an empty string or a null list."""
    with Path(path).open("wb") as file:
        file.writelines(csv_bytes(table))


def csv_bytes(table: pa.Table) -> Iterator[bytes]:
    """Yield the bytes of a table's CSV file, in pieces of some megabytes.

    >>> b"".join(csv_bytes(pa.table({"name": ["=1", None], "ids": [["a|b", "c"], []], "lat": [0.5, 40]})))
    b"name,ids,lat\\n'=1,a\\\\|b|c,0.5\\n,,40\\n"
    """
    yield header(table.schema)
    for start in range(0, table.num_rows, _BATCH):
        yield records(table.slice(start, _BATCH))


def header(schema: pa.Schema) -> bytes:
    """Return the line with the names of the columns."""
    return (",".join(schema.names) + "\n").encode()


def records(rows: pa.Table | pa.RecordBatch) -> bytes:
    """Return rows as lines; so many that their text is some megabytes are meant."""
    return _joined([_field(rows[name], name) for name in rows.schema.names])


def _field(column: pa.ChunkedArray | pa.Array, name: str) -> pa.Array:
    """Return what stands in the fields of a column; numbers, days and truth values never need quotes."""
    cells = cell_text(column, name)
    texts = pa.types.is_list(column.type) or pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    return _quoted(cells) if texts else cells


def _joined(cells: list[pa.Array]) -> bytes:
    """Return records as bytes: in an Arrow string array the values already stand one behind the other."""
    *others, last = cells
    ended = pc.binary_join_element_wise(last, _large("\n"), _large(""))
    return _told(pc.binary_join_element_wise(*others, ended, _large(",")))[1]


def _told(cells: pa.Array) -> tuple[np.ndarray[Any, np.dtype[np.int64]], bytes]:
    """Return where the values of large strings begin and the last one ends, and their bytes one behind the other."""
    _, offsets, values = cells.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64)[cells.offset : cells.offset + len(cells) + 1]
    if values is None or not len(cells):
        return bounds, b""
    return bounds - bounds[0], bytes(values[int(bounds[0]) : int(bounds[-1])])


def _quoted(cells: pa.Array) -> pa.Array:
    bounds, text = _told(cells)
    if not any(sign in text for sign in _QUOTED):  # looked for in all cells at once, which is far faster
        return cells
    needs = np.zeros(len(cells), dtype=bool)
    signs = np.flatnonzero(_NEEDS_QUOTES[np.frombuffer(text, dtype=np.uint8)])
    needs[np.searchsorted(bounds, signs, side="right") - 1] = True
    quote = _large('"')
    doubled = pc.replace_substring(cells.filter(needs), '"', '""')
    return pc.replace_with_mask(cells, needs, pc.binary_join_element_wise(quote, doubled, quote, _large("")))


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def cell_text(column: pa.ChunkedArray, name: str) -> pa.Array:
    """Return what stands in the fields of a column, before quoting: large strings, none of them null."""
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_list(values.type):
        values = _guarded(_list_text(values, name))
    elif pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        values = _guarded(_not_empty(values, name).cast(pa.large_string()))
    elif pa.types.is_floating(values.type):  # to write one costs far more than to see that it was written before
        encoded = values.dictionary_encode()
        values = encoded.dictionary.cast(pa.large_string()).take(encoded.indices)
    else:
        values = values.cast(pa.large_string())
    return pc.fill_null(values, "") if values.null_count else values


def _guarded(cells: pa.Array) -> pa.Array:
    bounds, text = _told(cells)
    risky = np.zeros(len(cells), dtype=bool)
    filled = np.flatnonzero(bounds[1:] > bounds[:-1])  # a null has no bytes
    risky[filled] = _GUARDED[np.frombuffer(text, dtype=np.uint8)[bounds[filled]]]
    if not risky.any():
        return cells
    guarded = pc.binary_join_element_wise(_large("'"), cells.filter(risky), _large(""))
    return pc.replace_with_mask(cells, risky, guarded)


def _not_empty(values: pa.Array, name: str) -> pa.Array:
    if pc.any(pc.equal(pc.binary_length(values), 0)).as_py():
        raise ValueError(f"column {name}: an empty string cannot be written as CSV, where it would read as null")
    return values


def _list_text(lists: pa.Array, name: str) -> pa.Array:
    if lists.null_count or lists.flatten().null_count:
        raise ValueError(f"column {name}: a list or an item of a list is null; write an empty list instead")
    items = _not_empty(lists.flatten().cast(pa.large_string()), name)
    _, text = _told(items)
    for sign in ("\\", "|"):
        if sign.encode() in text:
            items = pc.replace_substring(items, sign, f"\\{sign}")
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    rebuilt = pa.ListArray.from_arrays(pa.array(_offsets(lengths), pa.int32()), items)
    return pc.binary_join(rebuilt, _large("|"))


def _offsets(lengths: Any) -> Any:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def read_csv(path: Path, model: type[Table]) -> pa.Table:
    """Read a file in the published dialect as a table of the exact schema.

    ``ValueError`` names the file and says which columns differ, or which value is not of its column's type.
    """
    schema = arrow_schema(model)
    read = _read_strings(Path(path), schema.names)
    if read.column_names != schema.names:
        raise ValueError(f"{path}: the columns are {', '.join(read.column_names)}; expected {', '.join(schema.names)}")
    try:
        arrays = [parsed(read[field.name], field.type) for field in schema]
    except pa.ArrowInvalid as error:
        raise ValueError(f"{path}: {error}") from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _read_strings(path: Path, names: list[str]) -> pa.Table:
    convert = pacsv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    parse = pacsv.ParseOptions(newlines_in_values=True)
    try:
        read = pacsv.ReadOptions(block_size=_BLOCK)
        return pacsv.read_csv(path, read_options=read, parse_options=parse, convert_options=convert)
    except pa.ArrowInvalid as error:
        if "straddling" not in str(error):
            raise ValueError(f"{path}: {error}") from error
    whole = pacsv.ReadOptions(block_size=path.stat().st_size + 1)  # a record longer than a block
    return pacsv.read_csv(path, read_options=whole, parse_options=parse, convert_options=convert)


def parsed(cells: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    """Return the values of a column of fields, null where one is empty; ``ArrowInvalid`` names one of a wrong form."""
    if pa.types.is_list(type_):
        return pa.chunked_array([split_lists(unguarded(chunk)) for chunk in cells.chunks], type=type_)
    if pa.types.is_string(type_):
        return unguarded(cells)
    return cells.cast(type_)


def unguarded(cells: Any) -> Any:
    """Return cells of text without the apostrophe that stands before what a spreadsheet would run."""
    guard = pc.fill_null(pc.match_substring_regex(cells, rf"\A'{_CLASS}"), False)
    return pc.if_else(guard, pc.utf8_slice_codeunits(cells, 1), cells) if pc.any(guard).as_py() else cells


def split_lists(cells: pa.Array) -> pa.Array:
    r"""Return the lists that a column of fields holds; an empty or null field is an empty list.

    >>> split_lists(pa.array([r"a\|b|c\\", "", None])).to_pylist()
    [['a|b', 'c\\'], [], []]
    """
    if pc.any(pc.match_substring(cells, "\\")).as_py():
        return pa.array([split_cell(cell) if cell else [] for cell in cells.to_pylist()], pa.list_(pa.string()))
    filled = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
    lists = pc.split_pattern(filled, "|")
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    return pa.ListArray.from_arrays(pa.array(_offsets(lengths), pa.int32()), lists.flatten())


def split_cell(cell: str) -> list[str]:
    """Return the items of a list as a field has them joined."""
    items: list[list[str]] = [[]]
    for escaped, bar, plain in _PIECES.findall(cell):
        if bar:
            items.append([])
        else:
            items[-1].append(escaped or plain)
    return ["".join(pieces) for pieces in items]
