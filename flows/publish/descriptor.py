"""An edition and its files in, datapackage.json out: a Data Package descriptor of every table, as CSV and as Parquet.

The CSV files are tables to any tool that knows Data Packages: they have a schema and a dialect. The Parquet files have
their schema inside and are listed as plain files, with size and checksum; the schema of a Parquet file is that of the
CSV file of the same name. The gazetteer's forms for maps and for other gazetteers are listed as plain files, too.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from karabakh.flows.publish import facts, geoparquet, linkedplaces
from karabakh.flows.publish.checksums import sha256
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.entries import File
from karabakh.schemas import TABLES, fields
from karabakh.schemas.tableschema import table_schema

NAME = "datapackage.json"

_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "caseSensitiveHeader": True,
}
_CSV_NOTE = (
    "Null is an empty field. A list is joined by | (a | or \\ inside an item has a \\ before it). A text that begins "
    "with = + - @ tab, carriage return or ' has a ' before it, which is no part of the value."
)


def descriptor(edition: Edition, folder: Path | None) -> str:
    """Return the descriptor; without a ``folder`` that holds the files it lacks their sizes and checksums."""
    resources = [
        *_csv_resources(edition, folder),
        *_parquet_resources(edition, folder),
        *(_file_resource(file, folder) for file in interchange(edition)),
    ]
    content = {
        "profile": "data-package",
        "name": facts.NAME,
        "title": facts.TITLE,
        "description": facts.DESCRIPTION,
        "version": edition.version,
        "keywords": list(facts.KEYWORDS),
        "licenses": [facts.LICENCE],
        "sources": [{"title": f"{title} ({licence})", "path": path} for title, path, licence in facts.SOURCES],
        "contributors": [{"title": facts.CONTRIBUTORS, "role": "author"}],
        "resources": resources,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def interchange(edition: Edition) -> tuple[File, ...]:
    """Return the forms in which an edition has the gazetteer for other programs."""
    return (linkedplaces.FILE, geoparquet.FILE) if "places" in edition.tables else ()


def matter(text: str) -> Any:
    """Return what of a descriptor counts as content: not the sizes and checksums, which another library changes."""
    content = json.loads(text)
    for resource in content["resources"]:
        resource.pop("bytes", None)
        resource.pop("hash", None)
    return content


def _csv_resources(edition: Edition, folder: Path | None) -> Iterator[dict[str, Any]]:
    for name in edition.tables:
        path = f"csv/{name}.csv"
        yield {
            "name": name,
            "type": "table",
            "profile": "tabular-data-resource",
            "path": path,
            "title": fields.title(TABLES[name]),
            "description": f"{fields.description(TABLES[name])} {_CSV_NOTE}",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": _DIALECT,
            **_licences(name),
            **_file(path, folder),
            "schema": _schema(name, edition),
        }


def _parquet_resources(edition: Edition, folder: Path | None) -> Iterator[dict[str, Any]]:
    for name in edition.tables:
        path = f"parquet/{name}.parquet"
        yield {
            "name": f"{name}-parquet",
            "type": "file",
            "profile": "data-resource",
            "path": path,
            "title": f"{fields.title(TABLES[name])} (Parquet)",
            "description": f"The same rows as {name}, as Parquet; the titles and descriptions of columns are inside.",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            **_licences(name),
            **_file(path, folder),
        }


def _file_resource(file: File, folder: Path | None) -> dict[str, Any]:
    return {
        "name": file.name,
        "type": "file",
        "profile": "data-resource",
        "path": file.path,
        "title": file.title,
        "description": file.description,
        "format": file.format,
        "mediatype": file.mediatype,
        **_file(file.path, folder),
    }


def _licences(name: str) -> dict[str, Any]:
    """Say under which licences a table is, where that is not the dataset's alone: running text has its own."""
    excerpts = any(column.excerpt for column in fields.columns(TABLES[name]))
    return {"licenses": [facts.LICENCE, facts.TEXT_LICENCE]} if excerpts else {}


def _file(path: str, folder: Path | None) -> dict[str, Any]:
    if folder is None:
        return {}
    return {"bytes": (folder / path).stat().st_size, "hash": f"sha256:{sha256(folder / path)}"}


def _schema(name: str, edition: Edition) -> dict[str, Any]:
    """Return the Table Schema without references to tables that this edition does not have."""
    schema = dict(table_schema(TABLES[name]))
    keys = [key for key in schema.pop("foreignKeys", []) if (key["reference"]["resource"] or name) in edition.tables]
    return {**schema, "foreignKeys": keys} if keys else schema
