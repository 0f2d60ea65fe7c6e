"""Three published versions: rows come, go and change; a table comes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.publish import publish
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

HOSTILE = "\x1b[2Jgone\x9b1m\u202e\nnew line"


def place(number: int, **cells: Any) -> dict[str, Any]:
    return {
        "place_id": f"K{number:04}",
        "label": f"Place {number}",
        "type": "town",
        "tier": "core",
        "label_source": "made up",
        **cells,
    }


def name(number: int, **cells: Any) -> dict[str, Any]:
    return {
        "place_id": f"K{number:04}",
        "name": f"Place {number}",
        "language": "en",
        "tradition": "international",
        "kind": "press",
        "source": "made up",
        "ambiguous": False,
        **cells,
    }


VERSIONS: list[dict[str, list[dict[str, Any]]]] = [
    {"places": [place(number) for number in range(100)], "place_names": [name(1)]},
    {
        "places": [
            *(place(number, note=HOSTILE if number == 3 else None) for number in range(1, 50)),
            *(place(number, label=f"=Other {number}", country="AZ") for number in range(50, 100)),
            place(100),
        ],
        "place_names": [name(1)],
    },
    {"places": [place(1)], "place_names": [name(1)], "place_links": []},
]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 1.0.0, 1.1.0 and 1.2.0; not to be changed."""
    folder = tmp_path_factory.mktemp("versions") / "data"
    for rows in VERSIONS:
        tables = {name: table(TABLES[name], some) for name, some in rows.items()}
        publish(tables, folder, released=datetime(2024, 5, 1, tzinfo=UTC), allow_drop=True)
    return folder
