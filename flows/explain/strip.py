"""A stretch of a text in, what a terminal shows of it, sign by sign with its cells, out.

A strip is one line without end: all white space between words is one space, what a terminal would obey is an escape,
and what takes no cell of its own (a combining mark) belongs to the sign before it. Letters that are written from right
to left stay where they come in the text: a terminal that turns them round does so within their own cells.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final, Self

from rich.cells import cell_len, get_character_cell_size

from karabakh.flows.text.span import Span
from karabakh.schemas.visible import visible

MARKS: Final = 32
"""So many marks belong to the sign before them, more than any letter has; what comes then stands by itself."""


@dataclass(frozen=True, slots=True)
class _Signs:
    shown: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, sign: str, letters: str, place: int) -> None:
        if sign.isspace():
            if self.shown and self.shown[-1] != " ":
                self._put(" ", place)
        elif letters != sign:
            for letter in letters:
                self._put(letter, place)
        elif get_character_cell_size(sign) == 0 and self.shown and self.shown[-1] != " " and self._has_room():
            self.shown[-1] += sign
        else:
            self._put(sign, place)

    def _has_room(self) -> bool:
        return len(self.shown[-1]) <= MARKS

    def _put(self, shown: str, place: int) -> None:
        self.shown.append(shown)
        self.places.append(place)


@dataclass(frozen=True)
class Strip:
    """What is shown: ``shown`` are the signs, ``places`` where each stands in the text, in code points."""

    shown: list[str]
    places: list[int]

    @classmethod
    def of(cls, text: str, span: Span, letters: Callable[[str], str] = visible) -> Self:
        """Return what is shown of the stretch of ``text``; ``letters`` is what is written for a sign."""
        signs = _Signs()
        for place in range(span.start, span.end):
            signs.add(text[place], letters(text[place]), place)
        if signs.shown and signs.shown[-1] == " ":
            signs.shown.pop()
            signs.places.pop()
        return cls(signs.shown, signs.places)

    @cached_property
    def cells(self) -> list[int]:
        """How many cells are taken before each sign, and before the end."""
        return [0, *accumulate(map(cell_len, self.shown))]

    def width(self, start: int, end: int) -> int:
        """Return how many cells the signs from ``start`` to before ``end`` take."""
        return self.cells[end] - self.cells[start]

    def signs(self, span: Span) -> Span:
        """Return which signs show a stretch of the text; at least one, if there is any at all.

        >>> Strip.of("a  Şuşa", Span(0, 7)).signs(Span(3, 7))
        Span(start=2, end=6)
        """
        start = bisect_left(self.places, span.start)
        if start == len(self.places) or self.places[start] >= span.end:  # it begins within a sign or in white space
            start = max(start - 1, 0)
        return Span(start, max(bisect_left(self.places, span.end), min(start + 1, len(self.places))))

    def text(self, start: int, end: int) -> str:
        """Return the signs from ``start`` to before ``end``."""
        return "".join(self.shown[start:end])
