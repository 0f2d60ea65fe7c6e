"""datapackage.json is a Data Package that frictionless accepts, tables and checksums included."""

import hashlib
import json
import subprocess
import sys

import frictionless
import pytest

from karabakh.schemas import TABLES
from karabakh.schemas.fields import columns, key

pytestmark = pytest.mark.filterwarnings("default")  # frictionless has warnings of its own


@pytest.fixture
def folder(put, tables):
    return put(tables).path


@pytest.fixture
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def errors(folder):
    report = frictionless.Package(folder / "datapackage.json").validate()
    return report.flatten(["title", "rowNumber", "fieldName", "message"])


def test_frictionless_accepts_it(folder):
    assert errors(folder) == []


def test_frictionless_accepts_a_version_without_rows(put, build):
    assert errors(put(build({name: [] for name in TABLES})).path) == []


def test_frictionless_accepts_some_of_the_tables(put, tables):
    assert errors(put({"place_mentions": tables["place_mentions"]}).path) == []


def test_frictionless_accepts_it_on_the_command_line(folder):
    run = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["stats"]["tasks"] == 2 * len(TABLES) + 2


def test_frictionless_sees_a_changed_file(folder):
    path = folder / "csv" / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Agdam", "Aghdam"), encoding="utf-8", newline="\n")
    assert {title for title, *_ in errors(folder)} >= {"Hash Count Error"}


def test_frictionless_sees_a_wrong_cell(folder):
    path = folder / "csv" / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("39.99", "north"), encoding="utf-8", newline="\n")
    assert "Type Error" in {title for title, *_ in errors(folder)}


def test_every_table_is_described_twice_and_every_column_once(package):
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert list(resources) == [
        *(f"csv/{name}.csv" for name in TABLES),
        *(f"parquet/{name}.parquet" for name in TABLES),
        "gazetteer/gazetteer.geojson",
        "gazetteer/gazetteer.parquet",
    ]
    for name, model in TABLES.items():
        schema = resources[f"csv/{name}.csv"]["schema"]
        assert [field["name"] for field in schema["fields"]] == [column.name for column in columns(model)]
        assert all(field["description"] for field in schema["fields"])
        assert tuple(schema["primaryKey"]) == key(model)


def test_the_gazetteer_is_described_in_each_of_its_forms(package):
    forms = [resource for resource in package["resources"] if resource["path"].startswith("gazetteer/")]
    assert [(form["format"], form["mediatype"]) for form in forms] == [
        ("geojson", "application/geo+json"),
        ("parquet", "application/vnd.apache.parquet"),
    ]
    assert all(form["title"] and form["description"] and "schema" not in form for form in forms)


def test_sizes_and_checksums_are_those_of_the_files(folder, package):
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_it_says_whose_licence_a_sentence_has(package):
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    own = {resource["name"] for resource in package["resources"] if "licenses" in resource}
    assert own == {"sentences", "sentences-parquet"}
    [sentences] = [resource for resource in package["resources"] if resource["name"] == "sentences"]
    assert "document" in sentences["licenses"][1]["title"]
    assert "licence" in {field["name"] for field in package["resources"][0]["schema"]["fields"]}


def test_it_holds_no_time(package):
    assert package.keys() & {"created", "id"} == set()
    assert package["version"] == "1.0.0"
