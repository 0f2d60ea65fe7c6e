"""A text in, the figures that it reports out: how many people were killed, displaced or captured, how much land."""

from karabakh.flows.figures.figure import Figure
from karabakh.flows.figures.find import find_figures

__all__ = ["Figure", "find_figures"]
