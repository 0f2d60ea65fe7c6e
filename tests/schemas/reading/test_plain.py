"""What Arrow reads fast is what the row-by-row reader makes of the same file; the rest it leaves."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.schemas.limits import CELL_CHARACTERS
from karabakh.schemas.reading.dialect import head_of
from karabakh.schemas.reading.plain import Rows, plain_rows
from karabakh.schemas.reading.refusal import Remarks, UnreadableError
from karabakh.schemas.reading.rows import lenient_rows

SIGNS = "ab,;\"\n\r\t|' #Ş"


Told = tuple[str, str, int | None, int | None]


def told(remark: UnreadableError) -> Told:
    return remark.rule, str(remark), remark.row, remark.line


def as_lists(rows: Rows) -> tuple[list[list[str | None]], list[int], list[int]]:
    return [column.to_pylist() for column in rows.columns], list(rows.numbers), list(rows.lines)


def both(data: bytes) -> tuple[Rows | None, Rows, list[Told], list[Told]]:
    usual = csv.field_size_limit(CELL_CHARACTERS)
    try:
        head, fast, slow = head_of(data), Remarks(), Remarks()
        rows = plain_rows(data, head, fast), lenient_rows(data, head, slow)
    finally:
        csv.field_size_limit(usual)
    return (*rows, [told(remark) for remark in fast], [told(remark) for remark in slow])


def written(rows: list[list[str]], delimiter: str, end: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def agree(data: bytes) -> bool:
    """Say whether Arrow read it; then it has read what the other reader has."""
    fast, slow, remarks, expected = both(data)
    if fast is not None:
        assert as_lists(fast) == as_lists(slow)
        assert remarks == expected
    return fast is not None


@given(
    rows=st.lists(st.lists(st.text("ab,;\"\n' #Ş\t", max_size=5), min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_file_that_a_program_wrote_is_read_fast(rows: list[list[str]], delimiter: str, end: str) -> None:
    comments = any(row[0].startswith("# ") for row in rows)  # between rows they are left to the other
    assert agree(written([["one", "two", "three"], ["a", "b", "c"], *rows], delimiter, end)) != comments


@given(
    rows=st.lists(st.lists(st.sampled_from(["", "a", "b\nc", '"', ","]), max_size=6), max_size=8),
    header=st.sampled_from([["a", "b", "c"], ["a", "b", "", ""], ["a", "", "c"], ["a"]]),
)
def test_rows_of_any_length_are_read_the_same_by_both_or_left(header: list[str], rows: list[list[str]]) -> None:
    agree(written([header, *rows], ",", "\n"))


@settings(max_examples=300)
@given(st.text(SIGNS, max_size=40).map(lambda text: f"one,two,three\n{text}".encode()))
def test_a_file_of_any_signs_is_read_the_same_by_both_or_left(data: bytes) -> None:
    agree(data)


@pytest.mark.parametrize(
    ("text", "fast"),
    [
        ("a,b,c\n1,2,3\n", True),
        ("a,b,c\r\n1,2,3", True),
        ('a,b,c\n"1\n1",2,3\n4,5,6\n', True),
        ('a,b,c\n"1""",2,3\n', True),
        ("a,b,c\n,,\n4,5,6\n", True),
        ("a,b,c\n", True),
        ("a,b,c\n\n4,5,6\n\n", True),
        ("a,b,c\n1,2\n4,5,6\n1,2,3,4\n", True),
        ('a,b,c\n"1\n",2\n4,"5\n\n",6\n\n1,2,3,4\n7,8,9', True),
        ("a,b,,\n1,2,,\n", True),
        ("a,b,,\n1,2,,3\n", False),
        ("a,b,,\n1,2\n", False),
        ('a,b,c\n1"1,2,3\n', False),
        ('a,b,c\n"1"1,2,3\n', False),
        ('a,b,c\n1,"2,3\n', False),
        ("a,b,c\n1,2,3\r", False),
        ("a,b,c\n\ufeff1,2,3\n", False),
        ("a,b,c\n1,2,3\n# x,,\n", False),
        ("a,b,c\n1,2,3\n# x\n", False),
        ("a,b,c\n# x\n1,2,3\n", True),
    ],
)
def test_what_is_read_fast(text: str, fast: bool) -> None:
    assert agree(text.encode()) == fast


def test_rows_and_lines_are_both_counted() -> None:
    rows, *_ = both(b'a,b\n"1\n\n1",2\n,\n"4","5\r\n5"\n6,7')
    assert rows is not None
    assert (list(rows.numbers), list(rows.lines)) == ([2, 4, 5], [2, 6, 8])


def test_rows_of_another_length_are_left_out_wherever_they_stand() -> None:
    lines = [("1,2", "3", "", "4,5,6")[number % 4] for number in range(8_000)]
    assert agree(("a,b\n" + "\n".join(lines)).encode())


def test_no_thread_of_arrow_holds_memory_of_python_when_the_rows_are_there() -> None:
    data = bytearray(b"a,b\n1,2\n")
    head = head_of(bytes(data))
    for _ in range(2_000):
        assert plain_rows(data, head, Remarks()) is not None  # type: ignore[arg-type]
        data.append(0)  # BufferError where it is held
        data.pop()


def test_a_record_longer_than_a_block_is_read_fast() -> None:
    assert agree(b"a,b\n1," + b"x" * 5_000_000 + b"\n3,4\n5\n")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("place_id,name\nK1,a\n# about\n# K2,b\nK3,c\n", ["K1", "K3"]),
        ("place_id,name\nK1,a\n# K2,b\n", ["K1"]),
        ("document_id,name\nd,a\n# e,b\n", ["d", "# e"]),  # which may be a document's name
        ("document_id,name\nd,a\n# about\n# e,b\n\n# f,b\n", ["d", "# f"]),
        ("name\na\n# b\n", ["a", "# b"]),
    ],
)
def test_comments_between_rows_are_passed_over_and_counted(text: str, kept: list[str]) -> None:
    _, rows, _, remarks = both(text.encode())
    assert rows.columns[0].to_pylist() == kept
    lost = text.count("# ") - sum(one.startswith("# ") for one in kept)
    assert [(rule, message.split()[0]) for rule, message, *_ in remarks] == ([("comments", str(lost))] if lost else [])
    assert agree(text.encode()) in (True, False)
