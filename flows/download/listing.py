"""The address of published versions in, their list out."""

from pathlib import Path

from karabakh.flows.download.address import origin
from karabakh.flows.download.origins import Origin
from karabakh.flows.publish.index import Release


def versions(data: str | Path | Origin | None = None) -> list[Release]:
    """Return the published versions at an address, the oldest first; ``files`` is set where not all of one is there.

    ``data`` is a folder's path or a URL (None: KARABAKH_FROM, else ./data). Raises CallError where there are none,
    DamagedError for a list that cannot be read, UnreachableError where nobody answers.
    """
    return list(origin(data).index().all)
