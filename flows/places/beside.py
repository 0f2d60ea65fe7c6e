"""Names of a buffer in; what the words beside each say of it, as far as words met before tell, out.

The stretches without spaces right after a name and before it are read as numbers and looked up as arrays; what is not
known yet is asked of ``Answers``, one name at a time, and remembered.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.answers import Answers
from karabakh.flows.places.around import NARROW
from karabakh.flows.places.buffer import PAD, Buffer
from karabakh.flows.places.capitals import EIGHT, LONGEST, MASKS, before_zero, eights, has_byte
from karabakh.flows.places.fold import UNKNOWN, Array
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.memory import MISSING, Memory
from karabakh.flows.places.shapes import AFTER, AFTER_ACRONYM, BEFORE, Shapes

NOT_TOLD = 0  # by the words looked at here; answers are numbered from 1
_FAR = NARROW[0]
_SPACE = ord(" ")
_SPACES = np.uint64(0x0101010101010101 * _SPACE)
_BITS = 17
_20, _40 = np.uint64(20), np.uint64(40)
_NUMBERS = 1 << 19  # of stretches told apart: with a flag they take 20 bits of a key; then all is forgotten
_LEVELS = 4


class Names(NamedTuple):
    """Names in a buffer: where they stand, a possessive s included; how far their words are looked at; what they are.

    Names of one of the ``kinds`` are the same to every rule; ``acronyms`` are those read by ``AFTER_ACRONYM``.
    """

    starts: Array
    ends: Array
    low: Array
    high: Array
    kinds: Array
    acronyms: Array


class Stretch(NamedTuple):
    """Stretches without spaces: their bytes, up to 16, from the name on; where they begin, seen from the name.

    ``last``: nothing is beyond; ``whole``: the bytes are all there is to the stretch.
    """

    heads: Array
    tails: Array
    starts: Array
    lengths: Array
    last: Array
    whole: Array


class Beside:
    """What stretches stand beside names, and what was learnt of them."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._forget()

    def _forget(self) -> None:
        self.shaped_after, self.shaped_acronym, self.shaped_before = map(_Shaped, (AFTER, AFTER_ACRONYM, BEFORE))
        self._told = Memory(_BITS)

    def of(self, buffer: Buffer, names: Names, hit: Callable[[int], Hit]) -> Array:
        """Return the number of the answer about each name; ``hit`` makes one of the name of a number."""
        if any(s.count > _NUMBERS - 4 * len(names.starts) for s in (self.shaped_after, self.shaped_acronym, self.shaped_before)):
            self._forget()
        asked: dict[int, tuple[int, int]] = {}

        def ask(number: int) -> tuple[int, int]:
            if number not in asked:
                asked[number] = self._ask(hit(number))
            return asked[number]

        told = np.full(len(names.starts), NOT_TOLD, np.int64)
        for level, (at, heads, tails) in enumerate(self._keys(buffer, names, told)):
            told[at] = self._told.learn(heads, tails, partial(_enough, at, level, ask))
        for number in np.flatnonzero(told == NOT_TOLD).tolist():
            told[number], _ = ask(number)
        return told

    def _ask(self, hit: Hit) -> tuple[int, int]:
        """Return the answer, and the level at which enough is looked at to know it."""
        answer, *asked = self._answers.seen(hit)
        if asked == [0, 0]:  # once more: now it is known by which words
            answer, *asked = self._answers.seen(hit)
        after, before = asked
        enough = before - 1 if after == 1 else 3
        return answer.number, enough if after <= 2 and before <= 3 else 4

    def _keys(self, buffer: Buffer, names: Names, told: Array) -> Iterator[tuple[Array, Array, Array]]:
        """Yield names by their numbers and two numbers each to look them up by, all, then those not ``told`` yet.

        First by one stretch on each side, then by a second before, a third before, a second after.
        """
        sides = _Sides(self, buffer, names)
        every = np.arange(len(told))
        heads = (names.kinds.astype(np.uint64) << _40) | (sides.after(every) << _20)
        tails = sides.before(every)
        for level in range(_LEVELS):
            left = np.flatnonzero(sides.whole & (told == NOT_TOLD))
            if level == 1:
                tails[left] |= sides.before(left) << _20
            elif level == 2:
                tails[left] |= sides.before(left) << _40
            elif level == 3:
                heads[left] |= sides.after(left)
            left = left[sides.whole[left]]
            yield left, heads[left], tails[left] | np.uint64(level << 60)


