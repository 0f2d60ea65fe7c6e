"""A value in, its JSON out as it may stand inside a script element of a page, and how many bytes that takes.

Rows are written as columns, which take less room.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

_ESCAPED: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def json_text(value: Any) -> str:
    r"""Return a value as compact JSON in which nothing can end a script element or begin a comment.

    Raises ValueError for numbers that JSON does not have.

    >>> print(json_text(["</script>", "Şuşa", None]))
    ["\u003c/script\u003e","Şuşa",null]
    """
    text = _ENCODER.encode(value)
    for sign, escape in _ESCAPED:  # five looks for what is hardly ever there cost less than one at each character
        text = text.replace(sign, escape)
    return text


def size(value: Any) -> int:
    """Return how many bytes a value takes as JSON inside a page.

    >>> size(["ə", 1])
    8
    """
    return len(json_text(value).encode())


def as_columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Return some cells of rows as columns.

    >>> as_columns([{"a": 1, "b": 2}, {"a": 3}], ["a"])
    {'a': [1, 3]}
    """
    return {name: [row[name] for row in rows] for name in names}


def fitting(sizes: Iterable[int], room: int) -> int:
    """Return how many of the first values fit into so many bytes, with a comma each.

    >>> fitting([5, 5, 5], 12)
    2
    """
    return sum(1 for total in accumulate(each + 1 for each in sizes) if total <= room)


def sizes(rows: Sequence[Any]) -> list[int]:
    """Return how many bytes each of the rows takes."""
    return [size(row) for row in rows]
