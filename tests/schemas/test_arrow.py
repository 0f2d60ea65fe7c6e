"""Rows become tables of the exact schema, sorted by key."""

import pytest

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort, table


def link(other: str, system: str | None) -> dict[str, str | None]:
    return {"place_id": "K0001", "relation": "part_of", "other_id": other, "system": system, "source": "a list"}


def test_rows_are_sorted_by_key_with_null_first() -> None:
    rows = [link("K0002", "soviet"), link("K0002", None), link("K0002", "armenia"), link("K0001", "soviet")]
    made = table(TABLES["place_links"], rows)
    pairs = [(row["other_id"], row["system"]) for row in made.to_pylist()]
    assert pairs == [("K0001", "soviet"), ("K0002", None), ("K0002", "armenia"), ("K0002", "soviet")]


def test_strings_are_sorted_by_code_point() -> None:
    ids = ["Ş", "z", "\U0001f600", "a", "B", "\uffee"]
    made = table(TABLES["places"], [{"place_id": i} for i in ids])
    assert made["place_id"].to_pylist() == sorted(ids)


@pytest.mark.parametrize("name", TABLES)
def test_no_rows_make_an_empty_table_of_the_exact_schema(name: str) -> None:
    assert table(TABLES[name], []).schema.equals(arrow_schema(TABLES[name]), check_metadata=True)
    assert sort(TABLES[name], arrow_schema(TABLES[name]).empty_table()).num_rows == 0


def test_a_column_that_the_table_does_not_have_is_named() -> None:
    with pytest.raises(KeyError, match="latitude"):
        table(TABLES["places"], [{"place_id": "K0001", "latitude": 1.0}])
