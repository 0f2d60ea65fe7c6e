"""A process ends with the one that started it, however that ends, and takes along what it started itself."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from karabakh.flows.schedule import parent

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are not looked for elsewhere")

# starts a process that ends with it, which starts one that knows nothing of that; prints the numbers of both
START = f"""
import os, subprocess, sys, time
from karabakh.flows.schedule import parent
child = subprocess.Popen([sys.executable, "-m", "{parent.__name__}", "child"], start_new_session=True,
                         env=os.environ | parent.of_this_process(), stdout=subprocess.PIPE, text=True)
print(child.pid, child.stdout.readline(), end="", flush=True)
time.sleep(1000)
"""
CHILD = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"]).pid, flush=True)
time.sleep(1000)
"""


def test_what_a_killed_process_started_ends_with_it(tmp_path: Path) -> None:
    (tmp_path / "child.py").write_text(CHILD, encoding="utf-8")
    found = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])}
    process = subprocess.Popen([sys.executable, "-c", START], env=os.environ | found, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    numbers = [int(number) for number in process.stdout.readline().split()]
    assert len(numbers) == 2
    assert all(map(parent.is_there, numbers))
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 10
    while any(map(parent.is_there, numbers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(parent.is_there, numbers))


POOL = """
import os, time
from karabakh.flows.batches.processes import Processes

def number(_):
    time.sleep(0.3)
    return os.getpid()

if __name__ == "__main__":
    with Processes(2) as processes:
        print(*set(processes.spread(number, range(8))), flush=True)
        time.sleep(1000)
"""


@pytest.mark.slow
def test_the_processes_of_a_killed_refresh_end_with_it(tmp_path: Path) -> None:
    (tmp_path / "pool.py").write_text(POOL, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(tmp_path / "pool.py")], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    numbers = [int(number) for number in process.stdout.readline().split()]
    assert numbers
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 10
    while any(map(parent.is_there, numbers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(parent.is_there, numbers))


def test_a_process_that_has_ended_is_not_there() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    until = time.monotonic() + 10
    while parent.is_there(process.pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not parent.is_there(process.pid)  # though nobody has asked how it ended
    process.wait()
    assert not parent.is_there(process.pid)
    assert parent.is_there(os.getpid())
