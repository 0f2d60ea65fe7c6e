"""A Prefect server, a work pool and a worker started from the root of the repository run the flow. Slow."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow

DEPLOY = """
from prefect import flow
flow.from_source(source=".", entrypoint="flows/refresh.py:refresh").deploy(
    name="test", work_pool_name="here", ignore_warnings=True, print_next_steps=False,
    parameters={"settings": {"data": %r, "workers": 2}},
)
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_up(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=2):
            return True
    except (URLError, OSError):
        return False


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    variables = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_API_URL": url}
    call = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(call, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 180
        while not is_up(url):
            assert server.poll() is None
            assert time.monotonic() < until, "the server did not start"
            time.sleep(1)
        yield variables
    finally:
        server.terminate()
        server.wait(timeout=60)


def test_a_worker_started_from_the_repository_publishes(
    environment: dict[str, str], root: Path, tmp_path: Path
) -> None:
    def prefect(*arguments: str) -> None:
        call = [sys.executable, "-m", "prefect", *arguments]
        subprocess.run(call, cwd=root, env=environment, check=True, capture_output=True, timeout=300)

    data = tmp_path / "data"
    prefect("work-pool", "create", "--type", "process", "here")
    deploy = [sys.executable, "-c", DEPLOY % str(data)]
    subprocess.run(deploy, cwd=root, env=environment, check=True, capture_output=True, timeout=300)
    prefect("deployment", "run", "refresh/test")
    prefect("worker", "start", "--pool", "here", "--run-once")
    until = time.monotonic() + 120
    while not (data / "latest").exists() and time.monotonic() < until:
        time.sleep(1)
    assert (data / "latest").read_text(encoding="utf-8") == "1.0.0\n"
