"""A process in; the same out, keeping memory that it has freed for what it asks for next.

The C library of Linux gives blocks of some megabytes back to the system when they are freed, and gets them anew as
pages that fault one by one. Work on arrays of a batch does that thousands of times: it is a twentieth of its time. The
allocator that Arrow brings does the same by itself, so tables are put where all else is.
"""

import ctypes
from contextlib import suppress
from typing import Final

_TRIM, _MAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h
_LARGEST_BLOCK: Final = 32 << 20
_KEPT: Final = 1 << 30


def keep_freed() -> None:
    """Let this process keep what it frees; elsewhere than with glibc nothing happens. For processes of our own only."""
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MAP, _LARGEST_BLOCK)
        library.mallopt(_TRIM, _KEPT)
        _keep_tables()


def _keep_tables() -> None:
    import pyarrow as pa  # not above: the command that only tells what is set needs no tables

    pa.set_memory_pool(pa.system_memory_pool())
