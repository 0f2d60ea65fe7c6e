"""Time publishing and comparing versions of a made-up table of place mentions, and take the peak memory; a program.

    python tests/benchmarks/bench_publish.py --rows 10000000

The rows are made on the disk. Each step runs in a process of its own, which says what memory it took at most, and how
much of that it had before it began (the interpreter and its libraries). The peers, with a million rows at most because
they hold them all, are pandas: ``to_parquet`` and ``to_csv``, and an outer ``merge`` with its indicator and one column
compared. They do less: no order, no checksums, no cells named.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.diff.comparison import comparison
from karabakh.flows.publish import publish
from karabakh.flows.publish.index import read_index
from karabakh.flows.publish.runs import ArrowRows
from karabakh.flows.publish.version import Version
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort

NAME = "place_mentions"
MODEL = TABLES[NAME]
A_DOCUMENT = 100
CHUNK = 200_000
SURFACES = np.array(["Agdam", "Aghdam", "Hadrut", "Kalbajar", "Khankendi", "Lachin", "Shusha", "Shushi", "Stepanakert"])
METHODS = np.array(["exact", "exact", "exact", "folded", "transliterated", "context"])
PEER = 1_000_000


def mentions(first: int, n: int) -> pa.Table:
    """Return ``n`` mentions, a hundred a document, counted on from ``first``, in the order of their keys."""
    number = np.arange(first, first + n)
    random = np.random.default_rng(first)
    start = (1000 + number % A_DOCUMENT * 30).astype(np.int32)
    return rows(number // A_DOCUMENT, start, random)


def rows(document: Any, start: Any, random: np.random.Generator) -> pa.Table:
    """Return mentions at some offsets of some documents."""
    n = len(document)
    surface = SURFACES[random.integers(0, len(SURFACES), n)]
    end = (start + np.char.str_len(surface)).astype(np.int32)
    document_id = np.char.add("news-", np.char.zfill(document.astype(str), 9))
    offsets = np.char.add(np.char.add(start.astype(str), "-"), end.astype(str))
    place = np.char.add("K", np.char.zfill(random.integers(1, 2000, n).astype(str), 4))
    open_ = random.random(n) < 0.1
    candidates = pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(2 * open_)]), pa.int32()), pa.array(np.repeat(place[open_], 2))
    )
    columns = {
        "place_mention_id": np.char.add(np.char.add(document_id, ":p"), offsets),
        "document_id": document_id,
        "sentence": (start // 200 * 200).astype(np.int32),
        "start": start,
        "end": end,
        "surface": surface,
        "place_id": pa.array(place, mask=open_),
        "candidates": candidates,
        "name": surface,
        "tradition": pa.repeat("shared", n),
        "method": METHODS[random.integers(0, len(METHODS), n)],
        "confidence": random.integers(50, 101, n) / 100,
        "in_event_name": random.random(n) < 0.05,
    }
    return sort(MODEL, pa.table(columns, schema=arrow_schema(MODEL)))


def changed(table: pa.Table, seed: int) -> pa.Table:
    """Return rows of which about one in a hundred is gone, new, or has another place."""
    random = np.random.default_rng(seed)
    draw = random.random(table.num_rows)
    place = pc.if_else(pa.array((draw > 0.004) & (draw < 0.007)), "K9999", table["place_id"])
    table = table.set_column(6, table.schema.field("place_id"), place)
    few = np.flatnonzero(draw > 0.997)
    document = np.char.partition(table["document_id"].take(few).to_numpy().astype(str), "-")[:, 2].astype(np.int64)
    new = rows(document, table["start"].take(few).to_numpy() + 15, random)
    kept = table.filter(pa.array(draw > 0.003))
    return sort(MODEL, pa.concat_tables([kept, new]))


def make(path: Path, n: int, other: bool) -> None:
    """Write the rows of a version into a file, some at a time."""
    schema = arrow_schema(MODEL)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as file:
        for first in range(0, n, CHUNK):
            table = mentions(first, min(CHUNK, n - first))
            file.write_table(changed(table, first) if other else table, max_chunksize=1 << 16)


def sides(data: Path) -> tuple[Version, Version]:
    """Return the two versions."""
    index = read_index(data)
    assert index is not None
    old, new = (Version(release, data / release.version) for release in index.versions)
    return old, new


def compare(data: Path) -> int:
    """Return how many lines of changes there are between the two versions, as `karabakh diff` finds them."""
    compared = comparison("1.0.0", "1.1.0", data)
    return sum(batch.num_rows for name in compared.differing for batch in compared.changes(name))


def publish_all_new(folder: Path) -> str:
    """Publish the table upon an empty one, so that every row of it is listed as a change."""
    empty = arrow_schema(MODEL).empty_table()
    publish({NAME: empty}, folder / "other")
    return publish({NAME: ArrowRows(folder / "old")}, folder / "other").version


def pandas_write(folder: Path) -> None:
    """Write as pandas does what `publish` writes of a table."""
    frame = pd.concat(batch.to_pandas(types_mapper=pd.ArrowDtype) for batch in ArrowRows(folder / "old").batches())
    frame.to_parquet(folder / "peer.parquet", compression="zstd")
    frame.to_csv(folder / "peer.csv", index=False)


def pandas_compare(folder: Path) -> int:
    """Compare the two versions as pandas does: the number of rows that only one has, or whose place differs."""
    names = ["place_mention_id", "place_id"]
    old, new = (side.table(NAME).select(names).to_pandas(types_mapper=pd.ArrowDtype) for side in sides(folder / "data"))
    both = old.merge(new, how="outer", on="place_mention_id", indicator=True)
    before, after = both["place_id_x"], both["place_id_y"]
    differ = (before != after).fillna(True) & (before.notna() | after.notna())
    return int(((both["_merge"] != "both") | differ).sum())


STEPS: dict[str, Callable[[Path], Any]] = {
    "publish the first version": lambda folder: publish({NAME: ArrowRows(folder / "old")}, folder / "data").version,
    "publish it with 1 % changed": lambda folder: publish({NAME: ArrowRows(folder / "new")}, folder / "data").version,
    "publish it again, unchanged": lambda folder: publish({NAME: ArrowRows(folder / "new")}, folder / "data").version,
    "diff of the two": lambda folder: compare(folder / "data"),
    "publish it upon an empty table": publish_all_new,
    "pandas: to_parquet and to_csv": pandas_write,
    "pandas: outer merge": pandas_compare,
}


def measured(step: str, folder: Path) -> float:
    """Run a step in a process of its own, print what it took, and return its seconds of CPU, which others also use."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"{step:<32} {told['seconds']:8.1f} s {told['cpu']:8.1f} s CPU   "
        f"peak {told['peak']:7,.0f} MB, before it {told['before']:5,.0f} MB   -> {told['result']}"
    )
    return float(told["cpu"])


