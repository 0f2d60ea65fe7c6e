"""The tables: one Pandera model each, and what is derived from it.

``TABLES`` holds the models of the published tables in publishing order, ``INPUTS`` those of the tables that people
write, ``ABOUT`` that of the changes from one version to the next. They are made when they are first asked for, so that
importing, say, ``karabakh.schemas.codes`` costs no Pandera.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karabakh.schemas.fields import Table

    TABLES: dict[str, type[Table]]
    INPUTS: dict[str, type[Table]]
    ABOUT: dict[str, type[Table]]

__all__ = ["ABOUT", "INPUTS", "TABLES", "model"]


def model(name: str) -> "type[Table]":
    """Return the model of a published or an input table; ``KeyError`` names the tables there are."""
    from karabakh.schemas.catalogue import INPUTS, TABLES

    known = {**TABLES, **INPUTS}
    if name not in known:
        raise KeyError(f"no table is called {name!r}; the tables are {', '.join(known)}")
    return known[name]


def __getattr__(name: str) -> Any:
    if name in ("ABOUT", "INPUTS", "TABLES"):
        from karabakh.schemas import catalogue

        return getattr(catalogue, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
