"""A text of JSON in, one object a line or an array of objects; its table out, every value as text.

It is read by Python: Arrow's own reader of JSON is fast, but ends the process where a line says ``null``.
"""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, cast

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas.csv import split_lists
from karabakh.schemas.limits import CELL_CHARACTERS, CELLS, COLUMNS, LINE_BYTES, ROWS
from karabakh.schemas.reading.contribution import Contribution
from karabakh.schemas.reading.deadline import Deadline
from karabakh.schemas.reading.refusal import Remarks, UnreadableError

_BATCH: Final = 1 << 14
_SPACE: Final = " \t\r\n"
_BLANK: Final = _SPACE.encode()
_RIGHT: Final = "each line must be one JSON object of names and values"


class _ObjectError(ValueError):
    """What is wrong with an object: the rule that it breaks and what would be right."""

    def __init__(self, rule: str, message: str) -> None:
        self.rule = rule
        super().__init__(message)


def is_json(data: bytes) -> bool:
    """Say whether a text begins as JSON does: no table that is no JSON has such names of columns."""
    head = data[:4096].lstrip()
    return head.startswith(b"{") or (head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]"))


def read_json(path: Path, data: bytes, remarks: Remarks) -> Contribution:
    """Return the table of JSON Lines, or of an array of objects, in UTF-8; UnreadableError where it is neither."""
    is_array = data.lstrip()[:1] == b"["
    if is_array and len(data) > LINE_BYTES:
        raise UnreadableError("too_large", f"an array must have at most {LINE_BYTES >> 20} MB; write one object a line")
    lines = data.count(b"\n")
    if lines > ROWS and not is_array:  # as CSV: a line costs time, whether or not there is something in it
        raise UnreadableError("too_large", f"a table must have at most {ROWS:,} lines; it has {lines:,}; split it")
    table, items = _Objects(remarks), _of_array(data, remarks) if is_array else _of_lines(data, remarks)
    while batch := list(islice(items, _BATCH)):
        table.add(batch)
    columns = table.columns()
    if not columns:
        raise next(iter(remarks), UnreadableError("not_readable", f"the file has no object with a value; {_RIGHT}"))
    return Contribution(path, columns, list(columns), table.numbers, list(remarks), table.lines)


@dataclass(frozen=True, slots=True)
class _Item:
    """What is in a line, or stands in an array; ``careful`` says that its texts have to be looked at."""

    number: int
    line: int
    value: Any
    careful: bool


