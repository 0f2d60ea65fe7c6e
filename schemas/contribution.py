"""A file that somebody contributes comes in, findings on it go out, counted as the contributor counts.

The file is read leniently (text first, then column by column as the types demand), so that one odd cell hides no other;
then the table is checked as any other is.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from karabakh.schemas import INPUTS, TABLES, fields
from karabakh.schemas import model as model_of
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.cells import converted
from karabakh.schemas.content import violations
from karabakh.schemas.fields import Table
from karabakh.schemas.findings import CAP, Finding, Said, Violation, findings, shown_of
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.reading import Contribution, UnreadableError, read_file
from karabakh.schemas.rules import OF_CELLS
from karabakh.schemas.structure import column_findings
from karabakh.schemas.validation import from_pandas

LONGEST_NAME = 40
FEWEST = 3  # columns that tell a table that has all of them
LIKE = 0.5  # the share of columns that must agree for a table to be guessed
NEAR = 0.15  # ... and for it to be proposed


def guess_table(columns: Iterable[str]) -> str | None:
    """Return the table whose columns these are, or most like; None where no table is like enough.

    One that has all of the columns comes before one that is more like, but has not.

    >>> guess_table(["place_id", "name", "language", "tradition", "kind", "source"]), guess_table(["a", "b"])
    ('place_names', None)
    """
    given = set(columns)
    best, all_known, like = _most_like(given)
    return best if like >= LIKE or (all_known and len(given) >= FEWEST) else None


def like_table(columns: Iterable[str]) -> str | None:
    """Return the table that is nearest to some columns, though perhaps not near enough to be taken for it.

    >>> like_table(["place_id", "name", "lang", "kind"]), like_table(["a", "b"])
    ('place_names', None)
    """
    best, _, like = _most_like(set(columns))
    return best if like >= NEAR else None


def _most_like(given: set[str]) -> tuple[str, bool, float]:
    """Return the table that is most like some columns, whether it has them all, and the share that the two have.

    Of the table's columns count those that are given, and those without which a row says nothing: a table of sources
    of which only the publisher was filled in is no corpus, which has texts.
    """
    likeness: dict[str, tuple[bool, float]] = {}
    for name, model in {**TABLES, **INPUTS}.items():
        declared = fields.columns(model)
        lacking = any(column.optional for column in declared)  # then those that are not optional are what it is made of
        needed = {column.name for column in declared if not (column.optional if lacking else column.nullable)}
        common = given & {column.name for column in declared}
        likeness[name] = common == given, len(common) / len(needed | given)
    best = max(likeness, key=lambda name: likeness[name])
    return best, *likeness[best]


@dataclass(frozen=True, slots=True)
class Typed:
    """A contributed table in its declared types, and what was wrong on the way there.

    ``rows`` has the exact schema of the table ``name``, null where a cell is no value of its column's type; ``unfit``
    has the positions of these by column. ``found`` are the findings of structure and types.
    """

    name: str
    given: Contribution
    rows: pa.Table
    unfit: Mapping[str, Any]
    found: Sequence[Finding]


def validate_file(path: Path, table: str | None, gazetteer: Mapping[str, pa.Table] | None = None) -> list[Finding]:
    """Return what is wrong with a file of a table as the one called ``table``, or the one its columns are like.

    References to places are checked to the gazetteer's tables. ``KeyError`` where there is no table of that name; what
    is wrong with the file is a finding, never an error.
    """
    return validate_files([path], table, gazetteer)[Path(path)]


def validate_files(
    paths: Iterable[Path], table: str | None, gazetteer: Mapping[str, pa.Table] | None = None
) -> dict[Path, list[Finding]]:
    """Return the same of several files; a row may refer to a row of another of the files."""
    found: dict[Path, list[Finding]] = {}
    read: list[Typed] = []
    for path in map(Path, paths):
        tables, found[path] = read_tables(path, table)
        read += tables
    for typed in read:
        found[typed.given.path] += judged(typed, references(typed, gazetteer or {}, read))
    return {path: in_order(some) for path, some in found.items()}


def read_lenient(path: Path, model: type[Table]) -> tuple[pa.Table, list[Finding]]:
    """Return a file as a table of the model's schema, null where a cell does not fit, and what was wrong with it."""
    name = next(name for name, other in {**TABLES, **INPUTS}.items() if other is model)
    tables, found = read_tables(Path(path), name)
    if not tables:
        return arrow_schema(model).empty_table(), found
    return tables[0].rows, [*found, *tables[0].found]


