"""versions.json is what readers trust: once it names a version that is published, whatever fails after it."""

import pytest

from karabakh.flows.publish import durable, publish, remote
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.publish.index import read_index
from karabakh.flows.publish.store import Store


@pytest.fixture
def later(rows, build):
    rows["places"].append(rows["places"][0] | {"place_id": "K0003"})
    return build(rows)


@pytest.fixture
def spoilt(monkeypatch):
    """Let a number of attempts to put a file in its place fail, before or after it is there."""

    def spoilt(name, times, after=False):
        put, left = durable.put, [times]

        def failing(staged, path):
            if path.name == name and left[0]:
                left[0] -= 1
                if after:
                    put(staged, path)
                raise OSError(5, "Input/output error")
            put(staged, path)

        monkeypatch.setattr(durable, "put", failing)

    return spoilt


def test_latest_is_tried_twice(put, tables, later, data, spoilt):
    put(tables)
    spoilt("latest", 1)
    published = put(later)
    assert (published.version, published.changed) == ("1.1.0", True)
    assert "latest" not in published.reason
    assert (data / "latest").read_bytes() == b"1.1.0\n"
    assert not list(data.glob(".staging-*"))


def test_a_version_whose_latest_cannot_be_written_is_published_and_says_so(put, tables, later, data, spoilt):
    put(tables)
    spoilt("latest", 2)
    published = put(later)
    assert (published.version, published.changed) == ("1.1.0", True)
    assert published.reason == (
        f"places: 1 row added; {data / 'latest'} could not be written (Input/output error), and the next run does it"
    )
    assert read_index(data).latest.version == "1.1.0"
    assert (data / "latest").read_bytes() == b"1.0.0\n"
    assert put(later).changed is False  # and this is the next run
    assert (data / "latest").read_bytes() == b"1.1.0\n"
    assert not list(data.glob(".staging-*"))


def test_a_list_that_is_in_its_place_counts_though_the_disk_failed_after_that(put, tables, data, spoilt):
    spoilt("versions.json", 1, after=True)
    published = put(tables)
    assert (published.version, published.changed) == ("1.0.0", True)
    assert published.reason == (
        f"first version; {data / 'versions.json'} is in its place, but the disk failed after that: Input/output error"
    )


def test_a_list_that_is_not_in_its_place_does_not(put, tables, later, data, spoilt):
    put(tables)
    spoilt("versions.json", 1)
    with pytest.raises(WriteError, match=r"1\.1\.0 could not be written"):
        put(later)
    assert read_index(data).latest.version == "1.0.0"
    assert not (data / "1.1.0").exists()


@pytest.fixture
def address():
    import fsspec

    system = fsspec.filesystem("memory")
    if system.exists("/karabakh-listed"):
        system.rm("/karabakh-listed", recursive=True)
    return "memory://karabakh-listed/data"


@pytest.fixture
def failing(monkeypatch):
    """Let what is written to a store under some name fail, before or after it is there."""

    def failing(wrong, after=False):
        write = Store.write

        def spoilt(store, name, content):
            if name != wrong or after:
                write(store, name, content)
            if name == wrong:
                raise OSError(5, "a server error, with https://me:hidden@example.org/?sig=hidden")

        monkeypatch.setattr(Store, "write", spoilt)

    return failing


def test_at_an_address_a_version_whose_latest_cannot_be_written_is_published(tables, later, address, failing):
    remote.publish(tables, address)
    failing("latest")
    published = remote.publish(later, address)
    assert (published.version, published.changed) == ("1.1.0", True)
    assert "data/latest could not be written (a server error" in published.reason.replace("[Errno 5] ", "")
    assert "hidden" not in published.reason


def test_what_is_left_at_an_address_the_next_run_does(tables, later, address, monkeypatch, failing):
    remote.publish(tables, address)
    failing("latest")
    remote.publish(later, address)
    monkeypatch.undo()
    assert remote.publish(later, address).changed is False
    there = remote.store(address)
    assert there.read("latest") == b"1.1.0\n"
    assert there.read(".staging-pending") is None


def test_at_an_address_a_list_that_is_there_counts_whatever_the_store_answered(tables, address, failing):
    failing("versions.json", after=True)
    assert remote.publish(tables, address).changed is True


def test_at_an_address_a_list_that_is_not_there_does_not(tables, later, address, failing):
    remote.publish(tables, address)
    failing("versions.json")
    with pytest.raises(WriteError, match="a server error"):
        remote.publish(later, address)
    there = remote.store(address)
    assert remote.read_versions(there)[1].latest.version == "1.0.0"
    assert there.sizes("1.1.0") == {}


def test_a_failure_in_a_folder_reaches_who_publishes_at_an_address(tables, address, spoilt):
    spoilt("latest", 2)  # of the folder in which the version is made
    assert remote.publish(tables, address).changed is True
    assert remote.store(address).read("latest") == b"1.0.0\n"


def test_publishing_says_nothing_of_it_where_all_went_well(tables, tmp_path):
    assert publish(tables, tmp_path / "data").reason == "first version"
