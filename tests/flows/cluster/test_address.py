"""An address without a scheduler is told at once, and what is no address, too."""

import socket
import time
from pathlib import Path

import pytest

from karabakh.flows import api
from karabakh.flows.cluster.address import check
from karabakh.flows.cluster.errors import SchedulerError
from karabakh.flows.errors import CallError


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_who_listens_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        check(f"tcp://127.0.0.1:{server.getsockname()[1]}")


def test_nobody_there_is_told_before_prefect_starts(free_port: int, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    address, began = f"tcp://127.0.0.1:{free_port}", time.monotonic()
    with pytest.raises(SchedulerError, match=f"--scheduler {address}: no scheduler answers there") as told:
        api.refresh(tmp_path / "texts", data=tmp_path / "data", scheduler=address)
    assert told.value.exit_code == 3
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://a:1", "tcp://", "tcp://a:b", "tcp://[", "cluster"])
def test_what_is_no_address_is_a_wrong_call(address: str) -> None:
    with pytest.raises(CallError, match="tcp://HOST:PORT"):
        check(address)


def test_what_speaks_to_it_must_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karabakh.flows.cluster.address.find_spec", lambda _name: None)
    with pytest.raises(CallError, match=r"karabakh-open-data\[cluster\]"):
        check("tcp://127.0.0.1:8786")
