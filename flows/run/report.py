"""What a refresh read, published and rejected, and how long it took, in; the same as text out."""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import pyarrow as pa

from karabakh.flows.ingest.document import Ingested
from karabakh.flows.publish import Published
from karabakh.flows.publish.rows import Rows, batches, whole

# When the run was asked for, as time.perf_counter has it, so that what Prefect's own start took can be told.
ASKED: ContextVar[float | None] = ContextVar("asked", default=None)


@dataclass
class Report:
    """The record of a run, ``run`` being its id. Seconds are wall time, ``peak_memory`` is in bytes."""

    run: str | None = None
    inputs: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    rejections: dict[tuple[str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    peak_memory: tuple[int, int] | None = None
    outcome: str = ""

    def __post_init__(self) -> None:
        asked = ASKED.get()
        if asked is not None:
            self.seconds["start of Prefect"] = time.perf_counter() - asked

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Add the time spent inside to ``step``."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - began

    def close(self, ingested: Ingested, tables: Mapping[str, pa.Table | Rows], published: Published) -> None:
        """Take what the run read, made and published."""
        self.inputs = ingested.files + ingested.cells
        self.notes.extend(ingested.notes)
        self.notes.append(published.reason)
        self.count(tables)
        failed = sum(count for (table, _), count in self.rejections.items() if table == "corrections")
        if failed:
            self.notes.append(f"corrections that do not apply: {failed:,}, rows of `rejected`; mend or remove them")
        self.end(published)

    def end(self, published: Published) -> None:
        """Take what the run ended with."""
        self.outcome = f"{'published' if published.changed else 'unchanged'} {published.version} {published.path}"
        self.peak_memory = peak_memory()

    def count(self, tables: Mapping[str, pa.Table | Rows]) -> None:
        """Take the numbers of rows, of documents by status and of rejections by table and rule."""
        self.rows = {name: table.num_rows for name, table in tables.items()}
        statuses = Counter(status for batch in batches(tables["documents"]) for status in batch["status"].to_pylist())
        self.statuses = dict(sorted(statuses.items()))
        rejected = whole(tables["rejected"]).select(["table", "rule", "message"]).to_pylist()
        pairs = [(row["table"], row["rule"]) for row in rejected]
        self.rejections = dict(sorted(Counter(pairs).items()))
        for pair, row in zip(pairs, rejected, strict=True):
            self.examples.setdefault(pair, row["message"])

    @property
    def documents_lost(self) -> int:
        """Inputs that are neither a document nor a rejection; anything but 0 is a defect of ours."""
        turned_away = sum(count for (table, _), count in self.rejections.items() if table == "documents")
        return self.inputs - sum(self.statuses.values()) - turned_away

    def markdown(self) -> str:
        """Return the report as Markdown that also reads well as plain text."""
        turned_away = sum(count for (table, _), count in self.rejections.items() if table == "documents")
        lines = [f"# {self.outcome}", "", f"- inputs read: {self.inputs:,}"]
        lines += [f"- documents {status}: {count:,}" for status, count in self.statuses.items()]
        lines += [f"- inputs rejected: {turned_away:,}"]
        if self.documents_lost:
            lines += [f"- inputs LOST: {self.documents_lost:,} (please report this as a defect)"]
        lines += ["", "| table | rows |", "|---|--:|"] + [
            f"| {name} | {count:,} |" for name, count in self.rows.items()
        ]
        if self.rejections:
            lines += ["", "| rejected from | rule | count | the first |", "|---|---|--:|---|"]
            for (table, rule), count in self.rejections.items():
                lines += [f"| {table} | {rule} | {count:,} | {_cell(self.examples[table, rule])} |"]
        lines += ["", "| step | seconds |", "|---|--:|"]
        lines += [f"| {step} | {seconds:.2f} |" for step, seconds in self.seconds.items()]
        if self.peak_memory:
            own, workers = (f"{size / 1e6:,.0f} MB" for size in self.peak_memory)
            lines += ["", f"- peak memory: {own} here, {workers} in the largest of the other processes"]
        if self.run:
            lines += ["", f"- run: {self.run}"]
        if self.notes:
            lines += ["", *[f"- {note}" for note in self.notes]]
        return "\n".join(lines)


def peak_memory() -> tuple[int, int] | None:
    """Return the most bytes that this process, and the largest of those it started and saw end, ever held.

    None where the system does not tell.
    """
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own * unit, others * unit


def _cell(message: str) -> str:
    return " ".join(message.split()).replace("|", "\\|")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The outcome of a refresh: the version that now is the latest, and the record of the run."""

    published: Published
    report: Report
