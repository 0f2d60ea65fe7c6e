"""Raw texts in, a published version out: the flow.

seeds -> ingest -> clean -> sentences -> places, dates, figures -> statements -> validate -> publish.

Every step is a plain function elsewhere; what stands here gives it retries, a log, a schedule and a place to run.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from karabakh.flows.assemble import assemble
from karabakh.flows.batch import Processes, batches
from karabakh.flows.corrections import Corrections, demand, read_corrections
from karabakh.flows.errors import KarabakhError
from karabakh.flows.extract import searched
from karabakh.flows.harvest import Harvest
from karabakh.flows.ingest import Document, Ingested, read
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.progress import progress
from karabakh.flows.publish import Published, publish, remote
from karabakh.flows.report import Refreshed, Report
from karabakh.flows.scratch import scratch
from karabakh.flows.settings import Settings
from karabakh.flows.validate import demand_whole

Tables = Mapping[str, Any]
# a thread a core: each waits for the process that extracts its batch
RUNNER: Any = ThreadPoolTaskRunner(max_workers=os.cpu_count() or 1)


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Retry what can fail for a while (a network, a disk, a killed process), never what is simply wrong."""
    error = state.result(raise_on_failure=False)
    return not isinstance(error, KarabakhError) or error.passing


def step(name: str, retries: int = 0) -> Callable[[Callable[..., Any]], Any]:
    """Return the decorator that makes a step a task; its tables are neither hashed nor stored by Prefect."""
    return task(
        name=name,
        retries=retries,
        retry_delay_seconds=[1.0, 5.0, 25.0][:retries] or None,
        retry_condition_fn=may_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


@step("ingest", retries=3)
def ingest(texts: Sequence[str], sources: Path | None, shelf: Path) -> Ingested:
    """Read the raw texts, and put them on a shelf."""
    with Shelf(shelf) as opened:
        return read(texts, sources, opened)


@step("gazetteer")
def gazetteer(folder: Path | None) -> Tables:
    """Read the gazetteer, which must be valid."""
    return gazetteer_tables(folder)


@step("corrections")
def corrections(path: Path | None) -> Corrections:
    """Read what people corrected."""
    return read_corrections(path)


@step("extract", retries=2)
def extract(
    processes: Processes,
    batch: list[Document],
    folder: Path,
    gazetteer: Path | None,
    corrected: Corrections,
    shelf: Path,
) -> Harvest:
    """Clean a batch, split it into sentences, find places, dates and figures in them, state, and check every record."""
    return processes.harvest(batch, folder, gazetteer, corrected, shelf)


@step("validate")
def check(tables: Tables) -> None:
    """Check what holds across the batches."""
    demand_whole(tables)


@step("publish", retries=2)
def release(tables: Tables, settings: Settings) -> Published:
    """Publish a version, if there is anything new in it."""
    drop: Any = {"max_drop": settings.max_drop, "allow_drop": settings.allow_drop}
    if isinstance(settings.data, str):
        return remote.publish(tables, settings.data, **drop)
    return publish(tables, settings.data, **drop)


@flow(name="refresh", task_runner=RUNNER, persist_result=False)
def refresh(settings: Settings | None = None) -> Refreshed:
    """Ingest, clean, find places, dates and figures, state, validate, publish."""
    settings = settings or Settings()
    report = Report()
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(without_traceback)
    with report.timing("gazetteer"):
        places = gazetteer(settings.gazetteer)
    with report.timing("corrections"):
        corrected = corrections(settings.corrections)
    with scratch() as folder:
        shelf = folder / "texts"
        with report.timing("ingest"):
            ingested = ingest(settings.texts, settings.sources, shelf)
        with report.timing("extract"):
            harvests = extract_all(ingested.documents, settings, corrected, shelf)
        with report.timing("validate"):
            unmet = corrected.unmet(searched(ingested.documents))
            tables = assemble(ingested, harvests, places, unmet)
            check(quote(tables))
            if settings.strict:
                demand(tables["rejected"])
        with report.timing("publish"):
            published = release(quote(tables), quote(settings))
        report.close(ingested, tables, published)
    create_markdown_artifact(
        report.markdown(), key="refresh-report", description="What came in, what went out, and why"
    )
    get_run_logger().info("%s", report.outcome)
    return Refreshed(published, report)


def extract_all(
    documents: Sequence[Document], settings: Settings, corrected: Corrections, shelf: Path
) -> list[Harvest]:
    """Extract batch by batch, as many at once as there are processes, and return what they gave, in their order."""
    todo = list(batches(documents))
    with Processes(min(settings.processes, len(todo))) as processes, progress("extract", len(documents)) as advance:
        futures = {
            extract.submit(
                quote(processes),
                quote(batch),
                shelf.with_name(f"batch-{number:06}"),
                settings.gazetteer,
                quote(corrected),
                shelf,
            ): batch
            for number, batch in enumerate(todo)
        }
        for future in as_completed(list(futures)):
            future.result()
            advance(len(futures[future]))
        return [future.result() for future in futures]


def without_traceback(record: logging.LogRecord) -> bool:
    """Take the traceback out of the log record of an error whose message says it all; keep the record."""
    if record.exc_info and isinstance(record.exc_info[1], KarabakhError):
        record.exc_info = None
    return True
