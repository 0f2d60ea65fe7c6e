"""A buffer of texts and its words looked up in; the places where a name stands as a word of its own out.

The words of all texts are followed as arrays. Only where something that is left out of names stands in or beside a
word, or a name has other signs than spaces, is a stretch of text looked at by itself.
"""

import re
import unicodedata
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.buffer import NO_SENTENCE, Buffer
from karabakh.flows.places.capitals import LONGEST
from karabakh.flows.places.contexts import designators
from karabakh.flows.places.firstwords import NO_NAME, first_word
from karabakh.flows.places.fold import APOSTROPHE, IS_WORD, SKIP, SMALL_S, SPACE, WORD, Array, squeeze
from karabakh.flows.places.index import Entry, Index
from karabakh.flows.places.lookup import Looked

MEMORY = 1 << 16  # written forms remembered
GAP = 128  # bytes that may be left out of a name, such as blanks at the end of a line and before the next


class Matches(NamedTuple):
    """Names in a buffer, none inside another: where each stands, its sentence, its number in ``Index.searched``."""

    starts: Array
    ends: Array
    sentences: Array
    forms: Array


def matches(buffer: Buffer, looked: Looked, index: Index) -> Matches:
    """Return the names at the words, sorted, at each word the longest."""
    matcher = _Matcher(buffer, looked, index)
    found = Matches(*(np.concatenate(columns) for columns in zip(*matcher.all(), strict=True)))
    order = np.argsort(found.starts, kind="stable")
    return _apart(Matches(*(column[order] for column in found)))


def _apart(found: Matches) -> Matches:
    """Leave out what begins inside the name before."""
    starts, ends = found.starts, found.ends
    kept = np.ones(len(starts), np.bool_)
    for number in np.flatnonzero(starts[1:] < np.maximum.accumulate(ends)[:-1]).tolist():
        before = number
        while not kept[before]:
            before -= 1
        kept[number + 1] = starts[number + 1] >= ends[before]
    return found if kept.all() else Matches(*(column[kept] for column in found))


class _Matcher:
    def __init__(self, buffer: Buffer, looked: Looked, index: Index) -> None:
        self.buffer, self.looked, self.index, self.names = buffer, looked, index, index.first_words

    def all(self) -> list[Matches]:
        """Return the names that are one word, those of several, and those looked at one by one."""
        starts, lengths, found, broken, _ = self.looked
        names, broken = np.flatnonzero((found != NO_NAME) & ~broken), np.flatnonzero(broken)
        sentences = np.full(len(starts), NO_SENTENCE)
        for at in (names, broken):
            sentences[at] = self.buffer.sentences(starts[at], starts[at])
        names, broken = (at[sentences[at] != NO_SENTENCE] for at in (names, broken))
        begin = names[self.names.longer[found[names]]]
        last = self.buffer.sentence_ends[sentences[begin]]
        longer = self.index.phrases.of(self.buffer, starts[begin], starts[begin] + lengths[begin], found[begin], last)
        clear = np.flatnonzero((longer.forms != NO_NAME) & ~longer.unclear)
        several = Matches(starts[begin[clear]], longer.ends[clear], sentences[begin[clear]], longer.forms[clear])
        well = self._all_written(several)
        unclear = np.concatenate((begin[longer.unclear], begin[clear[~well]]))
        alone = np.setdiff1d(names, np.concatenate((begin[clear], unclear)), assume_unique=True)
        one_by_one = np.concatenate((unclear, broken))
        return [
            self._words(alone, sentences[alone]),
            Matches(*(column[well] for column in several)),
            self._one_by_one(one_by_one, sentences[one_by_one]),
        ]

    def _words(self, at: Array, sentences: Array) -> Matches:
        """Return the names that are one word."""
        starts, lengths, found = self.looked.starts[at], self.looked.lengths[at], self.looked.found[at]
        forms = self.names.alone[found]
        ends = starts + self.names.lengths[forms]
        whole = (forms != NO_NAME) & ((lengths < LONGEST) | ~IS_WORD[self.buffer.folded[starts + lengths]])
        whole &= ends <= self.buffer.sentence_ends[sentences]
        text = self.buffer.text
        for number in np.flatnonzero(whole & self.index.acronyms[forms]).tolist():
            whole[number] = text[starts[number] : ends[number]].isupper()
        return Matches(starts[whole], ends[whole], sentences[whole], forms[whole])

    def _all_written(self, found: Matches) -> Array:
        plurals = (self.buffer.folded[found.ends] == SMALL_S).tolist()
        columns = zip(found.starts.tolist(), found.ends.tolist(), found.forms.tolist(), plurals, strict=True)
        text, written = self.buffer.text, self._written_as_name
        well = [written(text[start:end], form, plural=plural) for start, end, form, plural in columns]
        return np.array(well, np.bool_)

    def _one_by_one(self, at: Array, sentences: Array) -> Matches:
        """Return the names of several words and those broken by a sign, or the shorter ones that stand there."""
        found: list[tuple[int, int, int, int]] = []
        columns = (*(column[at] for column in (self.looked.starts, self.looked.found, self.looked.lengths)), sentences)
        broken = self.looked.broken[at].tolist()
        for start, number, length, sentence, is_broken in zip(*(c.tolist() for c in columns), broken, strict=True):
            last = int(self.buffer.sentence_ends[sentence])
            end, form = self._broken_name(start, last) if is_broken else self._name(start, last, number, length)
            if form != NO_NAME:
                found.append((start, end, sentence, form))
        return Matches(*np.array(found, np.int64).reshape(-1, 4).T)

    def _name(self, start: int, last: int, number: int, length: int) -> tuple[int, int]:
        """Return the end and the form of the longest name at ``start``, whose first word has that number and length."""
        window = self.buffer.padded[start : start + self.names.longest + 1]
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
        return squeeze(self.buffer.padded[start : start + self.names.longest + GAP])

    def _end(self, start: int, length: int) -> int:
        """Return where the name ends whose squeezed form has ``length`` bytes, combining marks included."""
        folded, end, spaced = self.buffer.padded, start, False
        while length:
            left_out = folded[end] in (SKIP, APOSTROPHE)
            length -= not (left_out or (spaced and folded[end] == SPACE))
            spaced = folded[end] == SPACE or (spaced and left_out)
            end += 1
        while end < len(self.buffer.text) and folded[end] == SKIP and unicodedata.combining(self.buffer.text[end]):
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
