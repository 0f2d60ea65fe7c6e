"""The tables of a batch in, the same without their invalid rows out, and why in the table of rejected rows.

A batch is complete in itself: its rows refer to its own documents and sentences and to the gazetteer, and to nothing
else; so batches are validated where they are made. What holds across them, `demand_whole` checks.
"""

from collections import ChainMap
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.errors import DataError
from karabakh.flows.publish.rows import Rows, batches, whole
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import sort
from karabakh.schemas.findings import Finding
from karabakh.schemas.validation import StructureError, check_table, split_tables

SHOWN = 10


def validate(tables: Mapping[str, pa.Table], gazetteer: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Check every row of a batch's tables and return the valid ones, with `rejected` saying why others were left out.

    ``ordinal`` counts the rows of the batch. Raises DataError where the structure of a table or a row of `documents` is
    not valid: then nothing can be published.
    """
    documents = tables["documents"]
    rest = {name: table for name, table in tables.items() if name != "documents"}
    try:
        valid, why = split_tables(rest, ChainMap({"documents": documents}, gazetteer))  # type: ignore[arg-type]
    except StructureError as error:
        raise DataError(str(error)) from error
    known = ChainMap({"documents": _all_named(documents)}, gazetteer)  # type: ignore[arg-type]
    _refuse(check_table("documents", documents, known))
    valid["rejected"] = sort(TABLES["rejected"], pa.concat_tables([valid["rejected"], why]))
    return {**valid, "documents": documents}


def _all_named(documents: pa.Table) -> pa.Table:
    """Return the ids to which a batch's documents may refer: an original may stand in another batch."""
    originals = documents["duplicate_of"].drop_null()
    ids = pa.chunked_array([*documents["document_id"].chunks, *originals.chunks], pa.string())
    return pa.table({"document_id": ids})


def demand_whole(tables: Mapping[str, pa.Table | Rows]) -> None:
    """Raise DataError unless there is a document, and every duplicate's original is one.

    That no key stands twice is seen where the rows are published.
    """
    if not tables["documents"].num_rows:
        raise DataError(f"every document was rejected:\n{_listed(whole(tables['rejected']))}")
    parts = [
        pa.Table.from_batches([batch.select(["document_id", "duplicate_of"])]) for batch in batches(tables["documents"])
    ]
    documents = pa.concat_tables(parts)
    known = pc.is_in(documents["duplicate_of"], documents["document_id"].combine_chunks())
    lost = documents.filter(pc.and_(documents["duplicate_of"].is_valid(), pc.invert(known)))
    if lost.num_rows:
        row = lost.slice(0, 1).to_pylist()[0]
        raise DataError(f"documents: {row['document_id']} repeats {row['duplicate_of']}, which is no document")


def _refuse(wrong: list[Finding]) -> None:
    if wrong:
        count = sum(finding.count for finding in wrong)
        shown = [str(finding) for finding in wrong[:SHOWN]]
        raise DataError("\n".join([f"{count:,} rows are not valid:", *shown]))


def _listed(rejected: pa.Table) -> str:
    rows = [
        f"{row['table']} {row['key']}: {row['message']} [{row['rule']}]" for row in rejected.slice(0, SHOWN).to_pylist()
    ]
    more = rejected.num_rows - len(rows)
    return "\n".join(rows + ([f"and {more:,} more"] if more else []))
