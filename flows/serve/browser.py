"""An address in; the browser of whoever sits here shows it, if there is one."""

import os
import sys
import webbrowser
from threading import Thread


def has_display() -> bool:
    """Return whether a browser could open a window; one in the terminal would take the terminal away."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(url: str) -> None:
    """Open an address in the browser, without waiting for it."""
    Thread(target=_open, args=(url,), daemon=True).start()


def _open(url: str) -> None:
    try:
        webbrowser.open(url)
    except (OSError, webbrowser.Error):  # the address stands on the terminal
        return
