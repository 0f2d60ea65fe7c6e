"""A schedule against a real Prefect server: it fires, publishes, says so, and outlives what is done to it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from karabakh.flows.schedule.server import answers

pytestmark = pytest.mark.slow


def transcript(running):
    """Return what it said, in the order of time, as far as an operator would read it."""
    said = [line for line in running.said.splitlines() if re.match(r"\d{4}-", line)]
    return "\n".join([*said, *running.outcomes])


def history(home):
    """Return the names of the states that the runs in a home's database are in, the first due first; it is sound."""
    with sqlite3.connect(f"file:{home / 'prefect.db'}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute(
            "SELECT state_name FROM flow_run WHERE state_type != 'SCHEDULED' ORDER BY expected_start_time"
        ).fetchall()
    return [name for (name,) in rows]


def test_it_fires_three_times_publish_nothing_new_publish(place):
    running = place.schedule("--every", "12", "--timezone", "Asia/Baku")
    running.runs(2)
    place.add("second", "On 9 May 1992 the road to Lachin was open.")
    outcomes = running.runs(3)[:3]
    print(f"\n{transcript(running)}")
    assert outcomes == ["published 1.0.0 data/1.0.0", "unchanged 1.0.0 data/1.0.0", "published 1.1.0 data/1.1.0"]
    assert re.search(r"next run \d{4}-\d\d-\d\d \d\d:\d\d:\d\d Asia/Baku", running.said)
    assert re.search(r"Prefect server http://127\.0\.0\.1:\d+/api \(its own, database in PREFECT_HOME", running.said)
    listed = json.loads((place.data / "versions.json").read_text(encoding="utf-8"))
    assert [release["version"] for release in listed["versions"]] == ["1.0.0", "1.1.0"]
    began = time.monotonic()
    assert running.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 10
    assert place.is_quiet()
    assert set(history(place.home)) <= {"Completed", "Skipped"}


def test_a_killed_run_and_a_killed_server_are_got_over(place):
    running = place.schedule("--every", "15")
    running.says("Beginning flow run")
    for process in place.processes("prefect.engine"):
        os.kill(process, signal.SIGKILL)
    assert running.runs(1)[0].startswith("crashed: the process of the run ended (SIGKILL)")
    assert running.runs(2)[1] == "published 1.0.0 data/1.0.0"
    place.add("second", "On 9 May 1992 the road to Lachin was open.")  # a run with nothing to do is over too soon
    running.says("Beginning flow run", times=3)
    for process in place.processes("prefect.engine") + place.processes("prefect server"):
        os.kill(process, signal.SIGKILL)
    running.wait(lambda: any(line.startswith("published 1.1.0") for line in running.outcomes))
    print(f"\n{transcript(running)}")
    assert running.end() == 0
    assert place.is_quiet()
    states = history(place.home)
    assert states[0] == "Crashed"
    assert states.count("Crashed") == 2
    assert states.count("Completed") >= 2
    assert set(states) <= {"Crashed", "Completed", "Skipped"}


def test_a_killed_schedule_leaves_nothing_and_is_made_up_for_once(place):
    first = place.schedule("--every", "5", name="first")
    first.says("Beginning flow run")
    first.process.kill()
    first.process.wait()
    assert place.is_quiet()
    assert history(place.home) == ["Running"]
    time.sleep(12)  # some ticks are missed
    second = place.schedule("--every", "5", name="second")
    lost, made_up = second.runs(2)[:2]
    print(f"\n{transcript(second)}")
    assert lost.startswith("crashed: the process of the run that was due at ")
    assert made_up == "published 1.0.0 data/1.0.0"
    assert re.search(r"ticks missed: [1-9]; one run makes up for them", second.said)
    assert second.runs(3)[2].startswith("unchanged")
    assert second.end(signal.SIGINT) == 128 + signal.SIGINT
    assert place.is_quiet()
    assert history(place.home)[0] == "Crashed"


