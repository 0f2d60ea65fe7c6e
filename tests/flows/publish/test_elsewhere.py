"""Neither names, nor links, nor what others may write can make the publisher write anywhere but into the data folder.

What is written is not taken from the publisher's word: every file and folder around the data folder, the working
directory, the home and the folder for temporary files are looked at before and after.
"""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from karabakh.flows.download.load import versions
from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.publish import publish
from karabakh.flows.publish.errors import BusyError, DamagedError, FolderError, WriteError
from karabakh.flows.publish.folder import check
from karabakh.flows.publish.writers import WRITERS, Page
from karabakh.flows.settings.model import Settings


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A small world: where we are, somebody's home, temporary files, and precious things; data comes beside them."""
    for name in ("here/inside", "home", "temporary", "precious/parquet"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("here/notes.txt", "precious/thesis.docx", "precious/parquet/places.parquet", "precious/versions.json"):
        (tmp_path / name).write_bytes(b"years of work")
    monkeypatch.chdir(tmp_path / "here")
    for variable, name in (("HOME", "home"), ("TMPDIR", "temporary")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    return tmp_path


def seen(world, *apart):
    """Return what is in the world, apart from some folders: kind, mode, time and bytes by path."""
    found = {}
    for root, folders, files in os.walk(world):
        folders[:] = [name for name in folders if Path(root, name) not in apart]
        for path in (Path(root), *(Path(root, name) for name in (*files, *folders))):
            status = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
            time = 0 if stat.S_ISDIR(status.st_mode) and any(path == other.parent for other in apart) else None
            found[str(path)] = (status.st_mode, status.st_mtime_ns if time is None else 0, content)
    return {path: about for path, about in found.items() if Path(path) not in apart}


def nothing_else(world, data, action):
    """Do something, and assert that nothing but what is in the data folder is other than before."""
    before = seen(world, data)
    try:
        return action()
    finally:
        assert seen(world, data) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("data", "here/data"),
        ("data/", "here/data"),
        ("./data/.", "here/data"),
        ("inside/../data", "here/data"),
        ("../other", "other"),
        ("-rf", "here/-rf"),
        ("--texts", "here/--texts"),
        ("~", "here/~"),
        ("$HOME", "here/$HOME"),
        ("$(touch x); `touch y` | %s {0} * ?", "here/$(touch x); `touch y` | %s {0} * ?"),
        ("a\\b", "here/a\\b"),
        ("c:data", "here/c:data"),
        ("s3:data", "here/s3:data"),
        ("Şuşa \u202egnp.exe", "here/Şuşa \u202egnp.exe"),
        ("latest", "here/latest"),
        ("1.0.0", "here/1.0.0"),
        (".staging-1.0.0", "here/.staging-1.0.0"),
        ("x" * 255, "here/" + "x" * 255),
    ],
)
def test_a_strange_name_is_a_folder_of_that_name_and_nothing_else(world, some, name, there):
    made = nothing_else(world, world / there, lambda: publish(some, Settings(texts=["inside"], data=name).data))
    assert made.changed
    assert sorted(path.name for path in (world / there).iterdir()) == [".lock", "1.0.0", "latest", "versions.json"]


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\rb", "a\x1bb", "a\0b", os.fsdecode(b"a\xffb")])
def test_a_name_that_no_line_can_hold_is_a_wrong_call(world, name):
    with pytest.raises(CallError, match="--data"):
        nothing_else(world, world / "none", lambda: Settings(texts=["inside"], data=name))


def test_an_address_that_was_made_a_path_is_a_wrong_call(world):
    with pytest.raises(CallError, match="an address is text"):
        nothing_else(world, world / "none", lambda: Settings(texts=["inside"], data=Path("s3://bucket/data")))


@pytest.mark.parametrize("name", ["x" * 256, "x" * 5000, "x/" * 3000, "\0", "a\0b"])
def test_a_name_that_no_folder_can_have_is_refused(world, some, name):
    for attempt in (lambda: check(Path(name)), lambda: publish(some, Path(name))):
        with pytest.raises(FolderError):
            nothing_else(world, world / "none", attempt)


