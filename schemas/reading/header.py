"""The cells of a header in, the names of the columns out."""

from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.schemas.limits import COLUMNS
from karabakh.schemas.reading.refusal import UnreadableError, warning

NO_TABLE: Final = "this is no table: its first row must name the columns"
_COMMENT: Final = "# "
_NAME_CHARACTERS: Final = 128
_INVISIBLE: Final = " \t\r\n\xa0\ufeff\u200b\u200c\u200d\u2060"


def is_comment(cells: Sequence[str | None]) -> bool:
    """Say whether a row beside the header only explains something, as in our templates."""
    return bool(cells) and (cells[0] or "").startswith(_COMMENT)


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
