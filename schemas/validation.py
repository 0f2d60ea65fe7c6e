"""Tables come in, findings go out, or the valid rows and the reasons for which the others were left out.

Two stages: the structure (columns and types, with Pandera), then the content (values, keys, rules, references). The
second looks only at a table whose structure is right.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from karabakh.schemas import TABLES
from karabakh.schemas import model as model_of
from karabakh.schemas.arrow import arrow_schema, sort
from karabakh.schemas.content import violations
from karabakh.schemas.fields import Table
from karabakh.schemas.findings import Finding, Violation, findings, rejected
from karabakh.schemas.rejected import Rejected
from karabakh.schemas.structure import check_structure

__all__ = ["Finding", "StructureError", "check_table", "check_tables", "split_tables", "split_valid"]


class StructureError(ValueError):
    """A table lacks columns or has others, or a column is of another type: no row of it can be judged."""

    def __init__(self, wrong: list[Finding]) -> None:
        self.findings = tuple(wrong)
        super().__init__("; ".join(map(str, wrong)))


def check_table(
    name: str, table: pa.Table | pd.DataFrame, others: Mapping[str, pa.Table] | None = None
) -> list[Finding]:
    """Return what is wrong with the table called ``name``, at most `findings.CAP` rows and a count for each rule.

    References are checked to the tables among ``others``. A DataFrame's columns are converted where no value changes.
    """
    model = model_of(name)
    rows = from_pandas(table, model) if isinstance(table, pd.DataFrame) else table
    wrong = check_structure(name, model, rows)
    if wrong:
        return wrong
    return list(findings(name, model, rows, violations(name, model, rows, others)))


def check_tables(tables: Mapping[str, pa.Table]) -> list[Finding]:
    """Return what is wrong with tables that belong together: each of them, and their references to one another."""
    usable = {name: table for name, table in tables.items() if not check_structure(name, model_of(name), table)}
    return [finding for name, table in tables.items() for finding in check_table(name, table, usable)]


def split_valid(name: str, table: pa.Table, others: Mapping[str, pa.Table] | None = None) -> tuple[pa.Table, pa.Table]:
    """Return the valid rows of a table, in their order, and why the others are not, as rows of `rejected`.

    Raises StructureError where columns or types are wrong, because then it is not a matter of rows.
    """
    model = model_of(name)
    wrong = check_structure(name, model, table)
    if wrong:
        raise StructureError(wrong)
    found = list(violations(name, model, table, others))
    kept = pa.table(table.filter(_good(table, found)).columns, schema=arrow_schema(model))
    return kept, rejected(name, model, table, found)


def _good(table: pa.Table, found: list[Violation]) -> pa.Array:
    good = np.ones(table.num_rows, dtype=bool)
    for violation in found:
        good[violation.rows] = False
    return pa.array(good)


def split_tables(
    tables: Mapping[str, pa.Table], known: Mapping[str, pa.Table] | None = None
) -> tuple[dict[str, pa.Table], pa.Table]:
    """Return tables that belong together without their invalid rows, and all the reasons, as rows of `rejected`.

    A row that refers to a row left out is left out too, so this goes on until nothing more falls away. Rows may refer
    to those of the tables ``known``, too, which are valid.
    """
    left, reasons = dict(tables), [arrow_schema(Rejected).empty_table()]
    every = ChainMap(left, known or {})  # type: ignore[arg-type]  # only read, and each table not before it is needed
    ordinals = {name: np.arange(1, table.num_rows + 1, dtype=np.int32) for name, table in tables.items()}
    fallen = True
    while fallen:
        fallen = False
        for name in _referred_first(left):
            valid, why = split_valid(name, left[name], every)
            if why.num_rows:
                fallen = True
                reasons.append(_counted_as(why, ordinals[name]))
                ordinals[name] = np.delete(ordinals[name], np.unique(why["ordinal"].to_numpy()) - 1)
            left[name] = valid
    return left, sort(Rejected, pa.concat_tables(reasons))


def _counted_as(why: pa.Table, ordinals: np.ndarray[Any, Any]) -> pa.Table:
    """Return reasons with the ordinals that the rows had before earlier rounds left rows out."""
    at = why.schema.get_field_index("ordinal")
    return why.set_column(at, why.schema.field(at), pa.array(ordinals[why["ordinal"].to_numpy() - 1], pa.int32()))


def _referred_first(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Yield the names of tables, those first to which others refer, so that few rounds are needed."""
    gazetteer = [name for name in tables if name.startswith("place") and name != "place_mentions"]
    yield from gazetteer
    yield from (name for name in TABLES if name in tables and name not in gazetteer)


def from_pandas(frame: pd.DataFrame, model: type[Table]) -> pa.Table:
    """Return a DataFrame as an Arrow table, each column in its declared type where every value fits, else as it is."""
    schema = arrow_schema(model)
    columns = {}
    for name in map(str, frame.columns):
        declared = schema.field(name).type if name in schema.names else None
        columns[name] = _array(frame[name], declared)
    return pa.table(columns)


def _array(values: pd.Series, declared: pa.DataType | None) -> pa.Array:
    try:
        return pa.Array.from_pandas(values, type=declared)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError):
        return pa.Array.from_pandas(values) if declared is not None else pa.array(values.astype(str))
