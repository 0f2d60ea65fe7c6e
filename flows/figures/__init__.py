"""A text in, the figures that it reports out: how many people were killed, displaced or captured, how much land."""

from karabakh.flows.figures.figure import Figure
from karabakh.flows.figures.find import FigureQuery, find_all_figures, find_figures

__all__ = ["Figure", "FigureQuery", "find_all_figures", "find_figures"]
