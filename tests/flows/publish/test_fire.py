"""Publishing under fire: SIGKILL before every system call of the publisher, and a disk that is full at every point.

Here the operating system is the witness, not Python: what Arrow writes counts, too (see killer.py and filler.py). What
each one leaves is whole for whoever reads, and the next run gives what a run that nothing disturbed gives.
"""

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from karabakh.flows.download.load import load, versions
from karabakh.flows.publish import checksums, publish
from karabakh.flows.publish.errors import WriteError

HERE = Path(__file__).parent
TABLES = ("documents", "places")
SKIP = 77
FEWEST = 50  # kill points a scenario


def tree(folder):
    """Return the checksum of every file of a folder by path; .lock and the time in versions.json are left out."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items() if name != ".lock"}
    if "versions.json" in sums:
        listed = json.loads(found["versions.json"].read_text(encoding="utf-8"))
        sums["versions.json"] = str([entry | {"released": None} for entry in listed["versions"]])
    return sums


def assert_readable(data, by_version):
    """Whoever reads finds a whole version: the one that versions.json names, be latest already so or not yet."""
    if not (data / "versions.json").exists():
        assert not (data / "latest").exists()
        return None
    listed = versions(data)
    newest = listed[-1]
    for release in listed:
        assert list(checksums.damage(data / release.version, release.sha256sums)) == []
    for name, table in by_version[newest.version].items():
        assert load(name, data=data).shape == (table.num_rows, table.num_columns)
    if (data / "latest").exists():
        assert (data / "latest").read_text(encoding="utf-8") in {f"{release.version}\n" for release in listed[-2:]}
    return newest.version


@pytest.fixture(scope="module")
def world(tmp_path_factory, old_rows):
    """Old tables published in ``kept``, new ones in ``new``, and what publishing these gives where nothing disturbs."""
    from karabakh.schemas import TABLES as MODELS
    from karabakh.schemas.arrow import table

    folder = tmp_path_factory.mktemp("fire")
    rows = old_rows()
    old = {name: table(MODELS[name], rows[name]) for name in TABLES}
    rows["places"].append(rows["places"][0] | {"place_id": "K0003"})
    new = {name: table(MODELS[name], rows[name]) for name in TABLES}
    publish(old, folder / "kept")
    (folder / "new").mkdir()
    for name in TABLES:
        pq.write_table(new[name], folder / "new" / f"{name}.parquet")
    publish(new, folder / "first")
    shutil.copytree(folder / "kept", folder / "second")
    publish(new, folder / "second")
    return folder, old, new


@pytest.fixture(scope="module")
def fire(world):
    """Kill the publisher at each of its operations upon a folder; give these, and what each kill left."""
    folder, _, _ = world

    def fire(kept, name, form="tables"):
        work = folder / f"work-{name}"
        if not work.exists():
            work.mkdir()
            call = [sys.executable, "-W", "ignore", HERE / "killer.py", kept, folder / "new", work, form]
            run = subprocess.run(call, capture_output=True, text=True, timeout=500)
            if run.returncode == SKIP:
                pytest.skip("a process may not be traced here")
            assert run.returncode == 0, run.stderr
        operations = (work / "operations.txt").read_text(encoding="utf-8").splitlines()
        return operations, [work / str(turn) for turn in range(1, len(operations) + 1)]

    return fire


def survived(world, fire, kept, name, expected, fewest=FEWEST, form="tables"):
    """Assert what must hold after each kill, and that the next run gives exactly the folder ``expected``; count."""
    folder, old, new = world
    tables = {"1.0.0": new} if expected.name == "first" else {"1.0.0": old, "1.1.0": new}
    options = {"part_rows": 1} if form == "streams" else {}
    operations, left = fire(kept, name, form)
    assert len(operations) >= fewest
    seen = set()
    for data in left:
        again = shutil.copytree(data, folder / "again", symlinks=True) if data.exists() else folder / "again"
        seen.add(assert_readable(again, tables))
        publish(new, again, **options)
        assert_readable(again, tables)
        assert tree(again) == tree(expected)
        assert (again / "latest").read_bytes() == (expected / "latest").read_bytes()
        shutil.rmtree(again)
    sys.stdout.write(f"{name}: {len(operations)} kill points survived\n")
    return seen


@pytest.mark.slow
def test_killed_anywhere_upon_a_version(world, fire):
    folder, _, _ = world
    assert survived(world, fire, folder / "kept", "a version", folder / "second") == {"1.0.0", "1.1.0"}


@pytest.mark.slow
def test_killed_anywhere_where_rows_are_sorted_on_the_disk_and_tables_have_parts(world, fire):
    folder, _, new = world
    shutil.copytree(folder / "kept", folder / "parts")
    publish(new, folder / "parts", part_rows=1)
    assert survived(world, fire, folder / "kept", "streams", folder / "parts", 100, "streams") == {"1.0.0", "1.1.0"}
    operations, _ = fire(folder / "kept", "streams")
    assert any(operation.startswith("write .staging-sorted/") for operation in operations)  # by Arrow, not by Python


@pytest.mark.slow
def test_killed_anywhere_of_the_first_version(world, fire):
    folder, _, _ = world
    assert survived(world, fire, folder / "nothing", "nothing", folder / "first") == {None, "1.0.0"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "fewest"),
    [
        ("write .staging-1.1.0/parquet/places.parquet", FEWEST),
        ("rename .staging-versions.json", FEWEST),
        ("rename .staging-latest", 10),  # all is published, so there is only some cleaning up to do
    ],
    ids=["half a version", "a version that is not listed", "a list before latest"],
)
def test_killed_anywhere_upon_what_a_killed_run_left(world, fire, at, fewest):
    folder, _, _ = world
    operations, left = fire(folder / "kept", "a version")
    name = f"left at {at.replace('/', ' ')}"
    survived(world, fire, left[operations.index(at)], name, folder / "second", fewest)


@pytest.mark.slow
def test_what_is_left_is_what_was_being_done(world, fire):
    """The kills do hit the places that matter; were the publisher to do less, the numbers above would say nothing."""
    folder, _, _ = world
    operations, left = fire(folder / "kept", "a version")
    by_operation = dict(zip(operations, left, strict=True))
    assert not (by_operation["rename .staging-1.1.0"] / "1.1.0").exists()
    assert (by_operation["rename .staging-versions.json"] / "1.1.0").exists()
    assert versions(by_operation["rename .staging-versions.json"])[-1].version == "1.0.0"
    assert (by_operation["rename .staging-latest"] / "latest").read_text(encoding="utf-8") == "1.0.0\n"
    assert {operation.split()[0] for operation in operations} >= {"openat", "write", "close", "fsync", "flock"}


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_point(world, tmp_path):
    folder, _, _ = world
    unshare = shutil.which("unshare")
    if not unshare:
        pytest.skip("no unshare, by which to mount a small disk")
    (tmp_path / "disk").mkdir()
    call = [unshare, "-rm", sys.executable, HERE / "filler.py", folder / "kept", folder / "new", tmp_path / "disk"]
    run = subprocess.run(call, capture_output=True, text=True, timeout=300)
    if run.returncode == SKIP or "unshare failed" in run.stderr:
        pytest.skip("no disk may be mounted here")
    assert run.returncode == 0, run.stderr
    failed = [line for line in run.stdout.splitlines() if not line.endswith("published")]
    assert len(failed) >= FEWEST
    assert all("cannot be written" in line or "could not be written" in line for line in failed)
    sys.stdout.write(f"a full disk: {len(failed)} points survived\n")


@pytest.mark.slow
def test_the_command_on_a_full_disk_ends_with_3_and_says_so(tmp_path, root):
    unshare, disk = shutil.which("unshare"), tmp_path / "disk"
    if not unshare:
        pytest.skip("no unshare, by which to mount a small disk")
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size=1m tmpfs "$0" || exit 77\n'
        '"$1" -m karabakh.flows.cli refresh --data "$0/data"; code=$?; ls -A "$0/data" >&2; exit $code\n'
    )
    call = [unshare, "-rm", "sh", "-c", script, disk, sys.executable]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}
    run = subprocess.run(call, capture_output=True, text=True, timeout=300, env=environment, cwd=root)
    if run.returncode in {SKIP, 1} and "karabakh" not in run.stderr:
        pytest.skip("no disk may be mounted here")
    assert run.returncode == 3, run.stderr
    said = run.stderr.splitlines()
    assert said[-1] == ".lock"  # all that is left
    assert any(line.startswith("karabakh: ") and "No space left on device" in line for line in said)


@pytest.mark.slow
def test_a_limit_of_a_files_size_at_any_point(world, tmp_path):
    folder, old, new = world
    longest = max(path.stat().st_size for path in (folder / "second" / "1.1.0").rglob("*") if path.is_file())
    before, data, sizes = resource.getrlimit(resource.RLIMIT_FSIZE), tmp_path / "data", [0, 1, 6, 100]
    for size in (*sizes, *range(200, longest, max(longest // 40, 1))):
        shutil.copytree(folder / "kept", data)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(WriteError, match="File too large") as failed:
                publish(new, data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert failed.value.exit_code == 3
        assert tree(data) == tree(folder / "kept")
        assert assert_readable(data, {"1.0.0": old}) == "1.0.0"
        assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "latest", "versions.json"]
        publish(new, data)
        assert tree(data) == tree(folder / "second")
        shutil.rmtree(data)