class _Objects:
    """Rows with names that become columns of Arrow; one that begins late has nulls before."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._chunks: dict[str, list[pa.Array]] = {}
        self._scalars: set[str] = set()  # the names of columns that have a value that is no list
        self._lists: set[str] = set()
        self.numbers, self.lines = array("q"), array("q")

    def add(self, items: list[_Item]) -> None:
        """Take some thousand objects; a column at a time where all are sound, else without those that are not."""
        try:
            columns = self._columns(items)
        except (_ObjectError, AttributeError, UnicodeEncodeError):
            items = [item for item in items if self._is_sound(item)]
            columns = self._columns(items)
        before = len(self.numbers)
        self.numbers.extend(item.number for item in items)
        self.lines.extend(item.line for item in items)
        for name, column in columns.items():
            self._chunks.setdefault(name, [pa.nulls(before, pa.string())]).append(column)
        for name in self._chunks.keys() - columns.keys():
            self._chunks[name].append(pa.nulls(len(items), pa.string()))
        self._within_limits()

    def _within_limits(self) -> None:
        rows, columns = len(self.numbers), len(self._chunks)
        if columns > COLUMNS:
            raise UnreadableError("too_large", f"a table must have at most {COLUMNS:,} columns; it has more")
        if rows > ROWS or rows * columns > CELLS:
            raise UnreadableError("too_large", f"a table must have at most {ROWS:,} rows and {CELLS:,} cells; split it")

    def _columns(self, items: list[_Item]) -> dict[str, pa.Array]:
        for item in items:
            if item.careful:
                _look_at(item.value)
        objects = [item.value for item in items]
        names = dict.fromkeys(chain.from_iterable(value.keys() for value in objects))
        if len(names) > COLUMNS:
            raise UnreadableError("too_large", f"a table must have at most {COLUMNS:,} columns; it has {len(names):,}")
        return {name: self._column(name, [value.get(name) for value in objects]) for name in names}

    def _column(self, name: str, values: list[Any]) -> pa.Array:
        """Return values as a CSV file has them; most often that is what they are."""
        try:
            column = pa.array(values, pa.string())
        except pa.ArrowException:
            column = pa.array([_cell(name, value) for value in values], pa.string())
            kinds = {type(value) for value in values} - {type(None)}
            self._lists.update([name] if list in kinds else [])
            self._scalars.update([name] if kinds - {list} else [])
        else:
            self._scalars.update([name] if column.null_count < len(column) else [])
        return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)

    def _is_sound(self, item: _Item) -> bool:
        try:
            if not isinstance(item.value, dict):
                raise _ObjectError("not_json", _RIGHT)
            _look_at(item.value)
            for name, value in item.value.items():
                _cell(name, value)
        except _ObjectError as fault:
            self._remarks.add(UnreadableError(fault.rule, str(fault), item.number, line=item.line))
            return False
        return True

    def columns(self) -> dict[str, pa.ChunkedArray]:
        """Return all that was taken."""
        return {name: self._whole(name, chunks) for name, chunks in self._chunks.items()}

    def _whole(self, name: str, chunks: list[pa.Array]) -> pa.ChunkedArray:
        if name in self._lists and name not in self._scalars:
            return pa.chunked_array([split_lists(chunk) for chunk in chunks], pa.list_(pa.string()))
        return pa.chunked_array(chunks, pa.string())


def _of_lines(data: bytes, remarks: Remarks) -> Iterator[_Item]:
    """Yield what is in each line that has something."""
    at = number = 0
    deadline = Deadline()
    while at < len(data):
        start, at = at, data.find(b"\n", at) + 1 or len(data)
        number += 1
        if number % _BATCH == 0:
            deadline.check()
        if at - start > LINE_BYTES:
            fault = _ObjectError("too_large", f"the line must have at most {LINE_BYTES >> 20} MB")
        elif not (line := data[start:at].strip(_BLANK)):
            continue
        else:
            try:
                careful = b"\\u" in line or len(line) > CELL_CHARACTERS
                yield _Item(number, number, _value(line.decode()), careful)
                continue
            except json.JSONDecodeError as error:
                fault = _ObjectError("not_json", f"{_RIGHT} ({error.msg}, character {error.pos + 1})")
            except _ObjectError as error:
                fault = error
            except RecursionError:
                fault = _NESTED
        remarks.add(UnreadableError(fault.rule, str(fault), number, line=number))


def _of_array(data: bytes, remarks: Remarks) -> Iterator[_Item]:
    """Yield the same of each item of an array; the rest is lost behind one that is no JSON."""
    text = data.decode()
    at, number, line, counted = text.index("[") + 1, 0, 1, 0
    while True:
        at = _behind_space(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if text[at : at + 1] == "]" and not text[_behind_space(text, at + 1) :]:
            return
        number += 1
        try:
            item, end = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, _ObjectError, RecursionError) as error:
            told = _NESTED if isinstance(error, RecursionError) else error
            rule = told.rule if isinstance(told, _ObjectError) else "not_json"
            message = f"{told}; nothing behind it was read"
            remarks.add(UnreadableError(rule, message, number, line=line))
            return
        yield _Item(number, line, item, True)
        at = _behind_space(text, end)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            remarks.add(UnreadableError("not_json", "a comma or ] must stand behind each object", number, line=line))
            return


def _value(text: str) -> Any:
    """Return the value of a JSON text that has nothing around it."""
    try:
        value, end = _SCAN(text, 0)
    except StopIteration as error:
        raise json.JSONDecodeError("Expecting value", text, error.value) from None
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def _behind_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _cell(name: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value) or None
    raise _ObjectError("nested", f"{name[:80]}: a value must be text, a number, true, false, null or a list of texts")


def _look_at(item: dict[str, Any]) -> None:
    """Refuse texts that no column can hold."""
    parts = (part for value in item.values() for part in (value if isinstance(value, list) else [value]))
    for text in (text for text in chain(item, parts) if isinstance(text, str)):
        try:
            text.encode()
        except UnicodeEncodeError:
            what = "half of a pair \\uD800-\\uDFFF is no character; write the whole one"
            raise _ObjectError("encoding", what) from None
        if len(text) > CELL_CHARACTERS:
            raise _ObjectError("too_large", f"a value must have at most {CELL_CHARACTERS:,} characters")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > COLUMNS:
        raise _ObjectError("too_large", f"an object must have at most {COLUMNS:,} names; it has {len(pairs):,}")
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _ObjectError("double_key", "a name must stand in an object once")
    return found


def _no_number(name: str) -> Any:
    raise _ObjectError("not_json", f"{name} is no number in JSON; write null where there is none")


_NESTED: Final = _ObjectError("nested", "the value is nested far too deep; a table has names and values alone")
# numbers stay as they are written: what they are is told by the column that they are in
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=str, parse_int=str, parse_constant=_no_number, strict=False
)
_SCAN: Final = cast("Any", _DECODER).scan_once  # as its decode does, but that looks for white space twice
