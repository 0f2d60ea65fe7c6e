"""The input table of corrections: one row a cell that people found wrong, with what is expected and what is right."""

from typing import Any

import numpy as np
import pyarrow as pa

from karabakh.schemas import patterns
from karabakh.schemas.fields import String, Table, field
from karabakh.schemas.rules import Rule, printable, trimmed

_CELL = ("table", "key", "column")


def _corrected_before(table: pa.Table) -> Any:
    """Mark the rows whose cell a row before them corrects, too."""
    seen: set[tuple[object, ...]] = set()
    bad = np.zeros(table.num_rows, dtype=bool)
    for row, cell in enumerate(zip(*(table[name].to_pylist() for name in _CELL), strict=True)):
        bad[row] = cell in seen
        seen.add(cell)
    return bad


def _changes_nothing(table: pa.Table) -> Any:
    pairs = zip(table["expected"].to_pylist(), table["corrected"].to_pylist(), strict=True)
    return np.array([expected == corrected for expected, corrected in pairs], dtype=bool)


class Corrections(
    Table,
    title="Corrections",
    key=("correction_id",),
    rules=(
        Rule("one_a_cell", "column", "a cell must be corrected once: a row before does", _corrected_before),
        Rule("changes", "corrected", "corrected must differ from expected", _changes_nothing),
        *(rule(name) for name in ("correction_id", "key") for rule in (trimmed, printable)),
    ),
):
    """One row for each cell that somebody corrects. It is applied only while the cell is as expected."""

    correction_id: String = field("Correction", "Identifier of the correction.")
    table: String = field(
        "Table", "The published table that holds the cell.", pattern=patterns.NAME, example="place_mentions"
    )
    key: String = field("Key", "Key of the row; the parts of a key of several columns are joined by a vertical bar.")
    column: String = field("Column", "The column of the cell.", pattern=patterns.NAME, example="place_id")
    expected: String = field("Expected", "What the cell holds without the correction; empty for null.", nullable=True)
    corrected: String = field(
        "Corrected",
        "What the cell should hold; empty for null. Where the column is the key itself, empty takes the row out.",
        nullable=True,
    )
    reason: String = field("Reason", "Why it should, with the source.")
    contributor: String = field("Contributor", "Who says so.")
    text_sha256: String = field(
        "Checksum of the text",
        "SHA-256 of the text, in UTF-8, of the document for which the correction was made; empty if the correction "
        "holds for any text that has the row.",
        nullable=True,
        pattern=patterns.SHA256,
    )
