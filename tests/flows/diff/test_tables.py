"""`karabakh diff` at a terminal: tables, in which nothing moves the cursor."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from karabakh.flows.cli import main

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
QUIET = {"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm-256color", "COLORTERM": ""}


def drawn(data: Path, *arguments: str, width: int = 80, **environment: str) -> Result:
    command = ["diff", "--from", str(data), "--color", "always", *arguments]
    return CliRunner().invoke(main, command, env={**QUIET, "COLUMNS": str(width), **environment})


def lines(result: Result) -> list[str]:
    return [line.rstrip() for line in COLOUR.sub("", result.stdout).splitlines()]


def test_first_how_much_then_the_rows_of_each_table(data: Path) -> None:
    shown = lines(drawn(data, "1.0.0", "1.1.0", "--limit", "2"))
    assert shown == [
        "1.0.0 → 1.1.0",
        "",
        "table   added  removed  changed",
        "─" * 32,
        "places      1        1       51",
        "",
        "unchanged: place_names",
        "",
        "places",
        "   key    column   old → new",
        "─" * 80,
        r"~  K0003  note     (none) → \x1b[2Jgone\x9b1m\u202e\nnew line",
        "~  K0050  label    Place 50 → =Other 50",
        "          country  (none) → AZ",
        "+  K0100           label: Place 100; type: town; tier: core; label_source: made",
        "                   up",
        "-  K0000           label: Place 0; type: town; tier: core; label_source: made",
        "                   up",
        "~ … 49 more rows changed",
    ]


def test_old_and_new_have_their_colours(data: Path) -> None:
    shown = drawn(data, "1.0.0", "1.1.0", "--limit", "2").stdout
    assert "\x1b[38;5;161mPlace 50\x1b[0m → \x1b[38;5;28m=Other 50\x1b[0m" in shown


def test_in_a_narrow_terminal_cells_stand_below_the_key(data: Path) -> None:
    shown = lines(drawn(data, "1.0.0", "1.1.0", "--limit", "2", width=40))
    at = shown.index("~  K0050")
    assert shown[at + 1 : at + 3] == ["   label: Place 50 → =Other 50", "   country: (none) → AZ"]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("limit", ["3", "0"])
def test_nothing_moves_the_cursor_or_leaves_the_terminal(data: Path, width: int, limit: str) -> None:
    for versions in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0")):
        result = drawn(data, *versions, "--limit", limit, width=width)
        assert result.exit_code == 0
        bare = COLOUR.sub("", result.stdout).splitlines()
        assert all(map(str.isprintable, bare))
        if limit != "0":  # of all rows each is a line, as long as it is
            assert all(cell_len(line) <= width for line in bare)


def test_a_table_that_came_says_so(data: Path) -> None:
    shown = lines(drawn(data, "1.0.0", "1.2.0", "--limit", "1"))
    assert "table        added  removed  changed  beside its rows" in shown
    assert "places                   99" in shown
    assert "place_links                           table added" in shown
    assert shown[-2:] == ["place_links", "+ table added"]


def test_nothing_changed(data: Path) -> None:
    assert lines(drawn(data, "1.0.0", "1.0.0")) == ["1.0.0 → 1.0.0", "", "unchanged: places, place_names"]


def test_all_rows_are_a_line_each(data: Path) -> None:
    shown = drawn(data, "1.0.0", "1.1.0", "--limit", "0").stdout
    assert COLOUR.sub("", shown).count("\n~ places K") == 51
    assert "\x1b[33m~\x1b[0m places K0003" in shown


def test_into_a_pipe_go_lines_whatever_the_colours(data: Path) -> None:
    runner = CliRunner()
    asked = ["diff", "1.0.0", "1.1.0", "--from", str(data)]
    plain = runner.invoke(main, asked, env=QUIET).stdout
    assert "~ places K0050: label Place 50 → =Other 50; country (none) → AZ\n" in plain
    assert (
        runner.invoke(main, [*asked, "--color", "never"], env={**QUIET, "FORCE_COLOR": "1"}, color=True).stdout == plain
    )
    assert "─" in runner.invoke(main, asked, env={**QUIET, "FORCE_COLOR": "1"}).stdout
    for form in ("json", "csv"):
        made = [*asked, "--format", form]
        assert runner.invoke(main, [*made, "--color", "always"], env=QUIET).stdout == runner.invoke(main, made).stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_at_a_terminal(data: Path) -> None:
    import pty

    side, screen = pty.openpty()
    code = "import sys; from karabakh.flows.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "diff", "1.0.0", "1.1.0", "--from", str(data), "--limit", "1"]
    environment = {**os.environ, **QUIET, "COLUMNS": "60"}
    subprocess.run(command, stdout=screen, check=True, env=environment)
    os.close(screen)
    seen = os.read(side, 100_000).decode()
    os.close(side)
    assert "note: \x1b[38;5;243m(none)\x1b[0m → \x1b[38;5;28m\\x1b[2Jgone\\x9b1m\\u202e\\nnew line" in seen
    assert COLOUR.sub("", seen).replace("\r\n", "").isprintable()
