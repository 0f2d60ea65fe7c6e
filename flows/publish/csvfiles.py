"""An edition in, its tables as CSV out: lines that the version before has, too, are copied and not written anew."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader, BufferedWriter
from pathlib import Path

from karabakh.flows.publish import files
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.rows import BATCH_ROWS, regrouped
from karabakh.flows.publish.segments import Segment, cut
from karabakh.flows.publish.trace import Lines
from karabakh.schemas import TABLES, csv
from karabakh.schemas.arrow import arrow_schema


def write(edition: Edition, name: str, folder: Path) -> None:
    """Write a table's CSV into a version's folder, and note in the edition's trace where the lines stand."""
    noted = edition.trace.lines.setdefault(name, {})
    header = csv.header(arrow_schema(TABLES[name]))
    with ExitStack() as opened:
        old = _Old(edition, name, opened)
        parts = cut(edition.stretches(name), edition.part_rows)
        for number, (path, part) in enumerate(zip(edition.files(name, "csv"), parts, strict=True)):
            with (folder / path).open("xb") as file:
                file.write(header)
                for segment in part:
                    start = file.tell()
                    _add(segment, name, file, old)
                    if segment.sha256:
                        noted[segment.sha256] = Lines(number, start, file.tell() - start)


def _add(segment: Segment, name: str, file: BufferedWriter, old: "_Old") -> None:
    lines = old.lines(segment)
    if lines is not None:
        file.write(lines)
    else:
        file.writelines(map(csv.records, regrouped(segment.pieces(), BATCH_ROWS, arrow_schema(TABLES[name]))))


class _Old:
    """The CSV files of a table in the version before, opened when they are needed."""

    def __init__(self, edition: Edition, name: str, opened: ExitStack) -> None:
        self._known = {one.sha256: one.lines for one in edition.trace.before.get(name, ()) if one.sha256}
        self._paths = list(_published(edition, name))
        self._opened, self._files = opened, dict[int, BufferedReader]()

    def lines(self, segment: Segment) -> bytes | None:
        """Return the lines of a stretch as they were published; None where they were not."""
        found = self._known.get(segment.sha256) if segment.sha256 else None
        if found is None or found.file >= len(self._paths):
            return None
        path = self._paths[found.file]
        if found.file not in self._files:
            self._files[found.file] = self._opened.enter_context(path.open("rb"))
        file = self._files[found.file]
        file.seek(found.start)
        lines = file.read(found.size)
        if len(lines) != found.size:
            raise DamagedError(f"{path} has become shorter while it was read")
        return lines


def _published(edition: Edition, name: str) -> Iterator[Path]:
    """Yield the files that held the table's CSV in the version before."""
    if edition.step:
        previous = edition.step.previous
        yield from (previous.path / path for path in files.of_table(previous.files, name, "csv"))
