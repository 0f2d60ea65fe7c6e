"""The guard against publishing a version that lost much: it stops before anything is written."""

import pytest

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.publish.errors import DropError


@pytest.fixture
def ten(rows):
    """Rows with ten places."""
    rows["places"] = [rows["places"][0] | {"place_id": f"K{at:04}"} for at in range(10)]
    return rows


def test_more_than_the_share_is_refused_and_said(put, ten, build, data, snapshot):
    put(build(ten))
    before = snapshot(data)
    ten["places"] = ten["places"][:7]
    with pytest.raises(DropError, match=r"1\.0\.0 would lose 3 of 10 rows of places \(30%\)") as error:
        put(build(ten))
    assert isinstance(error.value, DataError)
    assert error.value.exit_code == 1
    assert snapshot(data) == before


def test_exactly_the_share_may_go(put, ten, build):
    put(build(ten))
    ten["places"] = ten["places"][:8]
    assert put(build(ten)).version == "1.1.0"


def test_the_share_can_be_set_and_the_guard_lifted(put, ten, build):
    put(build(ten))
    ten["places"] = ten["places"][:9]
    with pytest.raises(DropError):
        put(build(ten), max_drop=0.05)
    ten["places"] = []
    assert put(build(ten), allow_drop=True).version == "1.1.0"


def test_rows_are_counted_by_key_so_new_ones_do_not_make_up_for_lost_ones(put, ten, build):
    put(build(ten))
    ten["places"] = ten["places"][:5] + [row | {"place_id": f"K1{row['place_id'][1:]}"} for row in ten["places"]]
    with pytest.raises(DropError, match="5 of 10 rows of places"):
        put(build(ten))


def test_a_table_that_goes_loses_all_its_rows(put, ten, build):
    tables = build(ten)
    put(tables)
    del tables["places"]
    with pytest.raises(DropError, match="10 of 10 rows of places"):
        put(tables)
    assert put(tables, allow_drop=True).version == "2.0.0"


def test_documents_are_guarded(put, rows, build):
    put(build(rows))
    rows["documents"] = rows["documents"][:1]
    with pytest.raises(DropError, match="1 of 2 rows of documents"):
        put(build(rows))


def test_rejections_may_go_for_then_an_input_was_mended(put, rows, build):
    put(build(rows))
    rows["rejected"] = []
    assert put(build(rows)).version == "1.1.0"


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_the_share_is_a_share(put, tables, share):
    with pytest.raises(CallError, match="between 0 and 1"):
        put(tables, max_drop=share)


def test_who_is_refused_is_told_how_to_allow_it(put, ten, build):
    put(build(ten))
    ten["places"] = []
    with pytest.raises(
        DropError, match=r"--max-drop SHARE or --allow-drop \(in Python max_drop=SHARE or allow_drop=True"
    ):
        put(build(ten))
