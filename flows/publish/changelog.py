"""An edition and what differs from the version before in, CHANGES.md out.

What stood in a cell is somebody else's text: it is shown as code, in one line, so that no Markdown or HTML in it counts
and nothing in it turns the text around it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.highlights import KINDS, Cell, Highlights, Row
from karabakh.flows.publish.step import Step
from karabakh.schemas import ABOUT, dictionary
from karabakh.schemas.limits import VALUE_CHARACTERS
from karabakh.schemas.visible import visible

NAME: Final = "CHANGES.md"
SHOWN: Final = 10  # rows of each kind in each table
_TICKS: Final = re.compile("`+")
_FIRST: Final = "This is the first version: there is none before it to compare with."
_ALL: Final = (
    "`changes.parquet` names every row that was added, removed or changed, with its old and new values; "
    "`karabakh diff {old} {new}` shows it. Sentences are not shown, only that they changed."
)


def page(edition: Edition, found: Sequence[Highlights]) -> str:
    """Return the page in Markdown."""
    sections = [f"# Changes in version {edition.version}"]
    sections += [_FIRST] if edition.step is None else _step(edition, edition.step, found)
    sections += ["## Columns of changes.parquet", dictionary.markdown(ABOUT).rstrip()]
    return "\n\n".join(sections) + "\n"


def _step(edition: Edition, step: Step, found: Sequence[Highlights]) -> Iterator[str]:
    yield f"Version {edition.version} follows {step.previous.release.version}; it is a {step.change} change."
    if not found:
        yield f"The rows of every table are the same as before. What changed: {code(step.reason, len(step.reason))}."
        return
    yield "\n".join(_counts(found))
    yield _ALL.format(old=step.previous.release.version, new=edition.version)
    for table in found:
        yield from _table(table)


def _counts(found: Sequence[Highlights]) -> Iterator[str]:
    yield "| Table | Rows changed | Rows added | Rows removed |"
    yield "| --- | ---: | ---: | ---: |"
    for table in found:
        yield f"| `{table.table}` | {' | '.join(f'{table.counts[kind]:,}' for kind in KINDS)} |"


def _table(table: Highlights) -> Iterator[str]:
    yield f"## `{table.table}`"
    if table.about:
        yield "\n".join(_about(*(row[name] for name in ("column", "change", "old", "new"))) for row in table.about)
    for kind in KINDS:
        if table.counts[kind]:
            yield "\n".join([f"{_heading(table, kind)}:", "", *map(_row, table.first[kind])])


def _about(column: str | None, change: str, old: str | None, new: str | None) -> str:
    if column is None and change == "changed":
        return f"- Its key was {code(old or '')} and is {code(new or '')}; so its rows are not compared."
    if column is None:
        return f"- The table was {change}."
    if change == "changed":
        return f"- The column {code(column)} was {code(old or '')} and is {code(new or '')}."
    return f"- The column {code(column)} ({code(old or new or '')}) was {change}."


def _heading(table: Highlights, kind: str) -> str:
    shown, rows = len(table.first[kind]), table.counts[kind]
    what = f"{rows:,} {'row' if rows == 1 else 'rows'} {kind}"
    return f"{what}, the first {shown} of them" if shown < rows else what


def _row(row: Row) -> str:
    return f"- {code(row.key)}: {'; '.join(map(_cell, row.cells))}"


def _cell(cell: Cell) -> str:
    column, old, new = cell
    if column is None:
        return code(old or new or "")
    if old is None and new is None:
        return f"{code(column)} (not shown)"
    return f"{code(column)} {_value(old)} → {_value(new)}"


def _value(value: str | None) -> str:
    return "(none)" if value is None else code(value)


def code(text: str, most: int = VALUE_CHARACTERS) -> str:
    r"""Return somebody else's text as inline code of one line, cut where it is long.

    >>> print(code("a`b\n<i>"))
    `` a`b\n<i> ``
    """
    seen = visible(text[:most]) + ("…" if len(text) > most else "")
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(seen)), default=0))
    return f"{ticks} {seen} {ticks}" if "`" in seen or not seen.strip() else f"{ticks}{seen}{ticks}"
