"""Things with a text in, lists of them out, each of at most so many characters."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Some = TypeVar("Some", bound=_HasText)


def portions(things: Iterable[Some], characters: int) -> Iterator[list[Some]]:
    """Yield the things in order, in lists of at least one and otherwise at most so many characters."""
    portion: list[Some] = []
    size = 0
    for thing in things:
        if portion and size + len(thing.text) > characters:
            yield portion
            portion, size = [], 0
        portion.append(thing)
        size += len(thing.text)
    if portion:
        yield portion
