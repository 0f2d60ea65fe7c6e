"""Collecting garbage seldom while a batch is extracted, and as before afterwards."""

import gc
from collections.abc import Iterator

import pytest

from karabakh.flows.process.garbage import seldom_collected


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before, enabled, frozen = gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()
    yield
    gc.set_threshold(*before)
    gc.enable() if enabled else gc.disable()
    if not frozen:
        gc.unfreeze()


def test_garbage_is_collected_seldom_and_as_before_afterwards() -> None:
    gc.set_threshold(500, 5, 6)
    with seldom_collected():
        assert gc.get_threshold()[0] > 10_000
        assert gc.get_freeze_count() > 1_000
    assert gc.get_threshold() == (500, 5, 6)
    assert gc.get_freeze_count() == 0


def test_it_is_so_after_a_failure_and_where_several_work_at_once() -> None:
    gc.set_threshold(500, 5, 6)
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    one, other = seldom_collected(), seldom_collected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > 10_000
    other.__exit__(None, None, None)
    assert gc.get_threshold() == (500, 5, 6)
    assert gc.get_freeze_count() == 0


def test_whoever_collects_no_garbage_or_has_frozen_objects_keeps_it_so() -> None:
    gc.set_threshold(0, 5, 6)
    gc.disable()
    gc.freeze()
    frozen = gc.get_freeze_count()
    with seldom_collected():
        assert gc.get_threshold() == (0, 5, 6)
    assert not gc.isenabled()
    assert gc.get_threshold() == (0, 5, 6)
    assert gc.get_freeze_count() == pytest.approx(frozen, rel=0.01)


def test_a_circle_that_is_left_is_collected() -> None:
    class Node:
        """Something that refers to itself."""

    gc.collect()
    with seldom_collected():
        node = Node()
        node.itself = node  # type: ignore[attr-defined]
        del node
    assert not any(isinstance(thing, Node) for thing in gc.get_objects())
