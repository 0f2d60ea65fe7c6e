"""How long commands take to start, in CPU seconds of the whole process: python tests/benchmarks/bench_startup.py

Prints the least of a few runs of each, and how the wall time of a refresh divides between Prefect's start and ours.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3


def cpu_seconds(*arguments: str) -> float:
    """Return the CPU seconds that one run of the command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "karabakh.flows.cli", *arguments], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    commands = [
        ("--help",),
        ("explain", "Shelling went on near Goris on 8 and 9 May 1992."),
        ("validate", "seeds/sources.csv"),
        ("validate", "seeds/place_names.csv"),
    ]
    for command in commands:
        print(f"{min(cpu_seconds(*command) for _ in range(RUNS)):5.2f} s CPU  karabakh {' '.join(command)}")
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "karabakh.flows.cli", "refresh", "--data", f"{folder}/data"]
        environment = {**os.environ, "PREFECT_HOME": f"{folder}/prefect"}
        done = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True, env=environment)
    seconds = {step: float(value) for step, value in re.findall(r"\| ([a-zA-Z ]+) \| (\d+\.\d\d) \|", done.stdout)}
    start = seconds.pop("start of Prefect")
    work = sum(seconds.values())
    print(f"refresh of seeds/texts: start of Prefect {start:.1f} s, our steps {work:.1f} s, ratio {start / work:.1f}")


if __name__ == "__main__":
    main()
