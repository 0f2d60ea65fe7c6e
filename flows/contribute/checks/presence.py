"""A contributed table in; the rows that are there already, or are there with other cells, out."""

from collections.abc import Iterator
from typing import Any

from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.present import differences
from karabakh.schemas import fields, model
from karabakh.schemas.findings import Said, Violation

_SHOWN = 40
_FEW = 5
"""More rows than these that are there already are told once, for they would hide the others."""


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the rows that add nothing, but not where they are many, and those that would change one."""
    there = subject.present
    if subject.whole is None or not len(there.rows):
        return
    same = there.rows[there.same]
    if not _at_once(subject):
        yield Violation("already_there", None, "the row is there already, cell for cell; leave it out", same, "warning")
    changed, known = there.rows[~there.same], there.known[~there.same]
    places = dict(zip(changed.tolist(), known.tolist(), strict=True))
    key = ", ".join(fields.key(model(subject.table)))
    must = f"a row with this {key} is there already, with other cells: is it meant to change?"

    def say(row: int) -> Said:
        others = differences(subject.rows, row, subject.whole, places[row])
        told = [f"{name} is {_shown(subject, name, places[row])}" for name in others]
        return Said(f"there {', '.join(told)}")

    yield Violation("changes", None, must, changed, "warning", say)


def note(subject: Subject) -> str | None:
    """Return what is to be said once instead, where many rows are there already, or all."""
    same = int(subject.present.same.sum())
    if not same or not _at_once(subject):
        return None
    return "every row is there already" if same == subject.rows.num_rows else f"{same:,} of the rows are there already"


def _at_once(subject: Subject) -> bool:
    """Say whether rows that are there already are many, or a file holds nothing else."""
    same = int(subject.present.same.sum())
    return same > _FEW or same == subject.rows.num_rows


def _shown(subject: Subject, name: str, row: int) -> str:
    """Return a cell of the known row for a message; running text of a source is not shown."""
    if fields.column(model(subject.table), name).excerpt:
        return "another text"
    text = _text(subject.whole[name][row].as_py()) if subject.whole else ""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…") if text else "empty"


def _text(value: Any) -> str:
    """Return a value as the CSV file has it, but for what guards it from spreadsheets."""
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
