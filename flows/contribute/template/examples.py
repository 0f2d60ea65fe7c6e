"""A gazetteer in; for each table a row or two as they would be contributed out, real and valid.

The example of the gazetteer's tables is the first town, by the alphabet, that has English names of both traditions. The
tables of what is found in texts have what a refresh finds in one sentence about it.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from karabakh.schemas import TABLES, model
from karabakh.schemas.arrow import arrow_schema, table

MOST: Final = 2
NAME: Final = "example"
TEXT: Final = "On 12 June 1993 some 300 people lived in {label}."
SOURCE: Final[Mapping[str, Any]] = {
    "publisher": "Example Daily",
    "url": "https://example.org/news/1",
    "licence": "CC-BY-4.0",
    "language": "en",
    "published": "1993-06-13",
}
MORE: Final[Mapping[str, Any]] = {
    "redistributable": True,
    "retrieved": "2024-01-31",
    "date_order": "dmy",
    "sentence_order": "running",
    "note": "The day is from the print edition",
}
WRITTEN: Final = ("places", "place_names", "place_links")


def examples(name: str, gazetteer: Mapping[str, pa.Table]) -> pa.Table:
    """Return at most `MOST` rows of the table called ``name``; none of one that only the project itself writes."""
    place = _place(gazetteer)
    if name in WRITTEN:
        return _first(gazetteer[name], place["place_id"])
    text = TEXT.format(label=place["label"])
    if name == "corpus":
        return _typed(name, {"document_id": NAME, "text": text, **SOURCE})
    if name == "sources":
        return _typed(name, {"document_id": NAME, **SOURCE, **MORE})
    if name == "corrections":
        return _correction(_found(text, gazetteer))
    if name in TABLES:
        return _found(text, gazetteer)[name].slice(0, MOST)
    return arrow_schema(model(name)).empty_table()


def _place(gazetteer: Mapping[str, pa.Table]) -> Mapping[str, Any]:
    traditions: dict[str, set[str]] = defaultdict(set)
    for row in gazetteer["place_names"].to_pylist():
        if row["language"] == "en":
            traditions[row["place_id"]].add(row["tradition"])
    linked = set(gazetteer["place_links"]["place_id"].to_pylist())
    rows: list[dict[str, Any]] = gazetteer["places"].to_pylist()
    both = [row for row in rows if {"armenian", "azerbaijani"} <= traditions[row["place_id"]]]
    settled = [row for row in both if row["type"] == "town" and row["place_id"] in linked]
    return min(settled or both or rows, key=lambda row: (row["label"], row["place_id"]))


def _first(rows: pa.Table, place_id: str) -> pa.Table:
    """Return the first rows of a place, of names the English ones, one of each tradition."""
    own = [row for row in rows.to_pylist() if row["place_id"] == place_id]
    if "tradition" in rows.column_names:
        own = [row for row in own if row["language"] == "en"]
        own = [row for row in own if row is next(one for one in own if one["tradition"] == row["tradition"])]
    return pa.Table.from_pylist(own[:MOST], schema=rows.schema)


def _typed(name: str, cells: Mapping[str, Any]) -> pa.Table:
    from datetime import date

    days = {column: date.fromisoformat(cells[column]) for column in ("published", "retrieved") if column in cells}
    return table(model(name), [{**cells, **days}])


def _found(text: str, gazetteer: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables that a refresh makes of the text, and of a file that is none."""
    from karabakh.flows.batches.harvest import completed, counted
    from karabakh.flows.extraction.extract import extract
    from karabakh.flows.ingest import read
    from karabakh.flows.places import load_gazetteer
    from karabakh.schemas.csv import csv_bytes

    with tempfile.TemporaryDirectory() as scratch:
        texts, places = Path(scratch, "texts"), Path(scratch, "places")
        texts.mkdir()
        places.mkdir()
        (texts / f"{NAME}.txt").write_text(text, encoding="utf-8")
        (texts / f"{NAME}.doc").write_bytes(b"")
        for name in WRITTEN:
            (places / f"{name}.csv").write_bytes(b"".join(csv_bytes(gazetteer[name])))
        (texts.parent / "sources.csv").write_bytes(b"".join(csv_bytes(examples("sources", gazetteer))))
        ingested = read([texts], texts.parent / "sources.csv")
        made = completed(ingested.documents, extract(ingested.documents, load_gazetteer(places)))
    rejected = table(TABLES["rejected"], map(asdict, ingested.rejected))
    return {**made, "documents": counted(made["documents"], made), "rejected": rejected}


def _correction(found: Mapping[str, pa.Table]) -> pa.Table:
    documents, figures = (found[name].to_pylist() for name in ("documents", "figures"))
    rows: Iterable[Mapping[str, Any]] = (
        {
            "correction_id": "c-example",
            "table": "figures",
            "key": figure["figure_id"],
            "column": "approximate",
            "expected": str(figure["approximate"]).lower(),
            "corrected": str(not figure["approximate"]).lower(),
            "reason": "The print edition has the exact number",
            "contributor": "A. Reader",
            "text_sha256": documents[0]["text_sha256"],
        }
        for figure in figures[:1]
    )
    return table(model("corrections"), rows)
