"""How fast a whole refresh is, without Prefect: in MB a CPU-second by stage, and how it grows with the corpus.

    python tests/benchmarks/bench_refresh.py [CORPUS.parquet] [--every 1]
    python tests/benchmarks/bench_refresh.py [CORPUS.parquet] --growth 1,4,16,64,199 [--copies 8] [--workers 2]

The corpus has the columns ``document_id`` and ``text``; by default it is the speeches beside the checkout or, without
them, the seeds, repeated. A size is in MB of text, taken from all over the corpus; copies have ids of their own and
other words, so that they are no duplicates.

First the stages of one process are timed, and in the same run the bare scan for the names of the gazetteer: an
Aho-Corasick automaton over each text as UTF-8, counting what it finds. With ``--growth`` each size is a refresh in a
process of its own, first with one process, then with the workers asked for; peak memory is that of the process and of
the largest of its workers. ``--quick`` is a little of everything.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from karabakh.flows import ingest
from karabakh.flows.batches import harvest
from karabakh.flows.batches.processes import Processes
from karabakh.flows.extraction import find
from karabakh.flows.extraction.corrections import Corrections
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.process.freed import keep_freed
from karabakh.flows.publish import publish
from karabakh.flows.run.assemble import assemble
from karabakh.flows.run.gather import gather
from karabakh.flows.validate import demand_whole

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/corpora/un-general-debate.parquet"
SEEDS = ROOT / "seeds" / "texts"
MB = 1_000_000
# Words that are frequent and say nothing of places, dates and figures; other words in their stead make another text.
OTHER_WORDS = ("and", "that", "is", "for", "we", "are")
# The steps of the extraction of a batch, by the module that calls them and their name there.
STEPS: dict[str, tuple[Any, str]] = {
    "clean, sentences, order": (find, "lay_out_all"),
    "dates": (find, "find_all_dates"),
    "figures": (find, "find_all_figures"),
    "places": (find, "find_all_places"),
    "rows, statements": (harvest, "extract"),
    "sort": (harvest, "completed"),
    "validate": (harvest, "validate"),
    "count": (harvest, "counted"),
    "write": (harvest, "write_rows"),
}


class Clock:
    """The CPU seconds of this process by stage; of a stage inside another, the inner one alone counts them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside = 0.0

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Count what is done inside."""
        before, self._inside = self._inside, 0.0
        began = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - began
            self.seconds[stage] = self.seconds.get(stage, 0.0) + took - self._inside
            self._inside = before + took

    def watch(self) -> None:
        """Time the steps of the extraction from now on."""
        for stage, (module, name) in STEPS.items():
            setattr(module, name, self._timed(stage, getattr(module, name)))

    def _timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            with self.timing(stage):
                done = work(*given, **named)
                return done if not isinstance(done, Iterator) else list(done)

        return timed


def refresh(corpus: Path, folder: Path, workers: int, clock: Clock) -> int:
    """Refresh from a corpus into a new folder as the flow does; return the number of rows."""
    keep_freed()  # as the command does
    with clock.timing("gazetteer"):
        places = gazetteer_tables(None)
        load_gazetteer(None)
    shelf = folder / "texts"
    with Processes(workers, None, shelf) as processes:
        with clock.timing("ingest"), Shelf(shelf) as opened:
            ingested = ingest.read([str(corpus)], None, opened, processes.spread if workers > 1 else None)
        with clock.timing("rest of extraction"):
            gathered = gather(ingested.documents, Corrections(), None, folder, processes)
    with clock.timing("assemble"):
        tables = assemble(ingested, gathered.harvests, places)
        demand_whole(tables)
    with clock.timing("publish"):
        publish(tables, folder / "data")
    return sum(table.num_rows for table in tables.values())


def bare_scan(texts: Sequence[str]) -> tuple[float, int]:
    """Return the CPU seconds and the hits of a scan for all names of the gazetteer."""
    names = sorted({name.name for name in load_gazetteer().names if name.kind != "adjective"})
    automaton = BytesAhoCorasick([name.encode() for name in names], matchkind=MatchKind.LeftmostLongest)
    raw = [text.encode() for text in texts]
    began = time.process_time()
    hits = sum(len(automaton.find_matches_as_indexes(text)) for text in raw)
    return time.process_time() - began, hits


def read_corpus(path: Path | None) -> pa.Table:
    """Return ids and texts of a corpus, and its languages if it says them; of the seeds where there is none."""
    if path or SHARED.exists():
        path = path or SHARED
        named = pq.read_schema(path).names
        return pq.read_table(path, columns=[name for name in ("document_id", "language", "text") if name in named])
    texts = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]
    table = pa.table({"document_id": [f"seed-{number}" for number in range(len(texts))], "text": texts})
    return copied(table, 8 * MB // size(table))


def copied(table: pa.Table, copies: int) -> pa.Table:
    """Return the table and copies of it, with other ids and some other words."""
    return pa.concat_tables([table, *(_copy(table, number) for number in range(1, copies))])


def _copy(table: pa.Table, number: int) -> pa.Table:
    words = "|".join(OTHER_WORDS)
    texts = pc.replace_substring_regex(table["text"], rf" ({words}) ", rf" \1{number} ")
    ids = pc.binary_join_element_wise(table["document_id"], f"copy{number}", "-")
    table = table.set_column(table.schema.get_field_index("text"), "text", texts)
    return table.set_column(table.schema.get_field_index("document_id"), "document_id", ids)


def size(table: pa.Table) -> int:
    """Return the bytes of all texts."""
    return int(pc.sum(pc.binary_length(table["text"])).as_py() or 0)


def of_size(table: pa.Table, megabytes: float) -> pa.Table:
    """Return texts from all over a corpus that have about so many MB."""
    wanted = max(1, round(table.num_rows * min(1.0, megabytes * MB / size(table))))
    return table.take(pa.array([number * table.num_rows // wanted for number in range(wanted)]))


def stages(table: pa.Table) -> None:
    """Print the stages of a refresh in one process, and the bare scan."""
    bare, hits = bare_scan(table["text"].to_pylist())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(table, folder / "corpus.parquet")
        clock = Clock()
        clock.watch()
        rows = refresh(folder / "corpus.parquet", folder, 1, clock)
    total, bytes_ = sum(clock.seconds.values()), size(table)
    print(f"{table.num_rows:,} texts, {bytes_ / MB:.1f} MB, {rows:,} rows")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:<26}{seconds:8.2f} CPU-seconds {seconds / bytes_ * 1e9:8.1f} ns a byte")
    print(f"{'whole refresh':<26}{total:8.2f} CPU-seconds {total / bytes_ * 1e9:8.1f} ns a byte")
    print(f"{'bare scan':<26}{bare:8.2f} CPU-seconds {bare / bytes_ * 1e9:8.1f} ns a byte, {hits:,} hits")
    print(f"whole refresh: {bytes_ / total / MB:.2f} MB a CPU-second, {bare / total:.3f} of the bare scan")


class Peaks:
    """The most memory that this process, and the largest of those it started, have had, in MB; seen as they run."""

    def __init__(self) -> None:
        self.own = self.workers = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look for the last time."""
        self._done.set()
        self._thread.join()
        self.own = _peak("self")

    def _look(self) -> None:
        while not self._done.wait(0.1):
            for task in Path("/proc/self/task").iterdir():
                for child in _words(task / "children"):
                    self.workers = max(self.workers, _peak(child))


