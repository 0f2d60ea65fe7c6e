"""The second stage of validation: a table of the declared types comes in, the rows that break a rule go out.

What a column's declaration says becomes a rule here; what holds between columns is declared with the table. All of it
is done a column at a time in Arrow and NumPy, so that a million rows cost a second or two and a million bad rows little
more.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas import fields
from karabakh.schemas.codes import Codes
from karabakh.schemas.distinct import of_each
from karabakh.schemas.fields import Column, ForeignKey, Table
from karabakh.schemas.findings import Violation
from karabakh.schemas.patterns import FORMS

# of the type of what it is compared with, which would be converted as a whole otherwise
_NOTHING = pa.scalar(0, pa.int32())


def violations(
    name: str, model: type[Table], table: pa.Table, others: Mapping[str, pa.Table] | None = None
) -> Iterator[Violation]:
    """Yield each rule that some rows break: of each column, of the key, of the table, of its references to ``others``.

    A reference to a table that is not among ``others`` is not checked; one to the table itself is to its own rows, or
    to those that ``others`` has of it.
    """
    known = ChainMap(others or {}, {name: table})  # type: ignore[arg-type]  # only read, and what is not needed is not
    found = [
        *(violation for column in fields.columns(model) for violation in column_violations(column, table[column.name])),
        unique(model, table),
        *(Violation(rule.name, rule.column, rule.must, rows(rule.bad(table))) for rule in fields.rules(model)),
        *(reference(link, table, known[link.other]) for link in fields.foreign_keys(model) if link.other in known),
    ]
    yield from (violation for violation in found if len(violation.rows))


def rows(mask: Any) -> Any:
    """Return the positions at which a mask of Arrow or NumPy is true."""
    if isinstance(mask, pa.Array | pa.ChunkedArray):
        if not pc.any(mask).as_py():  # as nearly always
            return np.empty(0, dtype=np.int64)
        mask = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
    return np.flatnonzero(mask)


def column_violations(column: Column, values: pa.ChunkedArray) -> Iterator[Violation]:
    """Yield what a column's declaration forbids: null, empty strings, what is not in a closed list, out of range …"""
    if not column.nullable and values.null_count:
        must = "be a list, though it may be empty" if pa.types.is_list(column.type) else "not be empty"
        yield Violation("not_null", column.name, f"{column.name} must {must}", rows(values.is_null()))
    if pa.types.is_list(column.type):
        yield from _of_items(column, values)
    else:
        for rule, must, bad in _of_values(column, values):
            yield Violation(rule, column.name, f"{column.name} must {must}", rows(bad))


def _of_items(column: Column, lists: pa.ChunkedArray) -> Iterator[Violation]:
    """Yield the same of a list column, whose rows are bad where an item is."""
    whole = lists.combine_chunks()
    items, parents = whole.flatten(), pc.list_parent_indices(whole).to_numpy(zero_copy_only=False)
    for rule, must, bad in [("not_null", "hold no null", items.is_null()), *_of_values(column, items)]:
        must = must.replace("be ", "hold only ", 1) if must.startswith("be ") else must
        yield Violation(rule, column.name, f"{column.name} must {must}", np.unique(parents[rows(bad)]))


