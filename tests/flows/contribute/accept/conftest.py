"""A small repository of known content: forty places with their names and links, two texts, and a published version."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from karabakh.flows.batches.batch import harvest_here
from karabakh.flows.cli import main
from karabakh.flows.ingest import read
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import publish
from karabakh.flows.run.assemble import assemble
from karabakh.schemas import INPUTS
from karabakh.schemas.arrow import arrow_schema

MOST = 60  # places
TEXTS = {
    "a": "On 8 May 1992 at least 12 civilians were wounded in Khankendi. In June 1993 shelling near Lachin went on.",
    "b": "On 12 June 1993 some 300 people lived in Stepanakert.",
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]], columns: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds/ and data/; copied for each test by `here`."""
    home = tmp_path_factory.mktemp("small")
    seeds = home / "seeds"
    (seeds / "texts").mkdir(parents=True)
    places = _rows(root / "seeds" / "places.csv")
    kept = {row["place_id"] for row in places[:MOST]}
    for name in ("places", "place_names", "place_links"):
        rows = [row for row in _rows(root / "seeds" / f"{name}.csv") if row["place_id"] in kept]
        rows = [row for row in rows if row.get("other_id", row["place_id"]) in kept]
        _write(seeds / f"{name}.csv", rows, list(rows[0]))
    for name in ("sources", "corrections", "contributions"):
        _write(seeds / f"{name}.csv", [], arrow_schema(INPUTS[name]).names)
    for name, text in TEXTS.items():
        (seeds / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    ingested = read([seeds / "texts"], seeds / "sources.csv")
    tables = assemble(ingested, [harvest_here(ingested.documents, home / "batch", seeds)], gazetteer_tables(seeds))
    publish(tables, home / "data")
    shutil.rmtree(home / "batch")
    return home


@pytest.fixture
def here(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory that is the small repository."""
    home = tmp_path / "repository"
    shutil.copytree(small, home)
    monkeypatch.chdir(home)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")  # 2024-06-01
    return home


@pytest.fixture
def run(here: Path) -> Callable[..., Result]:
    """Run `karabakh` in the small repository."""
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def accept(run: Callable[..., Result]) -> Callable[..., Result]:
    """Run `karabakh accept` with a contributor and a reason."""
    said = ("--contributor", "A. Reader", "--reason", "seen in print")
    return lambda *arguments: run("accept", *arguments, *said)


@pytest.fixture
def sheet(here: Path) -> Callable[..., Path]:
    """Write rows of a table as a contributor would, empty where nothing is said."""

    def write(name: str, *rows: dict[str, Any], file: str | None = None) -> Path:
        from karabakh.schemas import model

        path = here / (file or f"my_{name}.csv")
        path.parent.mkdir(exist_ok=True)
        columns = arrow_schema(model(name)).names
        _write(path, [{column: row.get(column, "") for column in columns} for row in rows], columns)
        return path

    return write


@pytest.fixture
def rows(here: Path) -> Callable[[str], list[dict[str, str]]]:
    """Read a table of the seeds as it stands."""
    return lambda name: _rows(here / "seeds" / f"{name}.csv")


@pytest.fixture
def published(here: Path) -> Callable[[str], list[dict[str, str]]]:
    """Read a table of the published version as it stands in CSV."""
    return lambda name: _rows(here / "data" / "1.0.0" / "csv" / f"{name}.csv")


@pytest.fixture(scope="session")
def a_name() -> dict[str, str]:
    """A name that a place of the small repository does not have yet."""
    return {
        "place_id": "K0038",
        "name": "Hankendi",
        "language": "tr",
        "tradition": "turkish",
        "kind": "press",
        "source": "usage: Turkish-language press",
        "ambiguous": "false",
    }


@pytest.fixture(scope="session")
def a_place() -> dict[str, str]:
    """A new place, under the first free number."""
    return {
        "place_id": "K0061",
        "label": "Yeniyer",
        "type": "village",
        "tier": "tail",
        "label_source": "reference: Atlas of Examples",
    }


@pytest.fixture(scope="session")
def name_of_it(a_name: dict[str, str]) -> dict[str, str]:
    """The name of the new place."""
    return {**a_name, "place_id": "K0061", "name": "Yeniyer", "source": "reference: Atlas of Examples"}


@pytest.fixture(scope="session")
def state() -> Callable[[Path], dict[str, bytes]]:
    """Return what the files of a folder hold."""
    return lambda folder: {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def unchanged(here: Path, state: Callable[[Path], dict[str, bytes]]) -> Iterator[None]:
    """Whatever the test does, it changes nothing in the seeds."""
    before = state(here / "seeds")
    yield
    after = state(here / "seeds")
    after.pop(".lock", None)
    assert after == before