def _words(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except OSError:  # it has ended
        return []


def _peak(process: str) -> float:
    words = _words(Path("/proc") / process / "status")
    return int(words[words.index("VmHWM:") + 1]) / 1000 if "VmHWM:" in words else 0.0


def run(corpus: Path, workers: int) -> None:
    """Refresh here and print what it took, for `measured`."""
    peaks, clock, began = Peaks(), Clock(), time.perf_counter()
    before = _peak("self")
    with tempfile.TemporaryDirectory() as folder:
        rows = refresh(corpus, Path(folder), workers, clock)
        took = time.perf_counter() - began
    peaks.close()
    spent = os.times()
    cpu = spent.user + spent.system + spent.children_user + spent.children_system
    told = {"rows": rows, "wall": took, "cpu": cpu, "before": before, "own": peaks.own, "workers": peaks.workers}
    print(json.dumps(told))


def measured(corpus: Path, workers: int, bytes_: int) -> float:
    """Refresh in a process of its own, print a line, and return the seconds that went by."""
    command = [sys.executable, __file__, str(corpus), "--run", str(workers)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    worker = f", a worker {told['workers']:,.0f} MB" if workers > 1 else ""
    print(
        f"{bytes_ / MB:8.1f} MB {workers} {'process ' if workers == 1 else 'workers '}"
        f"{told['wall']:8.1f} s {told['wall'] / bytes_ * MB:7.3f} s a MB {told['cpu']:8.1f} s CPU "
        f"{bytes_ / told['cpu'] / MB:6.2f} MB a CPU-second {told['rows']:11,} rows  peak {told['own']:6,.0f} MB"
        f" ({told['before']:,.0f} before it){worker}",
        flush=True,
    )
    return float(told["wall"])


def growth(table: pa.Table, sizes: Sequence[float], copies: int, workers: int) -> None:
    """Print a line a size with one process and one with the workers, and what these gain."""
    portions = [of_size(table, megabytes) for megabytes in sizes]
    for portion in [*portions, *([copied(table, copies)] if copies > 1 else [])]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "corpus.parquet")
            pq.write_table(portion, path)
            bytes_ = size(portion)
            one = measured(path, 1, bytes_)
            if workers > 1:
                print(f"{'':11} {workers} workers are {one / measured(path, workers, bytes_):.2f} times as fast as one")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="a Parquet file")
    parser.add_argument("--every", type=int, default=1, help="take every Nth text")
    parser.add_argument("--growth", help="sizes in MB, such as 1,4,16,64,199")
    parser.add_argument("--copies", type=int, default=1, help="as the last size, so many copies of the corpus")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="the same as --growth 1,4 for a corpus of 4 MB")
    parser.add_argument("--run", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        run(asked.corpus, asked.run)
        return
    table = read_corpus(asked.corpus)
    table = table.take(pa.array(range(0, table.num_rows, asked.every)))
    if asked.quick:
        table, asked.growth = of_size(table, 4), asked.growth or "1,4"
        stages(table)
    if asked.growth:
        growth(table, [float(megabytes) for megabytes in asked.growth.split(",")], asked.copies, asked.workers)
    elif not asked.quick:
        stages(table)


if __name__ == "__main__":
    main()
