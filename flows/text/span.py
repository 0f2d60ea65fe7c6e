"""A stretch of a text: code points, end exclusive."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``text[start:end]`` of a document, counted in code points.

    >>> Span(0, 6).of("Shusha fell")
    'Shusha'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]


class Mark(NamedTuple):
    """A stretch that is not running text, with the reason.

    ``instead`` is what is read in its place: nothing (an empty string), a space, the character that an entity stands
    for. None: the words themselves are read.
    """

    start: int
    end: int
    reason: str
    instead: str | None = None
