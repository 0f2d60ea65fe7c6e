"""An upload that was stopped or killed: no reader sees half of it, and the next run mends what it left."""

import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from karabakh.flows.publish import remote
from karabakh.flows.publish.errors import FolderError
from karabakh.flows.publish.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:botocore", "ignore::ResourceWarning")


class StoppedError(BaseException):
    """What nobody catches: as if the process were gone, without its cleaning up."""


class Reader:
    """Counts what is written to the store, looks at it as a reader each time, and stops the writer where told so."""

    def __init__(self, monkeypatch, bucket):
        self.bucket, self.turn, self.stop_at, self.seen, self.looks = bucket, 0, None, [], True
        for name in ("write", "upload", "remove"):
            monkeypatch.setattr(Store, name, self.watched(getattr(Store, name), name))

    def watched(self, operation, kind):
        def watched(store, *arguments):
            self.turn += 1
            if self.stop_at is not None and self.turn >= self.stop_at:
                raise StoppedError  # this and all that would come after
            operation(store, *arguments)
            if self.looks:
                name = arguments[-1] if kind == "upload" else arguments[0]
                self.seen.append((kind, name, self.bucket.assert_whole()))

        return watched


@pytest.fixture
def reader(monkeypatch, bucket):
    return Reader(monkeypatch, bucket)


@pytest.mark.slow
def test_a_reader_sees_the_old_or_the_new_at_every_moment(bucket, some, more, reader):
    remote.publish(some, bucket.address)
    reader.seen.clear()
    remote.publish(more, bucket.address)
    names = [name for _, name, _ in reader.seen]
    assert names[0] == ".staging-pending"
    assert names[-4:] == ["1.1.0/SHA256SUMS", "versions.json", "latest", ".staging-pending"]
    assert [version for _, name, version in reader.seen] == ["1.0.0"] * (len(names) - 3) + ["1.1.0"] * 3


@pytest.mark.slow
def test_stopped_at_every_object_the_next_run_mends_it(bucket, some, more, reader, monkeypatch):
    remote.publish(some, bucket.address)
    before = bucket.objects()
    remote.publish(more, bucket.address)
    undisturbed = bucket.sums()
    reader.looks = False
    for stop_at in range(1, 100):
        bucket.system.rm(bucket.name, recursive=True)
        bucket.system.mkdir(bucket.name)
        for name, content in before.items():
            bucket.system.pipe_file(f"{bucket.name}/{name}", content)
        reader.turn, reader.stop_at = 0, stop_at
        try:
            remote.publish(more, bucket.address)
        except StoppedError:
            assert bucket.assert_whole() in {"1.0.0", "1.1.0"}
        else:
            break
        if stop_at % 7 == 0:  # and the cleaning up of the next run is stopped, too
            reader.turn, reader.stop_at = 0, stop_at // 2
            with pytest.raises(StoppedError):
                remote.publish(more, bucket.address)
            assert bucket.assert_whole() in {"1.0.0", "1.1.0"}
        reader.stop_at = None
        remote.publish(more, bucket.address)
        assert bucket.sums() == undisturbed
    assert stop_at > 12


KILLED = """
import os, pathlib, signal, sys
import pyarrow.parquet as pq
from karabakh.flows.publish import remote
from karabakh.flows.publish.store import Store, store

turns = int(sys.argv[3])

def killing(operation):
    def counted(*arguments):
        global turns
        turns -= 1
        if not turns:
            os.kill(os.getpid(), signal.SIGKILL)
        return operation(*arguments)
    return counted

for name in ("write", "upload", "remove"):
    setattr(Store, name, killing(getattr(Store, name)))
tables = {path.stem: pq.read_table(path) for path in pathlib.Path(sys.argv[1]).iterdir()}
print(remote.publish(tables, sys.argv[2]).version)
"""


@pytest.mark.slow
@pytest.mark.parametrize("turn", [1, 2, 5, 10])
def test_a_killed_upload_of_the_first_version(bucket, some, more, tmp_path, turn):
    (tmp_path / "new").mkdir()
    for name, table in some.items():
        pq.write_table(table, tmp_path / "new" / f"{name}.parquet")
    call = [sys.executable, "-W", "ignore", "-c", KILLED, tmp_path / "new", bucket.address]
    run = subprocess.run([*call, str(turn)], timeout=60)
    assert run.returncode == -9
    assert bucket.assert_whole() is None
    if turn > 1:
        assert bucket.objects()["data/.staging-pending"] == b"1.0.0\n"
    assert remote.publish(more, bucket.address).version == "1.0.0"  # other inputs by now, and maybe fewer files
    assert bucket.assert_whole() == "1.0.0"
    assert "data/.staging-pending" not in bucket.objects()


@pytest.mark.slow
def test_what_a_killed_upload_left_goes_even_where_nothing_is_new(bucket, some):
    remote.publish(some, bucket.address)
    bucket.put("1.1.0-notes/thesis.docx", b"years of work")
    before = bucket.objects()
    bucket.put("1.1.0/parquet/places.parquet", b"half")
    bucket.put(".staging-pending", b"1.1.0\n")
    bucket.put("latest", b"0.9.0\n")
    assert remote.publish(some, bucket.address).changed is False
    assert bucket.objects() == before


@pytest.mark.slow
def test_what_nobody_announced_is_somebodys_and_stays(bucket, some, more):
    bucket.put("thesis.docx", b"years of work")
    for attempt in (remote.check, lambda address: remote.publish(some, address)):
        with pytest.raises(FolderError, match=r"thesis\.docx.*no versions\.json"):
            attempt(bucket.address)
    assert bucket.objects() == {"data/thesis.docx": b"years of work"}
    remote.publish(some, f"s3://{bucket.name}/other")
    bucket.name, bucket.address = bucket.name, f"s3://{bucket.name}/other"
    for announced in (None, b"3.0.0\n", b"../..\n"):
        bucket.system.pipe_file(f"{bucket.name}/other/1.1.0/thesis.docx", b"years of work")
        if announced:
            bucket.system.pipe_file(f"{bucket.name}/other/.staging-pending", announced)
        with pytest.raises(FolderError, match=r"does not list 1\.1\.0"):
            remote.publish(more, bucket.address)
        assert bucket.objects()["other/1.1.0/thesis.docx"] == b"years of work"


@pytest.mark.slow
def test_an_older_version_is_never_taken_for_a_killed_one(bucket, some):
    remote.publish(some, bucket.address)
    bucket.put("0.9.0/thesis.docx", b"years of work")
    bucket.put(".staging-pending", b"0.9.0\n")
    remote.publish(some, bucket.address)
    assert bucket.objects()["data/0.9.0/thesis.docx"] == b"years of work"
