"""An edition's documents in, how many were published on which day out; days are merged where they are too many."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.budget import PUBLISHED_BYTES
from karabakh.flows.page.jsontext import size
from karabakh.flows.page.spans import UNITS, first_days
from karabakh.flows.page.tally import COUNT, Tally
from karabakh.flows.publish.edition import Edition

_DAY = pa.schema({"day": pa.int32()})


@dataclass(frozen=True)
class Publication:
    """How many documents were published on which days, and of how many that is unknown.

    A day stands for the whole ``unit`` of time that it begins.
    """

    unit: str
    days: dict[str, list[Any]]
    unknown: int


def publication(edition: Edition) -> Publication:
    """Count the documents of an edition by day of publication, or by a longer unit with which the days fit."""
    tally = Tally(_DAY)
    for block in blocks(edition, "documents", ["published"]):
        tally.add(pa.table({"day": block["published"].cast(pa.int32())}))
    counted = tally.table()
    for unit in UNITS:
        each = _by(counted, unit)
        if size(each.days) <= PUBLISHED_BYTES:
            break
    return each


def _by(counted: pa.Table, unit: str) -> Publication:
    tally = Tally(_DAY)
    tally.add(pa.table({"day": first_days(counted["day"], unit), COUNT: counted[COUNT]}))
    columns = tally.table().to_pydict()
    days, numbers = columns["day"], columns[COUNT]
    unknown = numbers[0] if days and days[0] is None else 0
    known = 1 if unknown else 0
    return Publication(unit, {"day": days[known:], COUNT: numbers[known:]}, unknown)
