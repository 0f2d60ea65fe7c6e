"""A folder of published versions, the site over it, a server process, and a browser to look at it."""

import base64
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from karabakh.flows.publish import checksums
from karabakh.flows.publish.index import Index, Release
from karabakh.flows.serve.hosts import Hosts
from karabakh.flows.serve.shelf import Shelf
from karabakh.flows.serve.site import site
from karabakh.flows.serve.validation import Validation

SCRIPT = "document.title = 'ran'"
HASH = "sha256-" + base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src '{HASH}' https://evil.example">
<title>The page</title></head>
<body class="x">
<!-- served -->
<main><h1>Şuşa</h1><a href="csv/places.csv" download>places</a></main><script>{SCRIPT}</script>
</body></html>
"""
FILES = {
    "CHANGES.md": b"# Changes\n",
    "README.md": b"# Card\n",
    "datapackage.json": b"{}",
    "csv/places.csv": "place_id,label\nK0001,Şuşa\n".encode(),
    "parquet/places.parquet": b"PAR1" + bytes(range(256)) * 4 + b"PAR1",
    "odd.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
}


def publish(data: Path, number: str, files: dict[str, bytes], previous: str | None = None) -> Release:
    """Write a version's folder and return what versions.json says of it."""
    folder = data / number
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    checksums.write(folder)
    return Release(
        number,
        "2026-03-01T06:00:00Z",
        previous,
        "minor" if previous else None,
        {"places": 1},
        checksums.sha256(folder / checksums.NAME),
        sum((folder / name).stat().st_size for name in checksums.files(folder)),
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two versions, the newer with a page, and beside their files some that no list has."""
    home = tmp_path / "data"
    first = publish(home, "1.0.0", FILES)
    second = publish(home, "1.1.0", {**FILES, "index.html": PAGE.encode()}, "1.0.0")
    (home / "versions.json").write_text(Index().adding(first).adding(second).text())
    (home / "latest").write_text("1.1.0\n")
    (home / "secret.txt").write_text("secret")
    (home / "1.1.0" / "unlisted.csv").write_text("secret")
    (home / "1.1.0" / ".hidden").write_text("secret")
    return home


@pytest.fixture
def client(data: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The site, as a browser on this computer reaches it."""
    made = site(Shelf(data), Validation(data, tmp_path, 100_000, 60), Hosts.of("127.0.0.1"))
    with TestClient(made, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client


@dataclass
class Served:
    """A server that runs: its process, its address, and where its temporary folders are."""

    process: subprocess.Popen[str]
    url: str
    temporary: Path

    @property
    def port(self) -> int:
        """The port that it has."""
        return int(self.url.rstrip("/").rpartition(":")[2])

    def connect(self) -> socket.socket:
        """Return a connection to it."""
        made = socket.create_connection(("127.0.0.1", self.port))
        made.settimeout(30)
        return made

    def left(self) -> list[Path]:
        """Return what lies in the folders of files that are checked."""
        return [path for path in self.temporary.glob("karabakh-*/*") if path.name != ".lock"]


@pytest.fixture
def serving(data: Path, tmp_path: Path) -> Callable[..., Any]:
    """Start the command, as a context; ``words`` are added to the call, ``before`` is code that runs before it."""

    @contextmanager
    def serving(*words: str, data: Path = data, before: str = "") -> Iterator[Served]:
        temporary = tmp_path / "tmp"
        temporary.mkdir(exist_ok=True)
        run = f"{before}\nfrom karabakh.flows.cli import main; main()"
        call = [sys.executable, "-P", "-c", run, "serve", "--data", str(data), "--no-open", "--port", "0", *words]
        environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        ) as process:
            try:
                assert process.stdout
                assert process.stderr
                line = process.stdout.readline()
                assert line.startswith("serving "), process.stderr.read()
                yield Served(process, line.strip().rpartition(" ")[2], temporary)
            finally:
                process.kill()
                print(process.stderr.read() if process.stderr else "", file=sys.stderr)  # shown where the test fails

    return serving
