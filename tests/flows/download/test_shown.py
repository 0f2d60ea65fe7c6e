"""`karabakh versions` at a terminal: a table, the latest version marked."""

import re

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from karabakh.flows.cli import main
from karabakh.flows.console.terminal import Terminal
from karabakh.flows.download.shown import as_table
from karabakh.flows.publish.index import Release

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
QUIET = {"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm-256color", "COLUMNS": "80"}
TIME = "2024-05-01T12:00:00Z"


def release(version: str, change: str | None = "minor", files: tuple[str, ...] | None = None) -> Release:
    return Release(version, TIME, None, change, {"places": 1_000, "sentences": 234_567}, "0" * 64, 9_876_543_210, files)


def drawn(*releases: Release, width: int = 80) -> list[str]:
    made = Terminal(False, width)
    return made.drawn(as_table(releases, made)).splitlines()


def test_a_row_a_version_and_the_latest_marked() -> None:
    assert drawn(release("1.0.0", None), release("1.1.0")) == [
        "version  released              change     rows          bytes",
        "─" * 70,
        "1.0.0    2024-05-01 12:00 UTC  first   235,567  9,876,543,210",
        "1.1.0    2024-05-01 12:00 UTC  minor   235,567  9,876,543,210  latest",
    ]


def test_a_version_in_part_is_the_latest_only_where_none_is_whole() -> None:
    part = release("1.2.0", files=("a", "b"))
    shown = drawn(release("1.1.0"), part)
    assert shown[2].endswith("latest")
    assert shown[3].endswith("partial: 2 files")
    assert " ".join(" ".join(line.split()) for line in drawn(part)).endswith("latest, partial: 2 files")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = drawn(release("1.0.0", None), release("10.11.12"), release("10.12.0", files=("a",)), width=width)
    assert all(cell_len(line) <= width for line in shown)
    if width >= 40:
        assert any(re.match(r"10\.11\.12 +2024-05-01", line) and line.endswith("latest") for line in shown)


def test_into_a_pipe_go_tabs(data, monkeypatch) -> None:
    runner = CliRunner()
    asked = ["versions", "--from", str(data)]
    plain = runner.invoke(main, asked, env=QUIET).stdout
    assert [len(line.split("\t")) for line in plain.splitlines()] == [5, 5]
    assert runner.invoke(main, [*asked, "--color", "never"], env={**QUIET, "FORCE_COLOR": "1"}).stdout == plain
    table = runner.invoke(main, [*asked, "--color", "always"], env=QUIET).stdout
    assert "\x1b[38;5;28mlatest\x1b[0m" in table
    assert "\t" not in table
    assert COLOUR.sub("", table).replace("\n", "").isprintable()
