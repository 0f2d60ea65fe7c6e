"""Whether output is drawn for people, and how: what was asked for, the environment, the terminal."""

import io
import os
import re
import sys

import pytest
from rich.color import Color
from rich.style import Style

from karabakh.flows.console.terminal import LEAST, SIXTEEN, STYLES, Terminal, columns, echo, forced, plain, terminal

VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "COLUMNS")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "environment", "drawn"),
    [
        ("auto", {}, None),
        ("never", {}, None),
        ("always", {}, True),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": ""}, None),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, None),
        ("never", {"FORCE_COLOR": "1"}, None),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_into_a_pipe_only_what_is_asked_for(
    color: str, environment: dict[str, str], drawn: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    made = terminal(color)
    assert (made.colours if made else None) == drawn


@pytest.mark.parametrize(
    ("color", "environment", "colours"),
    [
        ("auto", {}, True),
        ("auto", {"TERM": "xterm"}, True),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_is_always_drawn_for(
    color: str, environment: dict[str, str], colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "stdout", Screen())
    made = terminal(color)
    assert made is not None
    assert made.colours == colours


def test_plain_lines_have_the_stream_s_colours_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (plain("auto"), plain("never"), forced("auto")) == (None, False, False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert plain("auto") is False


def test_a_line_is_as_wide_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", nowhere)
    for said, cells in {"": 80, "200": 200, "0": 80, "-5": 80, "wide": 80, "²": 80}.items():
        monkeypatch.setenv("COLUMNS", said)
        assert columns() == cells
    monkeypatch.setenv("COLUMNS", "3")
    assert Terminal(True).width == LEAST
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((132, 40)))
    assert columns() == 132


def light(color: Color) -> float:
    """The relative luminance that WCAG defines."""
    parts = [part / 255 for part in color.get_truecolor()]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("what", STYLES)
def test_no_colour_vanishes_on_black_or_on_white(what: str) -> None:
    style = Style.parse(STYLES[what])
    assert style.bgcolor is None
    if style.color:
        assert style.color.number is not None
        assert style.color.number >= 16  # those below are as a user's theme makes them
        assert 1.05 / (light(style.color) + 0.05) >= 4
        assert (light(style.color) + 0.05) / 0.05 >= 4


def test_of_sixteen_colours_only_those_that_both_grounds_show() -> None:
    assert SIXTEEN.keys() == STYLES.keys()
    used = {str(Style.parse(name).color.name) for name in SIXTEEN.values() if Style.parse(name).color}  # type: ignore[union-attr]
    assert used <= {"magenta", "red"}


def test_as_many_colours_as_the_terminal_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Terminal(True, 80).paint("x", "place") == "\x1b[35mx\x1b[0m"
    monkeypatch.setenv("TERM", "xterm-256color")
    assert Terminal(True, 80).paint("x", "place") == "\x1b[38;5;31mx\x1b[0m"
    assert Terminal(True, 80).paint("x", "place", strong=True) == "\x1b[1;38;5;31mx\x1b[0m"
    assert Terminal(False, 80).paint("x", "place", strong=True) == "x"
    assert Terminal(True, 80).paint("x", None) == "x"


@pytest.mark.parametrize("colours", [True, False])
def test_a_table_is_no_wider_than_the_terminal(colours: bool) -> None:
    made = Terminal(colours, 30, many=True)
    table = made.table()
    table.add_column("name")
    table.add_row("[red]word[/red] :smile: " * 5)
    lines = made.drawn(table).split("\n")
    assert ("\x1b[" in lines[0]) == colours
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert all(len(line) <= 30 for line in bare)
    assert "[red]word[/red] :smile:" in " ".join(line.strip() for line in bare)
    assert lines[-1] == ""


def test_what_the_encoding_lacks_is_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1", newline=""))
    made = Terminal(False, 80)
    assert made.ascii
    assert made.letters("é Şuşa\x1b") == r"é \u015eu\u015fa\x1b"
    echo("Şuşa → é\n")
    sys.stdout.flush()
    assert raw.getvalue().decode("latin-1") == "\\u015eu\\u015fa \\u2192 é\n"
