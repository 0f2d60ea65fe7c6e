"""Pairs of numbers in, the number remembered for each out: what was worked out before for the same bytes."""

from collections.abc import Callable

import numpy as np

from karabakh.flows.places.fold import Array

MISSING = -1
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)


class Memory:
    """A table with two places for each hash: what is added there takes the place of what was added before the last.

    So it is bounded, whatever the texts, and asking and adding are a few operations on arrays.
    """

    def __init__(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._heads, self._tails = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.uint64)
        self._values = np.full(1 << bits, MISSING, np.int64)

    def find(self, heads: Array, tails: Array) -> Array:
        """Return what is remembered of each pair, ``MISSING`` where nothing is."""
        at = self._place(heads, tails)
        found = self._values[at]
        other = np.flatnonzero((self._heads[at] != heads) | (self._tails[at] != tails))
        at, heads, tails = at[other] ^ 1, heads[other], tails[other]
        found[other] = np.where((self._heads[at] == heads) & (self._tails[at] == tails), self._values[at], MISSING)
        return found

    def add(self, heads: Array, tails: Array, values: Array) -> None:
        """Remember a number, not negative, of each pair."""
        at = self._place(heads, tails)
        taken = at[self._values[at] != MISSING]
        for column, new in ((self._heads, heads), (self._tails, tails), (self._values, values)):
            column[taken ^ 1] = column[taken]
            column[at] = new

    def learn(self, heads: Array, tails: Array, value: Callable[[int], int]) -> Array:
        """Return what is remembered of each pair; of what is not, ``value`` gives it, asked for once by the number."""
        found = self.find(heads, tails)
        new = np.flatnonzero(found == MISSING)
        if len(new):
            told: dict[tuple[int, int], int] = {}
            pairs = zip(heads[new].tolist(), tails[new].tolist(), strict=True)
            for number, pair in zip(new.tolist(), pairs, strict=True):
                if pair not in told:
                    told[pair] = value(number)
                found[number] = told[pair]
            self.add(heads[new], tails[new], found[new])
        return found

    def _place(self, heads: Array, tails: Array) -> Array:
        mixed: Array = heads * _FACTORS[0] + tails * _FACTORS[1]
        mixed = (mixed ^ (mixed >> _HALF)) * _FACTORS[0]
        return (mixed >> self._shift).view(np.int64)


class Rows:
    """Rows of numbers added one by one, looked up many at once."""

    def __init__(self, columns: int) -> None:
        self._rows, self._count = np.zeros((1 << 10, columns), np.int64), 0

    def add(self, *row: int) -> None:
        """Add a row."""
        if self._count == len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        self._rows[self._count] = row
        self._count += 1

    def columns(self, numbers: Array) -> Array:
        """Return the columns of the rows of those numbers."""
        found: Array = self._rows[numbers].T
        return found
