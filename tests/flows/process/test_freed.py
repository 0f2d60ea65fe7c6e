"""A process that keeps what it frees works as before, and faults less."""

import platform
import subprocess
import sys

import pytest

WORK = """
import resource
import numpy as np
if {keeps}:
    from karabakh.flows.process.freed import keep_freed
    keep_freed()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
before = faults()
for _ in range(30):
    held = [np.ones(1_000_000) for _ in range(10)]  # together more than what is kept by itself
    held.clear()
print(faults() - before)
"""


TABLES = """
import pyarrow as pa
from karabakh.flows.process.freed import keep_freed
keep_freed()
print(pa.default_memory_pool().backend_name)
"""


def faults(keeps: bool) -> int:
    done = subprocess.run([sys.executable, "-c", WORK.format(keeps=keeps)], check=True, capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told")
def test_large_arrays_are_not_mapped_anew_each_time() -> None:
    assert faults(keeps=True) < faults(keeps=False) / 2


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told")
def test_tables_are_kept_where_all_else_is() -> None:
    done = subprocess.run([sys.executable, "-c", TABLES], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "system"