def _enough(at: Array, level: int, ask: Callable[[int], tuple[int, int]], number: int) -> int:
    answer, enough = ask(int(at[number]))
    return answer if enough <= level else NOT_TOLD


class _Sides:
    """The stretches beside names, one after the other; ``whole``: of which names all so far are whole."""

    def __init__(self, beside: Beside, buffer: Buffer, names: Names) -> None:
        self._beside, self._text, self._raw, self._names = beside, buffer.text, buffer.raw, names
        self._to, self._back = names.ends.copy(), names.starts.copy()
        self.whole = np.ones(len(names.starts), np.bool_)

    def after(self, at: Array) -> Array:
        """Return the numbers of the next stretches after names."""
        high = self._names.high[at]
        found = _next(self._raw, self._to[at], high)
        self._to[at] = np.minimum(found.starts + found.lengths + 1, high)
        self.whole[at] &= found.whole
        numbers = self._beside.shaped_after.of(self._text, found, 1)
        acronyms = np.flatnonzero(self._names.acronyms[at])
        numbers[acronyms] = self._beside.shaped_acronym.of(self._text, _at(found, acronyms), 1)
        return numbers

    def before(self, at: Array) -> Array:
        """Return the numbers of the next stretches before names."""
        low = self._names.low[at]
        found = _last(self._raw, self._back[at], low)
        self._back[at] = np.maximum(found.starts - found.lengths - 1, low)
        self.whole[at] &= found.whole
        return self._beside.shaped_before.of(self._text, found, -1)


class _Shaped:
    """Numbers of stretches as rules see them: those that no rule tells apart have one."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes, self._known = shapes, Memory(_BITS)
        self._numbers: dict[tuple[str, ...], int] = {}

    @property
    def count(self) -> int:
        """How many are told apart."""
        return len(self._numbers)

    def of(self, text: str, stretches: Stretch, step: int) -> Array:
        """Return twice the number of each, and one more where nothing is beyond; ``step``: 1 after names, else -1."""
        heads, tails, starts, lengths, last, _ = stretches
        found = self._known.find(heads, tails)
        new = np.flatnonzero(found == MISSING)
        for number, start, length in zip(new.tolist(), starts[new].tolist(), lengths[new].tolist(), strict=True):
            first = start if step > 0 else start - length
            shape = self._shapes.of(text[first : first + length])
            found[number] = self._numbers.setdefault(shape, len(self._numbers))
        plain = new[~(has_byte(heads[new], UNKNOWN) | has_byte(tails[new], UNKNOWN)) & stretches.whole[new]]
        self._known.add(heads[plain], tails[plain], found[plain])
        numbers: Array = 2 * found.astype(np.uint64) + last
        return numbers


def _at(stretches: Stretch, chosen: Array) -> Stretch:
    return Stretch(*(column[chosen] for column in stretches))


def _next(raw: Array, ends: Array, high: Array) -> Stretch:
    """Return the stretches after names: one space is passed over."""
    starts = ends + ((raw[ends + PAD] == _SPACE) & (ends < high))
    numbers = eights(raw)
    return _cut(numbers[starts + PAD], numbers[starts + PAD + EIGHT], starts, high - starts)


def _last(raw: Array, starts: Array, low: Array) -> Stretch:
    """Return the stretches before names, or before what is before them, their bytes from the last to the first."""
    ends = starts - ((raw[starts + PAD - 1] == _SPACE) & (starts > low))
    numbers = eights(raw)
    heads, tails = numbers[ends + PAD - EIGHT].byteswap(), numbers[ends + PAD - LONGEST].byteswap()
    return _cut(heads, tails, ends, ends - low)


def _cut(heads: Array, tails: Array, starts: Array, reach: Array) -> Stretch:
    """Cut bytes at the first space, and where they are looked at no farther."""
    first = before_zero(heads ^ _SPACES).astype(np.int64)
    space = np.where(first == EIGHT, EIGHT + before_zero(tails ^ _SPACES), first)
    lengths = np.minimum(space, reach)
    heads, tails = heads & MASKS[np.minimum(lengths, EIGHT)], tails & MASKS[np.maximum(lengths - EIGHT, 0)]
    return Stretch(heads, tails, starts, lengths, reach - lengths <= 1, (space < LONGEST) | (reach <= LONGEST))
