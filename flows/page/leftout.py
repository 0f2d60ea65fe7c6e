"""What a page does not hold whole in, what it says of that out: what, how much of how much, where all is, and why."""

from dataclasses import dataclass, field
from typing import Any

Entry = dict[str, Any]


@dataclass
class LeftOut:
    """What a page leaves out, in the order in which it was told."""

    entries: list[Entry] = field(default_factory=list)

    def tell(self, what: str, shown: int, total: int, table: str | None, why: str) -> None:
        """Tell that of ``total`` things only some are shown; where all are, nothing is told.

        ``table`` has all of them, and is None where no table has.
        """
        if shown < total:
            self.add(what, shown, total, table, why)

    def add(self, what: str, shown: int, total: int, table: str | None, why: str) -> None:
        """Tell of things that are shown, maybe all of them, but not as finely as the tables have them."""
        self.entries.append({"what": what, "shown": shown, "total": total, "table": table, "why": why})
