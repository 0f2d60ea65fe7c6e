"""The table of places: one row a place of the gazetteer, under a neutral identifier."""

import pyarrow.compute as pc

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import Float64, ForeignKey, String, Table, field
from karabakh.schemas.rules import Rule, composed, null_where, printable, trimmed

RULES = (
    composed("label"),
    trimmed("label"),
    printable("label"),
    Rule(
        "both_coordinates",
        "lat",
        "lat and lon must both be given or both be empty",
        lambda table: pc.xor(table["lat"].is_valid(), table["lon"].is_valid()),
    ),
    Rule(
        "source_of_location",
        "location_source",
        "location_source must say where lat and lon are from, and be empty where they are",
        lambda table: pc.xor(table["lat"].is_valid(), table["location_source"].is_valid()),
    ),
    null_where(
        "country",
        "type",
        ("continent", "de_facto_state", "historic_state", "sea"),
        "country must be empty for continents, de facto states, historic states and seas",
    ),
    Rule(
        "geonames",
        "geonames_id",
        "geonames_id must be the number in place_id where that begins with G",
        lambda table: pc.and_(
            pc.starts_with(table["place_id"], "G"),
            pc.fill_null(pc.not_equal(pc.utf8_slice_codeunits(table["place_id"], 1), table["geonames_id"]), True),
        ),
    ),
    Rule(
        "not_itself",
        "replaced_by",
        "replaced_by must be another place",
        lambda table: pc.equal(table["replaced_by"], table["place_id"]),
    ),
)


class Places(
    Table,
    title="Places",
    key=("place_id",),
    foreign_keys=(ForeignKey(("replaced_by",), "places", ("place_id",)),),
    rules=RULES,
):
    """One row for each place of the gazetteer. The identifier is neutral; every name of a place is a row of names."""

    place_id: String = field(
        "Place",
        "Identifier of the place: K and a number, or G and the GeoNames identifier. It is never used again.",
        pattern=patterns.PLACE_ID,
        example="K0001",
    )
    label: String = field("Label", "One name to show in tables, chosen by the mechanical rule of the naming policy.")
    type: String = field("Type", "What kind of place it is.", codes=codes.PLACE_TYPE)
    lat: Float64 = field(
        "Latitude", "Latitude (WGS 84); null where no source gives it.", nullable=True, unit="degrees", ge=-90, le=90
    )
    lon: Float64 = field(
        "Longitude",
        "Longitude (WGS 84); null where no source gives it.",
        nullable=True,
        unit="degrees",
        ge=-180,
        le=180,
    )
    country: String = field(
        "Country",
        "ISO 3166 code of the recognised state in which the place lies; null for historic states, for de facto states "
        "and for what lies in no one state.",
        nullable=True,
        pattern=patterns.COUNTRY,
    )
    geonames_id: String = field(
        "GeoNames identifier", "The place in GeoNames; null if unknown.", nullable=True, pattern=patterns.GEONAMES_ID
    )
    wikidata_id: String = field(
        "Wikidata identifier", "The place in Wikidata; null if unknown.", nullable=True, pattern=patterns.WIKIDATA_ID
    )
    tier: String = field("Tier", "How readily the place's names match.", codes=codes.TIER)
    label_source: String = field("Source of the label", "The document or data set that has the label.")
    location_source: String = field(
        "Source of the location", "The data set that has latitude and longitude; null where they are.", nullable=True
    )
    replaced_by: String = field(
        "Replaced by",
        "The place that took this one's place in the gazetteer; null while the row is in use.",
        nullable=True,
        pattern=patterns.PLACE_ID,
    )
    note: String = field("Note", "Anything else that a user of the row should know.", nullable=True)
