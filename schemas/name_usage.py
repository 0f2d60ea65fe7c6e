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
    """One row for each name that a document uses for a place, with how often.

    A name is evidence of usage, never a verdict. Counted is every mention in `place_mentions` whose place is decided,
    also where another is quoted and where a capital stands for its government; not counted are names inside the names
    of events, such as a war's, which no writer chooses, mentions that may mean several places, and documents and
    paragraphs that repeat another.
    """

    document_id: String = field("Document", "The document that uses the name.", pattern=patterns.DOCUMENT_ID)
    place_id: String = field("Place", "The place that is named.", pattern=patterns.PLACE_ID)
    name: String = field(
        "Name",
        "The name as the gazetteer spells it. Other spellings that were read as this name, with or without diacritics, "
        "in another romanisation or with a slip, count here; how the text has it is surface in place_mentions.",
    )
    tradition: String = field(
        "Tradition",
        "The naming tradition of the name. Many places have names of one tradition alone: to compare traditions, keep "
        "the places that have names of each in the language of the texts (place_names), and set shared apart.",
        codes=codes.MENTION_TRADITION,
    )
    publisher: String = field("Publisher", "Who published the document; null if unknown.", nullable=True)
    published: Date = field("Published", "Day on which the document was published; null if unknown.", nullable=True)
    count: Int32 = field(
        "Count", "How many mentions in the document use the name for the place.", unit="mentions", ge=1
    )
