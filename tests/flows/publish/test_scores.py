"""A line for each program that was given the same texts, ours first."""

from typing import Any

from karabakh.flows.publish.quality import scores
from karabakh.schemas.codes import USED


def row(metric: str, value: float, program: str = "ours 1", corpus: str = "news", **more: Any) -> dict[str, Any]:
    known = {"what": "dates", "n": 10, "used": "partly_seen", "how": "By hand.", "note": None}
    ours = program.startswith("ours")
    return {**known, "corpus": corpus, "metric": metric, "value": value, "measured_with": program, "ours": ours, **more}


def test_the_metrics_of_a_program_are_one_line() -> None:
    told = scores([row("value", 90), row("strict", 80.25), row("value", 95, "another 2", note="Told the language.")])
    assert [(line["measured_with"], line["values"]) for line in told.lines] == [
        ("ours 1", {"strict": "80.2", "value": "90.0"}),
        ("another 2", {"value": "95.0"}),
    ]
    assert list(told.metrics) == ["strict", "value"]
    assert told.corpora == {"news": ["By hand.", USED["partly_seen"], "another 2, dates: Told the language."]}


def test_where_nothing_was_measured_there_is_nothing() -> None:
    assert scores([]).lines == []
