"""From a forge that keeps a version as the files of a release, on another host, without folders and without a list."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh.flows.download import download
from karabakh.flows.download.address import origin
from karabakh.flows.download.assets import assets
from karabakh.flows.download.errors import ChangedError, MissingError, RefusedError, UnreachableError
from karabakh.flows.download.listing import versions
from karabakh.flows.download.releases import Releases, asset, tag
from karabakh.flows.download.web import Web
from karabakh.flows.errors import CallError

PAGE = "owner/repo/releases"
BIG = "parquet--documents.parquet"


class Forge:
    """What GitHub does: the latest release leads to a tag, and that to a signed address on a host of files."""

    def __init__(self, serve: Callable[[Path], Any], answers: Any, root: Path) -> None:
        (root / "forge").mkdir()
        self.files = root / "files"
        self.files.mkdir()
        self.server, self.store, self._answers = serve(root / "forge"), serve(self.files), answers
        self.server.always = True
        self.page = f"{self.server.address}/{PAGE}"

    def release(self, made: Path, name: str) -> None:
        """Make a release of the files in a folder; it is the latest."""
        shutil.copytree(made, self.files / name)
        for file in made.iterdir():
            there = f"{self.store.address}/{name}/{file.name}?signature=secret"
            self.server.answers[f"{PAGE}/download/{name}/{file.name}"] = [self._answers.elsewhere(there)]
            latest = f"{self.page}/download/{name}/{file.name}"
            self.server.answers[f"{PAGE}/latest/download/{file.name}"] = [self._answers.elsewhere(latest)]


@pytest.fixture
def forge(serve: Callable[[Path], Any], answers: Any, tmp_path: Path) -> Forge:
    return Forge(serve, answers, tmp_path)


@pytest.fixture
def released(forge: Forge, data: Path, tmp_path: Path) -> Forge:
    """Both versions, released one after the other."""
    first = assets("1.0.0", data, tmp_path / "first")
    forge.release(first.path, first.tag)
    second = assets("1.0.1", data, tmp_path / "second", after=forge.page)
    forge.release(second.path, second.tag)
    return forge


def test_what_is_published_released_and_downloaded_is_the_same(released, data, to, whole):
    done = download(data=released.page, to=to)
    assert (done.version, done.new) == ("1.0.1", True)
    assert whole(to / "1.0.1", data / "1.0.1")
    download("1.0.0", released.page, to)
    assert whole(to / "1.0.0", data / "1.0.0")
    assert (to / "versions.json").read_bytes() == (data / "versions.json").read_bytes()


def test_the_latest_release_alone_says_what_there_is(released, data):
    assert versions(released.page) == versions(data)
    asked = {request.path for request in released.server.asked}
    assert f"{PAGE}/latest/download/versions.json" in asked


def test_the_commands_and_functions_read_from_releases(released, data, monkeypatch):
    monkeypatch.setenv("KARABAKH_FROM", released.page)
    assert len(karabakh.load("documents")) == len(karabakh.load("documents", data=data))
    assert len(karabakh.diff("1.0.0", "1.0.1")) == len(karabakh.diff("1.0.0", "1.0.1", data))
    from karabakh.flows.cli import main

    listed = CliRunner().invoke(main, ["versions"])
    assert listed.exit_code == 0, listed.output
    assert [line.split("\t")[0] for line in listed.output.splitlines()] == ["1.0.0", "1.0.1"]


def test_one_table_comes_alone(released, to):
    done = download(data=released.page, to=to, tables=["documents"], format="parquet")
    assert done.path == to / "1.0.1-partial"
    assert (done.path / "parquet" / "documents.parquet").is_file()
    asked = {request.path for request in released.store.asked}
    assert not any(path.endswith(".csv") for path in asked)


def test_a_file_that_is_cut_on_the_other_host_is_continued_there(released, to, data, answers, whole):
    size = (data / "1.0.1" / "parquet" / "documents.parquet").stat().st_size
    released.store.answers[f"data-1.0.1/{BIG}"] = [answers.cut(size // 2)]
    download(data=released.page, to=to)
    assert whole(to / "1.0.1", data / "1.0.1")
    assert [start for start, _ in released.store.sent(f"data-1.0.1/{BIG}")] == [None, size // 2]


def test_a_user_and_password_are_not_told_to_the_host_of_the_files(released, to):
    released.server.asked.clear()
    download(data=released.page.replace("://", "://me:hidden@"), to=to)
    assert all(request.authorization for request in released.server.asked if "/latest/" in request.path)
    assert not any(request.authorization for request in released.store.asked)


def test_without_a_release_there_is_nothing_to_download(forge, to, nothing_left):
    with pytest.raises(CallError, match="no release has been made"):
        download(data=forge.page, to=to)
    assert nothing_left(to)


def test_a_forge_that_does_not_answer_is_not_one_without_releases(forge, data, tmp_path, answers):
    forge.server.answers[f"{PAGE}/latest/download/versions.json"] = [answers.status(503)]
    with pytest.raises(UnreachableError):
        assets("1.0.0", data, tmp_path / "assets", after=forge.page)
    assert not (tmp_path / "assets").exists()


def test_a_release_that_was_deleted_is_named(released, to):
    for path in [path for path in released.server.answers if "/download/data-1.0.0/" in path]:
        del released.server.answers[path]
    with pytest.raises(MissingError, match=r"releases/download/data-1\.0\.0/SHA256SUMS is not there"):
        download("1.0.0", released.page, to)
    assert download("1.0.1", released.page, to).new


def test_a_number_that_was_released_is_not_given_to_another_content(released, data, tmp_path):
    listed = data / "versions.json"
    text = listed.read_text(encoding="utf-8")
    sums = versions(data)[0].sha256sums
    listed.write_text(text.replace(sums, "0" * 64), encoding="utf-8")
    with pytest.raises(ChangedError, match=r"has a version 1\.0\.0 already"):
        assets("1.0.0", data, tmp_path / "again", after=released.page)


def test_assets_are_laid_out_in_an_empty_folder_only(data, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(CallError, match="is there already"):
        assets(data=data, to=tmp_path / "full")


def test_the_command_says_the_tag(data, tmp_path):
    from karabakh.flows.cli import main

    done = CliRunner().invoke(main, ["assets", "--from", str(data), "--to", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == f"assets 1.0.1 data-1.0.1 {tmp_path / 'out'}"
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"versions.json", "SHA256SUMS", "README.md", "csv--place_mentions.csv", BIG} <= names
    assert all(path.is_file() for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "address",
    ["https://github.com/o/r/releases", "https://github.com/o/r/releases/latest", "https://GitHub.com/o/r/releases/",
     "https://github.com/o/r/releases/tag/data-1.0.0", "https://github.com/o/r/releases/versions.json"],
)  # fmt: skip
def test_a_page_of_releases_is_known_by_its_address(address):
    there = origin(address)
    assert isinstance(there, Releases)
    assert there.where("versions.json").endswith("/o/r/releases/latest/download/versions.json")
    assert there.where("1.0.0/csv/places.csv").endswith("/o/r/releases/download/data-1.0.0/csv--places.csv")


def test_a_folder_of_versions_may_be_called_releases(serve, made, to, tmp_path, whole):
    shutil.copytree(made, tmp_path / "web" / PAGE)
    address = f"{serve(tmp_path / 'web').address}/{PAGE}"
    assert download(data=address, to=to).version == "1.0.1"
    assert whole(to / "1.0.1", made / "1.0.1")


def test_other_addresses_are_not_taken_for_releases():
    assert type(origin("https://raw.githubusercontent.com/o/r/main/data")) is Web
    assert type(origin("https://example.org/releases")) is Web


PART = st.from_regex(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,8}[A-Za-z0-9_])?", fullmatch=True)
PARTS = st.lists(PART, min_size=1, max_size=4)


@given(PARTS, PARTS)
def test_no_two_files_have_one_name_in_a_release(one, other):
    try:
        same = asset("/".join(one)) == asset("/".join(other))
    except RefusedError:
        return
    assert same == (one == other)


@pytest.mark.parametrize("path", ["a--b", "-a/b", "a-/b", "a/.b", "a b", "a+b", "ə", "a//b", ""])
def test_a_name_that_a_release_would_change_is_refused(path):
    with pytest.raises(RefusedError):
        asset(path)


def test_a_tag_names_the_data():
    assert tag("2.10.3") == "data-2.10.3"
