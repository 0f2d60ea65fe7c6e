"""What template gives: a header, comments from the schemas, a valid example; and readers that skip the comments."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import karabakh
from karabakh.flows.cli import main
from karabakh.flows.contribute.template.sheet import MARK, overview, template
from karabakh.flows.errors import CallError
from karabakh.flows.places.tables import References, gazetteer_tables
from karabakh.schemas import INPUTS, TABLES, fields, model
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.contribution import validate_files

ALL = [*TABLES, *INPUTS]


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, ["template", *arguments])


@pytest.fixture(scope="module")
def templates(seeds: Path) -> dict[str, str]:
    return {name: template(name, seeds) for name in ALL}


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), strict=True))


def examples(name: str, text: str) -> list[list[str]]:
    width = len(arrow_schema(model(name)).names)
    return [[row[0].removeprefix(MARK), *row[1:]] for row in records(text)[1:] if len(row) == width > 1]


@pytest.mark.parametrize("name", ALL)
def test_the_header_is_the_schema_s_and_all_else_is_a_comment(templates: dict[str, str], name: str) -> None:
    header, *rest = records(templates[name])
    assert header == arrow_schema(model(name)).names
    assert all(row[0].startswith(MARK) for row in rest)
    assert rest[-1] == ["# Write your rows below this one."]


@pytest.mark.parametrize("name", ALL)
def test_every_column_and_every_code_is_explained(templates: dict[str, str], name: str) -> None:
    said = [row[0].removeprefix(MARK) for row in records(templates[name])[1:]]
    for column in fields.columns(model(name)):
        (line,) = [one for one in said if one.startswith(f"{column.name} (")]
        assert column.description in line
        assert (line.startswith(f"{column.name} (required)")) == (
            not column.nullable and not str(column.type).startswith("list")
        )
        assert column.unit is None or f"Unit: {column.unit}." in line
        for code, meaning in (column.codes or {}).items():
            assert f"    {code}: {meaning}" in said
    for rule in fields.rules(model(name)):
        assert f"{rule.must}." in said


@pytest.mark.parametrize("name", [name for name in ALL if name not in {"contributions", "quality"}])
def test_the_example_is_valid(templates: dict[str, str], name: str, seeds: Path, tmp_path: Path) -> None:
    found = examples(name, templates[name])
    assert found
    path = tmp_path / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([arrow_schema(model(name)).names, *found])
    wrong = [
        one
        for one in validate_files([path], name, References(seeds))[path]
        if getattr(one, "severity", "error") == "error"
    ]
    assert wrong == []


def test_the_example_of_a_place_is_chosen_by_the_alphabet(templates: dict[str, str]) -> None:
    rows = {tuple(row[:4]) for row in examples("place_names", templates["place_names"])}
    assert {tradition for _, _, _, tradition in rows} == {"armenian", "azerbaijani"}
    names = [row[1] for row in examples("place_names", templates["place_names"])]
    assert names == sorted(names)


def test_the_first_free_place_id_of_the_repository_is_told(root: Path) -> None:
    ids = gazetteer_tables(root / "seeds")["places"]["place_id"].to_pylist()
    (free,) = re.findall(r"first free place_id is (K\d+)", template("places", root / "seeds"))
    assert int(free[1:]) == max(int(one[1:]) for one in ids if one.startswith("K")) + 1


def test_how_to_find_a_place_is_told(templates: dict[str, str]) -> None:
    assert 'karabakh explain ""NAME""' in templates["place_names"]


@pytest.mark.parametrize("spoil", [lambda text: text, lambda text: text.replace("\n", "\r\n"), "padded", "semicolons"])
@pytest.mark.parametrize("name", ["place_names", "places", "sources"])
def test_a_template_that_was_filled_in_is_read_without_its_comments(
    templates: dict[str, str], name: str, seeds: Path, tmp_path: Path, spoil: Callable[[str], str] | str
) -> None:
    """Also after a spreadsheet saved it: every row as long as the header, more quotes, other delimiters."""
    width = len(arrow_schema(model(name)).names)
    rows = [*records(templates[name]), *examples(name, templates[name])]
    path = tmp_path / f"{name}.csv"
    out = io.StringIO(newline="")
    if callable(spoil):
        csv.writer(out, lineterminator="\n").writerows(rows)
        path.write_bytes(("\ufeff" + spoil(out.getvalue())).encode())
    else:
        padded = [row + [""] * (width - len(row)) for row in rows]
        csv.writer(out, delimiter=";" if spoil == "semicolons" else ",", quoting=csv.QUOTE_ALL).writerows(padded)
        path.write_bytes(("\ufeff" + out.getvalue()).encode())
    found = validate_files([path], None, References(seeds))[path]
    assert [one for one in found if getattr(one, "severity", "error") == "error"] == []


def test_an_empty_template_is_valid(templates: dict[str, str], seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "place_names.csv"
    path.write_text("\ufeff" + templates["place_names"], encoding="utf-8")
    found = validate_files([path], None, References(seeds))[path]
    assert [one for one in found if getattr(one, "severity", "error") == "error"] == []


def test_without_a_table_they_are_listed(run: Callable[..., Result]) -> None:
    lines = run().stdout.splitlines()
    assert [line.split()[0] for line in lines] == ALL
    assert lines == list(overview())


def test_an_unknown_table_names_the_nearest(run: Callable[..., Result]) -> None:
    done = run("place_name")
    assert done.exit_code == 2
    assert "there is no table 'place_name'; did you mean place_names?" in done.stderr
    with pytest.raises(CallError, match="did you mean figures"):
        karabakh.template("figure")


def test_it_is_written_to_a_file_and_never_over_one(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    assert run("place_names", "--output", str(path)).exit_code == 0
    assert path.read_bytes().startswith("\ufeffplace_id,name,".encode())
    assert path.read_text("utf-8-sig") == karabakh.template("place_names")
    done = run("place_names", "--output", str(path))
    assert done.exit_code == 2
    assert "is there already" in done.stderr


def test_standard_output_has_the_same_bytes(run: Callable[..., Result], tmp_path: Path) -> None:
    run("sources", "--output", str(tmp_path / "x.csv"))
    assert run("sources").stdout_bytes == (tmp_path / "x.csv").read_bytes()


def test_derived_tables_say_where_to_correct(templates: dict[str, str]) -> None:
    for name in ("sentences", "statements", "name_usage", "rejected"):
        assert "This table is not contributed: " in templates[name]
