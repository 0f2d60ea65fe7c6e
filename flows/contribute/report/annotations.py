"""What was found in a contribution in, GitHub's workflow commands, which annotate the lines of a pull request, out."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from karabakh.flows.contribute.checking import Checking
from karabakh.flows.contribute.report.groups import counted, summary
from karabakh.schemas.findings import Finding
from karabakh.schemas.visible import visible

MOST: Final = 10
"""How many annotations of each kind GitHub shows of a step; it passes over the others in silence."""


def annotations(checking: Checking) -> Iterator[str]:
    """Yield as many errors and warnings as are shown, then a notice that says how many more there are."""
    shown = 0
    for severity in ("error", "warning"):
        some = [one for one in checking.findings if one.severity == severity and one.count == 1][:MOST]
        shown += len(some)
        yield from map(_command, some)
    more = checking.count("error") + checking.count("warning") - shown
    if more:
        told = (
            f"{counted(more, 'more finding')} not shown here; karabakh validate lists them. In all: {summary(checking)}"
        )
        yield f"::notice title=karabakh validate::{_data(visible(told))}"
    elif not shown:
        yield visible(summary(checking))


def _command(finding: Finding) -> str:
    where = f"file={_property(_path(finding.file or ''))}"
    if finding.line:
        where += f",line={finding.line}"
    return f"::{finding.severity} {where},title={_property(visible(finding.rule))}::{_data(_said(finding))}"


def _path(file: str) -> str:
    """Return a path below the working directory, which in a workflow is the repository, from there."""
    path = Path(file)
    here = Path.cwd()
    below = path.is_absolute() and path.is_relative_to(here)
    return visible((path.relative_to(here) if below else path).as_posix() if os.sep == "/" else str(path))


def _said(finding: Finding) -> str:
    place = [finding.part and f"sheet {finding.part}", finding.row and f"row {finding.row}", finding.column]
    where = ", ".join(part for part in place if part)
    value = "" if finding.value is None else f" (is {finding.value!r})"
    return visible((f"{where}: " if where else "") + f"{finding.message}{value}{finding.more}")


def _data(value: str) -> str:
    # the escapes that the runner's reader of commands undoes
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
