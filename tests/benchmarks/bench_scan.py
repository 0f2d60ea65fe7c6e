"""Time places and the whole extraction against a bare scan for the same names, in one run; run it as a program.

    python tests/benchmarks/bench_scan.py [CORPUS.parquet|CORPUS.jsonl] [--every 1]

The corpus has a column ``text``; without one, the UN speeches beside the repository are read if they are there, else
the seeds, again and again. The bare scan is the Aho-Corasick automaton of all names of the gazetteer, the longest of
the leftmost, over each text in UTF-8: no folding, no word boundaries, no choice of a place, and what it finds is only
counted.

``places`` is find_all_places with sentences at hand, ``extraction`` is flows.extraction.extract, from texts to tables,
both in the batches of a refresh. Both begin with a gazetteer that nothing is derived from yet and learn from the texts
as they go, which is timed with them; then places are found once more in the same texts. CPU-seconds of one process, MB
of UTF-8.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from karabakh.flows.batches.batch import BATCH_CHARACTERS
from karabakh.flows.extraction.extract import extract
from karabakh.flows.extraction.layout import lay_out_all
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import Gazetteer, Laid, find_all_places, load_gazetteer
from karabakh.flows.process.garbage import seldom_collected
from karabakh.flows.text.portions import portions

REPOSITORY = Path(__file__).resolve().parents[2]
SPEECHES = REPOSITORY.parent / "shared" / "corpora" / "un-general-debate.parquet"
SEEDS = REPOSITORY / "seeds" / "texts"
REPEATS = 20  # of the seeds


def texts_of(corpus: Path | None) -> list[str]:
    """Return the texts of a corpus, of the speeches or of the seeds."""
    corpus = corpus or (SPEECHES if SPEECHES.exists() else None)
    if corpus is None:
        return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))] * REPEATS
    if corpus.suffix == ".parquet":
        return [text for text in pq.read_table(corpus, columns=["text"])["text"].to_pylist() if text]
    with corpus.open(encoding="utf-8") as lines:
        return [text for text in (json.loads(line).get("text") for line in lines) if text]


def document(number: int, text: str) -> Document:
    """Return a text as a document of which nothing else is known."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return Document(f"{number:08}", text, "corpus", "utf-8", None, checksum, "ok")


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """Return what ``work`` counted, and the CPU-seconds it took."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def laid(texts: Iterable[str]) -> list[Laid]:
    """Return texts with their sentences."""
    layouts = chain.from_iterable(
        lay_out_all(some, [None] * len(some)) for some in portions(texts, BATCH_CHARACTERS, len)
    )
    return [Laid(layout.view.text, layout.read) for layout in layouts]


def mentions(texts: Sequence[Laid], gazetteer: Gazetteer) -> int:
    """Return how many place mentions are found."""
    batches = portions(texts, BATCH_CHARACTERS)
    return sum(len(found) for batch in batches for found in find_all_places(batch, gazetteer))


def extracted(documents: Sequence[Document], gazetteer: Gazetteer) -> int:
    """Return how many rows are extracted."""
    batches = portions(documents, BATCH_CHARACTERS)
    return sum(table.num_rows for batch in batches for table in extract(batch, gazetteer).values())


def main() -> None:
    """Print megabytes a CPU-second and the share of the bare scan's speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every Nth text")
    options = parser.parse_args()
    gazetteer, texts = load_gazetteer(), texts_of(options.corpus)[:: options.every]
    raw = [text.encode() for text in texts]
    size = sum(map(len, raw)) / 1e6
    names = sorted({name.name for name in gazetteer.names if name.kind != "adjective"})
    automaton = BytesAhoCorasick([name.encode() for name in names], matchkind=MatchKind.LeftmostLongest)
    places, documents = laid(texts), [document(number, text) for number, text in enumerate(texts)]
    hits, bare = timed(lambda: sum(len(automaton.find_matches_as_indexes(text)) for text in raw))
    print(f"{len(texts):,} texts, {size:.1f} MB, {len(names):,} names")
    print(f"bare scan         {size / bare:7.1f} MB a CPU-second, {hits:,} hits")
    anew = replace(gazetteer)
    with seldom_collected():
        for title, work in (
            ("places", lambda: mentions(places, gazetteer)),
            ("places, again", lambda: mentions(places, gazetteer)),
            ("extraction", lambda: extracted(documents, anew)),
        ):
            found, took = timed(work)
            print(f"{title:17} {size / took:7.1f} MB a CPU-second, {found:,} found, {bare / took:.3f} of the bare scan")


if __name__ == "__main__":
    main()
