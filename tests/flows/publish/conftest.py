"""Small tables in the published schemas, built from a few words."""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import strategies as st

from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import Published, checksums, publish
from karabakh.flows.publish.edition import Edition, settled
from karabakh.flows.publish.writers import WRITERS
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table
from karabakh.schemas.codes import PLACE_TYPE, TIER
from karabakh.schemas.fields import Column, columns, key

SOME = ("documents", "places")
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


def name(place_id: str = "K0001", **cells: Any) -> dict[str, Any]:
    return {
        "place_id": place_id,
        "name": "Agdam",
        "language": "en",
        "tradition": "international",
        "kind": "press",
        "source": "made up",
        "ambiguous": False,
        **cells,
    }


def link(place_id: str = "K0001", other_id: str = "K0002", **cells: Any) -> dict[str, Any]:
    return {
        "place_id": place_id,
        "relation": "part_of",
        "other_id": other_id,
        "system": "soviet",
        "valid_to": "1991",
        "source": "made up; made up twice (1991)",
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
    "place_names": lambda: [name(), name(name="Ağdam", language="az-Latn", valid_from="1990~"), name("K0002")],
    "place_links": lambda: [link(), link(relation="succeeds", system=None, valid_to=None)],
    "rejected": lambda: [rejection(), rejection(None, ordinal=3, value="@cell")],
}


@pytest.fixture
def rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of some tables, to be changed at will; every other published table is empty."""
    return {name: ROWS[name]() if name in ROWS else [] for name in TABLES}


@pytest.fixture(scope="session")
def old_rows() -> Callable[[], dict[str, list[dict[str, Any]]]]:
    """What makes the rows of `rows`, for those who need them longer than a test."""
    return lambda: {name: ROWS[name]() if name in ROWS else [] for name in TABLES}


@pytest.fixture
def build() -> Callable[[Mapping[str, Iterable[Mapping[str, Any]]]], Tables]:
    """Rows by table in, tables out."""
    return lambda rows: {name: table(TABLES[name], some) for name, some in rows.items()}


@pytest.fixture
def tables(rows: dict[str, list[dict[str, Any]]], build: Callable[..., Tables]) -> Tables:
    """All published tables."""
    return build(rows)


def cell(column: Column, number: int) -> Any:
    """Return a value of the column's type; every other one is null where there may be nulls."""
    if column.nullable and number % 2:
        return None
    if column.codes:
        return list(column.codes)[number % len(column.codes)]
    made = {
        pa.string(): f"{column.name} {HOSTILE} {number}",
        pa.int32(): number - 2**31,
        pa.float64(): number / 7,
        pa.bool_(): number % 3 == 0,
        pa.date32(): date(1 + 500 * number, 12, 31),
        pa.list_(pa.string()): [f"{HOSTILE} {item}" for item in range(number % 4)],
    }
    return made[column.type]


@pytest.fixture(scope="session")
def filled() -> Tables:
    """All published tables, each with five rows of every kind of value, which no rule of a table has been held to."""
    return {
        name: table(model, [{column.name: cell(column, n) for column in columns(model)} for n in range(5)])
        for name, model in TABLES.items()
    }


