"""An edition's name usage in, who calls which place what in which year out, coarser where it is too much for a page.

Every use counts in each form, so that sums stay right: what is merged has a value of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.budget import USAGE_BYTES
from karabakh.flows.page.jsontext import fitting, size, sizes
from karabakh.flows.page.numbering import Numbering
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.tally import COUNT, Tally
from karabakh.flows.publish.edition import Edition
from karabakh.schemas.codes import MENTION_TRADITION, TRADITION

UNKNOWN: Final = -1
"""The number of a publisher that nobody knows."""
TOGETHER: Final = -2
"""The number of several publishers, or of several places; of names it is null that stands for several."""

_COLUMNS: Final = ("place_id", "name", "tradition", "publisher", "published", "count")
_NAMED: Final = pa.schema(
    {
        "place": pa.int32(),
        "publisher": pa.string(),
        "year": pa.int32(),
        "tradition": pa.string(),
        "name": pa.string(),
    }
)
_NUMBERED: Final = _NAMED.set(1, pa.field("publisher", pa.int32()))
_SHARED: Final = tuple(sorted(MENTION_TRADITION.keys() - TRADITION.keys()))
_LEAST: Final = 2 * len(_NUMBERED) + 2  # bytes of a row


@dataclass(frozen=True)
class Usage:
    """Columns of place (a number of the gazetteer), publisher (a number of the list), year, tradition, name and n.

    ``others`` is how many more publishers there are, ``merged`` says in words what is not told apart, ``shown`` of how
    many uses of ``total`` the rows tell, and ``uses`` how often each name of a place was used, by the place's number
    and the name.
    """

    columns: dict[str, list[Any]]
    publishers: list[str]
    others: int
    merged: tuple[str, ...]
    shown: int
    total: int
    uses: dict[tuple[int, str], int]


def usage(edition: Edition, numbering: Numbering, cut: Shortener) -> Usage:
    """Count the uses of names in an edition, as finely as they fit."""
    tally = Tally(_NAMED)
    for block in blocks(edition, "name_usage", _COLUMNS):
        columns = {
            "place": numbering.of_places(block["place_id"]),
            "publisher": block["publisher"],
            "year": pc.year(block["published"]).cast(pa.int32()),
            "tradition": block["tradition"],
            "name": block["name"],
            COUNT: block["count"].cast(pa.int64()),
        }
        rows = pa.table(columns)
        tally.add(rows.filter(rows["place"].is_valid()))
    return _Fit(cut).usage(tally.table())


@dataclass(frozen=True)
class _Fit:
    """How much of the counts a page has room for."""

    cut: Shortener

    def usage(self, rows: pa.Table) -> Usage:
        uses, total, merged = _uses(rows), pc.sum(rows[COUNT]).as_py() or 0, []
        publishers = pc.unique(rows["publisher"]).drop_null()
        publishers = publishers.take(pc.sort_indices(publishers))
        numbers = pc.fill_null(pc.index_in(rows["publisher"], value_set=publishers), UNKNOWN)
        rows = rows.set_column(1, _NUMBERED.field(1), numbers)
        for words, merge in STEPS:
            if self.size(rows, publishers) <= USAGE_BYTES:
                break
            again = Tally(_NUMBERED)
            again.add(merge(rows))
            rows = again.table()
            merged.append(words)
        rows = self.most(rows, USAGE_BYTES - sum(sizes(self.used(rows, publishers))))
        numbers, columns = pa.array(_used(rows), pa.int32()), self.columns(rows)
        again_numbered = {number: at for at, number in enumerate(numbers.to_pylist())}
        columns["publisher"] = [again_numbered.get(number, number) for number in columns["publisher"]]
        listed = publishers.take(numbers).to_pylist()
        others = len(publishers) - len(listed)
        return Usage(columns, listed, others, tuple(merged), sum(columns[COUNT]), total, uses)

    def columns(self, rows: pa.Table) -> dict[str, list[Any]]:
        """Return rows as columns, their names as a page shows them."""
        columns: dict[str, list[Any]] = rows.to_pydict()
        columns["name"] = [None if name is None else self.cut.cell(name) for name in columns["name"]]
        return columns

    def used(self, rows: pa.Table, publishers: pa.Array) -> list[str]:
        """Return the publishers that rows have, as a page shows them."""
        return [self.cut.cell(name) for name in publishers.take(pa.array(_used(rows), pa.int32())).to_pylist()]

    def size(self, rows: pa.Table, publishers: pa.Array) -> int:
        """Return how many bytes rows and their publishers take; what is far too much is not written out for that."""
        least = rows.num_rows * _LEAST
        return least if least > USAGE_BYTES else size([self.columns(rows), self.used(rows, publishers)])

    def most(self, rows: pa.Table, room: int) -> pa.Table:
        """Return the rows that count most and fit, in the order they had."""
        if rows.num_rows * _LEAST <= room and size(self.columns(rows)) <= room:
            return rows
        order = np.argsort(-rows[COUNT].to_numpy(), kind="stable")[: max(room, 0) // _LEAST]
        columns = self.columns(rows.take(pa.array(order)))
        kept = fitting(sizes(list(zip(*columns.values(), strict=True))), room)
        return rows.take(pa.array(np.sort(order[:kept])))


def _uses(rows: pa.Table) -> dict[tuple[int, str], int]:
    summed = rows.group_by(["place", "name"], use_threads=False).aggregate([(COUNT, "sum")]).to_pydict()
    return dict(zip(zip(summed["place"], summed["name"], strict=True), summed[f"{COUNT}_sum"], strict=True))


def _used(rows: pa.Table) -> list[int]:
    numbers: list[int] = pc.unique(rows["publisher"]).to_pylist()
    return sorted(number for number in numbers if number >= 0)


def _of_one_tradition(rows: pa.Table) -> pa.Table:
    """Merge the places of which names of no two traditions are used: where there is no choice, a name tells nothing."""
    choosing = rows.filter(pc.invert(pc.is_in(rows["tradition"], value_set=pa.array(_SHARED))))
    traditions = choosing.group_by(["place"], use_threads=False).aggregate([("tradition", "count_distinct")])
    several = traditions["place"].filter(pc.greater(traditions["tradition_count_distinct"], 1))
    return _without(rows, pc.is_in(rows["place"], value_set=several), "place", "name")


def _publishers(most: int) -> Callable[[pa.Table], pa.Table]:
    """Return what merges all publishers but those with most uses."""

    def merge(rows: pa.Table) -> pa.Table:
        uses = rows.group_by(["publisher"], use_threads=False).aggregate([(COUNT, "sum")])
        order = pc.sort_indices(uses, sort_keys=[(f"{COUNT}_sum", "descending"), ("publisher", "ascending")])
        kept = uses["publisher"].take(order.slice(0, most))
        return _without(rows, pc.is_in(rows["publisher"], value_set=kept), "publisher")

    return merge


def _all(*columns: str) -> Callable[[pa.Table], pa.Table]:
    return lambda rows: _without(rows, pa.scalar(False), *columns)


def _decades(rows: pa.Table) -> pa.Table:
    year = rows["year"]
    decades = pc.multiply(pc.floor(pc.divide(year.cast(pa.float64()), 10.0)), 10.0).cast(pa.int32())
    return rows.set_column(2, _NUMBERED.field(2), decades)


def _without(rows: pa.Table, kept: Any, *columns: str) -> pa.Table:
    """Return rows whose cells in some columns stand for several values but where they are kept."""
    for name in columns:
        field = _NUMBERED.field(name)
        together = pa.scalar(TOGETHER if pa.types.is_integer(field.type) else None, field.type)
        cells = pc.if_else(kept, rows[name], together)
        rows = rows.set_column(rows.schema.get_field_index(name), field, cells)
    return rows


def _fewer(*most: int) -> Iterator[tuple[str, Callable[[pa.Table], pa.Table]]]:
    for number in most:
        yield f"all publishers but the {number} with most uses", _publishers(number)


STEPS: Final[tuple[tuple[str, Callable[[pa.Table], pa.Table]], ...]] = (
    ("places of which names of no two traditions are used, and their names", _of_one_tradition),
    *_fewer(200, 50),
    ("all names of a place in one tradition", _all("name")),
    *_fewer(20),
    ("all places", _all("place")),
    ("the years of a decade", _decades),
    *_fewer(10, 5),
)
"""What is merged, in this order, until the rows fit: in words, and how."""
