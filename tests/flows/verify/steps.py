"""The steps of a refresh, one after the other, without Prefect: ``steps.py TEXTS SOURCES DATA WORKERS``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from karabakh.flows.batches import batch
from karabakh.flows.batches.processes import Processes
from karabakh.flows.extraction.corrections import read_corrections
from karabakh.flows.extraction.extract import searched
from karabakh.flows.ingest import read
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import publish
from karabakh.flows.run.assemble import assemble
from karabakh.flows.validate import demand_whole


def main(texts: str, sources: str, data: str, workers: str) -> None:
    corrected = read_corrections(None)
    with TemporaryDirectory() as folder:
        shelf = Path(folder, "texts")
        with Shelf(shelf) as opened:
            ingested = read(texts.split("\n"), Path(sources), opened)
        pieces = list(batch.batches(ingested.documents, 3_000 if int(workers) > 1 else batch.BATCH_CHARACTERS))
        todo = [
            batch.Batch(piece, shelf.with_name(f"batch-{number}"), corrected.of(one.document_id for one in piece))
            for number, piece in enumerate(pieces)
        ]
        with Processes(int(workers), None, shelf) as processes:
            made = dict(processes.harvests(todo))
        harvests = [made[number] for number in range(len(todo))]
        tables = assemble(ingested, harvests, gazetteer_tables(None), corrected.unmet(searched(ingested.documents)))
        demand_whole(tables)
        publish(tables, data, allow_drop=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
