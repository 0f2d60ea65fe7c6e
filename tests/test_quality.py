"""How right the data are, by the scorers and gold files that lie beside the repository; skipped where they do not.

The bounds are what must never be lost again, not what is reached: that is what seeds/quality.csv states, and what is
stated is held to what is measured. The program in tests/benchmarks/bench_quality.py measures and prints it anew.
"""

import io
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pyarrow.csv
import pytest

from karabakh.flows.publish.quality import markdown, quality
from karabakh.schemas import fields
from karabakh.schemas.quality import Quality

Scores = dict[tuple[str, str, str], float]
TOLERANCE = 0.5  # percent: so much may a score differ from what is stated before it has to be stated anew

BOUNDS = {
    ("seed texts", "places", "strict"): 95,
    ("seed texts", "places", "right"): 95,
    ("seed texts", "dates", "strict"): 98,
    ("seed texts", "dates", "bounds"): 98,
    ("seed texts", "figures", "value"): 85,
    ("development texts", "places", "strict"): 95,
    ("development texts", "places", "right"): 94,
    ("development texts", "dates", "strict"): 97,
    ("development texts", "dates", "bounds"): 97,
    ("development texts", "figures", "relaxed"): 90,
    ("development texts", "figures", "value"): 86,
    ("WikiWars 1.0.4, odd-numbered articles", "dates", "strict"): 91,
    ("WikiWars 1.0.4, odd-numbered articles", "dates", "value"): 90,
    ("MEANTIME, English", "dates", "strict"): 87,
    ("MEANTIME, English", "dates", "value"): 83,
}


@pytest.fixture(scope="module")
def measured(root: Path, shared: Path) -> Scores:
    """What the program measures now."""
    program = root / "tests" / "benchmarks" / "bench_quality.py"
    done = subprocess.run([sys.executable, str(program), str(shared)], check=True, capture_output=True)
    rows = pyarrow.csv.read_csv(io.BytesIO(done.stdout)).to_pylist()
    return {(row["corpus"], row["what"], row["metric"]): row["value"] for row in rows if row["ours"]}


@pytest.mark.parametrize("score", BOUNDS, ids=" ".join)
def test_what_was_reached_is_not_lost(score: tuple[str, str, str], measured: Scores) -> None:
    assert measured[score] >= BOUNDS[score]


OURS = {(row["corpus"], row["what"], row["metric"]): row["value"] for row in quality() if row["ours"]}


@pytest.mark.parametrize("score", OURS, ids=" ".join)
def test_what_is_stated_is_measured(score: tuple[str, str, str], measured: Scores) -> None:
    assert measured[score] == pytest.approx(OURS[score], abs=TOLERANCE), "bench_quality.py --write states them anew"


def test_the_scores_are_those_of_the_rules_as_they_are() -> None:
    assert {row["measured_with"] for row in quality() if row["ours"]} == {
        f"karabakh-open-data {version('karabakh-open-data')}"
    }


def test_the_rows_are_those_of_the_file_in_its_order(root: Path) -> None:
    rows = quality()
    names = [column.name for column in fields.columns(Quality)]
    assert [list(row) for row in rows] == [names] * len(rows)
    keys = [tuple(row[name] for name in fields.key(Quality)) for row in rows]
    assert keys == sorted(set(keys))
    rows[0]["value"] = -1
    assert quality()[0]["value"] >= 0


def test_other_programs_stand_beside_ours_only_where_ours_was_measured() -> None:
    ours = {(row["corpus"], row["what"], row["metric"]): row["n"] for row in quality() if row["ours"]}
    others = [row for row in quality() if not row["ours"]]
    assert others
    assert all(ours[row["corpus"], row["what"], row["metric"]] == row["n"] for row in others)


def test_nobody_is_told_of_folders_that_are_not_here(root: Path) -> None:
    text = (root / "seeds" / "quality.csv").read_text(encoding="utf-8")
    assert "../" not in text
    assert "shared" not in text


def test_the_section_of_a_page_tells_every_score_with_its_texts_and_their_use() -> None:
    rows = quality()
    told = markdown(rows)
    (line,) = [line for line in told.splitlines() if line.startswith("| MEANTIME") and "karabakh-open-data" in line]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    mine = {row["metric"]: row for row in rows if row["ours"] and row["corpus"].startswith("MEANTIME")}
    assert cells[3:7] == [f"{mine[metric]['value']:.1f}" for metric in ("strict", "relaxed", "type", "value")]
    assert cells[-1] == str(mine["value"]["n"])
    assert all(told.count(row["how"]) == 1 for row in rows)
    assert all(row["note"] in told for row in rows if row["note"])
    assert told.count("\n| ") == 1 + 1 + len({(row["corpus"], row["what"], row["measured_with"]) for row in rows})


def test_a_score_that_is_not_measured_is_left_empty() -> None:
    (row,) = [row for row in quality() if row["corpus"].startswith("MEANTIME") and not row["ours"]]
    assert "| MEANTIME, English | dates | HeidelTime 2.2.1 | 79.2 | 488 |" in markdown([row])
