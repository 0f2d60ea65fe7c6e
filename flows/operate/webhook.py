"""How a run ended in; a JSON message to the webhook, if there is one, out.

The message says what, when, of which run and which version, and never holds a word of a text. It has `text`, one line
for people, which chat services show; the rest is for programs.
"""

import logging
import socket
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from karabakh.flows.settings.model import Settings

SECONDS: Final = 10.0
"""How long the webhook may take to answer."""

PAUSES: Final = (1.0, 4.0)
"""Seconds before it is tried again."""

_LONGEST: Final = 2_000  # characters of a reason
_TOLD: Final = {
    "failure": frozenset({"failed", "crashed"}),
    "publication": frozenset({"failed", "crashed", "published"}),
}

log: Final = logging.getLogger("prefect.karabakh")


def wanted(settings: Settings, event: str) -> bool:
    """Whether the webhook is to be told of an event: failed, crashed, published or unchanged."""
    return settings.webhook is not None and (settings.webhook_on == "always" or event in _TOLD[settings.webhook_on])


def message(event: str, said: str, run: str | None, version: str | None = None) -> dict[str, Any]:
    """Return what is sent.

    >>> sent = message("failed", "seeds/texts: there is no document in it", "3f2b")
    >>> sent["event"], sent["text"]
    ('failed', 'karabakh refresh failed: seeds/texts: there is no document in it')
    """
    reason = said[:_LONGEST]
    return {
        "event": event,
        "text": f"karabakh refresh {event}: {reason}" if reason else f"karabakh refresh {event}",
        "reason": reason,
        "version": version,
        "flow_run_id": run,
        "host": socket.gethostname(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def tell(settings: Settings, event: str, said: str, run: str | None, version: str | None = None) -> bool:
    """Send the message if it is wanted, trying again for a while; say in the log where nobody took it.

    A webhook that fails never makes the run fail. Returns whether the message was taken. The address is a secret (it
    often holds a key), so no more of it than the host is named.
    """
    if not wanted(settings, event):
        return False
    for pause in (*PAUSES, None):
        why = _sent(settings.webhook or "", message(event, said, run, version))
        if why is None:
            return True
        if pause is not None:
            time.sleep(pause)
    log.warning("The webhook at %s was not told that the run %s: %s", urlsplit(settings.webhook).hostname, event, why)
    return False


def _sent(address: str, content: Mapping[str, Any]) -> str | None:
    """Send a message; return why nobody took it, None where somebody did."""
    import httpx

    try:
        answer = httpx.post(address, json=content, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return type(error).__name__
    return None if answer.is_success else f"it answered {answer.status_code}"
