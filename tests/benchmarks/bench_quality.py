"""Measure how right the data are, and print the rows of seeds/quality.csv anew; run it as a program.

Usage: bench_quality.py FOLDER [--write]. FOLDER has gold/ (annotated texts), corpora/ (temporal expressions) and score/
(the scorers). What is printed is CSV: the rows that are ours, with what is measured now, and other programs' as they
stand; --write puts them into the seeds.
"""

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from karabakh.flows.batches.batch import BATCH_CHARACTERS, batches, harvest_here
from karabakh.flows.ingest import read
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import publish
from karabakh.flows.publish.quality import NAME, quality
from karabakh.flows.run.assemble import assemble
from karabakh.schemas.arrow import table
from karabakh.schemas.csv import csv_bytes, write_csv
from karabakh.schemas.quality import Quality

PROGRAM = f"karabakh-open-data {version('karabakh-open-data')}"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ANNOTATED = {"development texts": "dev", "seed texts": "seeds"}
CORPORA = {"MEANTIME, English": "meantime", "WikiWars 1.0.4, odd-numbered articles": "wikiwars-dev"}
COUNTED = {"gold", "found"}
Scores = dict[tuple[str, str, str], tuple[float, int]]  # corpus, what, metric -> F1 in percent, how many were marked


def scorer(program: Path, *arguments: Path) -> Any:
    command = [sys.executable, str(program), *map(str, arguments), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def of_a_version(corpus: str, texts: Path, folder: Path, scratch: Path) -> Scores:
    """Return the scores of a version that is made of the texts."""
    ingested = read([texts])
    harvests = [
        harvest_here(batch, scratch / f"harvest-{number}")
        for number, batch in enumerate(batches(ingested.documents, BATCH_CHARACTERS))
    ]
    made = publish(assemble(ingested, harvests, gazetteer_tables()), scratch / "data")
    scores = scorer(folder / "score/score_release.py", folder / f"gold/{ANNOTATED[corpus]}.jsonl", made.path)
    if scores["missing"]:
        raise SystemExit(f"{corpus}: {scores['missing']} texts are not in the version")
    return {
        (corpus, what, metric): (round(value, 1), scores[what]["gold"])
        for what in ("places", "dates", "figures")
        for metric, value in scores[what].items()
        if metric not in COUNTED
    }


def of_expressions(corpus: str, folder: Path, scratch: Path) -> Scores:
    """Return the scores of `karabakh timex` on a corpus of temporal expressions."""
    gold, tagged = folder / f"corpora/{CORPORA[corpus]}.jsonl", scratch / "tagged.jsonl"
    command = [sys.executable, "-m", "karabakh.flows.cli", "timex", str(gold), str(tagged)]
    subprocess.run(command, check=True, capture_output=True)
    scores = scorer(folder / "score/score_timex.py", gold, tagged)
    metrics = ("strict", "relaxed", "type", "value")
    return {(corpus, "dates", metric): (round(scores[metric]["F1"], 1), scores["n"]["gold"]) for metric in metrics}


def measured(folder: Path) -> Scores:
    """Return all scores, measured now."""
    scores: Scores = {}
    for corpus in (*ANNOTATED, *CORPORA):
        with tempfile.TemporaryDirectory() as scratch:
            if corpus in CORPORA:
                scores |= of_expressions(corpus, folder, Path(scratch))
            else:
                texts = SEEDS / "texts" if corpus == "seed texts" else folder / "gold" / "texts"
                scores |= of_a_version(corpus, texts, folder, Path(scratch))
    return scores


def anew(scores: Scores) -> list[dict[str, Any]]:
    """Return the rows with the scores that are measured in the place of those that are stated as ours."""
    rows = quality()
    for row in rows:
        if row["ours"]:
            value, n = scores[row["corpus"], row["what"], row["metric"]]
            row.update(value=value, n=n, measured_with=PROGRAM)
    return rows


def main(folder: str, *options: str) -> None:
    """Print the rows; write them where that is asked for."""
    rows = table(Quality, anew(measured(Path(folder))))
    if "--write" in options:
        write_csv(rows, SEEDS / NAME)
    sys.stdout.buffer.writelines(csv_bytes(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
