"""What the tables of mentions have in common: the words for their offsets, and where they refer to."""

from typing import Final

import pyarrow.compute as pc

from karabakh.schemas.fields import ForeignKey
from karabakh.schemas.rules import START_BEFORE_END, Rule, identifier, length, no_overlap, trimmed

DOCUMENT: Final = ForeignKey(("document_id",), "documents", ("document_id",))
SENTENCE: Final = ForeignKey(("document_id", "sentence"), "sentences", ("document_id", "start"))

UNIT: Final = "code points"
DOCUMENT_ID: Final = "The document in which the words stand."
SENTENCE_START: Final = "Where the sentence that holds the words begins, as its start in the table of sentences."
START: Final = "Where the words begin: the number of code points of the document's text before them."
END: Final = "Where the words end: the offset just after their last code point."
SURFACE: Final = "The words exactly as the document has them, so that text[start:end] equals them."


def rules(column: str, letter: str) -> tuple[Rule, ...]:
    """Return the rules of a table of mentions, given its identifier's column and letter."""
    in_sentence = Rule(
        "in_sentence",
        "sentence",
        "sentence must not be after start, for a mention stands inside its sentence",
        lambda table: pc.greater(table["sentence"], table["start"]),
    )
    own = identifier(column, letter)
    return own, START_BEFORE_END, length("surface"), trimmed("surface"), in_sentence, no_overlap("mentions")
