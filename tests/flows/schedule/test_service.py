"""What the service calls itself, and what it hands on to the runs."""

import re
from pathlib import Path

import pytest

from karabakh.flows.schedule.service import deployment_name
from karabakh.flows.schedule.start import variables
from karabakh.flows.settings.model import Settings


@pytest.mark.parametrize("data", [Path("data"), Path("/"), Path("a b/ə%/c.d"), "s3://bucket/a/b", "s3://bucket/a/b/"])
def test_its_deployment_has_a_name_that_prefect_takes(data):
    assert re.fullmatch(r"[\w-]+-[0-9a-f]{8}", deployment_name(data))


def test_each_data_folder_has_a_deployment_of_its_own(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert deployment_name(Path("data")) == deployment_name(tmp_path / "data")
    assert deployment_name(Path("data")) != deployment_name(Path("other/data"))


def test_a_run_has_the_settings_of_the_command(monkeypatch, tmp_path):
    texts = [tmp_path / name for name in ("a b", "c:d")]
    for folder in texts:
        folder.mkdir()
    given = {"texts": tuple(map(str, texts)), "data": tmp_path / "data", "max_drop": 0.5, "strict": True, "workers": 2}
    for name, value in variables(given).items():
        monkeypatch.setenv(name, value)
    assert Settings() == Settings(**given)
