"""A comparison of two versions in, tables for people at a terminal out; nothing in a cell can move the cursor."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from karabakh.flows.console.terminal import Terminal
from karabakh.flows.diff.text import SIGNS, WHOLE, about_of, cut, remarks, rest
from karabakh.flows.publish.highlights import KINDS, Cell, Highlights, Row
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.visible import visible

ORDER: Final = ("added", "removed", "changed")
NARROW: Final = 72
"""Below so many cells the cells of a row stand below its key, not beside it."""


class Tables:
    """Draws what differs between two versions for a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._narrow = terminal.width < NARROW

    def summary(self, old: str, new: str, found: Sequence[Highlights], same: Sequence[str]) -> Iterator[str]:
        """Yield how much changed from the version ``old`` to ``new``; ``same`` are the tables that did not change."""
        yield self._drawn(self._text(f"{visible(old)} → {visible(new)}", "strong"))
        if found:
            yield "\n" + self._drawn(self._counts(found))
        if same:
            yield "\n" + self._drawn(self._text(f"unchanged: {', '.join(map(visible, same))}", "muted"))

    def table(self, table: Highlights) -> Iterator[str]:
        """Yield what is to be shown of a table: the whole of it, its columns, its first rows of each kind, the rest."""
        yield "\n" + self._drawn(self._text(visible(table.table), "strong"))
        for kind, told in about_of(table):
            yield self._drawn(self._signed(kind, told if kind == "changed" else f"{told} {kind}"))
        if any(table.first.values()):
            yield self._drawn(self._rows(table))
        for kind in KINDS:
            more = rest(table, kind)
            if more:
                yield self._drawn(self._signed(kind, more))

    def _counts(self, found: Sequence[Highlights]) -> Table:
        table = self._terminal.table()
        table.add_column("table", overflow="fold")
        for kind in ORDER:
            table.add_column(kind, justify="right")
        if any(one.about for one in found):
            table.add_column("beside its rows")
        for one in found:
            counts = [self._text(f"{one.counts[kind]:,}", kind) if one.counts[kind] else Text() for kind in ORDER]
            table.add_row(Text(visible(one.table)), *counts, *([Text(", ".join(remarks(one)))] if one.about else []))
        return table

    def _rows(self, found: Highlights) -> Table:
        table = self._terminal.table()
        for name in ("", "key") if self._narrow else ("", "key", "column", "old → new"):
            table.add_column(name, overflow="fold")
        for kind in KINDS:
            for row in found.first[kind]:
                self._row(table, kind, row)
        return table

    def _row(self, table: Table, kind: str, row: Row) -> None:
        """Add the cells of a row; a row that came or went is one cell."""
        sign, key = self._sign(kind), Text(visible(row.key))
        values = [(Text("" if cell[0] is None else visible(cell[0])), self._value(kind, cell)) for cell in row.cells]
        if self._narrow:
            told = [key, *(Text(": " if column else "").join([column, value]) for column, value in values)]
            table.add_row(sign, Text("\n").join(told))
            return
        for number, (column, value) in enumerate(values):
            table.add_row(*((Text(), Text()) if number else (sign, key)), column, value)

    def _value(self, kind: str, cell: Cell) -> Text:
        column, old, new = cell
        if column is None:
            return self._text(cut(_told(old or new or ""), WHOLE), kind)
        if old is None and new is None:
            return self._text("(not shown)", "muted")
        return Text(" → ").join([self._side(old, "removed"), self._side(new, "added")])

    def _side(self, value: str | None, what: str) -> Text:
        return self._text("(none)", "muted") if value is None else self._text(cut(value, VALUE_CHARACTERS), what)

    def _signed(self, kind: str, told: str) -> Text:
        return Text(" ").join([self._sign(kind), Text(told)])

    def _sign(self, kind: str) -> Text:
        return self._text(SIGNS[kind], kind)

    def _text(self, text: str, what: str) -> Text:
        return Text(text, self._terminal.style(what), overflow="fold")

    def _drawn(self, one: Table | Text) -> str:
        return self._terminal.drawn(one)


def _told(row: str) -> str:
    """Return a whole row, which is an object of JSON, as people read it.

    >>> _told('{"label":"Place 1","lat":40.5}'), _told("no JSON")
    ('label: Place 1; lat: 40.5', 'no JSON')
    """
    try:
        cells = json.loads(row)
    except ValueError:
        return row
    if not isinstance(cells, dict):
        return row
    texts = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in cells.values())
    return "; ".join(f"{name}: {text}" for name, text in zip(cells, texts, strict=True))
