"""A batch of documents in, their sentences, mentions, figures and statements out, as Arrow tables.

The result depends on the documents and the gazetteer alone, so batches map over processes and machines unchanged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from karabakh.flows.extraction.corrections import Correction, apply
from karabakh.flows.extraction.find import Found, Query, find_all
from karabakh.flows.extraction.rows import Searched, rows
from karabakh.flows.ingest.document import Document, Rejection
from karabakh.flows.places import Gazetteer
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

EXTRACTED = ("sentences", "place_mentions", "date_mentions", "figures", "statements", "name_usage", "rejected")
REJECTED: Final = "rejected"
SEARCHED = frozenset({"ok", "duplicate"})  # the status of documents that are searched


def searched(documents: Iterable[Document]) -> set[str]:
    """Return the ids of the documents in which mentions are looked for."""
    return {document.document_id for document in documents if document.status in SEARCHED}


def extract(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    corrections: Mapping[str, Sequence[Correction]] = MappingProxyType({}),
) -> dict[str, pa.Table]:
    """Return the tables of a batch, by name, rows in the order of the documents.

    Documents that are empty or in a language that is not read have no rows; duplicates have mentions and no statements.
    A document on which the extraction fails, which is a defect of ours, is a row of `rejected` and takes no other with
    it. ``corrections`` are those of some of the documents, by their ids; so is one that does not apply.
    """
    texts = [document for document in documents if document.status in SEARCHED]
    queries = [Query(one.text, one.published, one.date_order, one.sentence_order) for one in texts]
    rejected: list[Rejection] = []
    searched: list[Searched] = []
    for document, found in zip(texts, find_all(queries, gazetteer), strict=True):
        try:
            searched.append(_corrected(document, found, gazetteer, corrections, rejected))
        except Exception as error:  # one text must not cost the others theirs; the report names it
            rejected.append(_defect(document, error))
    parts = list(_rows(searched, gazetteer, rejected))
    return {
        **{name: _joined(name, [part[name] for part in parts]) for name in EXTRACTED if name != REJECTED},
        REJECTED: pa.Table.from_pylist(list(map(asdict, rejected)), schema=arrow_schema(TABLES[REJECTED])),
    }


def _corrected(
    document: Document,
    found: Found | Exception,
    gazetteer: Gazetteer,
    corrections: Mapping[str, Sequence[Correction]],
    rejected: list[Rejection],
) -> Searched:
    """Return what was found in a document with its corrections applied; raise what its search ended with."""
    if isinstance(found, Exception):
        raise found
    own = corrections.get(document.document_id)
    if own:
        found, failed = apply(document.document_id, document.text_sha256, found, own, gazetteer.types)
        rejected += failed
    return Searched(document, found)


def _rows(
    searched: Sequence[Searched], gazetteer: Gazetteer, rejected: list[Rejection]
) -> Iterator[Mapping[str, pa.Table]]:
    """Yield the tables of all documents; where making them fails, of either half, down to the one that it fails on."""
    try:
        yield rows(searched, gazetteer.types)
    except Exception as error:
        half = len(searched) // 2
        if half:
            yield from _rows(searched[:half], gazetteer, rejected)
            yield from _rows(searched[half:], gazetteer, rejected)
        else:
            rejected.append(_defect(searched[0].document, error))


def _defect(document: Document, error: Exception) -> Rejection:
    message = f"a defect of karabakh-open-data, please report it: {type(error).__name__}: {error}"
    return Rejection(document.document_id, "extraction_failed", message)


def _joined(name: str, parts: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables([*parts, arrow_schema(TABLES[name]).empty_table()])
