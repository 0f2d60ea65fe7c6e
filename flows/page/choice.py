"""An edition's statements in, those that a page shows out where it cannot show all: rich ones, and some of every place.

The rule is mechanical. A statement says the more the more there is of four things in it: a place, a date, which counts
twice, since a stretch of time is asked for as a place is, a figure, and a place which writing about the conflict names
(the gazetteer's tiers core and tail). First every place gives the statement that says most. Then those that say most
come first, and among those that say as much the places take turns. A statement belongs to the place it names that has
the fewest mentions; those without a place have a turn of their own. What is still equal comes so that it is spread over
the table, and so over the documents.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.budget import STATEMENTS
from karabakh.flows.page.numbering import Numbers, ranks
from karabakh.flows.publish.edition import Edition

RULE: Final = (
    "of each place the one that says most; then those that say most (a place, a date, which counts twice, a figure, "
    "a place of the gazetteer's tiers core or tail), the places taking turns, spread over the documents"
)
NEAR: Final = ("core", "tail")
_THINGS: Final = 5
_BITS: Final = 40  # of the number of a row


@dataclass
class Choice:
    """The statements that would be shown if those seen so far were all, in the order in which they would be chosen.

    Whatever comes after, none of them moves forward in that order, so that no more than ``most`` need to be kept.
    """

    mentions: Numbers  # of each place
    near: Numbers  # of each place, whether it is of the nearer tiers: 1 or 0
    most: int
    rows: pa.Table | None = None
    _seen: int = 0
    _keys: Numbers = field(default_factory=lambda: np.empty((0, 3), np.int64))

    def add(self, rows: pa.Table, at: pa.Array, places: pa.Array) -> None:
        """Look at the next rows of the table; ``places`` stand in those ``at`` these numbers."""
        keys = np.vstack([self._keys, self._keyed(rows, at.to_numpy(), places.to_numpy())])
        order = _order(keys)[: self.most]
        self._keys = keys[order]
        self.rows = (pa.concat_tables([self.rows, rows]) if self.rows else rows).take(pa.array(order)).combine_chunks()
        self._seen += rows.num_rows

    def _keyed(self, rows: pa.Table, at: Numbers, places: Numbers) -> Numbers:
        """Return what decides of each row: its place, how little it says, and a number that spreads rows."""
        count = rows.num_rows
        near, place = np.zeros(count, np.int64), np.full(count, -1)
        np.maximum.at(near, at, self.near[places])
        order = np.lexsort((places, self.mentions[places], at))
        first = order[np.flatnonzero(np.diff(at[order], prepend=-1))]
        place[at[first]] = places[first]
        dated = pc.or_(rows["date_start"].is_valid(), rows["date_end"].is_valid()).to_numpy().astype(np.int64)
        counted = pc.greater(pc.list_value_length(rows["figure_ids"]), 0).to_numpy().astype(np.int64)
        lacking = _THINGS - (place >= 0) - 2 * dated - counted - near
        keys: Numbers = np.column_stack([place, lacking, spread(self._seen + np.arange(count))])
        return keys


def choice(edition: Edition, places: pa.Array, mentions: Numbers) -> Choice:
    """Return what chooses among the statements of an edition."""
    near = np.zeros(len(places), np.int64)
    if "places" in edition.content:
        near = pc.is_in(edition.table("places")["tier"], value_set=pa.array(NEAR)).to_numpy().astype(np.int64)
    return Choice(mentions, near, STATEMENTS)


def _order(keys: Numbers) -> Numbers:
    """Return the order in which statements are chosen."""
    place, lacking, number = keys.T
    order = np.lexsort((number, lacking, place))
    turn = np.empty(len(keys), np.int64)
    turn[order] = ranks(place[order])
    return np.lexsort((number, turn, lacking, turn > 0))


def spread(numbers: Any) -> Numbers:
    """Return numbers with the order of their bits turned round, so that the least are far from one another.

    >>> np.argsort(spread(np.arange(8))).tolist()
    [0, 4, 2, 6, 1, 5, 3, 7]
    """
    turned: Numbers = np.zeros_like(numbers)
    for _ in range(_BITS):
        turned = turned << 1 | numbers & 1
        numbers = numbers >> 1
    return turned
