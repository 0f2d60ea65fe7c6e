"""SHA256SUMS comes from elsewhere: no path in it leads out of the folder, on any system."""

import hashlib
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.download import download, fetched, origin, sums
from karabakh.flows.download.errors import StorageError, UnfetchedError
from karabakh.flows.errors import CallError
from karabakh.flows.publish.errors import DamagedError

DIGEST = "0" * 64
HOSTILE = [
    "/etc/passwd",
    "../../outside",
    "csv/../../outside",
    "./csv",
    "csv//places.csv",
    "csv/",
    "..",
    "~/x",
    "C:/Windows/x",
    "C:x",
    "csv\\..\\x",
    "\\\\server\\share",
    "x\0y",
    "x\ty",
    "x\x1b[31m",
    "nul",
    "csv/CON",
    "aux.csv",
    "COM1.parquet",
    "lpt9",
    ".hidden",
    "csv/.part/x",
    ".part",
    "trailing.",
    "trailing ",
    " leading",
    "a b",
    "x:y",
    "x*",
    "-rf",
    "ünicode",
    "a/b/c/d/e/f/g",
    "x" * 101,
    "SHA256SUMS",
    "sha256sums",
    "",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_leads_elsewhere_is_refused(path):
    with pytest.raises(DamagedError, match="the list cannot be read as the checksums of a version"):
        sums.parse(f"{DIGEST}  good.csv\n{DIGEST}  {path}\n", "the list")


@pytest.mark.parametrize(
    "text",
    [
        f"{DIGEST}  a\n{DIGEST}  a\n",
        f"{DIGEST}  README.md\n{DIGEST}  readme.md\n",
        f"{DIGEST}  csv\n{DIGEST}  csv/places.csv\n",
        f"{DIGEST}  CSV/a\n{DIGEST}  csv\n",
        f"{DIGEST} *a\n",
        f"{DIGEST} a\n",
        f"{'A' * 64}  a\n",
        f"{'0' * 63}  a\n",
        f"\\{DIGEST}  a\n",
        f"{DIGEST}  a\r\n",
        f"{DIGEST}  a\n\n",
        "<html>",
    ],
)
def test_a_list_in_another_form_is_refused(text):
    with pytest.raises(DamagedError):
        sums.parse(text, "the list")


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_it_says_a_path_stays_in_the_folder(path):
    try:
        (name,) = sums.parse(f"{DIGEST}  {path}\n", "the list")
    except DamagedError:
        return
    assert name == path
    assert os.path.normpath(f"/folder/{name}").startswith("/folder/")
    assert name.isascii()


def test_the_lists_that_are_published_are_read(made):
    for version in ("1.0.0", "1.0.1"):
        text = (made / version / "SHA256SUMS").read_text()
        assert len(sums.parse(text, "the list")) == len(text.splitlines())


def publish_list(data, text):
    """Make 1.0.1 a version whose SHA256SUMS says something else, and versions.json vouch for it."""
    (data / "1.0.1" / "SHA256SUMS").write_bytes(text.encode())
    listed = json.loads((data / "versions.json").read_text())
    listed["versions"][-1]["sha256sums"] = hashlib.sha256(text.encode()).hexdigest()
    (data / "versions.json").write_text(json.dumps(listed))


@pytest.mark.parametrize("path", ["../../outside", "/outside", "csv\\..\\x", ".part"])
def test_a_publisher_who_means_harm_writes_nothing_elsewhere(data, to, server, tmp_path, nothing_left, path):
    before = {entry.name for entry in tmp_path.iterdir()}
    publish_list(data, f"{hashlib.sha256(b'').hexdigest()}  {path}\n")
    with pytest.raises(DamagedError, match=r"SHA256SUMS cannot be read as the checksums"):
        download(data=server.address, to=to)
    assert nothing_left(to)
    assert {entry.name for entry in tmp_path.iterdir()} <= before | {"to", "cache"}


def test_a_list_larger_than_any_is_refused(data, to, server, nothing_left, monkeypatch):
    monkeypatch.setattr(sums, "MAX_BYTES", 200)
    with pytest.raises(Exception, match=r"SHA256SUMS is larger than the 200 bytes"):
        download(data=server.address, to=to)
    assert nothing_left(to)


@pytest.fixture
def outside(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "documents.parquet").write_text("precious")
    os.utime(tmp_path / "outside", (1, 1))
    yield tmp_path / "outside"
    assert (tmp_path / "outside").stat().st_mtime == 1
    assert (tmp_path / "outside" / "documents.parquet").read_text() == "precious"


@pytest.mark.parametrize("where", ["", "parquet", ".part"])
def test_a_link_on_the_way_is_not_followed(server, to, outside, where):
    link = to / ".download-1.0.1" / where
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    with pytest.raises(StorageError, match="symbolic link"):
        download(data=server.address, to=to)


def test_a_link_in_the_place_of_a_file_is_replaced(server, to, outside):
    link = to / ".download-1.0.1" / "parquet" / "documents.parquet"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / "documents.parquet")
    assert not (download(data=server.address, to=to).path / "parquet/documents.parquet").is_symlink()


def test_a_link_in_the_place_of_a_part_is_refused(server, to, outside, data):
    digest = hashlib.sha256((data / "1.0.1" / "README.md").read_bytes()).hexdigest()
    link = to / ".download-1.0.1" / ".part" / digest
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / "documents.parquet")
    with pytest.raises(StorageError):
        download(data=server.address, to=to)


class TestAFolderHere:
    def test_its_own_folder_is_handed_out(self, data):
        source = origin(data)
        folder = fetched(source, source.release("1.0.0"), ["csv/documents.csv"])
        assert folder == data / "1.0.0"

    def test_only_what_is_wanted_is_looked_at(self, data):
        (data / "1.0.1" / "README.md").write_text("changed")
        source = origin(data)
        assert fetched(source, source.release(), ["csv/documents.csv"]) == data / "1.0.1"
        with pytest.raises(DamagedError, match=r"README\.md is not what was published.*SHA-256 is.*move"):
            fetched(source, source.release(), lambda _: True)

    @pytest.mark.parametrize("name", ["README.md", "parquet"])
    def test_a_link_is_none_of_a_version(self, data, name):
        path = data / "1.0.1" / name
        path.rename(data.parent / name)
        path.symlink_to(data.parent / name)
        with pytest.raises(DamagedError, match="is a link"):
            fetched(origin(data), origin(data).release(), lambda _: True)

    def test_a_file_that_the_version_has_not(self, data):
        with pytest.raises(CallError, match=r"version 1\.0\.1 has no file 'csv/towns\.csv'"):
            fetched(origin(data), origin(data).release(), ["csv/towns.csv"])

    def test_a_version_that_is_listed_and_not_there(self, data):
        (data / "1.0.1").rename(data / "elsewhere")
        with pytest.raises(DamagedError, match=r"1\.0\.1 is listed in versions\.json and cannot be read"):
            fetched(origin(data), origin(data).release(), lambda _: True)

    def test_what_was_not_downloaded_is_told_with_the_command(self, data, to):
        download(data=data, to=to, tables=["documents"], format="csv")
        with pytest.raises(
            UnfetchedError, match=r"karabakh download 1\.0\.1 .*--table place_mentions --format parquet"
        ):
            fetched(origin(to), origin(to).release(), ["parquet/place_mentions.parquet"])
