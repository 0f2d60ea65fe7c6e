"""The names of several words in; the longest names at the words of a text, followed as arrays, out."""

from typing import Any, NamedTuple

import numpy as np

from karabakh.flows.places.buffer import Buffer
from karabakh.flows.places.capitals import LONGEST, Written, lengths_of, packed, written
from karabakh.flows.places.firstwords import END, NO_NAME, FirstWords, Tree, first_word, mix
from karabakh.flows.places.fold import APOSTROPHE, IS_WORD, SKIP, SMALL_S, SPACE, Array

LEFT_OUT = np.isin(np.arange(256), (SKIP, APOSTROPHE))
_SPREAD = LEFT_OUT | (np.arange(256) == SPACE)
_FACTOR = np.uint64(0x165667B19E3779F9)
_BITS = 17  # of a filter that most words do not pass


class Longer(NamedTuple):
    """Of each word: ``forms`` and ``ends`` of the longest name of several words there, ``NO_NAME`` if there is none.

    ``unclear``: where something that is left out of names stands, or a name has other signs than spaces.
    """

    forms: Array
    ends: Array
    unclear: Array


class Phrases:
    """The tree of the words that go on after first words.

    Its first nodes are the first words. ``_ends`` of each node is the form that ends there, ``_inner`` says whether a
    word goes on from there. Of first words: ``_signs``, the bytes by which a name goes on that has something else than
    spaces between words; ``_long``, whether a word too long for the tree follows; ``_owned``, whether a name goes on
    from the word's possessive.
    """

    def __init__(self, names: FirstWords) -> None:
        self.names = names
        edges: list[tuple[int, bytes, int]] = []
        ends, inner = [NO_NAME] * len(names.words), [False] * len(names.words)
        signs, long = list[int](), np.zeros(len(names.words), np.bool_)
        for number, word in enumerate(names.words):
            long[number] = not _grow(number, word.then, edges, ends, inner)
            for form in word.signs:
                rest = names.forms[form].removeprefix(first_word(names.forms[form])[:LONGEST])
                signs.append(_sign(number, rest[0] == SPACE, rest[rest[0] == SPACE]))
        self._owned = np.array([bool(word.owned) for word in names.words], np.bool_)
        self._signs, self._long, self._inner = np.array(signs, np.int64), long, np.array(inner, np.bool_)
        self._ends, self._plurals = np.array(ends, np.int64), np.array([*names.plurals, False], np.bool_)
        nodes = np.array([node for node, _, _ in edges], np.uint64)
        children = np.array([child for _, _, child in edges], np.int64)
        heads, tails = packed(word for _, word, _ in edges).T
        self._letters = np.zeros(len(ends), np.uint64)  # that words after a node begin with, a bit each; some share one
        np.bitwise_or.at(self._letters, nodes.astype(np.int64), np.uint64(1) << (heads & np.uint64(63)))
        mixed = mix(heads, tails) + nodes * _FACTOR
        order = np.argsort(mixed, kind="stable")
        self._mixed, self._children = mixed[order], children[order]
        self._maybe = np.zeros(1 << _BITS, np.bool_)
        self._maybe[_slot(mixed)] = True

    def of(self, buffer: Buffer, starts: Array, ends: Array, found: Array, last: Array) -> Longer:
        """Return the longest names that go on after words, which end at ``ends`` and are ``found`` first words.

        ``last``: where the words' sentences end.
        """
        folded = buffer.folded
        after, second = folded[ends], folded[ends + 1]
        signs = _sign(found, after == SPACE, np.where(after == SPACE, second, after))
        unclear = self._long[found] | np.isin(signs, self._signs)
        possessive = (second == SMALL_S) & ~IS_WORD[folded[ends + 2]]  # it ends the name, unless it is one of the name
        unclear |= (after == APOSTROPHE) & (~possessive | self._owned[found])
        unclear |= (after == SPACE) & _SPREAD[second]
        longer = Longer(np.full(len(starts), NO_NAME), ends.copy(), unclear & self.names.longer[found])
        at = np.flatnonzero(self._may_follow(found, second) & ~longer.unclear & (after == SPACE))
        nodes, begins = found[at], ends[at] + 1
        while len(at):
            lengths = lengths_of(buffer, begins)
            children, after = self._children_of(folded, nodes, begins, lengths), folded[begins + lengths]
            longer.unclear[at[LEFT_OUT[after]]] = True
            met = np.flatnonzero((children != NO_NAME) & ~LEFT_OUT[after])
            at, nodes, begins = at[met], children[met], begins[met] + lengths[met]
            self._note(longer, at, self._ends[nodes], starts[at], last[at], folded)
            second, goes_on = folded[begins + 1], self._inner[nodes] & (folded[begins] == SPACE)
            longer.unclear[at[goes_on & _SPREAD[second]]] = True
            on = np.flatnonzero(goes_on & self._may_follow(nodes, second))
            at, nodes, begins = at[on], nodes[on], begins[on] + 1
        return longer

    def _may_follow(self, nodes: Array, letters: Array) -> Array:
        """Say after which nodes a word may go on that begins with a letter."""
        found: Array = (self._letters[nodes] >> (letters & 63).astype(np.uint64)) & np.uint64(1)
        return found.astype(np.bool_)

    def _note(self, longer: Longer, at: Array, forms: Array, starts: Array, last: Array, folded: Array) -> None:
        """Note the names that end at a node, where they end their word but for a plural s."""
        ends = starts + self.names.lengths[forms]
        follows = folded[ends]
        plural = (follows == SMALL_S) & self._plurals[forms] & ~IS_WORD[folded[ends + 1]]
        whole = np.flatnonzero((forms != NO_NAME) & (~IS_WORD[follows] | plural) & (ends <= last))
        longer.forms[at[whole]], longer.ends[at[whole]] = forms[whole], ends[whole]
        longer.unclear[at[(forms != NO_NAME) & LEFT_OUT[follows]]] = True

    def _children_of(self, folded: Array, nodes: Array, begins: Array, lengths: Array) -> Array:
        """Return the node after each node by a word, or by the word without its last s."""
        children = self._find(nodes, written(folded, begins, lengths))
        missed = np.flatnonzero((children == NO_NAME) & (folded[begins + lengths - 1] == SMALL_S) & (lengths < LONGEST))
        children[missed] = self._find(nodes[missed], written(folded, begins[missed], lengths[missed] - 1))
        return children

    def _find(self, nodes: Array, words: Written) -> Array:
        mixed = mix(words.heads, words.tails) + nodes.astype(np.uint64) * _FACTOR
        found, maybe = np.full(len(nodes), NO_NAME), np.flatnonzero(self._maybe[_slot(mixed)])
        if len(maybe):
            at = np.minimum(np.searchsorted(self._mixed, mixed[maybe]), len(self._mixed) - 1)
            found[maybe] = np.where(self._mixed[at] == mixed[maybe], self._children[at], NO_NAME)
        return found


def _slot(mixed: Array) -> Array:
    return (mixed >> np.uint64(64 - _BITS)).view(np.int64)


def _sign(words: Any, spaced: Any, byte: Any) -> Any:
    """Return as a number that words, or arrays of them, go on with a byte, after a space or at once."""
    return (words << 9) + (spaced << 8) + byte


def _grow(node: int, tree: Tree, edges: list[tuple[int, bytes, int]], ends: list[int], inner: list[bool]) -> bool:
    """Add what follows a node; return whether all words there are short enough to be known by their letters."""
    short = True
    for word, after in tree.items():
        if word is not END:
            child = len(ends)
            ends.append(after.get(END, NO_NAME))
            inner.append(False)
            inner[node] = True
            edges.append((node, word, child))
            short &= len(word) < LONGEST and _grow(child, after, edges, ends, inner)
    return short
