"""What leads from the version before to this one, as rows of changes: between any two tables."""

import json
import math
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import rows as rows_module
from karabakh.flows.publish.changes import changes
from karabakh.flows.publish.difference import difference
from karabakh.flows.publish.highlights import Highlights
from karabakh.flows.publish.order import sort_indices
from karabakh.schemas.csv import split_cell
from karabakh.schemas.keys import key_text, split_key

SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("at", pa.int32()),
        ("size", pa.float64()),
        ("good", pa.bool_()),
        ("day", pa.date32()),
        ("note", pa.string()),
        ("words", pa.list_(pa.string())),
    ]
)
KEY = ("name", "at")
TEXTS = st.sampled_from(["a", "=1", "é", "a|b", "\\", '"', "\n\t\x01", "\u2028", "null", "\U0001d11e"])
ROWS = st.dictionaries(
    st.tuples(st.none() | TEXTS, st.none() | st.integers(-1, 2)),
    st.tuples(
        st.none() | st.sampled_from([0.0, -0.0, 1.5, 1e300, 40.0, math.nan, -math.inf]),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.none() | TEXTS,
        st.lists(TEXTS, max_size=3),
    ),
    max_size=8,
)


class Side:
    """A version with one table."""

    def __init__(self, table=None, key=KEY, name="things"):
        self._table, self._key = table, key
        self.tables = () if table is None else (name,)

    def stream(self, _):
        return self._table

    def key(self, _):
        return self._key


def table(rows, schema=SCHEMA):
    columns = zip(*(key + cells for key, cells in rows.items()), strict=True) if rows else [[]] * len(schema)
    made = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
    return made.take(sort_indices(made, KEY))


def listed(old, new, name="things"):
    return [row for batch in changes(old, new, name) for row in batch.to_pylist()]


def by_key(made):
    return dict(zip(key_text(made, KEY).to_pylist(), made.to_pylist(), strict=True))


def value(text, field):
    """What a cell of `changes` says, as a value."""
    if pa.types.is_list(field.type):
        return split_cell(text) if text is not None else []
    return text if text is None else PARSE[field.type](text)


PARSE = {
    pa.string(): str,
    pa.int32(): int,
    pa.float64(): float,
    pa.bool_(): {"true": True, "false": False}.__getitem__,
    pa.date32(): date.fromisoformat,
}


def row_of(key, text):
    """What a whole row of `changes` says, as a row."""
    cells = {**dict.fromkeys(SCHEMA.names), **json.loads(text)}
    name, at = split_key(key)
    given_cells = {"name": name or None, "at": int(at) if at else None}
    size = cells["size"] if cells["size"] is None else float(cells["size"])
    day = cells["day"] and date.fromisoformat(cells["day"])
    return {**cells, **given_cells, "size": size, "day": day}


def applied(old, rows):
    """The old rows with the changes made to them; each change must find what it expects."""
    now = by_key(old)
    for row in rows:
        if row["change"] == "added":
            assert row["key"] not in now
            now[row["key"]] = row_of(row["key"], row["new"])
        elif row["change"] == "removed":
            assert same(now.pop(row["key"]), row_of(row["key"], row["old"]))
        else:
            field = SCHEMA.field(row["column"])
            assert same(now[row["key"]][row["column"]], value(row["old"], field))
            now[row["key"]][row["column"]] = value(row["new"], field)
    return now


def same(one, other):
    return plain(one) == plain(other)


def plain(held):
    """Values in which NaN equals itself."""
    if isinstance(held, dict):
        return {name: plain(cell) for name, cell in held.items()}
    return "not a number" if isinstance(held, float) and math.isnan(held) else held


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS, st.integers(1, 5))
@example({("a", 1): (None,) * 4 + ([],)}, {("a", None): (None,) * 4 + ([],)}, 1)
def test_the_changes_made_to_the_old_rows_give_the_new_ones(old, new, size):
    old, new = table(old), table(new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "BATCH_ROWS", size)
        rows = listed(Side(old), Side(new))
    assert same(applied(old, rows), by_key(new))


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS, st.integers(1, 5))
def test_they_are_as_many_as_the_difference_says_in_the_order_of_rows_and_columns(old, new, size):
    old, new = table(old), table(new)
    found = Highlights("things", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "BATCH_ROWS", size)
        told = difference(old, new, KEY, KEY)
        rows = [row for batch in found.watched(changes(Side(old), Side(new), "things")) for row in batch.to_pylist()]
    assert found.counts == {"added": told.added, "removed": told.removed, "changed": told.changed}
    assert all(len(first) == min(2, found.counts[kind]) for kind, first in found.first.items())
    both = table(
        {tuple(row[name] for name in KEY): (None,) * 4 + ([],) for row in [*old.to_pylist(), *new.to_pylist()]}
    )
    places = {key: place for place, key in enumerate(by_key(both))}
    order = [(places[row["key"]], -1 if row["column"] is None else SCHEMA.names.index(row["column"])) for row in rows]
    assert order == sorted(set(order))


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_table_does_not_differ_from_itself(rows):
    assert listed(Side(table(rows)), Side(table(rows))) == []


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS)
def test_the_way_back_is_the_same_with_old_and_new_exchanged(old, new):
    there, back = (listed(Side(table(one)), Side(table(other))) for one, other in ((old, new), (new, old)))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == [{**row, "change": turned[row["change"]], "old": row["new"], "new": row["old"]} for row in there]


