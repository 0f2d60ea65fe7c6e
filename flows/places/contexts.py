"""contexts.csv in, the words around a name that say what it is out: one literal table a class of words."""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Designator(NamedTuple):
    """What kind of place a word makes of the name beside it.

    ``senses``: place types, the likeliest first, or what a name that ends so is (``autonomous``, ``republic``).
    ``joins``: the designator is part of the mention even where the name alone means the same place.
    """

    senses: tuple[str, ...]
    joins: bool


@cache
def words(kind: str) -> frozenset[str]:
    """Return the forms of one class, in small letters."""
    return frozenset(row["form"].lower() for row in _table() if row["class"] == kind)


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return of each form, in small letters, which classes it is in."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _table():
        found[row["form"].lower()].add(row["class"])
    return {form: frozenset(kinds) for form, kinds in found.items()}


@cache
def designators(kind: str = "designator") -> dict[str, Designator]:
    """Return what each designator after (``designator``), before (``designator_before``) or of names says.

    >>> designators()["river"].senses, designators()["river"].joins
    (('river',), True)
    """
    return {
        row["form"].lower(): Designator(tuple(row["value"].split("|")), row["joins"] == "yes")
        for row in _table()
        if row["class"] == kind
    }


@cache
def _table() -> tuple[dict[str, str], ...]:
    lines = (files("karabakh.flows.places") / "contexts.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


SETTLEMENTS = frozenset({"city", "town", "village", "quarter"})
