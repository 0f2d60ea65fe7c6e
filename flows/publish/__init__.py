"""Checked tables in, one more published version in a data folder out, or none where nothing changed."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karabakh.flows.publish.publication import Published, publish

__all__ = ["Published", "publish"]


def __getattr__(name: str) -> Any:
    # on demand, so that reading versions (load, download) costs no Pandera
    if name in __all__:
        from karabakh.flows.publish import publication

        return getattr(publication, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
