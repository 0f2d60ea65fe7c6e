"""How well texts whose sentences are out of order are told from running ones.

    python tests/benchmarks/bench_order.py WIKIWARS.jsonl UN-GENERAL-DEBATE.parquet [--size 200]

WikiWars has one JSON object a line with ``doc_id`` and ``text``; the speeches have columns ``document_id``, ``year``
and ``text``. Texts are cut into extracts of whole paragraphs, 10 to 60 sentences long, written as one paragraph. Each
is judged as it is (running), put out of order at random (all of its sentences, or three in ten), and beside as many
sentences drawn at random from its text. Measured are texts that fit_order.py did not see: all but the first six
articles, and a third of the speeches. Numbers at the head of paragraphs are taken away first.
"""

import argparse
import json
import random
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from karabakh.flows.extraction.layout import lay_out

LENGTHS = (10, 12, 14, 16, 20, 25, 30, 40, 60)
BINS = ((10, 15), (15, 30), (30, 81))
FITTED_ARTICLES = 6
SENSES, FITTED, MEASURED = range(3)
FIRST_YEAR = 1970

Text = list[list[str]]
"""Paragraphs of sentences."""


def sentences(paragraph: str) -> list[str]:
    line = re.sub(r"^\d+\.\s*", "", " ".join(paragraph.split()))
    return [wording for span in lay_out(line).sentences if len(wording := span.of(line)) > 15]


def paragraphs(text: str, least: int = 0) -> Text:
    found = (sentences(part) for part in re.split(r"\n\s*\n", text) if len(part) > least)
    return [part for part in found if part]


def articles(path: Path, *, measured: bool) -> list[Text]:
    lines = path.read_text("utf-8").splitlines()
    kept = lines[FITTED_ARTICLES:] if measured else lines[:FITTED_ARTICLES]
    return [paragraphs(json.loads(line)["text"], least=80) for line in kept]


def speeches(path: Path, size: int, part: int) -> list[Text]:
    table = pq.read_table(path, columns=["document_id", "year", "text"]).to_pylist()
    late = sorted((row["document_id"], row["text"]) for row in table if row["year"] >= FIRST_YEAR)
    third = [text for key, text in late if zlib.crc32(key.encode()) % 3 == part]
    ends = re.compile(r"\n(?=\d+\.\s)|(?<=[.!?])[ \t]*\n")
    return [paragraphs(ends.sub("\n\n", text)) for text in random.Random(5).sample(third, min(size, len(third)))]


def extracts(text: Text, choice: random.Random) -> Iterator[list[str]]:
    """Stretches of whole paragraphs, one after the other, of lengths drawn at random."""
    least, held = choice.choice(LENGTHS), []
    for part in text:
        held = [*held, *part]
        if len(held) >= least:
            yield held[:80]
            least, held = choice.choice(LENGTHS), []


def put_out_of_order(running: Sequence[str], choice: random.Random, share: float = 1.0) -> list[str]:
    mixed = list(running)
    taken = choice.sample(range(len(mixed)), max(2, round(share * len(mixed))))
    for to, wording in zip(taken, [running[at] for at in choice.sample(taken, len(taken))], strict=True):
        mixed[to] = wording
    return mixed


def cases(texts: Sequence[Text], rounds: int, seed: int = 3) -> Iterator[tuple[str, list[str]]]:
    """Extracts, each with its kind."""
    choice = random.Random(seed)
    for text in texts:
        every = [wording for part in text for wording in part]
        for _ in range(rounds):
            for running in extracts(text, choice):
                yield "running", running
                yield "shuffled", put_out_of_order(running, choice)
                yield "partly", put_out_of_order(running, choice, share=0.3)
                if len(every) > 2 * len(running):
                    yield "drawn", choice.sample(every, len(running))


def measure(title: str, texts: Sequence[Text], rounds: int) -> None:
    tally: dict[tuple[str, int], list[bool]] = {}
    started = time.process_time()
    for kind, wordings in cases(texts, rounds, seed=11):
        said = lay_out(" ".join(wordings)).shuffled
        for low, high in BINS:
            if low <= len(wordings) < high:
                tally.setdefault((kind, low), []).append(said)
    spent = time.process_time() - started
    judged = sum(map(len, tally.values()))
    print(f"{title}: {judged} extracts, {1000 * spent / judged:.1f} ms each with sentences and marks")
    for kind in ("running", "shuffled", "drawn", "partly"):
        cells = [(low, high, tally.get((kind, low), [])) for low, high in BINS]
        every = [said for _, _, said_here in cells for said in said_here]
        shares = "  ".join(f"{low}-{high - 1}: {100 * np.mean(s):5.1f} % of {len(s):4d}" for low, high, s in cells if s)
        print(f"  {kind:9s} said to be out of order  {shares}  all: {100 * np.mean(every):5.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wikiwars", type=Path)
    parser.add_argument("speeches", type=Path)
    parser.add_argument("--size", type=int, default=200, help="speeches")
    options = parser.parse_args()
    measure("articles", articles(options.wikiwars, measured=True), 4)
    measure("speeches", speeches(options.speeches, options.size, MEASURED), 1)


if __name__ == "__main__":
    main()
