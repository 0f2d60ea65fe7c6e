"""The commands karabakh sources add and check: a correct row, all rows or none, and what a wrong call is told."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karabakh.flows.cli import main
from karabakh.flows.ingest import Source, read_sources
from karabakh.flows.sources.add import COLUMNS

HEADER = ",".join(COLUMNS)
ENGLISH = "The road to the town was closed for the day, the ministry said, and the talks went on in the evening."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with two texts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(f" date 2020-11-10 {ENGLISH}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH.replace("road", "bridge"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(here: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, ["sources", *map(str, arguments)])


TABLE = Path("seeds/sources.csv")


def test_a_row_is_written_with_what_is_said_and_what_the_text_says(run) -> None:
    done = run("add", "a.txt", "--publisher", " The  Agency ", "--licence", "CC-BY-4.0", "--redistributable")
    assert done.exit_code == 0, done.output
    assert TABLE.read_text("utf-8") == f"{HEADER}\na,The Agency,,CC-BY-4.0,true,en,2020-11-10,,,,\n"
    assert "added a: publisher The Agency, licence CC-BY-4.0, redistributable true" in done.stdout
    assert "language en (from the text), published 2020-11-10 (from the text)" in done.stdout
    assert done.stdout.splitlines()[-1] == f"written {TABLE}: 1 rows"


def test_every_column_can_be_said(run) -> None:
    done = run("add", "a.txt", "--publisher", "P", "--url", "HTTPS://example.org/a", "--licence", "CC0-1.0",
               "--not-redistributable", "--language", "EN-gb", "--published", "2020-11-09", "--retrieved", "2024-01-02",
               "--date-order", "dmy", "--sentence-order", "running", "--note", "checked, twice")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert read_sources(TABLE) == {
        "a": Source("a", "P", "https://example.org/a", "CC0-1.0", False, "en-GB", date(2020, 11, 9), date(2024, 1, 2),
                    "dmy", "running", "checked, twice")
    }  # fmt: skip
    assert "from the text" not in done.stdout


def test_a_text_whose_licence_is_not_told_is_told_to_stay_unpublished(run) -> None:
    assert "no sentence of this text is published until a row says --redistributable" in run("add", "a.txt").stderr


def test_the_other_rows_stay_as_they_are_in_the_order_of_their_ids(run, root: Path) -> None:
    TABLE.parent.mkdir()
    before = (root / "seeds" / "sources.csv").read_bytes()
    TABLE.write_bytes(before)
    Path("001_x.txt").write_text(ENGLISH, encoding="utf-8")
    assert run("add", "001_x.txt", "a.txt", "--publisher", "=1+1").exit_code == 0
    lines = TABLE.read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith(("001_x,", "a,"))] == before.decode().splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert lines[-1].startswith("a,'=1+1,")


def test_a_row_that_is_there_is_changed_only_if_asked(run) -> None:
    assert run("add", "a.txt", "--publisher", "One", "--note", "first").exit_code == 0
    before = TABLE.read_bytes()
    done = run("add", "b.txt", "a.txt", "--publisher", "Two")
    assert (done.exit_code, TABLE.read_bytes()) == (2, before)
    assert "has a row already for a; --replace changes it" in done.stderr
    done = run("add", "a.txt", "--publisher", "Two", "--replace")
    assert "replaced a: publisher Two" in done.stdout
    assert (read_sources(TABLE)["a"].publisher, read_sources(TABLE)["a"].note) == ("Two", "first")
    assert run("add", "a.txt", "--replace", "--note", "", "--published", "").exit_code == 0
    assert (read_sources(TABLE)["a"].note, read_sources(TABLE)["a"].published) == (None, None)


def test_the_same_again_changes_no_byte(run) -> None:
    run("add", "a.txt", "b.txt", "--publisher", "One")
    before = TABLE.stat()
    assert "unchanged a" in run("add", "a.txt", "--replace", "--publisher", "One").stdout
    assert TABLE.stat().st_mtime_ns == before.st_mtime_ns


def test_a_dry_run_writes_nothing(run) -> None:
    done = run("add", "a.txt", "--publisher", "One", "--dry-run")
    assert done.stdout.splitlines() == [
        "added a: publisher One, language en (from the text), published 2020-11-10 (from the text)",
        f"not written {TABLE}",
    ]
    assert not TABLE.parent.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--published", "10 May 1992"), "--published '10 May 1992': it should be a day such as 2020-11-10"),
        (("--date-order", "day"), "--date-order 'day': it should be one of dmy, mdy, ymd"),
        (("--sentence-order", "any"), "--sentence-order 'any': it should be one of running, shuffled"),
        (("--url", "example.org"), "--url 'example.org': it should be an address such as https://example.org/page"),
        (("--language", "English"), "--language 'English': it should be a BCP 47 language tag"),
        (("--publisher", "a\u0007b"), "it should be a text without control characters"),
        (("--publisher", "a\u202eb"), "publisher must have no control characters"),
        (("b.txt", "--url", "https://example.org/a"), "add them one by one"),
        (("a.txt",), "two of the files have the id a"),
        (("none.txt",), "none.txt"),
        (("--color", "red"), "--color"),
    ],
)
def test_a_call_that_is_wrong_is_told_what_is_right_and_writes_nothing(
    run, arguments: tuple[str, ...], says: str
) -> None:
    done = run("add", "a.txt", *arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert not TABLE.exists()


def test_a_file_that_is_no_document_is_none_and_the_others_are_not_added(run) -> None:
    Path("c.txt").write_bytes(b"\x89PNG\0\0")
    Path("d.xyz").write_text(ENGLISH, encoding="utf-8")
    Path("e:f.txt").write_text(ENGLISH, encoding="utf-8")
    for name, rule in (("c.txt", "undecodable"), ("e:f.txt", "invalid_document_id")):
        done = run("add", "a.txt", name)
        assert (done.exit_code, rule in done.stderr) == (1, True), done.output
    assert run("add", "a.txt", "d.xyz").exit_code == 2
    assert not TABLE.exists()


def test_a_table_that_is_not_valid_is_not_touched(run) -> None:
    TABLE.parent.mkdir()
    TABLE.write_text(f"{HEADER}\nb,,,,maybe,,,,,,\n", encoding="utf-8")
    done = run("add", "a.txt")
    assert done.exit_code == 1
    assert "row 2, sources, redistributable: redistributable must be true or false (is 'maybe')" in done.stderr
    assert "maybe" in TABLE.read_text("utf-8")


def test_folders_and_corpora_are_read_as_a_refresh_reads_them(run, here: Path) -> None:
    (here / "texts").mkdir()
    (here / "texts" / "c.txt").write_text(ENGLISH, encoding="utf-8")
    (here / "d.csv").write_text(f'document_id,text,publisher\nd1,"{ENGLISH}",Turan\n', encoding="utf-8")
    done = run("add", "texts", "d.csv", "--licence", "CC0-1.0")
    assert done.exit_code == 0, done.output
    assert "added d1: publisher Turan (from the text), licence CC0-1.0" in done.stdout
    assert set(read_sources(TABLE)) == {"c", "d1"}


def test_another_table_can_be_named(run) -> None:
    assert run("add", "a.txt", "--sources", "mine/sources.csv").exit_code == 0
    assert list(read_sources(Path("mine/sources.csv"))) == ["a"]


def test_a_link_stays_a_link(run, here: Path) -> None:
    run("add", "a.txt", "--sources", "there.csv")
    Path("link.csv").symlink_to("there.csv")
    assert run("add", "b.txt", "--sources", "link.csv").exit_code == 0
    assert Path("link.csv").is_symlink()
    assert set(read_sources(Path("there.csv"))) == {"a", "b"}


def test_what_is_added_passes_the_check(run) -> None:
    run("add", "a.txt", "b.txt", "--publisher", "'Quoted', \"twice\"")
    done = run("check")
    assert done.exit_code == 0
    assert f"{TABLE}: valid (sources, 2 rows)\n" in done.stdout
    assert CliRunner().invoke(main, ["validate", str(TABLE)]).exit_code == 0


def test_check_names_row_column_value_and_remedy(run) -> None:
    Path("s.csv").write_text(f"{HEADER}\nb,,,,maybe,,,,,,\nb,,,,,,,,,,\n", encoding="utf-8")
    done = run("check", "s.csv")
    assert done.exit_code == 1
    assert "redistributable must be true or false [type]\n           row 2  'maybe'" in done.stdout
    assert "document_id must be unique: a row before has the same [unique]\n           row 3  'b'" in done.stdout
    assert run("check").exit_code == 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_said_the_table_is_valid_or_untouched(run, publisher: str, note: str) -> None:
    TABLE.unlink(missing_ok=True)
    done = run("add", "b.txt", f"--publisher={publisher}", f"--note={note}")
    assert done.exit_code in (0, 2)
    assert TABLE.exists() == (done.exit_code == 0)
    if TABLE.exists():
        row = read_sources(TABLE)["b"]
        assert (row.publisher or "", row.note or "") == (" ".join(publisher.split()), " ".join(note.split()))


def imported(*arguments: str) -> tuple[set[str], str]:
    """Return the modules that a call imports, and what it prints."""
    code = (
        "import sys\nfrom karabakh.flows.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split()), done.stdout


def test_help_teaches_and_imports_no_table_library() -> None:
    modules, shown = imported("sources", "add", "--help")
    assert "karabakh sources add report.txt --publisher" in shown
    assert not modules & {"prefect", "pandas", "pandera", "pyarrow"}


def test_adding_does_not_import_prefect(here: Path) -> None:
    modules, shown = imported("sources", "add", "a.txt")
    assert shown.startswith("added a: ")
    assert "prefect" not in modules
