"""README's recipes, run as they stand there over a small version of known content."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from karabakh.flows.ingest import Ingested, read
from karabakh.flows.publish import publish

TEXTS = {
    "a": "On 8 May 1992 at least 12 civilians were killed in the town of Shusha. On 10 May 1992 shelling near Lachin "
    "killed 5 people. In June 1993 between 20 and 30 soldiers were killed in Agdam district. In 1993 some 400 people "
    "were killed.",
    "b": "On 12 June 1993 three villagers were killed in Agdam. On 9 May 1992 three were wounded in Shusha.",
}
EXPECTED = [("1992-05", "Lachin Rayon", 1, 5.0), ("1992-05", "Shusha Rayon", 1, 12.0), ("1993-06", "Agdam", 2, 20.0)]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, records: Callable[[Ingested], dict[str, pa.Table]]) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    ingested = read([folder / "texts"])
    publish(records(ingested), folder / "data")
    return folder


def recipe(root: Path, language: str) -> str:
    section = (root / "README.md").read_text(encoding="utf-8").partition("### Reported deaths by month and district")[2]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


def test_reported_deaths_in_pandas(published: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(published)
    names: dict[str, pd.DataFrame] = {}
    exec(recipe(root, "python"), names)
    assert [*names["deaths"].reset_index().itertuples(index=False, name=None)] == EXPECTED


def test_reported_deaths_in_duckdb(published: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(published)
    assert duckdb.sql(recipe(root, "sql")).fetchall() == EXPECTED
