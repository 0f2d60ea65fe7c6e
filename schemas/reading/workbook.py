"""The bytes of a workbook (xlsx, xlsm, ods) in, a table for each sheet that has something out."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, Final

import python_calamine as calamine

from karabakh.schemas.limits import CELL_CHARACTERS, CELLS, ROWS, SHEETS
from karabakh.schemas.reading.archive import check_contents, opened
from karabakh.schemas.reading.contribution import Contribution, by_name
from karabakh.schemas.reading.formulas import remarks_on_cells
from karabakh.schemas.reading.header import Comments, is_blank, is_comment, names_of, part_with_names, remarks_on
from karabakh.schemas.reading.refusal import Remarks, UnreadableError
from karabakh.schemas.reading.rows import Columns

_FAR: Final = "a sheet must have its table at its upper left and nothing far from it; delete what is there"
_LOST: Final = "\0"  # which no cell of a workbook can have
_AS_TEXT: Final = (
    "the cell has a time of the day, or a day before 1900, which a workbook cannot hold as a day; make the column text "
    "and write the day as YYYY-MM-DD"
)
_EXACT: Final = 1 << 53
_DIGITS: Final = ".15g"  # what a spreadsheet keeps of a number and shows


def read_workbook(content: bytes) -> list[Contribution]:
    """Return the tables of a workbook; UnreadableError where it is none or has none."""
    with opened(content) as archive:
        check_contents(archive)
        remarks = list(remarks_on_cells(archive))
    try:
        tables = list(_tables(content))
    except calamine.CalamineError as error:
        message = f"the file is no whole workbook; save the sheet as CSV (UTF-8) ({str(error)[:100]})"
        raise UnreadableError("not_readable", message) from error
    if not tables:
        raise UnreadableError("not_readable", "no sheet has a table; the first row of one must name the columns")
    tables[0].remarks.extend(remarks)
    return tables


def _tables(content: bytes) -> Iterator[Contribution]:
    with calamine.load_workbook(BytesIO(content)) as workbook:
        sheets = workbook.sheets_metadata
        if len(sheets) > SHEETS:
            raise UnreadableError("too_large", f"a workbook must have at most {SHEETS} sheets; it has {len(sheets):,}")
        for place, sheet in enumerate(sheets):
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet or sheet.visible != calamine.SheetVisibleEnum.Visible:
                continue
            found = _table(sheet.name, workbook.get_sheet_by_index(place))
            if found is not None:
                yield found


def _table(name: str, sheet: calamine.CalamineSheet) -> Contribution | None:
    """Return the table of a sheet; None where it has none."""
    if sheet.total_height > ROWS or sheet.total_height * sheet.total_width > CELLS:
        raise UnreadableError("too_large", f"sheet {name[:80]!r}: {_FAR}")
    rows = ([_text(value) for value in row] for row in sheet.iter_rows())
    numbered = enumerate(rows, start=1)
    header = next(((row, cells) for row, cells in numbered if not is_blank(cells) and not is_comment(cells)), None)
    if header is None:
        return None
    return _of_rows(name, header, numbered)


def _of_rows(name: str, header: tuple[int, list[str]], numbered: Iterator[tuple[int, list[str]]]) -> Contribution:
    row, cells = header
    remarks = Remarks()
    for remark in remarks_on(cells, row, None):
        remarks.add(remark)
    names = names_of(cells, row, None)
    columns, comments = Columns(len(names)), Comments(names)
    for number, given in _behind_comments(numbered):
        if not comments.take(given, number):
            _take(number, given, names, columns, remarks)
    for remark in comments.remarks():
        remarks.add(remark)
    found = columns.rows()
    named, _ = part_with_names(names, [column.null_count == len(column) for column in found.columns])
    columns_by_name = by_name(names, found.columns)
    return Contribution(Path(), columns_by_name, named, found.numbers, list(remarks), part=name, header=row)


def _behind_comments(numbered: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in numbered:
        if not is_comment(cells):
            return chain([(number, cells)], numbered)
    return iter(())


def _take(number: int, cells: list[str], names: list[str], columns: Columns, remarks: Remarks) -> None:
    width = len(names)
    if any(cells[width:]):
        message = f"the row must have {width:,} cells, as the header has; there is something to the right of them"
        remarks.add(UnreadableError("cells", message, number))
    elif any(map(_is_long, cells)):
        remarks.add(UnreadableError("too_large", f"a cell must have at most {CELL_CHARACTERS:,} characters", number))
    elif any(cells):
        if _LOST in cells:
            for place in (place for place, cell in enumerate(cells[:width]) if cell == _LOST):
                remarks.add(UnreadableError("day", _AS_TEXT, number, column=names[place]))
            cells = ["" if cell == _LOST else cell for cell in cells]
        columns.add(cells[:width], number, number)


def _is_long(cell: str) -> bool:
    return len(cell) > CELL_CHARACTERS


def _text(value: Any) -> str:
    """Return a cell as a person writes it.

    A time of the day is none: no table has any, and the reader gives one for every day before 1900, whatever day it is.

    >>> [_text(value) for value in (3.0, 39.76, True, date(1992, 5, 8), datetime(1992, 5, 8), "Shusha", "")]
    ['3', '39.76', 'true', '1992-05-08', '1992-05-08', 'Shusha', '']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, time):
        return _LOST
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else format(value, _DIGITS)
    if isinstance(value, datetime) and value.time() != value.time().min:
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)
