"""What was found in a contribution in, one HTML page that needs nothing else out.

Nothing in it runs or is fetched, and the page forbids both; every value is escaped, and what a browser would obey
rather than show is written out.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from karabakh.flows.contribute.checking import Checking
from karabakh.flows.contribute.report.groups import amounts, contents, counted, groups, place, summary, title
from karabakh.schemas.visible import visible


def page(checking: Checking) -> Iterator[str]:
    """Yield the page: a summary, a row a file, and the findings of each file by rule."""
    yield _template().render(
        summary=visible(summary(checking)),
        notes=[visible(note) for note in checking.notes],
        files=[
            {
                "title": title(one),
                "contents": visible(contents(one)),
                "errors": one.count("error"),
                "warnings": one.count("warning"),
                "verdict": amounts(one.count("error"), one.count("warning")),
                "notes": [visible(note) for note in one.notes],
                "groups": [_group(group) for group in groups(one.findings)],
            }
            for one in checking.files
        ],
    )


def _group(group: Any) -> dict[str, Any]:
    rows = [
        {
            "place": place(finding),
            "key": visible(finding.key or ""),
            "value": visible(finding.value or ""),
            "detail": visible(finding.detail or ""),
            "suggestion": visible(finding.suggestion or ""),
        }
        for finding in group.shown
    ]
    return {
        "severity": group.severity,
        "rule": visible(group.rule),
        "column": "" if group.message.startswith(group.column or "\0") else visible(group.column or ""),
        "message": visible(group.message),
        "count": group.count,
        "counted": counted(group.count, "row"),
        "rows": rows,
        "keys": any(row["key"] for row in rows),
        "values": any(row["value"] for row in rows),
        "near": any(row["suggestion"] for row in rows),
        "details": any(row["detail"] for row in rows),
        "more": counted(group.more, "more row") if group.more else "",
    }


@cache
def _template() -> Any:
    from jinja2 import Environment  # not above: the other reports need none

    text = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)
