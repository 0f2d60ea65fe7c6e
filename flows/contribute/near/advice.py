"""A finding on a contributed table in, the same with what may have been meant out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from karabakh.flows.contribute.near.cells import of_cell
from karabakh.flows.contribute.near.dates import either
from karabakh.flows.contribute.near.references import Near, of_reference
from karabakh.flows.contribute.near.words import nearest
from karabakh.schemas import fields, model, patterns
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.contribution import Typed
from karabakh.schemas.findings import Finding


def advised(finding: Finding, typed: Typed, near: Near) -> Finding:
    """Return the finding with what is near, where nothing is said of that yet."""
    if finding.suggestion is not None or finding.count > 1 or finding.column is None:
        return finding
    if finding.rule == "unknown_column":
        return replace(finding, suggestion=_column(finding.column, typed))
    if finding.ordinal is None:
        return finding
    row = _row(typed, finding.ordinal - 1)
    if finding.rule == "foreign_key":
        return _described(finding, of_reference(near, finding.column, finding.value, row), near)
    declared = fields.column(model(finding.table), finding.column)
    meant = of_cell(finding.rule, finding.value, declared, row)
    if finding.rule == "pattern" and declared.pattern == patterns.PLACE_ID:
        return _described(finding, of_reference(near, finding.column, finding.value, row) or meant, near)
    days = either(finding.value or "") if meant is None and finding.rule in ("type", "pattern") else None
    if days and (declared.pattern == patterns.EDTF or pa.types.is_date(declared.type)):
        return replace(finding, detail=f"it may be {days[0]} or {days[1]}")
    return replace(finding, suggestion=meant)


def _described(finding: Finding, meant: str | None, near: Near) -> Finding:
    """Say what place is meant, because an identifier says nothing to people."""
    detail = near.described(meant) if meant in near.labels else None
    return replace(finding, suggestion=meant, detail=detail)


def _row(typed: Typed, at: int) -> Mapping[str, Any]:
    """Return the values of a row, without running text."""
    shown = [column.name for column in fields.columns(model(typed.name)) if not column.excerpt]
    return {name: typed.rows[name][at].as_py() for name in shown}


def _column(given: str, typed: Typed) -> str | None:
    """Return the column that one of an unknown name may be: one that is missing rather than one that is there."""
    names = arrow_schema(model(typed.name)).names
    return nearest(given, [name for name in names if name not in typed.given.names]) or nearest(given, names, 0.9)
