"""The table of place mentions: one row a place name in a document, with the place that it names."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas import codes, mentions, patterns
from karabakh.schemas.fields import Bool, Float64, ForeignKey, Int32, String, Strings, Table, field
from karabakh.schemas.rules import Rule, distinct_items


def _undecided(table: pa.Table) -> Any:
    """Mark where the place is known and candidates are listed, or neither, or a single candidate."""
    several = pc.greater(pc.list_value_length(table["candidates"]), 1)
    none = pc.equal(pc.list_value_length(table["candidates"]), 0)
    return pc.invert(pc.if_else(table["place_id"].is_valid(), none, several))


CANDIDATES = Rule(
    "candidates",
    "candidates",
    "candidates must be empty where place_id is given, and two or more where it is not",
    _undecided,
)


class PlaceMentions(
    Table,
    title="Place mentions",
    key=("place_mention_id",),
    foreign_keys=(
        mentions.DOCUMENT,
        mentions.SENTENCE,
        ForeignKey(("place_id",), "places", ("place_id",)),
        ForeignKey(("candidates",), "places", ("place_id",)),
    ),
    rules=(*mentions.rules("place_mention_id", "p"), CANDIDATES, distinct_items("candidates")),
):
    """One row for each place name in a document, with the place it names and how that was decided."""

    place_mention_id: String = field(
        "Place mention",
        "Identifier of the mention: the document, a colon, the letter p, the start, a hyphen and the end.",
        pattern=patterns.mention_id("p"),
        example="000_ea24fa6412025f7d:p42-48",
    )
    document_id: String = field("Document", mentions.DOCUMENT_ID, pattern=patterns.DOCUMENT_ID)
    sentence: Int32 = field("Sentence", mentions.SENTENCE_START, unit=mentions.UNIT, ge=0)
    start: Int32 = field("Start", mentions.START, unit=mentions.UNIT, ge=0)
    end: Int32 = field("End", mentions.END, unit=mentions.UNIT, ge=1)
    surface: String = field("Surface form", mentions.SURFACE)
    place_id: String = field(
        "Place",
        "The place that is named; null where more than one candidate remains.",
        nullable=True,
        pattern=patterns.PLACE_ID,
        example="K0001",
    )
    candidates: Strings = field(
        "Candidates",
        "The places that may be meant where the text does not decide between them; empty where place_id is given.",
        pattern=patterns.PLACE_ID,
    )
    name: String = field("Name", "The name in the gazetteer that matched.")
    tradition: String = field("Tradition", "The naming tradition of the name.", codes=codes.MENTION_TRADITION)
    method: String = field("Method", "How the words were matched with the name.", codes=codes.METHOD)
    confidence: Float64 = field(
        "Confidence", "How sure the match is: 0 not at all, 1 wholly.", unit="proportion", ge=0, le=1
    )
    in_event_name: Bool = field(
        "In an event's name", "Whether the words are part of the name of an event, such as a war named after a region."
    )
