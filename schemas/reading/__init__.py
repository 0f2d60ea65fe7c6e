"""Files of unknown making in, the columns of their tables out, or a refusal that says what to do about the file.

Whoever sends a table may send a spreadsheet, a legacy encoding, semicolons, half a file, no table at all or an attack.
Whatever it is, `UnreadableError` is the one error that comes of it, within bounded time and memory.
"""

from typing import TYPE_CHECKING, Any

from karabakh.schemas.reading.contribution import Contribution
from karabakh.schemas.reading.refusal import UnreadableError

if TYPE_CHECKING:
    from karabakh.schemas.reading.file import read_file

__all__ = ["Contribution", "UnreadableError", "read_file"]


def __getattr__(name: str) -> Any:
    # not above: the process that reads apart imports this package and should start at once
    if name == "read_file":
        from karabakh.schemas.reading.file import read_file

        return read_file
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
