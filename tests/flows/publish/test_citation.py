"""CITATION.cff is valid in the Citation File Format and names this version and what it is based on."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml

from karabakh.flows.publish import facts
from karabakh.flows.publish.citation import citation
from karabakh.flows.publish.edition import Edition, settled


@pytest.fixture
def edition(tables: dict[str, pa.Table]) -> Edition:
    return Edition("2.3.4", settled(tables))


def told(edition: Edition) -> dict[str, Any]:
    content = yaml.safe_load(citation(edition))
    assert isinstance(content, dict)
    return content


def checked(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    if importlib.util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema, which has the schema of the format, is not installed")
    (folder / "CITATION.cff").write_text(text, encoding="utf-8")
    run = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"]
    return subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)


def test_it_is_valid(edition: Edition, tmp_path: Path) -> None:
    done = checked(citation(edition), tmp_path)
    assert done.returncode == 0, done.stdout


def test_it_is_valid_with_an_address(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "ADDRESS", "https://example.org/data")
    done = checked(citation(edition), tmp_path)
    assert done.returncode == 0, done.stdout
    assert told(edition)["url"] == "https://example.org/data"


def test_the_schema_sees_what_is_wrong(edition: Edition, tmp_path: Path) -> None:
    done = checked(citation(edition).replace("type: dataset", "type: data"), tmp_path)
    assert done.returncode == 1
    assert "'data' is not one of" in done.stdout


def test_it_names_the_version_and_its_licence_and_no_day(edition: Edition) -> None:
    content = told(edition)
    assert (content["version"], content["type"], content["license"]) == ("2.3.4", "dataset", "CC-BY-4.0")
    assert content.keys() & {"date-released", "url", "doi", "commit"} == set()
    assert content["authors"] == [{"name": "karabakh-open-data contributors"}]


def test_it_names_every_source_with_its_licence(edition: Edition) -> None:
    references = told(edition)["references"]
    assert [(work["title"], work["url"], work["license-url"], work["notes"]) for work in references] == [
        (source.title, source.address, source.terms, f"Licence: {source.licence}.") for source in facts.SOURCES
    ]


def test_it_is_in_every_version(put: Any, tables: dict[str, pa.Table]) -> None:
    text = (put(tables).path / "CITATION.cff").read_text(encoding="utf-8")
    assert "\nversion: 1.0.0\n" in text
    assert text.endswith("\n")


def test_the_one_of_the_repository_is_that_of_the_version_it_names(root: Path) -> None:
    own = (root / "CITATION.cff").read_bytes()
    assert own == (root / "data" / yaml.safe_load(own)["version"] / "CITATION.cff").read_bytes()
