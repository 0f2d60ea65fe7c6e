"""Cells become values of the declared type, in Arrow or by way of Python alike, and what is no value is told."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.schemas import cells
from karabakh.schemas.cells import converted

TYPES = (pa.int32(), pa.float64(), pa.bool_(), pa.date32())


@pytest.mark.parametrize(
    ("type_", "given_cells", "values", "bad"),
    [
        (pa.int32(), ["7", " -8 ", "+9", None, "2147483648", "1.0", "١"],
         [7, -8, 9, None, None, None, None], [4, 5, 6]),
        (pa.float64(), ["7", "39.76", ".5", "1e3", "-0.1", "1,5", "1_0", "x"],
         [7, 39.76, 0.5, 1000, -0.1] + [None] * 3, [5, 6, 7]),
        (pa.bool_(), ["true", "FALSE", " true", None, "yes", "1"], [True, False, True, None, None, None], [4, 5]),
        (pa.date32(), ["1992-05-08", "1992-02-30", "8.5.1992", None], [date(1992, 5, 8), None, None, None], [1, 2]),
        (pa.string(), ["a", "'=1", "''a", "'a", None], ["a", "=1", "'a", "'a", None], []),
        (pa.list_(pa.string()), ["a|b", r"a\|b", "'=1|c", None], [["a", "b"], ["a|b"], ["=1", "c"], []], []),
    ],
)  # fmt: skip
def test_text(type_: pa.DataType, given_cells: list[str | None], values: list[object], bad: list[int]) -> None:
    column, wrong = converted(given_cells, type_)
    assert column.to_pylist() == values
    assert wrong == [(place, given_cells[place]) for place in bad]


def test_text_that_is_not_from_a_csv_file_of_ours_keeps_its_apostrophes() -> None:
    assert converted(["'=1"], pa.string(), guarded=False)[0].to_pylist() == ["'=1"]


@pytest.mark.parametrize(
    ("column", "type_", "values", "bad"),
    [
        (pa.array([1.0, 2.5, None]), pa.int32(), [1, None, None], [(1, "2.5")]),
        (pa.array([1 << 40, 1]), pa.int32(), [None, 1], [(0, str(1 << 40))]),
        (pa.array([float("nan"), 1.5]), pa.float64(), [None, 1.5], []),
        (pa.array(["7", "x"]), pa.int32(), [7, None], [(1, "x")]),
        (pa.array(["7"], pa.large_string()), pa.int32(), [7], []),
        (pa.array([["a"], None]), pa.string(), [None, None], [(0, "a value of type list<item: string>")]),
        (pa.array([1, None]), pa.list_(pa.string()), [None, None], [(0, "1")]),
        (pa.array([True, None]), pa.string(), ["true", None], []),
    ],
)
def test_columns_with_types(column: pa.Array, type_: pa.DataType, values: list[object], bad: list[object]) -> None:
    assert (
        converted(pa.chunked_array([column]), type_)[0].to_pylist(),
        converted(pa.chunked_array([column]), type_)[1],
    ) == (
        values,
        bad,
    )


@pytest.mark.parametrize("day", [-(10**7), 10**7])
def test_a_day_that_no_calendar_of_ours_has_is_none(day: int) -> None:
    column, bad = converted(pa.chunked_array([pa.array([day, 0], pa.int32()).cast(pa.date32())]), pa.date32())
    assert column.to_pylist() == [None, date(1970, 1, 1)]
    assert [place for place, _ in bad] == [0]


@given(
    type_=st.sampled_from(TYPES),
    written=st.lists(
        st.none() | st.text("0123456789.-+eE xtrufalsINn", max_size=12) | st.floats().map(str) | st.integers().map(str)
    ),
    parts=st.integers(1, 3),
)
def test_arrow_and_python_agree(type_: pa.DataType, written: list[str | None], parts: int) -> None:
    array = pa.array(written, pa.string())
    size = len(array) // parts + 1
    cut = [array.slice(part * size, size) for part in range(parts)]
    column, bad = converted(pa.chunked_array(cut), type_)
    singly, places = cells._parsed_singly(array, type_)
    assert repr(column.to_pylist()) == repr(singly.to_pylist())
    assert bad == [(place, written[place]) for place in places.tolist()]
