"""How the commands take paths: an empty name is never the working directory, and a name is one line."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.console.options import FOLDER, NEW_FILE, Place

COMMANDS = [
    ("refresh", "--data"),
    ("verify", "--data"),
    ("download", "--to"),
    ("template", "places", "--output"),
    ("gazetteer", "import", "geonames", "--to"),
]


@pytest.mark.parametrize("kind", [Place(), FOLDER, NEW_FILE])
@pytest.mark.parametrize("name", ["", " ", "nl\nx", "a\x1b[31m", "tab\t", "nul\0", "\udcff"])
def test_a_name_that_is_empty_or_has_control_characters_is_none(kind, name):
    with pytest.raises(click.BadParameter):
        kind.convert(name, None, None)


@pytest.mark.parametrize("kind", [Place(), FOLDER, NEW_FILE])
@pytest.mark.parametrize("name", ["data", "a b", "Şuşa və Stepanakert", "-dash", "no\u00a0break", "."])
def test_any_other_name_is_a_path(kind, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if kind is not NEW_FILE or name != ".":
        assert kind.convert(name, None, None) == Path(name)


def test_an_address_stays_as_it_is():
    assert Place().convert("s3://bucket/data", None, None) == "s3://bucket/data"
    with pytest.raises(click.BadParameter):
        Place().convert("s3://bucket/\ndata", None, None)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("name", "said"), [("", "an empty name"), ("nl\nx", r"nl\x0ax: a name has no control")])
def test_the_commands_refuse_them_and_write_nothing(command, name, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(main, [*command, name])
    assert run.exit_code == 2
    assert said in run.stderr
    assert list(tmp_path.iterdir()) == []
