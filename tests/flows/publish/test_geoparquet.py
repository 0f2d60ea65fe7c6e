"""The gazetteer as GeoParquet: what the specification wants, what map programs read, what the tables say."""

import json

import geopandas
import geoparquet_validator
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import geoparquet
from karabakh.flows.publish.parquet import write_sorted
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, table


@pytest.fixture(scope="module")
def path(gazetteer, tmp_path_factory):
    return written(gazetteer, tmp_path_factory.mktemp("gazetteer"))


def written(tables, folder):
    path = folder / "gazetteer.parquet"
    path.unlink(missing_ok=True)
    write_sorted(geoparquet.table(tables), path, ("place_id",))
    return path


def geo(path):
    return json.loads(pq.read_schema(path).metadata[b"geo"])


def failed(path):
    return geoparquet_validator.failed(geoparquet_validator.check(str(path)), "core")


def test_it_conforms_to_the_specification(path):
    report = geoparquet_validator.check(str(path))
    assert geoparquet_validator.failed(report, "core") == []
    passed = {outcome["id"] for outcome in report["outcomes"] if outcome["status"] == "pass"}
    assert {f"/conf/core/{name}" for name in ("geo-metadata", "column-metadata", "wkb", "bbox-extent")} <= passed


def test_the_validator_can_refuse(path, tmp_path):
    rows = pq.read_table(path)
    told = geo(path)
    told["columns"]["geometry"]["bbox"] = [0, 0, 1, 1]
    pq.write_table(rows.replace_schema_metadata({"geo": json.dumps(told)}), tmp_path / "wrong.parquet")
    assert failed(tmp_path / "wrong.parquet") == ["/conf/core/bbox-extent"]


def test_its_metadata_is_that_of_points_in_longitude_and_latitude(path, gazetteer):
    places = gazetteer["places"].to_pandas()
    assert geo(path) == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                "bbox": [places["lon"].min(), places["lat"].min(), places["lon"].max(), places["lat"].max()],
            }
        },
    }


def test_geopandas_reads_every_place_where_the_table_has_it(path, gazetteer):
    frame, places = geopandas.read_parquet(path), gazetteer["places"].to_pandas()
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert frame["place_id"].tolist() == places["place_id"].tolist()
    assert frame["label"].tolist() == places["label"].tolist()
    assert frame.geometry.isna().tolist() == places["lat"].isna().tolist()
    located = frame[~frame.geometry.isna()]
    assert located.geometry.x.tolist() == places["lon"].dropna().tolist()
    assert located.geometry.y.tolist() == places["lat"].dropna().tolist()
    assert set(located.geom_type) == {"Point"}


def test_every_name_stands_in_the_lists_of_its_language_and_its_tradition(path, gazetteer):
    rows = {row["place_id"]: row for row in pq.read_table(path).to_pylist()}
    seen = {place_id: {name: set() for name in row if name.startswith("names")} for place_id, row in rows.items()}
    for name in gazetteer["place_names"].to_pylist():
        if name["kind"] not in ("adjective", "misspelling"):
            columns = ("names", f"names_{name['language'].lower().replace('-', '_')}", f"names_{name['tradition']}")
            for column in columns:
                seen[name["place_id"]][column].add(name["name"])
    for place_id, lists in seen.items():
        assert {name: rows[place_id][name] for name in lists} == {name: sorted(some) for name, some in lists.items()}


def test_adjectives_and_misspellings_are_no_names_for_maps(gazetteer):
    name = {**gazetteer["place_names"].slice(0, 1).to_pylist()[0], "language": "en", "tradition": "turkish"}
    names = [{**name, "name": kind, "kind": kind} for kind in ("adjective", "misspelling", "official")]
    made = geoparquet.table({
        "places": gazetteer["places"].slice(0, 1),
        "place_names": table(TABLES["place_names"], names),
    })  # fmt: skip
    [row] = made.to_pylist()
    assert row["names"] == row["names_en"] == row["names_turkish"] == ["official"]


def test_columns_are_of_types_that_gdal_reads(path):
    assert {str(field.type) for field in pq.read_schema(path)} == {"string", "list<element: string>", "binary"}


def test_every_column_says_what_it_is(path):
    schema = pq.read_schema(path)
    assert all(field.metadata[b"title"] and field.metadata[b"description"] for field in schema)
    places = arrow_schema(TABLES["places"])
    shared = set(schema.names) & set(places.names)
    assert set(places.names) - shared == {"lat", "lon"}
    assert all(schema.field(name).equals(places.field(name), check_metadata=True) for name in shared)


def test_places_without_a_position_have_no_bounds(gazetteer, tmp_path):
    nowhere = gazetteer["places"].filter(gazetteer["places"]["lat"].is_null()).slice(0, 3)
    path = written({"places": nowhere}, tmp_path)
    assert geo(path)["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": []}
    assert failed(path) == []
    assert geopandas.read_parquet(path).geometry.isna().all()


def test_no_places_are_no_rows(tmp_path):
    path = written({"places": table(TABLES["places"], [])}, tmp_path)
    assert failed(path) == []
    assert len(geopandas.read_parquet(path)) == 0


def test_same_bytes_whatever_pieces_the_tables_come_in(gazetteer, tmp_path):
    whole = written(gazetteer, tmp_path).read_bytes()
    pieces = {
        name: pa.concat_tables([rows.slice(at, 500) for at in range(0, len(rows), 500)])
        for name, rows in gazetteer.items()
    }
    assert written(pieces, tmp_path).read_bytes() == whole


@settings(deadline=None, max_examples=40)
@given(drawn=st.data())
def test_any_gazetteer_comes_through(any_gazetteer, tmp_path_factory, drawn):
    tables = drawn.draw(any_gazetteer)
    path = written(tables, tmp_path_factory.mktemp("any"))
    assert failed(path) == []
    for row, place in zip(pq.read_table(path).to_pylist(), tables["places"].to_pylist(), strict=True):
        point = shapely.from_wkb(row["geometry"])
        assert (point is None) == (place["lat"] is None)
        assert point is None or (point.x, point.y) == (place["lon"], place["lat"])
        assert all(row[name] == place[name] for name in place.keys() - {"lat", "lon"})
