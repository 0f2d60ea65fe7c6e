"""A text of any length in, as much of it as a page shows out; what was cut is known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from karabakh.flows.page.budget import ADDRESS_CHARACTERS, CELL_CHARACTERS, WORDS_CHARACTERS

MORE = "…"


@dataclass
class Shortener:
    """Cuts texts that are long, and knows which ones it made."""

    made: set[str] = field(default_factory=set)

    def cell(self, text: str) -> str:
        """Return a name, a publisher, a surface form or the like; what was cut ends with an ellipsis.

        >>> len(Shortener().cell("a" * 1000)) == CELL_CHARACTERS
        True
        """
        return self.text(text, CELL_CHARACTERS)

    def words(self, text: str) -> str:
        """Return what was put together from several names."""
        return self.text(text, WORDS_CHARACTERS)

    def text(self, text: str, most: int) -> str:
        """Return at most so many characters of a text."""
        if len(text) <= most:
            return text
        short = text[: most - len(MORE)] + MORE
        self.made.add(short)
        return short

    def count(self, value: Any) -> int:
        """Return how many texts in a value were cut here."""
        return sum(text in self.made for text in _texts(value)) if self.made else 0


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def whole(address: str | None) -> bool:
    """Say whether an address is given: a part of a long one would lead elsewhere."""
    return address is None or len(address) <= ADDRESS_CHARACTERS
