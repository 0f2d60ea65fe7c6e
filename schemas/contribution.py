"""A file that somebody contributes comes in, findings on it go out, counted as the contributor counts.

The file is read leniently (text first, then column by column as the types demand), so that one odd cell hides no other;
then the table is checked as any other is.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from karabakh.schemas import INPUTS, TABLES, fields, readable
from karabakh.schemas import model as model_of
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.cells import converted
from karabakh.schemas.content import violations
from karabakh.schemas.fields import Table
from karabakh.schemas.findings import CAP, Finding, findings
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.readable import UnreadableError
from karabakh.schemas.structure import column_findings
from karabakh.schemas.validation import check_table

LONGEST_NAME = 40
FEWEST = 3  # columns that tell a table that has all of them
LIKE = 0.5  # the share of columns that must agree for a table to be guessed


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contributed file: its columns by name, the row of each record as its writer counts it, what was remarked."""

    path: Path
    columns: Mapping[str, Any]
    names: list[str]
    numbers: list[int]
    remarks: list[UnreadableError]


def guess_table(columns: Iterable[str]) -> str | None:
    """Return the table whose columns these are, or most like; None where no table is like enough.

    One that has all of the columns comes before one that is more like, but has not.

    >>> guess_table(["place_id", "name", "language", "tradition", "kind", "source"]), guess_table(["a", "b"])
    ('place_names', None)
    """
    given = set(columns)
    likeness: dict[str, tuple[bool, float]] = {}
    for name, model in {**TABLES, **INPUTS}.items():
        declared = fields.columns(model)
        own = {column.name for column in declared if column.name in given or not column.optional}
        all_known = len(given) >= FEWEST and given <= {column.name for column in declared}
        likeness[name] = all_known, len(own & given) / len(own | given)
    best = max(likeness, key=lambda name: likeness[name])
    all_known, like = likeness[best]
    return best if all_known or like >= LIKE else None


def validate_file(path: Path, table: str | None, gazetteer: Mapping[str, pa.Table] | None = None) -> list[Finding]:
    """Return what is wrong with a CSV or Parquet file as the table called ``table``, or the one its columns are like.

    References to places are checked to the gazetteer's tables. ``KeyError`` where there is no table of that name; what
    is wrong with the file is a finding, never an error.
    """
    return validate_files([path], table, gazetteer)[Path(path)]


def validate_files(
    paths: Iterable[Path], table: str | None, gazetteer: Mapping[str, pa.Table] | None = None
) -> dict[Path, list[Finding]]:
    """Return the same of several files; a row may refer to a row of another of the files."""
    if table is not None:
        model_of(table)
    found: dict[Path, list[Finding]] = {}
    read: dict[Path, tuple[str, Contribution, pa.Table]] = {}
    for path in map(Path, paths):
        found[path] = []
        try:
            contribution = read_file(path)
            name = table or _guessed(contribution)
        except UnreadableError as refusal:
            found[path].append(_remark(path, table or "", refusal))
            continue
        rows, wrong = _typed(name, contribution)
        found[path] += wrong
        read[path] = name, contribution, rows
    for path, (name, contribution, rows) in read.items():
        others = _references(name, gazetteer or {}, [(n, r) for p, (n, _, r) in read.items() if p != path])
        found[path] += _content(name, contribution, rows, others, found[path])
        found[path].sort(key=lambda finding: finding.row or (0 if finding.count == 1 else sys.maxsize))
    return found


def validate_frame(
    frame: pd.DataFrame, table: str | None, gazetteer: Mapping[str, pa.Table] | None = None
) -> list[Finding]:
    """Return what is wrong with a DataFrame as the table called ``table``, or the one its columns are like."""
    name = table or guess_table(map(str, frame.columns))
    if name is None:
        return [Finding("", None, None, None, "unknown_table", _no_table(map(str, frame.columns)))]
    return check_table(name, frame, gazetteer)


def read_lenient(path: Path, model: type[Table]) -> tuple[pa.Table, list[Finding]]:
    """Return a file as a table of the model's schema, null where a cell does not fit, and what was wrong with it."""
    name = next(name for name, other in {**TABLES, **INPUTS}.items() if other is model)
    try:
        return _typed(name, read_file(Path(path)))
    except UnreadableError as refusal:
        return arrow_schema(model).empty_table(), [_remark(Path(path), name, refusal)]


