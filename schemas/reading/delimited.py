"""A text that may be a CSV file in, its table out, with remarks on what is not as it should be."""

import csv
from pathlib import Path

from karabakh.schemas.limits import CELL_CHARACTERS, CELLS, ROWS
from karabakh.schemas.reading.contribution import Contribution, by_name
from karabakh.schemas.reading.dialect import Head, head_of
from karabakh.schemas.reading.header import NO_TABLE, part_with_names
from karabakh.schemas.reading.plain import Rows, plain_rows
from karabakh.schemas.reading.refusal import Remarks, UnreadableError, warning
from karabakh.schemas.reading.rows import lenient_rows


def read_delimited(path: Path, data: bytes, remarks: Remarks) -> Contribution:
    """Return the table of a text in UTF-8; UnreadableError where it is none."""
    usual = csv.field_size_limit(CELL_CHARACTERS)
    try:
        return _read(path, data, remarks)
    finally:
        csv.field_size_limit(usual)


def _read(path: Path, data: bytes, remarks: Remarks) -> Contribution:
    head = head_of(data)
    for remark in head.remarks:
        remarks.add(remark)
    _within_limits(data, head)
    rows = plain_rows(data, head, remarks) or lenient_rows(data, head, remarks)
    if len(head.names) == 1 and not rows.numbers and any(remark.rule == "cells" for remark in remarks):
        raise UnreadableError("not_csv", NO_TABLE, row=head.header, line=head.line)
    columns = by_name(head.names, rows.columns)
    names = _named(head, rows, remarks)
    return Contribution(path, columns, names, rows.numbers, list(remarks), rows.lines, header=head.header, guarded=True)


def _within_limits(data: bytes, head: Head) -> None:
    rows = max(data.count(b"\n"), data.count(b"\r"))
    if rows > ROWS:
        raise UnreadableError("too_large", f"a table must have at most {ROWS:,} lines; it has {rows:,}; split it")
    cells = data.count(head.dialect.delimiter.encode()) + rows
    if cells > CELLS:
        raise UnreadableError("too_large", f"a table must have at most {CELLS:,} cells; it has {cells:,}; split it")


def _named(head: Head, rows: Rows, remarks: Remarks) -> list[str]:
    """Return the names of the columns, without that of a column which has neither a name nor anything in it."""
    names, dropped = part_with_names(head.names, [column.null_count == len(column) for column in rows.columns])
    if dropped:
        message = f"{dropped:,} column{'s have' if dropped > 1 else ' has'} no name and nothing in it; leave it out"
        remarks.add(warning("header", message, head.header))
    return names
