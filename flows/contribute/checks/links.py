"""Contributed links between places in; those that end before they begin, or make a place a part of itself, out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks import periods
from karabakh.flows.contribute.checks.subject import Subject
from karabakh.schemas.findings import Said, Violation

_COLUMNS = ("place_id", "other_id", "system", "valid_from", "valid_to")
_LISTED = 5


class Part(NamedTuple):
    """A place that is part of another in a system, and in which time."""

    place_id: str
    other_id: str
    system: str | None
    valid_from: str | None
    valid_to: str | None


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the new links that end before they begin, and those that close a circle of parts."""
    yield periods.check(subject)
    yield _circles(subject)


def _circles(subject: Subject) -> Violation:
    """Return the new links of places that are, over others, parts of themselves in one system at one time."""
    rows = subject.only_new(pc.equal(subject.rows["relation"], "part_of"))
    own = dict(zip(rows.tolist(), _parts(subject.rows.take(pa.array(rows))), strict=True))
    tables = [subject.known["place_links"], subject.given.get("place_links", subject.rows)] if own else []
    by_system: dict[str | None, list[Part]] = defaultdict(list)
    for part in dict.fromkeys(part for table in tables for part in _parts(table)):
        by_system[part.system].append(part)
    circles: dict[tuple[str | None, str], Sequence[str]] = {}
    for system in {part.system for part in own.values()}:
        for circle in circles_of(by_system[system]):
            circles |= {(system, place): circle for place in circle}
    bad = {
        row: circle
        for row, part in own.items()
        if part.other_id in (circle := circles.get((part.system, part.place_id), ())) and part.place_id != part.other_id
    }

    def say(row: int) -> Said:
        labels = subject.near.labels
        told = ", ".join(f"{one} ({labels[one]})" if one in labels else one for one in bad[row][:_LISTED])
        more = len(bad[row]) - _LISTED
        return Said(f"each of these would be part of itself: {told}{f' and {more:,} more' if more > 0 else ''}")

    must = "no place must be part of what is, in the same system, a part of it"
    return Violation("circle", "other_id", must, np.array(sorted(bad), dtype=np.int64), say=say)


def _parts(table: pa.Table) -> Iterator[Part]:
    some = table.filter(pc.equal(table["relation"], "part_of"))
    for cells in zip(*(some[name].to_pylist() for name in _COLUMNS), strict=True):
        if cells[0] and cells[1]:
            yield Part(*cells)


def circles_of(parts: Sequence[Part]) -> Iterator[Sequence[str]]:
    """Yield the places of each circle all of whose links may have held at one time.

    >>> a, b = Part("a", "b", None, None, None), Part("b", "a", None, None, None)
    >>> [list(circle) for circle in circles_of([a, b])], list(circles_of([a, b._replace(valid_from="1990")])) != []
    ([['a', 'b']], True)
    >>> list(circles_of([a._replace(valid_to="1980"), b._replace(valid_from="1990")]))
    []
    """
    wholes: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        wholes[part.place_id].append(part.other_id)
    circles = [sorted(circle) for circle in _components(wholes) if len(circle) > 1]
    number = {place: at for at, circle in enumerate(circles) for place in circle}
    within: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        at = number.get(part.place_id)
        if at is not None and at == number.get(part.other_id):
            within[at].append(part)
    for at, some in within.items():
        if max(periods.first(part.valid_from) for part in some) <= min(periods.last(part.valid_to) for part in some):
            yield circles[at]


def _components(wholes: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of a graph: Tarjan's algorithm, without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in list(wholes):
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(wholes.get(root, ())))]
        while work:
            place, others = work[-1]
            other = next(others, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                if low[place] == index[place]:
                    circle = stack[_from(stack, place) :]
                    del stack[len(stack) - len(circle) :]
                    on_stack.difference_update(circle)
                    yield circle
            elif other not in index:
                index[other] = low[other] = len(index)
                stack.append(other)
                on_stack.add(other)
                work.append((other, iter(wholes.get(other, ()))))
            elif other in on_stack:
                low[place] = min(low[place], index[other])


def _from(stack: Sequence[str], place: str) -> int:
    return next(at for at in range(len(stack) - 1, -1, -1) if stack[at] == place)
