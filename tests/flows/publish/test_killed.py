"""Publishing is all or nothing: wherever it is stopped, the old version stays whole and the next run succeeds.

Every write the publisher does is seen by an audit hook (opening for writing, making, renaming, removing) or by a
wrapper (forcing to the disk), and each of them in turn is where it is stopped.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import checksums

TABLES = ("documents", "places")
WATCHED = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "fsync"}


class Watch:
    """Sees every write, and stops the one whose turn it is."""

    def __init__(self):
        self.on = False
        self.seen = []
        self.stop_at = None

    def __call__(self, event, arguments):
        if self.on and (event in WATCHED or (event == "open" and self._writes(arguments))):
            self.seen.append((event, arguments))
            if len(self.seen) == self.stop_at:
                raise OSError(28, "No space left on device")

    @staticmethod
    def _writes(arguments):
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


@pytest.fixture(scope="module")
def hook():
    """One audit hook: it can never be taken away again, so it sleeps between tests."""
    watch = Watch()
    sys.addaudithook(watch)
    return watch


@pytest.fixture
def watch(hook, monkeypatch):
    fsync = os.fsync

    def audited(handle):
        sys.audit("fsync", handle)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", audited)

    @contextmanager
    def watch(stop_at=None):
        hook.seen, hook.stop_at, hook.on = [], stop_at, True
        try:
            yield hook.seen
        finally:
            hook.on = False

    return watch


@pytest.fixture
def old_and_new(rows, build, put, data, tmp_path):
    """The old tables, published in data and kept in a copy; and the new ones."""
    old = {name: table for name, table in build(rows).items() if name in TABLES}
    put(old)
    shutil.copytree(data, tmp_path / "kept")
    rows["places"].append(rows["places"][0] | {"place_id": "K0003"})
    return old, {name: table for name, table in build(rows).items() if name in TABLES}


def assert_whole(data, tables):
    """Whoever reads the folder as documented finds exactly these tables."""
    newest = versions(data)[-1]
    assert list(checksums.damage(data / newest.version, newest.sha256sums)) == []
    for name, table in tables.items():
        assert load(name, data=data).shape == (table.num_rows, table.num_columns)


def test_nothing_outside_the_folder_is_written(watch, old_and_new, put, data):
    _, new = old_and_new
    with watch() as seen:
        put(new)
    touched = [Path(os.fsdecode(arguments[0])) for event, arguments in seen if event != "fsync"]
    assert len(touched) > 10
    assert [path for path in touched if data not in (path, *path.parents)] == []


def test_the_order_is_note_then_files_then_name_then_list_then_latest(watch, old_and_new, put, data):
    _, new = old_and_new
    with watch() as seen:
        put(new)
    renamed = [tuple(Path(path).name for path in arguments[:2]) for event, arguments in seen if event == "os.rename"]
    assert renamed == [
        (".staging-.staging-pending", ".staging-pending"),
        (".staging-1.1.0", "1.1.0"),
        (".staging-versions.json", "versions.json"),
        (".staging-latest", "latest"),
    ]
    at = [index for index, (event, _) in enumerate(seen) if event == "os.rename"]
    version = data / "1.1.0"
    inside = sum(1 for _ in version.rglob("*")) + 1
    forced = [[event for event, _ in seen[start:end]].count("fsync") for start, end in pairwise([0, *at, len(seen)])]
    # the note; its parent, the new list, what latest will say, and the whole version; then only the parent, each time
    assert forced == [1, 1 + 2 + inside, 1, 1, 1]


@pytest.mark.parametrize("each", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_any_write_may_fail(watch, old_and_new, put, data, tmp_path, each):
    old, new = old_and_new
    for stop_at in range(1, 1000, each):
        shutil.rmtree(data)
        shutil.copytree(tmp_path / "kept", data)
        with watch(stop_at) as seen:
            try:
                put(new)
            except KarabakhError as error:
                assert "No space left on device" in str(error)  # noqa: PT017 - the last turn has no error
        if len(seen) < stop_at:
            break
        assert_whole(data, old if versions(data)[-1].version == "1.0.0" else new)
        assert put(new).version == "1.1.0"
        assert_whole(data, new)
        assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "1.1.0", "latest", "versions.json"]
    assert stop_at > 20


KILLED = """
import os, pathlib, shutil, signal, sys
import pyarrow.parquet as pq
from karabakh.flows.publish import publish
import karabakh.flows.publish.publication

kept, new, work = map(pathlib.Path, sys.argv[1:])
fsync = os.fsync
left = 0

def hook(event, arguments):
    global left
    watched = event in {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "fsync"}
    if left and (watched or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

def audited(handle):
    sys.audit("fsync", handle)
    fsync(handle)

for turn in range(1, 1000):
    data = work / str(turn)
    if kept.exists():
        shutil.copytree(kept, data)
    child = os.fork()
    if not child:
        tables = {path.stem: pq.read_table(path, use_threads=False) for path in new.iterdir()}
        sys.addaudithook(hook)
        os.fsync = audited
        left = turn
        publish(tables, data)
        left = 0
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.fixture
def killed(tmp_path):
    """Publish tables upon a folder in a process of its own, killed at each write in turn; return what it left."""
    from pyarrow.parquet import write_table

    def killed(kept, tables):
        new, work = tmp_path / "new", tmp_path / "work"
        new.mkdir()
        work.mkdir()
        for name, table in tables.items():
            write_table(table, new / f"{name}.parquet")
        subprocess.run([sys.executable, "-W", "ignore", "-c", KILLED, kept, new, work], check=True, timeout=300)
        left = sorted(work.iterdir(), key=lambda path: int(path.name))
        assert len(left) > 20
        return left

    return killed


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_write_upon_a_version(old_and_new, killed, tmp_path):
    from karabakh.flows.publish import publish

    old, new = old_and_new
    seen = set()
    for data in killed(tmp_path / "kept", new):
        listed = versions(data)[-1].version
        seen.add(listed)
        assert_whole(data, old if listed == "1.0.0" else new)
        assert publish(new, data).version == "1.1.0"
        assert_whole(data, new)
        assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "1.1.0", "latest", "versions.json"]
    assert seen == {"1.0.0", "1.1.0"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_write_of_the_first_version(old_and_new, killed, tmp_path):
    from karabakh.flows.publish import publish

    _, new = old_and_new
    for data in killed(tmp_path / "nothing", new):
        assert publish(new, data).version == "1.0.0"
        assert_whole(data, new)
        assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "latest", "versions.json"]
