"""croissant.json is what mlcroissant reads: every table, row, value and closed list, from one file or from parts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.publish import croissant, facts
from karabakh.flows.publish.edition import Edition, settled
from karabakh.schemas import ABOUT, TABLES, fields
from karabakh.schemas.arrow import arrow_schema

mlcroissant = pytest.importorskip("mlcroissant")
pytestmark = pytest.mark.filterwarnings("ignore")  # mlcroissant has warnings of its own

TYPES = {
    pa.string(): "sc:Text",
    pa.int32(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.list_(pa.string()): "sc:Text",
}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError(f"a connection is asked for: {arguments}")

    monkeypatch.setattr("socket.socket.connect", refuse)


@pytest.fixture(scope="module")
def content(version: Path) -> dict[str, Any]:
    return json.loads((version / "croissant.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dataset(version: Path) -> Any:
    return mlcroissant.Dataset(version / "croissant.json")


def plain(value: Any) -> Any:
    """A value as mlcroissant gives it in, as Arrow gives it out."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.date() if hasattr(value, "date") else value


def records(dataset: Any, name: str) -> list[dict[str, Any]]:
    found = [{field: plain(value) for field, value in row.items()} for row in dataset.records(name)]
    return [{field.removeprefix(f"{name}/"): value for field, value in row.items()} for row in found]


def test_mlcroissant_finds_no_error_and_misses_nothing_but_the_day(dataset: Any) -> None:
    issues = dataset.metadata.ctx.issues
    assert issues.errors == set()
    assert [warning.split('"')[1] for warning in issues.warnings] == ["https://schema.org/datePublished"]


@pytest.mark.parametrize("name", TABLES)
def test_mlcroissant_gives_the_rows_of_every_table(dataset: Any, filled: dict[str, pa.Table], name: str) -> None:
    rows = records(dataset, name)
    assert rows == filled[name].to_pylist()
    kinds = {type(value) for row in rows for value in row.values()}
    assert kinds <= {str, int, float, bool, date, list, type(None)}


def test_a_table_can_be_read_again_and_after_one_that_refers_to_it(dataset: Any, filled: dict[str, pa.Table]) -> None:
    for name in ("place_mentions", "places", "documents", "places"):
        assert len(records(dataset, name)) == filled[name].num_rows


def test_mlcroissant_reads_tables_without_rows(put: Any, build: Any) -> None:
    dataset = mlcroissant.Dataset(put(build(dict.fromkeys(TABLES, ()))).path / "croissant.json")
    assert dataset.metadata.ctx.issues.errors == set()
    assert {name: records(dataset, name) for name in TABLES} == {name: [] for name in TABLES}


def test_mlcroissant_reads_some_of_the_tables(put: Any, tables: dict[str, pa.Table]) -> None:
    dataset = mlcroissant.Dataset(put({"place_names": tables["place_names"]}).path / "croissant.json")
    assert dataset.metadata.ctx.issues.errors == set()
    assert records(dataset, "place_names") == tables["place_names"].to_pylist()


def test_mlcroissant_reads_what_changed(put: Any, build: Any, rows: Any) -> None:
    put(build(rows))
    rows["places"][0]["label"] = "Aghdam"
    folder = put(build(rows)).path
    changed = records(mlcroissant.Dataset(folder / "croissant.json"), "changes")
    assert changed == pq.read_table(folder / "changes.parquet").to_pylist()
    assert [(row["table"], row["key"], row["old"], row["new"]) for row in changed] == [
        ("places", "K0001", "Agdam", "Aghdam")
    ]


def test_mlcroissant_refuses_a_file_that_was_changed(put: Any, tables: Any) -> None:
    folder = put(tables).path
    path = folder / "parquet" / "places.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Exception, match="An error occurred") as error:
        list(mlcroissant.Dataset(folder / "croissant.json").records("places"))
    assert "Hash of downloaded file" in str(error.value.__cause__)


def test_every_column_is_a_field_with_a_description_a_type_and_its_column(content: dict[str, Any]) -> None:
    sets = {records["@id"]: records for records in content["recordSet"]}
    for name, model in TABLES.items():
        columns = fields.columns(model)
        assert [field["@id"] for field in sets[name]["field"]] == [f"{name}/{column.name}" for column in columns]
        for field, column in zip(sets[name]["field"], columns, strict=True):
            assert (field["name"], field["dataType"]) == (column.name, TYPES[column.type])
            assert field.get("isArray", False) is pa.types.is_list(column.type)
            assert column.description in field["description"]
            assert field["source"]["extract"] == {"column": column.name}
        assert [part["@id"] for part in sets[name]["key"]] == [f"{name}/{part}" for part in fields.key(model)]


