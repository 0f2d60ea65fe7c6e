"""What leads from the version before to an edition: which version that is, and what differs from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from karabakh.flows.publish.difference import Difference
from karabakh.flows.publish.number import Change
from karabakh.flows.publish.version import Version


@dataclass(frozen=True)
class Step:
    """The step from one version to the next."""

    previous: Version
    change: Change
    reason: str  # for people
    differences: Mapping[str, Difference]  # of the tables that both have

    def differs(self, name: str) -> bool:
        """Whether a table, which one of the two has, differs; else there is no need to read it again."""
        found = self.differences.get(name)
        return found is None or found.change is not None
