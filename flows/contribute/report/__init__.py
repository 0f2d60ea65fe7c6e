"""What was found in a contribution in, a report for people, programs or a pull request out."""

from collections.abc import Callable, Iterator, Mapping

from karabakh.flows.contribute.checking import Checking
from karabakh.flows.contribute.report.annotations import annotations
from karabakh.flows.contribute.report.lines import lines
from karabakh.flows.contribute.report.page import page
from karabakh.flows.contribute.report.record import record

__all__ = ["FORMATS", "annotations", "lines", "page", "record"]

FORMATS: Mapping[str, Callable[[Checking], Iterator[str]]] = {
    "text": lines,
    "json": record,
    "github": annotations,
    "html": page,
}
"""The reports by the name of their format: each yields the lines of one."""
