"""A settings file in TOML in, what it says of each setting out; none: nothing is said.

The file is karabakh.toml in the working directory, or the one that KARABAKH_SETTINGS names.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from karabakh.flows.errors import CallError

USUAL: Final = Path("karabakh.toml")
VARIABLE: Final = "KARABAKH_SETTINGS"


class Written(Mapping[str, Any]):
    """What a file says by the setting's name, with ``_`` and never ``-`` in it; without a file ``path`` is None.

    What is empty says nothing, as in the environment.
    """

    def __init__(self, path: Path | None = None, values: Mapping[str, Any] | None = None) -> None:
        self.path = path
        self._values = {name.replace("-", "_"): value for name, value in (values or {}).items() if value != ""}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def written() -> Written:
    """Return what the settings file says. Raises CallError where it cannot be read, or is not there and was named."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else USUAL
    if not named and not path.is_file():
        return Written()
    try:
        return Written(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError among them
        raise CallError(f'{path} is no TOML: {error}; a setting is a line such as: data = "published"') from None
    except OSError as error:
        raise CallError(f"{path}: {error.strerror}; {VARIABLE} names the settings file") from None
