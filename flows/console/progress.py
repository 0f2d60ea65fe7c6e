"""A number of documents, or of bytes, in; a bar on standard error out, while somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield the function that is told of every so many documents done; silent where standard error is no terminal."""
    with _bar(title, total, MofNCompleteColumn()) as advance:
        yield advance


@contextmanager
def transfer(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Yield the function that is told of every so many bytes more; ``None``: nobody knows how many there will be."""
    with _bar(title, total, DownloadColumn(), TransferSpeedColumn()) as advance:
        yield advance


@contextmanager
def _bar(title: str, total: int | None, *counts: ProgressColumn) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), *counts, TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty(), transient=True) as bar:
        job = bar.add_task(title, total=total)
        yield lambda done: bar.advance(job, done)
