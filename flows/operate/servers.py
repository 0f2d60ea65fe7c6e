"""Settings in; whether the servers that a run would talk to can be reached, out."""

import os
import socket
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from karabakh.flows.ingest.inputs import masked
from karabakh.flows.operate.seen import Seen

if TYPE_CHECKING:
    from karabakh.flows.settings.model import Settings

SECONDS: Final = 5.0
"""How long a server may take to answer."""


def prefect_server(settings: "Settings") -> Iterator[Seen]:
    """Ask the Prefect server that a run would report to, if there is one, for its version."""
    import httpx

    address = os.environ.get("PREFECT_API_URL") or _of_profile()
    if not address:
        yield Seen("Prefect server", "fine", "none is set (PREFECT_API_URL): each run has one of its own")
        return
    remedy = "start it (`prefect server start`), or unset PREFECT_API_URL so that each run has its own"
    try:
        answer = httpx.get(f"{address.rstrip('/')}/admin/version", timeout=SECONDS, headers=_key())
        answer.raise_for_status()
    except httpx.HTTPError as error:
        yield Seen("Prefect server", "wrong", f"{masked(address)}: {type(error).__name__}", remedy)
        return
    from importlib.metadata import version

    there, ours = str(answer.json()), version("prefect")
    same = there.split(".")[:2] == ours.split(".")[:2]
    yield Seen("Prefect server", "fine" if same else "warning", f"{masked(address)}: version {there}",
               "" if same else f"this machine has {ours}; use the same on both")  # fmt: skip


def _of_profile() -> str | None:
    """Return the address that Prefect's own profile names."""
    from prefect.settings import get_current_settings

    return get_current_settings().api.url


def _key() -> dict[str, str]:
    key = os.environ.get("PREFECT_API_KEY")
    return {"Authorization": f"Bearer {key}"} if key else {}


def scheduler(settings: "Settings") -> Iterator[Seen]:
    """Connect to the Dask scheduler, if one is named."""
    if not settings.scheduler:
        return
    parts = urlsplit(settings.scheduler)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 8786), timeout=SECONDS):
            yield Seen("Dask scheduler", "fine", f"{settings.scheduler} answers")
    except (OSError, ValueError) as error:
        yield Seen("Dask scheduler", "wrong", f"{settings.scheduler}: {error}", "`dask scheduler` starts one")
    try:
        import distributed  # noqa: F401
    except ImportError:
        remedy = f"{sys.executable} -m pip install 'karabakh-open-data[cluster]'"
        yield Seen("distributed", "wrong", "not installed", remedy)


def webhook(settings: "Settings") -> Iterator[Seen]:
    """Say whether there is a webhook; it is not called, and its address, which is a secret, not shown."""
    if settings.webhook is None:
        yield Seen("webhook", "fine", "none is set (KARABAKH_WEBHOOK): exit code and log tell of failures")
        return
    parts = urlsplit(settings.webhook)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield Seen("webhook", "warning", f"{parts.hostname} is told in the clear", "use https")
    else:
        yield Seen("webhook", "fine", f"{parts.hostname} is told of: {settings.webhook_on}")
