"""Nothing in, a folder for a while out; where its disk is full, that is said, and how another one is named."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from karabakh.flows.process.scratch import scratch
from karabakh.flows.publish.errors import WriteError

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class RoomError(WriteError):
    """A disk is full on which something was made for a while."""


@contextmanager
def room() -> Iterator[Path]:
    """Give a folder that goes again; RoomError where what is done with it fails for want of room on a disk."""
    try:
        with scratch() as folder:
            yield folder
    except RoomError:  # told already
        raise
    except Exception as error:  # whoever met the full disk may have made an error of its own of it
        if not _is_full(error):
            raise
        raise RoomError(
            f"there is no room left ({error}); make some in {gettempdir()}, where this is done, or name a folder on "
            "another disk in the environment: TMPDIR=FOLDER"
        ) from error


def _is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
