"""Time the tagger of dates alone beside dateparser, on the texts of a Parquet file or the seeds; run it as a program.

Usage: bench_dates.py [FILE.parquet [MEGABYTES]]. The file has a column ``text``. Both taggers run in this process;
cleaning and splitting into sentences come first and are not counted. dateparser gets the first 20,000 characters only,
as it would take an hour with more. HeidelTime's figure was measured of its release 2.2.1: 5,000 characters a second.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, takewhile
from pathlib import Path

import pyarrow.parquet as pq
from dateparser.search import search_dates

from karabakh.flows.dates import DateQuery, find_all_dates, find_dates, find_timexes
from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.text.span import Mark, Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "texts"
HEIDELTIME = 5_000
Prepared = tuple[str, list[Span], list[Mark]]


def texts(source: Path | None, most: int) -> Iterator[str]:
    """Yield texts until ``most`` characters are reached."""
    if source is None:
        every = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    else:
        every = pq.read_table(source, columns=["text"]).column("text").to_pylist()
    sizes = accumulate(map(len, every))
    return (text for text, _ in takewhile(lambda pair: pair[1] <= most, zip(every, sizes, strict=True)))


def prepared(text: str) -> Prepared:
    """Return what the tagger is given: a text as it is read, its sentences and its marks."""
    layout = lay_out(text)
    return layout.view.text, layout.read, layout.kept


def rate(what: str, size: int, work: Callable[[], int]) -> float:
    """Run the work and print and return its characters a second of CPU time (others may use the machine, too)."""
    began = time.process_time()
    found = work()
    took = time.process_time() - began
    print(f"{what:<36} {found:9,} found {took:8.2f} s CPU {size / took / 1e6:9.3f} million characters/s")
    return size / took


def main(source: str | None = None, megabytes: str = "1000") -> None:
    """Print a line a tagger, and how many times the others' time ours takes."""
    documents = [prepared(text) for text in texts(Path(source) if source else None, int(float(megabytes) * 1e6))]
    size = sum(len(text) for text, _, _ in documents)
    print(f"{len(documents):,} texts, {size:,} characters")
    find_dates("May 1992", [Span(0, 8)])  # the tables are made at the first call
    rate("find_dates", size, lambda: sum(len(find_dates(t, s, marks=m)) for t, s, m in documents))
    queries = [DateQuery(t, s, marks=m) for t, s, m in documents]
    ours = rate("find_all_dates", size, lambda: sum(map(len, find_all_dates(queries))))
    rate("find_timexes", size, lambda: sum(len(find_timexes(t, s, marks=m)) for t, s, m in documents))
    sample = "\n".join(text for text, _, _ in documents[:20])[:20_000]
    theirs = rate("dateparser.search_dates", len(sample), lambda: len(search_dates(sample, languages=["en"]) or ()))
    print(f"find_all_dates does {ours / theirs:,.0f} times what dateparser does in a second, ", end="")
    print(f"and {ours / HEIDELTIME:,.0f} times what was measured of HeidelTime elsewhere")


if __name__ == "__main__":
    main(*sys.argv[1:])
