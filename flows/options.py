"""How the commands take their options: kinds of paths, and each option also from the environment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path, file_okay=False)
OLD_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)


class Place(click.Path):
    """A folder's path, or an address (s3://bucket/prefix) as it stands."""

    name = "folder or URL"

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Return an address as text and anything else as a path."""
        return value if isinstance(value, str) and "://" in value else super().convert(value, parameter, context)


class Lines(click.ParamType[str]):
    """Text of which the environment gives several, one a line, because folders and URLs hold spaces and colons."""

    name = "path"
    envvar_list_splitter = "\n"


def option(name: str, *names: str, **settings: Any) -> Callable[[Any], Any]:
    """Return an option that is also read from KARABAKH_NAME in the environment."""
    variable = "KARABAKH_" + name.lstrip("-").replace("-", "_").upper()
    return click.option(name, *names, envvar=variable, show_envvar=True, **settings)
