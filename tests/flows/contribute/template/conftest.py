"""The first places of the gazetteer with their names and links, for templates that need not search all of it."""

import csv
from pathlib import Path

import pytest

MOST = 60  # places


@pytest.fixture(scope="session")
def seeds(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    kept: set[str] = set()
    for name in ("places", "place_names", "place_links"):
        with (root / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        kept = kept or {row["place_id"] for row in found[:MOST]}
        found = [row for row in found if row["place_id"] in kept and row.get("other_id", row["place_id"]) in kept]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    return folder
