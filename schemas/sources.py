"""The input table of sources: one row a document, with what people know about where it came from."""

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import Bool, Date, String, Table, field
from karabakh.schemas.rules import composed, id_bytes, printable, trimmed


class Sources(
    Table,
    title="Sources",
    key=("document_id",),
    rules=(
        composed("document_id"),
        id_bytes("document_id"),
        *(rule(name) for name in ("publisher", "licence", "note") for rule in (trimmed, printable)),
    ),
):
    """One row for each document of which somebody knows where it came from. Unknown cells stay empty."""

    document_id: String = field(
        "Document",
        "Identifier of the document: the name of its file without the ending, or its document_id in a tabular corpus.",
        pattern=patterns.DOCUMENT_ID,
        example="000_ea24fa6412025f7d",
    )
    publisher: String = field("Publisher", "Who published the text.", nullable=True)
    url: String = field("Address", "Where the text was published.", nullable=True, pattern=patterns.URL)
    licence: String = field("Licence", "Licence of the text, as an SPDX identifier or in words.", nullable=True)
    redistributable: Bool = field(
        "Redistributable",
        "Whether the licence allows the text itself to be passed on; empty counts as no.",
        nullable=True,
    )
    language: String = field(
        "Language", "Language of the text as a BCP 47 tag.", nullable=True, pattern=patterns.LANGUAGE, example="en"
    )
    published: Date = field("Published", "Day on which the text was published.", nullable=True)
    retrieved: Date = field("Retrieved", "Day on which the text was fetched.", nullable=True)
    date_order: String = field(
        "Date order", "How the text orders day, month and year in numbers.", nullable=True, codes=codes.DATE_ORDER
    )
    sentence_order: String = field(
        "Sentence order", "Whether the sentences stand in their own order.", nullable=True, codes=codes.SENTENCE_ORDER
    )
    note: String = field("Note", "Anything else that a user of the text should know.", nullable=True)
