"""All names in; a table out in which the first words of a whole text are looked up at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from karabakh.flows.places.capitals import LONGEST, Written, packed
from karabakh.flows.places.fold import WORD, Array

_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
NO_NAME = -1
S, END = b"s", None
_SPACED = bytes(byte if WORD[byte] else ord(" ") for byte in range(256))


Tree = dict[bytes | None, Any]


class Word(NamedTuple):
    """What may begin with a first word.

    ``alone``: the form that is the word itself, or the word without a plural s, ``NO_NAME`` if there is none;
    ``longer``: all forms that go on after it; ``then``: these by their next word, and so on, at ``END`` the form that
    ends there; ``signs``: those that have other signs than spaces; ``owned``: those whose first word is this one's
    possessive.
    """

    alone: int
    longer: tuple[int, ...]
    then: Tree
    signs: tuple[int, ...] = ()
    owned: tuple[int, ...] = ()


class FirstWords:
    """The first words of ``forms`` (folded names), up to ``LONGEST`` letters, and of each what names it begins.

    ``plurals`` says which forms may have a plural s.
    """

    def __init__(self, forms: list[bytes], plurals: list[bool]) -> None:
        self.forms, self.plurals = forms, plurals
        self.lengths = np.array([len(form) for form in forms], np.int64)
        self.longest = max(map(len, forms), default=0)
        begun: dict[bytes, list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            begun[first_word(form)[:LONGEST]].append(number)
        words = {word: _word(word, numbers, forms) for word, numbers in begun.items()}
        for number, form in enumerate(forms):
            plural = form + S
            if plurals[number] and len(form) < LONGEST and first_word(form) == form:
                words.setdefault(plural, Word(number, (), {END: number}))
        self._add_possessives(words)
        self.by_word = words
        self._table(words)

    def _table(self, words: Mapping[bytes, Word]) -> None:
        keys, numbers = list(words), packed(words)
        mixed = mix(numbers[:, 0], numbers[:, 1])
        order = np.argsort(mixed, kind="stable")
        self._mixed, self._heads, self._tails = mixed[order], numbers[order, 0], numbers[order, 1]
        self.words = [words[keys[at]] for at in order.tolist()]
        self.alone = np.array([word.alone for word in self.words], np.int64)
        self.longer = np.array([bool(word.longer) for word in self.words], np.bool_)

    def _add_possessives(self, words: dict[bytes, Word]) -> None:
        """Let a name such as People's Republic be found at its first word, at whose end an apostrophe stands."""
        for first in [word for word in words if word.endswith(S) and len(word) > 2]:
            more = tuple(number for number in words[first].longer)
            if more:
                found = words.get(first[:-1], Word(NO_NAME, (), {}))
                words[first[:-1]] = found._replace(longer=found.longer + more, owned=more)

    def find(self, words: Written) -> Array:
        """Return the number of each word in ``self.words``, ``NO_NAME`` for one that no name begins with."""
        if not len(self._mixed):
            return np.full(len(words.heads), NO_NAME)
        at = np.minimum(np.searchsorted(self._mixed, mix(words.heads, words.tails)), len(self._mixed) - 1)
        found: Array = np.where((self._heads[at] == words.heads) & (self._tails[at] == words.tails), at, NO_NAME)
        return found

    def at(self, window: bytes, end: int, word: Word) -> list[int]:
        """Return the forms of ``word``, which ends at ``end``, that ``window`` begins with, the shortest first.

        ``window`` is folded and squeezed; the last word of a form may have a plural s there.
        """
        found, node = [], word.then
        while True:
            if END in node:
                found.append(node[END])
            if window[end : end + 1] != b" ":
                break
            last = window.find(b" ", end + 1)
            follows = window[end + 1 : last] if last > 0 else window[end + 1 :]
            after = node.get(follows)
            if after is None:
                follows = first_word(follows)
                after = node.get(follows) or node.get(follows.removesuffix(S))
                if after is None:
                    break
            node, end = after, end + 1 + len(follows)
        found += [number for number in (*word.signs, *word.owned) if window.startswith(self.forms[number])]
        return found


def first_word(form: bytes) -> bytes:
    """Return the letters and digits that a form begins with.

    >>> first_word(b"u.s. virgin islands"), first_word(b"nagorno karabakh")
    (b'u', b'nagorno')
    """
    return form.translate(_SPACED).split(b" ", 1)[0]


def _word(word: bytes, numbers: Iterable[int], forms: list[bytes]) -> Word:
    alone = next((number for number in numbers if forms[number] == word), NO_NAME)
    longer = tuple(number for number in numbers if number != alone)
    then: Tree = {} if alone == NO_NAME else {END: alone}
    signs = [number for number in longer if _has_signs(forms[number], len(word))]
    for number in set(longer) - set(signs):
        node = then
        for follows in forms[number].split(b" ")[1:]:
            node = node.setdefault(follows, {})
        node[END] = number
    return Word(alone, longer, then, tuple(signs))


def _has_signs(form: bytes, first: int) -> bool:
    """Whether its words, of which the first has that length, do not make a form: it has signs, or is too long."""
    return form.translate(_SPACED) != form or form[first : first + 1] not in {b" ", b""}


def mix(heads: Array, tails: Array) -> Array:
    """Return a number for each word, another for another word, as far as can be told."""
    found: Array = heads * _FACTORS[0] + tails * _FACTORS[1]
    return found
