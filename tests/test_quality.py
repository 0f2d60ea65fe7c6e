"""How right the data are, by the scorers and gold files that lie beside the repository; skipped where they do not.

The bounds are what must never be lost again, not what is reached; run the scorers to see that.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from karabakh.flows.ingest import Ingested, read
from karabakh.flows.publish import publish

Scores = dict[str, dict[str, float]]
Records = Callable[[Ingested], dict[str, pa.Table]]


def scored(records: Records, texts: Path, gold: Path, shared: Path, data: Path) -> Scores:
    ingested = read([texts])
    version = publish(records(ingested), data)
    scorer = [sys.executable, str(shared / "score" / "score_release.py"), str(gold), str(version.path), "--json"]
    done = subprocess.run(scorer, check=True, capture_output=True, text=True)
    scores: Scores = json.loads(done.stdout)
    assert scores["missing"] == 0
    return scores


def test_the_seed_texts(root: Path, shared: Path, tmp_path: Path, records: Records) -> None:
    scores = scored(records, root / "seeds" / "texts", shared / "gold" / "seeds.jsonl", shared, tmp_path)
    assert scores["places"]["strict"] >= 95
    assert scores["places"]["right"] >= 95
    assert scores["dates"]["strict"] >= 98
    assert scores["dates"]["bounds"] >= 98
    assert scores["figures"]["value"] >= 85


def test_the_development_texts(shared: Path, tmp_path: Path, records: Records) -> None:
    scores = scored(records, shared / "gold" / "texts", shared / "gold" / "dev.jsonl", shared, tmp_path)
    assert scores["places"]["strict"] >= 95
    assert scores["places"]["right"] >= 94
    assert scores["dates"]["strict"] >= 97
    assert scores["dates"]["bounds"] >= 97
    assert scores["figures"]["relaxed"] >= 90
    assert scores["figures"]["value"] >= 86


@pytest.mark.parametrize(("corpus", "strict", "value"), [("wikiwars-dev", 91, 90), ("meantime", 87, 83)])
def test_the_corpora_of_temporal_expressions(
    corpus: str, strict: float, value: float, shared: Path, tmp_path: Path
) -> None:
    gold, tagged = shared / "corpora" / f"{corpus}.jsonl", tmp_path / "tagged.jsonl"
    karabakh = [sys.executable, "-m", "karabakh.flows.cli", "timex", str(gold), str(tagged)]
    subprocess.run(karabakh, check=True)
    scorer = [sys.executable, str(shared / "score" / "score_timex.py"), str(gold), str(tagged), "--json"]
    scores = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    assert scores["strict"]["F1"] >= strict
    assert scores["value"]["F1"] >= value
