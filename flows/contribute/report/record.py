"""What was found in a contribution in, one JSON document for programs out."""

import json
from collections.abc import Iterator
from typing import Any, Final

from karabakh.flows.contribute.checking import Checked, Checking
from karabakh.schemas.findings import Finding

FORMAT: Final = 1
FIELDS: Final = (
    *("file", "part", "table", "row", "line", "key", "column", "value"),
    *("rule", "severity", "message", "detail", "suggestion", "count"),
)
"""The members of a finding, in their order; those that do not apply are null."""


def record(checking: Checking) -> Iterator[str]:
    """Yield one document: format, valid, version, summary, notes, files, findings."""
    content = {
        "format": FORMAT,
        "valid": checking.valid,
        "version": checking.version,
        "summary": {
            "files": len({one.path for one in checking.files}),
            "rows": sum(one.rows for one in checking.files),
            "errors": checking.count("error"),
            "warnings": checking.count("warning"),
        },
        "notes": list(checking.notes),
        "files": [_file(one) for one in checking.files],
        "findings": [_finding(finding) for finding in checking.findings],
    }
    yield json.dumps(content, ensure_ascii=True, indent=2)


def _file(one: Checked) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "part": one.part,
        "table": one.table,
        "rows": one.rows,
        "errors": one.count("error"),
        "warnings": one.count("warning"),
        "notes": list(one.notes),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in FIELDS}
