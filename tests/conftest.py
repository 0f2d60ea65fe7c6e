"""Prefect for the tests of flows: its own home, no telemetry, one server for the whole session."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pyarrow as pa
import pytest

os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="karabakh-prefect-")
atexit.register(shutil.rmtree, os.environ["PREFECT_HOME"], ignore_errors=True)
# what one test extracts another may take from there; a test of the extraction itself says cache="off"
os.environ["KARABAKH_CACHE"] = tempfile.mkdtemp(prefix="karabakh-cache-")
atexit.register(shutil.rmtree, os.environ["KARABAKH_CACHE"], ignore_errors=True)
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "180"

# how long an example takes says more of the machine than of us
hypothesis.settings.register_profile("ours", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("ours")

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, keep a file's together, and all that need Prefect's server in one."""
    for item in items:
        needs_server = "prefect_server" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("prefect" if needs_server else str(item.path)))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of gold files and corpora beside the repository; tests that need it skip where it is not."""
    folder = root.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"no gold files in {folder.name}/ beside the repository")
    return folder


@pytest.fixture(scope="session")
def s3_server() -> Iterator[dict[str, str]]:
    """A server that speaks S3, one for all tests, as s3fs keeps connections; what to put in the environment."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    pytest.importorskip("s3fs")
    server.start()
    host, port = server.get_host_and_port()
    yield {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "the-key",
        "AWS_SECRET_ACCESS_KEY": "hidden",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    server.stop()


@pytest.fixture
def s3(s3_server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """What speaks to that server, whose address and keys are in the environment."""
    import s3fs

    for variable, value in s3_server.items():
        monkeypatch.setenv(variable, value)
    s3fs.S3FileSystem.clear_instance_cache()
    return s3fs.S3FileSystem()


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A Prefect server with an empty database."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, pa.Table]]:
    """What was ingested in, every table of a version out, as a refresh makes them; ``shelf``: where the texts are."""
    from karabakh.flows.batches.batch import BATCH_CHARACTERS, batches, harvest_here
    from karabakh.flows.ingest import Ingested
    from karabakh.flows.places.tables import gazetteer_tables
    from karabakh.flows.publish.rows import whole
    from karabakh.flows.run.assemble import assemble
    from karabakh.flows.validate import demand_whole

    def records(
        ingested: Ingested, shelf: Path | None = None, characters: int = BATCH_CHARACTERS
    ) -> dict[str, pa.Table]:
        folder = tmp_path_factory.mktemp("harvest")
        harvests = [
            harvest_here(batch, folder / f"{number:06}", shelf=shelf)
            for number, batch in enumerate(batches(ingested.documents, characters))
        ]
        tables = assemble(ingested, harvests, gazetteer_tables())
        demand_whole(tables)
        read = {name: whole(rows) for name, rows in tables.items()}
        shutil.rmtree(folder)
        return read

    return records
