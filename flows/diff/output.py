"""A comparison of two versions in, its text, JSON Lines or CSV out, as pieces of bytes or lines that come as made."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pyarrow as pa
from click import unstyle

from karabakh.flows.console.terminal import Terminal
from karabakh.flows.diff import text
from karabakh.flows.diff.comparison import Comparison
from karabakh.flows.publish import rowtext
from karabakh.flows.publish.changes import schema
from karabakh.flows.publish.highlights import Highlights, each_row
from karabakh.schemas import csv

# JSON itself escapes what is below the space; these, too, a terminal would obey
_OBEYED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
SHOWN: Final = 20  # rows of each kind in each table, in text


def as_text(compared: Comparison, limit: int | None) -> Iterator[str]:
    """Yield lines for people: of each table and kind the first rows, `SHOWN` if there is no limit, all if it is 0."""
    limit = SHOWN if limit is None else limit
    differing, same = _differing(compared, limit)
    yield from text.summary(compared.old.release.version, compared.new.release.version, differing, same)
    for table in differing:
        yield ""
        yield from text.lines(table) if limit else _all_lines(compared, table)


def as_tables(compared: Comparison, limit: int | None, terminal: Terminal) -> Iterator[str]:
    """Yield the same as tables, piece by piece; of all rows, which may be many, each is a line."""
    from karabakh.flows.diff.tables import Tables

    limit = SHOWN if limit is None else limit
    draw = Tables(terminal)
    differing, same = _differing(compared, limit)
    yield from draw.summary(compared.old.release.version, compared.new.release.version, differing, same)
    for table in differing:
        if limit:
            yield from draw.table(table)
        else:
            yield "\n"
            lines = _all_lines(compared, table)
            yield from (f"{line if terminal.colours else unstyle(line)}\n" for line in lines)


def _differing(compared: Comparison, limit: int) -> tuple[list[Highlights], list[str]]:
    """Return the tables that differ, with the first rows of each kind, and the names of those that do not."""
    found = [_highlights(compared, name, limit) for name in compared.differing]
    differing = [table for table in found if table.differs]
    return differing, [name for name in compared.tables if name not in {table.table for table in differing}]


def _highlights(compared: Comparison, name: str, limit: int) -> Highlights:
    found = Highlights(name, limit)
    for batch in compared.changes(name):
        found.add(batch)
    return found


def _all_lines(compared: Comparison, table: Highlights) -> Iterator[str]:
    """Yield a line for every row, read once more, so that they need not all be in memory."""
    yield from text.about(table)
    for batch in compared.changes(table.table):
        yield from (text.line(table.table, kind, row) for kind, row in each_row(batch))


def as_json(compared: Comparison, limit: int | None) -> Iterator[bytes]:
    """Yield an object a line, with the columns of `changes` that are not null."""
    yield from _pieces(compared, limit, _json_lines)


def as_csv(compared: Comparison, limit: int | None) -> Iterator[bytes]:
    """Yield a CSV file in the dialect of the published tables."""
    yield csv.header(schema())
    yield from _pieces(compared, limit, csv.records)


def _json_lines(rows: pa.RecordBatch) -> bytes:
    text = "".join(f"{line}\n" for line in rowtext.objects(rows, schema().names).to_pylist())
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _pieces(compared: Comparison, limit: int | None, made: Callable[[pa.RecordBatch], bytes]) -> Iterator[bytes]:
    for name in compared.differing:
        shown = Highlights(name, limit or 0)
        for batch in compared.changes(name):
            yield made(shown.within(batch) if limit else batch)
