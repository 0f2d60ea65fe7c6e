"""Limits and characters that the contract fixes, each once: schemas, reading and publishing take them from here."""

from typing import Final

ID_BYTES: Final = 200
"""The longest document_id in UTF-8, so that an identifier is a file's name everywhere."""

VALUE_CHARACTERS: Final = 80
"""At how many characters the value of a finding or a rejected row is cut."""

GUARDED: Final = "=+-@\t\r'"
"""What a CSV cell gets an apostrophe before, because a spreadsheet would run it or, for the apostrophe, hide it."""

MAX_DROP: Final = 0.2
"""The share of a previous version's documents, or of a table's rows, that may disappear unless it is allowed."""

FILE_BYTES: Final = 1 << 30
"""The largest file, and the most that may be in one, that is read as a contribution."""

CELL_CHARACTERS: Final = 1 << 24
"""The longest cell that is read: a lost quote makes a cell of all that follows."""

LINE_BYTES: Final = 1 << 25
"""The longest line of a text file that is read."""

ROWS: Final = 20_000_000
"""The most rows of a contributed table."""

COLUMNS: Final = 1_000
"""The most columns of a contributed table; no table has fifty."""

CELLS: Final = 1 << 28
"""The most cells of a contributed table."""

SHEETS: Final = 100
"""The most sheets of a workbook."""

ENTRIES: Final = 10_000
"""The most files in a workbook's archive."""

EXPANSION: Final = 250
"""How many times larger what is in an archive may be than the archive, where it is large."""

READ_SECONDS: Final = 120
"""How long a reader may compute on one file."""

READ_BYTES: Final = 4 << 30
"""How much memory a reader that is kept apart may have."""

DEVICES: Final = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
"""What Windows takes for a device, in lower case and before any ending, so that no file can be called so there."""
