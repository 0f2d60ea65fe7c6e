"""Rows of small contributions, checked against the published version and the gazetteer of the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from karabakh.flows.contribute.checking import Checking, check_files
from karabakh.flows.contribute.known import Known
from karabakh.schemas.findings import Finding

settings.register_profile("contributions", deadline=None, max_examples=25)
settings.load_profile("contributions")

DEFAULTS = {
    "place_names": {
        "place_id": "K0041",
        "name": "Agdamabad",
        "language": "en",
        "tradition": "international",
        "kind": "press",
        "valid_from": "",
        "valid_to": "",
        "source": "a list",
        "ambiguous": "false",
    },
    "places": {
        "place_id": "K99001",
        "label": "Newplace",
        "type": "village",
        "lat": "39.9",
        "lon": "46.9",
        "country": "AZ",
        "geonames_id": "",
        "wikidata_id": "",
        "tier": "core",
        "label_source": "a list",
        "location_source": "a map",
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
        "source": "a list",
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
        lines = [[{**DEFAULTS[table], **row}[column] for column in header] for row in rows]
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in [header, *lines]]
        path.write_text("\n".join(quoted) + "\n", encoding="utf-8", newline="")
        return path

    return written


@pytest.fixture
def check(known: Known) -> Callable[..., Checking]:
    """Return the function that checks files against what the repository has."""

    def checked(*paths: Path, table: str | None = None, cap: int = 100) -> Checking:
        return check_files(paths, table, known, cap)

    return checked


@pytest.fixture
def found(write: Write, check: Callable[..., Checking]) -> Callable[..., list[Finding]]:
    """Return the function that gives the findings on a contribution of some rows of a table."""

    def of(table: str, *rows: dict[str, str]) -> list[Finding]:
        return list(check(write(table, *rows), table=table).findings)

    return of
