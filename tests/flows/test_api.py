"""The one import for notebooks: load, refresh, validate."""

from pathlib import Path

import pandas as pd
import pytest

import karabakh
from karabakh.flows.errors import CallError


def test_what_is_offered_is_there_and_nothing_else() -> None:
    assert [getattr(karabakh, name).__name__ for name in karabakh.__all__] == karabakh.__all__
    with pytest.raises(AttributeError, match="nonsense"):
        _ = karabakh.nonsense


def test_a_published_table_is_loaded_with_its_types(root: Path) -> None:
    statements = karabakh.load("statements", data=root / "data")
    assert str(statements.dtypes["date_start"]) == "date32[day][pyarrow]"
    assert str(statements.dtypes["place_ids"]).startswith("list<")


def test_a_frame_is_checked_as_a_table(root: Path) -> None:
    names = karabakh.load("place_names", data=root / "data").head(5)
    assert karabakh.validate(names, "place_names").empty
    found = karabakh.validate(names.assign(tradition="martian"), "place_names")
    assert found["value"].unique().tolist() == ["martian"]
    assert found["column"].unique().tolist() == ["tradition"]


def test_a_table_that_there_is_not_is_named() -> None:
    with pytest.raises(CallError, match="nosuch"):
        karabakh.validate(pd.DataFrame(), "nosuch")


def test_a_file_is_checked_as_the_table_its_columns_are_like(root: Path) -> None:
    assert karabakh.validate(root / "seeds" / "place_links.csv").empty


@pytest.mark.usefixtures("prefect_server")
def test_a_refresh_takes_paths_as_text(root: Path, tmp_path: Path) -> None:
    texts = root / "seeds" / "texts"
    made = karabakh.refresh(str(texts), data=str(tmp_path / "data"))
    assert made.published.path == tmp_path / "data" / "1.0.0"
    assert karabakh.load("documents", data=tmp_path / "data").shape[0] == len(list(texts.iterdir()))
