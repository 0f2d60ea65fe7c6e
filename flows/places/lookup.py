"""A buffer of texts and an index in; its words that are not written small, with what names they begin, out.

What a word is is remembered by its letters as written: most words of a text were met before, so one look into an array
tells that they begin no name and are no name spelt otherwise.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.buffer import PAD, Buffer
from karabakh.flows.places.capitals import LONGEST, Written, has_byte, lengths_of, written
from karabakh.flows.places.firstwords import NO_NAME
from karabakh.flows.places.fold import APOSTROPHES, UNKNOWN, Array
from karabakh.flows.places.index import Index
from karabakh.flows.places.memory import MISSING, Memory
from karabakh.flows.places.respelt import read_word
from karabakh.flows.places.romanise import MIN_LETTERS

_BITS = 18
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏƏА-ЯЁ"  # and small letters among them, told apart before
_LETTER = rf"(?:[^\W\d_{APOSTROPHES}]|[\u0300-\u036f])"  # some apostrophes count as letters
_WORD = re.compile(rf"(?<!\w)[{_CAPITAL}](?:{_LETTER}|[{APOSTROPHES}](?={_LETTER}{{2}})){{2,40}}(?!{_LETTER}|[\d_])")
_FIRST, _NINE = np.uint64(0xFF), np.uint64(ord("9"))


class Looked(NamedTuple):
    """The words of a buffer that a name may begin at, looked up.

    ``found``: their numbers among the first words of names, or ``NO_NAME``; ``lengths``: of their letters, up to
    ``LONGEST``; ``broken``: whether a sign that is left out of names stands at the end and the word goes on;
    ``strange``: the start and end of each that may be a name spelt in a way that no list has.
    """

    starts: Array
    lengths: Array
    found: Array
    broken: Array
    strange: list[tuple[int, int]]


class Lookup:
    """The words of one index's names, and what was learnt of other words."""

    def __init__(self, index: Index) -> None:
        self.index, self._known = index, Memory(_BITS)

    def of(self, buffer: Buffer) -> Looked:
        """Return the words of a buffer, looked up."""
        starts = buffer.capitals
        lengths = lengths_of(buffer, starts)
        broken = buffer.broken(starts, starts + lengths)
        spelt = written(buffer.raw, starts + PAD, lengths)
        known = self._known.find(spelt.heads, spelt.tails)
        new = np.flatnonzero((known == MISSING) | (lengths == LONGEST))
        if len(new):
            plain = ~(has_byte(spelt.heads[new], UNKNOWN) | has_byte(spelt.tails[new], UNKNOWN) | broken[new])
            known[new] = self._learn(buffer, starts[new], Written(*(column[new] for column in spelt)), plain)
        odd = starts[(known & 1).astype(np.bool_) | broken]
        return Looked(starts, lengths, (known >> 1) - 1, broken, list(self._strange(buffer.text, odd)))

    def _learn(self, buffer: Buffer, starts: Array, spelt: Written, plain: Array) -> Array:
        """Return of words twice the number plus one, and one more where it may be a name spelt otherwise.

        ``plain`` words are known by their letters: that of others there may be more than is seen here.
        """
        folded = written(buffer.folded, starts, spelt.lengths)
        found = self.index.first_words.find(folded)
        listed = found != NO_NAME
        alone = self.index.first_words.alone[found[listed]]
        listed[listed] = (alone != NO_NAME) & ~self.index.borrowed[alone]
        wanted = ~listed & (spelt.lengths >= MIN_LETTERS) & ((folded.heads & _FIRST) > _NINE)
        plain = plain & (spelt.lengths < LONGEST)
        for number in np.flatnonzero(wanted).tolist():
            word = _WORD.match(buffer.text, int(starts[number]))
            wanted[number] = not word or bool(read_word(word.group(), self.index, True))
            plain[number] &= word is not None
        values: Array = 2 * (found + 1) + wanted
        self._known.add(spelt.heads[plain], spelt.tails[plain], values[plain])
        return values

    def _strange(self, text: str, starts: Array) -> Iterator[tuple[int, int]]:
        for start in starts.tolist():
            found = _WORD.match(text, start)
            if found and read_word(found.group(), self.index, True):
                yield found.span()
