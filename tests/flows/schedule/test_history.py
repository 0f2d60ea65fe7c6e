"""Which runs are given up, and which one makes up for others."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.schedule.history import Phase, Run, plan

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def awaited(minutes: float, **more: bool) -> Run:
    return Run(f"awaited {minutes}", Phase.AWAITED, at(minutes), **more)


def past(phase: Phase, due: float, began: float, **more: bool) -> Run:
    return Run(f"{phase} {due}", phase, at(due), at(began), **more)


def test_nothing_is_done_before_it_is_due():
    done = plan([past(Phase.ENDED, -60, -60), awaited(1)], NOW, starting=True)
    assert (done.lost, done.skipped, done.due, done.make_up) == ([], [], [], False)


def test_what_is_due_is_run():
    assert plan([awaited(0), awaited(5)], NOW, starting=False).due == [awaited(0)]


def test_many_missed_ticks_are_made_up_for_by_one():
    done = plan([awaited(-3), awaited(-1), awaited(-2)], NOW, starting=True)
    assert done.due == [awaited(-1)]
    assert done.skipped == [awaited(-3), awaited(-2)]


def test_a_tick_that_a_later_run_has_made_up_for_is_given_up():
    done = plan([awaited(-3), past(Phase.ENDED, -5, -2)], NOW, starting=False)
    assert (done.due, done.skipped) == ([], [awaited(-3)])


def test_a_tick_that_fell_into_a_run_is_run_after_it():
    done = plan([past(Phase.ENDED, -5, -5), awaited(-4), awaited(-1)], NOW, starting=False)
    assert done.due == [awaited(-1)]


def test_what_people_asked_for_is_always_run():
    mine = awaited(-2, timetable=False)
    assert plan([mine, awaited(-1)], NOW, starting=False).due == [mine, awaited(-1)]
    assert plan([mine, past(Phase.ENDED, -5, -1)], NOW, starting=False).due == [mine]


def test_a_run_without_a_process_is_lost_and_made_up_for_at_the_next_start():
    run = past(Phase.OPEN, -5, -5)
    assert plan([run], NOW, starting=True).lost == [run]
    assert plan([run], NOW, starting=True).make_up
    assert not plan([run], NOW, starting=False).make_up


def test_a_crashed_run_is_made_up_for_once_only():
    assert plan([past(Phase.CRASHED, -5, -5)], NOW, starting=True).make_up
    assert not plan([past(Phase.CRASHED, -5, -5, made_up=True)], NOW, starting=True).make_up
    assert not plan([past(Phase.CRASHED, -5, -5), past(Phase.ENDED, -3, -3)], NOW, starting=True).make_up


def test_a_missed_tick_makes_up_for_the_crashed_run_too():
    done = plan([past(Phase.CRASHED, -5, -5), awaited(-1)], NOW, starting=True)
    assert (done.due, done.make_up) == ([awaited(-1)], False)


def test_a_run_that_failed_is_not_tried_again_before_its_time():
    assert not plan([past(Phase.ENDED, -5, -5)], NOW, starting=True).make_up


RUNS = st.lists(
    st.builds(
        lambda key, phase, due, late, timetable, made_up: Run(
            key, phase, at(due), None if phase is Phase.AWAITED else at(due + late), timetable, made_up
        ),
        st.uuids(),
        st.sampled_from(Phase),
        st.floats(-100, 100),
        st.floats(0, 50),
        st.booleans(),
        st.booleans(),
    )
)


@given(RUNS, st.booleans())
def test_whatever_the_history_at_most_one_run_is_made_of_the_ticks(runs, starting):
    done = plan(runs, NOW, starting)
    assert sum(run.timetable for run in done.due) + done.make_up <= 1
    assert not {run.key for run in done.due} & {run.key for run in done.skipped}
    assert all(run.phase is Phase.AWAITED and run.due <= NOW for run in [*done.due, *done.skipped])
    assert {run.key for run in done.lost} == {run.key for run in runs if run.phase is Phase.OPEN}
