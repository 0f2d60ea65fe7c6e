"""The call beats the environment, that the file, that the default; what cannot be is told by where it stands."""

import json
import pickle
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.cli import main
from karabakh.flows.console.options import variable
from karabakh.flows.console.settingsfile import written
from karabakh.flows.errors import CallError
from karabakh.flows.settings.model import Settings, origin, public
from karabakh.flows.settings.options import REFRESH


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds" / "texts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(place: Path, *lines: str) -> None:
    (place / "karabakh.toml").write_text("\n".join(lines), encoding="utf-8")


def test_the_call_beats_the_environment_that_the_file_and_that_the_default(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings().max_drop == 0.2
    write(place, "max-drop = 0.3", "workers = 3")
    assert (Settings().max_drop, Settings().workers) == (0.3, 3)
    monkeypatch.setenv("KARABAKH_MAX_DROP", "0.4")
    assert (Settings().max_drop, Settings().workers) == (0.4, 3)
    assert Settings(max_drop=0.5).max_drop == 0.5


def test_the_commands_read_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(place, 'data = "of the file"')
    assert "of the file" in CliRunner().invoke(main, ["verify", "--files-only"]).output
    monkeypatch.setenv("KARABAKH_DATA", "of the environment")
    assert "of the environment" in CliRunner().invoke(main, ["verify", "--files-only"]).output
    assert "of the call" in CliRunner().invoke(main, ["verify", "--files-only", "--data", "of the call"]).output


@pytest.mark.parametrize("line", ["data = [1]", "[data]"])
def test_a_command_refuses_several_values_where_one_is_wanted(place: Path, line: str) -> None:
    write(place, line)
    done = CliRunner().invoke(main, ["verify", "--files-only"])
    assert done.exit_code == 2
    assert "karabakh.toml: data has several values" in done.output


def test_another_file_is_named_by_the_environment(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "mine.toml").write_text("workers = 7\n", encoding="utf-8")
    monkeypatch.setenv("KARABAKH_SETTINGS", "mine.toml")
    assert Settings().workers == 7
    assert origin("workers", {}) == "mine.toml: workers"
    monkeypatch.setenv("KARABAKH_SETTINGS", "none.toml")
    with pytest.raises(CallError, match=r"none\.toml"):
        Settings()


def test_what_is_empty_is_not_given(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(place, 'sources = ""', 'webhook = ""')
    monkeypatch.setenv("KARABAKH_DATA", "")
    assert (Settings().sources, Settings().webhook, Settings().data) == (None, None, Path("data"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("workers = -1", r"karabakh\.toml: workers -1: .*greater"),
        ('workers = "many"', r"karabakh\.toml: workers many: .*integer"),
        ("wrkers = 2", r"karabakh\.toml: wrkers is no setting, but workers is one"),
        ("max_drop = 2", r"karabakh\.toml: max_drop 2"),
        ('log_format = "xml"', r"karabakh\.toml: log_format xml: .*'text' or 'json'"),
        ("workers = ", r"karabakh\.toml is no TOML"),
        ("texts = " + "[" * 100_000, r"karabakh\.toml is no TOML"),
        ("texts = 5", r"karabakh\.toml: texts 5"),
        ("data = [1]", r"karabakh\.toml: data"),
        ("[refresh]", r"karabakh\.toml: refresh is no setting"),
        ('texts = ["none"]', "none: there is no such"),
    ],
)
def test_what_cannot_be_is_refused_and_the_file_named(place: Path, line: str, told: str) -> None:
    write(place, line)
    with pytest.raises(CallError, match=told):
        Settings()


def test_a_wrong_variable_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARABAKH_WORKERS", "some")
    with pytest.raises(CallError, match="KARABAKH_WORKERS some"):
        Settings()


def test_several_texts_stand_in_lines_of_the_environment_and_in_a_list_of_the_file(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a b", "c:d"):
        (place / name).mkdir()
    write(place, 'texts = ["a b", "c:d"]')
    assert Settings().texts == ("a b", "c:d")
    monkeypatch.setenv("KARABAKH_TEXTS", "c:d\na b")
    assert Settings().texts == ("c:d", "a b")


def test_settings_go_through_json_and_pickle(place: Path) -> None:
    made = Settings(data="s3://bucket/data", workers=2, source="s3://bucket/data")
    assert Settings.model_validate(made.model_dump(mode="json")) == made
    assert pickle.loads(pickle.dumps(made)) == made


@given(st.integers(0, 10_000), st.floats(0, 1), st.booleans())
def test_what_fits_is_taken_as_it_is(workers: int, share: float, strict: bool) -> None:
    made = Settings(texts=["."], data="s3://bucket/data", workers=workers, max_drop=share, strict=strict)
    assert (made.workers, made.max_drop, made.strict) == (workers, share, strict)


def test_every_setting_of_a_refresh_is_an_option_and_a_variable() -> None:
    refresh = main.get_command(click.Context(main), "refresh")
    assert refresh is not None
    given = {parameter.opts[0]: parameter.envvar for parameter in refresh.params}
    assert given == {f"--{public(name)}": variable(public(name)) for name in REFRESH}


def test_the_list_says_where_each_value_comes_from_and_shows_no_secret(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, 'webhook = "https://host.example/a-secret"', "cache-size = 5")
    monkeypatch.setenv("KARABAKH_FROM", "https://data.example")
    monkeypatch.setenv("KARABAKH_WORKERS", "3")
    shown = CliRunner().invoke(main, ["settings", "--format", "json"])
    listed = json.loads(shown.output)
    assert shown.exit_code == 0
    assert set(listed) == set(map(public, Settings.model_fields))
    assert (listed["workers"]["value"], listed["workers"]["origin"]) == ("3", "KARABAKH_WORKERS")
    assert (listed["from"]["value"], listed["from"]["origin"]) == ("https://data.example", "KARABAKH_FROM")
    assert listed["cache-size"]["origin"] == "karabakh.toml: cache_size"
    assert listed["data"]["origin"] == ""
    assert "a-secret" not in shown.output + CliRunner().invoke(main, ["settings"]).output


def test_settings_that_cannot_be_are_listed_all_the_same(place: Path) -> None:
    write(place, "workers = -2")
    shown = CliRunner().invoke(main, ["settings"])
    assert shown.exit_code == 2
    assert "workers = -2" in shown.output
    assert "karabakh.toml: workers" in shown.stderr


def test_the_file_to_begin_with_is_one_and_each_of_its_lines_can_be_taken(place: Path) -> None:
    made = CliRunner().invoke(main, ["settings", "--format", "toml"]).output
    write(place, made)
    assert dict(written()) == {}
    lines = [line.removeprefix("# ") for line in made.splitlines() if " = " in line and "`" not in line]
    assert len(lines) == len(Settings.model_fields)
    assert tomllib.loads("\n".join(lines))
    write(place, *lines)
    assert Settings().workers == 0
