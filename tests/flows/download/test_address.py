"""What a user may call the place of published versions, and what is said where it is none."""

import uuid
from pathlib import Path

import fsspec
import pytest

from karabakh.flows.download import Origin, origin
from karabakh.flows.download.errors import RefusedError, UnreachableError
from karabakh.flows.download.folder import Folder
from karabakh.flows.download.store import Store
from karabakh.flows.errors import CallError


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("data", "data"),
        (Path("data/"), "data"),
        ("data/versions.json", "data"),
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.org/a/", "https://Example.org/a"),
        ("https://example.org/a/versions.json?token=1", "https://example.org/a"),
        ("https://me:secret@example.org:8443/a//", "https://example.org:8443/a"),
        ("memory://a/b/", "memory://a/b"),
        ("memory://a/b/versions.json", "memory://a/b"),
        ("memory://", "memory:"),
        ("file:///", "/"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address, shown):
    assert origin(address).shown == shown
    assert isinstance(origin(address), Origin)


def test_an_origin_is_its_own_address():
    place = origin("data")
    assert origin(place) is place


def test_without_an_address_it_is_the_environments_or_data(monkeypatch):
    assert origin().root == Path("data")
    monkeypatch.setenv("KARABAKH_FROM", "memory://x")
    assert isinstance(origin(), Store)
    monkeypatch.setenv("KARABAKH_FROM", "")
    assert origin().root == Path("data")


def test_a_file_address_is_a_folder_here(data):
    assert isinstance(origin(data.as_uri()), Folder)
    assert origin(f"{data.as_uri()}/versions.json").root == data


@pytest.mark.parametrize(
    "address",
    [
        "",
        "  ",
        "nosuch://x/y",
        "s3://",
        "s3:///versions.json",
        "s3:///x",
        "nosuch://",
        "http://",
        "https://[::1",
        "http://example.org:99999/x",
        "http://a\0b/",
    ],
)
def test_what_cannot_be_an_address_is_a_wrong_call(address):
    with pytest.raises(CallError):
        origin(address)


@pytest.mark.parametrize(
    "address", ["zip://data::http://me:hidden@127.0.0.1:9/x.zip", "nosuch://me:hidden@x/?k=hidden"]
)
def test_what_cannot_be_opened_tells_no_secret(address):
    with pytest.raises(CallError, match="cannot be opened") as failed:
        origin(address)
    assert "hidden" not in str(failed.value)


def test_nothing_there_names_what_was_tried(tmp_path, data):
    with pytest.raises(CallError, match=r"nowhere/versions\.json is not there; name a folder"):
        origin(tmp_path / "nowhere").index()
    with pytest.raises(CallError, match=r"README\.md/versions\.json"):
        origin(data / "1.0.0" / "README.md").index()
    with pytest.raises(CallError, match=r"memory://.*/versions\.json is not there"):
        origin(f"memory://{uuid.uuid4()}").index()


def test_a_version_that_is_not_there_names_those_that_are(data):
    with pytest.raises(
        CallError, match=r"has no version '9\.9\.9'; it has 1\.0\.0, 1\.0\.1, and latest for the newest"
    ):
        origin(data).release("9.9.9")


class Failing:
    """A file system that fails."""

    def __init__(self, error):
        self.error, self.opened = error, 0

    def invalidate_cache(self):
        return

    def open(self, path, mode):
        self.opened += 1
        raise self.error


@pytest.mark.parametrize(
    ("error", "raised", "times"),
    [
        (PermissionError("Access Denied"), CallError, 1),
        (FileNotFoundError("x"), CallError, 1),
        (type("NoCredentialsError", (Exception,), {})("Unable to locate credentials"), CallError, 1),
        (ConnectionError("https://me:secret@host/x?token=secret broke"), UnreachableError, 5),
        (RuntimeError("SlowDown"), UnreachableError, 5),
    ],
)
def test_a_store_that_fails_is_asked_again_where_it_may_pass(error, raised, times):
    system = Failing(error)
    with pytest.raises(raised, match=r"s3://bucket/x/versions\.json") as failed:
        Store("s3://bucket/x/", system, "bucket/x").index()
    assert system.opened == times
    assert "secret" not in str(failed.value)


def test_a_store_continues_in_the_middle_where_it_can(data):
    name = f"memory://{uuid.uuid4()}"
    fsspec.filesystem("memory").pipe(f"{name}/x", b"0123456789")
    with origin(name).stream("x", 4) as stream:
        assert (stream.start, b"".join(stream.chunks)) == (4, b"456789")

    class OneWay(Store):
        pass

    store = origin(name)
    opened = store._system.open

    class Wrapped:
        def open(self, path, mode):
            file = opened(path, mode)
            file.seekable = lambda: False
            return file

    store = OneWay(name, Wrapped(), store._path)
    with store.stream("x", 4) as stream:
        assert (stream.start, b"".join(stream.chunks)) == (0, b"0123456789")


def test_a_folder_gives_no_links_and_nothing_that_is_no_file(data, tmp_path):
    (data / "link").symlink_to(data / "latest")
    for name in ("link", "1.0.0"):
        with pytest.raises(RefusedError), origin(data).stream(name):
            pass
