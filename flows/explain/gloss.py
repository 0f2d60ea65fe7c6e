"""What is to stand under a line in, the lines under it out: a stroke under each mention, and what it means on a hook.

As compilers do it: what fits beside the next hook stands on the first line, the rest below on longer hooks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

STROKES = str.maketrans("┬─│╰", "^~|`")
"""What is drawn where there is nothing but ASCII."""


class Piece(NamedTuple):
    """A text that begins at a cell of a line, and what it is of, which tells its colour."""

    cell: int
    text: str
    what: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """What stands under a line: from which cell to which its mention goes; no lines where the mention began before."""

    start: int
    end: int
    lines: tuple[str, ...]
    what: str

    @property
    def width(self) -> int:
        """How many cells its lines take, with the hook."""
        return 2 + max(map(cell_len, self.lines), default=0)


def gloss(notes: Sequence[Note]) -> Iterator[list[Piece]]:
    """Yield the lines below a line, each as its pieces from left to right; the notes come in their order."""
    if notes:
        yield [Piece(note.start, _stroke(note), note.what) for note in notes]
    rows: list[list[Piece]] = []
    for note in reversed([note for note in notes if note.lines]):
        first = _row(rows, note)
        while len(rows) < first + len(note.lines):
            rows.append([])
        for row in rows[:first]:
            row.append(Piece(note.start, "│", note.what))
        for number, line in enumerate(note.lines):
            rows[first + number].append(Piece(note.start, ("  " if number else "╰ ") + line, note.what))
    yield from (row[::-1] for row in rows)


def _stroke(note: Note) -> str:
    strokes = "─" * (note.end - note.start)
    return "┬" + strokes[1:] if note.lines else strokes


def _row(rows: Sequence[Sequence[Piece]], note: Note) -> int:
    """Return the first row in which a note has room left of what is there already."""
    first = 0
    for number, row in enumerate(rows):
        if number - first == len(note.lines):
            break
        if row and note.start + note.width >= row[-1].cell:
            first = number + 1
    return first


def laid(pieces: Sequence[Piece]) -> Iterator[tuple[str, str | None]]:
    """Yield the texts of a line with the spaces between them, and what each is of."""
    at = 0
    for cell, text, what in pieces:
        if cell > at:
            yield " " * (cell - at), None
        yield text, what
        at = max(at, cell) + cell_len(text)


def folded(text: str, width: int) -> tuple[str, ...]:
    """Return the lines of a text, at spaces where that can be; none is wider than ``width``.

    >>> folded("Agdam K0001 or Agdam District K0002", 20)
    ('Agdam K0001 or Agdam', 'District K0002')
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = _pieces(word, width)
    return tuple(lines)


def _pieces(word: str, width: int) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and cell_len(pieces[-1] + sign) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
