"""JSON Lines and arrays of objects are read, every value as a CSV file has it; what is no row is said with its line."""

import json

import pyarrow as pa
import pytest

from karabakh.schemas.reading import UnreadableError
from karabakh.schemas.reading.deadline import Deadline


def cells(contribution) -> dict[str, list[object]]:
    return {name: contribution.columns[name].to_pylist() for name in contribution.names}


def test_objects_are_rows(read) -> None:
    found = read(
        '{"name": "Şuşa", "lat": 39.760, "n": 1e400}\n\n{"name": "", "ambiguous": false, "n": null}\n', "t.jsonl"
    )
    assert cells(found) == {
        "name": ["Şuşa", None],
        "lat": ["39.760", None],
        "n": ["1e400", None],
        "ambiguous": [None, "false"],
    }
    assert (list(found.numbers), list(found.lines), found.guarded) == ([1, 3], [1, 3], False)
    assert found.remarks == []


def test_lists_of_texts_are_lists(read) -> None:
    found = read('{"a": ["x|y", "z"], "b": ["1"]}\n{"a": [], "b": "2"}\n{"a": null}\n', "t.jsonl")
    assert found.columns["a"].type == pa.list_(pa.string())
    assert cells(found) == {"a": [["x|y", "z"], [], []], "b": ["1", "2", None]}


@pytest.mark.parametrize(("start", "part", "end"), [("[", ",\n", "]"), ("\n [ ", "\n , ", " ]\n")])
def test_an_array_is_read_and_its_objects_are_counted(read, start: str, part: str, end: str) -> None:
    found = read(start + part.join(['{"a": 1}', '{"a":\n2}', '{"a": 3}']) + end, "t.json")
    assert cells(found) == {"a": ["1", "2", "3"]}
    first = 1 + start.count("\n")
    assert (list(found.numbers), list(found.lines)) == ([1, 2, 3], [first, first + 1, first + 3])


def test_rows_that_appear_late_leave_nulls_before(read) -> None:
    many = 40_000
    found = read('{"a": 1}\n' * many + '{"b": 2}\n', "t.jsonl")
    assert found.columns["b"].null_count == many
    assert found.columns["b"][many].as_py() == "2"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('{"a": {"b": 1}}', "nested"),
        ('{"a": [[1]]}', "nested"),
        ('{"a": [true]}', "nested"),
        ('{"a": [null]}', "nested"),
        ('{"a": NaN}', "not_json"),
        ('{"a": -Infinity}', "not_json"),
        ('{"a": 1, "a": 2}', "double_key"),
        ('{"a": "\\ud800"}', "encoding"),
        ('{"\\udfff": 1}', "encoding"),
        ('{"a": 1', "not_json"),
        ('{"a": 01}', "not_json"),
        ("[1, 2]", "not_json"),
        ('"text"', "not_json"),
        ("null", "not_json"),
        ('{"a": ' + "[" * 100_000, "nested"),
        ('{"a": ' * 100_000, "nested"),
    ],
)
def test_what_is_no_row_is_said_and_the_others_are_read(read, line: str, rule: str) -> None:
    found = read(f'{{"a": 1}}\n{line}\n{{"a": 2}}\n', "t.jsonl")
    assert cells(found) == {"a": ["1", "2"]}
    assert [(remark.rule, remark.row, remark.line) for remark in found.remarks] == [(rule, 2, 2)]


@pytest.mark.parametrize("rest", [', {"a": }]', "", ",", ' {"a": 2}]', "] x"])
def test_an_array_that_is_broken_is_read_up_to_there(read, rest: str) -> None:
    found = read('[{"a": 1}' + rest, "t.json")
    assert cells(found)["a"][0] == "1"
    assert [remark.rule for remark in found.remarks] == ["not_json"]


@pytest.mark.parametrize("text", ["{}", "[]", "{}\n{}\n", '{"a": 1', "[{]", '{\n  "a": 1\n}\n'])
def test_what_has_no_row_is_refused(read, text: str) -> None:
    with pytest.raises(UnreadableError):
        read(text, "t.json")


def test_a_number_of_a_million_digits_is_kept_as_written(read) -> None:
    digits = "9" * 1_000_000
    assert cells(read(json.dumps({"a": 1}) + f'\n{{"a": {digits}}}\n', "t.jsonl"))["a"] == ["1", digits]


def test_lines_and_seconds_are_bounded(read, monkeypatch) -> None:
    monkeypatch.setattr("karabakh.schemas.reading.jsonlines.ROWS", 10)
    with pytest.raises(UnreadableError, match="at most 10 lines; it has 11"):
        read("{}\n" * 11, "t.jsonl")
    monkeypatch.undo()
    monkeypatch.setattr("karabakh.schemas.reading.jsonlines.Deadline", lambda: Deadline(0))
    with pytest.raises(UnreadableError, match="more than 0 s to read"):
        read("{}\n" * 20_000, "t.jsonl")
