"""Raw texts in, a published version out: the flow.

seeds -> ingest -> clean -> sentences -> places, dates, figures -> statements -> validate -> publish.

Every step is a plain function elsewhere; what stands here gives it retries, a log, a schedule and a place to run.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.utilities.annotations import quote

from karabakh.flows.cache.store import Cache, opened, wanted
from karabakh.flows.cache.texts import spread
from karabakh.flows.console.progress import progress
from karabakh.flows.errors import KarabakhError
from karabakh.flows.extraction.corrections import Corrections, demand, read_corrections
from karabakh.flows.extraction.extract import searched
from karabakh.flows.ingest import Ingested, read
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.operate import hooks, logs
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.process.scratch import scratch
from karabakh.flows.publish import Published, publish, remote
from karabakh.flows.run import memo
from karabakh.flows.run.assemble import assemble
from karabakh.flows.run.crew import Crew, crew
from karabakh.flows.run.gather import Gathered, gather
from karabakh.flows.run.report import Refreshed, Report
from karabakh.flows.settings.model import Settings
from karabakh.flows.validate import demand_whole

Tables = Mapping[str, Any]


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
def ingest(settings: Settings, shelf: Path, hired: Crew, cache: Cache | None) -> Ingested:
    """Read the raw texts, and put them on a shelf."""
    with Shelf(shelf) as opened:
        return read(settings.texts, settings.sources, opened, spread(hired.readers, cache))


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
    ingested: Ingested, settings: Settings, corrected: Corrections, folder: Path, hired: Crew, cache: Cache | None
) -> Gathered:
    """Clean batches, split them into sentences, find places, dates and figures in them, state, check every record.

    One task for all batches: a task of Prefect's costs tens of milliseconds, a batch some hundreds.
    """
    documents = ingested.documents
    with progress("extract", len(documents)) as advance:
        return gather(documents, corrected, settings.gazetteer, folder, hired.workers, cache, advance)


@step("validate")
def check(tables: Tables) -> None:
    """Check what holds across the batches."""
    demand_whole(tables)


@step("publish", retries=2)
def release(tables: Tables, settings: Settings, cache: Cache | None) -> Published:
    """Publish a version, if there is anything new in it."""
    options: Any = {"max_drop": settings.max_drop, "allow_drop": settings.allow_drop, "memory": cache}
    if isinstance(settings.data, str):
        return remote.publish(tables, settings.data, **options)
    return publish(tables, settings.data, **options)


@flow(
    name="refresh",
    persist_result=False,
    on_completion=[hooks.completed],
    on_failure=[hooks.failed],
    on_crashed=[hooks.crashed],
)
def refresh(settings: Settings | None = None) -> Refreshed:
    """Publish what the texts give, unless nothing has changed since the last run."""
    settings = settings or Settings()
    report = Report(run=str(flow_run.id))
    if settings.log_format == "json":
        logs.write_json()
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(without_traceback)
    cache = opened(settings)
    if cache is None and wanted(settings):
        report.notes.append("the cache cannot be written: all is read anew (`karabakh doctor` says where it is)")
    with report.timing("inputs"):
        known = memo.inputs(settings) if cache else None
        published = memo.recall(settings, known, cache, report) if cache and known else None
    if published is None:
        published = renew(settings, report, cache)
        if cache and known:
            memo.keep(settings, known, cache, report, published)
    if cache:
        cache.prune()
    show(report, published)
    told(report.outcome)
    return Refreshed(published, report)


def renew(settings: Settings, report: Report, cache: Cache | None) -> Published:
    """Ingest, clean, find places, dates and figures, state, validate, publish."""
    with report.timing("gazetteer"):
        places = gazetteer(settings.gazetteer)
    with report.timing("corrections"):
        corrected = corrections(settings.corrections)
    with scratch(settings.scratch) as folder, crew(settings, folder / "texts", told) as hired:
        with report.timing("ingest"):
            ingested = ingest(quote(settings), folder / "texts", quote(hired), quote(cache))
        with report.timing("extract"):
            gathered = extract(quote(ingested), quote(settings), quote(corrected), folder, quote(hired), quote(cache))
        with report.timing("validate"):
            unmet = corrected.unmet(searched(ingested.documents))
            tables = assemble(ingested, gathered.harvests, places, unmet)
            check(quote(tables))
            if settings.strict:
                demand(tables["rejected"])
        with report.timing("publish"):
            published: Published = release(quote(tables), quote(settings), quote(cache))
        report.close(ingested, tables, published)
        if cache:
            report.notes.append(gathered.told)
    return published


def show(report: Report, published: Published) -> None:
    """Keep the report, and a link to the version, where Prefect shows them."""
    create_markdown_artifact(
        report.markdown(), key="refresh-report", description="What came in, what went out, and why"
    )
    address = published.path if isinstance(published.path, str) else published.path.resolve().as_uri()
    create_link_artifact(address, published.version, key="refresh-version", description="The newest version")


def told(message: str) -> None:
    """Write into the log of the run."""
    get_run_logger().info("%s", message)


def without_traceback(record: logging.LogRecord) -> bool:
    """Take the traceback out of the log record of an error whose message says it all; keep the record."""
    if record.exc_info and isinstance(record.exc_info[1], KarabakhError):
        record.exc_info = None
    return True