def _of_values(column: Column, values: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield rule, what must hold, and the mask of the values that break it."""
    if pa.types.is_floating(values.type):
        yield "finite", "be a finite number", pc.invert(pc.is_finite(values))
    if pa.types.is_string(values.type):
        yield "not_empty", "be null where there is no text", pc.equal(pc.binary_length(values), _NOTHING)
    if column.codes is not None:
        allowed = pa.array(list(column.codes), values.type)
        yield "closed_list", f"be one of {listed(column.codes)}", of_each(values, lambda some: _outside(some, allowed))
    if column.ge is not None:
        yield "range", f"be at least {column.ge:g}", pc.less(values, pa.scalar(column.ge, values.type))
    if column.le is not None:
        yield "range", f"be at most {column.le:g}", pc.greater(values, pa.scalar(column.le, values.type))
    if column.max_length is not None:
        must = f"be at most {column.max_length} characters long"
        yield "max_length", must, pc.greater(pc.utf8_length(values), column.max_length)
    if column.pattern is not None:
        must = f"be {FORMS.get(column.pattern, column.pattern)}"
        whole = rf"\A(?:{column.pattern})\z"
        yield "pattern", must, of_each(values, lambda some: pc.invert(pc.match_substring_regex(some, whole)))


def _outside(values: Any, allowed: pa.Array) -> Any:
    return pc.and_(values.is_valid(), pc.invert(pc.is_in(values, value_set=allowed)))


def listed(codes: Codes) -> str:
    """Return the codes of a closed list for a message."""
    return ", ".join(map(str, codes))


def unique(model: type[Table], table: pa.Table) -> Violation:
    """Return the rows whose key a row before them has; null equals null."""
    key = fields.key(model)
    must = f"{', '.join(key)} must be unique: a row before has the same"
    found, before = _repeated([table[name] for name in key])
    lacking = [table[name].is_null() for name in key if not fields.column(model, name).nullable]
    complete = ~np.logical_or.reduce([mask.to_numpy() for mask in lacking])
    whole = complete[found]
    return Violation("unique", key[0] if len(key) == 1 else None, must, found[whole], before=before[whole])


def _repeated(columns: list[pa.ChunkedArray]) -> tuple[Any, Any]:
    """Return the positions of rows that repeat a row before them, and those of the first row that each repeats."""
    if len(columns) == 1 and _ascending(columns[0]):  # as published tables are, and far faster than hashing
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    codes, codes_end = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        values, end = _coded(column)
        if codes_end * end >= _MOST:  # the pairs cannot be counted in 64 bits: number those that there are
            codes, codes_end = _coded(pa.chunked_array([pa.array(codes)]))
        codes, codes_end = codes * end + values, codes_end * end
    return _again(codes)


_MOST = 1 << 62


def _again(codes: Any) -> tuple[Any, Any]:
    """Return the positions of the numbers that stand before, too, and where each of them stands first."""
    ordered = np.sort(codes)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return twice, twice
    # only the numbers that are there twice are put in an order that keeps their places
    places = np.minimum(np.searchsorted(twice, codes), len(twice) - 1)
    among = np.flatnonzero(twice[places] == codes)
    _, first, number = np.unique(codes[among], return_index=True, return_inverse=True)
    again = np.ones(len(among), dtype=bool)
    again[first] = False
    return among[again], among[first[number[again]]]


def _ascending(column: pa.ChunkedArray) -> bool:
    values = column.combine_chunks()
    return not values.null_count and bool(pc.all(pc.less(values[:-1], values[1:])).as_py())


def _coded(column: pa.ChunkedArray) -> tuple[Any, int]:
    """Return a number for each value, equal for equal values, and the number above them all."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), max(len(encoded.dictionary), 1)


def reference(link: ForeignKey, table: pa.Table, other: pa.Table) -> Violation:
    """Return the rows that refer to a row which the other table does not have."""
    must = f"{', '.join(link.columns)} must be the {', '.join(link.other_columns)} of a row of {link.other}"
    if pa.types.is_list(table.schema.field(link.columns[0]).type):
        whole = table[link.columns[0]].combine_chunks()
        parents = pc.list_parent_indices(whole).to_numpy(zero_copy_only=False)
        there = other[link.other_columns[0]].combine_chunks()
        bad = np.unique(parents[rows(_outside(whole.flatten(), there))])
    elif len(link.columns) == 1:
        there = other[link.other_columns[0]].combine_chunks()
        bad = rows(of_each(table[link.columns[0]], lambda some: _outside(some, there)))
    else:
        bad = rows(_outside(*_paired(link, table, other)))
    return Violation("foreign_key", link.columns[-1], must, bad)


def _paired(link: ForeignKey, table: pa.Table, other: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Return a number for each row of both tables, equal for equal values of all the columns; null where one is null.

    A value that the other table does not have gives a number that none of its rows has.
    """
    mine, theirs = np.zeros(table.num_rows, dtype=np.int64), np.zeros(other.num_rows, dtype=np.int64)
    lacking, known = np.zeros(table.num_rows, dtype=bool), np.ones(other.num_rows, dtype=bool)
    for own, name in zip(link.columns, link.other_columns, strict=True):
        values, others = table[own].combine_chunks(), other[name].combine_chunks()
        at, there, count = _numbered(values, others)
        mine = mine * (count + 1) + at
        theirs = theirs * (count + 1) + there
        lacking |= values.is_null().to_numpy(zero_copy_only=False)
        known &= others.is_valid().to_numpy(zero_copy_only=False)
    return pa.array(mine, mask=lacking), pa.array(theirs[known])


def _numbered(values: pa.Array, others: pa.Array) -> tuple[Any, Any, int]:
    """Return the numbers of values among others, that of one which is not there, and those of the others themselves."""
    if pa.types.is_int32(values.type) and pa.types.is_int32(others.type):  # they are numbers already
        there, own = (pc.fill_null(some, 0).to_numpy().astype(np.int64) for some in (others, values))
        low, count = (int(there.min()), int(np.ptp(there)) + 1) if len(there) else (0, 0)
        return np.where((own >= low) & (own < low + count), own - low, count), there - low, count
    encoded = others.dictionary_encode()
    count = len(encoded.dictionary)
    found = pc.fill_null(pc.index_in(values, value_set=encoded.dictionary), count)
    return found.to_numpy(), pc.fill_null(encoded.indices, 0).to_numpy(), count
