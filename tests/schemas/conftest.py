"""A small dataset in which everything is as it should be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import settings

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table
from karabakh.schemas.reading import Contribution
from karabakh.schemas.reading.parquet import read_parquet

settings.register_profile("tables", deadline=None)  # a shared machine may stall any single example
settings.load_profile("tables")

TEXT = "About 30 left Lachin and Shusha in May 1992."
SHA = "0" * 64


def mention(letter: str, surface: str) -> dict[str, Any]:
    start = TEXT.index(surface)
    end = start + len(surface)
    return {
        f"{ {'p': 'place_mention', 'd': 'date_mention', 'f': 'figure'}[letter] }_id": f"a:{letter}{start}-{end}",
        "document_id": "a",
        "sentence": 0,
        "start": start,
        "end": end,
        "surface": surface,
    }


def document(document_id: str, **others: Any) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "source_file": f"{document_id}.txt",
        "redistributable": False,
        "language": "en",
        "published": date(1992, 6, 1),
        "encoding": "utf-8",
        "n_characters": len(TEXT),
        "n_sentences": 1,
        "n_place_mentions": 2,
        "n_date_mentions": 1,
        "n_figures": 1,
        "text_sha256": SHA,
        "status": "ok",
        **others,
    }


def place(place_id: str, **others: Any) -> dict[str, Any]:
    return {
        "place_id": place_id,
        "label": f"Place {place_id}",
        "type": "town",
        "tier": "core",
        "label_source": "a list",
        **others,
    }


MATCHED = {"tradition": "shared", "method": "exact", "confidence": 0.9, "in_event_name": False}
ROWS: dict[str, list[dict[str, Any]]] = {
    "documents": [document("a"), document("b", status="duplicate", duplicate_of="a")],
    "sentences": [
        {"sentence_id": f"a:s0-{len(TEXT)}", "document_id": "a", "start": 0, "end": len(TEXT), "ordinal": 1},
    ],
    "place_mentions": [
        {**mention("p", "Lachin"), "name": "Lachin", **MATCHED, "place_id": None, "candidates": ["K0002", "K0003"]},
        {**mention("p", "Shusha"), "name": "Shusha", **MATCHED, "place_id": "K0001", "candidates": []},
    ],
    "date_mentions": [
        {
            **mention("d", "May 1992"),
            "timex_type": "DATE",
            "timex_value": "1992-05",
            "edtf": "1992-05",
            "earliest": date(1992, 5, 1),
            "latest": date(1992, 5, 31),
            "year_start": 1992,
            "year_end": 1992,
            "precision": "month",
            "qualifier": "exact",
            "basis": "stated",
            "rule": "month_year",
        }
    ],
    "figures": [
        {
            **mention("f", "About 30"),
            "kind": "displaced",
            "low": 30.0,
            "high": 30.0,
            "approximate": True,
            "unit": "people",
        }
    ],
    "statements": [
        {
            "statement_id": f"a:s0-{len(TEXT)}",
            "document_id": "a",
            "place_ids": ["K0001"],
            "edtf": ["1992-05"],
            "date_start": date(1992, 5, 1),
            "date_end": date(1992, 5, 31),
            "date_prec": 4,
            "where_prec": 1,
            "published": date(1992, 6, 1),
            "figure_ids": ["a:f0-8"],
        }
    ],
    "name_usage": [{"document_id": "a", "place_id": "K0001", "name": "Shusha", "tradition": "shared", "count": 1}],
    "places": [
        place("K0001", lat=39.76, lon=46.75, location_source="a map", country="AZ"),
        place("K0002"),
        place("K0003", type="district"),
        place("G586000", geonames_id="586000"),
    ],
    "place_names": [
        {
            "place_id": "K0001",
            "name": name,
            "language": language,
            "tradition": tradition,
            "kind": "romanisation",
            "source": "a list",
            "ambiguous": False,
        }
        for name, language, tradition in [("Shushi", "hy-Latn", "armenian"), ("Şuşa", "az-Latn", "azerbaijani")]
    ],
    "place_links": [{"place_id": "K0002", "relation": "capital_of", "other_id": "K0003", "source": "a list"}],
    "rejected": [{"table": "documents", "key": "c", "rule": "encoding", "message": "It is no text."}],
}

Make = Callable[..., dict[str, pa.Table]]


@pytest.fixture
def make() -> Make:
    """Return the valid tables; of a table that is named, the row at ``at`` is changed as the other words say."""

    def made(name: str | None = None, /, at: int = 0, **changes: Any) -> dict[str, pa.Table]:
        rows = {table_name: [dict(row) for row in table_rows] for table_name, table_rows in ROWS.items()}
        if name is not None:
            rows[name][at].update(changes)
        return {table_name: table(model, rows[table_name]) for table_name, model in TABLES.items()}

    return made


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet files are read in this process; that each has one of its own takes long where there are many."""

    def here(path: Path, form: str, content: bytes) -> tuple[Contribution, ...]:
        assert form == "parquet"
        return (replace(read_parquet(content), path=path),)

    monkeypatch.setattr("karabakh.schemas.reading.file.read_apart", here)
