"""dataset.jsonld says in words that schema.org has what dataset search asks for."""

import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from karabakh.flows.publish import facts, schemaorg
from karabakh.flows.publish.edition import Edition, settled
from karabakh.schemas import TABLES
from karabakh.schemas.fields import columns

rdflib = pytest.importorskip("rdflib")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

# what schema.org's own context does with the terms used here: it names them, and takes these for addresses
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("contentUrl", "license", "url")},
}
REQUIRED = {"name", "description"}
RECOMMENDED = {
    *("alternateName", "creator", "isAccessibleForFree", "keywords", "license", "measurementTechnique"),
    *("spatialCoverage", "temporalCoverage", "variableMeasured", "version", "distribution"),
}


@pytest.fixture
def dated(tables: dict[str, pa.Table], build: Any, filled: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Valid tables, with dates of some years."""
    return {**tables, **build({"date_mentions": mentions(filled, [(1991, 1994), (1917, 1917), (None, None)])})}


@pytest.fixture
def folder(put: Any, dated: dict[str, pa.Table]) -> Path:
    return put(dated).path


def mentions(filled: dict[str, pa.Table], years: list[tuple[int | None, int | None]]) -> list[dict[str, Any]]:
    [template] = filled["date_mentions"].slice(0, 1).to_pylist()
    return [
        {**template, "date_mention_id": f"one:d{number}-9", "year_start": start, "year_end": end}
        for number, (start, end) in enumerate(years)
    ]


@pytest.fixture
def content(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))


@pytest.fixture
def graph(content: dict[str, Any]) -> Any:
    base = "https://example.org/data/1.0.0/dataset.jsonld"
    return rdflib.Graph().parse(data=json.dumps({**content, "@context": CONTEXT}), format="json-ld", publicID=base)


def told(tables: dict[str, pa.Table], **options: Any) -> dict[str, Any]:
    return json.loads(schemaorg.dataset(Edition("1.0.0", settled(tables), **options), None))


def test_it_has_what_google_requires_and_recommends(content: dict[str, Any]) -> None:
    assert content["@context"] == "https://schema.org/"
    assert content["@type"] == "Dataset"
    assert (REQUIRED | RECOMMENDED) - set(content) == set()
    assert 50 <= len(content["description"]) <= 5000
    assert all(file["@type"] == "DataDownload" and file["contentUrl"] for file in content["distribution"])


def test_schema_org_knows_every_type_and_property(graph: Any) -> None:
    sdo = rdflib.namespace.SDO
    kinds = set(graph.objects(None, rdflib.RDF.type))
    properties = set(graph.predicates()) - {rdflib.RDF.type}
    assert {str(term).removeprefix(str(sdo)) for term in kinds} >= {"Dataset", "DataDownload", "PropertyValue"}
    unknown = [term for term in kinds | properties if str(term).removeprefix(str(sdo)) not in sdo]
    assert unknown == []


def test_it_is_one_dataset_with_all_that_it_says(graph: Any, content: dict[str, Any]) -> None:
    sdo = rdflib.namespace.SDO
    [dataset] = graph.subjects(rdflib.RDF.type, sdo.Dataset)
    for name in ("distribution", "variableMeasured", "isBasedOn", "keywords"):
        assert len(list(graph.objects(dataset, sdo[name]))) == len(content[name])
    urls = {str(address) for address in graph.objects(None, sdo.contentUrl)}
    assert "https://example.org/data/1.0.0/csv/places.csv" in urls
    assert list(graph.objects(dataset, sdo.license)) == [rdflib.URIRef(facts.LICENCE["path"])]


def test_every_file_of_the_data_is_a_download_with_size_and_checksum(content: dict[str, Any], folder: Path) -> None:
    files = {file["contentUrl"]: file for file in content["distribution"]}
    there = [path for name in ("csv", "parquet", "gazetteer") for path in (folder / name).rglob("*.*")]
    assert {path.relative_to(folder).as_posix() for path in there} <= set(files)
    for path, file in files.items():
        assert file["contentSize"] == f"{(folder / path).stat().st_size} B"
        assert re.fullmatch("[0-9a-f]{64}", file["sha256"])
        assert re.fullmatch(r"\w+/[\w.+-]+", file["encodingFormat"])


def test_every_part_of_a_table_is_a_download(tables: dict[str, pa.Table]) -> None:
    paths = [file["contentUrl"] for file in told(tables, part_rows=2)["distribution"]]
    assert [path for path in paths if "place_mentions" in path] == [
        f"{form}/place_mentions/part-{part:05}.{form}" for form in ("csv", "parquet") for part in (1, 2)
    ]


def test_every_column_is_a_variable_with_unit_and_bounds(content: dict[str, Any]) -> None:
    variables = {variable["name"]: variable for variable in content["variableMeasured"]}
    for name, model in TABLES.items():
        for column in columns(model):
            variable = variables[f"{name}.{column.name}"]
            assert variable["description"] == column.description
            assert variable.get("unitText") == column.unit
    assert (variables["places.lat"]["minValue"], variables["places.lat"]["maxValue"]) == (-90, 90)


def test_the_area_is_the_box_around_the_places_the_texts_are_about(build: Any, rows: Any) -> None:
    at = [("core", 40.5, 46.0), ("core", 39.25, 47.75), ("core", None, None), ("world", -30.0, 170.0)]
    [template, *_] = rows["places"]
    rows["places"] = [
        {**template, "place_id": f"K{number:04}", "tier": tier, "lat": lat, "lon": lon}
        for number, (tier, lat, lon) in enumerate(at, 1)
    ]
    assert told(build(rows))["spatialCoverage"]["geo"] == {"@type": "GeoShape", "box": "39.25 46.0 40.5 47.75"}


@pytest.mark.parametrize(
    ("years", "period"),
    [
        ([(1991, 1991)], "1991/1991"),
        ([(1991, 1994), (1917, 1988)], "1917/1994"),
        ([(-187, 1700), (None, None)], "-0187/1700"),
        ([(None, 1988)], "1988/1988"),
        ([(1990, None)], "1990/1990"),
        ([(99, 99), (17000, 17000), (-(2**31), 2**31 - 1)], "0099/0099"),
        ([(None, None)], None),
        ([], None),
    ],
)
def test_the_period_is_from_the_first_to_the_last_year_that_is_spoken_of(
    build: Any, filled: dict[str, pa.Table], years: list[tuple[int | None, int | None]], period: str | None
) -> None:
    rows = mentions(filled, years)
    assert told(build({"date_mentions": rows})).get("temporalCoverage") == period


def test_what_cannot_be_told_is_left_out(tables: dict[str, pa.Table]) -> None:
    some = told({"place_names": tables["place_names"]})
    assert some.keys() & {"spatialCoverage", "temporalCoverage", "url", "datePublished", "dateModified"} == set()


def test_an_address_is_named_once_there_is_one(monkeypatch: pytest.MonkeyPatch, tables: dict[str, pa.Table]) -> None:
    monkeypatch.setattr(facts, "ADDRESS", "https://example.org/data")
    assert told(tables)["url"] == "https://example.org/data"


def test_running_text_has_the_licence_of_its_document(content: dict[str, Any]) -> None:
    own = {file["contentUrl"]: file["license"][1]["name"] for file in content["distribution"] if "license" in file}
    assert own == dict.fromkeys(("csv/sentences.csv", "parquet/sentences.parquet"), facts.TEXT_LICENCE["title"])


def test_sizes_and_checksums_are_no_matter(folder: Path, dated: dict[str, pa.Table]) -> None:
    published = (folder / "dataset.jsonld").read_text(encoding="utf-8")
    again = schemaorg.dataset(Edition("1.0.0", settled(dated)), None)
    assert published != again
    assert schemaorg.matter(published) == schemaorg.matter(again)
    assert json.loads(again)["temporalCoverage"] == "1917/1994"