def test_every_closed_list_is_an_enumeration_with_its_codes(content: dict[str, Any], dataset: Any) -> None:
    lists = {
        f"codes/{name}/{column.name}": column.codes
        for name, model in {**TABLES, **ABOUT}.items()
        for column in fields.columns(model)
        if column.codes
    }
    told = {records["@id"]: records for records in content["recordSet"] if records.get("dataType") == "sc:Enumeration"}
    assert list(told) == list(lists)
    for identifier, codes in lists.items():
        assert {row["name"]: row["description"] for row in records(dataset, identifier)} == codes


def test_columns_refer_to_other_tables_and_to_lists_that_are_there(content: dict[str, Any]) -> None:
    given = {field["@id"]: field for records in content["recordSet"] for field in records["field"]}
    told = {name: field["dct:references"]["@id"] for name, field in given.items() if "dct:references" in field}
    assert set(told.values()) <= set(given)
    assert told["place_mentions/place_id"] == told["place_mentions/candidates"] == "places/place_id"
    assert told["documents/duplicate_of"] == "documents/document_id"
    assert told["places/tier"] == "codes/places/tier/name"


def test_a_table_that_is_not_there_is_not_referred_to(tables: dict[str, pa.Table]) -> None:
    text = croissant.croissant(Edition("1.0.0", settled({"place_mentions": tables["place_mentions"]})), None)
    assert '"places/' not in text
    assert '"codes/place_mentions/method/name"' in text


def test_every_file_is_listed_with_size_and_checksum(content: dict[str, Any], version: Path) -> None:
    files = {file["contentUrl"]: file for file in content["distribution"] if file["@type"] == "cr:FileObject"}
    folders = ("csv", "parquet", "gazetteer")
    there = {path.relative_to(version).as_posix() for folder in folders for path in (version / folder).rglob("*.*")}
    assert there <= set(files)
    for path, file in files.items():
        assert file["contentSize"] == f"{(version / path).stat().st_size} B"
        assert len(file["sha256"]) == 64


def test_the_parts_of_a_table_are_a_set_of_files(content: dict[str, Any], version: Path) -> None:
    sets = {file["@id"]: file["includes"] for file in content["distribution"] if file["@type"] == "cr:FileSet"}
    if (version / "parquet" / "places").is_dir():
        assert sets["parquet/places"] == [f"parquet/places/part-{part:05}.parquet" for part in (1, 2, 3)]
        assert set(sets) == {f"{form}/{name}" for form in ("csv", "parquet") for name in TABLES}
    else:
        assert sets == {}


def test_it_says_what_the_dataset_is(content: dict[str, Any]) -> None:
    assert content["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert content["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert content["version"] == "1.0.0"
    assert content["citeAs"].startswith("@misc{karabakh-open-data-1.0.0, ")
    assert content.keys() & {"url", "datePublished", "dateCreated", "dateModified"} == set()


def test_an_address_is_named_once_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    monkeypatch.setattr(facts, "ADDRESS", "https://example.org/data")
    text = croissant.croissant(Edition("1.0.0", settled(tables)), None)
    assert json.loads(text)["url"] == "https://example.org/data"


def test_sizes_and_checksums_are_no_matter(tables: dict[str, pa.Table], put: Any) -> None:
    edition, written = Edition("1.0.0", settled(tables)), put(tables).path / "croissant.json"
    assert croissant.matter(written.read_text(encoding="utf-8")) == croissant.matter(croissant.croissant(edition, None))


def test_the_files_hold_what_the_fields_say(version: Path) -> None:
    for name, model in TABLES.items():
        for path in sorted((version / "parquet").glob(f"**/{name}*.parquet")):
            assert pq.read_schema(path).names == arrow_schema(model).names


@pytest.mark.slow
def test_mlcroissant_gives_every_row_of_the_committed_version(root: Path) -> None:
    latest = root / "data" / (root / "data" / "latest").read_text(encoding="utf-8").strip()
    if not (latest / "croissant.json").is_file():
        pytest.skip("the committed version is older than its description")
    dataset = mlcroissant.Dataset(latest / "croissant.json")
    for name in TABLES:
        assert records(dataset, name) == pq.read_table(latest / "parquet" / f"{name}.parquet").to_pylist()
