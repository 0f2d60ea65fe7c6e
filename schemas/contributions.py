"""The input table of contributions: one row a contribution that was accepted, with who sent it and why."""

from karabakh.schemas import patterns
from karabakh.schemas.fields import Date, Int32, String, Table, field
from karabakh.schemas.rules import printable, trimmed


class Contributions(
    Table,
    title="Contributions",
    key=("contribution_id",),
    rules=tuple(rule(name) for name in ("contribution_id", "contributor", "reason") for rule in (trimmed, printable)),
):
    """One row for each contribution that was accepted, and each table that it changed. The command accept writes it."""

    contribution_id: String = field(
        "Contribution",
        "Identifier of the row: the day, the table, and the first eight digits of the file's checksum.",
        example="2024-05-28-place_names-0f3a92bc",
    )
    accepted: Date = field("Accepted", "Day on which the contribution was accepted (UTC).")
    contributor: String = field("Contributor", "Who sent it, as they want to be named.", max_length=200)
    reason: String = field("Reason", "Why the rows are right, with the source.", max_length=2000)
    table: String = field(
        "Table", "The table that got the rows; texts for files in the folder of texts.", pattern=patterns.NAME
    )
    rows_added: Int32 = field("Rows added", "How many rows were new.", unit="rows", ge=0)
    rows_changed: Int32 = field("Rows changed", "How many rows were there already and changed.", unit="rows", ge=0)
    file_sha256: String = field(
        "Checksum of the file", "SHA-256 of the bytes of the file that was sent.", pattern=patterns.SHA256
    )