def test_one_that_is_stopped_in_mid_run_makes_up_for_the_run_at_its_next_start(place):
    first = place.schedule("--every", "3600", name="first")
    assert not place.data.exists()
    made = "prefect.client.orchestration.get_client(sync_client=True)"
    first.says("next run")
    address = re.search(r"Prefect server (\S+)", first.said)[1]
    ask = f"import prefect.client.orchestration as c; client = {made.replace('prefect.client.orchestration', 'c')}; "
    ask += "client.create_flow_run_from_deployment(client.read_deployments()[0].id)"
    subprocess.run([sys.executable, "-c", ask], env=place.environment | {"PREFECT_API_URL": address}, check=True)
    first.says("Beginning flow run")
    assert first.end() == 0
    assert place.is_quiet()
    assert history(place.home) == ["Crashed"]
    second = place.schedule("--every", "3600", name="second")
    assert second.runs(1) == ["published 1.0.0 data/1.0.0"]
    assert "it is made up for now" in second.said


def test_two_schedules_share_a_server_and_the_second_lives_on_without_the_first(place):
    first = place.schedule("--every", "600", name="first")
    first.says("next run")
    same = place.schedule("--every", "600", name="same")
    assert same.process.wait(60) == 3
    assert "another schedule refreshes data already" in same.said
    other = place.schedule("--every", "10", "--data", "other", name="other")
    assert other.runs(1) == ["published 1.0.0 other/1.0.0"]
    assert "(another's)" in other.said
    first.end()
    other.says(r"\(its own, database in PREFECT_HOME")
    before = len(other.outcomes)
    other.runs(before + 1)
    assert other.outcomes[-1].startswith("unchanged")


def test_it_uses_the_server_that_is_given_and_leaves_it_running(place, server):
    running = place.schedule("--every", "5", PREFECT_API_URL=server)
    assert running.runs(1) == ["published 1.0.0 data/1.0.0"]
    assert f"Prefect server {server} (another's)" in running.said
    assert running.end() == 0
    assert place.is_quiet()
    assert answers(server)


def test_a_run_waits_for_another_that_publishes(place, server):
    place.data.mkdir()
    hold = "import sys, time; from pathlib import Path; from karabakh.flows.publish.folder import claimed\n"
    hold += "with claimed(Path('data')): print('held', flush=True); time.sleep(1000)"
    holder = place.run([sys.executable, "-c", hold], "holder")
    holder.wait(lambda: holder.outcomes)
    running = place.schedule("--every", "5", PREFECT_API_URL=server)
    running.says("another run is publishing into it.*; the run waits")
    assert running.outcomes == []
    holder.process.kill()
    assert running.runs(1) == ["published 1.0.0 data/1.0.0"]


def test_a_run_that_would_drop_too_much_stops_and_says_what_it_saw(place, server):
    for number in range(9):
        place.add(f"more{number}", f"Shelling went on near Goris on {number + 1} June 1993.")
    running = place.schedule("--every", "5", "--max-drop", "0.2", PREFECT_API_URL=server)
    assert running.runs(1) == ["published 1.0.0 data/1.0.0"]
    for number in range(9):
        (place.texts / f"more{number}.txt").unlink()
    failed = running.wait(lambda: [line for line in running.outcomes if line.startswith("failed")])
    print(f"\n{transcript(running)}")
    assert "documents" in failed[0]
    assert "10" in failed[0]
    assert not (place.data / "2.0.0").exists()
    assert (place.data / "latest").read_text(encoding="utf-8") == "1.0.0\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--cron", "0 26 * * *"], "is no cron expression"),
        (["--timezone", "Baku"], "is Asia/Baku"),
        (["--texts", "nowhere"], "there is no such file or folder"),
        (["--every", "0"], "0"),
    ],
)
def test_a_wrong_call_is_refused_before_a_server_starts(place, options, said):
    running = place.schedule(*options)
    assert running.process.wait(60) == 2
    assert said in running.said
    assert not (place.home / "karabakh-server.log").exists()
    assert place.is_quiet(1)
