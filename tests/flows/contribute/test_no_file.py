"""What is no file, under the name of a text or of a table, is a finding, and nothing waits for it."""

import os
from pathlib import Path

import pytest

from karabakh.flows.contribute.checking import check_files


@pytest.mark.parametrize("suffix", ["csv", "txt"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "nothing", "nul"])
def test_what_is_no_file_is_a_finding(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"t.{suffix}"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "nul":
        path = tmp_path / f"a\0b.{suffix}"
    assert [finding.rule for finding in check_files([path]).findings] == ["not_readable"]
