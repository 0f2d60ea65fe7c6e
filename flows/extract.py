"""A batch of documents in, their sentences, mentions, figures and statements out, as Arrow tables.

The result depends on the documents and the gazetteer alone, so batches map over processes and machines unchanged.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from karabakh.flows.corrections import Correction, apply
from karabakh.flows.find import Found, Query, find_all
from karabakh.flows.ingest.document import Document, Rejection
from karabakh.flows.places import Gazetteer
from karabakh.flows.span import Span
from karabakh.flows.statements import state
from karabakh.flows.usage import usage
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

EXTRACTED = ("sentences", "place_mentions", "date_mentions", "figures", "statements", "name_usage", "rejected")
SEARCHED = frozenset({"ok", "duplicate"})  # the status of documents that are searched

Rows = dict[str, list[dict[str, Any]]]


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
    rows: Rows = {name: [] for name in EXTRACTED}
    texts = [document for document in documents if document.status in SEARCHED]
    queries = [Query(one.text, one.published, one.date_order, one.sentence_order) for one in texts]
    for document, found in zip(texts, find_all(queries, gazetteer), strict=True):
        for name, more in _rows_or_reason(
            document, found, gazetteer, corrections.get(document.document_id, ())
        ).items():
            rows[name].extend(more)
    return {name: pa.Table.from_pylist(rows[name], schema=arrow_schema(TABLES[name])) for name in EXTRACTED}


def _rows_or_reason(
    document: Document, found: Found | Exception, gazetteer: Gazetteer, corrections: Sequence[Correction]
) -> Rows:
    try:
        if isinstance(found, Exception):
            raise found
        found, failed = apply(document.document_id, document.text_sha256, found, corrections, gazetteer.types)
        return {**_rows(document, found, gazetteer), "rejected": [asdict(reason) for reason in failed]}
    except Exception as error:  # one text must not cost the others theirs; the report names it
        message = f"a defect of karabakh-open-data, please report it: {type(error).__name__}: {error}"
        reason = Rejection(document.document_id, "extraction_failed", message)
        return {"rejected": [asdict(reason)]}


def _rows(document: Document, found: Found, gazetteer: Gazetteer) -> Rows:
    name = document.document_id
    rows: Rows = {
        "sentences": [
            {
                "sentence_id": f"{name}:s{start}-{end}",
                "document_id": name,
                "start": start,
                "end": end,
                "ordinal": ordinal,
                "text": document.text[start:end] if document.redistributable else None,
            }
            for ordinal, (start, end) in enumerate(found.sentences, 1)
        ],
        "place_mentions": _mention_rows("place_mentions", "p", name, found.places, found.sentences),
        "date_mentions": _mention_rows("date_mentions", "d", name, found.dates, found.sentences),
        "figures": _mention_rows("figures", "f", name, found.figures, found.sentences),
    }
    if document.status == "ok":
        source = {"publisher": document.publisher, "published": document.published}
        told = _told_once(found)
        rows["statements"] = list(_statement_rows(document, told, gazetteer))
        rows["name_usage"] = [{"document_id": name, **row, **source} for row in usage(told.places)]
    return rows


def _told_once(found: Found) -> Found:
    """Leave out what stands in paragraphs that repeat another of the text: it is not stated twice."""
    repeats = [mark for mark in found.marks if mark.reason == "repeat"]
    if not repeats:
        return found
    starts = [mark.start for mark in repeats]

    def once(spans: Sequence[Any]) -> list[Any]:
        before = (bisect_right(starts, span.start) - 1 for span in spans)
        return [span for span, at in zip(spans, before, strict=True) if at < 0 or span.start >= repeats[at].end]

    return found._replace(
        sentences=once(found.sentences), places=once(found.places), dates=once(found.dates), figures=once(found.figures)
    )


def _mention_rows(
    table: str, letter: str, document_id: str, mentions: Sequence[Any], sentences: Sequence[Span]
) -> list[dict[str, Any]]:
    key, _, _, *columns = arrow_schema(TABLES[table]).names  # after id, document and sentence a mention's own columns
    starts = [sentence.start for sentence in sentences]
    rows = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = at >= 0 and mention.end <= sentences[at].end
        rows.append(
            {
                key: f"{document_id}:{letter}{mention.start}-{mention.end}",
                "document_id": document_id,
                "sentence": starts[at] if inside else None,
                **{column: getattr(mention, column) for column in columns},
            }
        )
    return rows


def _statement_rows(document: Document, found: Found, gazetteer: Gazetteer) -> Iterable[dict[str, Any]]:
    for (start, end), columns in state(
        document.text, found.sentences, found.places, found.dates, found.figures, gazetteer.types
    ):
        figures = columns.pop("figures")
        yield {
            "statement_id": f"{document.document_id}:s{start}-{end}",
            "document_id": document.document_id,
            **columns,
            "published": document.published,
            "figure_ids": [f"{document.document_id}:f{figure.start}-{figure.end}" for figure in figures],
        }