ROW = {("a", 1): (0.5, True, date(1992, 5, 8), "x", ["b|c"])}


def test_each_cell_is_told_as_csv_has_it_without_the_guard():
    other = {("a", 1): (40.0, None, date(1992, 5, 9), "=1", ["b|c", "d"])}
    cells = {row["column"]: (row["old"], row["new"]) for row in listed(Side(table(ROW)), Side(table(other)))}
    assert cells == {
        "size": ("0.5", "40"),
        "good": ("true", None),
        "day": ("1992-05-08", "1992-05-09"),
        "note": ("x", "=1"),
        "words": (r"b\|c", r"b\|c|d"),
    }


def test_a_row_is_an_object_of_what_is_in_it():
    [row] = listed(Side(table({})), Side(table({**ROW})))
    told = '{"size":0.5,"good":true,"day":"1992-05-08","note":"x","words":["b|c"]}'
    assert row == {"table": "things", "key": "a|1", "change": "added", "column": None, "old": None, "new": told}
    [row] = listed(Side(table({(None, None): (None,) * 5})), Side(table({})))
    assert (row["key"], row["old"]) == ("|", "{}")


def test_of_columns_only_that_they_came_went_or_have_another_type():
    old, new = table(ROW), table({("a", 1): (9.9, True, date(1992, 5, 8), "y", ["b|c"])})
    new = new.drop_columns(["good"]).append_column("more", pa.array([1], pa.int32()))
    new = new.set_column(2, "size", new["size"].cast(pa.string()))
    told = [(row["key"], row["change"], row["column"], row["old"], row["new"]) for row in listed(Side(old), Side(new))]
    assert told == [
        (None, "removed", "good", "bool", None),
        (None, "added", "more", None, "int32"),
        (None, "changed", "size", "float64", "string"),
        ("a|1", "changed", "note", "x", "y"),
    ]


@pytest.mark.parametrize(("old", "new", "change"), [(None, ROW, "added"), (ROW, None, "removed")])
def test_of_a_table_only_that_it_came_or_went(old, new, change):
    old, new = (Side(None if rows is None else table(rows)) for rows in (old, new))
    assert listed(old, new) == [
        {"table": "things", "key": None, "change": change, "column": None, "old": None, "new": None}
    ]


def test_with_another_key_rows_are_not_compared():
    old, new = Side(table(ROW), ("name",)), Side(table({("b", 1): (None,) * 5}))
    assert listed(old, new) == [
        {"table": "things", "key": None, "change": "changed", "column": None, "old": "name", "new": "name|at"}
    ]
    retyped = table(ROW).set_column(1, "at", pa.array(["1"]))
    assert [row["column"] for row in listed(Side(table(ROW)), Side(retyped))] == ["at"]
    for lost in ((), ("name", "lost")):  # as a damaged version from elsewhere may say
        assert listed(Side(table(ROW), lost), Side(table({}), lost)) == []


def test_types_that_no_table_here_has_are_told_too():
    kinds = {"id": ["a"], "when": [date(1992, 5, 8)], "pair": [{"x": 1}], "raw": [b"\xff\x00"], "counts": [[1, 2]]}
    old = pa.table(kinds)
    new = pa.table({**kinds, "pair": [{"x": 2}], "raw": [b"\xff\x01"], "counts": [[1, 3]]})
    cells = {row["column"]: (row["old"], row["new"]) for row in listed(Side(old, ("id",)), Side(new, ("id",)))}
    assert set(cells) == {"pair", "raw", "counts"}
    assert cells["pair"] == ('{"x": 1}', '{"x": 2}')
    [row] = listed(Side(old.slice(1), ("id",)), Side(new, ("id",)))
    assert set(json.loads(row["new"])) == {"when", "pair", "raw", "counts"}


def test_running_text_of_another_release_is_not_shown_either():
    """The column has another name today; that it is running text stands in the file."""
    text = pa.field("words", pa.string(), metadata={"excerpt": "true"})
    old = pa.table([["a", "b"], ["Secret.", "Secret."]], schema=pa.schema([pa.field("id", pa.string()), text]))
    new = old.slice(1).drop_columns(["words"])
    rows = listed(Side(old, ("id",)), Side(new, ("id",)))
    assert [(row["key"], row["column"], row["old"]) for row in rows] == [(None, "words", "string"), ("a", None, "{}")]
