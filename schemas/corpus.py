"""The input table of a corpus: one row a text, with what its columns say about where it came from."""

from karabakh.schemas import patterns
from karabakh.schemas.fields import Date, String, Table, field
from karabakh.schemas.rules import composed


class Corpus(Table, title="Corpus", key=("document_id",), rules=(composed("document_id"),)):
    """One row for each text of a corpus. The columns document_id and text must be there, the others may be."""

    document_id: String = field("Document", "Identifier of the document.", pattern=patterns.DOCUMENT_ID)
    text: String = field("Text", "The text, unchanged; empty for an empty document.", nullable=True, excerpt=True)
    published: Date = field("Published", "Day on which the text was published.", nullable=True, optional=True)
    language: String = field(
        "Language", "Language of the text as a BCP 47 tag.", nullable=True, optional=True, pattern=patterns.LANGUAGE
    )
    url: String = field("Address", "Where the text was published.", nullable=True, optional=True, pattern=patterns.URL)
    publisher: String = field("Publisher", "Who published the text.", nullable=True, optional=True)
    licence: String = field(
        "Licence", "Licence of the text, as an SPDX identifier or in words.", nullable=True, optional=True
    )
