"""What was ingested, what was extracted from each batch and the gazetteer in, every table of a version out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.ingest.document import Document, Ingested, Rejection
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort, table

COUNTED = ("sentences", "place_mentions", "date_mentions", "figures")  # documents has n_ and the name of each


def assemble(
    ingested: Ingested,
    extracted: Sequence[Mapping[str, pa.Table]],
    gazetteer: Mapping[str, pa.Table],
    unmet: Sequence[Rejection] = (),
) -> dict[str, pa.Table]:
    """Return the published tables, in publishing order, each sorted by its key.

    ``unmet`` are rejections that belong to no batch.
    """
    rejected = table(TABLES["rejected"], map(asdict, [*ingested.rejected, *unmet]))
    made = dict(gazetteer)
    for name in TABLES.keys() - made.keys() - {"documents"}:
        first = rejected if name == "rejected" else arrow_schema(TABLES[name]).empty_table()
        made[name] = sort(TABLES[name], pa.concat_tables([first, *(batch[name] for batch in extracted)]))
    failed = {row["key"] for batch in extracted for row in batch["rejected"].to_pylist() if row["table"] == "documents"}
    read = [document for document in ingested.documents if document.document_id not in failed]
    made["documents"] = counted(documents(read, _datelines(read, made["place_mentions"])), made)
    return {name: made[name] for name in TABLES}


def _datelines(documents: Sequence[Document], mentions: pa.Table) -> dict[str, str | None]:
    """Return by the document's id the place of its dateline, where that is told."""
    spans = {one.document_id: one.dateline for one in documents if one.dateline}
    if not spans:
        return {}
    columns = ["document_id", "start", "place_id"]
    rows = mentions.select(columns).filter(pc.is_in(mentions["document_id"], pa.array(spans, pa.string()))).to_pylist()
    return {
        row["document_id"]: row["place_id"]
        for row in rows
        if spans[row["document_id"]].start <= row["start"] < spans[row["document_id"]].end
    }


def documents(ingested: Sequence[Document], datelines: Mapping[str, str | None]) -> pa.Table:
    """Return the table of documents, in which nothing is counted yet."""
    names = arrow_schema(TABLES["documents"]).names
    counts = dict.fromkeys((f"n_{name}" for name in COUNTED), 0)
    known = [name for name in names if name not in counts and name != "place_id"]
    rows = [
        {**{name: getattr(document, name) for name in known}, **counts, "place_id": datelines.get(document.document_id)}
        for document in ingested
    ]
    return table(TABLES["documents"], rows)


def counted(documents: pa.Table, found: Mapping[str, pa.Table]) -> pa.Table:
    """Return the table of documents with the numbers of what was found in each."""
    for name in COUNTED:
        counts = Counter(found[name]["document_id"].to_pylist())
        at = documents.schema.get_field_index(f"n_{name}")
        column = pa.array([counts[document] for document in documents["document_id"].to_pylist()], pa.int32())
        documents = documents.set_column(at, documents.schema.field(at), column)
    return documents
