"""Rows of a table in, their cells and whole rows as text out: what the list of changes shows of them."""

import json
from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

_CONTROL: Final = "[\x00-\x1f]"
_ESCAPED: Final = {chr(code): json.dumps(chr(code))[1:-1] for code in range(0x20)}


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
    if not names:
        return pa.repeat("{}", len(rows))
    members = [pc.binary_join_element_wise(f"{json.dumps(name)}:", _json(rows[name]), ",", "") for name in names]
    # not with null_handling="skip", which leaves a row out of the result where all its cells are null
    inside = pc.binary_join_element_wise(*(pc.fill_null(member, "") for member in members), "")
    return pc.binary_join_element_wise("{", pc.ascii_rtrim(inside, ","), "}", "")


def _json(column: pa.Array) -> pa.Array:
    """Return each cell as JSON, null where it is null."""
    type_ = column.type
    if pa.types.is_boolean(type_) or pa.types.is_integer(type_):
        return column.cast(pa.string())
    if pa.types.is_floating(type_):
        text = column.cast(pa.string())
        return pc.if_else(pc.is_finite(column), text, _quoted(text))
    if pa.types.is_list(type_) and pa.types.is_string(type_.value_type):
        items = pc.fill_null(_quoted(column.flatten()), "null")
        joined = pc.binary_join(_relisted(column, items), ",")
        return pc.binary_join_element_wise("[", joined, "]", "")
    return _quoted(_as_text(column))


def _relisted(lists: pa.Array, items: pa.Array) -> pa.Array:
    """Return lists of other items; where a list is null it is null."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    offsets = pc.cumulative_sum(pa.concat_arrays([pa.array([0], pa.int32()), lengths]))
    mask = lists.is_null() if lists.null_count else None
    return pa.ListArray.from_arrays(offsets, items, mask=mask)


def _quoted(texts: pa.Array) -> pa.Array:
    escaped = pc.replace_substring(pc.replace_substring(texts, "\\", "\\\\"), '"', '\\"')
    if pc.any(pc.match_substring_regex(escaped, _CONTROL)).as_py():
        for sign, shown in _ESCAPED.items():
            escaped = pc.replace_substring(escaped, sign, shown)
    return pc.binary_join_element_wise('"', escaped, '"', "")


def _as_text(column: pa.Array) -> pa.Array:
    try:
        return column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # of a type that no table of this project has
        return pa.array([None if value is None else _shown(value) for value in column.to_pylist()], pa.string())


def _shown(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
