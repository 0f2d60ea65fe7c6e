"""The report of a run adds up and says so where it does not."""

import pyarrow as pa

from karabakh.flows.run.report import Report


def tables(statuses: list[str], rejected: list[tuple[str, str, str]]) -> dict[str, pa.Table]:
    columns = {name: [row[at] for row in rejected] for at, name in enumerate(("table", "rule", "message"))}
    return {"documents": pa.table({"status": statuses}), "rejected": pa.table(columns)}


def test_what_came_in_is_a_document_or_a_rejection() -> None:
    report = Report(inputs=3)
    report.count(tables(["ok", "empty"], [("documents", "undecodable", "a.txt: no text")]))
    assert report.documents_lost == 0
    assert "undecodable" in report.markdown()
    assert "LOST" not in report.markdown()


def test_a_lost_input_is_named() -> None:
    report = Report(inputs=3)
    report.count(tables(["ok"], [("documents", "undecodable", "a.txt: no text"), ("figures", "low_high", "x")]))
    assert report.documents_lost == 1
    assert "inputs LOST: 1" in report.markdown()


def test_a_message_cannot_break_the_table() -> None:
    report = Report(inputs=1)
    report.count(tables([], [("documents", "undecodable", "a|b\nc")]))
    assert "| a\\|b c |" in report.markdown()


def test_time_is_summed_by_step() -> None:
    report = Report()
    for _ in range(2):
        with report.timing("ingest"):
            pass
    assert list(report.seconds) == ["ingest"]