def run(step: str, folder: Path) -> None:
    """Run a step here and print what it took, for `measured`."""
    before, began, cpu = megabytes(), time.perf_counter(), time.process_time()
    result = STEPS[step](folder)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    told = {"seconds": seconds, "cpu": used, "before": before, "peak": megabytes(), "result": result}
    print(json.dumps(told))


def megabytes() -> float:
    """Return the most memory that this process has had; not as getrusage has it, which counts the parent's, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1000


def sizes(folder: Path) -> Iterator[str]:
    """Yield the bytes of a version by form."""
    for form in ("parquet", "csv"):
        files = [path for path in folder.rglob(f"{form}/**/*.{form}") if path.is_file()]
        yield f"{form} {sum(path.stat().st_size for path in files):,} bytes in {len(files)} files"
    yield f"changes.parquet {(folder / 'changes.parquet').stat().st_size:,} bytes"


def measure(n: int, peers: bool) -> None:
    """Print a line a step for ``n`` rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, other in (("old", False), ("new", True)):
            make(folder / file, n, other)
        print(f"\n{n:,} rows, {(folder / 'old').stat().st_size:,} bytes in Arrow")
        ours = [measured(step, folder) for step in STEPS if "pandas" not in step]
        print("; ".join(sizes(folder / "data" / "1.1.0")))
        print(f"all new: changes.parquet {(folder / 'other' / '1.1.0' / 'changes.parquet').stat().st_size:,} bytes")
        if peers:
            theirs = [measured(step, folder) for step in STEPS if "pandas" in step]
            write, find = theirs[0] / ours[0], theirs[1] / ours[3]
            print(f"pandas takes {write:.1f} times the CPU time to write, {find:.1f} times to compare")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=PEER)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.step:
        run(asked.step, asked.folder)
        return
    measure(min(asked.rows, PEER), peers=True)
    if asked.rows > PEER:
        measure(asked.rows, peers=False)


if __name__ == "__main__":
    main()
