"""Two published versions, and an HTTP server that gives them badly when asked to."""

import gzip
import http.server
import json
import random
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from karabakh.flows.publish import publish
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

BIG = "parquet/documents.parquet"


def documents(published: date | None) -> list[dict[str, object]]:
    noise = random.Random(1)
    return [
        {
            "document_id": f"d{number:05}",
            "source_file": f"d{number:05}.txt",
            "redistributable": False,
            "published": published,
            "n_characters": 5,
            "n_sentences": 1,
            "n_place_mentions": 1,
            "n_date_mentions": 0,
            "n_figures": 0,
            "text_sha256": noise.randbytes(32).hex(),
            "status": "ok",
        }
        for number in range(2_000)
    ]


MENTION = {
    "place_mention_id": "d00000:p0-5",
    "document_id": "d00000",
    "sentence": 0,
    "start": 0,
    "end": 5,
    "surface": "Goris",
    "candidates": ["K0001", "K0002"],
    "name": "=Goris",
    "tradition": "shared",
    "method": "exact",
    "confidence": 0.5,
    "in_event_name": False,
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 1.0.0 and 1.0.1: in the second the documents have a date. Not to be changed."""
    data = tmp_path_factory.mktemp("made") / "data"
    for published in (None, date(2020, 11, 10)):
        rows = {"documents": documents(published), "place_mentions": [MENTION]}
        tables = {name: table(TABLES[name], some) for name, some in rows.items()}
        publish(tables, data, released=datetime(2024, 5, 1, 12, tzinfo=UTC))
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed at will."""
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Where is downloaded to; not there yet."""
    return tmp_path / "to"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; no waiting, no proxy, nothing from the environment."""
    monkeypatch.setenv("KARABAKH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")
    for name in ("KARABAKH_FROM", "KARABAKH_DATA", "KARABAKH_TO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("karabakh.flows.download.fetch.PAUSES", (0, 0, 0, 0))
    return tmp_path / "cache"


@dataclass
class Request:
    """What was asked for, and how many bytes of a file went out."""

    path: str
    start: int | None
    query: str
    authorization: str | None
    cached: str | None
    sent: int = 0


Answer = Callable[["Handler", bytes, int | None], None]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path).removeprefix("/")
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked and self.server.ranges else None
        self.request_seen = Request(
            path, start, parts.query, self.headers.get("Authorization"), self.headers.get("Cache-Control")
        )
        self.server.asked.append(self.request_seen)
        answers = self.server.answers.get(path)
        file = self.server.root / path
        body = file.read_bytes() if file.is_file() else b""
        if answers:
            return (answers.pop(0) if len(answers) > 1 or not self.server.always else answers[0])(self, body, start)
        if not file.is_file():
            return self.give(404, b"no such file")
        return self.whole(body, start)

    def whole(self, body: bytes, start: int | None) -> None:
        if start is None:
            return self.give(200, body)
        if start >= len(body):
            return self.give(416, b"", {"Content-Range": f"bytes */{len(body)}"})
        return self.give(206, body[start:], {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"})

    def give(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        length: int | None = None,
        cut: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.send(body)
        if cut:
            self.close_connection = True

    def send(self, body: bytes) -> None:
        try:
            self.wfile.write(body)
            self.request_seen.sent += len(body)
        except OSError:  # the other side has had enough
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        return


@dataclass
class Answers:
    """Ways to answer a request for a file."""

    @staticmethod
    def cut(after: int) -> Answer:
        """So many bytes, and the connection is closed."""

        def answer(handler: Handler, body: bytes, start: int | None) -> None:
            rest = body[start or 0 :]
            status = 200 if start is None else 206
            headers = {} if start is None else {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            handler.give(status, rest[:after], headers, length=len(rest), cut=True)

        return answer

    @staticmethod
    def changed(at: int) -> Answer:
        """The file with another byte at a place."""

        def answer(handler: Handler, body: bytes, start: int | None) -> None:
            handler.whole(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :], start)

        return answer

    @staticmethod
    def instead(content: bytes, headers: dict[str, str] | None = None) -> Answer:
        """Something else."""
        return lambda handler, body, start: handler.give(200, content, headers)

    @staticmethod
    def status(number: int, headers: dict[str, str] | None = None) -> Answer:
        """An error's number."""
        return lambda handler, body, start: handler.give(number, b"sorry", headers)

    @staticmethod
    def length(more: int) -> Answer:
        """The file with a length that is not its own."""
        return lambda handler, body, start: handler.give(
            200, body[: len(body) + more], None, len(body) + more, cut=True
        )

    @staticmethod
    def endless(handler: Handler, body: bytes, start: int | None) -> None:
        """Bytes without an end."""
        handler.send_response(200)
        handler.end_headers()
        while not handler.close_connection and handler.request_seen.sent < 100_000_000:
            handler.send(b"x" * 65_536)
        handler.close_connection = True

    @staticmethod
    def unsized(after: int) -> Answer:
        """So many bytes, whose end is that of the connection, as before HTTP/1.1."""

        def answer(handler: Handler, body: bytes, start: int | None) -> None:
            handler.send_response(200 if start is None else 206)
            if start is not None:
                handler.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            handler.send_header("Connection", "close")
            handler.end_headers()
            handler.send(body[start or 0 :][:after])
            handler.close_connection = True

        return answer

    @staticmethod
    def packed(handler: Handler, body: bytes, start: int | None) -> None:
        """The file compressed, though nobody asked for that."""
        handler.give(200, gzip.compress(body), {"Content-Encoding": "gzip"})

    @staticmethod
    def elsewhere(address: str) -> Answer:
        """A redirection."""
        return lambda handler, body, start: handler.give(302, b"x" * 100, {"Location": address})


class Server(http.server.ThreadingHTTPServer):
    """Gives the files below ``root``; ``answers``: by path, what is answered instead, one a request."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.root, self.ranges, self.always = root, True, False
        self.asked: list[Request] = []
        self.answers: dict[str, list[Answer]] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def sent(self, path: str) -> list[tuple[int | None, int]]:
        """From where a file was asked for, and how many bytes went out, request by request."""
        return [(one.start, one.sent) for one in self.asked if one.path == path]

    def handle_error(self, *_: object) -> None:
        return


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Server]]:
    """Start a server of a folder."""
    running: list[tuple[Server, threading.Thread]] = []

    def serve(root: Path) -> Server:
        server = Server(root)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return server

    yield serve
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server(data: Path, serve: Callable[[Path], Server]) -> Server:
    """A server of the two versions."""
    return serve(data)


@pytest.fixture
def answers() -> type[Answers]:
    return Answers


@pytest.fixture
def whole() -> Callable[[Path, Path], bool]:
    """Whether two folders hold the same files."""

    def files(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return lambda one, other: bool(files(one)) and files(one) == files(other)


@pytest.fixture
def nothing_left() -> Callable[[Path], bool]:
    """Whether a folder of downloads has nothing but what is hidden: no version, nothing of one, no list of them."""
    return lambda to: not to.exists() or {path.name for path in to.iterdir() if path.name[0] != "."} == set()


@pytest.fixture
def names() -> Callable[[Path], list[str]]:
    """The names of what is in a folder."""
    return lambda folder: sorted(path.name for path in folder.iterdir())


@pytest.fixture
def listed() -> Callable[[Path], Any]:
    """What the list of a folder of downloads says."""
    return lambda folder: json.loads((folder / "versions.json").read_text())
