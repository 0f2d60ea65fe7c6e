"""datapackage.json is a Data Package that frictionless accepts, tables and checksums included."""

import hashlib
import json
import subprocess
import sys

import frictionless
import pytest

from karabakh.flows.publish import descriptor, facts
from karabakh.flows.publish.edition import Edition, settled
from karabakh.flows.publish.resources import changes, resources
from karabakh.schemas import TABLES
from karabakh.schemas.fields import columns, key

OTHERS = (
    "gazetteer/gazetteer.geojson",
    "gazetteer/gazetteer.parquet",
    *(path.paths[0] for path in changes()),
    "CITATION.cff",
    "croissant.json",
    "dataset.jsonld",
)
pytestmark = pytest.mark.filterwarnings("ignore")  # frictionless has warnings of its own


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
    assert json.loads(done.stdout)["stats"]["tasks"] == 2 * len(TABLES) + len(OTHERS)


def test_frictionless_accepts_tables_in_parts(parted):
    assert errors(parted) == []


def test_frictionless_reads_parts_as_one_table_with_one_header(parted, tables):
    package = frictionless.Package(parted / "datapackage.json")
    parts = [resource for resource in package.resources if resource.extrapaths]
    assert {resource.name for resource in parts} >= {"place_mentions", "place_names", "place_mentions-parquet"}
    for resource in parts:
        if resource.format == "csv":
            own = key(TABLES[resource.name])
            rows = [tuple(row[column] for column in own) for row in resource.read_rows()]
            assert rows == [tuple(row[column] for column in own) for row in tables[resource.name].to_pylist()]


def test_frictionless_sees_a_wrong_cell_in_a_later_part(parted):
    path = parted / "csv" / "place_mentions" / "part-00002.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",exact,", ",near,"), encoding="utf-8", newline="\n")
    assert [(title, row, field) for title, row, field, _ in errors(parted)] == [("Constraint Error", 4, "method")]


def test_every_part_has_its_own_size_and_checksum(parted):
    package = json.loads((parted / "datapackage.json").read_text(encoding="utf-8"))
    several = [resource for resource in package["resources"] if "parts" in resource]
    assert several
    for resource in several:
        assert resource["path"] == [part["path"] for part in resource["parts"]]
        assert resource.keys() & {"bytes", "hash"} == set()  # of which the standard does not say whose they would be
        for part in resource["parts"]:
            content = (parted / part["path"]).read_bytes()
            assert (part["bytes"], part["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_sizes_and_checksums_are_no_matter(parted, tables):
    edition = Edition("1.0.0", settled(tables), part_rows=2)
    published = (parted / "datapackage.json").read_text(encoding="utf-8")
    assert descriptor.matter(published) == descriptor.matter(descriptor.descriptor(edition, None))
    assert descriptor.matter(published) != descriptor.matter(published.replace("Agdam", "Aghdam").replace("Null", "No"))


def test_an_address_is_named_once_there_is_one(monkeypatch, tables):
    monkeypatch.setattr(facts, "ADDRESS", "https://example.org/data")
    content = json.loads(descriptor.descriptor(Edition("1.0.0", settled(tables)), None))
    assert content["homepage"] == "https://example.org/data"
    assert frictionless.Package.validate_descriptor(content).valid


def test_every_resource_has_a_name_of_its_own(tables):
    names = [resource.name for resource in resources(Edition("1.0.0", settled(tables)))]
    assert len(set(names)) == len(names)


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
        *OTHERS,
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
    assert sentences["licenses"][1]["path"] == "csv/documents.csv"
    assert "licence" in {field["name"] for field in package["resources"][0]["schema"]["fields"]}


def test_it_holds_no_time(package):
    assert package.keys() & {"created", "id"} == set()
    assert package["version"] == "1.0.0"
