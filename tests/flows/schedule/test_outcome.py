"""The one line in which a run's end is told."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from karabakh.flows.schedule.outcome import outcome


def said(state, reports=()):
    client = SimpleNamespace(read_artifacts=lambda **_: [SimpleNamespace(data=data) for data in reports])
    return outcome(client, uuid4(), state)


@pytest.mark.parametrize("line", ["published 1.0.0 data/1.0.0", "unchanged 2.1.0 s3://bucket/a b/2.1.0"])
def test_what_was_done_stands_in_the_report_of_the_run(line):
    from prefect.states import Completed

    assert said(Completed(message="All states completed."), [f"# {line}\n\n- inputs read: 3"]) == line


@pytest.mark.parametrize("reports", [[], ["no report of ours"], [None]])
def test_a_run_without_a_report_is_done(reports):
    from prefect.states import Completed

    assert said(Completed(message="All states completed."), reports) == "done: All states completed."


def test_why_a_run_failed_is_told_without_what_programs_say_around_it():
    from prefect.states import Crashed, Failed

    why = "Flow run encountered an exception: DropError: 9 of 10 documents would disappear"
    assert said(Failed(message=why)) == "failed: 9 of 10 documents would disappear"
    assert said(Failed(message="It could not be loaded.\n\nTraceback: ...")) == "failed: It could not be loaded."
    assert said(Failed()) == "failed: Failed"
    assert said(Crashed(message="the process ended")) == "crashed: the process ended"
