"""A gazetteer folder in, the rows of its three files out; and back, sorted, as the same bytes each time."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from karabakh.flows.places.fold import fold_name

Row = dict[str, str]
Rows = dict[str, list[Row]]

COLUMNS = {
    "places": ("place_id", "label", "type", "lat", "lon", "country", "geonames_id", "wikidata_id", "tier",
               "label_source", "location_source", "replaced_by", "note"),
    "place_names": ("place_id", "name", "language", "tradition", "kind", "valid_from", "valid_to", "source",
                    "ambiguous"),
    "place_links": ("place_id", "relation", "other_id", "system", "valid_from", "valid_to", "source"),
}  # fmt: skip
KEYS = {
    "places": ("place_id",),
    "place_names": ("place_id", "name", "language", "tradition", "kind", "valid_from"),
    "place_links": ("place_id", "relation", "other_id", "system", "valid_from"),
}


def read_rows(folder: Path | None = None) -> Rows:
    """Return the rows of ``folder``, or of the packaged gazetteer, cells as they stand in the files."""
    source = files("karabakh.seeds") if folder is None else folder
    return {name: _rows((source / f"{name}.csv").read_bytes()) for name in COLUMNS}


def _rows(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(name: str, rows: Iterable[Row]) -> str:
    """Return the text of a file that holds ``rows``."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: tuple(row[column] for column in KEYS[name])))
    return out.getvalue()


def row(table: str, cells: Mapping[str, str]) -> Row:
    """Return a row of a table; what ``cells`` does not name is empty."""
    return {column: cells.get(column, "") for column in COLUMNS[table]}


def degrees(value: float) -> str:
    """Return degrees to five places, a metre, as GeoNames gives them.

    >>> degrees(40.5), degrees(-77.036370)
    ('40.5', '-77.03637')
    """
    return f"{value:.5f}".rstrip("0").rstrip(".")


def mark_ambiguous(names: Iterable[Row]) -> None:
    """Mark every name whose form two places have; a form that is marked as a name of something else stays so."""
    owners: dict[bytes, set[str]] = defaultdict(set)
    elsewhere: set[bytes] = set()
    forms = [(row, fold_name(row["name"])) for row in names]
    for row, form in forms:
        owners[form].add(row["place_id"])
        if row["ambiguous"] == "true":
            elsewhere.add(form)
    for row, form in forms:
        row["ambiguous"] = "true" if len(owners[form]) > 1 or form in elsewhere else "false"
