"""Open, versioned data on places, dates and figures in texts about the Nagorno-Karabakh conflict.

>>> import karabakh
>>> karabakh.__all__
['accept', 'diff', 'download', 'load', 'refresh', 'template', 'validate', 'verify', 'versions']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karabakh.flows.api import accept, diff, download, load, refresh, template, validate, verify, versions

__all__ = ["accept", "diff", "download", "load", "refresh", "template", "validate", "verify", "versions"]


def __getattr__(name: str) -> Any:
    """Import a function when it is first asked for: pandas and Prefect take seconds, and most uses need one of them."""
    if name in __all__:
        return getattr(import_module("karabakh.flows.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
