"""What was asked of colours, and the environment, in; whether people look at the output, and what draws it, out.

Tables and colours are for people at a terminal; what goes into a pipe or a file stays plain lines. rich draws, and is
imported only where something is drawn.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import click

from karabakh.flows.console.options import option
from karabakh.schemas.visible import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.style import Style
    from rich.table import Table

AUTO: Final = "auto"
ALWAYS: Final = "always"
NEVER: Final = "never"
LEAST: Final = 20
"""Cells that a line has at least, however narrow the terminal says that it is."""

# Each is seen on black as on white: its contrast with both is at least 4 to 1. Fixed colours of the 256, as the first
# sixteen are whatever a user's theme makes of them.
STYLES: Final = {
    "place": "color(31)",
    "date": "color(130)",
    "figure": "color(162)",
    "added": "color(28)",
    "changed": "color(130)",
    "removed": "color(161)",
    "muted": "color(243)",
    "strong": "bold",
}
# of a terminal with sixteen colours: only those that most themes leave legible on either ground
SIXTEEN: Final = {
    "place": "magenta",
    "date": "underline",
    "figure": "red",
    "added": "bold",
    "changed": "none",
    "removed": "red",
    "muted": "none",
    "strong": "bold",
}


def color_option() -> Callable[[Any], Any]:
    """Return the option `--color` of a command whose output has a form for people at a terminal."""
    return option("--color", type=click.Choice([AUTO, ALWAYS, NEVER]), default=AUTO, show_default=True,
                  help="auto: drawn, in colours, at a terminal; always: also into a pipe (`| less -R`); never: without "
                  "colours. NO_COLOR and FORCE_COLOR are heeded.")  # fmt: skip


def says(variable: str) -> bool:
    """Whether a variable of the environment is set and not empty, as no-color.org and force-color.org want it."""
    return bool(os.environ.get(variable))


def forced(color: str) -> bool:
    """Whether the output is to be as at a terminal wherever it goes."""
    return color == ALWAYS or (color == AUTO and says("FORCE_COLOR") and not says("NO_COLOR"))


def coloured(color: str) -> bool:
    """Whether what is drawn has colours."""
    if color == AUTO:
        return forced(color) or not (says("NO_COLOR") or os.environ.get("TERM", "") in {"dumb", "unknown"})
    return color == ALWAYS


def plain(color: str) -> bool | None:
    """Return what click is told of the colours of plain lines: False for none, None where the stream decides."""
    return False if color == NEVER or says("NO_COLOR") else None


def terminal(color: str) -> "Terminal | None":
    """Return what draws for people; None where the output is for a pipe or a file, which get plain lines."""
    return Terminal(coloured(color)) if forced(color) or sys.stdout.isatty() else None


def columns() -> int:
    """Return how many cells a line of the terminal has: as COLUMNS says, else as the terminal itself does, else 80."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):  # of a pager's pipe only the others know
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80 if stream else 80
        except (OSError, ValueError):
            continue
    return 80


def many_colours() -> bool:
    """Whether the terminal has 256 colours; what does not say so has sixteen."""
    kind = os.environ.get("TERM", "")
    return "256" in kind or "kitty" in kind or says("COLORTERM") or (sys.platform == "win32" and not kind)


@dataclass(frozen=True)
class Terminal:
    """What draws for people: in colours or without, as wide as the terminal, with signs that its encoding has."""

    colours: bool
    width: int = field(default_factory=lambda: max(columns(), LEAST))
    many: bool = field(default_factory=many_colours)

    @property
    def ascii(self) -> bool:
        """Whether the output is not in Unicode, so that lines are drawn with ASCII."""
        return not _encoding().startswith("utf")

    def letters(self, text: str) -> str:
        """Return a text as it can be written: what would be obeyed, and what the encoding lacks, as an escape."""
        return visible(text) if not self.ascii else _writable(visible(text))

    @cached_property
    def console(self) -> "Console":
        """The console of rich that lays tables out; nothing is printed through it."""
        from rich.console import Console

        system: Any = ("256" if self.many else "standard") if self.colours else None
        return Console(color_system=system, force_terminal=True, force_jupyter=False, no_color=False, highlight=False,
                       markup=False, emoji=False, legacy_windows=False, width=self.width)  # fmt: skip

    def style(self, what: str) -> "Style":
        """Return the style of one of `STYLES`."""
        return self._styles[what]

    @cached_property
    def _styles(self) -> "dict[str, Style]":
        from rich.style import Style

        names = STYLES if self.many else SIXTEEN
        return {what: Style.parse(name) for what, name in names.items()}

    def paint(self, text: str, what: str | None, *, strong: bool = False) -> str:
        """Return a text in a style, as a terminal reads it; nothing in it may be more than a sign."""
        if not (self.colours and what and text):
            return text
        from rich.color import ColorSystem

        style = self.style(what) + self.style("strong") if strong else self.style(what)
        return style.render(text, color_system=ColorSystem.EIGHT_BIT if self.many else ColorSystem.STANDARD)

    def table(self) -> "Table":
        """Return a table without columns or rows yet, in the one form that all have."""
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        muted = self.style("muted")
        return Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style=muted, border_style=muted)

    def drawn(self, *renderables: "RenderableType") -> str:
        """Return the lines of tables and the like."""
        with self.console.capture() as capture:
            for one in renderables:
                self.console.print(one)
        return "".join(f"{line.rstrip()}\n" for line in capture.get().removesuffix("\n").split("\n"))


def _encoding() -> str:
    """Return how the output is encoded; what says ASCII is written as UTF-8 by click, but read as ASCII, maybe."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower()


def echo(text: str) -> None:
    """Print what was drawn as it is; a letter that the output's encoding lacks is written as an escape."""
    click.echo(_writable(text), nl=False, color=True)


def _writable(text: str) -> str:
    encoding = _encoding()
    return text if encoding.startswith("utf") else text.encode(encoding, "backslashreplace").decode(encoding)
