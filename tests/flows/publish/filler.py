"""Publish upon a folder on a disk that is full after ever more bytes, or ever more files, until there is room enough.

Run as ``unshare -rm filler.py KEPT NEW DISK``: a small disk in memory is mounted at the empty folder DISK for each run.
A line on standard output for each: what was left (``blocks`` or ``inodes``, and how many), and what publishing said.
Everything is checked in here, because nobody else sees this disk. Ends with 77 where nothing may be mounted.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq

from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import checksums, publish
from karabakh.flows.publish.errors import WriteError

PAGE = os.sysconf("SC_PAGE_SIZE")
REMOUNT = 32
PLENTY = {"blocks": 4096, "inodes": 4096}
libc = ctypes.CDLL(None, use_errno=True)


def mount(disk, blocks, inodes, flags=0):
    options = f"size={blocks * PAGE},nr_inodes={inodes}".encode()
    if libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", flags, options):
        raise OSError(ctypes.get_errno(), "mount")


def unmount(disk):
    if libc.umount2(os.fsencode(disk), 2):
        raise OSError(ctypes.get_errno(), "umount")


def used(disk):
    found = os.statvfs(disk)
    return {"blocks": found.f_blocks - found.f_bfree, "inodes": found.f_files - found.f_ffree}


def assert_whole(data, number, tables):
    newest = versions(data)[-1]
    assert newest.version == number == (data / "latest").read_text().strip()
    assert list(checksums.damage(data / number, newest.sha256sums)) == []
    for name, table in tables.items():
        assert len(load(name, data=data)) == table.num_rows


def names(data):
    return {path.name for path in data.iterdir()} - {".lock"}


def published(new, data):
    """Publish; return how that failed, if it did."""
    try:
        publish(new, data)
    except WriteError as error:
        return error
    return None


def tried(data, kept, old, new):
    """Publish; return what it said, having seen that the old version is whole and alone, or the new one beside it."""
    failure = published(new, data)
    if failure is None:
        return "published"
    assert failure.exit_code == 3, failure
    assert "No space left on device" in str(failure), failure
    assert names(data) == names(kept), names(data)
    if old:
        assert_whole(data, "1.0.0", old)
    return str(failure)


def filled(what, kept, old, new, disk):
    """Run with ever more of one kind of room left; the other kind is there in plenty."""
    number = "1.1.0" if old else "1.0.0"
    mount(disk, **PLENTY)
    data = shutil.copytree(kept, disk / "data") if old else disk / "data"
    taken = used(disk)
    unmount(disk)
    for left in range(1, 2000):  # a size of 0 would be none at all
        mount(disk, **{**PLENTY, what: taken[what] + left})
        if old:
            shutil.copytree(kept, data)
        said = tried(data, kept, old, new)
        sys.stdout.write(f"{what} {left} {said}\n")
        mount(disk, **PLENTY, flags=REMOUNT)
        if said != "published":
            assert publish(new, data).version == number
        assert_whole(data, number, new)
        assert names(data) == {"versions.json", "latest", number, *(["1.0.0"] if old else [])}
        unmount(disk)
        if said == "published":
            return
    raise AssertionError("no room was enough")


def read(folder):
    return {path.stem: pq.read_table(path) for path in folder.iterdir()}


def main(kept, new, disk):
    try:
        mount(disk, **PLENTY)
        unmount(disk)
    except OSError:
        sys.exit(77)
    (disk.parent / "nothing").mkdir(exist_ok=True)
    for what in PLENTY:
        filled(what, kept, read(kept / "1.0.0" / "parquet"), read(new), disk)
        filled(what, disk.parent / "nothing", {}, read(new), disk)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except KarabakhError as error:
        sys.exit(f"{type(error).__name__}: {error}")