def read_tables(path: Path, table: str | None, cap: int = CAP) -> tuple[list[Typed], list[Finding]]:
    """Return the tables of a file in their declared types, and the findings on what is no table.

    ``table`` names what the file holds; None: the columns tell. ``KeyError`` where there is no table of that name.
    """
    if table is not None:
        model_of(table)
    tables: list[Typed] = []
    found: list[Finding] = []
    try:
        given = read_file(path)
    except UnreadableError as refusal:
        return [], [_remark(path, None, table or "", refusal)]
    for one in given:
        try:
            tables.append(typed(table or _guessed(one), one, cap))
        except UnreadableError as refusal:
            remark = _remark(path, one.part, "", refusal)
            found.append(replace(remark, suggestion=like_table(one.names)))
    return tables, found


def of_frame(frame: pd.DataFrame, table: str | None, cap: int = CAP) -> tuple[list[Typed], list[Finding]]:
    """Return a DataFrame in the same way, as the one table of a file that has no name; its rows count from 1."""
    name = table or guess_table(map(str, frame.columns))
    rows = from_pandas(frame, model_of(name)) if name else from_pandas(frame.iloc[:0], TABLES["places"])
    names = list(map(str, frame.columns))
    given = Contribution(
        Path(), dict(zip(rows.column_names, rows.columns, strict=True)), names, range(1, len(frame) + 1)
    )
    try:
        tables, found = [typed(table or _guessed(given), given, cap)], []
    except UnreadableError as refusal:
        tables, found = [], [replace(_remark(Path(), None, "", refusal), suggestion=like_table(names))]
    return tables, found


def typed(name: str, given: Contribution, cap: int = CAP) -> Typed:
    """Return what a file holds in the types that the table called ``name`` declares."""
    model = model_of(name)
    found = [_remark(given.path, given.part, name, remark) for remark in _capped(given.remarks, cap)]
    found += [_placed(finding, given, given.header) for finding in _of_columns(name, model, given)]
    arrays, unfit = [], {}
    for column in fields.columns(model):
        values = given.columns.get(column.name)
        array, bad = converted(
            [None] * len(given.numbers) if values is None else values, column.type, guarded=given.guarded
        )
        arrays.append(array)
        if bad:
            unfit[column.name] = np.fromiter((place for place, _ in bad), np.int64, len(bad))
            found += _type_findings(name, given, column, bad, cap)
    return Typed(name, given, pa.Table.from_arrays(arrays, schema=arrow_schema(model)), unfit, found)


def judged(
    typed: Typed, others: Mapping[str, pa.Table], more: Iterable[Violation] = (), cap: int = CAP
) -> list[Finding]:
    """Return the findings of structure and types, those of the content, and ``more``, which hold for its rows.

    ``others`` are the tables to which rows may refer; see `references`.
    """
    model = model_of(typed.name)
    missing = {finding.column for finding in typed.found if finding.rule == "missing_column"}
    every = [*violations(typed.name, model, typed.rows, others), *more]
    implied = _implied(typed, every)
    left = (
        _counted(_without(violation, implied), typed.given) for violation in every if violation.column not in missing
    )
    found = findings(typed.name, model, typed.rows, (violation for violation in left if len(violation.rows)), cap)
    return [*typed.found, *(_placed(finding, typed.given) for finding in found)]