@pytest.fixture
def kinds(world):
    """By name what is no folder to publish into."""
    (world / "file").write_bytes(b"")
    os.mkfifo(world / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(world)
        listening.bind("socket")
        os.chdir(world / "here")
    (world / "link").symlink_to(world / "precious", target_is_directory=True)
    (world / "dangling").symlink_to(world / "none", target_is_directory=True)
    (world / "loop").symlink_to("loop")
    return world


@pytest.mark.parametrize(
    "name",
    [
        "file",
        "file/below",
        "pipe",
        "socket",
        "link",
        "dangling",
        "loop",
        "loop/below",
        "precious",
        ".",
        "/",
        "/dev/null",
    ],
)
def test_what_is_no_folder_of_ours_is_refused_and_left_alone(kinds, some, name):
    world = kinds
    for attempt in (lambda: check(world / name), lambda: publish(some, world / name)):
        if name in {"file/below", "loop/below"} and attempt.__code__.co_names[0] == "check":
            continue  # it is not there, and nothing but the attempt can tell that it cannot be made
        with pytest.raises((FolderError, DamagedError)):
            nothing_else(world, world / "none", attempt)


LINKS = [
    "versions.json",
    "latest",
    ".lock",
    "1.0.0",
    "1.0.0/parquet",
    "1.0.0/parquet/places.parquet",
    "1.0.0/README.md",
    "1.0.0/SHA256SUMS",
    "1.1.0",
]


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize(
    "leads", ["elsewhere", *(pytest.param(where, marks=pytest.mark.slow) for where in ("nowhere", "to itself"))]
)
def test_a_link_in_a_version_or_in_its_place_stops_the_run(world, some, more, name, leads):
    data = world / "data"
    publish(some, data)
    path = data / name
    if path.is_dir():
        shutil.move(path, world / "precious" / "moved")
    elif path.exists():
        path.rename(world / "precious" / "moved")
    target = {"elsewhere": world / "precious" / "moved", "nowhere": world / "none", "to itself": path}[leads]
    path.symlink_to(target)
    with pytest.raises((FolderError, DamagedError)):
        nothing_else(world, data, lambda: publish(more, data))
    assert path.is_symlink()
    assert not (data / "1.1.0").is_dir() or name == "1.1.0"


@pytest.mark.slow
@pytest.mark.parametrize("name", [".staging-1.1.0", ".staging-latest", ".staging-versions.json", ".staging-pending",
                                  ".staging-.staging-pending", ".staging-sorted", ".staging-x"])  # fmt: skip
@pytest.mark.parametrize("leads", ["a folder", "a file", "nowhere"])
def test_a_link_where_a_run_stages_goes_and_what_it_leads_to_stays(world, some, more, name, leads):
    data = world / "data"
    publish(some, data)
    target = {"a folder": "precious", "a file": "precious/thesis.docx", "nowhere": "none"}[leads]
    (data / name).symlink_to(world / target)
    assert nothing_else(world, data, lambda: publish(more, data)).version == "1.1.0"
    assert not (data / name).is_symlink()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["versions.json", "latest", ".lock"])
def test_a_pipe_in_the_place_of_a_file_stops_the_run_at_once(world, some, name):
    data = world / "data"
    publish(some, data)
    (data / name).unlink()
    os.mkfifo(data / name)
    signal.alarm(20)
    try:
        with pytest.raises(FolderError, match="is not a file"):
            nothing_else(world, data, lambda: publish(some, data))
    finally:
        signal.alarm(0)


def swap(path, target):
    """Put a link in the place of a folder, as fast as somebody else might."""
    path.rename(path.with_name("taken"))
    path.symlink_to(target, target_is_directory=True)


def meanwhile(action):
    """Return a page in whose turn, after all other files, something is done."""
    return (*WRITERS, Page("note.txt", lambda edition, folder: action(folder) or "words" if folder else "words"))


@pytest.mark.slow
@pytest.mark.parametrize("name", [".", "parquet", "csv", "gazetteer"])
def test_a_link_swapped_in_while_a_version_is_written_is_never_published(world, some, more, name):
    data = world / "data"
    publish(some, data)
    writers = meanwhile(lambda folder: swap(folder / name, world / "elsewhere"))
    (world / "elsewhere").mkdir()
    with pytest.raises((WriteError, FolderError)):
        publish(more, data, writers=writers)
    assert {path.name for path in (world / "elsewhere").iterdir()} <= {"note.txt", "SHA256SUMS"}
    shutil.rmtree(data / "taken", ignore_errors=True)
    assert [release.version for release in versions(data)] == ["1.0.0"]
    assert publish(more, data).version == "1.1.0"


def test_a_link_to_a_file_swapped_in_is_never_published(world, some, more):
    data = world / "data"
    publish(some, data)

    def exchange(folder):
        (folder / "README.md").unlink()
        (folder / "README.md").symlink_to(world / "precious" / "thesis.docx")

    with pytest.raises(WriteError, match="symbolic link has come into"):
        nothing_else(world, data, lambda: publish(more, data, writers=meanwhile(exchange)))
    assert publish(more, data).version == "1.1.0"


