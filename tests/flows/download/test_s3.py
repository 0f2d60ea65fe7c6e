"""From S3, through a server that speaks its protocol: downloaded, continued, loaded, refused as from anywhere else."""

import pytest

from karabakh.flows.download import download
from karabakh.flows.download.errors import MismatchError, UnreachableError
from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError

BIG = "1.0.1/parquet/documents.parquet"

pytestmark = pytest.mark.slow


@pytest.fixture
def store(s3):
    return s3


@pytest.fixture
def address(store, made):
    store.mkdirs("open-data", exist_ok=True)
    for path in made.rglob("*"):
        if path.is_file():
            store.pipe(f"open-data/karabakh/{path.relative_to(made).as_posix()}", path.read_bytes())
    return "s3://open-data/karabakh"


def test_a_version_comes_whole(address, to, made, whole):
    assert download(data=f"{address}/", to=to).new
    assert whole(to / "1.0.1", made / "1.0.1")
    assert not download(data=address, to=to).new


def test_a_table_is_loaded(address, made):
    assert load("documents", data=address).equals(load("documents", data=made))
    assert versions(address) == versions(made)


def test_what_came_is_continued(address, store, to, made, whole, monkeypatch):
    opened, began = type(store)._open, []

    def cut(self, path, *arguments, **options):
        file = opened(self, path, *arguments, **options)
        if path.endswith(BIG):
            read, seek = file.read, file.seek
            began.append(0)

            def seeking(position, whence=0):
                began[-1] = position
                return seek(position, whence)

            def reading(length=-1):
                if file.tell() >= 20_000 and len(began) < 6:
                    raise TimeoutError("Connect timeout on endpoint URL")
                return read(min(length, 20_000))

            file.seek, file.read = seeking, reading
        return file

    monkeypatch.setattr(type(store), "_open", cut)
    with pytest.raises(UnreachableError, match=f"s3://open-data/karabakh/{BIG} cannot be read: Connect timeout"):
        download(data=address, to=to)
    assert download(data=address, to=to).new
    assert whole(to / "1.0.1", made / "1.0.1")
    assert began == [0, 20_000, 20_000, 20_000, 20_000, 20_000]


def test_a_wrong_byte_is_refused(address, store, to, made, nothing_left):
    body = (made / BIG).read_bytes()
    store.pipe(f"open-data/karabakh/{BIG}", body[:-1] + b"?")
    with pytest.raises(MismatchError, match=r"documents\.parquet is not what was published"):
        download(data=address, to=to)
    assert nothing_left(to)


def test_what_is_published_meanwhile_is_seen(address, store, made):
    text = (made / "versions.json").read_bytes()
    store.rm("open-data/karabakh/versions.json")
    with pytest.raises(CallError, match=r"s3://open-data/karabakh/versions\.json is not there"):
        versions(address)
    store.pipe("open-data/karabakh/versions.json", text)
    assert len(versions(address)) == 2


@pytest.mark.parametrize("where", ["s3://no-such-bucket/karabakh", "s3://open-data/elsewhere"])
def test_nothing_there_names_what_was_tried(address, store, to, where):
    with pytest.raises(CallError, match=f"{where}/versions.json is not there"):
        download(data=where, to=to)
    assert not to.exists()
