"""The command and the function: what they take, what they end with, and that they stay quick."""

import json
import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh.flows.cli import main
from karabakh.flows.contribute.checking import check_files
from karabakh.flows.contribute.known import NO_VERSION, Known
from karabakh.schemas import INPUTS, TABLES


def run(*arguments: object):
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_an_error_ends_with_1_and_a_warning_with_0(write) -> None:
    assert run(write("place_names", {})).exit_code == 0
    assert run(write("place_names", {"kind": "pres"})).exit_code == 1
    done = run(write("place_names", {"place_id": "K0005", "name": "Agdam"}))
    assert (done.exit_code, "valid, 1 warning" in done.output) == (0, True)


def test_a_table_that_there_is_not_is_near_one_that_is(write) -> None:
    done = run("--table", "place_name", write("place_names", {}))
    assert (done.exit_code, "was place_names meant?" in done.output) == (2, True)


def test_versions_that_are_not_where_they_should_be_are_a_wrong_call(write, tmp_path: Path) -> None:
    done = run("--from", tmp_path, write("sources", {}))
    assert (done.exit_code, "versions.json" in done.output) == (2, True)


def test_without_a_version_it_is_said_once(write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(write("sources", {}, {"document_id": "b"}), write("sources", {}, name="more.csv"))
    assert done.output.count(NO_VERSION) == 1
    assert NO_VERSION not in run(write("place_names", {})).output


@pytest.mark.parametrize("style", ["text", "json", "github", "html"])
def test_a_report_is_written_to_a_file_without_colours(write, tmp_path: Path, style: str) -> None:
    target = tmp_path / "report"
    done = run("--format", style, "--output", target, write("place_names", {"kind": "pres"}))
    content = target.read_text(encoding="utf-8")
    assert (done.exit_code, "press" in content, "\x1b" in content) == (1, True, False)
    assert done.stdout == ""


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        done = run(path)
        assert (done.exit_code, "not_readable" in done.output) == (1, True)


def test_as_many_rows_are_shown_as_are_asked_for(write) -> None:
    path = write("place_names", *[{"kind": "pres", "name": f"Kend {number}"} for number in range(30)])
    assert "and 20 more rows" in run(path).output
    assert "and 27 more rows" in run("--max-findings", 3, path).output
    findings = json.loads(run("--format", "json", path).output)["findings"]
    assert len(findings) == 30


def test_rows_may_refer_to_places_of_the_same_contribution(write, free) -> None:
    names = write("place_names", {"place_id": free[0], "name": "Newplace"})
    assert run(names).exit_code == 1
    assert run(names, write("places", {})).exit_code == 0


def test_neither_prefect_nor_the_finders_are_imported_for_a_table(write) -> None:
    code = (
        "import sys\nfrom karabakh.flows.cli import main\n"
        f"main(['validate', {str(write('place_names', {}))!r}], standalone_mode=False)\n"
    )
    check = code + "assert 0, 'it ends with an exit code'"
    quiet = check.replace("main([", "\ntry:\n    main([").replace("assert 0, 'it ends with an exit code'", "")
    quiet += "except SystemExit:\n    pass\nprint('imported', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", quiet], capture_output=True, text=True, check=True, encoding="utf-8")
    modules = done.stdout.partition("imported")[2].split()
    assert modules
    assert {"prefect", "jinja2", "karabakh.flows.dates", "karabakh.flows.places"}.isdisjoint(modules)


def test_the_version_may_be_elsewhere(write, root: Path) -> None:
    serve = partial(SimpleHTTPRequestHandler, directory=str(root / "data"))
    serve.func.log_message = lambda *_: None  # type: ignore[method-assign]
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        done = run("--from", f"http://127.0.0.1:{server.server_port}", write("sources", {"document_id": "nobody"}))
        server.shutdown()
    assert (done.exit_code, "unknown_document" in done.output) == (0, True)


def test_the_function_gives_a_row_for_each_finding(write, root: Path) -> None:
    paths = [write("place_names", {"kind": "pres"}), write("places", {"type": "vilage"})]
    found = karabakh.validate(paths, data=root / "data")
    assert found[["rule", "suggestion", "severity"]].to_numpy().tolist() == [
        ["closed_list", "press", "error"],
        ["closed_list", "village", "error"],
    ]
    frame = pd.DataFrame([{"place_id": "K0041", "relation": "partof", "other_id": "K0005", "source": "a list"}])
    found = karabakh.validate(frame.assign(system=None, valid_from=None, valid_to=None), "place_links")
    assert set(found["rule"]) == {"column_order", "closed_list"}
    assert found["file"].isna().all()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["csv", pytest.param("parquet", marks=pytest.mark.slow)])
def test_what_is_published_is_valid_in_either_form(root: Path, name: str, form: str, known: Known) -> None:
    path = root / "data" / "1.0.0" / form / f"{name}.{form}"
    if not path.is_file():
        pytest.skip(f"the version in the repository has no {name} yet")
    (one,) = check_files([path], None if form == "csv" else name, known).files
    assert (one.table, one.findings) == (name, ())


@pytest.mark.parametrize("name", [*INPUTS, "places", "place_names", "place_links"])
def test_the_seeds_are_valid_as_they_stand(root: Path, name: str, known: Known) -> None:
    path = root / "seeds" / f"{name}.csv"
    if path.is_file():
        assert check_files([path], None, known).findings == ()


CELL = st.sampled_from(["", "K0041", "a", "x|y", "1", "-1", "2020-02-30", "\u200b", "\u0410a", "true", "é" * 300])


@given(
    table=st.sampled_from([*TABLES, *INPUTS]),
    rows=st.lists(st.lists(CELL | st.text(max_size=9), max_size=12), max_size=4),
)
def test_no_rows_make_it_fail(tmp_path_factory: pytest.TempPathFactory, known: Known, table: str, rows: list) -> None:
    from karabakh.schemas import model
    from karabakh.schemas.arrow import arrow_schema

    names = arrow_schema(model(table)).names
    path = tmp_path_factory.mktemp("any") / "t.csv"
    lines = [names, *[(row + [""] * len(names))[: len(names)] for row in rows]]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    path.write_bytes("\n".join(quoted).encode("utf-8", "replace"))
    for finding in check_files([path], table, known).findings:
        assert str(finding).isprintable()
