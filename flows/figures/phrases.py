"""Phrases of the table of kinds in; out, for the word that stands in a text, only those that can match there.

A kind is told by one of hundreds of phrases, which a regular expression tries one after the other at every place. Here
they are found by the letters of the word that they begin with (or end with), so that most words cost one look-up.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from karabakh.flows.figures.edges import alternatives, edges, edges_of, ends, ends_of

_MOST_WORDS: Final = 20_000
"""Words at most whose phrases are kept in mind."""

_NONE: Final[frozenset[tuple[int, int]]] = frozenset()
_FOLDED: Final = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
"""Letters that the small ones of a pattern match where case does not count, and that `str.lower` leaves as they are."""


def folded(word: str) -> str:
    """Return a word as the small letters that match it where case does not count.

    >>> folded("KIlled"), folded("kılled")
    ('killed', 'killed')
    """
    return word.lower() if word.isascii() else word.translate(_FOLDED).lower()


class Part(NamedTuple):
    """Phrases of one sort as alternatives of a pattern, and the name of the group that they match as.

    ``only`` says of a word whether they can begin with it, where their letters do not tell.
    """

    name: str
    pattern: str
    only: Callable[[str], bool] | None = None


class Phrases:
    """The phrases of several parts, to be tried where a word stands.

    >>> phrases = Phrases([Part("a", "sheep(?: and goats?)?"), Part("b", "shepherds?|goats?")], "(?i:{})")
    >>> [found.match("Sheep and goat").lastgroup for found in phrases.at("Sheep")]
    ['a']
    >>> phrases.at("should")
    ()
    """

    def __init__(self, parts: Iterable[Part], form: str, *, backwards: bool = False) -> None:
        """Take the parts; ``form`` is what stands around the phrases, with ``{}`` for them.

        ``backwards``: they are found by the words they end with, two or three, and not by the first one.
        """
        self._parts = [(part, alternatives(part.pattern)) for part in parts if part.pattern]
        self._form = form
        self._backwards = backwards
        self._told_by_all = [(number, *each) for number, each in enumerate(self._parts) if each[0].only]
        self._edges_of = ends_of if backwards else edges_of
        self._by_edge: dict[str, set[tuple[int, int]]] = {}
        self._known: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}

    @property
    def edges(self) -> Iterable[str]:
        """What the phrases begin or end with."""
        if not self._by_edge:
            self._sort()
        return self._by_edge

    def at(self, word: str) -> tuple[re.Pattern[str], ...]:
        """Return the phrases that can match where ``word`` stands, those of each part as one pattern, in order."""
        if self._backwards:
            return self._look_up(word)
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            found = self._known[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> tuple[re.Pattern[str], ...]:
        if not self._by_edge:
            self._sort()
        found: set[tuple[int, int]] = set()
        for edge in self._edges_of(folded(word)):
            found |= self._by_edge.get(edge, _NONE)
        chosen: dict[int, Iterable[int]] = {
            number: range(len(every))
            for number, part, every in self._told_by_all
            if part.only is not None and part.only(word)
        }
        for number, some in groupby(sorted(found), key=itemgetter(0)):
            chosen[number] = [at for _, at in some]
        return tuple([self._pattern(number, chosen[number]) for number in sorted(chosen)])

    def _sort(self) -> None:
        """Note the edges of all phrases; not before they are wanted, for most texts want those of some tables only."""
        for number, (part, every) in enumerate(self._parts):
            for at, phrase in enumerate(every if part.only is None else ()):
                for edge in ends(phrase) if self._backwards else edges(phrase):
                    self._by_edge.setdefault(edge, set()).add((number, at))

    def _pattern(self, number: int, chosen: Iterable[int]) -> re.Pattern[str]:
        key = (number, *chosen)
        if key not in self._compiled:
            part, every = self._parts[number]
            words = "|".join(every[at] for at in key[1:])
            self._compiled[key] = re.compile(self._form.replace("{}", f"(?P<{part.name}>{words})"))
        return self._compiled[key]
