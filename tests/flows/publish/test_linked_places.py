"""The gazetteer in Linked Places Format: valid, whole, neutral, and such that our tables can be made from it again."""

import json
import re
import unicodedata
from pathlib import Path

import geopandas
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from karabakh.flows.publish import linkedplaces, vocabularies
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import TABLES, codes
from karabakh.schemas.arrow import table

SCHEMA = json.loads(Path(__file__).with_name("linked_places.schema.json").read_text(encoding="utf-8"))
RELATIONS = {term: code for code, (term, _) in vocabularies.RELATION.items()}


def text(tables):
    return "".join(linkedplaces.lines(Edition("1.0.0", tables)))


def document(tables):
    return json.loads(text(tables))


def wrong(held):
    errors = Draft202012Validator(SCHEMA).iter_errors(held)
    return [(list(error.absolute_path), error.message[:200]) for error in errors]


def id_of(iri):
    return iri.removeprefix("urn:karabakh-open-data:")


def source(part):
    return "; ".join(citation["label"] for citation in part.get("citations", [])) or None


def validity(part):
    """Read a when back into valid_from and valid_to."""
    told = re.fullmatch(r"(?:from (\S+))? ?(?:until (\S+))? \(EDTF\)", part.get("when", {}).get("label", ""))
    if told:
        return {"valid_from": told[1], "valid_to": told[2]}
    [span] = part.get("when", {}).get("timespans", [{}])
    return {f"valid_{end}": span.get(side, {}).get("in") for end, side in (("from", "start"), ("to", "end"))}


def rows(held):
    """Read a document back into rows of the three tables."""
    found = {"places": [], "place_names": [], "place_links": []}
    for feature in held["features"]:
        place_id, relations = id_of(feature["@id"]), feature.get("relations", [])
        links = {link["identifier"].split("/")[2]: link["identifier"] for link in feature.get("links", [])}
        [replaced] = [id_of(one["relationTo"]) for one in relations if one["relationType"].startswith("dct:")] or [None]
        lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
        [note] = [told["value"] for told in feature.get("descriptions", [])] or [None]
        own = {name: feature["properties"][name] for name in ("place_id", "type", "tier", "country", "label_source")}
        assert own["place_id"] == place_id
        found["places"].append({
            **own,
            "label": feature["properties"]["title"],
            "lat": lat,
            "lon": lon,
            "geonames_id": links["sws.geonames.org"].split("/")[-2] if "sws.geonames.org" in links else None,
            "wikidata_id": links["www.wikidata.org"].split("/")[-1] if "www.wikidata.org" in links else None,
            "location_source": source(feature["geometry"] or {}),
            "replaced_by": replaced,
            "note": note,
        })  # fmt: skip
        found["place_names"] += [
            {
                "place_id": place_id,
                "name": name["toponym"],
                "language": name["lang"],
                **{column: name[column] for column in ("tradition", "kind")},
                "ambiguous": name.get("ambiguous", False),
                "source": source(name),
                **validity(name),
            }
            for name in feature["names"]
        ]
        found["place_links"] += [
            {
                "place_id": place_id,
                "relation": RELATIONS[one["relationType"]],
                "other_id": id_of(one["relationTo"]),
                "system": one.get("system"),
                "source": source(one),
                **validity(one),
            }
            for one in relations
            if one["relationType"] in RELATIONS
        ]
    return found


@pytest.fixture(scope="module")
def packaged(gazetteer):
    return document(gazetteer)


def test_the_packaged_gazetteer_is_valid(packaged):
    Draft202012Validator.check_schema(SCHEMA)
    assert wrong(packaged) == []


def test_the_schema_of_these_tests_can_refuse(packaged):
    """Each of what the specification requires, taken away or spoilt."""
    feature = packaged["features"][0]
    for spoilt in (
        {name: value for name, value in feature.items() if name != "names"},
        {**feature, "@id": "K0001"},
        {**feature, "geometry": {"type": "Point", "coordinates": [40.0, 190.0]}},
        {**feature, "names": [{"toponym": "one"}]},
        {**feature, "when": {"timespans": []}},
        {**feature, "when": {"timespans": [{"end": {"in": "1990"}}]}},
        {**feature, "when": {"timespans": [{"start": {"in": "1990~"}}]}},
        {**feature, "types": [{"identifier": "aat:300008389"}]},
        {**feature, "links": [{"type": "sameAs", "identifier": "https://sws.geonames.org/1/"}]},
        {**feature, "owner": "anyone"},
    ):
        assert wrong({**packaged, "features": [spoilt]})


