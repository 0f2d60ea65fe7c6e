"""seeds/base_map.geojson in, the base map of the page out: recognised borders, coasts, water, the former oblast.

The file is made by ``base_map_import``, which says from what.
"""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

Ring = list[list[float]]


def base_map() -> dict[str, Any]:
    """Return the base map as a GeoJSON FeatureCollection for d3-geo, which Vega draws maps with.

    d3 takes what lies to the right of a ring for its inside: exterior rings run clockwise here and holes anticlockwise,
    the opposite of RFC 7946, which the file keeps. Each feature's properties: ``layer`` (land, lake, river, coast,
    border, oblast), ``name`` (the gazetteer's label where the gazetteer has the place, as ``place_id`` tells; for a
    border the two states in alphabetical order), ``valid_from`` and ``valid_to`` (EDTF, null where it is today's),
    ``source``, ``licence``, and of a state ``country``. ``layers`` has a title for each, ``bbox`` the region: west,
    south, east, north, in degrees.

    >>> base_map()["bbox"]
    [40.0, 36.0, 54.0, 44.0]
    """
    base = _content()
    for feature in base["features"]:
        geometry = feature["geometry"]
        if geometry["type"] == "Polygon":
            geometry["coordinates"] = _turned(geometry["coordinates"])
        elif geometry["type"] == "MultiPolygon":
            geometry["coordinates"] = [_turned(polygon) for polygon in geometry["coordinates"]]
    return base


def states() -> dict[str, str]:
    """Return the place of the gazetteer that each state of the map is, by the state's code in ISO 3166.

    >>> states()["AM"]
    'K0002'
    """
    lands = (feature["properties"] for feature in _content()["features"] if feature["properties"]["layer"] == "land")
    return {land["country"]: land["place_id"] for land in lands if land.get("country") and land["place_id"]}


def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((files("karabakh.seeds") / "base_map.geojson").read_text("utf-8"))
    return content


def _turned(polygon: Iterable[Ring]) -> list[Ring]:
    return [ring[::-1] for ring in polygon]
