"""A batch of documents in; its valid rows, sorted, in files of their own, and what must be known of them, out.

So the process that gathers the batches is sent numbers and not rows, and holds no table.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.extraction.corrections import Correction
from karabakh.flows.extraction.extract import EXTRACTED, extract
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import Gazetteer
from karabakh.flows.process.garbage import seldom_collected
from karabakh.flows.publish.runs import ArrowRows, Known, known_of, write_rows
from karabakh.flows.validate import validate
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort, table
from karabakh.schemas.fields import key

_ENDING = ".arrow"
COUNTED = ("sentences", "place_mentions", "date_mentions", "figures")  # documents has n_ and the name of each


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a batch gave: a file a table in ``folder``, and ``rejected``, whose ordinals count the rows of the batch.

    ``extracted`` are the numbers of rows by table before invalid ones were left out, ``known`` what is known of each
    file, so that it need not be read to tell whether it was published before.
    """

    folder: Path
    extracted: Mapping[str, int]
    rejected: pa.Table
    known: Mapping[str, Known] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """Return the file that holds the batch's rows of a table."""
        return self.folder / f"{name}{_ENDING}"

    def rows(self, name: str) -> ArrowRows:
        """Return the batch's rows of a table, which stay in their file until they are read."""
        return ArrowRows(self.path(name), self.known.get(name))


def harvest(
    batch: Sequence[Document],
    gazetteer: Gazetteer,
    known: Mapping[str, pa.Table],
    folder: Path,
    corrections: Mapping[str, Sequence[Correction]] = MappingProxyType({}),
) -> Harvest:
    """Extract a batch, check its rows, and write them into ``folder``, which is made.

    ``known`` are the gazetteer's tables, to which rows refer. Raises DataError where nothing could be published.
    """
    with seldom_collected():
        made = completed(batch, extract(batch, gazetteer, corrections))
        valid = validate(made, known)
        valid["documents"] = counted(valid["documents"], valid)
    rejected = valid.pop("rejected")
    return stored(folder, valid, {name: rows.num_rows for name, rows in made.items()}, rejected)


def stored(folder: Path, tables: Mapping[str, pa.Table], extracted: Mapping[str, int], rejected: pa.Table) -> Harvest:
    """Write valid rows, sorted by key, into ``folder``, which is made, and return the harvest."""
    folder.mkdir(parents=True, exist_ok=True)
    known = {name: _written(rows, folder, name) for name, rows in tables.items()}
    return Harvest(folder, extracted, rejected, known)


def _written(rows: pa.Table, folder: Path, name: str) -> Known:
    """Write the rows of a table and return what is known of their file."""
    path = folder / f"{name}{_ENDING}"
    write_rows(rows, path)
    return known_of(rows, path, key(TABLES[name]))


def completed(batch: Sequence[Document], extracted: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables that were extracted from a batch, sorted by key, and that of its documents, nothing counted."""
    failed = {row["key"] for row in extracted["rejected"].to_pylist() if row["table"] == "documents"}
    read = [document for document in batch if document.document_id not in failed]
    made = {name: sort(TABLES[name], extracted[name]) for name in EXTRACTED}
    return {"documents": _documents(read, _datelines(read, made["place_mentions"])), **made}


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


def _documents(batch: Sequence[Document], datelines: Mapping[str, str | None]) -> pa.Table:
    names = arrow_schema(TABLES["documents"]).names
    counts = dict.fromkeys((f"n_{name}" for name in COUNTED), 0)
    known = [name for name in names if name not in counts and name != "place_id"]
    rows = [
        {**{name: getattr(document, name) for name in known}, **counts, "place_id": datelines.get(document.document_id)}
        for document in batch
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
