"""The tables that there are in, for the list of a page; a table's name in, the file to fill in out."""

from functools import lru_cache
from typing import Final

from karabakh.schemas import INPUTS, TABLES, fields

WRITTEN: Final = ("place_names", "places", "place_links", "corrections", "sources", "contributions", "corpus")
"""The tables that people write; the others come of a refresh."""


def tables() -> list[tuple[str, str, bool]]:
    """Return the name of each table, what a row of it is, and whether people write it: those first."""
    known = {**TABLES, **INPUTS}
    names = [*WRITTEN, *(name for name in TABLES if name not in WRITTEN)]  # scores are measured, nobody sends them
    return [(name, fields.description(known[name]).split(". ")[0].rstrip("."), name in WRITTEN) for name in names]


@lru_cache(32)
def sheet(table: str) -> bytes | None:
    """Return the file to fill in, as `karabakh template` writes it; None where there is no table of that name."""
    if table not in {*TABLES, *INPUTS}:
        return None
    from karabakh.flows.contribute.template.command import BOM
    from karabakh.flows.contribute.template.sheet import template

    return (BOM + template(table)).encode()
