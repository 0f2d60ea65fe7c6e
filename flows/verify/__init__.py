"""A published version in; whether its files are whole, and whether its inputs still give it, out."""

from karabakh.flows.verify.rebuild import verify

__all__ = ["verify"]
