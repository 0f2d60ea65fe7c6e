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
