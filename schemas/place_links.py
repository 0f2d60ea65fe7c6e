"""The table of place links: one row a relation between two places, in the system of administration that has it."""

import pyarrow.compute as pc

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import ForeignKey, String, Table, field
from karabakh.schemas.rules import Rule

TO_ANOTHER = Rule(
    "not_itself",
    "other_id",
    "other_id must be another place",
    lambda table: pc.equal(table["other_id"], table["place_id"]),
)


class PlaceLinks(
    Table,
    title="Place links",
    key=("place_id", "relation", "other_id", "system", "valid_from"),
    foreign_keys=(
        ForeignKey(("place_id",), "places", ("place_id",)),
        ForeignKey(("other_id",), "places", ("place_id",)),
    ),
    rules=(TO_ANOTHER,),
):
    """One row for each relation between two places, in the system of administration that has it."""

    place_id: String = field("Place", "The place of which the row speaks.", pattern=patterns.PLACE_ID)
    relation: String = field("Relation", "How the place relates to the other.", codes=codes.RELATION)
    other_id: String = field("Other place", "The place to which it relates.", pattern=patterns.PLACE_ID)
    system: String = field(
        "System",
        "The system of administration that has the relation; null where it is none's, as for geography.",
        nullable=True,
        codes=codes.SYSTEM,
    )
    valid_from: String = field(
        "Valid from", "Since when the relation holds, in EDTF; null if unknown.", nullable=True, pattern=patterns.EDTF
    )
    valid_to: String = field(
        "Valid to",
        "Until when the relation held, in EDTF; null if unknown or if it still holds.",
        nullable=True,
        pattern=patterns.EDTF,
    )
    source: String = field("Source", "The document or data set that has the relation.")
