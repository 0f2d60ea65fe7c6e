"""The folder that a run works in goes with the run."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from karabakh.flows.process import scratch as module
from karabakh.flows.process.scratch import scratch

RUN = """
import signal, sys, time
from karabakh.flows.process.scratch import scratch
from karabakh.flows.process.stop import end_on_signal
end_on_signal()
with scratch() as folder:
    (folder / "texts").write_text("not to be passed on")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def started() -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def ended(process: subprocess.Popen[str], number: signal.Signals) -> int:
    process.send_signal(number)
    process.communicate(timeout=60)
    return process.returncode


def test_it_is_gone_behind_the_run(temporary: Path) -> None:
    with scratch() as folder:
        (folder / "texts").write_text("not to be passed on", encoding="utf-8")
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []
    with suppress(ZeroDivisionError), scratch():
        raise ZeroDivisionError
    assert list(temporary.iterdir()) == []


def test_it_may_lie_in_another_folder_and_an_address_is_none(temporary: Path) -> None:
    with scratch(temporary / "on" / "another" / "disk") as folder:
        assert folder.parent == temporary / "on" / "another" / "disk"
    assert list(folder.parent.iterdir()) == []
    with scratch("s3://bucket/scratch") as folder:
        assert folder.parent == temporary


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_a_run_that_is_told_to_stop_leaves_nothing(temporary: Path) -> None:
    process, folder = started()
    assert (folder / "texts").exists()
    assert ended(process, signal.SIGTERM) == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_what_a_killed_run_left_is_removed_by_the_next_and_what_another_uses_is_not(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (killed, left), (running, used) = started(), started()
    (temporary / "karabakh-of-somebody").mkdir()
    ended(killed, signal.SIGKILL)
    with scratch():
        assert left.exists()  # so young that it might not be locked yet
    monkeypatch.setattr(module, "_YOUNG", -time.time())
    with scratch():
        assert not left.exists()
        assert (used / "texts").exists()
        assert (temporary / "karabakh-of-somebody").exists()
    ended(running, signal.SIGTERM)
