"""Work that makes many objects in, the same done with garbage collected seldom, out.

What extraction makes is freed by itself, as nothing in it goes in circles; so to look for circles again and again among
all that a process has loaded, is a fifth of the time and finds nothing. Afterwards garbage is collected as before.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_OBJECTS: Final = 100_000  # so many more of them before circles are looked for
_LOCK: Final = Lock()
_BEFORE: Final[list[tuple[tuple[int, int, int], bool]]] = []  # what to go back to, once for each who works so


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect garbage seldom, and only what is made from here on; for several threads until the last of them is done.

    Whoever has switched collection off, or has frozen objects, keeps it so.
    """
    with _LOCK:
        _BEFORE.append(_BEFORE[0] if _BEFORE else _begun())
    try:
        yield
    finally:
        with _LOCK:
            before = _BEFORE.pop()
            if not _BEFORE:
                _ended(*before)


def _begun() -> tuple[tuple[int, int, int], bool]:
    before, freezes = gc.get_threshold(), not gc.get_freeze_count()
    if before[0]:
        gc.set_threshold(max(before[0], _OBJECTS), *before[1:])
    if freezes:
        gc.freeze()
    return before, freezes


def _ended(before: tuple[int, int, int], frozen: bool) -> None:
    if gc.isenabled():
        gc.collect(1)  # what is young: so that no circle waits among the old, which are looked at even less often
    if frozen:
        gc.unfreeze()
    gc.set_threshold(*before)
