"""Things with a text in, lists of them out, each of at most so many characters."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Some = TypeVar("Some")


def _characters(thing: Any) -> int:
    return len(thing.text)


def portions(
    things: Iterable[Some],
    characters: int,
    size_of: Callable[[Some], int] = _characters,
    checksum_of: Callable[[Some], str] | None = None,
) -> Iterator[list[Some]]:
    """Yield the things in order, in lists of at least one and otherwise at most so many characters.

    ``size_of`` says how many a thing has; by default those of its ``text``. Where ``checksum_of`` gives the checksum of
    its text (hex), a list of a quarter as many characters ends where a checksum says so, and not by number or size: a
    text that is changed, added or removed changes the list that it stands in, and those that follow stay as they are.
    So what was computed of a list can be found again.
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
        if checksum_of and size >= characters // 4 and _ends(checksum_of(thing), more, characters // 4):
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _ends(checksum: str, size: int, spread: int) -> bool:
    """Whether a list may end behind a text of that size: so often that there is an end in ``spread`` characters."""
    return int(checksum[:8], 16) * spread < size << 32
