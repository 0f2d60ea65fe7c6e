"""The packaged scores in; how right the data are, and how that was measured, out: rows, and a section in Markdown."""

from collections.abc import Iterator, Mapping, Sequence
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


def markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the section of a page that tells the scores, a line of its table for each corpus, kind and program."""
    metrics = [metric for metric in METRIC if any(row["metric"] == metric for row in rows)]
    told = [
        _HEAD,
        "\n".join([_line("Corpus", "What", "Program", *metrics, "n"), _rule(len(metrics)), *_scores(rows, metrics)]),
        "\n".join(f"- {metric}: {METRIC[metric]}" for metric in metrics) + "\n- n: How many of them people marked.",
        "\n\n".join(_corpora(rows)),
    ]
    return "\n\n".join(told)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(numbers: int) -> str:
    return _line(*["---"] * 3, *["---:"] * (numbers + 1))


def _scores(rows: Sequence[Mapping[str, Any]], metrics: Sequence[str]) -> Iterator[str]:
    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return row["corpus"].casefold(), row["corpus"], row["what"], not row["ours"], row["measured_with"]

    for (_, corpus, what, _, program), some in groupby(sorted(rows, key=place), place):
        scores = {row["metric"]: row for row in some}
        numbers = [f"{scores[metric]['value']:.1f}" if metric in scores else "" for metric in metrics]
        (n,) = {row["n"] for row in scores.values()}
        yield _line(corpus, what, program, *numbers, f"{n:,}")


def _corpora(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a paragraph for each corpus: its texts, their use, how they were scored, and the notes on the scores."""

    def name(row: Mapping[str, Any]) -> tuple[str, str]:
        return row["corpus"].casefold(), row["corpus"]

    for (_, corpus), of_corpus in groupby(sorted(rows, key=name), name):
        some = list(of_corpus)
        ways = dict.fromkeys(text for row in some for text in (row["how"], USED[row["used"]]))
        notes = dict.fromkeys((row["measured_with"], row["what"], row["note"]) for row in some if row["note"])
        yield " ".join([f"**{corpus}.**", *ways, *(f"{program}, {what}: {note}" for program, what, note in notes)])
