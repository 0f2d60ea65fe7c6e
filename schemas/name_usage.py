"""The table of name usage: one row a name that a document uses for a place, with how often."""

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import Date, ForeignKey, Int32, String, Table, field
from karabakh.schemas.mentions import DOCUMENT


class NameUsage(
    Table,
    title="Name usage",
    key=("document_id", "place_id", "name", "tradition"),
    foreign_keys=(DOCUMENT, ForeignKey(("place_id",), "places", ("place_id",))),
):
    """One row for each name that a document uses for a place. A name is evidence of usage, never a verdict."""

    document_id: String = field("Document", "The document that uses the name.", pattern=patterns.DOCUMENT_ID)
    place_id: String = field("Place", "The place that is named.", pattern=patterns.PLACE_ID)
    name: String = field("Name", "The name in the gazetteer that the document uses.")
    tradition: String = field("Tradition", "The naming tradition of the name.", codes=codes.MENTION_TRADITION)
    publisher: String = field("Publisher", "Who published the document; null if unknown.", nullable=True)
    published: Date = field("Published", "Day on which the document was published; null if unknown.", nullable=True)
    count: Int32 = field("Count", "How often the document uses the name.", unit="mentions", ge=1)
