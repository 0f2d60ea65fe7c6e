"""The settings of a run in; whoever reads its texts and whoever extracts from them out, as long as the run lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from karabakh.flows.batches.processes import Processes
from karabakh.flows.run.gather import Workers
from karabakh.flows.settings.model import Settings


class Crew(NamedTuple):
    """Those who work: texts are read where they are, by processes of this machine; what follows may be elsewhere."""

    readers: Processes
    workers: Workers


@contextmanager
def crew(settings: Settings, shelf: Path, tell: Callable[[str], None]) -> Iterator[Crew]:
    """Give whoever the settings name; ``tell`` is told what people should know meanwhile.

    A cluster is connected at once, so that what is wrong with it shows before the texts are read.
    """
    with Processes(settings.processes, settings.gazetteer, shelf) as processes:
        if settings.scheduler is None:
            yield Crew(processes, processes)
            return
        from karabakh.flows.cluster.cluster import cluster

        with cluster(settings, shelf, tell) as connected:
            yield Crew(processes, connected)