def test_every_row_of_the_packaged_gazetteer_can_be_made_again(packaged, gazetteer):
    for name, found in rows(packaged).items():
        assert table(TABLES[name], found).equals(gazetteer[name]), name


def test_every_name_stands_once_and_in_alphabetical_order(packaged, gazetteer):
    names = [[name["toponym"] for name in feature["names"]] for feature in packaged["features"]]
    assert sum(map(len, names)) == gazetteer["place_names"].num_rows
    assert all(some == sorted(some) for some in names)
    assert all(feature["names"] for feature in packaged["features"])


def test_relations_lead_to_features_of_the_same_document(packaged):
    ids = [feature["@id"] for feature in packaged["features"]]
    assert len(set(ids)) == len(ids)
    relations = [one for feature in packaged["features"] for one in feature.get("relations", [])]
    assert {one["relationTo"] for one in relations} <= set(ids)
    assert all(one["label"].endswith(")") and " (administration of the " in one["label"] for one in relations
               if "system" in one)  # fmt: skip


def test_a_relation_says_whose_administration_has_it(gazetteer):
    [one] = document({
        "places": gazetteer["places"].slice(0, 1),
        "place_links": table(TABLES["place_links"], [
            {"place_id": "K0001", "relation": "part_of", "other_id": "K0002", "system": "soviet", "source": "made up"},
        ]),
    })["features"][0]["relations"]  # fmt: skip
    assert one == {
        "relationType": "gvp:broaderPartitive",
        "relationTo": "urn:karabakh-open-data:K0002",
        "label": "part of K0002 (administration of the Soviet Union)",
        "system": "soviet",
        "citations": [{"label": "made up"}],
    }


def test_nothing_says_to_whom_a_place_belongs_but_the_code_of_the_recognised_state(packaged, gazetteer):
    countries = dict(zip(*(gazetteer["places"][name].to_pylist() for name in ("place_id", "country")), strict=True))
    for feature in packaged["features"]:
        own = feature["properties"]
        assert own["country"] == countries[own["place_id"]]
        assert own.get("ccodes", [own["country"]]) == [own["country"]]
        assert own.keys() <= {"title", "ccodes", "fclasses", "place_id", "type", "tier", "country", "label_source"}


def test_it_is_composed_unicode_without_characters_that_hide(gazetteer):
    held = text(gazetteer)
    assert unicodedata.normalize("NFC", held) == held
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", held)


def test_a_line_is_a_feature(gazetteer):
    first, second, *features, last = text(gazetteer).splitlines()
    assert (second, last) == ('"features":[', "]}")
    assert len(features) == gazetteer["places"].num_rows
    assert [json.loads(line.rstrip(","))["type"] for line in features] == ["Feature"] * len(features)
    assert json.loads(first + second + last)["type"] == "FeatureCollection"


HOSTILE = '=1+1"},{"\\ \u202eabc\u202c \u2066x\u2069 \u2028 </script> \x85 é'


def test_hostile_values_come_through_whole_and_do_nothing(gazetteer):
    place = {**gazetteer["places"].slice(0, 1).to_pylist()[0], "label": HOSTILE, "note": f"{HOSTILE}\n\r\t\x00"}
    name = {**gazetteer["place_names"].slice(0, 1).to_pylist()[0], "name": HOSTILE, "source": HOSTILE}
    tables = {"places": table(TABLES["places"], [place]), "place_names": table(TABLES["place_names"], [name])}
    [feature] = document(tables)["features"]
    assert (feature["properties"]["title"], feature["names"][0]["toponym"]) == (HOSTILE, HOSTILE)
    assert feature["descriptions"] == [{"value": f"{HOSTILE}\n\r\t\x00", "lang": "en"}]
    assert len(text(tables).splitlines()) == 4
    assert "\u202e" not in text(tables)


