"""Names of a buffer in; what the words beside each say of it, as far as words met before tell, out.

The stretches without spaces right after a name and before it are read as numbers and looked up as arrays; what is not
known yet is asked of ``Answers``, one name at a time, and remembered.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.answers import Answers, Nearby
from karabakh.flows.places.buffer import PAD, Buffer
from karabakh.flows.places.capitals import EIGHT, LONGEST, MASKS, before_zero, eights, has_byte
from karabakh.flows.places.fold import UNKNOWN, Array
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.memory import MISSING, Memory
from karabakh.flows.places.shapes import AFTER, AFTER_ACRONYM, BEFORE, Shapes

NOT_TOLD = 0  # by the stretches looked at here; what rules say is numbered from 1
_SPACE = ord(" ")
_SPACES = np.uint64(0x0101010101010101 * _SPACE)
_BITS = 17
_LEVELS = 3  # stretches looked at on a side, one after the other as long as they do not tell
_NUMBERS = 1 << 19  # of stretches told apart: with a flag they take 20 bits of a key; then all is forgotten
_AFTER, _ACRONYM, _BEFORE = range(3)
_SHAPES = AFTER, AFTER_ACRONYM, BEFORE


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
    """Stretches without spaces: their bytes, up to 16, from the name on; where they stand in the text.

    ``beyond``: where to look on; ``last``: nothing is there; ``whole``: the bytes are all there is to the stretch.
    """

    heads: Array
    tails: Array
    starts: Array
    ends: Array
    beyond: Array
    last: Array
    whole: Array


class Beside:
    """What stretches stand beside names, and what was learnt of them."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._forget()

    def _forget(self) -> None:
        self._shaped = [_Shaped(shapes) for shapes in _SHAPES]
        self._told, self._together = Memory(_BITS), Memory(_BITS)

    def of(self, buffer: Buffer, names: Names, hit: Callable[[int], Hit]) -> Array:
        """Return the number of the answer about each name; ``hit`` makes one of the name of a number."""
        if max(shaped.count for shaped in self._shaped) > _NUMBERS - _LEVELS * len(names.starts):
            self._forget()
        hits: dict[int, Hit] = {}

        def ask(rule: int, number: int) -> tuple[int, int]:
            if number not in hits:
                hits[number] = hit(number)
            nearby = Nearby(hits[number])
            return self._answers.value(nearby, rule) + 1, nearby.after + nearby.before

        before, after = np.full(len(names.starts), _BEFORE), np.where(names.acronyms, _ACRONYM, _AFTER)
        sides = (
            _Side(buffer, _next, names.ends, names.high, after, self._shaped),
            _Side(buffer, _last, names.starts, names.low, before, self._shaped),
        )
        after, before = (self._values(rule, names, side, partial(ask, rule)) for rule, side in enumerate(sides))

        def together(number: int) -> int:
            return self._answers.together((int(after[number]) - 1, int(before[number]) - 1)).number

        return self._together.learn(after.astype(np.uint64), before.astype(np.uint64), together)

    def _values(self, rule: int, names: Names, side: "_Side", ask: Callable[[int], tuple[int, int]]) -> Array:
        """Return the numbers, from 1, of what a rule says of each name, by as few stretches as tell.

        ``ask`` says it of one name, and of how many stretches that took.
        """
        told, left = np.full(len(names.starts), NOT_TOLD, np.int64), np.arange(len(names.starts))
        heads, tails = names.kinds.astype(np.uint64), np.full(len(left), rule, np.uint64)
        for level in range(_LEVELS):
            numbers, whole = side.step(left)
            left = left[whole]
            (tails if level else heads)[left] |= numbers[whole] << np.uint64((44, 2, 22)[level])

            def enough(number: int, at: Array = left, level: int = level) -> int:
                value, looked_at = ask(int(at[number]))
                return value if looked_at <= level + 1 else NOT_TOLD

            told[left] = self._told.learn(heads[left], tails[left] | np.uint64(level << 42), enough)
            left = left[told[left] == NOT_TOLD]
        for number in np.flatnonzero(told == NOT_TOLD).tolist():
            told[number], _ = ask(number)
        return told


