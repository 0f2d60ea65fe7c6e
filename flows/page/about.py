"""An edition and the folder of its files in, what a page says about it out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.page import file
from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.budget import FILES, REASON_CHARACTERS, REJECTED
from karabakh.flows.page.leftout import LeftOut
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.tally import COUNT, Tally
from karabakh.flows.publish import checksums, facts, files, quality
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.resources import described, measure
from karabakh.schemas import TABLES, dictionary, fields

_RULE: Final = pa.schema({"table": pa.string(), "rule": pa.string()})
_FORMS: Final = {"json": "JSON", "jsonld": "JSON-LD", "md": "Markdown", "cff": "CFF"}


def about(edition: Edition, folder: Path | None, left: LeftOut, cut: Shortener) -> dict[str, Any]:
    """Return the tables and columns, what changed, the files, the quality, how to cite, and the licences."""
    paths = [] if folder is None else _paths(folder)
    return {
        "tables": list(_tables(edition)),
        "changes": _changes(edition),
        "files": [] if folder is None else [_file(folder, path) for path in paths[:FILES]],
        "n_files": len(paths),
        "quality": quality.quality(),
        "citation": facts.citation(edition.version),
        "bibtex": facts.bibtex(edition.version),
        "licence": dict(facts.LICENCE),
        "sources": [source._asdict() for source in facts.SOURCES],
        "texts": facts.EXCERPTS,
        "method": facts.METHOD,
        "naming": facts.NAMING,
        "rejected": _rejected(edition, left, cut),
    }


def lasting(told: dict[str, Any]) -> dict[str, Any]:
    """Return what depends neither on the version before nor on the files of this one."""
    return {name: value for name, value in told.items() if name not in ("changes", "files", "n_files")}


def _tables(edition: Edition) -> Iterator[dict[str, Any]]:
    models = described(edition.tables)
    rows = dictionary.rows(models)
    for name, model in models.items():
        yield {
            "name": name,
            "title": fields.title(model),
            "description": fields.description(model),
            "rows": edition.rows.get(name),
            "columns": [_column(row) for row in rows if row["table"] == name],
        }


def _column(row: dict[str, Any]) -> dict[str, Any]:
    told = (
        "part of the key" if row["key"] else None,
        "may be null" if row["nullable"] else "never null",
        f"refers to {row['refers_to']}" if row["refers_to"] else None,
        row["values"],
    )
    return {
        "name": row["column"],
        "title": row["title"],
        "type": row["type"],
        "unit": row["unit"],
        "description": row["description"],
        "constraints": "; ".join(each for each in told if each),
    }


def _changes(edition: Edition) -> dict[str, Any] | None:
    """Return what leads from the version before to this one; None where there is none before it."""
    step = edition.step
    if step is None:
        return None
    before, now = set(step.previous.tables), set(edition.tables)
    whole = dict.fromkeys(now - before, "added") | dict.fromkeys(before - now, "removed")
    return {
        "previous": step.previous.release.version,
        "change": str(step.change),
        "reason": Shortener().text(step.reason, REASON_CHARACTERS),
        "tables": [
            {"table": name, **_difference(edition, name), "whole": whole.get(name)}
            for name in [*TABLES, *sorted((before | now) - TABLES.keys())]
            if name in whole or (name in step.differences and step.differences[name].change is not None)
        ],
    }


def _difference(edition: Edition, name: str) -> dict[str, Any]:
    found = edition.step.differences.get(name) if edition.step else None
    if found is None:
        return {"words": "", "added": None, "removed": None, "changed": None}
    return {"words": str(found), "added": found.added, "removed": found.removed, "changed": found.changed}


def _paths(folder: Path) -> list[str]:
    """Return the files of a version but the page itself and the list of checksums, which is made after it."""
    return [path for path in checksums.files(folder) if path not in (file.NAME, checksums.NAME)]


def _file(folder: Path, path: str) -> dict[str, Any]:
    found, ending = files.table_of(path), path.rpartition(".")[2]
    table, form = found or ("changes" if path == "changes.parquet" else None, ending)
    size, sha256 = measure(folder / path)
    return {"path": path, "bytes": size, "sha256": sha256, "table": table, "form": _FORMS.get(form, form)}


def _rejected(edition: Edition, left: LeftOut, cut: Shortener) -> list[dict[str, Any]]:
    """Return how many rows were rejected by table and rule, most first."""
    tally = Tally(_RULE)
    for block in blocks(edition, "rejected", _RULE.names):
        tally.add(block)
    rows = sorted(tally.table().to_pylist(), key=lambda row: -int(row[COUNT]))
    left.tell("rules that rejected rows", min(len(rows), REJECTED), len(rows), "rejected", "those that rejected most")
    return [{**row, "rule": cut.cell(row["rule"]), "table": cut.cell(row["table"])} for row in rows[:REJECTED]]
