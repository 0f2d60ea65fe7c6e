"""Findings of a validation in, lines for people, for programs or for a pull request out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from karabakh.schemas.findings import Finding

Findings = Mapping[Path, Sequence[Finding]]


def text(findings: Findings) -> Iterator[str]:
    """Yield a line a finding, and for each file how many there are."""
    for path, found in findings.items():
        yield from map(str, found)
        count = sum(finding.count for finding in found)
        yield f"{path}: " + (f"{count:,} finding{'' if count == 1 else 's'}" if count else "valid")


def json_array(findings: Findings) -> Iterator[str]:
    """Yield the findings of all files as one JSON array of objects."""
    yield json.dumps(
        [asdict(finding) for found in findings.values() for finding in found], ensure_ascii=False, indent=2
    )


def github(findings: Findings) -> Iterator[str]:
    """Yield the findings as annotations that GitHub shows at the line of the file."""
    for path, found in findings.items():
        for finding in found:
            place = f"file={_property(str(path))}" + (f",line={finding.row}" if finding.row else "")
            yield f"::error {place},title={_property(finding.rule)}::{_data(str(finding))}"


STYLES: Mapping[str, Callable[[Findings], Iterator[str]]] = {"text": text, "json": json_array, "github": github}


def _data(value: str) -> str:
    # the escapes that the runner's command reader undoes
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
