"""The findings of a file in, groups of those that say the same out; and the words that all reports use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karabakh.flows.contribute.checking import TEXT, Checked, Checking
from karabakh.schemas.findings import Finding, Severity
from karabakh.schemas.visible import visible


@dataclass(frozen=True, slots=True)
class Group:
    """The findings that say the same: ``shown`` are findings of a row each, ``count`` how many there are in all."""

    severity: Severity
    rule: str
    column: str | None
    message: str
    shown: Sequence[Finding]
    count: int

    @property
    def more(self) -> int:
        """How many are counted and not shown."""
        return self.count - len(self.shown)


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Return the groups of a file's findings: errors before warnings, otherwise in the order of the rows."""
    found: dict[tuple[Severity, str, str | None, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.count > 1):  # those that count the rest belong to the others
        said = finding.message
        if finding.count > 1:
            alike = [key[3] for key in found if key[:3] == (finding.severity, finding.rule, finding.column)]
            said = next((one for one in alike if said.startswith(f"{one}: ")), alike[-1] if alike else said)
        found.setdefault((finding.severity, finding.rule, finding.column, said), []).append(finding)
    made = [
        Group(*what, [one for one in some if one.count == 1], sum(one.count for one in some))
        for what, some in found.items()
    ]
    return sorted(made, key=lambda group: group.severity)


def counted(number: int, what: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "error"), counted(1200, "row")
    ('1 error', '1,200 rows')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def amounts(errors: int, warnings: int) -> str:
    """Return how many errors and warnings there are; "valid" where there are none.

    >>> amounts(0, 0), amounts(0, 2), amounts(1, 0)
    ('valid', 'valid, 2 warnings', '1 error')
    """
    found = [counted(number, what) for number, what in ((errors, "error"), (warnings, "warning")) if number]
    return ", ".join([*([] if errors else ["valid"]), *found])


def title(one: Checked) -> str:
    """Return what a file, or a sheet of it, is called."""
    return visible(str(one.path) + (f" [{one.part}]" if one.part else ""))


def contents(one: Checked) -> str:
    """Return what a file holds, as far as that could be told."""
    if one.table is None:
        return "no table"
    return "a text" if one.table == TEXT else f"{one.table}, {counted(one.rows, 'row')}"


def summary(checking: Checking) -> str:
    """Return the last line of a report: the verdict, and what was checked."""
    rows = sum(one.rows for one in checking.files if one.table not in (None, TEXT))
    texts = sum(one.table == TEXT for one in checking.files)
    files = len({one.path for one in checking.files})
    held = [*([counted(rows, "row")] if rows or not texts else []), *([counted(texts, "text")] if texts else [])]
    verdict = amounts(checking.count("error"), checking.count("warning"))
    against = f", compared with version {checking.version}" if checking.version else ""
    return f"{verdict} in {counted(files, 'file')} ({', '.join(held)}){against}"


def place(finding: Finding) -> str:
    """Return where in its file a finding is, as the contributor counts."""
    return f"row {finding.row:,}" if finding.row else "file"
