"""What must hold between the columns or the rows of a table: a table comes in, a mask of the bad rows goes out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas.distinct import of_each
from karabakh.schemas.limits import ID_BYTES

OF_CELLS: Final = frozenset({"bytes", "distinct_items", "normalised", "printable", "trimmed"})
"""The rules that hold for one cell, whatever stands in the others of its row."""

CONTROLS = r"[\x00-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""Control characters and those that turn the direction of what follows, as a regular expression of the RE2 kind."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a table: its name, the column it speaks of, what must hold (for people) and how to find the bad rows.

    ``bad`` takes a table of the declared types and returns as many booleans, true at a bad row. Null counts as good,
    because whether a value may be missing is the column's own matter.
    """

    name: str
    column: str
    must: str
    bad: Callable[[pa.Table], Any]


def identifier(column: str, letter: str) -> Rule:
    """Return the rule that an identifier is made of the document and the offsets."""

    def bad(table: pa.Table) -> Any:
        offsets = [table[name].cast(pa.string()) for name in ("start", "end")]
        made = pc.binary_join_element_wise(table["document_id"], f":{letter}", offsets[0], "-", offsets[1], "")
        return pc.not_equal(table[column], made)

    return Rule("identifier", column, f"{column} must be {{document_id}}:{letter}{{start}}-{{end}}", bad)


START_BEFORE_END = Rule(
    "start_before_end",
    "end",
    "end must be greater than start, for a stretch of text is not empty",
    lambda table: pc.less_equal(table["end"], table["start"]),
)


def length(column: str) -> Rule:
    """Return the rule that a text is as long as its offsets say."""

    def bad(table: pa.Table) -> Any:
        return pc.not_equal(pc.utf8_length(table[column]), pc.subtract(table["end"], table["start"]))

    return Rule("length", column, f"{column} must have end - start code points", bad)


def no_overlap(what: str) -> Rule:
    """Return the rule that no two rows of a document share a character; the later of two is the bad one."""
    return Rule("no_overlap", "start", f"{what} of a document must not overlap", _overlaps)


def _overlaps(table: pa.Table) -> Any:
    documents = table["document_id"].combine_chunks().dictionary_encode().indices
    starts, ends = table["start"].combine_chunks(), table["end"].combine_chunks()
    usable = pc.and_(documents.is_valid(), pc.fill_null(pc.less(starts, ends), False))
    rows = np.flatnonzero(usable.to_numpy(zero_copy_only=False))
    # documents far apart on one line of offsets, so that one running maximum serves all of them
    apart = documents.take(pa.array(rows)).to_numpy(zero_copy_only=False).astype(np.int64) << 32
    start = starts.take(pa.array(rows)).to_numpy(zero_copy_only=False) + apart
    end = ends.take(pa.array(rows)).to_numpy(zero_copy_only=False) + apart
    order = np.argsort(start, kind="stable")
    bad = np.zeros(table.num_rows, dtype=bool)
    bad[rows[order[_covered(start[order], end[order])]]] = True
    return bad


def _covered(start: Any, end: Any) -> Any:
    """Return the positions of sorted stretches that begin before the end of one that is kept."""
    if not (start[1:] < np.maximum.accumulate(end)[:-1]).any():
        return np.empty(0, dtype=np.int64)
    return np.fromiter(_walk(start.tolist(), end.tolist()), dtype=np.int64)


def _walk(start: list[int], end: list[int]) -> Iterator[int]:
    reached = -(1 << 62)
    for position, begin in enumerate(start):
        if begin < reached:
            yield position
        else:
            reached = end[position]


def not_after(first: str, last: str) -> Rule:
    """Return the rule that one column is not greater than another."""
    return Rule(
        "order", first, f"{first} must not be after {last}", lambda table: pc.greater(table[first], table[last])
    )


def only_where(column: str, other: str, values: tuple[str, ...], must: str) -> Rule:
    """Return the rule that a column has a value exactly where another has one of ``values``."""

    def bad(table: pa.Table) -> Any:
        expected = pc.is_in(table[other], value_set=pa.array(values))
        return pc.and_(table[other].is_valid(), pc.xor(table[column].is_valid(), expected))

    return Rule("presence", column, must, bad)


def null_where(column: str, other: str, values: tuple[str, ...], must: str) -> Rule:
    """Return the rule that a column has no value where another has one of ``values``."""

    def bad(table: pa.Table) -> Any:
        return pc.and_(table[column].is_valid(), pc.is_in(table[other], value_set=pa.array(values)))

    return Rule("presence", column, must, bad)


def composed(column: str) -> Rule:
    """Return the rule that a name or identifier is in Unicode's composed form, NFC."""

    def bad(table: pa.Table) -> Any:
        values = table[column]
        if pc.all(pc.string_is_ascii(values)).as_py() is not False:  # the usual case, and nothing to compose
            return pa.repeat(False, len(values))
        return of_each(values, lambda some: pc.not_equal(pc.utf8_normalize(some, form="NFC"), some))

    return Rule("normalised", column, f"{column} must be in Unicode's composed form (NFC)", bad)


def id_bytes(column: str) -> Rule:
    """Return the rule that an identifier of a document is short enough to be a file's name everywhere."""

    def bad(table: pa.Table) -> Any:
        return pc.greater(pc.binary_length(table[column]), ID_BYTES)

    return Rule("bytes", column, f"{column} must be at most {ID_BYTES} bytes of UTF-8 long", bad)


def trimmed(column: str) -> Rule:
    """Return the rule that a name has no white space around it."""

    def bad(table: pa.Table) -> Any:
        return of_each(table[column], lambda some: pc.not_equal(pc.utf8_trim_whitespace(some), some))

    return Rule("trimmed", column, f"{column} must have no white space before or after it", bad)


def printable(column: str) -> Rule:
    """Return the rule that a name has no control characters, nor those that turn the direction of what follows."""

    def bad(table: pa.Table) -> Any:
        return of_each(table[column], lambda some: pc.match_substring_regex(some, CONTROLS))

    return Rule("printable", column, f"{column} must have no control characters or line breaks", bad)


def distinct_items(column: str) -> Rule:
    """Return the rule that a list has each item once."""

    def bad(table: pa.Table) -> Any:
        lists = table[column].combine_chunks()
        several = pc.fill_null(pc.greater(pc.list_value_length(lists), 1), False).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(several)
        found = np.zeros(table.num_rows, dtype=bool)
        for row, items in zip(rows.tolist(), lists.take(pa.array(rows)).to_pylist(), strict=True):
            found[row] = len(set(items)) < len(items)
        return found

    return Rule("distinct_items", column, f"{column} must have each item once", bad)
