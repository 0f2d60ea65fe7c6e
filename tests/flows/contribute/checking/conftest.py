"""Rows of small contributions, checked against the published version and the gazetteer of the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from karabakh.flows.contribute.accept.policy import KINDS, TRADITIONS
from karabakh.flows.contribute.checking import Checking, check_files
from karabakh.flows.contribute.known import Known
from karabakh.schemas.findings import Finding

settings.register_profile("contributions", deadline=None, max_examples=25)
settings.load_profile("contributions")

PLACES = Path(__file__).resolve().parents[4] / "seeds" / "places.csv"
FREE = [f"K{PLACES.read_text(encoding='utf-8').count(chr(10)) + number:04}" for number in range(3)]
"""The identifiers that the next places get: a row for each, and a header."""

DEFAULTS = {
    "place_names": {
        "place_id": "K0041",
        "name": "Agdamabad",
        "language": "en",
        "tradition": "international",
        "kind": "press",
        "valid_from": "",
        "valid_to": "",
        "source": "usage: a list",
        "ambiguous": "false",
    },
    "places": {
        "place_id": FREE[0],
        "label": "Newplace",
        "type": "village",
        "lat": "39.9",
        "lon": "46.9",
        "country": "AZ",
        "geonames_id": "",
        "wikidata_id": "",
        "tier": "tail",
        "label_source": "reference: A list",
        "location_source": "reference: A map",
        "replaced_by": "",
        "note": "",
    },
    "place_links": {
        "place_id": "K0041",
        "relation": "part_of",
        "other_id": "K0005",
        "system": "",
        "valid_from": "",
        "valid_to": "",
        "source": "usage: a list",
    },
    "sources": {
        "document_id": "001_94a815136f17aa42",
        "publisher": "A paper",
        "url": "",
        "licence": "",
        "redistributable": "false",
        "language": "en",
        "published": "",
        "retrieved": "",
        "date_order": "",
        "sentence_order": "",
        "note": "",
    },
    "corrections": {
        "correction_id": "c1",
        "table": "place_mentions",
        "key": "",
        "column": "place_id",
        "expected": "",
        "corrected": "",
        "reason": "the text says so",
        "contributor": "A reader",
        "text_sha256": "",
    },
}


@pytest.fixture(scope="session")
def known(root: Path) -> Known:
    return Known(address=root / "data")


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return the function that writes a CSV file of a table, a row for each mapping of the cells that are not usual."""

    def written(table: str, *rows: dict[str, str], name: str | None = None) -> Path:
        path = tmp_path / (name or f"{table}.csv")
        header = list(DEFAULTS[table])
        lines = [[{**DEFAULTS[table], **_usual(row), **row}[column] for column in header] for row in rows]
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in [header, *lines]]
        path.write_text("\n".join(quoted) + "\n", encoding="utf-8", newline="")
        return path

    return written


def _usual(row: dict[str, str]) -> dict[str, str]:
    """Return the tradition and kind that a name of this language has, where it is not the usual one."""
    language = row.get("language", "en")
    if language == "en" or language not in TRADITIONS:
        return {}
    return {"tradition": TRADITIONS[language][0], "kind": KINDS[language][-1]}


@pytest.fixture
def free() -> list[str]:
    """The identifiers that the next places get."""
    return FREE


@pytest.fixture
def check(known: Known) -> Callable[..., Checking]:
    """Return the function that checks files against what the repository has."""

    def checked(*paths: Path, table: str | None = None, cap: int = 100) -> Checking:
        return check_files(paths, table, known, cap)

    return checked


@pytest.fixture
def found(write: Write, check: Callable[..., Checking]) -> Callable[..., list[Finding]]:
    """Return the function that gives the findings on a contribution of some rows of a table.

    New places come with a name, on which nothing is told.
    """

    def of(table: str, *rows: dict[str, str]) -> list[Finding]:
        places = [{**DEFAULTS[table], **row} for row in rows] if table == "places" else []
        names = [{"place_id": row["place_id"], "name": row["label"]} for row in places if row["place_id"] in FREE]
        if not names:
            return list(check(write(table, *rows), table=table).findings)
        return [one for one in check(write(table, *rows), write("place_names", *names)).findings if one.table == table]

    return of
