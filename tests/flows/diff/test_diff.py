"""`karabakh diff` and `karabakh.diff`: what changed from one published version to another."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from karabakh.flows.api import diff
from karabakh.flows.cli import main
from karabakh.flows.diff.naming import version_at
from karabakh.flows.download.load import load
from karabakh.flows.errors import CallError
from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.schemas import ABOUT, TABLES
from karabakh.schemas.csv import read_csv


@pytest.fixture
def ask(data):
    """Run the command with versions from the data folder."""

    def ask(*arguments, source=data, color=False):
        where = [] if source is None else ["--from", str(source)]
        return CliRunner().invoke(main, ["diff", *where, *map(str, arguments)], color=color)

    return ask


def test_text_first_says_how_much_then_what(ask):
    asked = ask("1.0.0", "1.1.0", "--limit", "2")
    assert asked.exit_code == 0
    assert asked.stdout.splitlines() == [
        "1.0.0 → 1.1.0",
        "places: 51 rows changed, 1 row added, 1 row removed",
        "unchanged: place_names",
        "",
        r"~ places K0003: note (none) → \x1b[2Jgone\x9b1m\u202e\nnew line",
        "~ places K0050: label Place 50 → =Other 50; country (none) → AZ",
        "~ … 49 more rows changed",
        '+ places K0100: {"label":"Place 100","type":"town","tier":"core","label_source":"made up"}',
        '- places K0000: {"label":"Place 0","type":"town","tier":"core","label_source":"made up"}',
    ]


def test_all_rows_come_in_the_order_of_their_keys(ask):
    lines = ask("1.0.0", "1.1.0", "--limit", "0").stdout.splitlines()
    assert [line.split(":")[0] for line in lines[4:]] == [
        "- places K0000",
        "~ places K0003",
        *(f"~ places K{number:04}" for number in range(50, 100)),
        "+ places K0100",
    ]


def test_by_default_twenty_of_a_kind(ask):
    text = ask("1.0.0", "1.1.0").stdout
    assert text.count("~ places K") == 20
    assert "~ … 31 more rows changed" in text
    assert json.loads(ask("1.0.0", "1.1.0", "--format", "json").stdout.splitlines()[-1])["key"] == "K0100"


def test_the_way_back_and_the_newest(ask):
    assert "+ places K0000" in ask("1.1.0", "1.0.0").stdout
    newest = ask("1.0.0").stdout
    assert newest.startswith("1.0.0 → 1.2.0\nplaces: 99 rows removed\nplace_links: table added\n")
    assert "+ place_links: table" in newest
    assert "- place_links: table" in ask("latest", "1.0.0").stdout


def test_nothing_changed(ask):
    assert ask("1.0.0", "1.0.0").stdout == "1.0.0 → 1.0.0\nunchanged: places, place_names\n"
    assert ask("1.0.0", "1.0.0", "--format", "json").stdout == ""


def test_colours_only_where_they_are_seen(ask, monkeypatch):
    assert "\x1b" not in ask("1.0.0", "1.1.0").stdout
    assert "\x1b[32m+\x1b[0m" in ask("1.0.0", "1.1.0", color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in ask("1.0.0", "1.1.0", color=True).stdout


def test_one_table(ask):
    assert ask("1.0.0", "1.1.0", "--table", "place_names").stdout == "1.0.0 → 1.1.0\nunchanged: place_names\n"
    wrong = ask("1.0.0", "1.1.0", "--table", "towns")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "neither version has a table 'towns'; they have places, place_names" in wrong.stderr


@pytest.mark.parametrize("limit", [(), ("--limit", "7")])
def test_json_and_csv_hold_the_same_rows_as_the_file(ask, data, tmp_path, limit):
    expected = pq.read_table(data / "1.1.0" / "changes.parquet")
    if limit:
        seen = Counter()
        kept = []
        for row in expected.to_pylist():
            seen[row["change"]] += row["column"] != "country"  # the second cell of a row
            kept.append(seen[row["change"]] <= 7)
        expected = expected.filter(pa.array(kept))
    text = ask("1.0.0", "1.1.0", "--format", "json", *limit).stdout
    lines = text.splitlines()
    assert all(map(str.isprintable, lines))
    empty = dict.fromkeys(expected.column_names)
    assert [empty | json.loads(line) for line in lines] == expected.to_pylist()
    path = tmp_path / "changes.csv"
    path.write_bytes(ask("1.0.0", "1.1.0", "--format", "csv", *limit).stdout_bytes)
    assert read_csv(path, ABOUT["changes"]).equals(expected)
    assert ",=Other" not in path.read_text(encoding="utf-8")


def test_a_folder_of_a_version_may_be_named(ask, data, tmp_path, monkeypatch):
    text = ask("1.0.0", "1.1.0").stdout
    other = tmp_path / "elsewhere"
    shutil.copytree(data, other)
    assert ask(data / "1.0.0", f"{other}/1.1.0/", source=None).stdout == text
    assert ask("1.0.0", other / "1.1.0").stdout == text
    monkeypatch.chdir(other)
    assert ask("./1.0.0", "./1.1.0", source=None).stdout == text
    monkeypatch.setenv("KARABAKH_FROM", str(data))
    assert ask("1.0.0", "1.1.0", source=None).stdout == text


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("2.0.0", "has no version '2.0.0'; it has 1.0.0, 1.1.0, 1.2.0"),
        ("newest", "newest is no version: name a number, latest, or the folder of a version"),
        ("https://me:secret@example.org/data", "example.org/data is no version"),
        ("1.0", "1.0 is no version"),
        ("", " is no version"),
    ],
)
def test_what_is_no_version_is_a_wrong_call(ask, old, said):
    asked = ask(old, "1.0.0")
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert said in asked.stderr
    assert "secret" not in asked.stderr


def test_a_damaged_file_is_not_compared(ask, data, tmp_path):
    other = tmp_path / "damaged"
    shutil.copytree(data, other)
    path = other / "1.1.0" / "parquet" / "places.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    asked = ask("1.0.0", "1.1.0", source=other)
    assert (asked.exit_code, asked.stdout) == (3, "")
    with pytest.raises(DamagedError, match=r"places\.parquet"):
        diff("1.0.0", "1.1.0", other)


@pytest.fixture
def rewritten(data, tmp_path):
    """Write the places of 1.1.0 anew, and let its checksums and versions.json vouch for that."""
    other = tmp_path / "rewritten"
    shutil.copytree(data, other)

    def rewrite(made):
        path = other / "1.1.0" / "parquet" / "places.parquet"
        content = made(pq.read_table(path))
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pq.write_table(content, path, row_group_size=7)
        (other / "1.1.0" / "SHA256SUMS").unlink()
        checksums.write(other / "1.1.0")
        listed = json.loads((other / "versions.json").read_text(encoding="utf-8"))
        listed["versions"][1]["sha256sums"] = checksums.sha256(other / "1.1.0" / "SHA256SUMS")
        (other / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
        return other

    return rewrite


NO_TEXT = pa.array([b"\xff"] * 100).view(pa.string())
ESCAPE = "\x1b]0;title\x07\x9b31m"


def test_names_of_columns_and_of_what_is_in_their_types_obey_nobody(ask, rewritten):
    cells = pa.array([{ESCAPE: 1}] * 100, pa.struct([(ESCAPE, pa.int32())]))
    other = rewritten(lambda rows: rows.append_column("more", cells).append_column(ESCAPE, pa.nulls(100)))
    for arguments in (("1.0.0", "1.1.0"), ("1.1.0", "1.0.0"), ("1.0.0", "1.1.0", "--limit", "0")):
        asked = ask(*arguments, source=other)
        assert asked.exit_code == 0
        assert all(map(str.isprintable, asked.stdout.splitlines()))
        assert r"column more (struct<\x1b]0;title" in asked.stdout


def test_nor_does_what_an_error_says_of_them(data, rewritten):
    other = rewritten(lambda rows: rows.append_column(ESCAPE, pa.nulls(100)))
    with pytest.raises(CallError, match=r"it has place_id, .*\\x1b\]0;title") as failed:
        load("places", "1.1.0", other, columns="no such column")
    assert str(failed.value).isprintable()


@pytest.mark.parametrize("at", [0, 3, 6, 98])
def test_rows_out_of_order_are_refused_and_named(ask, rewritten, at, monkeypatch):
    """They would all look removed and added; two are exchanged in a batch, or where one ends and the next begins."""
    monkeypatch.setattr("karabakh.flows.publish.rows.BATCH_ROWS", 7)
    turned = [*range(at), at + 1, at, *range(at + 2, 100)]
    other = rewritten(lambda rows: rows.take(turned))
    for arguments in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0"), ("1.1.0", "1.0.0", "--format", "json")):
        asked = ask(*arguments, source=other)
        assert asked.exit_code == 3
        assert "parquet/places.parquet (table places of version 1.1.0): the rows are not in the order" in asked.stderr
        assert f"(place_id) from row {at + 2} on" in asked.stderr


def test_a_key_that_comes_twice_is_refused_and_named(ask, rewritten, monkeypatch):
    monkeypatch.setattr("karabakh.flows.publish.rows.BATCH_ROWS", 7)
    other = rewritten(lambda rows: rows.take([*range(7), *range(6, 99)]))
    asked = ask("1.0.0", "1.1.0", source=other)
    assert asked.exit_code == 3
    assert "(table places of version 1.1.0): a key (place_id) stands twice, in row 8 again" in asked.stderr


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda rows: b"PAR1 and nothing else PAR1", "cannot be read as Parquet"),
        (lambda rows: b"", "cannot be read as Parquet"),
        (
            lambda rows: rows.append_column("x", pa.array([b"\xff"] * 100).view(pa.string())),
            "cannot be read as Parquet",
        ),
        (lambda rows: rows.append_column("label", pa.nulls(100)), "more than one column with the name label"),
    ],
)
def test_a_published_file_that_is_no_table_is_named(ask, rewritten, made, said):
    other = rewritten(made)
    for version in ("1.0.0", "1.2.0"):
        with pytest.raises(DamagedError, match=rf"1\.1\.0/parquet/places\.parquet.*{said}"):
            diff(version, "1.1.0", other)
        assert ask(version, "1.1.0", source=other).exit_code == 3


def test_nor_is_it_loaded(rewritten):
    other = rewritten(lambda rows: rows.append_column("label", pa.nulls(100)))
    with pytest.raises(DamagedError, match=r"places\.parquet has more than one column with the name label"):
        load("places", "1.1.0", other)


def test_in_python_it_is_a_table(data):
    frame = diff("1.0.0", "1.1.0", data)
    expected = pq.read_table(data / "1.1.0" / "changes.parquet")
    assert pa.Table.from_pandas(frame, schema=expected.schema, preserve_index=False).equals(expected)
    assert list(diff("1.0.0", "1.1.0", data, tables=["place_names"]).columns) == expected.column_names
    assert len(diff("1.1.0", data=data)) == 99 + 1
    with pytest.raises(CallError, match="neither version has a table"):
        diff("1.0.0", "1.1.0", data, tables=["towns"])


@pytest.fixture
def served(data, monkeypatch, tmp_path):
    """The address of an HTTP server that has the versions, and the paths that it was asked for."""
    asked = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            asked.append(self.path)

    monkeypatch.setenv("KARABAKH_CACHE", str(tmp_path / "cache"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=data)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_versions_elsewhere_are_fetched_no_more_than_needed(ask, data, served):
    address, asked = served
    text = ask("1.0.0", "1.1.0").stdout
    assert ask("1.0.0", "1.1.0", source=address).stdout == text
    assert {path for path in asked if "parquet" in path} == {f"/1.{n}.0/parquet/places.parquet" for n in (0, 1)}
    assert not any("csv" in path for path in asked)
    assert ask("1.0.0", f"{address}/1.1.0").stdout == text
    assert ask(f"{address}/1.0.0", data / "latest", source=None).stdout == ask("1.0.0", "latest").stdout


def test_where_a_version_lies(data):
    place, release = version_at(data / "1.1.0")
    assert (place.root, release.version) == (data, "1.1.0")
    assert version_at("latest", data)[1].version == "1.2.0"


def test_help_teaches(ask):
    told = CliRunner().invoke(main, ["diff", "--help"]).stdout
    for words in ("karabakh diff 1.0.0 1.1.0", "--format [text|json|csv]", "KARABAKH_FROM", "Exit codes"):
        assert words in told


def test_a_table_and_a_column_of_another_kind(tmp_path, monkeypatch):
    """Versions of other releases of this software may have other columns, types, keys and tables."""
    from karabakh.flows.publish import publish
    from karabakh.schemas.arrow import table

    publish({"rejected": table(TABLES["rejected"], [])}, tmp_path / "data")
    monkeypatch.setitem(TABLES, "rejected", TABLES["place_names"])
    publish({"rejected": table(TABLES["rejected"], [])}, tmp_path / "data")
    text = CliRunner().invoke(main, ["diff", "1.0.0", "--from", str(tmp_path / "data")]).stdout
    key = "table|key|rule|column|ordinal → place_id|name|language|tradition|kind|valid_from"
    assert f"~ rejected: key {key}; its rows are not compared" in text
    assert "- rejected: column ordinal (int32)" in text
    assert "+ rejected: column ambiguous (bool)" in text
    assert text.splitlines()[:2] == ["1.0.0 → 2.0.0", "rejected: another key, 16 columns differ"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_obeys_no_cell_of_csv(data):
    import pty

    side, terminal = pty.openpty()
    code = "import sys; from karabakh.flows.cli import main; main(sys.argv[1:])"
    command = ["diff", "1.0.0", "1.1.0", "--from", str(data), "--format", "csv", "--limit", "1"]
    subprocess.run([sys.executable, "-c", code, *command], stdout=terminal, check=True)
    os.close(terminal)
    shown = os.read(side, 10_000).decode()
    os.close(side)
    assert r"\x1b[2Jgone\x9b1m\u202e" in shown
    assert "".join(shown.splitlines()).isprintable()
