"""An edition's statements in, the spans of time they speak of and which places in which span out, all of them counted.

Where the different ones are too many for a page, their days are merged into months, then into years and so on, all
alike; each statement still counts once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.budget import SPANS_BYTES
from karabakh.flows.page.jsontext import size
from karabakh.flows.page.numbering import Numbers
from karabakh.flows.page.tally import COUNT, Tally

UNITS: Final = ("day", "month", "year", "decade", "century")
SPAN: Final = pa.schema({"start": pa.int32(), "end": pa.int32(), "precision": pa.int32()})
_CELL: Final = pa.schema([pa.field("place", pa.int32()), *SPAN])
_LEAST: Final = 6  # bytes of a span or a cell
_MOST: Final = 21  # bytes of a cell, with numbers that are long
_YEARS: Final = {"year": 1, "decade": 10, "century": 100}
_PRECISION: Final = {"month": 4, "year": 5, "decade": 6, "century": 6}  # the codes of statements.date_prec


@dataclass
class Spans:
    """How many statements speak of each span, and of each place in each span; a span without a day is no span."""

    by_span: Tally
    by_cell: Tally

    def add(self, spans: pa.Table, rows: pa.Array, places: pa.Array) -> None:
        """Count statements with these spans; ``places`` stand in those of the ``rows`` given."""
        spans = _undated(spans)
        self.by_span.add(spans)
        self.by_cell.add(spans.take(rows).add_column(0, "place", places))

    def places(self) -> list[int]:
        """Return the numbers of the places that statements name."""
        places: list[int] = self.by_cell.table()["place"].unique().to_pylist()
        return places


def spans() -> Spans:
    """Return counts of nothing."""
    return Spans(Tally(SPAN), Tally(_CELL))


def _undated(spans: pa.Table) -> pa.Table:
    """Return spans without a precision where they have neither a first nor a last day."""
    dated = pc.or_(spans["start"].is_valid(), spans["end"].is_valid())
    precision = pc.if_else(dated, spans["precision"], pa.scalar(None, pa.int32()))
    return spans.set_column(2, SPAN.field(2), precision)


@dataclass(frozen=True)
class Shown:
    """What a page shows of the spans and the cells: columns of numbers.

    ``left_out`` is how often statements name a place in cells that are not shown.
    """

    unit: str
    spans: dict[str, list[Any]]
    undated: int
    cells: dict[str, list[int]]  # place (a number of the page), span (-1: none), n
    left_out: int = 0

    def numbers(self, spans: pa.Table) -> list[int]:
        """Return which of the spans those of statements are, -1 where they have none."""
        columns = merged(_undated(spans), self.unit).to_pydict()
        keys = {key: at for at, key in enumerate(zip(*(self.spans[name] for name in SPAN.names), strict=True))}
        return [keys.get(key, -1) for key in zip(*(columns[name] for name in SPAN.names), strict=True)]


def shown(found: Spans, index: Numbers) -> Shown:
    """Return spans and cells in the finest unit of time with which they fit.

    Where they do with none, the cells that count most are shown of those in the coarsest. ``index`` gives by number of
    the gazetteer which of the page's places each is, -1 for none of them.
    """
    by_span, every = found.by_span.table(), found.by_cell.table()
    by_cell = _of_places(every, index)
    for unit in UNITS:
        if unit != UNITS[0]:
            by_span, by_cell = _again(by_span, SPAN, unit), _again(by_cell, _CELL, unit)
        if (by_span.num_rows + by_cell.num_rows) * _LEAST <= SPANS_BYTES or unit == UNITS[-1]:
            each = _shown(by_span, by_cell, unit)
            if size([each.spans, each.cells]) <= SPANS_BYTES:
                break
    else:
        each = _most(each)
    return replace(each, left_out=_sum(every[COUNT]) - sum(each.cells[COUNT]))


def _of_places(cells: pa.Table, index: Numbers) -> pa.Table:
    """Return the cells of the places that the page shows, under its numbers and in their order."""
    places = index[cells["place"].to_numpy()]
    cells = cells.set_column(0, _CELL.field(0), pa.array(places.astype(np.int32)))
    return cells.take(pa.array(np.flatnonzero(places >= 0)[np.argsort(places[places >= 0], kind="stable")]))


def _most(each: Shown) -> Shown:
    """Return only the cells that count most and fit, in the order they had."""
    counts = np.array(each.cells[COUNT])
    rows = (SPANS_BYTES - size(each.spans)) // _MOST
    kept = np.sort(np.argsort(-counts, kind="stable")[: max(rows, 0)]).tolist()
    return replace(each, cells={name: [column[at] for at in kept] for name, column in each.cells.items()})


def _shown(by_span: pa.Table, by_cell: pa.Table, unit: str) -> Shown:
    dated = by_span.filter(_is_dated(by_span))
    undated = _sum(by_span.filter(pc.invert(_is_dated(by_span)))[COUNT])
    cells = {"place": by_cell["place"], "span": pa.array(_numbered(by_cell, dated)), COUNT: by_cell[COUNT]}
    return Shown(unit, dated.to_pydict(), undated, {name: column.to_pylist() for name, column in cells.items()})


def _sum(counts: Any) -> int:
    return pc.sum(counts).as_py() or 0


def _again(rows: pa.Table, schema: pa.Schema, unit: str) -> pa.Table:
    """Return counted rows counted anew by merged spans."""
    tally = Tally(schema)
    tally.add(merged(rows, unit))
    return tally.table()


def _is_dated(rows: pa.Table) -> Any:
    return pc.or_(rows["start"].is_valid(), rows["end"].is_valid())


def _numbered(cells: pa.Table, dated: pa.Table) -> Numbers:
    """Return which of the sorted spans each cell has, -1 where it has none."""
    known, asked = _packed(dated), _packed(cells)
    at = np.searchsorted(known, asked)
    return np.where(_is_dated(cells).to_numpy(zero_copy_only=False), at, -1)


def _packed(rows: pa.Table) -> Numbers:
    """Return spans as numbers that sort as the spans do, nulls first."""
    low = -(1 << 23)
    start, end, precision = (
        pc.fill_null(rows[name], none).to_numpy().astype(np.int64)
        for name, none in (("start", low), ("end", low), ("precision", 0))
    )
    packed: Numbers = ((start - low) << 28 | (end - low)) << 4 | precision
    return packed


def merged(rows: pa.Table, unit: str) -> pa.Table:
    """Return rows whose spans begin and end with whole months, or longer units, as precise as these are.

    A span that is longer already only grows to whole units. Days are counted since 1970-01-01.
    """
    if unit == "day":
        return rows
    starts, ends = _moved(rows["start"], unit, last=False), _moved(rows["end"], unit, last=True)
    precision = _coarser(rows["precision"], unit)
    for name, column in (("start", starts), ("end", ends), ("precision", precision)):
        rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    return rows


def _coarser(precision: Any, unit: str) -> Any:
    """Return precisions, none sharper than the unit of time."""
    least = pc.max_element_wise(precision, pa.scalar(_PRECISION[unit], pa.int32()))
    return pc.if_else(precision.is_valid(), least, pa.scalar(None, pa.int32()))


def first_days(days: Any, unit: str) -> Any:
    """Return the first day of the unit of time in which each day lies."""
    return days if unit == "day" else _moved(days, unit, last=False)


def _moved(days: Any, unit: str, *, last: bool) -> pa.Array:
    """Return the first, or the last, day of the unit of time in which each day lies."""
    day = days.combine_chunks() if isinstance(days, pa.ChunkedArray) else days
    filled = pc.fill_null(day, 0).to_numpy().astype("datetime64[D]")
    step: Callable[[Any], Any] = _month if unit == "month" else lambda each: _year(each, _YEARS[unit])
    moved = step(filled)[1 if last else 0].astype("datetime64[D]").astype(np.int64) - (1 if last else 0)
    return pc.if_else(day.is_valid(), pa.array(moved.astype(np.int32)), pa.scalar(None, pa.int32()))


def _month(days: Any) -> tuple[Any, Any]:
    months = days.astype("datetime64[M]")
    return months, months + 1


def _year(days: Any, step: int) -> tuple[Any, Any]:
    years = (days.astype("datetime64[Y]").astype(np.int64) + 1970) // step * step
    first, after = ((each - 1970).astype("datetime64[Y]") for each in (np.maximum(years, 1), years + step))
    return first, after
