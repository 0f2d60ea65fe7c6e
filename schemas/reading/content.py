"""The path of a file in, its bytes out, read once and within bounds, so that nothing can change under the reader."""

import os
import stat
from pathlib import Path
from typing import Final

from karabakh.schemas.limits import FILE_BYTES
from karabakh.schemas.reading.refusal import UnreadableError

# a pipe without a writer would wait for ever; where the system knows no such flag, it knows no such pipes in folders
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
TOO_LARGE: Final = f"the file must hold at most {FILE_BYTES >> 20:,} MB; split it"


def read_content(path: Path) -> bytes:
    """Return the bytes of a regular file; UnreadableError where it is none, is too large or cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: opening a device can do something
            raise UnreadableError(
                "not_readable", "it must be a file, not a folder, a pipe or a device; write it to a file"
            )
        with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 - the flags
            if os.fstat(file.fileno()).st_size > FILE_BYTES:
                raise UnreadableError("too_large", TOO_LARGE)
            content = file.read(FILE_BYTES + 1)  # what grows meanwhile is read no further
    except ValueError as error:  # a path with a NUL in it
        raise UnreadableError("not_readable", f"the file cannot be read: {error}") from error
    except OSError as error:
        raise UnreadableError("not_readable", f"the file cannot be read: {error.strerror or error}") from error
    if len(content) > FILE_BYTES:
        raise UnreadableError("too_large", TOO_LARGE)
    return content
