"""What a refresh costs where nothing, or one document, has changed since the last: in CPU, as a share of a full run.

    python tests/benchmarks/bench_incremental.py [CORPUS.parquet] [--every 1] [--stages]

The corpus has the columns ``document_id`` and ``text``; without one the speeches of the UN General Debate are taken
from the folder ``shared`` beside the repository, or the seeds repeated where that is not there. ``--every 10`` takes
every tenth document. Each run is a process of its own, without Prefect, with one process that extracts; what is
counted is its CPU from the moment when the libraries are loaded.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from karabakh.flows.batches.processes import Processes
from karabakh.flows.cache.store import opened
from karabakh.flows.cache.texts import spread
from karabakh.flows.extraction.corrections import read_corrections
from karabakh.flows.extraction.extract import searched
from karabakh.flows.ingest import read
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import Published, publish
from karabakh.flows.run import memo
from karabakh.flows.run.assemble import assemble
from karabakh.flows.run.gather import gather
from karabakh.flows.run.report import Report
from karabakh.flows.settings.model import Settings
from karabakh.flows.validate import demand_whole

ROOT = Path(__file__).resolve().parents[2]
SPEECHES = ROOT.parent / "shared" / "corpora" / "un-general-debate.parquet"
SEEDS = ROOT / "seeds" / "texts"
REPEATED = 3_000
MB = 1_000_000

Seconds = dict[str, float]


@contextmanager
def timing(seconds: Seconds, stage: str) -> Iterator[None]:
    """Add the CPU seconds of what is done inside."""
    began = time.process_time()
    yield
    seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - began


def run(corpus: Path, folder: Path) -> tuple[str, Seconds, list[str]]:
    """Refresh as the flow does; return what it ended with, the CPU seconds of its stages, and its notes."""
    seconds: Seconds = {}
    settings = Settings(texts=[str(corpus)], data=folder / "data", cache=folder / "cache", workers=1)
    cache, report = opened(settings), Report()
    assert cache
    with timing(seconds, "inputs"):
        known = memo.inputs(settings)
        assert known
        published = memo.recall(settings, known, cache, report)
    if published is None:
        published = renewed(settings, report, seconds)
        with timing(seconds, "remember"):
            memo.keep(settings, known, cache, report, published)
    with timing(seconds, "prune"):
        cache.prune()
    return report.outcome, seconds, report.notes


def renewed(settings: Settings, report: Report, seconds: Seconds) -> Published:
    """Read, extract, validate and publish."""
    cache = opened(settings)
    with timing(seconds, "gazetteer"):
        places, corrected = gazetteer_tables(settings.gazetteer), read_corrections(settings.corrections)
    with tempfile.TemporaryDirectory() as name, Processes(1, settings.gazetteer, Path(name, "texts")) as processes:
        with timing(seconds, "ingest"), Shelf(Path(name, "texts")) as shelf:
            ingested = read(settings.texts, settings.sources, shelf, spread(processes, cache))
        with timing(seconds, "extract"):
            gathered = gather(ingested.documents, corrected, settings.gazetteer, Path(name), processes, cache)
        with timing(seconds, "validate"):
            tables = assemble(ingested, gathered.harvests, places, corrected.unmet(searched(ingested.documents)))
            demand_whole(tables)
        with timing(seconds, "publish"):
            published = publish(tables, settings.data, memory=cache)
        with timing(seconds, "report"):
            report.close(ingested, tables, published)
            report.notes.append(gathered.told)
    return published


def documents(corpus: Path | None, every: int) -> pa.Table:
    """Return ids and texts."""
    corpus = corpus or (SPEECHES if SPEECHES.is_file() else None)
    if corpus:
        table = pq.read_table(corpus, columns=["document_id", "text"])
        return table.take(pa.array(range(0, table.num_rows, every)))
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    words = [f"{texts[number % len(texts)]} The copy has the number {number}. " for number in range(REPEATED // every)]
    return pa.table({"document_id": [f"copy-{number:05}" for number in range(len(words))], "text": words})


def with_one_changed(table: pa.Table) -> pa.Table:
    """Return the documents, of which one in the middle has one sentence more."""
    texts = table["text"].to_pylist()
    texts[len(texts) // 2] += " On 9 May 1992 shelling was reported near Goris."
    return table.set_column(table.schema.get_field_index("text"), "text", pa.array(texts))


def measured(corpus: Path, folder: Path) -> tuple[str, Seconds, list[str]]:
    """Run in a process of its own."""
    call = [sys.executable, __file__, str(corpus), "--run", str(folder)]
    outcome, seconds, notes = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    return outcome, seconds, notes


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run(asked.corpus, asked.run)))
        return
    table = documents(asked.corpus, asked.every)
    size = pc.sum(pc.binary_length(table["text"])).as_py()
    with tempfile.TemporaryDirectory() as name:
        folder, corpus = Path(name), Path(name, "corpus.parquet")
        pq.write_table(table, corpus)
        full = measured(corpus, folder)
        runs = {"full": full, "unchanged": measured(corpus, folder)}
        pq.write_table(with_one_changed(table), corpus)
        runs["one changed"] = measured(corpus, folder)
        kept = sum(path.stat().st_size for path in (folder / "cache").rglob("*") if path.is_file())
    print(f"{table.num_rows:,} documents, {size / MB:,.1f} MB; the cache takes {kept / MB:,.1f} MB")
    whole = sum(full[1].values())
    for kind, (outcome, seconds, notes) in runs.items():
        used = sum(seconds.values())
        print(f"{kind:<12} {used:8.2f} CPU-seconds {used / whole:7.1%}   {outcome.split(' /')[0]}; {notes[-1]}")
        if asked.stages:
            print("".join(f"  {stage} {took:.2f} ({took / whole:.1%})" for stage, took in seconds.items()))


if __name__ == "__main__":
    main()
