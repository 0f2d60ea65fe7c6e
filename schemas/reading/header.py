"""The cells of a header in, the names of the columns out."""

from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.schemas.limits import COLUMNS
from karabakh.schemas.reading.refusal import UnreadableError, warning

NO_TABLE: Final = "this is no table: its first row must name the columns"
COMMENT: Final = "# "
"""How the first cell of a comment begins."""
_NAME_CHARACTERS: Final = 128
_NEVER_WORDS: Final = "place_id"
_INVISIBLE: Final = " \t\r\n\xa0\ufeff\u200b\u200c\u200d\u2060"


def is_comment(cells: Sequence[str | None]) -> bool:
    """Say whether a row beside the header only explains something, as in our templates."""
    return bool(cells) and (cells[0] or "").startswith(COMMENT)


class Comments:
    """The rows behind the first of a table that only explain something, wherever they stand.

    A row whose first cell begins with "# " is one where no key begins so, which an identifier of a place never does.
    Elsewhere it may be a row on a document of such a name: then it is one if it has nothing else, or follows one.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._always = names[:1] == [_NEVER_WORDS]
        self._several = len(names) > 1
        self._in_block = False
        self._count = self._first = 0

    def take(self, cells: Sequence[str | None], row: int) -> bool:
        """Say whether the next row is a comment, which is counted."""
        lone = is_comment(cells) and not any(cells[1:])
        self._in_block = self._several and is_comment(cells) and (self._always or lone or self._in_block)
        if self._in_block:
            self._first = self._first or row
            self._count += 1
        return self._in_block

    def remarks(self) -> Iterator[UnreadableError]:
        """Yield how many there are."""
        if self._count:
            what = (
                "row that begins with # is a comment and was"
                if self._count == 1
                else ("rows that begin with # are comments and were")
            )
            yield warning("comments", f"{self._count:,} {what} passed over", self._first)


def is_blank(cells: Sequence[str | None]) -> bool:
    """Say whether a row shows nothing."""
    return not any((cell or "").strip(_INVISIBLE) for cell in cells)


def names_of(cells: Sequence[str | None], row: int, line: int | None) -> list[str]:
    """Return the names of the columns, without the empty ones that spreadsheets leave at the end."""
    names = [(cell or "").strip(_INVISIBLE) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > COLUMNS:
        raise UnreadableError("too_large", f"a table must have at most {COLUMNS:,} columns; it has {len(names):,}")
    if any(len(name) > _NAME_CHARACTERS or "\n" in name for name in names):
        raise UnreadableError("not_csv", NO_TABLE, row=row, line=line)
    return names


def remarks_on(cells: Sequence[str | None], row: int, line: int | None) -> Iterator[UnreadableError]:
    """Yield what is not as it should be with the names, though they were read."""
    for cell in cells:
        name = (cell or "").strip(_INVISIBLE)
        if name and name != cell:
            message = f"the name of a column should have nothing before or behind it; read as {name[:80]!r}"
            yield warning("header", message, row, line)


def part_with_names(names: Sequence[str], empty: Sequence[bool]) -> tuple[list[str], int]:
    """Return the names without those of columns that have neither name nor anything in them; how many these are.

    >>> part_with_names(["a", "", ""], [True, True, False])
    (['a', ''], 1)
    """
    kept = [name for name, nothing in zip(names, empty, strict=True) if name or not nothing]
    return kept, len(names) - len(kept)
