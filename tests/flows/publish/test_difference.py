"""The difference of two tables is what comparing them row by row in Python finds."""

import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.publish.difference import difference
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.order import sort_indices

SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("at", pa.int32()),
        ("size", pa.float64()),
        ("good", pa.bool_()),
        ("day", pa.date32()),
        ("words", pa.list_(pa.string())),
    ]
)
KEY = ("name", "at")
WORDS = st.sampled_from(["", "a", "=", "é", "a|b"])
ROWS = st.dictionaries(
    st.tuples(st.none() | WORDS, st.none() | st.integers(-1, 2)),
    st.tuples(
        st.none() | st.sampled_from([0.0, -0.0, 1.5, math.nan, math.inf]),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.none() | st.lists(st.none() | WORDS, max_size=3),
    ),
    max_size=8,
)


def table(rows):
    columns = zip(*(key + cells for key, cells in rows.items()), strict=True) if rows else [[]] * len(SCHEMA)
    made = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )
    return made.take(sort_indices(made, KEY))


def same(old, new):
    both_nan = isinstance(old, float) and isinstance(new, float) and math.isnan(old) and math.isnan(new)
    return both_nan or old == new


@given(ROWS, ROWS)
def test_rows_are_matched_by_key_and_compared_by_value(old, new):
    found = difference(table(old), table(new), KEY, KEY)
    changed = [
        key for key in old.keys() & new.keys() if not all(same(*pair) for pair in zip(old[key], new[key], strict=True))
    ]
    assert (found.added, found.removed, found.changed) == (
        len(new.keys() - old.keys()),
        len(old.keys() - new.keys()),
        len(changed),
    )


@given(ROWS)
def test_a_table_does_not_differ_from_itself(rows):
    assert difference(table(rows), table(rows), KEY, KEY).change is None


@given(ROWS, ROWS)
def test_pieces_do_not_matter(old, new):
    whole, one = table(new), table(old)
    pieces = pa.concat_tables([whole.slice(0, 2), whole.slice(2)])
    assert difference(one, pieces, KEY, KEY) == difference(one, whole, KEY, KEY)


def test_without_the_new_key_only_numbers_are_known():
    old, new = table({("a", 1): (None,) * 4}), table({("a", 1): (None,) * 4, ("b", 1): (None,) * 4})
    found = difference(old, new, ("name",), KEY)
    assert (found.rekeyed, found.added, found.removed, found.changed) == (True, 1, 0, 0)


@pytest.mark.parametrize(("old", "new"), [("aab", "ab"), ("ab", "abb"), ("aa", "bb"), ("b", "aa")])
def test_a_key_that_stands_twice_is_told(old, new):
    """No version that is published here has such a table; one from elsewhere may."""
    one, other = (pa.table({"name": list(names), "at": range(len(names))}) for names in (old, new))
    with pytest.raises(DamagedError, match=r"a key \(name\) stands twice"):
        difference(one, other, ("name",), ("name",))
