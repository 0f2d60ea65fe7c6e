"""Things with a text in, lists of them out, each of at most so many characters."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Some = TypeVar("Some")


def _characters(thing: Any) -> int:
    return len(thing.text)


def portions(
    things: Iterable[Some], characters: int, size_of: Callable[[Some], int] = _characters
) -> Iterator[list[Some]]:
    """Yield the things in order, in lists of at least one and otherwise at most so many characters.

    ``size_of`` says how many a thing has; by default those of its ``text``.
    """
    portion: list[Some] = []
    size = 0
    for thing in things:
        more = size_of(thing)
        if portion and size + more > characters:
            yield portion
            portion, size = [], 0
        portion.append(thing)
        size += more
    if portion:
        yield portion
