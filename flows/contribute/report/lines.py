"""What was found in a contribution in, lines for people out; in colour, which whoever prints them may take away."""

from collections.abc import Iterator
from typing import Final

import click

from karabakh.flows.contribute.checking import Checked, Checking
from karabakh.flows.contribute.report.groups import Group, amounts, contents, counted, groups, place, summary, title
from karabakh.schemas.findings import Finding
from karabakh.schemas.visible import visible

_COLOURS: Final = {"error": "red", "warning": "yellow"}


def lines(checking: Checking) -> Iterator[str]:
    """Yield the notes, for each file its findings by rule, and at the end how many there are."""
    for note in checking.notes:
        yield click.style(f"note: {visible(note)}", dim=True)
    for one in checking.files:
        yield from _of_file(one)
    yield click.style(summary(checking), bold=True, fg="green" if checking.valid else "red")


def _of_file(one: Checked) -> Iterator[str]:
    verdict = amounts(one.count("error"), one.count("warning"))
    yield f"{click.style(title(one), bold=True)}: {verdict} ({contents(one)})"
    for group in groups(one.findings):
        yield from _of_group(group)
    for note in one.notes:
        yield f"  note     {visible(note)}"
    if one.findings:
        yield ""


def _of_group(group: Group) -> Iterator[str]:
    what = click.style(f"{group.severity:<8}", fg=_COLOURS[group.severity], bold=True)
    column = group.column and not group.message.startswith(group.column)
    where = f"{visible(group.column or '')}: " if column else ""
    count = f" ({counted(group.count, 'row')})" if group.count > 1 else ""
    yield f"  {what} {where}{visible(group.message)}{count} {click.style(f'[{visible(group.rule)}]', dim=True)}"
    if any(map(_value, group.shown)):
        yield from (f"           {place(finding)}{_value(finding)}" for finding in group.shown)
    elif any(finding.row for finding in group.shown):
        rows = ", ".join(f"{finding.row:,}" for finding in group.shown if finding.row)
        yield f"           row{'s' if len(group.shown) > 1 else ''} {rows}"
    if group.more and group.shown:
        yield f"           and {counted(group.more, 'more row')}"


def _value(finding: Finding) -> str:
    """Return what a line says of a row: its value or, where that is not at fault alone, its key."""
    key = f"  {finding.key!r}" if finding.key and finding.column is None else ""
    value = f"  {finding.value!r}" if finding.value is not None else ""
    near = f"  -> {finding.suggestion!r}" if finding.suggestion is not None else ""
    detail = f"  ({visible(finding.detail)})" if finding.detail is not None else ""
    return key + value + near + detail
