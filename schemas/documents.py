"""The table of documents: one row an input document, with where it came from and what was found in it."""

import pyarrow.compute as pc

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import Bool, Date, ForeignKey, Int32, String, Table, field
from karabakh.schemas.rules import Rule, composed, id_bytes, only_where


class Documents(
    Table,
    title="Documents",
    key=("document_id",),
    foreign_keys=(
        ForeignKey(("duplicate_of",), "documents", ("document_id",)),
        ForeignKey(("place_id",), "places", ("place_id",)),
    ),
    rules=(
        composed("document_id"),
        id_bytes("document_id"),
        only_where(
            "duplicate_of",
            "status",
            ("duplicate",),
            "duplicate_of must name a document where the status is duplicate, and only there",
        ),
        Rule(
            "not_itself",
            "duplicate_of",
            "duplicate_of must be another document",
            lambda table: pc.equal(table["duplicate_of"], table["document_id"]),
        ),
    ),
):
    """One row for each document that could be read, whether or not anything was found in it."""

    document_id: String = field(
        "Document",
        "Identifier of the document: the name of its file without the ending, or its document_id in a tabular corpus.",
        pattern=patterns.DOCUMENT_ID,
        example="000_ea24fa6412025f7d",
    )
    source_file: String = field("Source file", "Name of the file from which the document was read.")
    publisher: String = field("Publisher", "Who published the text; null if unknown.", nullable=True)
    url: String = field(
        "Address", "Where the text was published; null if unknown.", nullable=True, pattern=patterns.URL
    )
    licence: String = field(
        "Licence", "Licence of the text, as an SPDX identifier or in words; null if unknown.", nullable=True
    )
    redistributable: Bool = field(
        "Redistributable", "Whether the licence allows the text itself to be passed on; false if that is unknown."
    )
    language: String = field(
        "Language",
        "Language of the text as a BCP 47 tag; null if unknown.",
        nullable=True,
        pattern=patterns.LANGUAGE,
        example="en",
    )
    published: Date = field("Published", "Day on which the text was published; null if unknown.", nullable=True)
    encoding: String = field(
        "Encoding",
        "Character encoding from which the text was decoded; null where the source states none to decode.",
        nullable=True,
        example="utf-8",
    )
    n_characters: Int32 = field("Characters", "Length of the document's text.", unit="code points", ge=0)
    n_sentences: Int32 = field("Sentences", "Number of sentences found in the document.", unit="sentences", ge=0)
    n_place_mentions: Int32 = field(
        "Place mentions", "Number of place mentions found in the document.", unit="mentions", ge=0
    )
    n_date_mentions: Int32 = field(
        "Date mentions", "Number of date mentions found in the document.", unit="mentions", ge=0
    )
    n_figures: Int32 = field("Figures", "Number of figures found in the document.", unit="figures", ge=0)
    source_sha256: String = field(
        "Checksum of the file",
        "SHA-256 of the bytes of the file; null where the document is a cell of a tabular corpus.",
        nullable=True,
        pattern=patterns.SHA256,
    )
    text_sha256: String = field(
        "Checksum of the text", "SHA-256 of the document's text encoded in UTF-8.", pattern=patterns.SHA256
    )
    status: String = field("Status", "What became of the document.", codes=codes.STATUS)
    duplicate_of: String = field(
        "Duplicate of",
        "The document of which this one is a duplicate; null unless the status is duplicate.",
        nullable=True,
        pattern=patterns.DOCUMENT_ID,
    )
    place_id: String = field(
        "Place of the dateline",
        "The place that the text says it was written at, in its dateline; null if it names none.",
        nullable=True,
        pattern=patterns.PLACE_ID,
    )
