"""An edition and its files in, croissant.json out: the tables as Croissant 1.1 describes data for machine learning.

Croissant (mlcommons.org/croissant) is schema.org's Dataset with the files as they lie and the records in them. A table
is a RecordSet whose fields are columns of its Parquet file, or of the files of its parts; a closed list of codes is one
with the codes inside. The CSV files and the gazetteer's other forms are files without records.

What a column refers to is said with Dublin Core's ``references``, not with Croissant's own. That one the reference
implementation (mlcroissant 1.1.1) takes for a join, made in memory: it refuses a table that refers to itself, and from
one `Dataset` it cannot read both a table and one that refers to it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.resources import Resource, described, languages, resources
from karabakh.flows.publish.schemaorg import matter, measured
from karabakh.schemas import dictionary, fields
from karabakh.schemas.fields import Column, Table

NAME: Final = "croissant.json"
TITLE: Final = "Description for machine learning (Croissant)"
ABOUT: Final = "The files, tables, columns and closed lists of codes as Croissant 1.1 describes them."
__all__ = ["ABOUT", "NAME", "TITLE", "croissant", "matter"]
CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.1"
_READ: Final = "application/x-parquet"  # the name under which readers of Croissant know Parquet

# the context of the specification, and what its reference implementation expects beside it
CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{
        term: f"cr:{term}"
        for term in (
            *("annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes"),
            *("extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray"),
            *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "readLines", "recordSet"),
            *("references", "regex", "repeated", "replace", "samplingRate", "sdVersion", "separator", "source"),
            *("subField", "transform", "unArchive", "value"),
        )
    },
}
_TYPES: Final = {
    pa.string(): "sc:Text",
    pa.int32(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.list_(pa.string()): "sc:Text",
}


def croissant(edition: Edition, folder: Path | None) -> str:
    """Return the description; without a ``folder`` that holds the files it lacks their sizes and checksums."""
    told = resources(edition)
    tables = described(edition.tables)
    sources = {resource.table: resource for resource in told if resource.format == "parquet" and resource.table}
    content = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": facts.NAME,
        "alternateName": facts.TITLE,
        "description": facts.DESCRIPTION,
        "citeAs": facts.bibtex(edition.version),
        "creator": {"@type": "sc:Organization", "name": facts.CONTRIBUTORS},
        "inLanguage": list(languages(edition)),
        "isLiveDataset": False,
        "keywords": list(facts.KEYWORDS),
        "license": facts.LICENCE["path"],
        **({"url": facts.ADDRESS} if facts.ADDRESS else {}),
        "version": edition.version,
        "distribution": [file for resource in told for file in _files(resource, folder)],
        "recordSet": [
            *(_codes(name, column) for name, model in tables.items() for column in _closed(model)),
            *(_records(name, tables, sources[name]) for name in tables),
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _files(resource: Resource, folder: Path | None) -> Iterator[dict[str, Any]]:
    """Yield every file, and the set of them where a table is in parts."""
    own = [facts.LICENCE["path"], {"@type": "sc:CreativeWork", "name": facts.TEXT_LICENCE["title"]}]
    formats = [resource.mediatype, _READ] if resource.format == "parquet" else resource.mediatype
    for path in resource.paths:
        yield {
            "@type": "cr:FileObject",
            "@id": path,
            "name": path,
            "description": resource.description,
            "contentUrl": path,
            "encodingFormat": formats,
            **({"license": own} if resource.excerpts else {}),
            **measured(path, folder),
        }
    if len(resource.paths) > 1:
        yield {
            "@type": "cr:FileSet",
            "@id": _set(resource),
            "name": resource.title,
            "description": f"The parts of {resource.table} in the order of its rows.",
            "encodingFormat": formats,
            "includes": list(resource.paths),
        }


def _set(resource: Resource) -> str:
    return f"{resource.format}/{resource.table}"


def _records(name: str, tables: dict[str, type[Table]], source: Resource) -> dict[str, Any]:
    model = tables[name]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{fields.title(model)}. {fields.description(model)}",
        "key": [{"@id": f"{name}/{column}"} for column in fields.key(model)],
        "field": [_field(name, column, tables, source) for column in fields.columns(model)],
    }


def _field(name: str, column: Column, tables: dict[str, type[Table]], source: Resource) -> dict[str, Any]:
    parted = len(source.paths) > 1
    files = {"fileSet": {"@id": _set(source)}} if parted else {"fileObject": {"@id": source.paths[0]}}
    other = _reference(name, column, tables)
    return {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": column.name,
        "description": describe(column),
        "dataType": _TYPES[column.type],
        **({"isArray": True, "arrayShape": "-1"} if pa.types.is_list(column.type) else {}),
        "source": {**files, "extract": {"column": column.name}},
        **({"dct:references": {"@id": other}} if other else {}),
    }


def describe(column: Column) -> str:
    """Return in one text what a column is for people: title, description and unit."""
    return f"{column.title}. {column.description}" + (f" Unit: {column.unit}." if column.unit else "")


def _reference(name: str, column: Column, tables: dict[str, type[Table]]) -> str | None:
    """Return the field whose values a column has: of a closed list, or of a table that is there."""
    if column.codes is not None:
        return f"{_list(name, column)}/name"
    other, _, its = (dictionary.refers_to(tables[name], column.name) or "").partition(".")
    return f"{other}/{its}" if other in tables else None


def _closed(model: type[Table]) -> Iterator[Column]:
    return (column for column in fields.columns(model) if column.codes is not None)


def _list(name: str, column: Column) -> str:
    return f"codes/{name}/{column.name}"


def _codes(name: str, column: Column) -> dict[str, Any]:
    """Return a closed list of codes, with its codes inside."""
    own = _list(name, column)
    return {
        "@type": "cr:RecordSet",
        "@id": own,
        "name": f"codes of {name}.{column.name}",
        "description": f"The values that {column.name} in {name} can have, and what each means.",
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{own}/name"},
        "field": [
            _given(f"{own}/name", "name", "The value.", _TYPES[column.type]),
            _given(f"{own}/description", "description", "What the value means.", "sc:Text"),
        ],
        "data": [
            {f"{own}/name": code, f"{own}/description": meaning} for code, meaning in (column.codes or {}).items()
        ],
    }


def _given(identifier: str, name: str, description: str, type_: str) -> dict[str, Any]:
    return {"@type": "cr:Field", "@id": identifier, "name": name, "description": description, "dataType": type_}
