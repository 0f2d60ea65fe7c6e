"""The table of sentences: one row a sentence, with its offsets and, where the licence allows, its text."""

from karabakh.schemas import mentions, patterns
from karabakh.schemas.fields import Int32, String, Table, field
from karabakh.schemas.rules import START_BEFORE_END, identifier, length, no_overlap


class Sentences(
    Table,
    title="Sentences",
    key=("sentence_id",),
    foreign_keys=(mentions.DOCUMENT,),
    rules=(identifier("sentence_id", "s"), START_BEFORE_END, length("text"), no_overlap("sentences")),
):
    """One row for each sentence of a document. A document's header is in no sentence, and sentences never overlap."""

    sentence_id: String = field(
        "Sentence",
        "Identifier of the sentence: the document, a colon, the letter s, the start, a hyphen and the end.",
        pattern=patterns.mention_id("s"),
        example="000_ea24fa6412025f7d:s17-120",
    )
    document_id: String = field("Document", "The document of the sentence.", pattern=patterns.DOCUMENT_ID)
    start: Int32 = field(
        "Start",
        "Where the sentence begins: the number of code points of the document's text before it.",
        unit="code points",
        ge=0,
    )
    end: Int32 = field(
        "End", "Where the sentence ends: the offset just after its last code point.", unit="code points", ge=1
    )
    ordinal: Int32 = field("Ordinal", "Which sentence of the document it is; the first is 1.", unit="sentences", ge=1)
    text: String = field(
        "Text",
        "The sentence exactly as the document has it; null unless the document may be redistributed. It carries the "
        "licence of its document.",
        nullable=True,
        excerpt=True,
    )
