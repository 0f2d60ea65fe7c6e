"""A table's name in, the text of a CSV file to fill in out.

Below the header stand comments: rows whose first cell begins with ``# ``, which every reader of contributions passes
over. The example is such a row, too, cell by cell in its columns. Rows are written below the comments.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.contribute.accept.identity import first_free, written
from karabakh.flows.contribute.template import lines
from karabakh.flows.contribute.template.examples import examples
from karabakh.flows.errors import CallError
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.schemas import INPUTS, TABLES, fields, model
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.csv import cell_text

MARK: Final = "# "
SEEDS: Final = Path("seeds")


def template(table: str, seeds: str | Path | None = None) -> str:
    """Return a CSV file to fill in: the header, then comments that say what each column must be, with an example.

    ``seeds`` is the folder of the gazetteer from which the example and the first free place_id are; None: ./seeds if it
    has one, else the packaged. Raises CallError that names the nearest table where there is none of that name.
    """
    demand(table)
    gazetteer = gazetteer_tables(_home(seeds))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    names = arrow_schema(model(table)).names
    writer.writerow(names)
    writer.writerows([f"{MARK}{line}"] for line in _head(table))
    writer.writerows(_commented(examples(table, gazetteer)))
    free = written(first_free(set(gazetteer["places"]["place_id"].to_pylist())))
    writer.writerows([f"{MARK}{line}"] for line in _explained(table, free))
    return out.getvalue()


def _home(seeds: str | Path | None) -> Path | None:
    if seeds is None:
        return SEEDS if (SEEDS / "places.csv").is_file() else None
    if not (Path(seeds) / "places.csv").is_file():
        raise CallError(f"{seeds} has no places.csv, so it is no folder of seeds")
    return Path(seeds)


def _head(table: str) -> Iterator[str]:
    yield from lines.about(table)
    yield "Rows that begin with # are comments and are not read; write yours below the last of them. An example:"


def _explained(table: str, free: str) -> Iterator[str]:
    yield "The columns:"
    yield from lines.columns(table)
    yield "What else must hold:"
    yield from lines.rules(table)
    yield from lines.ways(table, free)
    yield "Write your rows below this one."


def _commented(rows: pa.Table) -> Iterator[list[str]]:
    cells = [cell_text(rows[name], name).to_pylist() for name in rows.column_names]
    for first, *others in zip(*cells, strict=True):
        yield [f"{MARK}{first}", *others]


def demand(table: str) -> None:
    """Raise CallError, which names the nearest, where there is no table of that name."""
    known = [*TABLES, *INPUTS]
    if table not in known:
        from rapidfuzz import process

        near = process.extractOne(table, known, score_cutoff=60)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise CallError(f"there is no table {table!r}{hint} There are {', '.join(known)}")


def overview() -> Iterator[str]:
    """Yield a line for each table: what a row of it is, and whether rows of it are contributed."""
    known = {**TABLES, **INPUTS}
    width = max(map(len, known))
    for name, table in known.items():
        first = fields.description(table).split(". ")[0].rstrip(".")
        yield f"{name:<{width}}  {first}."
