"""Time the validation of a million made-up place mentions, good and bad, beside Pandera's own; run it as a program.

What is compared does not do the same: Pandera's part knows columns and key, ours also the rules between columns, the
overlaps and the references. Both run in this process, one after the other, on the same rows.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort
from karabakh.schemas.validation import check_table, split_valid

MODEL = TABLES["place_mentions"]
A_DOCUMENT = 100


def place_mentions(n: int, bad: float = 0.0) -> pa.Table:
    """Return ``n`` valid mentions, a hundred a document, but for the share ``bad`` of them that has a wrong method."""
    number = np.arange(n)
    document = np.char.add("document-", (number // A_DOCUMENT).astype(str))
    start = (number % A_DOCUMENT * 10).astype(np.int32)
    end = start + 6
    offsets = np.char.add(np.char.add(start.astype(str), "-"), end.astype(str))
    columns = {
        "place_mention_id": pa.array(np.char.add(np.char.add(document, ":p"), offsets)),
        "document_id": pa.array(document),
        "sentence": pa.array(np.zeros(n, dtype=np.int32)),
        "start": pa.array(start),
        "end": pa.array(end),
        "surface": pa.repeat("Shusha", n),
        "place_id": pa.repeat("K0001", n),
        "candidates": pa.ListArray.from_arrays(pa.array(np.zeros(n + 1, dtype=np.int32)), pa.array([], pa.string())),
        "name": pa.repeat("Shusha", n),
        "tradition": pa.repeat("shared", n),
        "method": pa.array(np.where(number < n * bad, "guess", "exact")),
        "confidence": pa.array(number % A_DOCUMENT / A_DOCUMENT),
        "in_event_name": pa.repeat(False, n),
    }
    return sort(MODEL, pa.table(columns, schema=arrow_schema(MODEL)))


def references(mentions: pa.Table) -> dict[str, pa.Table]:
    """Return the places to which the mentions refer."""
    row = {"place_id": "K0001", "label": "Shusha", "type": "town", "tier": "core", "label_source": "a list"}
    return {"places": pa.Table.from_pylist([row], schema=arrow_schema(TABLES["places"])), "place_mentions": mentions}


def by_pandera(frame: pd.DataFrame) -> int:
    """Return how many failure cases Pandera collects."""
    try:
        MODEL.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def timed(what: str, n: int, work: Callable[[], Any]) -> float:
    """Run the work, print its rows a second, and return its seconds of CPU time (others may use the machine, too)."""
    began = time.process_time()
    work()
    took = time.process_time() - began
    print(f"{what:<44} {took:7.2f} s CPU {n / took:12,.0f} rows/s")
    return took


def main(n: int = 1_000_000) -> None:
    """Print a line a measurement and the ratio of each pair."""
    for bad in (0.0, 0.1, 1.0):
        mentions = place_mentions(n, bad)
        compare(mentions, references(mentions), f"{n:,} rows, {bad:.0%} bad")


def compare(mentions: pa.Table, others: dict[str, pa.Table], what: str) -> None:
    """Print how long our validation and Pandera's take with the same mentions."""
    n = mentions.num_rows
    frame = mentions.to_pandas(types_mapper=pd.ArrowDtype)
    ours = timed(f"check_table, {what}", n, lambda: check_table("place_mentions", mentions, others))
    timed(f"split_valid, {what}", n, lambda: split_valid("place_mentions", mentions, others))
    plain = timed(f"Pandera, lazy, {what}", n, lambda: by_pandera(frame))
    print(f"Pandera takes {plain / ours:.1f} times the time of check_table\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
