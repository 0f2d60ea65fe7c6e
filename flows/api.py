"""What ``import karabakh`` offers: the commands as functions, tables in and tables out, for notebooks and scripts."""

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from karabakh.flows.download.delivery import download
from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError
from karabakh.flows.operate.logs import write_json
from karabakh.flows.publish import folder, remote
from karabakh.flows.run.report import ASKED, Refreshed
from karabakh.flows.settings.model import Settings
from karabakh.flows.verify import verify

if TYPE_CHECKING:
    from karabakh.flows.contribute.accept.merge import Accepted

__all__ = ["accept", "diff", "download", "load", "refresh", "template", "validate", "verify", "versions"]

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
    if isinstance(settings.data, str):
        remote.check(settings.data)
    else:
        folder.check(settings.data)
    if settings.scheduler is not None:
        from karabakh.flows.cluster.address import check

        check(settings.scheduler)
    if settings.log_format == "json":
        write_json()
    for variable, value in PREFECT_SETTINGS.items():
        os.environ.setdefault(variable, value)
    asked = ASKED.set(time.perf_counter())
    try:
        from karabakh.flows.refresh import refresh as flow

        return flow(settings)
    finally:
        ASKED.reset(asked)


def validate(
    rows: pd.DataFrame | str | Path | Sequence[str | Path],
    table: str | None = None,
    *,
    data: str | Path | None = None,
    gazetteer: str | Path | None = None,
    max_findings: int = 100,
) -> pd.DataFrame:
    """Check files, or a DataFrame that is to be the table ``table``, and return the findings, one row each.

    ``table`` is told by the columns where it is None. Rows are compared with the newest version at ``data`` (a path or
    URL; None: KARABAKH_FROM, else ./data, if there are any) and with ``gazetteer`` (a folder; None: the packaged one).
    Of each rule ``max_findings`` rows are shown, and one finding counts the rest; a row without an "error" in the
    column ``severity`` is valid. Raises CallError for a table that there is not.
    """
    from karabakh.flows.contribute.checking import check_files, check_rows
    from karabakh.flows.contribute.known import Known
    from karabakh.schemas import INPUTS, TABLES
    from karabakh.schemas.findings import Finding

    if table not in {None, *TABLES, *INPUTS}:
        raise CallError(f"there is no table {table!r}; there are {', '.join([*TABLES, *INPUTS])}")
    known = Known(Path(gazetteer) if gazetteer else None, data or os.environ.get("KARABAKH_FROM") or None)
    if isinstance(rows, pd.DataFrame):
        checking = check_rows(rows, table, known, max_findings)
    else:
        checking = check_files([rows] if isinstance(rows, str | Path) else rows, table, known, max_findings)
    columns = [column.name for column in fields(Finding)]
    return pd.DataFrame([asdict(finding) for finding in checking.findings], columns=columns)


def accept(files: Sequence[str | Path] | str | Path, *, contributor: str, reason: str, **options: Any) -> "Accepted":
    """Merge valid contributions into the folder of seeds, all of them or none, with who sent them and why.

    The options are those of the command: ``table``, ``seeds``, ``data``, ``no_published``, ``replace``, ``licence``,
    ``licence_unknown``, ``dry_run``. Returns what changed; raises RefusedError where a file is not valid or would break
    an identifier, and then nothing is written.
    """
    from karabakh.flows.contribute.accept.merge import accept as merged

    named = [files] if isinstance(files, str | Path) else files
    return merged(named, contributor=contributor, reason=reason, **options)


def template(table: str, seeds: str | Path | None = None) -> str:
    """Return a CSV file to fill in for ``table``: header, an example, and what each column must be, as comments."""
    from karabakh.flows.contribute.template.sheet import template as sheet

    return sheet(table, seeds)
