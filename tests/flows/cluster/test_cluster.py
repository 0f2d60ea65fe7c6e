"""The same flow on a cluster: a scheduler and workers as processes of their own. Slow."""

import hashlib
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.cluster.errors import SchedulerError, WorkerError
from karabakh.flows.errors import KarabakhError
from karabakh.flows.run.report import Refreshed
from karabakh.flows.settings.model import Settings

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]

Start = Callable[..., subprocess.Popen[bytes]]


def refresh(texts: Path, data: Path | str, **options: Any) -> Refreshed:
    from karabakh.flows.refresh import refresh as run

    return run(Settings(texts=[str(texts)], data=data, cache="off", **options))


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that there are some."""
    monkeypatch.setattr("karabakh.flows.batches.batch.BATCH_CHARACTERS", 3_000)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Some 60 texts, most of which have a place and a date."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(60):
        day = f"{number % 28 + 1} May {1988 + number % 7}"
        words = f"On {day} shelling near Goris and Agdam wounded {number + 2} people, text {number} says. "
        (folder / f"text-{number:03}.txt").write_text(words * (number % 9 + 1), encoding="utf-8")
    return folder


@pytest.fixture
def local(texts: Path, tmp_path: Path) -> dict[str, str]:
    """What this machine alone publishes."""
    refresh(texts, tmp_path / "local", workers=1)
    return tree(tmp_path / "local" / "1.0.0")


def test_a_cluster_publishes_the_same_bytes_and_leaves_nothing_behind(
    scheduler: str, worker: Start, texts: Path, tmp_path: Path, local: dict[str, str]
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for _ in range(2):
        worker()
    refresh(texts, tmp_path / "data", scheduler=scheduler, scratch=scratch)
    assert tree(tmp_path / "data" / "1.0.0") == local
    assert list(scratch.iterdir()) == []


def test_another_gazetteer_is_sent_along(
    scheduler: str, worker: Start, texts: Path, tmp_path: Path, root: Path
) -> None:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    for name in ("places", "place_names", "place_links"):
        content = (root / "seeds" / f"{name}.csv").read_text(encoding="utf-8")
        (folder / f"{name}.csv").write_text(content.replace(",Goris,", ",Blorvik,"), encoding="utf-8")
    for text in texts.iterdir():
        text.write_text(text.read_text(encoding="utf-8").replace("Goris", "Blorvik"), encoding="utf-8")
    worker()
    refresh(texts, tmp_path / "here", gazetteer=folder, workers=1)
    made = refresh(texts, tmp_path / "there", gazetteer=folder, scheduler=scheduler)
    assert tree(tmp_path / "here").keys() == tree(tmp_path / "there").keys()
    assert tree(tmp_path / "here" / "1.0.0") == tree(tmp_path / "there" / "1.0.0")
    assert made.report.rows["place_mentions"] == 2 * sum(number % 9 + 1 for number in range(60))


def test_a_worker_that_is_killed_in_mid_run_costs_nothing_and_doubles_nothing(
    scheduler: str,
    worker: Start,
    texts: Path,
    tmp_path: Path,
    local: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from karabakh.flows.cluster.cluster import Cluster

    one, _ = worker(), worker()
    received: list[int] = []
    plain = Cluster.harvests

    def harvests(self: Cluster, batches: Any) -> Any:
        for number, harvest in plain(self, batches):
            received.append(number)
            if len(received) == 3:
                one.send_signal(signal.SIGKILL)
                one.wait()
            yield number, harvest

    monkeypatch.setattr(Cluster, "harvests", harvests)
    refresh(texts, tmp_path / "data", scheduler=scheduler)
    assert tree(tmp_path / "data" / "1.0.0") == local
    assert sorted(received) == list(range(len(received)))
    assert len(received) > 6


def test_texts_and_rows_go_through_a_store(
    scheduler: str,
    worker: Start,
    texts: Path,
    tmp_path: Path,
    local: dict[str, str],
    s3: Any,
    s3_server: dict[str, str],
) -> None:
    s3.mkdir("scratch-of-runs")
    worker(**s3_server)
    refresh(texts, tmp_path / "data", scheduler=scheduler, scratch="s3://scratch-of-runs/runs")
    assert tree(tmp_path / "data" / "1.0.0") == local
    s3.invalidate_cache()
    assert s3.find("scratch-of-runs") == []


def test_an_address_without_a_scheduler_is_told_within_seconds(texts: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    with pytest.raises(SchedulerError, match=f"127.0.0.1:{port}") as told:
        refresh(texts, tmp_path / "data", scheduler=f"tcp://127.0.0.1:{port}")
    assert told.value.exit_code == 3
    assert time.monotonic() - began < 30
    assert not (tmp_path / "data").exists()


def test_a_scheduler_without_workers_is_given_up_after_a_while(
    scheduler: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("karabakh.flows.cluster.cluster.PATIENCE", 2.0)
    with pytest.raises(SchedulerError, match="no worker for 2 s"):
        refresh(texts, tmp_path / "data", scheduler=scheduler)


def test_a_worker_that_comes_late_is_waited_for(
    scheduler: str, worker: Start, texts: Path, tmp_path: Path, local: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from karabakh.flows.cluster.cluster import Cluster

    def wait(self: Cluster) -> None:
        if not late:
            late.append(worker())

    late: list[Any] = []
    monkeypatch.setattr(Cluster, "_wait_for_workers", wait)
    refresh(texts, tmp_path / "data", scheduler=scheduler)
    assert late
    assert tree(tmp_path / "data" / "1.0.0") == local


def test_a_worker_with_other_rules_is_named(
    scheduler: str, worker: Start, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker()
    monkeypatch.setattr("karabakh.flows.cluster.cluster.rules", lambda: "other")
    with pytest.raises(WorkerError, match="another karabakh-open-data than this machine"):
        refresh(texts, tmp_path / "data", scheduler=scheduler)
    monkeypatch.setattr("karabakh.flows.cluster.cluster.versions", lambda: ["numpy 0.1"])
    with pytest.raises(WorkerError, match=r"has .*numpy \d.*, and this machine has not"):
        refresh(texts, tmp_path / "data", scheduler=scheduler)


def test_a_place_that_a_worker_does_not_see_is_named_with_the_remedy(
    scheduler: str, worker: Start, texts: Path, tmp_path: Path, s3: Any
) -> None:
    s3.mkdir("not-for-workers")
    worker(AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
    with pytest.raises(WorkerError, match=r"does not see s3://not-for-workers.*--scratch"):
        refresh(texts, tmp_path / "data", scheduler=scheduler, scratch="s3://not-for-workers")


def test_a_scheduler_that_is_lost_in_mid_run_ends_the_run(
    scheduler: str,
    worker: Start,
    processes: list[subprocess.Popen[bytes]],
    texts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from karabakh.flows.cluster.cluster import Cluster

    worker()
    plain = Cluster.harvests

    def harvests(self: Cluster, batches: Any) -> Any:
        for done in plain(self, batches):
            processes[0].kill()
            yield done

    monkeypatch.setattr(Cluster, "harvests", harvests)
    with pytest.raises(KarabakhError, match="--scheduler tcp"):
        refresh(texts, tmp_path / "data", scheduler=scheduler)
    assert not (tmp_path / "data").exists()
