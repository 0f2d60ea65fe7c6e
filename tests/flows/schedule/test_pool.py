"""prefect.yaml against a real server and a real worker: it fires, publishes, and gets over a killed worker."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest
import yaml

pytestmark = pytest.mark.slow


@pytest.fixture
def checkout(place, root):
    """A checkout as a user has it, whose deployment fires every 20 s; the runs work in it."""
    folder = place.folder / "checkout"
    folder.mkdir()
    (folder / "flows").symlink_to(root / "flows")
    deployments = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))
    assert [one["cron"] for one in deployments["deployments"][0]["schedules"]] == ["0 6 * * *"]
    deployments["deployments"][0]["schedules"] = [{"interval": 20}]
    (folder / "prefect.yaml").write_text(yaml.safe_dump(deployments), encoding="utf-8")
    shutil.move(place.texts, folder / "texts")
    place.texts = folder / "texts"
    return folder


def test_its_deployment_fires_and_is_set_by_the_environment_of_the_worker(place, checkout, server):
    prefect = [sys.executable, "-m", "prefect"]
    place.environment["PREFECT_API_URL"] = server

    def ask(*words):
        return subprocess.run([*prefect, *words], cwd=checkout, env=place.environment, check=True, capture_output=True)

    ask("work-pool", "create", "karabakh", "--type", "process")
    ask("--no-prompt", "deploy", "--all")
    settings = {"KARABAKH_TEXTS": "texts", "KARABAKH_DATA": str(place.data), "KARABAKH_WORKERS": "1"}

    def worker(name):
        return place.run([*prefect, "worker", "start", "--pool", "karabakh", "--limit", "1"], name, **settings)

    first = worker("first")
    first.says("published 1.0.0")
    first.says("unchanged 1.0.0")
    first.says("Beginning flow run", times=3)
    for process in [first.process.pid, *place.processes("prefect.engine")]:
        os.kill(process, signal.SIGKILL)
    place.add("second", "On 9 May 1992 the road to Lachin was open.")
    second = worker("second")
    second.says("published 1.1.0")
    listed = json.loads((place.data / "versions.json").read_text(encoding="utf-8"))
    assert [release["version"] for release in listed["versions"]] == ["1.0.0", "1.1.0"]
    second.end()
