"""Rows of a table in, their cells and whole rows as text out: what the list of changes shows of them."""

import json
from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

_CONTROL: Final = "[\x00-\x1f]"
_SPECIAL: Final = '["\\\\\x00-\x1f]'
_ESCAPES: Final = {chr(code): json.dumps(chr(code))[1:-1] for code in range(0x20)}


def cells(column: pa.Array) -> pa.Array:
    """Return cells as a CSV file has them, without quotes and guards; what is empty there is null.

    >>> cells(pa.array([["a|b", "c"], []])).to_pylist(), cells(pa.array([40.0, None])).to_pylist()
    (['a\\\\|b|c', None], ['40', None])
    """
    if pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
        items = pc.replace_substring(pc.replace_substring(column.flatten(), "\\", "\\\\"), "|", "\\|")
        text = pc.binary_join(_relisted(column, pc.fill_null(items, "")), "|")
    else:
        text = _as_text(column)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def objects(rows: pa.RecordBatch, names: Sequence[str]) -> pa.Array:
    """Return each row as a compact JSON object of those cells in the columns ``names`` that are not null.

    >>> batch = pa.record_batch({"name": ['"', None], "ids": [["a"], []], "lat": [0.5, None]})
    >>> objects(batch, ["name", "ids", "lat"]).to_pylist()
    ['{"name":"\\\\"","ids":["a"],"lat":0.5}', '{"ids":[]}']
    """
    # not with null_handling="skip", which leaves a row out of the result where all its cells are null
    members = [pc.fill_null(_member(name, rows[name]), "") for name in names]
    whole = pc.binary_join_element_wise(*members, pa.repeat("}", len(rows)), "")
    opened = pc.binary_replace_slice(whole, 0, 1, "{")  # in the place of the first comma
    return pc.if_else(pc.equal(whole, "}"), "{}", opened)


def _member(name: str, column: pa.Array) -> pa.Array:
    """Return the member of each row's object, with a comma before it; null where the cell is."""
    start, end, text = f",{json.dumps(name)}:", "", _bare(column)
    if text is None:
        start, end, text = f'{start}"', '"', _escaped(_as_text(column))
    return pc.binary_join_element_wise(start, text, end, "")


def _bare(column: pa.Array) -> pa.Array | None:
    """Return cells as JSON that is written without quotes, or None where they are texts."""
    type_ = column.type
    if pa.types.is_boolean(type_) or pa.types.is_integer(type_):
        return column.cast(pa.string())
    if pa.types.is_floating(type_):
        text = column.cast(pa.string())
        return pc.if_else(pc.is_finite(column), text, _quoted(text))
    if pa.types.is_list(type_) and pa.types.is_string(type_.value_type):
        items = pc.fill_null(_quoted(_escaped(column.flatten())), "null")
        return pc.binary_join_element_wise("[", pc.binary_join(_relisted(column, items), ","), "]", "")
    return None


def _relisted(lists: pa.Array, items: pa.Array) -> pa.Array:
    """Return lists of other items; where a list is null it is null."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    offsets = pc.cumulative_sum(pa.concat_arrays([pa.array([0], pa.int32()), lengths]))
    mask = lists.is_null() if lists.null_count else None
    return pa.ListArray.from_arrays(offsets, items, mask=mask)


def _quoted(texts: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('"', texts, '"', "")


def _escaped(texts: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(texts, _SPECIAL)).as_py():
        return texts
    escaped = pc.replace_substring(pc.replace_substring(texts, "\\", "\\\\"), '"', '\\"')
    if pc.any(pc.match_substring_regex(escaped, _CONTROL)).as_py():
        for sign, shown in _ESCAPES.items():
            escaped = pc.replace_substring(escaped, sign, shown)
    return escaped


def _as_text(column: pa.Array) -> pa.Array:
    try:
        return column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # of a type that no table of this project has
        return pa.array([None if value is None else _shown(value) for value in column.to_pylist()], pa.string())


def _shown(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
