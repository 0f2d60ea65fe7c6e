"""A published version is read back as it was published, and only what versions.json lists."""

import json
from datetime import date

import pandas as pd
import pytest

from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError
from karabakh.flows.publish import publish
from karabakh.flows.publish.errors import DamagedError
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

DOCUMENT = {
    "document_id": "one",
    "source_file": "one.txt",
    "redistributable": False,
    "n_characters": 5,
    "n_sentences": 1,
    "n_place_mentions": 1,
    "n_date_mentions": 0,
    "n_figures": 0,
    "text_sha256": "0" * 64,
    "status": "ok",
}
MENTION = {
    "place_mention_id": "one:p0-5",
    "document_id": "one",
    "sentence": 0,
    "start": 0,
    "end": 5,
    "surface": "Agdam",
    "candidates": ["K0001", "K0002"],
    "name": "=Agdam",
    "tradition": "shared",
    "method": "exact",
    "confidence": 0.5,
    "in_event_name": False,
}


@pytest.fixture
def data(tmp_path):
    """Two versions: in the second the document has a date."""
    for published in (None, date(2020, 11, 10)):
        rows = {"documents": [DOCUMENT | {"published": published}], "place_mentions": [MENTION]}
        publish({name: table(TABLES[name], some) for name, some in rows.items()}, tmp_path / "data")
    return tmp_path / "data"


def test_every_column_has_an_arrow_type(data):
    mentions = load("place_mentions", data=data)
    assert all(isinstance(dtype, pd.ArrowDtype) for dtype in mentions.dtypes)
    assert list(mentions.columns) == list(TABLES["place_mentions"].to_schema().columns)


def test_dates_are_dates_lists_are_lists_and_null_is_missing(data):
    documents, mentions = load("documents", data=data), load("place_mentions", data=data)
    assert documents["published"][0] == date(2020, 11, 10)
    assert list(mentions["candidates"][0]) == ["K0001", "K0002"]
    assert mentions["name"][0] == "=Agdam"
    assert mentions["place_id"][0] is pd.NA


def test_latest_is_the_default_and_older_versions_stay(data):
    assert load("documents", data=str(data))["published"].notna().all()
    assert load("documents", "1.0.1", data).equals(load("documents", data=data))
    assert load("documents", "1.0.0", data)["published"].isna().all()


def test_versions_come_the_oldest_first(data):
    assert [(release.version, release.change) for release in versions(data)] == [("1.0.0", None), ("1.0.1", "patch")]
    assert dict(versions(data)[0].tables) == {"documents": 1, "place_mentions": 1}


def test_errors_say_what_there_is(data, tmp_path):
    with pytest.raises(CallError, match=r"has no table 'persons'; it has documents, place_mentions"):
        load("persons", data=data)
    with pytest.raises(CallError, match=r"has no version '3.0.0'; it has 1.0.0, 1.0.1, and latest"):
        load("documents", "3.0.0", data)
    with pytest.raises(CallError, match=r"versions\.json is not there"):
        load("documents", data=tmp_path / "nowhere")
    with pytest.raises(CallError, match=r"versions\.json is not there"):
        versions(tmp_path)


def test_a_folder_that_is_not_listed_is_no_version(data):
    (data / "1.0.1").rename(data / "1.0.2")
    with pytest.raises(CallError, match="has no version"):
        load("documents", "1.0.2", data)
    with pytest.raises(DamagedError, match=r"1\.0\.1 is listed in versions\.json and cannot be read"):
        load("documents", data=data)


def test_a_file_that_was_changed_is_not_read(data):
    path = data / "1.0.1" / "parquet" / "documents.parquet"
    path.write_bytes((data / "1.0.0" / "parquet" / "documents.parquet").read_bytes())
    with pytest.raises(DamagedError, match=r"documents\.parquet is not what was published"):
        load("documents", data=data)


@pytest.mark.parametrize("name", ["../1.0.0/parquet/documents", "documents.parquet", ""])
def test_a_path_is_no_table(data, name):
    with pytest.raises(CallError, match="has no table"):
        load(name, data=data)


def test_a_table_that_lost_rows_is_noticed(data):
    path = data / "versions.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    listed["versions"][1]["tables"]["documents"] = 2
    path.write_text(json.dumps(listed), encoding="utf-8")
    with pytest.raises(DamagedError, match=r"has 1 rows where versions\.json says 2"):
        load("documents", data=data)
