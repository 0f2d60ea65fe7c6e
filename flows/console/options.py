"""How the commands take their options: kinds of paths, and each option also from the environment."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from karabakh.flows.console.settingsfile import written
from karabakh.flows.errors import CallError

PREFIX = "KARABAKH_"
OLD_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


class New(click.Path):
    """The path of what may not be there yet: never an empty one, which would be the working directory."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Return the path; refuse one that would break the line in which a command says where it has written."""
        fault = _fault(str(value))
        if fault:
            self.fail(fault, parameter, context)
        return self.named(value, parameter, context)

    def named(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Return the path of a name that can be one."""
        return super().convert(value, parameter, context)


def _fault(name: str) -> str | None:
    if not name.strip():
        return "an empty name is none; name something, or leave the option out"
    if not name.isprintable():
        from karabakh.flows.ingest.identifier import escaped

        if escaped(name) != name:
            return f"{escaped(name)}: a name has no control characters and is valid UTF-8"
    return None


FOLDER = New(path_type=Path, file_okay=False)
NEW_FILE = New(path_type=Path, dir_okay=False)


class Place(New):
    """A folder's path, or an address (s3://bucket/prefix) as it stands."""

    name = "folder or URL"

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def named(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Return an address as text and anything else as a path."""
        return value if isinstance(value, str) and "://" in value else super().named(value, parameter, context)


class Lines(click.ParamType[str]):
    """Text of which the environment gives several, one a line, because folders and URLs hold spaces and colons."""

    name = "path"
    envvar_list_splitter = "\n"


class Setting(click.Option):
    """An option that is also read from KARABAKH_NAME in the environment and from the settings file."""

    def get_default(self, context: click.Context, call: bool = True) -> Any:
        """Return what the settings file says, else the default."""
        key = str(self.envvar).removeprefix(PREFIX).lower()
        file = written()
        said = file.get(key)
        if said is None:
            return super().get_default(context, call)
        if isinstance(said, dict) or (isinstance(said, list) and not self.multiple):
            raise CallError(f"{file.path}: {key} has several values, and one is wanted")
        if isinstance(said, list):
            return [str(one) for one in said]
        return said if isinstance(said, bool) else str(said)  # as a call gives it


class Configured(click.Command):
    """A command of which some options are settings: those of a refresh, and ``more``.

    They are derived from the model when they are first asked for: to read it takes longer than to list all commands.
    """

    def __init__(self, *arguments: Any, more: Sequence[str] = (), **settings: Any) -> None:
        self._own: list[click.Parameter] = []
        self._more = more
        super().__init__(*arguments, **settings)

    @cached_property
    def _all(self) -> list[click.Parameter]:
        from karabakh.flows.settings.options import REFRESH, settings_options

        return [*settings_options([*REFRESH, *self._more]), *self._own]

    @property
    def params(self) -> list[click.Parameter]:
        """The settings, and then the options that only this command has; click adds to the list and takes away."""
        return self._all

    @params.setter
    def params(self, own: list[click.Parameter]) -> None:
        self._own = own


def variable(name: str) -> str:
    """Return the variable of the environment that gives a setting: KARABAKH_MAX_DROP for --max-drop or max_drop."""
    return PREFIX + name.lstrip("-").replace("-", "_").upper()


def option(name: str, *names: str, **settings: Any) -> Callable[[Any], Any]:
    """Return an option that is also read from KARABAKH_NAME in the environment and from the settings file."""
    given = variable(name.partition("/")[0])
    return click.option(name, *names, cls=Setting, envvar=given, show_envvar=True, **settings)
