"""Only tables as their models declare them are published."""

import pyarrow as pa
import pytest

from karabakh.flows.errors import DataError
from karabakh.flows.publish.edition import settled
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema


def test_tables_come_in_publishing_order(tables):
    assert list(settled(dict(reversed(tables.items())))) == list(TABLES)


def test_columns_come_in_declared_order_and_type(tables):
    names = tables["places"].column_names
    turned = tables["places"].select(names[::-1])
    wide = turned.set_column(turned.column_names.index("label"), "label", turned["label"].cast(pa.large_string()))
    assert settled({"places": wide})["places"].schema.equals(arrow_schema(TABLES["places"]), check_metadata=True)


def test_rows_come_sorted_by_the_whole_key_null_first(build, rows):
    one = rows["rejected"][0] | {"key": "a"}
    rejected = [one | {"ordinal": 2}, one | {"key": None}, one, one | {"column": "text"}, one | {"ordinal": 1}]
    table = pa.Table.from_pylist(build({"rejected": rejected})["rejected"].to_pylist()[::-1])
    table = table.cast(arrow_schema(TABLES["rejected"]))
    keys = [(row["key"], row["column"], row["ordinal"]) for row in settled({"rejected": table})["rejected"].to_pylist()]
    assert keys == [(None, None, None), ("a", None, None), ("a", None, 1), ("a", None, 2), ("a", "text", None)]


def test_a_key_that_stands_twice_is_refused(build, rows):
    with pytest.raises(DataError, match=r"places: the key \(place_id\) = \['K0001'\] stands twice"):
        settled(build({"places": [*rows["places"], rows["places"][0]]}))
    with pytest.raises(DataError, match="rejected: the key"):
        settled(build({"rejected": [rows["rejected"][1]] * 2}))


def test_another_table_column_or_type_is_refused(tables):
    with pytest.raises(DataError, match="no published table is called sources"):
        settled({**tables, "sources": tables["places"]})
    with pytest.raises(DataError, match="places: the columns are"):
        settled({"places": tables["places"].drop_columns(["label"])})
    texts = tables["places"].set_column(3, "lat", pa.array(["north", "south"]))
    with pytest.raises(DataError, match="places: a column is not of its type"):
        settled({"places": texts})
    with pytest.raises(DataError, match="no table to publish"):
        settled({})


def test_null_where_none_may_be_is_refused(tables):
    without = tables["places"].set_column(1, "label", pa.array([None, "Lachin"]))
    with pytest.raises(DataError, match="places: a column is not of its type"):
        settled({"places": without})


@pytest.mark.parametrize("length", [0, 1])
def test_few_rows_are_in_order(tables, length):
    assert settled({"places": tables["places"].slice(0, length)})["places"].num_rows == length
