"""The table of rejected rows: one row a reason for which an input or a row was left out."""

from karabakh.schemas import patterns
from karabakh.schemas.fields import Int32, String, Table, field
from karabakh.schemas.limits import VALUE_CHARACTERS


class Rejected(Table, title="Rejected rows", key=("table", "key", "rule", "column", "ordinal")):
    """One row for each reason for which an input document or a row of a table was left out."""

    table: String = field("Table", "The table from which the row was left out.", pattern=patterns.NAME)
    key: String = field(
        "Key",
        "Key of the row that was left out; the parts of a key of several columns are joined by a vertical bar. Null "
        "where it has none.",
        nullable=True,
    )
    rule: String = field("Rule", "Name of the rule that the row does not meet.", pattern=patterns.NAME)
    column: String = field("Column", "The column at fault; null where the whole row is.", nullable=True)
    ordinal: Int32 = field(
        "Ordinal",
        "Which row was left out, counted in the order in which rows came; the first is 1. Null where it was no row.",
        nullable=True,
        unit="rows",
        ge=1,
    )
    value: String = field(
        "Value",
        f"The value at fault, cut at {VALUE_CHARACTERS} characters; null where there is none and for running text.",
        nullable=True,
        max_length=VALUE_CHARACTERS,
    )
    message: String = field("Message", "What is wrong, and what would be right.")
