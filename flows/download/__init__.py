"""An address of published versions in; their list, or verified files of one of them in a local folder, out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karabakh.flows.download.address import origin
    from karabakh.flows.download.cache import fetched
    from karabakh.flows.download.delivery import Downloaded, download
    from karabakh.flows.download.origins import Origin

__all__ = ["Downloaded", "Origin", "download", "fetched", "origin"]

_MODULES = {
    "Downloaded": "delivery",
    "Origin": "origins",
    "download": "delivery",
    "fetched": "cache",
    "origin": "address",
}


def __getattr__(name: str) -> Any:
    # on demand, so that a list of versions costs neither HTTP nor a cache
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