def read_file(path: Path) -> Contribution:
    """Return the columns of a CSV or Parquet file as they are; UnreadableError where it is neither."""
    if path.exists() and not path.is_file():
        raise UnreadableError("not_readable", "it must be a file, not a folder, a pipe or a device; write it to a file")
    try:
        if readable.is_parquet(path):
            table = readable.read_parquet(path)
            columns = dict(zip(table.column_names, table.columns, strict=True))
            return Contribution(path, columns, table.column_names, list(range(1, table.num_rows + 1)), [])
        rows = readable.read_rows(path)
    except OSError as error:
        raise UnreadableError("not_readable", f"the file cannot be read: {error.strerror or error}") from error
    return Contribution(path, dict(readable.columns(rows)), rows.header, rows.numbers, rows.remarks)


def _guessed(contribution: Contribution) -> str:
    name = guess_table(contribution.names)
    if name is None:
        raise UnreadableError("unknown_table", _no_table(contribution.names), row=1)
    return name


def _no_table(columns: Iterable[str]) -> str:
    names = list(columns)
    # a long name is no name but text, perhaps of a source, which no report shows
    shown = ", ".join(names)[:200] if all(len(name) <= LONGEST_NAME for name in names) else f"{len(names)} of them"
    return f"no table has such columns ({shown}); name the table: one of {', '.join([*TABLES, *INPUTS])}"


def _typed(name: str, contribution: Contribution) -> tuple[pa.Table, list[Finding]]:
    """Return the columns in their declared types, null where there is no value of the type, and what was wrong."""
    model = model_of(name)
    found = [_remark(contribution.path, name, remark) for remark in _capped(contribution.remarks)]
    wrong = column_findings(name, model, contribution.names)
    found += [replace(finding, file=str(contribution.path), row=1) for finding in wrong]
    arrays = []
    for column in fields.columns(model):
        values = contribution.columns.get(column.name)
        array, bad = converted([None] * len(contribution.numbers) if values is None else values, column.type)
        arrays.append(array)
        found += _type_findings(name, contribution, column, bad)
    return pa.Table.from_arrays(arrays, schema=arrow_schema(model)), found


def _type_findings(
    name: str, contribution: Contribution, column: fields.Column, bad: list[tuple[int, str]]
) -> Iterator[Finding]:
    must = f"{column.name} must be {TYPE_WORDS[fields.type_name(column.type)]}"
    for place, value in bad[:CAP]:
        row = contribution.numbers[place]
        yield Finding(
            name,
            None,
            column.name,
            value[:VALUE_CHARACTERS],
            "type",
            must,
            ordinal=place + 1,
            row=row,
            file=str(contribution.path),
        )
    if len(bad) > CAP:
        rest = len(bad) - CAP
        more = f"{must}: {rest:,} more rows do not meet this"
        yield Finding(name, None, column.name, None, "type", more, file=str(contribution.path), count=rest)


TYPE_WORDS = {
    "string": "text",
    "int32": "a whole number between -2147483648 and 2147483647",
    "float64": "a number, with a point before decimals",
    "bool": "true or false",
    "date32": "a day written YYYY-MM-DD",
    "list<string>": "items joined by |",
}


def _content(
    name: str,
    contribution: Contribution,
    rows: pa.Table,
    others: Mapping[str, pa.Table],
    found: list[Finding],
) -> Iterator[Finding]:
    """Yield the findings of the content, but not that a cell is empty where its text was no value of the type."""
    model = model_of(name)
    known = {(finding.column, finding.ordinal) for finding in found if finding.rule == "type"}
    known_columns = {finding.column for finding in found if finding.rule == "missing_column"}
    known_columns |= {finding.column for finding in found if finding.rule == "type" and finding.count > 1}
    for finding in findings(name, model, rows, violations(name, model, rows, others)):
        lacks = finding.rule == "not_null"
        if finding.column in known_columns or (lacks and (finding.column, finding.ordinal) in known):
            continue
        row = contribution.numbers[finding.ordinal - 1] if finding.ordinal else None
        yield replace(finding, file=str(contribution.path), row=row)


def _references(
    name: str, gazetteer: Mapping[str, pa.Table], contributed: list[tuple[str, pa.Table]]
) -> dict[str, pa.Table]:
    """Return the tables to which rows may refer: the gazetteer's, each with the rows that are contributed to it."""
    wanted = {foreign.other for foreign in fields.foreign_keys(model_of(name))} - {name}
    tables = {other: [gazetteer[other]] for other in wanted if other in gazetteer}
    for other, table in contributed:
        if other in wanted:
            tables.setdefault(other, []).append(table)
    return {other: pa.concat_tables(parts) for other, parts in tables.items()}


def _capped(remarks: list[UnreadableError]) -> Iterator[UnreadableError]:
    yield from remarks[:CAP]
    if len(remarks) > CAP:
        yield UnreadableError("cells", f"{len(remarks) - CAP:,} more rows cannot be read")


def _remark(path: Path, name: str, remark: UnreadableError) -> Finding:
    return Finding(name, None, None, None, remark.rule, remark.message, row=remark.row, file=str(path))
