"""A published version: which files it has, what they hold, and that they are the same each time."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.errors import CallError, DataError
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.csv import read_csv


def paths(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_first_version_is_complete(put, tables, data):
    published = put(tables)
    assert (published.version, published.path, published.changed, published.change) == (
        "1.0.0",
        data / "1.0.0",
        True,
        None,
    )
    expected = [f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in TABLES]
    expected += ["gazetteer/gazetteer.geojson", "gazetteer/gazetteer.parquet"]
    expected += ["CHANGES.md", "CITATION.cff", "README.md", "SHA256SUMS", "changes.parquet"]
    expected += ["croissant.json", "datapackage.json", "dataset.jsonld", "index.html"]
    assert paths(published.path) == sorted(expected)
    assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "latest", "versions.json"]


def test_a_version_without_places_has_no_gazetteer_files(put, tables):
    folder = put({"documents": tables["documents"]}).path
    assert paths(folder) == [
        "CHANGES.md", "CITATION.cff", "README.md", "SHA256SUMS", "changes.parquet", "croissant.json",
        "csv/documents.csv", "datapackage.json", "dataset.jsonld", "index.html", "parquet/documents.parquet",
    ]  # fmt: skip
    assert not put({"documents": tables["documents"]}).changed


def test_versions_json_lists_it(put, tables, data):
    put(tables)
    listed = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    sums = (data / "1.0.0" / "SHA256SUMS").read_bytes()
    assert listed == {
        "format": 1,
        "latest": "1.0.0",
        "versions": [
            {
                "version": "1.0.0",
                "released": "2024-05-01T12:00:00Z",
                "previous": None,
                "change": None,
                "tables": {name: table.num_rows for name, table in tables.items()},
                "sha256sums": hashlib.sha256(sums).hexdigest(),
                "bytes": sum(path.stat().st_size for path in (data / "1.0.0").rglob("*") if path.is_file()),
            }
        ],
    }
    assert (data / "latest").read_bytes() == b"1.0.0\n"


def test_a_later_version_names_the_one_before(put, tables, rows, build, data):
    put(tables)
    del rows["rejected"][0]
    put(build(rows))
    first, second = json.loads((data / "versions.json").read_text(encoding="utf-8"))["versions"]
    assert (first["version"], second["version"]) == ("1.0.0", "1.1.0")
    assert (second["previous"], second["change"]) == ("1.0.0", "minor")
    assert (data / "latest").read_text(encoding="utf-8") == "1.1.0\n"


def test_parquet_has_the_exact_schema_and_nothing_of_pandas(put, tables):
    folder = put(tables).path / "parquet"
    for name, model in TABLES.items():
        schema = pq.read_schema(folder / f"{name}.parquet")
        assert schema.equals(arrow_schema(model))
        assert [field.metadata for field in schema] == [field.metadata for field in arrow_schema(model)]
        assert all(field.metadata[b"description"] for field in schema)
        assert not schema.metadata


def test_parquet_is_zstd_with_a_page_index_and_says_its_order(put, tables):
    group = pq.ParquetFile(put(tables).path / "parquet" / "places.parquet").metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert group.column(0).has_column_index
    assert group.column(0).has_offset_index
    assert [(order.column_index, order.nulls_first) for order in group.sorting_columns] == [(0, True)]


def test_csv_and_parquet_hold_the_same_rows(put, tables):
    folder = put(tables).path
    for name, model in TABLES.items():
        from_csv = read_csv(folder / "csv" / f"{name}.csv", model)
        from_parquet = pq.read_table(folder / "parquet" / f"{name}.parquet")
        assert from_csv.equals(from_parquet)
        assert from_parquet.equals(tables[name])


def test_a_spreadsheet_runs_no_cell(put, rows, build):
    rows["places"] = [
        rows["places"][1] | {"place_id": f"K{at:04}", "label": f"{sign}1+1"} for at, sign in enumerate("=+-@\t\r'")
    ]
    folder = put(build({"places": rows["places"]})).path
    cells = (folder / "csv" / "places.csv").read_text(encoding="utf-8")
    assert [line for line in cells.split("\n") if line.lstrip('"')[:1] in {*"=+-@\t\r"}] == []
    assert cells.count(",'") + cells.count(",\"'") >= 7
    assert read_csv(folder / "csv" / "places.csv", TABLES["places"])["label"].to_pylist()[0] == "=1+1"


def test_tables_come_sorted_whatever_order_they_were_made_in(put, tables):
    turned = {name: table.take(pa.array(range(table.num_rows), pa.int64())[::-1]) for name, table in tables.items()}
    folder = put(turned).path / "parquet"
    for name, table in tables.items():
        assert pq.read_table(folder / f"{name}.parquet").equals(table)


def test_same_tables_give_the_same_bytes(put, tables, data, snapshot):
    put(tables)
    first = {path: content for path, (_, _, content) in snapshot(data).items()}
    shutil.rmtree(data)
    pieces = {name: pa.concat_tables([table.slice(0, 1), table.slice(1)]) for name, table in reversed(tables.items())}
    put(pieces)
    assert {path: content for path, (_, _, content) in snapshot(data).items()} == first


def test_pieces_in_memory_do_not_show_in_the_file(put, rows, build, data):
    """Texts of more than a megabyte in all, where the writer gives up its dictionary in the middle of a piece."""
    one = rows["places"][1]
    places = [one | {"place_id": f"K{at:05}", "note": f"{at:0500}"} for at in range(5_000)]
    table = build({"places": places})["places"]
    whole = put({"places": table}).path / "parquet" / "places.parquet"
    content = whole.read_bytes()
    shutil.rmtree(data)
    put({"places": pa.concat_tables([table.slice(at, 699) for at in range(0, len(table), 699)])})
    assert whole.read_bytes() == content


def test_time_shows_in_versions_json_alone(put, tables, data, snapshot, monkeypatch):
    put(tables)
    first = snapshot(data / "1.0.0")
    shutil.rmtree(data)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    put(tables, released=None)
    listed = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    assert listed["versions"][0]["released"] == "1970-01-02T00:00:00Z"
    assert {path: entry[2] for path, entry in snapshot(data / "1.0.0").items()} == {
        path: entry[2] for path, entry in first.items()
    }


def test_a_time_given_goes_before_the_environment_and_is_in_utc(put, tables, data, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    put(tables, released=datetime(2024, 5, 1, 16, 0, tzinfo=timezone(timedelta(hours=4))))
    assert '"released": "2024-05-01T12:00:00Z"' in (data / "versions.json").read_text(encoding="utf-8")


def test_a_time_that_is_none_is_a_wrong_call(put, tables, data, monkeypatch):
    with pytest.raises(CallError, match="needs a time zone"):
        put(tables, released=datetime(2024, 5, 1))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(CallError, match="SOURCE_DATE_EPOCH is a number of seconds since 1970, not 'yesterday'"):
        put(tables, released=None)
    assert not data.exists()


def test_no_file_names_where_it_was_made(put, tables, data):
    put(tables)
    for path in (data / "1.0.0").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert str(data).encode() not in content
        assert str(Path.home()).encode() + b"/" not in content
        assert socket.gethostname().encode() not in content or len(socket.gethostname()) < 5


def test_others_may_read_it(put, tables, data):
    before = os.umask(0o022)
    try:
        put(tables)
    finally:
        os.umask(before)
    for path in [data / "versions.json", data / "latest", *data.glob("1.0.0/**/*"), data / "1.0.0"]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_checksums_in_python(put, tables):
    folder = put(tables).path
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = [line.split("  ", 1) for line in lines]
    assert [name for _, name in listed] == [path for path in paths(folder) if path != "SHA256SUMS"]
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for digest, name in listed)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not on this system")
def test_checksums_on_the_command_line(put, tables):
    folder = put(tables).path
    check = [shutil.which("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 0
    (folder / "README.md").write_text("other", encoding="utf-8")
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1


def test_same_bytes_in_another_process(put, tables, data, snapshot, tmp_path):
    put(tables)
    kept = tmp_path / "tables"
    kept.mkdir()
    for name, table in tables.items():
        pq.write_table(table, kept / f"{name}.parquet")
    script = (
        "import sys, pathlib, pyarrow.parquet as pq; from karabakh.flows.publish import publish\n"
        "kept, data = map(pathlib.Path, sys.argv[1:])\n"
        "publish({path.stem: pq.read_table(path) for path in kept.iterdir()}, data)\n"
    )
    other = tmp_path / "other"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", script, kept, other], env=environment, check=True)
    mine, others = snapshot(data / "1.0.0"), snapshot(other / "1.0.0")
    assert {path: entry[2] for path, entry in mine.items()} == {path: entry[2] for path, entry in others.items()}


def test_a_value_that_a_format_cannot_hold_publishes_nothing(put, rows, build, data):
    rows["places"][0]["note"] = ""
    with pytest.raises(DataError, match=r"version 1\.0\.0 cannot be written: column note: an empty string"):
        put(build(rows))
    assert [path.name for path in data.iterdir()] == [".lock"]
