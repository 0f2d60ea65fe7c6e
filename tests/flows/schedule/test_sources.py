"""A source that fails for a while is tried again, with pauses that grow, and told; it never counts as vanished."""

import http.server
import json
import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.ingest.errors import InputError
from karabakh.flows.settings.model import Settings

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]

CORPUS = b'{"document_id": "one", "text": "Shelling went on near Goris on 8 May 1992."}\n'


class Source(http.server.ThreadingHTTPServer):
    """Gives a corpus, but for so many requests another answer; ``asked``: how often it was asked for it."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.failures, self.asked = [], 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/corpus.jsonl"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Any

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.server.asked += 1
        status = self.server.failures.pop(0) if self.server.failures else 200
        body = CORPUS if status == 200 else b"sorry"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def source() -> Iterator[Source]:
    server = Source()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries, without the waiting."""
    from karabakh.flows.refresh import ingest

    assert list(ingest.retry_delay_seconds) == [1.0, 5.0, 25.0]
    monkeypatch.setattr(ingest, "retry_delay_seconds", [0.1, 0.1, 0.1])
    monkeypatch.setenv("NO_PROXY", "*")


def refresh(texts: str, data: Path) -> Any:
    from karabakh.flows.refresh import refresh as run

    return run(Settings(texts=[texts], data=data, workers=1, cache="off"))


def retries(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "Retry" in record.getMessage()]


def versions(data: Path) -> list[str]:
    return [one["version"] for one in json.loads((data / "versions.json").read_text(encoding="utf-8"))["versions"]]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_source_that_fails_twice_is_read_at_the_third_try(source, tmp_path, caplog, status):
    source.failures = [status] * 2
    with caplog.at_level(logging.INFO, "prefect"):
        made = refresh(source.address, tmp_path / "data")
    assert made.published.version == "1.0.0"
    told = retries(caplog)
    assert told
    assert "Retry 1/3 will start" in told[0]
    assert source.address in told[0]


def test_a_source_that_goes_on_failing_fails_the_run_and_is_not_taken_for_empty(source, tmp_path, caplog):
    data = tmp_path / "data"
    refresh(source.address, data)
    before = (data / "versions.json").read_bytes()
    source.failures = [503] * 1_000
    with caplog.at_level(logging.INFO, "prefect"), pytest.raises(InputError, match="503"):
        refresh(source.address, data)
    assert len(retries(caplog)) == 3
    assert (data / "versions.json").read_bytes() == before
    source.failures = []
    assert not refresh(source.address, data).published.changed
    assert versions(data) == ["1.0.0"]


def test_nobody_at_the_address_is_tried_again_and_fails_the_run(tmp_path, caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with caplog.at_level(logging.INFO, "prefect"), pytest.raises(InputError):
        refresh(f"http://127.0.0.1:{port}/corpus.jsonl", tmp_path / "data")
    assert len(retries(caplog)) == 3
    assert not (tmp_path / "data" / "versions.json").exists()


def test_a_source_that_comes_up_meanwhile_is_read(tmp_path, caplog, monkeypatch):
    from karabakh.flows.refresh import ingest

    monkeypatch.setattr(ingest, "retry_delay_seconds", [2.0, 2.0, 2.0])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    servers: list[Source] = []

    def begin() -> None:
        servers.append(Source(port))
        servers[0].serve_forever(poll_interval=0.01)

    timer = threading.Timer(2.5, begin)
    timer.start()
    with caplog.at_level(logging.INFO, "prefect"):
        made = refresh(f"http://127.0.0.1:{port}/corpus.jsonl", tmp_path / "data")
    assert made.published.version == "1.0.0"
    assert retries(caplog)
    servers[0].shutdown()
    servers[0].server_close()


def test_a_store_that_asks_for_less_haste_is_tried_again(s3, tmp_path, caplog, monkeypatch):
    from botocore.exceptions import ClientError
    from s3fs.core import S3File, S3FileSystem

    s3.mkdir("slow")
    s3.pipe("slow/corpus.jsonl", CORPUS)
    told = {"Error": {"Code": "SlowDown", "Message": "Please reduce your request rate."}}
    left = [1, 2]
    opened = S3FileSystem._open

    def slow(self: Any, *arguments: Any, **options: Any) -> S3File:
        if left:
            left.pop()
            raise OSError("Please reduce your request rate.") from ClientError(told, "GetObject")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(S3FileSystem, "_open", slow)
    with caplog.at_level(logging.INFO, "prefect"):
        assert refresh("s3://slow/corpus.jsonl", tmp_path / "data").published.version == "1.0.0"
    assert "Please reduce your request rate" in retries(caplog)[0]
