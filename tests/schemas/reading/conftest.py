"""Readers of a file that a test makes, and a process with limits for those that attack."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karabakh.schemas.reading import Contribution, read_file

Read = Callable[..., Contribution]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return the one table of a file with the given content."""

    def one(content: str | bytes, name: str = "t.csv") -> Contribution:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (contribution,) = read_file(path)
        assert contribution.path == path
        return contribution

    return one


_PROBE = """
import json, sys
from pathlib import Path
from karabakh.schemas.reading import UnreadableError, file
from karabakh.schemas.reading.parquet import read_parquet
from karabakh.schemas.reading.workbook import read_workbook

def read_here(path, form, content):
    return (read_parquet(content),) if form == "parquet" else read_workbook(content)

if sys.argv[1] == "here":
    file.read_apart = read_here
for path in json.load(sys.stdin):
    try:
        tables = file.read_file(Path(path))
        told = [[remark.rule, str(remark)] for table in tables for remark in table.remarks]
        print(json.dumps(["read", told]))
    except UnreadableError as refusal:
        print(json.dumps([refusal.rule, str(refusal)]))
"""


@pytest.fixture
def attack() -> Callable[..., list[Any]]:
    """Read files in a process that dies where it takes too much, and return what came of each: rule and message.

    ``here``: Parquet and workbooks in that process, too, and not in another of its own.
    """

    def outcomes(*paths: Path, here: bool = False, gigabytes: int = 4, seconds: int = 60) -> list[Any]:
        def limits() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

        done = subprocess.run(
            [sys.executable, "-c", _PROBE, "here" if here else "apart"],
            input=json.dumps([str(path) for path in paths]),
            capture_output=True,
            text=True,
            check=True,
            timeout=20 * seconds,
            preexec_fn=limits,
        )
        assert done.stderr == ""
        return [json.loads(line) for line in done.stdout.splitlines()]

    return outcomes
