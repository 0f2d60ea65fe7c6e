"""Lines of a CSV file in; its records and the places of its columns out."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

# More than any text we know of and less than the memory of a small machine: an unclosed quote ends here.
MAX_CELL = 1 << 28
_DELIMITERS = ",;\t"
_SHOWN = 20
_HEADER = 1 << 16


class Layout:
    """The header of a table: which cell of a record belongs to which column."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [name.strip() for name in header]
        self.names: dict[str, int] = {}
        for index, name in enumerate(names):
            self.names.setdefault(name, index)
        self.width = len(names)
        self.repeated = [name for name, count in Counter(names).items() if count > 1]

    def cell(self, record: Sequence[str], name: str) -> str:
        """Return the cell of a column; empty where the table has no such column."""
        index = self.names.get(name)
        return "" if index is None else record[index]

    def shown(self) -> list[str]:
        """Return the names, at most twenty, in their order, for a message."""
        return list(islice(self.names, _SHOWN))


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the records that are not blank; raises ``csv.Error`` where a quote or a cell goes wrong."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    return (record for record in csv.reader(lines, delimiter=delimiter, strict=True) if record)


def delimiter(start: str, wanted: Iterable[str]) -> str:
    r"""Return what separates the cells: a comma, unless the header names the wanted columns with another.

    >>> delimiter("document_id;text\n", ("document_id", "text"))
    ';'
    """
    line = start[:_HEADER].lstrip("\r\n").partition("\n")[0]
    columns = set(wanted)
    for candidate in _DELIMITERS:
        if columns <= {name.strip(' "\r') for name in line.split(candidate)}:
            return candidate
    return _DELIMITERS[0]
