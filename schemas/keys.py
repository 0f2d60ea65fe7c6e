"""Rows and the columns of a key in, the key as one text out, as `rejected`, corrections and `changes` name rows."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc


def key_text(rows: pa.Table | pa.RecordBatch, names: Sequence[str]) -> pa.Array:
    r"""Return the parts of each key joined by ``|``, a backslash before each ``|`` and backslash inside a part.

    A part that is null is empty. A key of one column stands as it is, and is null where that is null.

    >>> key_text(pa.table({"name": ["a|b", None], "at": [1, 2]}), ["name", "at"]).to_pylist()
    ['a\\|b|1', '|2']
    """
    texts = [_text(rows[name]) for name in names]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*map(_escaped, texts), "|")


def split_key(text: str) -> list[str]:
    r"""Return the parts of a key of several columns; a null part comes as the empty text.

    >>> split_key("a\\|b|1")
    ['a|b', '1']
    """
    parts, signs = [""], iter(text)
    for sign in signs:
        if sign == "|":
            parts.append("")
        else:
            parts[-1] += next(signs, "") if sign == "\\" else sign
    return parts


def _text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return values.cast(pa.string())


def _escaped(parts: pa.Array) -> pa.Array:
    filled = pc.fill_null(parts, "")
    return pc.replace_substring(pc.replace_substring(filled, "\\", "\\\\"), "|", "\\|")