def references(typed: Typed, known: Mapping[str, pa.Table], given: Iterable[Typed]) -> dict[str, pa.Table]:
    """Return the tables to which rows may refer: those that are known, each with what the files give of it."""
    links: dict[str, set[str]] = {}
    for link in fields.foreign_keys(model_of(typed.name)):
        links.setdefault(link.other, set()).update(link.other_columns)
    tables: dict[str, pa.Table] = {}
    for name, columns in links.items():
        parts = [known[name]] if name in known else []
        parts += [other.rows for other in given if other.name == name]
        if parts:
            tables[name] = pa.concat_tables([part.select(sorted(columns)) for part in parts])
    return tables


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the rows, what is of no row first, the counts of further rows last."""
    return sorted(found, key=lambda one: (one.part or "", one.row or (0 if one.count == 1 else sys.maxsize)))


def _guessed(given: Contribution) -> str:
    name = guess_table(given.names)
    if name is None:
        raise UnreadableError("unknown_table", _no_table(given.names), row=1)
    return name


def _no_table(columns: Iterable[str]) -> str:
    names = list(columns)
    # a long name is no name but text, perhaps of a source, which no report shows
    shown = ", ".join(names)[:200] if all(len(name) <= LONGEST_NAME for name in names) else f"{len(names)} of them"
    return f"no table has such columns ({shown}); name the table: one of {', '.join([*TABLES, *INPUTS])}"


def _of_columns(name: str, model: type[Table], given: Contribution) -> Iterator[Finding]:
    """Yield what is wrong with the names of columns; their order is read whatever it is.

    A member that no object of JSON Lines has is null in all of them.
    """
    objects = given.header is None and given.lines is not None
    for finding in column_findings(name, model, given.names):
        if finding.rule == "column_order":
            if not objects:
                yield replace(finding, severity="warning")
        elif not (objects and finding.rule == "missing_column" and fields.column(model, finding.column or "").nullable):
            yield finding


def _type_findings(
    name: str, given: Contribution, column: fields.Column, bad: Sequence[tuple[int, str]], cap: int
) -> Iterator[Finding]:
    must = f"{column.name} must be {TYPE_WORDS[fields.type_name(column.type)]}"
    shown = shown_of(len(bad), cap)
    for place, text in bad[:shown]:
        value = None if column.excerpt else text[:VALUE_CHARACTERS]
        yield _placed(Finding(name, None, column.name, value, "type", must, ordinal=place + 1), given)
    if len(bad) > shown:
        rest = len(bad) - shown
        more = f"{must}: {rest:,} more rows do not meet this"
        yield _placed(Finding(name, None, column.name, None, "type", more, count=rest), given)


TYPE_WORDS = {
    "string": "text",
    "int32": "a whole number between -2147483648 and 2147483647",
    "float64": "a number, with a point before decimals",
    "bool": "true or false",
    "date32": "a day written YYYY-MM-DD",
    "list<string>": "items joined by |",
}


def _implied(typed: Typed, every: Iterable[Violation]) -> Mapping[tuple[str, str | None], Any]:
    """Return the rows in which a rule, of a column, is broken only because of what is told already.

    A cell is empty where its text is no value of the type, and what holds between cells cannot be told there; what has
    not the form of an identifier refers to nothing, and a document that is not there has no sentences.
    """
    implied: dict[tuple[str, str | None], Any] = {("not_null", name): rows for name, rows in typed.unfit.items()}
    if typed.unfit:
        rows = np.unique(np.concatenate(list(typed.unfit.values())))
        between = (rule for rule in fields.rules(model_of(typed.name)) if rule.name not in OF_CELLS)
        implied |= {(rule.name, rule.column): rows for rule in between}
    for one in every:
        if one.rule == "pattern":
            implied["foreign_key", one.column] = one.rows
        if (one.rule, one.column) == ("foreign_key", "document_id"):
            implied["foreign_key", "sentence"] = one.rows
    return implied


def _without(violation: Violation, implied: Mapping[tuple[str, str | None], Any]) -> Violation:
    rows = implied.get((violation.rule, violation.column))
    if rows is None:
        return violation
    return replace(violation, rows=np.setdiff1d(violation.rows, rows, assume_unique=True))


def _counted(violation: Violation, given: Contribution) -> Violation:
    """Say which row a row is at odds with, as the contributor counts."""
    if violation.before is None:
        return violation

    def say(row: int) -> Said:
        before = violation.before[np.searchsorted(violation.rows, row)]
        return Said(f"it is that of row {given.numbers[int(before)]:,}")

    return replace(violation, say=say)


def _placed(finding: Finding, given: Contribution, row: int | None = None) -> Finding:
    """Return the finding with its file, sheet, row and line as the contributor counts them."""
    at = None if finding.ordinal is None else finding.ordinal - 1
    if at is not None:
        row = int(given.numbers[at])
    line = row if given.lines is not None else None
    if at is not None and given.lines is not None:
        line = int(given.lines[at])
    return replace(finding, file=str(given.path), part=given.part, row=row, line=line)


def _capped(remarks: list[UnreadableError], cap: int) -> Iterator[UnreadableError]:
    """Yield the first remarks of each rule, and one that counts the others."""
    by_rule: dict[str, list[UnreadableError]] = {}
    for remark in remarks:
        by_rule.setdefault(remark.rule, []).append(remark)
    for rule, some in by_rule.items():
        shown = sum(remark.count == 1 for remark in some[: shown_of(len(some), cap)])
        yield from some[:shown]
        rest = sum(remark.count for remark in some[shown:])
        if rest:
            more = f"{rest:,} more rows have the same fault"
            yield UnreadableError(rule, more, severity=some[0].severity, count=rest)


def _remark(path: Path, part: str | None, name: str, remark: UnreadableError) -> Finding:
    return Finding(
        name,
        None,
        remark.column,
        None,
        remark.rule,
        remark.message,
        row=remark.row,
        file=str(path),
        severity=remark.severity,
        line=remark.line,
        part=part,
        count=remark.count,
    )
