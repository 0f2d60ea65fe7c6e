"""Two published versions of a few documents, and a run that gives whatever a test says."""

import hashlib
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from karabakh.flows.publish import publish
from karabakh.flows.verify import verify
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table


def document(document_id, **cells):
    counts = dict.fromkeys(("n_sentences", "n_place_mentions", "n_date_mentions", "n_figures"), 0)
    return {
        "document_id": document_id,
        "source_file": f"{document_id}.txt",
        "redistributable": True,
        "encoding": "utf-8",
        "n_characters": 40,
        "text_sha256": hashlib.sha256(document_id.encode()).hexdigest(),
        "status": "ok",
        **counts,
        **cells,
    }


def place(place_id, **cells):
    return {"place_id": place_id, "label": "Goris", "type": "town", "tier": "core", "label_source": "made up", **cells}


@pytest.fixture(scope="session")
def one():
    return document("one")


@pytest.fixture(scope="session")
def two():
    return document("two")


@pytest.fixture(scope="session")
def three():
    return document("three")


@pytest.fixture(scope="session")
def made():
    """Return the tables of some documents and one place."""
    return lambda *documents, **cells: {
        "documents": table(TABLES["documents"], documents),
        "places": table(TABLES["places"], [place("K0001", **cells)]),
    }


@pytest.fixture
def texts(tmp_path):
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


@pytest.fixture(scope="module")
def published(tmp_path_factory, made, one, two):
    folder = tmp_path_factory.mktemp("published") / "data"
    publish(made(one), folder)
    publish(made(one, two), folder)
    return folder


@pytest.fixture
def data(published, tmp_path):
    """A data folder with the versions 1.0.0 (document one) and 1.1.0 (documents one and two)."""
    return Path(shutil.copytree(published, tmp_path / "data"))


@pytest.fixture
def again(monkeypatch, texts, data):
    """Verify where the inputs give some tables now; whatever comes out, the data folder is as it was before."""

    def again(tables, version="latest", **options):
        def refresh(_texts, data, **inputs):
            assert inputs.pop("allow_drop")
            return SimpleNamespace(published=publish(tables, data, allow_drop=True))

        monkeypatch.setattr("karabakh.flows.api.refresh", refresh)
        before = snapshot(data)
        found = verify(version, options.pop("data", data), texts=texts, **options)
        assert snapshot(data) == before
        return found

    return again


def snapshot(folder):
    paths = sorted(folder.rglob("*"))
    return [(path, path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in paths]


@pytest.fixture
def rewritten():
    """Put another file into the newest version as if it had been published so."""

    def rewritten(data, path, content):
        folder = data / "1.1.0"
        content(folder / path)
        sums = folder / "SHA256SUMS"
        lines = [line.split("  ") for line in sums.read_text(encoding="utf-8").splitlines()]
        lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for _, name in lines]
        sums.write_text("".join(lines), encoding="utf-8")
        index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
        index["versions"][-1]["sha256sums"] = hashlib.sha256(sums.read_bytes()).hexdigest()
        index["versions"][-1]["bytes"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")

    return rewritten
