"""The ways in which work on a cluster can fail."""

from karabakh.flows.errors import KarabakhError


class SchedulerError(KarabakhError):
    """There is no scheduler at the address, or it has no workers."""


class LostError(KarabakhError):
    """The scheduler was lost while it was at work."""


class WorkerError(KarabakhError):
    """A worker cannot do the work: other versions, or it does not see what is shared; another one might."""
