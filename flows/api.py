"""What ``import karabakh`` offers: the commands as functions, tables in and tables out, for notebooks and scripts."""

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pandas as pd

from karabakh.flows.errors import CallError
from karabakh.flows.load import load
from karabakh.flows.publish.folder import check
from karabakh.flows.report import ASKED, Refreshed
from karabakh.flows.settings import Settings

__all__ = ["diff", "load", "refresh", "validate"]

# Set where the user did not: no telemetry, and time for Prefect's own server to make its database on a slow machine.
PREFECT_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


def diff(
    old: str | Path, new: str | Path = "latest", data: str | Path | None = None, tables: Sequence[str] = ()
) -> pd.DataFrame:
    """Return what changed from one published version to another, a row for each cell, row, column or table.

    A version is its number or ``latest``, as ``data`` lists it (a folder or an address; default: KARABAKH_FROM, else
    ./data), or the path or address of its folder. ``tables`` names those that are compared, all if there is none. The
    columns are those of changes.parquet, all texts: table, key, change, column, old, new. Raises CallError for a
    version or a table that is not there, DamagedError for files that are not as they were published.
    """
    import pyarrow as pa

    from karabakh.flows.diff.comparison import comparison
    from karabakh.flows.publish.changes import schema

    compared = comparison(old, new, data, tables)
    batches = (batch for name in compared.differing for batch in compared.changes(name))
    frame: pd.DataFrame = pa.Table.from_batches(batches, schema()).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def refresh(texts: str | Path | Sequence[str | Path] = (), **options: Any) -> Refreshed:
    """Read texts, find places, dates and figures, validate, and publish a version unless nothing is new.

    ``texts`` names folders, corpora or URLs (default: seeds/texts); the options are those of `Settings`. Returns the
    version that now is the latest (``.published``) and the record of the run (``.report``). Raises CallError,
    DataError, or whatever made the run fail.
    """
    named = [texts] if isinstance(texts, str | Path) else texts
    settings = Settings(texts=[str(text) for text in named], **options)
    check(settings.data)
    for variable, value in PREFECT_SETTINGS.items():
        os.environ.setdefault(variable, value)
    asked = ASKED.set(time.perf_counter())
    try:
        from karabakh.flows.refresh import refresh as flow

        return flow(settings)
    finally:
        ASKED.reset(asked)


def validate(rows: pd.DataFrame | str | Path, table: str | None = None) -> pd.DataFrame:
    """Check a file, or a DataFrame that is to be the table ``table``, and return the findings, one row each."""
    from karabakh.flows.places.tables import References
    from karabakh.schemas import INPUTS, TABLES
    from karabakh.schemas.contribution import validate_file, validate_frame
    from karabakh.schemas.findings import Finding

    if table not in {None, *TABLES, *INPUTS}:
        raise CallError(f"there is no table {table!r}; there are {', '.join([*TABLES, *INPUTS])}")
    if isinstance(rows, pd.DataFrame):
        findings = validate_frame(rows, table, References())
    else:
        findings = validate_file(Path(rows), table, References())
    columns = [column.name for column in fields(Finding)]
    return pd.DataFrame([asdict(finding) for finding in findings], columns=columns)
