"""Time `karabakh validate` of a million-row contribution of names, good and bad, by its parts; run it as a program.

Beside it stands Pandera's own validation of the same rows as a DataFrame in this process, which knows columns, values
and the key, and neither references nor what is there already.
"""

import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pandera.errors import SchemaErrors

from karabakh.flows.contribute import checks
from karabakh.flows.contribute.checking import check_files
from karabakh.flows.contribute.known import Known
from karabakh.flows.contribute.report import FORMATS
from karabakh.schemas import TABLES
from karabakh.schemas.contribution import judged, read_tables, references

TABLE = "place_names"
MODEL = TABLES[TABLE]


def rows(n: int, *, bad: bool) -> Iterator[dict[str, str]]:
    """Yield names that nobody has yet, in the scripts of the gazetteer's; or rows with six cells at fault each."""
    known = Known()[TABLE].to_pylist()
    for number in range(n):
        row = {name: "" if cell is None else str(cell) for name, cell in known[number % len(known)].items()}
        row |= {"name": f"{row['name']} {number // len(known) + 2}", "ambiguous": "true"}
        if bad:
            row |= {"place_id": f"X{row['place_id']}", "language": "xx", "tradition": "nobody", "source": ""}
            row |= {"valid_from": f"{number % 28 + 1}.12.1991", "ambiguous": "ja"}
        yield row


def write(path: Path, n: int, *, bad: bool) -> Path:
    """Write so many rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*MODEL.to_schema().columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(n, bad=bad))
    return path


def timed(what: str, n: int, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run the work, print its seconds (on the clock and of CPU time), and return what it gave and the seconds."""
    began, busy = time.perf_counter(), time.process_time()
    made = work()
    took = time.perf_counter() - began
    print(f"{what:<44} {took:7.2f} s {time.process_time() - busy:7.2f} s CPU {n / took:12,.0f} rows/s")
    return made, took


def by_pandera(table: pa.Table) -> int:
    """Return how many failure cases Pandera collects."""
    import pandas as pd

    try:
        MODEL.validate(table.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    except SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def parts(path: Path, n: int) -> tuple[pa.Table, float]:
    """Print a line for each part of the work, and return the rows, and the seconds for what Pandera does, too."""
    known = Known()
    ((typed,), _), _ = timed("  reading and types", n, lambda: read_tables(path, None))
    subject = checks.Subject(TABLE, typed.rows, known, {TABLE: typed.rows})
    _, took = timed("  schema: values, key, references", n, lambda: judged(typed, references(typed, known, [typed])))
    timed("  letters, names, what is there already", n, lambda: checks.check(subject))
    return typed.rows, took


def main(n: int = 1_000_000) -> None:
    """Print the parts and the whole for good and for bad rows, and the ratio to Pandera."""
    with tempfile.TemporaryDirectory() as folder:
        for bad in (False, True):
            path = write(Path(folder, "names.csv"), n, bad=bad)
            print(f"{n:,} rows, {'every one bad' if bad else 'all good'}, {path.stat().st_size / 1e6:.0f} MB")
            table, own = parts(path, n)
            checking, took = timed("the whole", n, lambda path=path: check_files([path]))
            report, _ = timed("  its report as HTML", n, lambda checking=checking: "".join(FORMATS["html"](checking)))
            cases, theirs = timed("Pandera: model.validate(frame)", n, lambda table=table: by_pandera(table))
            print(f"{checking.count('error'):,} errors in {len(report):,} characters; Pandera: {cases:,} cases")
            print(f"times as fast as Pandera: the schema {theirs / own:.1f}, the whole {theirs / took:.1f}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