class _Side:
    """The stretches on one side of names, one after the other, each of those names that it is asked for."""

    def __init__(
        self,
        buffer: Buffer,
        cut: Callable[[Array, Array, Array], "Stretch"],
        to: Array,
        bounds: Array,
        shapes: Array,
        shaped: list["_Shaped"],
    ) -> None:
        self._text, self._raw, self._cut = buffer.text, buffer.raw, cut
        self._to, self._bounds = to.copy(), bounds  # where to look on, and how far
        self._shapes, self._shaped = shapes, shaped  # the number of what shapes words are seen as

    def step(self, at: Array) -> tuple[Array, Array]:
        """Return the numbers of the next stretches of names, and which of them are whole."""
        found, shapes = self._cut(self._raw, self._to[at], self._bounds[at]), self._shapes[at]
        self._to[at] = found.beyond
        numbers = np.zeros(len(at), np.uint64)
        for kind, shaped in enumerate(self._shaped):
            part = np.flatnonzero(shapes == kind)
            if len(part):
                numbers[part] = shaped.of(self._text, Stretch(*(column[part] for column in found)))
        return numbers, found.whole


class _Shaped:
    """Numbers of stretches as rules see them: those that no rule tells apart have one."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes, self._known = shapes, Memory(_BITS)
        self._numbers: dict[tuple[str, ...], int] = {}

    @property
    def count(self) -> int:
        """How many are told apart."""
        return len(self._numbers)

    def of(self, text: str, stretches: Stretch) -> Array:
        """Return twice the number of each, and one more where nothing is beyond."""
        heads, tails, starts, ends, _, last, whole = stretches
        found = self._known.find(heads, tails)
        new = np.flatnonzero(found == MISSING)
        for number, start, end in zip(new.tolist(), starts[new].tolist(), ends[new].tolist(), strict=True):
            found[number] = self._numbers.setdefault(self._shapes.of(text[start:end]), len(self._numbers))
        plain = new[~(has_byte(heads[new], UNKNOWN) | has_byte(tails[new], UNKNOWN)) & whole[new]]
        self._known.add(heads[plain], tails[plain], found[plain])
        numbers: Array = 2 * found.astype(np.uint64) + last
        return numbers


def _next(raw: Array, ends: Array, high: Array) -> Stretch:
    """Return the stretches after names, or after what is after them: one space is passed over."""
    starts = ends + ((raw[ends + PAD] == _SPACE) & (ends < high))
    numbers, reach = eights(raw), high - starts
    heads, tails, lengths, whole = _cut(numbers[starts + PAD], numbers[starts + PAD + EIGHT], reach)
    ends = starts + lengths
    return Stretch(heads, tails, starts, ends, np.minimum(ends + 1, high), reach - lengths <= 1, whole)


def _last(raw: Array, starts: Array, low: Array) -> Stretch:
    """Return the stretches before names, or before what is before them, their bytes from the last to the first."""
    ends = starts - ((raw[starts + PAD - 1] == _SPACE) & (starts > low))
    numbers, reach = eights(raw), ends - low
    heads, tails = numbers[ends + PAD - EIGHT].byteswap(), numbers[ends + PAD - LONGEST].byteswap()
    heads, tails, lengths, whole = _cut(heads, tails, reach)
    starts = ends - lengths
    return Stretch(heads, tails, starts, ends, np.maximum(starts - 1, low), reach - lengths <= 1, whole)


def _cut(heads: Array, tails: Array, reach: Array) -> tuple[Array, Array, Array, Array]:
    """Cut bytes at the first space, and where they are looked at no farther."""
    first = before_zero(heads ^ _SPACES).astype(np.int64)
    space = np.where(first == EIGHT, EIGHT + before_zero(tails ^ _SPACES), first)
    lengths = np.minimum(space, reach)
    heads, tails = heads & MASKS[np.minimum(lengths, EIGHT)], tails & MASKS[np.maximum(lengths - EIGHT, 0)]
    return heads, tails, lengths, (space < LONGEST) | (reach <= LONGEST)
