"""An edition and its files in, dataset.jsonld out: the dataset in the words of schema.org, for dataset search.

What Google Dataset Search asks for (developers.google.com/search/docs/appearance/structured-data/dataset): a name and a
description of 50 to 5,000 characters are required; who made it, under which licence, what it measures, how, where and
of when, and where each file lies, are recommended. The addresses of files are relative to where this file lies.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.resources import Resource, languages, measure, resources
from karabakh.schemas import TABLES, fields
from karabakh.schemas.fields import Column

NAME: Final = "dataset.jsonld"
TITLE: Final = "Description for dataset search (schema.org)"
ABOUT: Final = "The dataset, its files and its columns in the words of schema.org, as JSON-LD."
CONTEXT: Final = "https://schema.org/"
TIER: Final = "core"  # the places that the texts are about
_AREA: Final = "The box around the places of the gazetteer's core tier whose position is known."
_YEARS: Final = ["year_start", "year_end"]
_FOUR_DIGITS: Final = 9999  # years beyond have no place in an ISO 8601 interval without agreement


def dataset(edition: Edition, folder: Path | None) -> str:
    """Return the description; without a ``folder`` that holds the files it lacks their sizes and checksums."""
    content = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": facts.TITLE,
        "alternateName": facts.NAME,
        "description": facts.DESCRIPTION,
        **({"url": facts.ADDRESS} if facts.ADDRESS else {}),
        "version": edition.version,
        "license": facts.LICENCE["path"],
        "isAccessibleForFree": True,
        "inLanguage": list(languages(edition)),
        "keywords": list(facts.KEYWORDS),
        "creator": {"@type": "Organization", "name": facts.CONTRIBUTORS},
        "creditText": facts.citation(edition.version),
        "isBasedOn": [_source(source) for source in facts.SOURCES],
        "measurementTechnique": facts.METHOD,
        **_time(edition, folder),
        **_area(edition),
        "variableMeasured": list(_variables(edition)),
        "distribution": [
            _download(resource, path, folder) for resource in resources(edition) for path in resource.paths
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def matter(text: str) -> Any:
    """Return what of a description counts as content: not the sizes and checksums, which another library changes."""
    content = json.loads(text)
    for file in content["distribution"]:
        file.pop("contentSize", None)
        file.pop("sha256", None)
    return content


def _source(source: facts.Source) -> dict[str, str]:
    return {"@type": "CreativeWork", "name": source.title, "url": source.address, "license": source.terms}


def _download(resource: Resource, path: str, folder: Path | None) -> dict[str, Any]:
    own = [facts.LICENCE["path"], {"@type": "CreativeWork", "name": facts.TEXT_LICENCE["title"]}]
    return {
        "@type": "DataDownload",
        "name": resource.title,
        "description": resource.description,
        "contentUrl": path,
        "encodingFormat": resource.mediatype,
        **({"license": own} if resource.excerpts else {}),
        **measured(path, folder),
    }


def measured(path: str, folder: Path | None) -> dict[str, str]:
    """Return size and checksum of a file as schema.org writes them; nothing without a folder."""
    if folder is None:
        return {}
    size, sha256 = measure(folder / path)
    return {"contentSize": f"{size} B", "sha256": sha256}


def _variables(edition: Edition) -> Iterator[dict[str, Any]]:
    for name in edition.tables:
        for column in fields.columns(TABLES[name]):
            yield {"@type": "PropertyValue", "name": f"{name}.{column.name}", **_variable(column)}


def _variable(column: Column) -> dict[str, Any]:
    told = {
        "alternateName": column.title,
        "description": column.description,
        "unitText": column.unit,
        "minValue": column.ge,
        "maxValue": column.le,
    }
    return {name: value for name, value in told.items() if value is not None}


def _time(edition: Edition, folder: Path | None) -> dict[str, str]:
    """Return the first and the last year that the texts speak of."""
    years = [year for batch in _dates(edition, folder) for year in _ends(batch)]
    return {"temporalCoverage": f"{_year(min(years))}/{_year(max(years))}"} if years else {}


def _dates(edition: Edition, folder: Path | None) -> Iterator[pa.RecordBatch]:
    """Yield the dates: from their files, where those are there, because a file can be read without other columns."""
    if "date_mentions" not in edition.tables:
        return
    if folder is None:
        yield from edition.batches("date_mentions")
        return
    for path in edition.files("date_mentions", "parquet"):
        with pq.ParquetFile(folder / path) as file:
            yield from file.iter_batches(columns=_YEARS)


def _ends(batch: pa.RecordBatch) -> Iterator[int]:
    """Yield the least and the greatest year of some dates, as far as there are any."""
    for name in _YEARS:
        years = batch[name]
        known = years.filter(pc.and_(pc.less_equal(-_FOUR_DIGITS, years), pc.less_equal(years, _FOUR_DIGITS)))
        yield from (year for year in pc.min_max(known).as_py().values() if year is not None)


def _year(year: int) -> str:
    """Return a year as ISO 8601 writes it.

    >>> _year(1991), _year(33), _year(-187)
    ('1991', '0033', '-0187')
    """
    return f"{year:05}" if year < 0 else f"{year:04}"


def _area(edition: Edition) -> dict[str, Any]:
    """Return the least box that holds the places that the texts are about: south, west, north, east in degrees."""
    if "places" not in edition.tables:
        return {}
    places = edition.table("places")
    places = places.filter(pc.and_(pc.equal(places["tier"], TIER), places["lat"].is_valid()))
    if not places.num_rows:
        return {}
    lat, lon = (pc.min_max(places[name]).as_py() for name in ("lat", "lon"))
    shape = {"@type": "GeoShape", "box": f"{lat['min']} {lon['min']} {lat['max']} {lon['max']}"}
    return {"spatialCoverage": {"@type": "Place", "description": _AREA, "geo": shape}}
