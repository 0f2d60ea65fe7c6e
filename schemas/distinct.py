"""Values and a test of values in, its answer for every value out; where values repeat, each is asked for once."""

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

FEW: Final = 4_096
"""So many values are looked at to tell whether they repeat; fewer than that are not worth it."""


def of_each(values: Any, test: Callable[[Any], Any]) -> Any:
    """Return the mask that ``test``, which takes and gives an Arrow array, makes of ``values``; null counts as false.

    >>> of_each(pa.array(["a", "b", None]), lambda some: pc.equal(some, "b")).to_pylist()
    [False, True, False]
    """
    whole = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if not _repeat(whole):
        return pc.fill_null(test(whole), False)
    encoded = whole.dictionary_encode()
    mask = pc.fill_null(test(encoded.dictionary), False)
    if not pc.any(mask).as_py():
        return pa.repeat(False, len(whole))
    return pc.fill_null(mask.take(encoded.indices), False)


def _repeat(values: pa.Array) -> bool:
    """Say whether values repeat, as far as the first and the last of them tell."""
    if len(values) < 2 * FEW:
        return False
    half = FEW // 2
    seen = pa.concat_arrays([values[:half], values[-half:]])
    return bool(pc.count_distinct(seen, mode="all").as_py() * 4 < FEW * 3)
