"""The table of changes: one row a cell, row, column or table in which a version differs from the one before."""

from karabakh.schemas import codes, patterns
from karabakh.schemas.fields import String, Table, field


class Changes(Table, title="Changes", key=("table", "key", "column")):
    """One row for each cell, row, column or table in which the version differs from the one before.

    Rows stand in the order of the tables and, within a table, in the order of its rows. Where a column was added,
    removed or got another type its cells are not listed; where a table was added or removed, or got another key, its
    rows are not.
    """

    table: String = field("Table", "The table that differs.", pattern=patterns.NAME)
    key: String = field(
        "Key",
        "Key of the row that differs; the parts of a key of several columns are joined by a vertical bar, with a "
        "backslash before each vertical bar and backslash inside a part. Null where the whole table or a whole column "
        "differs.",
        nullable=True,
    )
    change: String = field("Change", "How it differs.", codes=codes.CHANGE)
    column: String = field(
        "Column",
        "The column of the cell, or the column that was added, removed or got another type; null where it is a whole "
        "row, a whole table or a table's key.",
        nullable=True,
    )
    old: String = field(
        "Old value",
        "What stood in the version before: a cell as its CSV file has it, without the apostrophe that guards it; a "
        "row as a JSON object of those of its cells that are not null and not in the key; the type of a column; the "
        "columns of a key, joined by vertical bars. Null where there was nothing, and for running text of a source.",
        nullable=True,
    )
    new: String = field("New value", "What stands there now, written in the same way as the old value.", nullable=True)
