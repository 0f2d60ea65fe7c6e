"""A run as an operator sees it: its log as JSON, its failure told, its report and version kept by Prefect."""

import json
import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.operate import webhook
from karabakh.flows.settings.model import Settings

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("In Goris at least 12 people were killed in May 1992.", encoding="utf-8")
    return tmp_path / "texts"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the webhook was sent."""
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(webhook, "_sent", lambda _address, content: said.append(content))
    return said


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put the handlers of every logger back in their place afterwards."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    before = {logger: list(logger.handlers) for logger in loggers}
    yield
    for logger, known in before.items():
        logger.handlers[:] = known


def run(texts: Path, **options: Any) -> Any:
    from karabakh.flows.refresh import refresh

    told = {"webhook": "https://host.example/a-secret", **options}
    return refresh(Settings(texts=[str(texts)], data=texts.parent / "data", **told))


def test_a_run_that_fails_is_told_with_its_reason(texts: Path, sent: list[dict[str, Any]]) -> None:
    (texts / "a.txt").unlink()
    with pytest.raises(CallError, match="no document"):
        run(texts)
    (message,) = sent
    assert message["event"] == "failed"
    assert "no document" in message["reason"]
    assert message["flow_run_id"]


def test_a_run_that_publishes_is_told_where_that_was_asked_for(texts: Path, sent: list[dict[str, Any]]) -> None:
    made = run(texts, webhook_on="publication")
    run(texts, webhook_on="publication")
    assert [(one["event"], one["version"]) for one in sent] == [("published", "1.0.0")]
    assert sent[0]["flow_run_id"] == made.report.run
    run(texts, webhook_on="always")
    assert [one["event"] for one in sent] == ["published", "unchanged"]


@pytest.mark.usefixtures("handlers", "sent")
def test_each_line_of_a_log_for_programs_is_an_object_with_the_run(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from karabakh.flows.operate.logs import write_json

    import_module("prefect.logging.handlers")
    write_json()  # as the command does, before the first line of the run
    made = run(texts, log_format="json")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    own = [line for line in lines if line.get("flow_run_id") == made.report.run]
    assert any(line["message"] == made.report.outcome for line in own)
    assert {"time", "level", "logger", "message"} <= set(own[0])
    assert not any("a-secret" in line["message"] for line in lines)


def test_prefect_keeps_the_report_and_a_link_to_the_version(texts: Path) -> None:
    made = run(texts, webhook=None)
    from prefect.artifacts import Artifact

    report, link = Artifact.get("refresh-report"), Artifact.get("refresh-version")
    assert report is not None
    assert link is not None
    assert made.report.run in report.data
    assert made.published.path.resolve().as_uri() in link.data
