"""Small tables in the published schemas, built from a few words."""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from karabakh.flows.publish import Published, publish
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

RELEASED = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)
HOSTILE = '=SUM(A1)|two\\three\n"quoted", \u202eright to left\u202c\r\nlast'

Tables = dict[str, pa.Table]


def document(document_id: str = "one", **cells: Any) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "source_file": f"{document_id}.txt",
        "redistributable": True,
        "licence": "CC-BY-4.0",
        "published": date(2020, 11, 10),
        "encoding": "utf-8",
        "n_characters": 40,
        "n_sentences": 1,
        "n_place_mentions": 2,
        "n_date_mentions": 0,
        "n_figures": 0,
        "text_sha256": "0" * 64,
        "status": "ok",
        **cells,
    }


def sentence(document_id: str = "one", text: str | None = "They met near Agdam, then near Lachin.") -> dict[str, Any]:
    return {
        "sentence_id": f"{document_id}:s0-40",
        "document_id": document_id,
        "start": 0,
        "end": 40,
        "ordinal": 1,
        "text": text,
    }


def place(place_id: str = "K0001", **cells: Any) -> dict[str, Any]:
    return {
        "place_id": place_id,
        "label": "Agdam",
        "type": "town",
        "lat": 39.99,
        "lon": 46.93,
        "country": "AZ",
        "tier": "core",
        "label_source": "made up",
        "location_source": "made up",
        **cells,
    }


def mention(start: int = 14, document_id: str = "one", **cells: Any) -> dict[str, Any]:
    return {
        "place_mention_id": f"{document_id}:p{start}-{start + 5}",
        "document_id": document_id,
        "sentence": 0,
        "start": start,
        "end": start + 5,
        "surface": "Agdam",
        "place_id": "K0001",
        "candidates": [],
        "name": "Agdam",
        "tradition": "shared",
        "method": "exact",
        "confidence": 1.0,
        "in_event_name": False,
        **cells,
    }


def rejection(key: str | None = "two", **cells: Any) -> dict[str, Any]:
    return {"table": "documents", "key": key, "rule": "encoding", "message": "It is not text.", **cells}


ROWS: Mapping[str, Callable[[], list[dict[str, Any]]]] = {
    "documents": lambda: [document(), document("three", redistributable=False, published=None)],
    "sentences": lambda: [sentence(), sentence("three", None)],
    "place_mentions": lambda: [
        mention(),
        mention(30, place_id=None, candidates=["K0001", "K0002"], confidence=0.5),
        mention(14, "three", surface=HOSTILE),
    ],
    "places": lambda: [place(), place("K0002", label="Lachin", lat=None, lon=None, note=HOSTILE)],
    "rejected": lambda: [rejection(), rejection(None, ordinal=3, value="@cell")],
}


@pytest.fixture
def rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of some tables, to be changed at will; every other published table is empty."""
    return {name: ROWS[name]() if name in ROWS else [] for name in TABLES}


@pytest.fixture
def build() -> Callable[[Mapping[str, Iterable[Mapping[str, Any]]]], Tables]:
    """Rows by table in, tables out."""
    return lambda rows: {name: table(TABLES[name], some) for name, some in rows.items()}


@pytest.fixture
def tables(rows: dict[str, list[dict[str, Any]]], build: Callable[..., Tables]) -> Tables:
    """All published tables."""
    return build(rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def put(data: Path) -> Callable[..., Published]:
    """Publish into the data folder at a fixed time."""

    def put(tables: Tables, **options: Any) -> Published:
        return publish(tables, data, **{"released": RELEASED, **options})

    return put


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, tuple[int, int, bytes]]]:
    """A folder in, what is in it out: kind, time and bytes by path; the lock file is left out."""

    def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
        found = {}
        for root, _, files in os.walk(folder):
            for path in [Path(root), *(Path(root, name) for name in files if name != ".lock")]:
                status = path.lstat()
                content = path.read_bytes() if path.is_file() else b""
                found[path.relative_to(folder).as_posix()] = (stat.S_IFMT(status.st_mode), status.st_mtime_ns, content)
        return found

    return snapshot
