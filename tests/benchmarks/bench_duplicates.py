"""What the search for near duplicates costs, and what its signatures miss: python tests/benchmarks/bench_duplicates.py

Prints CPU seconds and memory for a corpus (a Parquet file with document_id and text; without one, made-up speeches),
and how many of the pairs that share nine tenths of their shingles the signatures propose.
"""

import random
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from karabakh.flows.ingest.nearness import are_near, near, shingles, signatures

SPEECHES, WORDS = 2_000, 3_000
PAIRS = 8_000


def speeches() -> dict[str, str]:
    """Return made-up texts as long as speeches, by id, of which one in a hundred repeats another with a few edits."""
    rng = random.Random(1)
    words = [f"w{number}" for number in range(20_000)]
    texts = [rng.choices(words, k=WORDS) for _ in range(SPEECHES)]
    texts += [edited(one, 20, rng) for one in texts[::100]]
    return {f"{number:05}": " ".join(one) for number, one in enumerate(texts)}


def edited(words: list[str], edits: int, rng: random.Random) -> list[str]:
    """Return the words with so many of them replaced, left out or added."""
    result = list(words)
    for number in range(edits):
        at = rng.randrange(len(result))
        result[at : at + rng.choice((0, 1, 1, 2))] = [f"new{number}"] * rng.choice((0, 1, 1, 2))
    return result


def cost(texts: dict[str, str]) -> None:
    """Print what the signatures and the comparison cost."""
    size = sum(len(text.encode()) for text in texts.values())
    began = time.process_time()
    signed = list(zip(texts, signatures(texts.values()), strict=True))
    middle = time.process_time()
    asked: list[str] = []
    found = near(signed, lambda name: asked.append(name) or texts[name])
    ended = time.process_time()
    print(f"{len(texts):,} texts, {size / 1e6:.1f} MB: signatures {middle - began:.2f} s CPU "
          f"({size / 1e6 / (middle - began):.0f} MB/s), comparison {ended - middle:.2f} s CPU")  # fmt: skip
    print(f"near duplicates: {len(found):,}; texts asked for: {len(asked):,}")
    tracemalloc.start()
    kept = list(signatures(list(texts.values())[:2000]))
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory: {now / len(kept):.0f} bytes a text, at most {peak / 1e6:.1f} MB at once")


def recall() -> None:
    """Print of made-up pairs, by their share of common shingles, how many the search finds."""
    rng = random.Random(2)
    words = [f"w{number}" for number in range(2_000)]
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for _ in range(PAIRS):
        one = rng.choices(words, k=rng.randrange(40, 600))
        pair = [" ".join(one), " ".join(edited(one, rng.randrange(1, 2 + len(one) // 50), rng))]
        sets = [shingles(text) for text in pair]
        common = len(np.intersect1d(*sets))
        share = common / (len(sets[0]) + len(sets[1]) - common)
        step = f"{int(share * 50) / 50:.2f}" if are_near(*sets) else "less"
        there[step] += 1
        found[step] += bool(
            near(list(zip("ab", signatures(pair), strict=True)), dict(zip("ab", pair, strict=True)).get)
        )
    for step, count in sorted(there.items()):
        print(f"share of shingles {step:>5}: {found[step]:,} of {count:,} found")


def main(corpus: str | None = None) -> None:
    """Print the figures."""
    if corpus:
        rows = pq.read_table(Path(corpus), columns=["document_id", "text"])
        cost(dict(zip(rows["document_id"].to_pylist(), rows["text"].to_pylist(), strict=True)))
    else:
        cost(speeches())
    recall()


if __name__ == "__main__":
    main(*sys.argv[1:])
