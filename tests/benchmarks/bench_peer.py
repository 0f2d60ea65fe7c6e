"""A refresh against the pipeline that a user would write, on the same megabyte, in CPU seconds of one core; a program.

    python3 -m venv peer && peer/bin/pip install spacy dateparser pandas pyarrow
    peer/bin/python -m spacy download en_core_web_sm
    python tests/benchmarks/bench_peer.py --peer peer/bin/python

The peer (peer_pipeline.py) runs in that environment: spaCy's small English model for places, dateparser's search_dates
for dates, pandas for the tables. Ours is the whole refresh without Prefect: ingest, clean, find, state, validate,
publish. Neither counts what it loads first (a model, a gazetteer). A warm-up of ours, which fills the memory that a
longer run would have, is printed apart.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from karabakh.flows.batches.batch import batches, harvest_here
from karabakh.flows.ingest import read
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import publish
from karabakh.flows.run.assemble import assemble
from karabakh.flows.validate import demand_whole

ROOT = Path(__file__).resolve().parents[2]
SPEECHES = ROOT.parent / "shared" / "corpora" / "un-general-debate.parquet"


def corpus(source: Path, characters: int) -> list[dict[str, str]]:
    """Return documents of a Parquet corpus, evenly spread over it, of about so many characters."""
    rows = pq.read_table(source, columns=["document_id", "text"]).to_pylist()
    total = sum(len(row["text"]) for row in rows)
    return rows[:: max(1, total // characters)]


def ours(source: Path, folder: Path) -> float:
    """Return the CPU seconds of a refresh of a corpus."""
    folder.mkdir()
    gazetteer = gazetteer_tables(None)
    began = time.process_time()
    with Shelf(folder / "texts") as shelf:
        ingested = read([str(source)], None, shelf)
    harvests = [
        harvest_here(batch, folder / str(number), shelf=folder / "texts")
        for number, batch in enumerate(batches(ingested.documents))
    ]
    tables = assemble(ingested, harvests, gazetteer)
    demand_whole(tables)
    publish(tables, folder / "data")
    return time.process_time() - began


def peer(python: str, model: str, source: Path, folder: Path) -> float:
    """Return the CPU seconds of the peer."""
    call = [python, str(Path(__file__).with_name("peer_pipeline.py")), model, str(source), str(folder)]
    done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True)
    seconds: float = json.loads(done.stdout)["seconds"]
    return seconds


def main() -> None:
    """Print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SPEECHES, help="Parquet with document_id and text")
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--peer", default=sys.executable, help="the Python that has spaCy and dateparser")
    parser.add_argument("--model", default="en_core_web_sm", help="a package's name or a path")
    asked = parser.parse_args()
    documents = corpus(asked.corpus, asked.characters)
    size = sum(len(document["text"].encode()) for document in documents) / 1e6
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "corpus.jsonl"
        source.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        cold, warm = ours(source, folder / "first"), ours(source, folder / "second")
        theirs = peer(asked.peer, asked.model, source, folder)
    print(f"{len(documents)} documents, {size:.2f} MB; MB a CPU-second of one core")
    print(f"  ours, first run in a process  {size / cold:8.3f}")
    print(f"  ours, once warm               {size / warm:8.3f}")
    print(f"  spaCy + dateparser + pandas   {size / theirs:8.3f}")
    print(f"  ratio: {theirs / cold:,.0f} (first run), {theirs / warm:,.0f} (warm)")


if __name__ == "__main__":
    main()
