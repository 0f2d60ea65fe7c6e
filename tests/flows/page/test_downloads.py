"""A table's files stand together, in whatever number; what is of no table stands apart."""

from typing import Any

from karabakh.flows.page.downloads import downloads

TABLES = [{"name": "places", "title": "Places", "rows": 3}, {"name": "rejected", "title": "Rejected rows", "rows": 0}]


def file(path: str, table: str | None, form: str, size: int = 10) -> dict[str, Any]:
    return {"path": path, "bytes": size, "sha256": "0" * 64, "table": table, "form": form}


def test_a_table_has_its_files_by_form() -> None:
    parts = [file(f"csv/places/part-{i}.csv", "places", "csv", 7) for i in (1, 2)]
    [places], others = downloads([*parts, file("parquet/places.parquet", "places", "parquet")], TABLES)
    assert (places.name, places.rows, len(places.files["csv"]), places.bytes("csv")) == ("places", 3, 2, 14)
    assert [each["path"] for each in places.files["parquet"]] == ["parquet/places.parquet"]
    assert others == []


def test_what_describes_the_tables_stands_apart() -> None:
    tables, others = downloads([file("README.md", None, "Markdown")], TABLES)
    assert tables == []
    assert [each["path"] for each in others] == ["README.md"]


def test_without_files_there_is_nothing() -> None:
    assert downloads([], TABLES) == ([], [])
