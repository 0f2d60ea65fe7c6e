"""The table of place names: one row a name of a place, in every tradition alike."""

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import Bool, ForeignKey, String, Table, field
from karabakh.schemas.rules import composed, printable, trimmed


class PlaceNames(
    Table,
    title="Place names",
    key=("place_id", "name", "language", "tradition", "kind", "valid_from"),
    foreign_keys=(ForeignKey(("place_id",), "places", ("place_id",)),),
    rules=(composed("name"), trimmed("name"), printable("name")),
):
    """One row for each name that a place has or had. No name ranks above another."""

    place_id: String = field("Place", "The place that has the name.", pattern=patterns.PLACE_ID)
    name: String = field("Name", "The name in its own letters.")
    language: String = field(
        "Language", "Language of the name as a BCP 47 tag, with the script where needed.", codes=codes.NAME_LANGUAGE
    )
    tradition: String = field("Tradition", "The naming tradition to which the name belongs.", codes=codes.TRADITION)
    kind: String = field("Kind", "What kind of name it is.", codes=codes.NAME_KIND)
    valid_from: String = field(
        "Valid from", "When the name came into use, in EDTF; null if unknown.", nullable=True, pattern=patterns.EDTF
    )
    valid_to: String = field(
        "Valid to",
        "When the name went out of use, in EDTF; null if unknown or still in use.",
        nullable=True,
        pattern=patterns.EDTF,
    )
    source: String = field("Source", "The document or data set that has the name.")
    ambiguous: Bool = field("Ambiguous", "Whether the name is also a name of something else, so that it needs a cue.")
