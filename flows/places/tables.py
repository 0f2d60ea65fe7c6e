"""A gazetteer folder in, its three tables out, valid."""

from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa

from karabakh.flows.places.gazetteer import FILES, GazetteerError
from karabakh.schemas import model
from karabakh.schemas.arrow import sort
from karabakh.schemas.contribution import read_lenient
from karabakh.schemas.findings import Finding
from karabakh.schemas.validation import check_tables

SHOWN = 20


def gazetteer_tables(folder: Path | None = None) -> dict[str, pa.Table]:
    """Return places, place_names and place_links of ``folder``, or of the packaged gazetteer, each sorted by its key.

    Raises GazetteerError, a DataError, that lists what is wrong: file, row, column, value and what would be right.
    """
    tables: dict[str, pa.Table] = {}
    wrong: list[Finding] = []
    with as_file(folder if folder else files("karabakh.seeds")) as home:
        for file in FILES:
            name = Path(file).stem
            tables[name], found = read_lenient(home / file, model(name))
            wrong += found
    wrong = wrong or check_tables(tables)
    if wrong:
        shown = [str(finding) for finding in wrong[:SHOWN]]
        more = [f"and {len(wrong) - SHOWN:,} more"] if len(wrong) > SHOWN else []
        raise GazetteerError("\n".join(["the gazetteer is not valid:", *shown, *more]))
    return {name: sort(model(name), table) for name, table in tables.items()}
