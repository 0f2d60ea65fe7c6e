"""The webhook is told what it asked for, again where it did not listen, and never makes a run fail."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.operate import hooks, webhook
from karabakh.flows.settings.model import Settings


class Heard(HTTPServer):
    """A server that keeps what it is sent, and answers with these codes in turn."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.said: list[dict[str, Any]] = []
        super().__init__(("127.0.0.1", 0), Ear)


class Ear(BaseHTTPRequestHandler):
    server: Heard

    def do_POST(self) -> None:
        self.server.said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.codes.pop(0) if self.server.codes else 204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def heard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    monkeypatch.setattr(webhook, "PAUSES", (0.0, 0.0))
    with Heard(*getattr(request, "param", ())) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def settings(server: Heard, told: str = "failure") -> Settings:
    address = f"http://127.0.0.1:{server.server_port}/a-secret"
    return Settings(texts=["."], data="s3://bucket/data", webhook=address, webhook_on=told)


@pytest.mark.parametrize(
    ("told", "events"),
    [
        ("failure", ["failed", "crashed"]),
        ("publication", ["failed", "crashed", "published"]),
        ("always", ["failed", "crashed", "published", "unchanged"]),
    ],
)
def test_it_is_told_of_what_it_asked_for(heard: Heard, told: str, events: list[str]) -> None:
    for event in ("failed", "crashed", "published", "unchanged"):
        webhook.tell(settings(heard, told), event, "why", "run-1")
    assert [one["event"] for one in heard.said] == events
    assert {one["flow_run_id"] for one in heard.said} == {"run-1"}


def test_without_a_webhook_nobody_is_told() -> None:
    assert not webhook.tell(Settings(texts=["."], data="s3://bucket/data"), "failed", "why", None)


@pytest.mark.parametrize("heard", [(503, 500)], indirect=True)
def test_it_is_tried_again(heard: Heard) -> None:
    assert webhook.tell(settings(heard), "failed", "why", "run-1")
    assert len(heard.said) == 3


@pytest.mark.parametrize("heard", [(500, 500, 500)], indirect=True)
def test_where_nobody_takes_it_the_log_says_so_and_not_the_secret(
    heard: Heard, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("prefect"), "propagate", True)
    with caplog.at_level(logging.WARNING):
        assert not webhook.tell(settings(heard), "failed", "why", "run-1")
    assert "it answered 500" in caplog.text
    assert "a-secret" not in caplog.text


def test_a_server_that_is_not_there_makes_nothing_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PAUSES", ())
    asked = Settings(texts=["."], data="s3://bucket/data", webhook="http://127.0.0.1:9/x")
    assert not webhook.tell(asked, "failed", "why", None)


@pytest.mark.parametrize("address", ["no address", "http://[", "ftp://host/x", "https://?key", "https://key@host/x y"])
def test_an_address_that_is_none_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(CallError, match="--webhook: an http address is wanted") as refused:
        Settings(texts=["."], data="s3://bucket/data", webhook=address)
    assert address not in str(refused.value)


def test_a_long_reason_is_cut() -> None:
    assert len(webhook.message("failed", "x" * 100_000, None)["reason"]) == 2_000


@pytest.mark.parametrize("as_json", [True, False])
def test_the_hooks_tell_how_a_run_ended(heard: Heard, as_json: bool) -> None:
    asked = settings(heard, "always")
    run = SimpleNamespace(id="run-1", parameters={"settings": asked.model_dump(mode="json") if as_json else asked})
    done = SimpleNamespace(report=SimpleNamespace(outcome="published 1.2.0 data/1.2.0"))
    hooks.failed(None, run, SimpleNamespace(message="no document"))
    hooks.crashed(None, run, SimpleNamespace(message=None))
    hooks.completed(None, run, SimpleNamespace(result=lambda raise_on_failure: done))
    assert [one["event"] for one in heard.said] == ["failed", "crashed", "published"]
    assert heard.said[0]["text"] == "karabakh refresh failed: no document"
    assert heard.said[2]["version"] == "1.2.0"
