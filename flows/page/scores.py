"""Scores of the recognition in, the table of them out: a line for each corpus, kind and program, a column a metric."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from karabakh.schemas.codes import METRIC, USED


@dataclass(frozen=True)
class Scores:
    """What the table has: its metrics with what they mean, its lines, and how each corpus was measured."""

    metrics: dict[str, str]
    lines: list[dict[str, Any]]
    corpora: list[dict[str, Any]]


def scores(rows: Sequence[Mapping[str, Any]]) -> Scores:
    """Return the table; ours comes first where several programs were given the same texts."""
    metrics = {metric: told for metric, told in METRIC.items() if any(row["metric"] == metric for row in rows)}
    ordered = sorted(rows, key=_line)
    lines = [_scored(list(each)) for _, each in groupby(ordered, key=_line)]
    corpora = [_measured(corpus, list(each)) for corpus, each in groupby(ordered, key=lambda row: str(row["corpus"]))]
    return Scores(metrics, lines, corpora)


def _line(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["corpus"].casefold(), row["corpus"], row["what"], not row["ours"], row["measured_with"]


def _scored(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    values = {row["metric"]: f"{row['value']:.1f}" for row in rows}
    return {**rows[0], "values": values}


def _measured(corpus: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    def told(column: str) -> list[str]:
        return list(dict.fromkeys(row[column] for row in rows if row[column]))

    notes = list(dict.fromkeys(f"{row['measured_with']}: {row['note']}" for row in rows if row["note"]))
    return {
        "corpus": corpus,
        "how": told("how"),
        "used": [USED.get(each, each) for each in told("used")],
        "notes": notes,
    }
