"""The state in which Prefect ends a run in; whoever is to know of it told."""

import logging
from typing import Any

from karabakh.flows.errors import KarabakhError
from karabakh.flows.operate.webhook import tell
from karabakh.flows.settings.model import Settings


def failed(flow: Any, flow_run: Any, state: Any) -> None:
    """Tell of a run that failed."""
    _tell("failed", flow_run, state)


def crashed(flow: Any, flow_run: Any, state: Any) -> None:
    """Tell of a run whose process ended before it did: killed, or out of memory."""
    _tell("crashed", flow_run, state)


def completed(flow: Any, flow_run: Any, state: Any) -> None:
    """Tell of a run that was done; whether it published stands in what it returned."""
    outcome = getattr(state.result(raise_on_failure=False), "report", None)
    said = outcome.outcome if outcome else ""
    event = "published" if said.startswith("published") else "unchanged"
    version = said.split()[1] if said else None
    tell(_settings(flow_run), event, said, str(flow_run.id), version)


def _tell(event: str, run: Any, state: Any) -> None:
    tell(_settings(run), event, str(state.message or ""), str(run.id))


def _settings(run: Any) -> Settings:
    """Return the settings of a run, which a deployment has as JSON; those of this machine where they tell nothing."""
    given = run.parameters.get("settings")
    if isinstance(given, Settings):
        return given
    try:
        return Settings(**given) if isinstance(given, dict) else Settings()
    except KarabakhError as error:
        logging.getLogger("prefect.karabakh").warning("Nobody was told how the run ended: %s", error)
        return Settings.model_construct()
