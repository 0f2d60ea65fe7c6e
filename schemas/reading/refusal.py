"""What cannot be read as a table, or was read although it is not as it should be."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

Severity = Literal["error", "warning"]
ERROR: Final[Severity] = "error"
WARNING: Final[Severity] = "warning"
SHOWN: Final = 100


class UnreadableError(Exception):
    """A file, or a row of it, that cannot be read as a table: the rule that it breaks and what would be right.

    As a remark on a file that was read, ``severity`` says whether something of it is lost ("error") or only not as it
    should be ("warning"). ``row`` is the row as the contributor counts, ``line`` the line of a text, ``column`` the
    name of a column; None where it is not of one. ``count`` is above 1 where it stands for so many further rows.
    """

    def __init__(
        self,
        rule: str,
        message: str,
        row: int | None = None,
        *,
        line: int | None = None,
        column: str | None = None,
        severity: Severity = ERROR,
        count: int = 1,
    ) -> None:
        self.rule, self.message, self.row = rule, message, row
        self.line, self.column, self.severity, self.count = line, column, severity, count
        super().__init__(message)


def warning(rule: str, message: str, row: int | None = None, line: int | None = None) -> UnreadableError:
    """Return a remark on what was read all the same."""
    return UnreadableError(rule, message, row, line=line, severity=WARNING)


class Remarks:
    """Remarks on a file: of each rule the first hundred, and how many there are more, however many rows are wrong."""

    def __init__(self) -> None:
        self._kept: list[UnreadableError] = []
        self._count: Counter[str] = Counter()

    def add(self, remark: UnreadableError) -> None:
        """Keep a remark or, where there are a hundred of its rule, count it."""
        self._count[remark.rule] += 1
        if self._count[remark.rule] <= SHOWN:
            self._kept.append(remark)

    def __iter__(self) -> Iterator[UnreadableError]:
        yield from self._kept
        for rule, count in self._count.items():
            if count > SHOWN:
                severity = next(remark.severity for remark in self._kept if remark.rule == rule)
                more = f"{count - SHOWN:,} more rows have the same fault"
                yield UnreadableError(rule, more, severity=severity, count=count - SHOWN)
