"""The state that a flow run ended in, in; one line that says how it ended out."""

import re
from typing import Any, Final

KEY: Final = "refresh-report"
_LONGEST: Final = 2_000
_PREFIX: Final = re.compile(r"Flow run encountered an exception: (?:[A-Za-z]{1,60}: )?")
_HEADING: Final = re.compile(r"# ((?:published|unchanged) \S[^\n]*)")


def outcome(client: Any, run: Any, state: Any) -> str:
    """Return `published VERSION PATH`, `unchanged VERSION PATH`, or `failed: why`, as far as the server knows it."""
    why = _PREFIX.sub("", str(state.message or state.name), count=1).strip().splitlines()[0][:_LONGEST]
    if state.is_completed():
        return _reported(client, run) or f"done: {why}"
    return f"failed: {why}" if state.is_failed() else f"{state.name.lower()}: {why}"


def _reported(client: Any, run: Any) -> str:
    """Return the first line of the report that a run has left with the server."""
    from prefect.client.schemas import filters

    found = client.read_artifacts(
        artifact_filter=filters.ArtifactFilter(
            key=filters.ArtifactFilterKey(any_=[KEY]), flow_run_id=filters.ArtifactFilterFlowRunId(any_=[run])
        ),
        limit=1,
    )
    heading = _HEADING.match(str(found[0].data)) if found else None
    return heading[1] if heading else ""