@pytest.mark.slow
@pytest.mark.parametrize("with_link", [True, False])
def test_a_data_folder_swapped_away_gets_no_version(world, some, more, with_link):
    data, other = world / "data", world / "other"
    publish(some, data)
    publish(some, other)
    kept = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}

    def exchange(folder):
        data.rename(world / "away")
        if with_link:
            data.symlink_to(other, target_is_directory=True)
        else:
            other.rename(data)
        (data / folder.name).mkdir()  # so that writing can go on

    with pytest.raises(KarabakhError):
        publish(more, data, writers=meanwhile(exchange))
    now = data.resolve()
    assert [release.version for release in versions(now)] == ["1.0.0"]
    assert not (now / "1.1.0").exists()
    assert all((now / path.relative_to(other)).read_bytes() == content for path, content in kept.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["versions.json", "latest"])
def test_a_link_swapped_in_for_a_list_is_replaced_and_never_followed(world, some, more, name):
    data = world / "data"
    publish(some, data)

    def exchange(folder):
        (data / name).unlink()
        (data / name).symlink_to(world / "precious" / "thesis.docx")

    nothing_else(world, data, lambda: publish(more, data, writers=meanwhile(exchange)))
    assert not (data / name).is_symlink()
    assert versions(data)[-1].version == "1.1.0"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["link", "folder with something in it", "file"])
def test_a_version_that_somebody_else_puts_there_is_not_overwritten(world, some, more, kind):
    data = world / "data"
    publish(some, data)

    def exchange(folder):
        if kind == "link":
            (data / "1.1.0").symlink_to(world / "precious", target_is_directory=True)
        elif kind == "file":
            (data / "1.1.0").write_bytes(b"years of work")
        else:
            (data / "1.1.0").mkdir()
            (data / "1.1.0" / "thesis.docx").write_bytes(b"years of work")

    with pytest.raises(WriteError):
        nothing_else(world, data, lambda: publish(more, data, writers=meanwhile(exchange)))
    assert [release.version for release in versions(data)] == ["1.0.0"]


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do everything is refused nothing")
@pytest.mark.parametrize("name", [".", "1.0.0", "versions.json", ".lock"])
def test_what_may_not_be_written_or_read_is_said(world, some, more, name):
    data = world / "data"
    publish(some, data)
    path = data / name
    mode = path.stat().st_mode
    path.chmod(0o555 if name == "." else 0)
    try:
        with pytest.raises((FolderError, DamagedError), match=r"cannot be|Permission denied"):
            publish(more, data)
    finally:
        path.chmod(mode)
    assert publish(more, data).version == "1.1.0"


def test_the_mask_of_the_user_holds(world, some):
    before = os.umask(0o077)
    try:
        publish(some, world / "data")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.lstat().st_mode) for path in (world / "data").rglob("*") if path.name != ".lock"}
    assert modes == {0o600, 0o700}


HOLDING = """
import pathlib, sys
import pyarrow.parquet as pq
from karabakh.flows.publish import publish
from karabakh.flows.publish.writers import WRITERS, Page

def wait(edition, folder):
    if folder:
        print("writing", flush=True)
        sys.stdin.readline()
    return "words"

tables = {path.stem: pq.read_table(path) for path in pathlib.Path(sys.argv[2]).iterdir()}
print(publish(tables, sys.argv[1], writers=(*WRITERS, Page("note.txt", wait))).version)
"""


@pytest.mark.slow
def test_of_two_processes_one_publishes_and_the_other_says_why_not(world, some, more):
    import pyarrow.parquet as pq

    data = world / "data"
    publish(some, data)
    (world / "new").mkdir()
    for name, table in more.items():
        pq.write_table(table, world / "new" / f"{name}.parquet")
    call = [sys.executable, "-W", "ignore", "-c", HOLDING, data, world / "new"]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout.readline() == "writing\n"
        killed.kill()  # and holds nothing back
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "writing\n"
        staged = sorted(path.name for path in data.iterdir())
        with pytest.raises(BusyError, match="another run is publishing into it; wait for that one to end") as busy:
            publish(more, data)
        assert busy.value.exit_code == 3
        assert sorted(path.name for path in data.iterdir()) == staged
        assert first.communicate("\n", timeout=60)[0] == "1.1.0\n"
    assert first.returncode == 0
    assert sorted(path.name for path in data.iterdir()) == [".lock", "1.0.0", "1.1.0", "latest", "versions.json"]
