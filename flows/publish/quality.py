"""The packaged scores in; how right the data are, and how that was measured, out: rows, a table, and Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import groupby
from typing import Any, Final

from karabakh.schemas.codes import METRIC, USED
from karabakh.schemas.csv import read_csv
from karabakh.schemas.quality import Quality

NAME: Final = "quality.csv"

_HEAD: Final = """\
## Quality

F1 in percent: the harmonic mean of precision (how much of what is found is right) and recall (how much of what people
marked is found). These are samples, and the rules were made with them at hand; texts of other kinds are read less well.
Other programs stand beside where they were scored on the same texts by the same scorer."""


def quality() -> list[dict[str, Any]]:
    """Return the scores by corpus, what, metric and program: a dictionary a row, with the columns of `Quality`.

    ``value`` is F1 in percent, ``n`` how many items people marked, ``ours`` false for other programs.
    """
    return [dict(row) for row in _rows()]


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    with as_file(files("karabakh.seeds") / NAME) as path:
        return tuple(read_csv(path, Quality).to_pylist())


@dataclass(frozen=True)
class Scores:
    """Scores as a table: its metrics with what they mean, its lines, and how each corpus was measured.

    ``values`` of a line has the score of each metric as it is written; the texts of a corpus are how it was scored,
    what use the rules made of it, and the notes on the scores.
    """

    metrics: dict[str, str]
    lines: list[dict[str, Any]]
    corpora: dict[str, list[str]]


def scores(rows: Sequence[Mapping[str, Any]]) -> Scores:
    """Return a line for each corpus, kind and program; ours comes first where several were given the same texts."""
    metrics = {metric: told for metric, told in METRIC.items() if any(row["metric"] == metric for row in rows)}
    lines = [_scored(list(some)) for _, some in groupby(sorted(rows, key=_line), _line)]
    of_corpora = groupby(sorted(rows, key=_corpus), _corpus)
    return Scores(metrics, lines, {corpus: _measured(list(some)) for (_, corpus), some in of_corpora})


def _corpus(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["corpus"].casefold(), row["corpus"]


def _line(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return *_corpus(row), row["what"], not row["ours"], row["measured_with"]


def _scored(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    (n,) = {row["n"] for row in rows}
    return {**rows[0], "n": n, "values": {row["metric"]: f"{row['value']:.1f}" for row in rows}}


def _measured(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    ways = [text for row in rows for text in (row["how"], USED.get(row["used"], row["used"]))]
    notes = [f"{row['measured_with']}, {row['what']}: {row['note']}" for row in rows if row["note"]]
    return list(dict.fromkeys([*ways, *notes]))


def markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the section of a page that tells the scores, a line of its table for each corpus, kind and program."""
    told = scores(rows)
    parts = [
        _HEAD,
        "\n".join(_table(told)),
        "\n".join(f"- {metric}: {meaning}" for metric, meaning in told.metrics.items())
        + "\n- n: How many of them people marked.",
        *(" ".join([f"**{corpus}.**", *texts]) for corpus, texts in told.corpora.items()),
    ]
    return "\n\n".join(parts)


def _table(told: Scores) -> Iterator[str]:
    yield _row("Corpus", "What", "Program", *told.metrics, "n")
    yield _row(*["---"] * 3, *["---:"] * (len(told.metrics) + 1))
    for line in told.lines:
        numbers = [line["values"].get(metric, "") for metric in told.metrics]
        yield _row(line["corpus"], line["what"], line["measured_with"], *numbers, f"{line['n']:,}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
