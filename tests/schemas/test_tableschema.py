"""The Table Schemas are accepted by the frictionless library, which then finds in the CSV files what we find."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from karabakh.schemas import INPUTS, TABLES, patterns
from karabakh.schemas.arrow import table
from karabakh.schemas.csv import write_csv
from karabakh.schemas.tableschema import table_schema

# frictionless warns of its own dependencies
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def validated(tables: dict[str, Any], folder: Path) -> Any:
    import frictionless

    resources = []
    for name, rows in tables.items():
        write_csv(rows, folder / f"{name}.csv")
        schema = table_schema(TABLES[name])
        resources.append({"name": name, "path": f"{name}.csv", "encoding": "utf-8", "schema": schema})
    descriptor = {"name": "small", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return frictionless.validate(str(folder / "datapackage.json"))


def test_a_valid_dataset_is_valid_to_frictionless(make, tmp_path: Path) -> None:
    report = validated(make(), tmp_path)
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert report.valid


@pytest.mark.parametrize(
    ("name", "changes", "kind"),
    [
        ("documents", {"status": "lost"}, "constraint-error"),
        ("place_mentions", {"confidence": 2.0}, "constraint-error"),
        ("place_mentions", {"place_id": "x"}, "constraint-error"),
        ("place_mentions", {"document_id": "z"}, "foreign-key"),
        ("statements", {"where_prec": 9}, "constraint-error"),
        ("name_usage", {"name": None}, "constraint-error"),
    ],
)
def test_frictionless_finds_what_a_table_schema_can_say(
    make, tmp_path: Path, name: str, changes: dict[str, Any], kind: str
) -> None:
    report = validated(make(name, **changes), tmp_path)
    assert (name, kind) in {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_a_guarded_value_keeps_its_form(make, tmp_path: Path) -> None:
    none = dict.fromkeys(["earliest", "latest"])
    tables = make("date_mentions", **none, edtf="-0386", precision="year", year_start=-386, year_end=-386)
    assert validated(tables, tmp_path).valid


@pytest.mark.parametrize("name", [*TABLES, *INPUTS])
def test_frictionless_reads_every_schema(name: str) -> None:
    from frictionless import Schema

    model = {**TABLES, **INPUTS}[name]
    schema = Schema.from_descriptor(table_schema(model))
    assert schema.field_names == [field.name for field in table(model, []).schema]


EDTF = """
1991 1991-12 1991-12-26 2020-11-09T15:00:00 1919-21 199X 18XX 1750~ 1921? -0386 1993-05~/1993-08~ XXXX-11-08 15XX/..
../1920 1920/ [1990,1991] {1905..1907} Y-17000
"""


@pytest.mark.parametrize("value", EDTF.split())
def test_the_form_of_edtf(value: str) -> None:
    assert re.fullmatch(patterns.EDTF, value)


@pytest.mark.parametrize("value", ["26.12.1991", "May 1992", "1991-1", "91", "1991-12-26-01", "circa 1750", "1991 "])
def test_what_is_no_edtf(value: str) -> None:
    assert not re.fullmatch(patterns.EDTF, value)
