"""Publish upon a folder again and again, killed each time one file operation later; what each kill left stays.

Run as ``killer.py KEPT NEW WORK FORM``: KEPT is the data folder before (or nothing is there), NEW holds the new tables
as Parquet files, WORK gets a folder for each kill, and ``operations.txt``, which names them; FORM is how the tables are
handed over (see `taken`). The publisher runs in a process of its own under ptrace. Right before each system call by
which it opens a file for writing, writes, forces to the disk, closes, locks, renames, makes or removes a file or folder
below the data folder, in whatever thread and library, it gets SIGKILL once, and nothing of it runs any more. Ends with
77 where this system knows no such thing.
"""

import ctypes
import os
import platform
import shutil
import signal
import struct
import sys
from pathlib import Path

TRACEME, SYSCALL, SETOPTIONS, SYSCALL_INFO = 0, 24, 0x4200, 0x420E
OPTIONS = 0x1 | 0x8 | 0x100000  # tell system calls apart, follow threads, end them with the tracer
WAIT_ALL, IS_SYSCALL, ENTRY = 0x40000000, signal.SIGTRAP | 0x80, 1
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# by machine, what stands first in the call: a file's handle, a path, a folder's handle and a path
CALLS = {
    "x86_64": {
        "handle": {1: "write", 3: "close", 18: "pwrite64", 20: "writev", 40: "sendfile", 73: "flock", 74: "fsync",
                   75: "fdatasync", 77: "ftruncate", 91: "fchmod", 285: "fallocate", 296: "pwritev"},
        "path": {2: "open", 76: "truncate", 82: "rename", 83: "mkdir", 84: "rmdir", 87: "unlink", 90: "chmod"},
        "at": {257: "openat", 258: "mkdirat", 263: "unlinkat", 264: "renameat", 316: "renameat2", 437: "openat2"},
    },
    "aarch64": {
        "handle": {32: "flock", 46: "ftruncate", 47: "fallocate", 52: "fchmod", 57: "close", 64: "write",
                   66: "writev", 68: "pwrite64", 70: "pwritev", 71: "sendfile", 82: "fsync", 83: "fdatasync"},
        "path": {},
        "at": {34: "mkdirat", 35: "unlinkat", 38: "renameat", 56: "openat", 276: "renameat2", 437: "openat2"},
    },
}  # fmt: skip

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long
calls = CALLS.get(platform.machine(), {})


def ptrace(request, process, address=None, data=None):
    if libc.ptrace(request, process, address, data) < 0:
        raise OSError(ctypes.get_errno(), f"ptrace {request:#x}")


def entered(thread):
    """Return number and arguments of the system call that a stopped thread is about to do; None where it is done."""
    buffer = ctypes.create_string_buffer(88)
    ptrace(SYSCALL_INFO, thread, len(buffer), ctypes.addressof(buffer))
    kind, number, *arguments = struct.unpack_from("<B23x7Q", buffer.raw)
    return (number, arguments) if kind == ENTRY else None


def link(thread, handle):
    try:
        return str(Path(f"/proc/{thread}/fd/{ctypes.c_int(handle & 0xFFFFFFFF).value}").readlink())
    except OSError:
        return ""


def path_at(thread, address):
    with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        found = memory.read(4096 - address % 4096)  # a page at a time: the one after may not be there
        while b"\0" not in found:
            found += memory.read(4096)
        return os.fsdecode(found.split(b"\0")[0])


def is_written(thread, handle):
    lines = Path(f"/proc/{thread}/fdinfo/{handle}").read_text().splitlines()
    return bool(int(lines[1].split()[1], 8) & WRITES)


def operation(thread, data):
    """Return what a stopped thread is about to do to the data folder, or None."""
    call = entered(thread)
    if call is None:
        return None
    number, arguments = call
    if name := calls["handle"].get(number):
        path = link(thread, arguments[0])
        if path.startswith(data) and (name != "close" or is_written(thread, arguments[0])):
            return name, path
    elif name := calls["path"].get(number):
        path = path_at(thread, arguments[0])
        if path.startswith(data) and (name != "open" or arguments[1] & WRITES):
            return name, path
    elif name := calls["at"].get(number):
        path = path_at(thread, arguments[1])
        if not path.startswith("/"):
            path = f"{link(thread, arguments[0])}/{path}"
        if path.startswith(data) and (name != "openat" or arguments[2] & WRITES):
            return name, path
    return None


class Stream:
    """The rows of a table from the last to the first, in a batch each: they must be sorted on the disk."""

    def __init__(self, table):
        self.table, self.schema, self.num_rows = table, table.schema, table.num_rows

    def batches(self):
        return reversed(self.table.to_batches(max_chunksize=1))


def taken(table, form):
    return Stream(table) if form == "streams" else table


def publisher(data, new, form):
    """Fork the process that publishes; it waits to be traced."""
    child = os.fork()
    if child:
        return child
    try:
        ptrace(TRACEME, 0)
        tables = {path.stem: taken(pq.read_table(path, use_threads=False), form) for path in new.iterdir()}
        os.kill(os.getpid(), signal.SIGSTOP)
        publish(tables, data, **({"part_rows": 1} if form == "streams" else {}))
        os._exit(0)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)


def stopped_at(turn, data, new, form):
    """Publish and kill at the operation of that number; return it, or None where publishing ended before."""
    child = publisher(data, new, form)
    os.waitpid(child, WAIT_ALL)
    ptrace(SETOPTIONS, child, None, OPTIONS)
    ptrace(SYSCALL, child)
    count = 0
    while True:
        thread, status = os.waitpid(-1, WAIT_ALL)
        if not os.WIFSTOPPED(status):
            if thread == child:
                if status:
                    sys.exit(f"the publisher ended with {status:#x}")
                return None
            continue
        number = os.WSTOPSIG(status)
        if number == IS_SYSCALL:
            found = operation(thread, str(data))
            count += found is not None
            if found and count == turn:
                end(child)
                return found
            number = 0
        elif number in (signal.SIGTRAP, signal.SIGSTOP):  # a new thread, and what it begins with
            number = 0
        try:
            ptrace(SYSCALL, thread, None, number)
        except ProcessLookupError:
            continue


def end(child):
    os.kill(child, signal.SIGKILL)
    while True:
        thread, status = os.waitpid(-1, WAIT_ALL)
        if thread == child and not os.WIFSTOPPED(status):
            return


def main(kept, new, work, form):
    done = []
    for turn in range(1, 5000):
        data = work / f"{turn}"
        if kept.exists():
            shutil.copytree(kept, data, symlinks=True)
        found = stopped_at(turn, data, new, form)
        if found is None:
            shutil.rmtree(data)
            break
        done.append(f"{found[0]} {os.path.relpath(found[1], data)}\n")
    (work / "operations.txt").write_text("".join(done))


if __name__ == "__main__":
    try:
        ptrace(0x4206, 0)  # seize nobody: says whether there is such a call at all
    except OSError as error:
        if error.errno != 3 or not calls:  # no such process
            sys.exit(77)
    except AttributeError:
        sys.exit(77)
    import pyarrow.parquet as pq

    import karabakh.flows.publish.publication  # noqa: F401 - now, not once in every publisher
    from karabakh.flows.publish import publish

    main(*map(Path, sys.argv[1:4]), sys.argv[4])