def test_sources_are_cited_each_by_itself_with_year_and_address():
    cite = linkedplaces._citations
    assert cite("UN S/RES/822 (1993)") == [{"label": "UN S/RES/822 (1993)", "year": "1993"}]
    assert cite("UN General Debate AZE_47_1992; wikidata:Q227") == [
        {"label": "UN General Debate AZE_47_1992", "year": "1992"},
        {"label": "wikidata:Q227", "@id": "http://www.wikidata.org/entity/Q227"},
    ]
    assert cite("act: Law on something, 26 November 1991")[0]["year"] == "1991"
    for undated in ("geonames:1991", "cldr:47", "usage: romanisation by ISO 9985", "usage: publications, 1939-1991"):
        assert "year" not in cite(undated)[0]


def test_a_place_is_the_same_as_elsewhere_only_where_it_was_taken_from_there(gazetteer):
    own = gazetteer["places"].slice(0, 1).to_pylist()[0]
    taken = {**own, "place_id": "G587116", "geonames_id": "587116"}
    features = document({"places": table(TABLES["places"], [own, taken])})["features"]
    kinds = {id_of(feature["@id"]): [link["type"] for link in feature["links"]] for feature in features}
    assert kinds == {"K0001": ["closeMatch", "closeMatch"], "G587116": ["exactMatch", "closeMatch"]}


def test_codes_that_the_formats_own_schema_does_not_take_stand_in_country_alone(gazetteer):
    own = {**gazetteer["places"].slice(0, 1).to_pylist()[0], "country": "TW"}
    held = document({"places": table(TABLES["places"], [own])})
    assert wrong(held) == []
    assert held["features"][0]["properties"]["country"] == "TW"


def test_every_code_has_its_term_or_is_known_to_have_none():
    assert vocabularies.RELATION.keys() == codes.RELATION.keys()
    assert codes.PLACE_TYPE.keys() - vocabularies.FEATURE_CLASS.keys() == {"corridor", "site"}
    assert codes.PLACE_TYPE.keys() - vocabularies.AAT.keys() == {
        "continent", "corridor", "de_facto_state", "monastery", "mountain", "quarter", "road", "valley",
    }  # fmt: skip
    assert not (vocabularies.FEATURE_CLASS.keys() | vocabularies.AAT.keys()) - codes.PLACE_TYPE.keys()


def test_no_places_are_no_features():
    assert document({"places": table(TABLES["places"], [])})["features"] == []


@settings(deadline=None, max_examples=150)
@given(drawn=st.data())
def test_any_gazetteer_is_valid_and_can_be_made_again(any_gazetteer, drawn):
    tables = drawn.draw(any_gazetteer)
    held = document(tables)
    assert wrong(held) == []
    for name, found in rows(held).items():
        assert table(TABLES[name], found).equals(tables[name])


def test_some_of_the_places_have_their_own_names(gazetteer):
    some = gazetteer["places"].take([3, 7, 8, 40])
    names = gazetteer["place_names"]
    held = rows(document({"places": some, "place_names": names}))
    own = names.filter(pc.is_in(names["place_id"], some["place_id"].combine_chunks()))
    assert table(TABLES["place_names"], held["place_names"]).equals(own)


def test_it_is_made_place_by_place(gazetteer):
    """What comes later is not looked at before: a gazetteer of any size needs little memory."""
    links = [{**gazetteer["place_links"].slice(0, 1).to_pylist()[0], "place_id": "K0002", "relation": "no such"}]
    lines = linkedplaces.lines(Edition("1.0.0", {**gazetteer, "place_links": table(TABLES["place_links"], links)}))
    assert len([next(lines), next(lines)]) == 2
    with pytest.raises(KeyError):
        list(lines)


def test_programs_that_read_geojson_read_it(put, tables, gazetteer):
    """GDAL, by which QGIS reads it, too."""
    folder = put({**tables, **gazetteer}).path
    frame = geopandas.read_file(folder / "gazetteer" / "gazetteer.geojson")
    places = gazetteer["places"].to_pandas()
    assert frame["place_id"].tolist() == places["place_id"].tolist()
    assert frame["title"].tolist() == places["label"].tolist()
    assert frame.geometry.isna().tolist() == places["lat"].isna().tolist()
    located = frame[~frame.geometry.isna()]
    assert located.geometry.x.tolist() == places["lon"].dropna().tolist()
    assert located.geometry.y.tolist() == places["lat"].dropna().tolist()
