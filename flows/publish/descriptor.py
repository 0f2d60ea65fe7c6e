"""An edition and its files in, datapackage.json out: a Data Package descriptor of every table, as CSV and as Parquet.

The CSV files are tables to any tool that knows Data Packages: they have a schema and a dialect. The Parquet files have
their schema inside and are listed as plain files, with size and checksum; the schema of a Parquet file is that of the
CSV file of the same name. The gazetteer's forms for maps and for other gazetteers, the changes and the other
descriptors are listed as plain files, too.

A table in parts is one resource with several paths. The standard has one size and one checksum for a resource and none
for its parts, so those stand in a member of our own, ``parts``.
"""

import json
from pathlib import Path
from typing import Any, Final

from karabakh.flows.publish import citation, croissant, facts, schemaorg
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.resources import CSV, Resource, measure, resources
from karabakh.schemas import TABLES
from karabakh.schemas.tableschema import table_schema

NAME: Final = "datapackage.json"

_DIALECT: Final = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "caseSensitiveHeader": True,
}
_OTHERS: Final = (
    Resource("citation", (citation.NAME,), citation.TITLE, citation.ABOUT, "cff", "application/yaml"),
    Resource("croissant", (croissant.NAME,), croissant.TITLE, croissant.ABOUT, "json", "application/ld+json"),
    Resource("dataset", (schemaorg.NAME,), schemaorg.TITLE, schemaorg.ABOUT, "jsonld", "application/ld+json"),
)


def descriptor(edition: Edition, folder: Path | None) -> str:
    """Return the descriptor; without a ``folder`` that holds the files it lacks their sizes and checksums."""
    content = {
        "profile": "data-package",
        "name": facts.NAME,
        "title": facts.TITLE,
        "description": facts.DESCRIPTION,
        **({"homepage": facts.ADDRESS} if facts.ADDRESS else {}),
        "version": edition.version,
        "keywords": list(facts.KEYWORDS),
        "licenses": [facts.LICENCE],
        "sources": [
            {"title": f"{source.title} ({source.licence})", "path": source.address} for source in facts.SOURCES
        ],
        "contributors": [{"title": facts.CONTRIBUTORS, "role": "author"}],
        "resources": [_resource(resource, edition, folder) for resource in (*resources(edition), *_OTHERS)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def matter(text: str) -> Any:
    """Return what of a descriptor counts as content: not the sizes and checksums, which another library changes."""
    content = json.loads(text)
    for resource in content["resources"]:
        for file in (resource, *resource.get("parts", ())):
            file.pop("bytes", None)
            file.pop("hash", None)
    return content


def _resource(resource: Resource, edition: Edition, folder: Path | None) -> dict[str, Any]:
    tabular = resource.mediatype == CSV
    return {
        "name": resource.name,
        "type": "table" if tabular else "file",
        "profile": "tabular-data-resource" if tabular else "data-resource",
        "path": resource.paths[0] if len(resource.paths) == 1 else list(resource.paths),
        "title": resource.title,
        "description": resource.description,
        "format": resource.format,
        "mediatype": resource.mediatype,
        **({"encoding": "utf-8", "dialect": _DIALECT} if tabular else {}),
        **({"licenses": [facts.LICENCE, _text_licence(edition)]} if resource.excerpts else {}),
        **_measures(resource, folder),
        **({"schema": _schema(resource.name, edition)} if tabular else {}),
    }


def _source(source: facts.Source) -> dict[str, str]:
    return {"title": f"{source.title} ({source.licence})", "path": source.address}


def _text_licence(edition: Edition) -> dict[str, str]:
    """Return the licence of running text: that of its document, wherever the documents are told of."""
    files = [resource.paths[0] for resource in resources(edition) if resource.name == "documents"]
    return {**facts.TEXT_LICENCE, **({"path": files[0]} if files else {})}


def _measures(resource: Resource, folder: Path | None) -> dict[str, Any]:
    measures = [{"path": path, **_measured(path, folder)} for path in resource.paths]
    if len(measures) > 1:
        return {"parts": measures}
    return {name: value for name, value in measures[0].items() if name != "path"}


def _measured(path: str, folder: Path | None) -> dict[str, Any]:
    if folder is None:
        return {}
    size, sha256 = measure(folder / path)
    return {"bytes": size, "hash": f"sha256:{sha256}"}


def _schema(name: str, edition: Edition) -> dict[str, Any]:
    """Return the Table Schema without references to tables that this edition does not have."""
    schema = dict(table_schema(TABLES[name]))
    keys = [key for key in schema.pop("foreignKeys", []) if (key["reference"]["resource"] or name) in edition.tables]
    return {**schema, "foreignKeys": keys} if keys else schema
