"""The doctor sees what is wrong, says what to do, and goes on to the next thing."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.operate import doctor, servers
from karabakh.flows.operate.seen import Seen
from karabakh.flows.settings.model import Settings


def seen(*arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = CliRunner().invoke(main, ["doctor", "--format", "json", *arguments])
    return done.exit_code, {one["what"]: one for one in json.loads(done.output)}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Goris", encoding="utf-8")
    return tmp_path / "texts"


def test_where_all_is_well_it_says_so(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_of_profile", lambda: None)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    code, found = seen("--texts", str(texts), "--data", str(tmp_path / "data"))
    assert code == 0
    assert {one["verdict"] for one in found.values()} <= {"fine", "warning"}
    assert {"Python", "karabakh-open-data", "prefect", "fastapi", "gazetteer", "Prefect server"} <= set(found)
    assert not (tmp_path / "data").exists()


def test_it_names_all_that_is_wrong_at_once(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        nobody = taken.getsockname()[1]
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{nobody}/api")
        (tmp_path / "file").write_text("", encoding="utf-8")
        code, found = seen(
            "--texts", str(texts), "--data", str(tmp_path / "file" / "data"), "--webhook", "http://host.example/x",
            "--scheduler", f"tcp://127.0.0.1:{nobody}",
        )  # fmt: skip
    assert code == 1
    wrong = {what for what, one in found.items() if one["verdict"] == "wrong"}
    assert {"data", "Prefect server", "Dask scheduler"} <= wrong
    assert found["Prefect server"]["remedy"]
    assert (found["webhook"]["verdict"], found["webhook"]["remedy"]) == ("warning", "use https")


def test_settings_that_cannot_be_are_a_finding() -> None:
    code, found = seen("--texts", "no/such/folder")
    assert code == 1
    assert "no/such/folder" in found["settings"]["seen"]


def test_a_library_that_is_known_not_to_work_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"fastapi": "0.155.0", "sqlalchemy": "2.1.0"}
    real = doctor.version
    monkeypatch.setattr(doctor, "version", lambda name: versions.get(name) or real(name))
    found = {one.what: one for one in doctor.libraries()}
    assert found["fastapi"].verdict == "wrong"
    assert "fails at the first run" in found["fastapi"].seen
    assert "never starts what is scheduled" in found["sqlalchemy"].seen
    assert found["fastapi"].remedy.startswith("pip install 'fastapi")
    assert found["prefect"].verdict == "fine"


def test_a_full_disk_is_wrong_and_a_nearly_full_one_a_warning(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Settings(texts=[str(texts)], data=texts.parent / "data")
    for free, verdict in ((1_000, "wrong"), (1_000_000_000, "warning"), (10**12, "fine")):
        monkeypatch.setattr(
            doctor.shutil, "disk_usage", lambda _path, free=free: doctor.shutil._ntuple_diskusage(1, 1, free)
        )
        assert {one.verdict for one in doctor._disks(asked)} == {verdict}


def test_a_look_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch, texts: Path) -> None:
    def broken(_settings: Settings) -> Any:
        raise RuntimeError("out of order")

    found = doctor._tried(broken, Settings(texts=[str(texts)], data=texts.parent / "data"))
    assert found == [Seen("broken", "wrong", "RuntimeError: out of order")]
