"""How fast places are found: matching and resolving against a bare scan for the same names, in one run.

    python tests/benchmarks/bench_places.py CORPUS.parquet [--every 1]

The corpus has a column ``text``. The bare scan is the Aho-Corasick automaton of all names of the gazetteer, as UTF-8,
over each text as UTF-8, counting what it finds: no folding, no word boundaries, no choice of a place. What is timed of
ours has the sentences and marks of each text at hand, and ends with the mentions.
"""

import argparse
import time
from collections.abc import Callable

import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from karabakh.flows.layout import lay_out
from karabakh.flows.places import find_all_places, load_gazetteer
from karabakh.flows.places.buffer import Laid


def laid(text: str) -> Laid:
    layout = lay_out(text)
    return Laid(layout.view.text, layout.read)


def timed(work: Callable[[], int]) -> tuple[int, float]:
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--every", type=int, default=1, help="take every Nth text")
    options = parser.parse_args()
    gazetteer = load_gazetteer()
    texts = pq.read_table(options.corpus, columns=["text"])["text"].to_pylist()[:: options.every]
    raw = [text.encode() for text in texts]
    size = sum(map(len, raw))
    names = sorted({name.name for name in gazetteer.names if name.kind != "adjective"})
    automaton = BytesAhoCorasick([name.encode() for name in names], matchkind=MatchKind.LeftmostLongest)
    texts = [laid(text) for text in texts]
    hits, bare = timed(lambda: sum(len(automaton.find_matches_as_indexes(text)) for text in raw))
    _, index = timed(lambda: sum(1 for _ in find_all_places([Laid("Lachin", [])], gazetteer)))
    mentions, ours = timed(lambda: sum(map(len, find_all_places(texts, gazetteer))))
    again, warm = timed(lambda: sum(map(len, find_all_places(texts, gazetteer))))
    if mentions != again:
        raise SystemExit(f"found {mentions:,} mentions, then {again:,}")
    print(f"{len(texts):,} texts, {size / 1e6:.1f} MB, {len(names):,} names, {mentions:,} mentions")
    print(f"index       {index:7.2f} CPU-seconds")
    print(f"bare scan   {size / bare / 1e6:7.1f} MB a CPU-second, {hits:,} hits")
    print(f"ours        {size / ours / 1e6:7.1f} MB a CPU-second, {bare / ours:.3f} of the bare scan")
    print(f"ours, again {size / warm / 1e6:7.1f} MB a CPU-second, {bare / warm:.3f} of the bare scan")


if __name__ == "__main__":
    main()
