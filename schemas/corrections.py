"""The input table of corrections: one row a cell that people found wrong, with what is expected and what is right."""

from karabakh.schemas import patterns
from karabakh.schemas.fields import String, Table, field


class Corrections(Table, title="Corrections", key=("correction_id",)):
    """One row for each cell that somebody corrects. It is applied only while the cell is as expected."""

    correction_id: String = field("Correction", "Identifier of the correction.")
    table: String = field("Table", "The published table that holds the cell.", pattern=patterns.NAME)
    key: String = field("Key", "Key of the row; the parts of a key of several columns are joined by a vertical bar.")
    column: String = field("Column", "The column of the cell.", pattern=patterns.NAME)
    expected: String = field("Expected", "What the cell holds without the correction; empty for null.", nullable=True)
    corrected: String = field("Corrected", "What the cell should hold; empty for null.", nullable=True)
    reason: String = field("Reason", "Why it should, with the source.")
    contributor: String = field("Contributor", "Who says so.")
    text_sha256: String = field(
        "Checksum of the text",
        "SHA-256 of the text, in UTF-8, of the document for which the correction was made; empty for the gazetteer.",
        nullable=True,
        pattern=patterns.SHA256,
    )
