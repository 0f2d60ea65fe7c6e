"""What is wrong with a table: bad rows come in as masks, findings for people and rows of `rejected` go out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas import fields
from karabakh.schemas.arrow import arrow_schema, sort
from karabakh.schemas.fields import Table
from karabakh.schemas.keys import key_text
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.rejected import Rejected
from karabakh.schemas.visible import visible

CAP: Final = 100
TOLD_CHARACTERS: Final = 300
"""At how many characters a finding's key, suggestion and detail are cut; the longest published key is shorter."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or the remaining ``count`` rows with the same fault where there are many.

    ``ordinal`` is the row of the table, the first being 1; ``row`` the row as whoever wrote the ``file`` counts it (in
    a CSV file the header is row 1), ``line`` the line of a text file at which it begins, and ``part`` the sheet of a
    workbook. ``key`` joins the parts of the key by a vertical bar. ``message`` says what would be right, ``detail``
    what more there is to say of this row, ``suggestion`` what may have been meant; these three are cut where they are
    very long, and no suggestion says what the cell has. A ``severity`` of "warning" says
    that a row may be as it is, but should be looked at. What does not apply is None.
    """

    table: str
    key: str | None
    column: str | None
    value: str | None
    rule: str
    message: str
    ordinal: int | None = None
    row: int | None = None
    file: str | None = None
    count: int = 1
    severity: Severity = "error"
    line: int | None = None
    part: str | None = None
    detail: str | None = None
    suggestion: str | None = None

    def __post_init__(self) -> None:
        for name in ("key", "detail", "suggestion"):
            text = getattr(self, name)
            if text is not None and len(text) > TOLD_CHARACTERS:
                object.__setattr__(self, name, text[: TOLD_CHARACTERS - 1] + "…")
        if self.suggestion is not None and self.suggestion == self.value:
            object.__setattr__(self, "suggestion", None)

    def __str__(self) -> str:
        sheet = self.part and f"sheet {self.part}"
        row = self.row and f"row {self.row}"
        place = [self.file, sheet, row, self.table, self.key and f"key {self.key}", self.column]
        value = "" if self.value is None else f" (is {self.value!r})"
        return visible(f"{', '.join(part for part in place if part)}: {self.message}{value}{self.more} [{self.rule}]")

    @property
    def more(self) -> str:
        """What a line says of the row behind its value: the detail and what may have been meant."""
        detail = "" if self.detail is None else f"; {self.detail}"
        return detail + ("" if self.suggestion is None else f"; perhaps {self.suggestion!r}")


class Said(NamedTuple):
    """What is to be said of one row beside what its rule says, and what may have been meant."""

    detail: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that some rows of a table do not meet: ``rows`` are their positions, ascending, from 0.

    ``say`` tells what is to be said of the row at one of these positions; it is asked for the rows that are shown.
    ``before`` are as many positions of other rows with which they are at odds, if there are such.
    """

    rule: str
    column: str | None
    message: str
    rows: Any
    severity: Severity = "error"
    say: Callable[[int], Said] | None = None
    before: Any = None


def shown_of(rows: int, cap: int) -> int:
    """Return how many of so many rows are shown: a single one more than the cap takes no more room than its count.

    >>> shown_of(9, 10), shown_of(11, 10), shown_of(12, 10)
    (9, 11, 10)
    """
    return rows if rows <= cap + 1 else cap


def findings(
    name: str, model: type[Table], table: pa.Table, violations: Iterable[Violation], cap: int = CAP
) -> Iterator[Finding]:
    """Yield the first findings of each violation and, where there are more than ``cap``, one that counts the rest."""
    for violation in violations:
        rows = violation.rows[: shown_of(len(violation.rows), cap)]
        told = _told(model, table, violation, rows)
        for row, key, value in zip(rows.tolist(), told[0].to_pylist(), told[1].to_pylist(), strict=True):
            said = violation.say(row) if violation.say else Said()
            yield Finding(
                name,
                key,
                violation.column,
                value,
                violation.rule,
                violation.message,
                ordinal=row + 1,
                severity=violation.severity,
                detail=said.detail,
                suggestion=said.suggestion,
            )
        rest = len(violation.rows) - len(rows)
        if rest:
            more = f"{violation.message}: {rest:,} more rows do not meet this"
            yield Finding(
                name, None, violation.column, None, violation.rule, more, count=rest, severity=violation.severity
            )


def rejected(name: str, model: type[Table], table: pa.Table, violations: Iterable[Violation]) -> pa.Table:
    """Return a row of the table `rejected` for every row of every violation."""
    schema = arrow_schema(Rejected)
    parts = [schema.empty_table(), *(_rejected(name, model, table, violation) for violation in violations)]
    return sort(Rejected, pa.concat_tables(parts))


def _rejected(name: str, model: type[Table], table: pa.Table, violation: Violation) -> pa.Table:
    keys, values = _told(model, table, violation, violation.rows)
    n = len(violation.rows)
    columns = {
        "table": pa.repeat(name, n),
        "key": keys,
        "rule": pa.repeat(violation.rule, n),
        "column": pa.repeat(pa.scalar(violation.column, pa.string()), n),
        "ordinal": pa.array(violation.rows + 1, pa.int32()),
        "value": values,
        "message": pa.repeat(violation.message, n),
    }
    return pa.table(columns, schema=arrow_schema(Rejected))


def _told(model: type[Table], table: pa.Table, violation: Violation, rows: Any) -> tuple[pa.Array, pa.Array]:
    """Return the keys of some rows and their values at fault, as strings."""
    bad = table.take(pa.array(rows, pa.int64()))
    present = [name for name in fields.key(model) if name in table.column_names]
    keys = _or_null(key_text(bad, present)) if present else pa.nulls(len(rows), pa.string())
    if violation.column is None or fields.column(model, violation.column).excerpt:
        return keys, pa.nulls(len(rows), pa.string())
    return keys, pc.utf8_slice_codeunits(_shown(bad[violation.column]), 0, VALUE_CHARACTERS)


def _shown(column: pa.ChunkedArray) -> pa.Array:
    """Return values as text, null where a value is null or there is nothing to show."""
    values = column.combine_chunks()
    shown = _list_shown(values) if pa.types.is_list(values.type) else values.cast(pa.string())
    return _or_null(shown)


def _or_null(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _list_shown(lists: pa.Array) -> pa.Array:
    shown = ["|".join("" if item is None else item for item in items or []) for items in lists.to_pylist()]
    return pa.array(shown, pa.string())
