"""Texts in; what is marked in them stage by stage, out: each stage reads what the marks of those before it leave.

A text that is read otherwise after a stage is scanned again, with the others of that kind; nearly all never are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from karabakh.flows.clean.characters import spaces, unwrapped
from karabakh.flows.clean.scan import Finder, Scan
from karabakh.flows.text.span import Mark
from karabakh.flows.text.view import View


class Reading:
    """Texts, how they are read by now, and their marks."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.marks: list[list[Mark]] = [[] for _ in texts]
        first = Scan(texts)
        self._groups = [(first, list(range(len(texts))))]
        self._views: dict[int, View] = {}
        self._second: dict[int, str] = {number: spaces(texts[number]) for number in first.unread}
        self._scan_again(self._second)
        self._first = first

    def even(self, number: int) -> str:
        """Return a text with plain spaces and line ends."""
        return self._second[number] if number in self._second else self._first.text(number)

    def plain(self, number: int) -> str:
        """Return a text as `characters.plain` has it."""
        if number in self._second:
            return unwrapped(self._second[number])
        return self._first.plain(number)

    def look(self, finders: Sequence[Finder], last: bool = False) -> None:
        """Add the marks of some finders; a mark takes the place of those inside it. The last are read by nobody."""
        changed: dict[int, str] = {}
        for scan, numbers in self._groups:
            more: dict[int, list[Mark]] = {}
            for find in finders:
                for at, marks in find(scan):
                    more.setdefault(at, []).extend(marks)
            for at, marks in more.items():
                self._add(numbers[at], without_overlaps(marks))
                if not last:
                    view = View(self.even(numbers[at]), self.marks[numbers[at]])
                    if view.changed:
                        self._views[numbers[at]], changed[numbers[at]] = view, view.text
        self._scan_again(changed)

    def _add(self, number: int, more: list[Mark]) -> None:
        """Add marks of a text as it is read by now."""
        marks = self.marks[number]
        if marks:
            view = self._views.get(number)
            placed = more if view is None else [_placed(mark, view) for mark in more]
            more = without_overlaps([*placed, *marks])
        self.marks[number] = more

    def _scan_again(self, changed: dict[int, str]) -> None:
        """Scan texts that are read otherwise now, and no longer where they stand as they were."""
        if not changed:
            return
        for scan, numbers in self._groups:
            scan.left[[at for at, number in enumerate(numbers) if number in changed]] = True
        self._groups.append((Scan(list(changed.values())), list(changed)))


def _placed(mark: Mark, view: View) -> Mark:
    start, end = view.back(mark.start, mark.end)
    return mark._replace(start=start, end=end)


def without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """Keep the first of those that meet; what is read as it stands is marked where no other mark is."""
    marks = list(marks)
    if _are_apart(marks):
        return marks
    kept: list[Mark] = []
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for mark in ordered:
        if mark.instead is not None and mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    standing = [mark for mark in ordered if mark.instead is None]
    if not standing:
        return kept
    return sorted([*kept, *(piece for mark in standing for piece in _pieces(mark, kept))])


def _are_apart(marks: Iterable[Mark]) -> bool:
    """Whether marks are sorted, none meets another, and all are read otherwise."""
    last = 0
    for start, end, _, instead in marks:
        if start < last or end <= start or instead is None:
            return False
        last = end
    return True


def _pieces(mark: Mark, others: Sequence[Mark]) -> Iterator[Mark]:
    """What is left of a mark between those that are read otherwise."""
    at = mark.start
    first = bisect_left(others, mark.start, key=lambda one: one.end)
    last = bisect_left(others, mark.end, key=lambda one: one.start)
    for other in others[first:last]:
        if at < other.start:
            yield mark._replace(start=at, end=other.start)
        at = max(at, other.end)
    if at < mark.end:
        yield mark._replace(start=at, end=mark.end)