@pytest.fixture(scope="session", params=["whole", "parts"])
def version(request: pytest.FixtureRequest, filled: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version of such tables, each of them one file; and one in which they are parts of two rows."""
    folder = tmp_path_factory.mktemp(request.param)
    write(filled, folder, **({"part_rows": 2} if request.param == "parts" else {}))
    return folder


def write(tables: Tables, folder: Path, **options: Any) -> None:
    edition = Edition("1.0.0", settled(tables), **options)
    for writer in WRITERS:
        writer.write(edition, folder)
    checksums.write(folder)


@pytest.fixture
def parted(tables: Tables, tmp_path: Path) -> Path:
    """A version of valid tables in parts of two rows."""
    folder = tmp_path / "parted"
    folder.mkdir()
    write(tables, folder, part_rows=2)
    return folder


@pytest.fixture(scope="session")
def gazetteer() -> Tables:
    """The packaged gazetteer, its tables as an edition has them."""
    return gazetteer_tables()


CHARACTERS = st.sampled_from("aə Ş'\"\\=@-,;{}<&Ար\u0634\u200c\u2028\U0001d11e")
WORDS = st.text(CHARACTERS, min_size=1, max_size=9).map(lambda text: unicodedata.normalize("NFC", f"x{text}x"))
SOURCES = st.one_of(st.sampled_from(["geonames:409410", "wikidata:Q227", "UN S/RES/822 (1993)", "a; b (1991)"]), WORDS)
DATES = st.one_of(
    st.none(),
    st.sampled_from(["1991", "1991-11", "1991-11-26", "-0187", "1990~", "1990?", "1990%", "199X", "1993-21"]),
    st.sampled_from(["1990/1992", "1990/..", "[1990,1991]", "XXXX", "Y17000", "../1990", "~1990", "1990-~05"]),
)
LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)
POSITIONS = st.one_of(st.none(), st.tuples(LATITUDES, LONGITUDES))


def chosen(codes: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(codes))


def rows_of(draw: Any, model: type, ids: list[str]) -> Iterator[dict[str, Any]]:
    """Rows of names or links of some places, whatever the model lets them be, no key twice."""
    seen = set()
    for _ in range(draw(st.integers(0, 6))):
        row: dict[str, Any] = {}
        for column in columns(model):
            if column.name in ("place_id", "other_id"):
                row[column.name] = draw(st.sampled_from(ids))
            elif column.name in ("valid_from", "valid_to"):
                row[column.name] = draw(DATES)
            elif column.type == pa.bool_():
                row[column.name] = draw(st.booleans())
            elif column.codes:
                row[column.name] = draw(st.one_of(chosen(column.codes), *([st.none()] if column.nullable else [])))
            else:
                row[column.name] = draw(SOURCES if column.name == "source" else WORDS)
        named = tuple(row[column] for column in key(model))
        if named not in seen:
            seen.add(named)
            yield row


@st.composite
def gazetteers(draw: Any) -> Tables:
    """Small gazetteers with any kind of place, name and link, also such as no valid table holds."""
    ids = draw(st.lists(st.sampled_from([*(f"K{n:04}" for n in range(1, 6)), "G7", "G12"]), min_size=1, unique=True))
    places = []
    for place_id in ids:
        position = draw(POSITIONS)
        places.append({
            "place_id": place_id,
            "label": draw(WORDS),
            "type": draw(chosen(PLACE_TYPE)),
            "lat": position[0] if position else None,
            "lon": position[1] if position else None,
            "country": draw(st.sampled_from([None, "AZ", "PS", "XK"])),
            "geonames_id": place_id[1:] if place_id[0] == "G" else draw(st.sampled_from([None, "409410"])),
            "wikidata_id": draw(st.sampled_from([None, "Q227"])),
            "tier": draw(chosen(TIER)),
            "label_source": draw(SOURCES),
            "location_source": draw(SOURCES) if position else None,
            "replaced_by": draw(st.sampled_from([None, *(other for other in ids if other != place_id)])),
            "note": draw(st.one_of(st.none(), WORDS)),
        })  # fmt: skip
    made = {"places": places}
    made |= {name: list(rows_of(draw, TABLES[name], ids)) for name in ("place_names", "place_links")}
    return {name: table(TABLES[name], rows) for name, rows in made.items()}


@pytest.fixture(scope="session")
def any_gazetteer() -> st.SearchStrategy[Tables]:
    """What Hypothesis draws gazetteers from."""
    return gazetteers()


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


@pytest.fixture
def some(tables: Tables) -> Tables:
    """Two tables that can be published by themselves."""
    return {name: tables[name] for name in SOME}


@pytest.fixture
def more(rows: dict[str, list[dict[str, Any]]], build: Callable[..., Tables]) -> Tables:
    """The same, with a place more."""
    rows["places"].append(rows["places"][0] | {"place_id": "K0003"})
    return {name: table for name, table in build(rows).items() if name in SOME}
