"""A batch's tables; and a defect that costs one document and no other."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from karabakh.flows.extraction import find as module
from karabakh.flows.extraction.extract import extract
from karabakh.flows.ingest import read
from karabakh.flows.ingest.document import Document, Ingested
from karabakh.flows.places import Gazetteer, load_gazetteer


def document(name: str, text: str, **known: object) -> Document:
    checksum = sha256(text.encode()).hexdigest()
    return Document(name, text, f"{name}.txt", "utf-8", None, checksum, **{"status": "ok", **known})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_a_sentence_is_published_only_where_its_document_may_be(gazetteer: Gazetteer) -> None:
    open_one, closed = document("a", "Goris fell.", redistributable=True), document("b", "Goris fell.")
    tables = extract([open_one, closed], gazetteer)
    assert tables["sentences"]["text"].to_pylist() == ["Goris fell.", None]


def test_a_duplicate_has_mentions_and_states_nothing(gazetteer: Gazetteer) -> None:
    tables = extract([document("b", "In 1992 Goris fell.", status="duplicate", duplicate_of="a")], gazetteer)
    rows = {name: tables[name].num_rows for name in ("place_mentions", "date_mentions", "statements", "name_usage")}
    assert rows == {"place_mentions": 1, "date_mentions": 1, "statements": 0, "name_usage": 0}


def test_a_paragraph_that_comes_twice_is_stated_once(gazetteer: Gazetteer) -> None:
    paragraph = "In May 1992 shelling killed at least 12 civilians in the town of Goris, the ministry said."
    tables = extract([document("b", f"{paragraph}\n\nThe talks went on.\n\n{paragraph}\n")], gazetteer)
    rows = {name: tables[name].num_rows for name in ("sentences", "place_mentions", "figures", "statements")}
    assert rows == {"sentences": 3, "place_mentions": 2, "figures": 2, "statements": 1}
    assert tables["name_usage"]["count"].to_pylist() == [1]


def test_an_unread_language_has_no_rows(gazetteer: Gazetteer) -> None:
    tables = extract([document("b", "En 1992 Goris tomba.", status="unsupported_language")], gazetteer)
    assert not any(table.num_rows for table in tables.values())


@pytest.mark.parametrize("step", ["lay_out_all", "find_all_dates", "find_all_figures", "find_all_places"])
def test_a_defect_costs_its_document_and_no_other(
    step: str, records: Callable[[Ingested], dict[str, pa.Table]], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = getattr(module, step)

    def failing(given: Any, *arguments: Any) -> Any:
        if any("odd" in (one if isinstance(one, str) else one.text) for one in given):
            raise ZeroDivisionError("by chance")
        return works(given, *arguments)

    monkeypatch.setattr(module, step, failing)
    documents = [document("a", "Goris fell."), document("b", "Something odd."), document("c", "Shusha fell.")]
    ingested = Ingested(documents, (), files=3, cells=0, notes=())
    tables = records(ingested)
    assert tables["documents"]["document_id"].to_pylist() == ["a", "c"]
    assert tables["place_mentions"].num_rows == 2
    (row,) = tables["rejected"].to_pylist()
    assert (row["key"], row["rule"]) == ("b", "extraction_failed")
    assert "ZeroDivisionError: by chance" in row["message"]


def test_the_place_of_a_dateline_is_that_of_the_document(
    tmp_path: Path, records: Callable[[Ingested], dict[str, pa.Table]]
) -> None:
    (tmp_path / "a.txt").write_text("GORIS, May 8, 1992 (Reuters) - Shelling went on in Kapan.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Shelling went on in Kapan, said a report from Goris.", encoding="utf-8")
    ingested = read([tmp_path])
    tables = records(ingested)
    columns = tables["documents"].select(["place_id", "publisher", "published"]).to_pylist()
    assert columns == [
        {"place_id": "K0169", "publisher": "Reuters", "published": date(1992, 5, 8)},
        {"place_id": None, "publisher": None, "published": None},
    ]
