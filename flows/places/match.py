"""A buffer of texts and an index in; the places where a name stands as a word of its own out.

The words of all texts are looked up as arrays. Only where a name of several words may stand, or where a sign breaks a
word, is a stretch of text looked at by itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.buffer import IS_WORD, Buffer
from karabakh.flows.places.capitals import LONGEST, Array, Capitals, capitals
from karabakh.flows.places.contexts import designators
from karabakh.flows.places.firstwords import NO_NAME, first_word
from karabakh.flows.places.fold import APOSTROPHE, SKIP, SMALL_S, SPACE, WORD, squeeze
from karabakh.flows.places.index import Entry, Index

MEMORY = 1 << 16  # written forms remembered
GAP = 128  # bytes that may be left out of a name, such as blanks at the end of a line and before the next


Match = tuple[int, int, int, int]  # start, end, number of the sentence, number of the form in ``Index.searched``


class Looked(NamedTuple):
    """The words of a buffer that a name may begin at, looked up.

    ``found``: their numbers among the first words of names, or ``NO_NAME``; ``ends``: where they end; ``broken``:
    whether a sign that is left out of names stands there and the word goes on.
    """

    words: Capitals
    found: Array
    ends: Array
    broken: Array


def look_up(buffer: Buffer, index: Index) -> Looked:
    """Return the words that are not written small, with what names they begin."""
    words = capitals(buffer.text, buffer.raw, buffer.folded)
    ends = words.starts + words.lengths
    return Looked(words, index.first_words.find(words), ends, buffer.broken(words.starts, ends))


def matches(buffer: Buffer, looked: Looked, index: Index) -> list[Match]:
    """Return the names at the words, sorted, at each word the longest; one may begin inside the one before."""
    return sorted(_Matcher(buffer, looked, index).all())


class _Matcher:
    def __init__(self, buffer: Buffer, looked: Looked, index: Index) -> None:
        self.buffer, self.index, self.names = buffer, index, index.first_words
        self.capitals, self.found, self.ends, self.broken = looked

    def all(self) -> Iterator[Match]:
        at = np.flatnonzero((self.found != NO_NAME) & ~self.broken)
        goes_on = self.names.may_go_on(self.capitals, at, self.found[at], self.buffer.bytes)
        phrases = np.concatenate((at[goes_on], np.flatnonzero(self.broken)))
        return chain(self._words(at[~goes_on]), self._phrases(phrases))

    def _words(self, at: Array) -> Iterator[Match]:
        """Yield the names that are one word."""
        buffer, names = self.buffer, self.names
        forms = names.alone[self.found[at]]
        whole = (forms != NO_NAME) & ((self.capitals.lengths[at] < LONGEST) | ~IS_WORD[buffer.bytes[self.ends[at]]])
        at, forms = at[whole], forms[whole]
        starts = self.capitals.starts[at]
        ends = starts + names.lengths[forms]
        sentences = buffer.sentences(starts, ends)
        acronyms = self.index.acronyms[forms]
        columns = (column.tolist() for column in (starts, ends, sentences, forms, acronyms))
        for start, end, sentence, form, acronym in zip(*columns, strict=True):
            if sentence >= 0 and (not acronym or buffer.text[start:end].isupper()):
                yield start, end, sentence, form

    def _phrases(self, at: Array) -> Iterator[Match]:
        """Yield the names of several words and those broken by a sign, or the shorter ones that stand there."""
        starts = self.capitals.starts[at]
        sentences = self.buffer.sentences(starts, starts)
        columns = (starts, sentences, self.found[at], self.capitals.lengths[at], self.broken[at])
        for start, sentence, number, length, broken in zip(*(column.tolist() for column in columns), strict=True):
            if sentence >= 0:
                last = int(self.buffer.sentence_ends[sentence])
                end, form = self._broken_name(start, last) if broken else self._name(start, last, number, length)
                if form != NO_NAME:
                    yield start, end, sentence, form

    def _name(self, start: int, last: int, number: int, length: int) -> tuple[int, int]:
        """Return the end and the form of the longest name at ``start``, whose first word has that number and length."""
        window = self.buffer.folded[start : start + self.names.longest + 1]
        squeezed = b"  " in window or b"'" in window or b"\0" in window
        if squeezed:
            window = self._window(start)
        for form in reversed(self.names.at(window, length, self.names.words[number])):
            end = self._end(start, len(self.names.forms[form])) if squeezed else start + len(self.names.forms[form])
            if self._is_name(start, end, last, form):
                return end, form
        return start, NO_NAME

    def _broken_name(self, start: int, last: int) -> tuple[int, int]:
        window = self._window(start)
        word = first_word(window)[:LONGEST]
        found = self.names.by_word.get(word) or self.names.by_word.get(word.removesuffix(b"s"))
        for form in reversed(self.names.at(window, len(word), found)) if found else ():
            end = self._end(start, len(self.names.forms[form]))
            if self._is_name(start, end, last, form):
                return end, form
        return start, NO_NAME

    def _window(self, start: int) -> bytes:
        return squeeze(self.buffer.folded[start : start + self.names.longest + GAP])

    def _end(self, start: int, length: int) -> int:
        """Return where the name ends whose squeezed form has ``length`` bytes, combining marks included."""
        folded, end, spaced = self.buffer.folded, start, False
        while length:
            left_out = folded[end] in (SKIP, APOSTROPHE)
            length -= not (left_out or (spaced and folded[end] == SPACE))
            spaced = folded[end] == SPACE or (spaced and left_out)
            end += 1
        while end < len(folded) and folded[end] == SKIP and unicodedata.combining(self.buffer.text[end]):
            end += 1
        return end

    def _is_name(self, start: int, end: int, last: int, form: int) -> bool:
        return (
            end <= last
            and self._ends_word(end, form)
            and self._written_as_name(self.buffer.text[start:end], form, plural=self.buffer.padded[end] == SMALL_S)
        )

    def _written_as_name(self, surface: str, form: int, *, plural: bool) -> bool:
        key = surface, form, plural
        known = self.index.written.get(key)
        if known is None:
            known = not (plural and _ends_in_designator(surface)) and _written(surface, self.index.searched[form])
            if len(self.index.written) < MEMORY:
                self.index.written[key] = known
        return known

    def _ends_word(self, end: int, form: int) -> bool:
        """Whether the name ends its word there, but for a plural or possessive s."""
        folded = self.buffer.padded
        if folded[end - 1] == SMALL_S and folded[end - 2] == APOSTROPHE:
            return False  # the s of "Gori's" is no part of Goris
        at = end + int(folded[end] == APOSTROPHE)
        if not WORD[folded[at]]:
            return True
        if folded[at] != SMALL_S or (at == end and not self.names.plurals[form]):
            return False
        return not WORD[folded[at + 1]]


def _ends_in_designator(surface: str) -> bool:
    """Whether a name of several words ends so: with an s it is of several names ("the A and B rivers"), not its own."""
    words = surface.split()
    return len(words) > 1 and (words[-1].islower() or words[-1].lower() in designators())


def _written(surface: str, entry: Entry) -> bool:
    """Whether the words that a name has with a capital have one here; designators may go without."""
    if surface.isupper():
        return entry.acronym or len(surface) > 1
    if entry.acronym:
        return False
    if not any(char.isspace() for char in surface):
        return True
    return any(_capitals(row.name.name) <= _capitals(surface) for row in entry.rows if not row.derived) or any(
        row.derived for row in entry.rows
    )


_SPACED = re.compile(r"\S+")


def _capitals(name: str) -> set[int]:
    """Return which words of a name (between spaces) have a capital and are no designators."""
    return {
        number
        for number, found in enumerate(_SPACED.finditer(name))
        if not found.group()[0].islower() and found.group().lower() not in designators()
    }
