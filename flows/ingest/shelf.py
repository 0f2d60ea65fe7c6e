"""Texts in, one after the other; a file that holds them, and any of them again, out.

So no more of a corpus than a batch is in memory, and a process that works on a batch is sent its places on the shelf
and not its texts.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple


class Shelved(NamedTuple):
    """Where a text stands on a shelf, in bytes of UTF-8, how many ``characters`` it has, and their SHA-256."""

    start: int
    size: int
    characters: int
    sha256: str


class Shelf:
    """A file of texts, begun anew.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Shelf(Path(folder, "texts")) as shelf:
    ...     places = [shelf.put("Şuşa"), shelf.put("Goris")]
    ...     [shelf.text(place) for place in reversed(places)]
    ['Goris', 'Şuşa']
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._end = 0
        self._file = path.open("wb")

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, text: str, data: bytes | None = None) -> Shelved:
        """Add a text, which is valid Unicode, and return where it stands; ``data`` is the same in UTF-8, if known."""
        data = text.encode() if data is None else data
        self._file.write(data)
        place = Shelved(self._end, len(data), len(text), hashlib.sha256(data).hexdigest())
        self._end += len(data)
        return place

    def flush(self) -> None:
        """Have all texts where others can read them."""
        self._file.flush()

    def text(self, place: Shelved) -> str:
        """Return one of the texts."""
        self.flush()
        (text,) = texts(self.path, [place])
        return text


def texts(path: Path, places: Iterable[Shelved]) -> Iterator[str]:
    """Yield the texts at these places of a shelf, in their order."""
    with path.open("rb") as file:
        for start, size, *_ in places:
            file.seek(start)
            yield file.read(size).decode()
