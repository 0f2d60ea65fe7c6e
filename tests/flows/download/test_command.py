"""The commands download and versions: what they print, and with what they end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main

BIG = "1.0.1/parquet/documents.parquet"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_help_teaches():
    for command in ("download", "versions"):
        shown = run(command, "--help").output
        assert "KARABAKH_FROM" in shown
        assert f"karabakh {command} " in shown
    shown = " ".join(run("download", "--help").output.split())
    for told in ("KARABAKH_TO", "KARABAKH_CACHE", "Exit codes", "VERSION-partial", "already there VERSION PATH"):
        assert told in shown


def test_the_last_line_says_what_is_where(data, to):
    assert run("download", "--from", data, "--to", to).stdout == f"downloaded 1.0.1 {to}/1.0.1\n"
    assert run("download", "--from", data, "--to", to).stdout == f"already there 1.0.1 {to}/1.0.1\n"
    assert run("download", "1.0.0", "--from", data, "--to", to).stdout == f"downloaded 1.0.0 {to}/1.0.0\n"


def test_some_tables_in_one_format(data, to):
    done = run(
        "download", "--from", data, "--to", to, "--table", "documents", "--table", "place_mentions", "--format", "csv"
    )
    assert done.stdout == f"downloaded 1.0.1 {to}/1.0.1-partial\n"
    assert run("versions", "--from", to).stdout.rstrip().endswith("partial: 5 files")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
def test_what_came_can_be_verified_without_us(data, to):
    run("download", "--from", data, "--to", to)
    run("download", "1.0.0", "--from", data, "--to", to, "--format", "csv")
    for folder, option in (("1.0.1", "--strict"), ("1.0.0-partial", "--ignore-missing")):
        subprocess.run(["sha256sum", "--quiet", option, "-c", "SHA256SUMS"], cwd=to / folder, check=True)


def test_the_folder_data_is_the_default_for_both(data, monkeypatch):
    monkeypatch.chdir(data.parent)
    assert run("download").stdout == f"already there 1.0.1 {Path('data', '1.0.1')}\n"
    assert run("versions").stdout.count("\n") == 2


def test_the_environment_names_both(data, to, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KARABAKH_FROM", str(data))
    monkeypatch.setenv("KARABAKH_TO", str(to))
    assert run("download").stdout == f"downloaded 1.0.1 {to}/1.0.1\n"


@pytest.mark.parametrize("option", ["--from", "--data"])
def test_versions_may_be_anywhere(server, option):
    lines = run("versions", option, server.address).stdout.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["1.0.0", "2024-05-01T12:00:00Z", "first"],
        ["1.0.1", "2024-05-01T12:00:00Z", "patch"],
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "no/such/folder"), "no/such/folder/versions.json"),
        (("--from", "nosuch://x"), "nosuch://x"),
        (("--to", "s3://me:hidden@bucket/x"), "s3://bucket/x is an address"),
        (("7.0.0",), "it has 1.0.0, 1.0.1, and latest"),
        (("--table", "towns"), "it has documents, place_mentions"),
        (("--format", "xlsx"), "parquet"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments, told, data, to):
    done = run("download", "--from", data, "--to", to, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert not to.exists()


def test_a_folder_with_other_content_ends_with_2(data, to):
    to.mkdir()
    (to / "thesis.docx").write_text("years of work")
    done = run("download", "--from", data, "--to", to)
    assert done.exit_code == 2
    assert "thesis.docx" in done.stderr


def test_what_does_not_match_ends_with_3_and_no_traceback(server, answers, to):
    server.answers[BIG], server.always = [answers.changed(7)], True
    done = run("download", "--from", server.address, "--to", to)
    assert done.exit_code == 3
    assert re.search(r"documents\.parquet is not what was published.*[0-9a-f]{64}.*[0-9a-f]{64}", done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_answer_ends_with_3_and_says_that_it_continues(server, answers, to):
    server.answers[BIG], server.always = [answers.status(503)], True
    done = run("download", "--from", server.address, "--to", to)
    assert done.exit_code == 3
    assert "run the same command again: it continues where it stopped" in done.stderr


def started(server, to):
    """Start a download in a process of its own, of a file that comes slowly."""
    command = [sys.executable, "-m", "karabakh.flows.cli", "download", "--from", server.address, "--to", str(to)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)


def slowly(handler, body, start):
    """Give 20,000 bytes and then nothing for as long as anybody waits."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.send(body[:20_000])
    handler.server.reached.set()
    handler.server.enough.wait(30)
    handler.close_connection = True


@pytest.fixture
def slow_server(server):
    server.reached, server.enough = threading.Event(), threading.Event()
    server.answers[BIG] = [slowly]
    yield server
    server.enough.set()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_download_that_is_killed_is_continued_by_the_next(number, slow_server, to, data, whole, nothing_left):
    process = started(slow_server, to)
    assert slow_server.reached.wait(30)
    deadline = time.monotonic() + 20
    while not any(path.stat().st_size == 20_000 for path in to.glob(".download-*/.part/*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(number)
    out, error = process.communicate(timeout=20)
    assert out == ""
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    if number == signal.SIGINT:
        assert "it continues where it stopped" in error
    assert nothing_left(to)
    slow_server.asked.clear()
    again = started(slow_server, to)
    out, error = again.communicate(timeout=30)
    assert (out, error) == (f"downloaded 1.0.1 {to}/1.0.1\n", "")
    assert whole(to / "1.0.1", data / "1.0.1")
    assert [start for start, _ in slow_server.sent(BIG)] == [20_000]


@pytest.mark.slow
def test_two_processes_at_once(slow_server, to, data, whole):
    first = started(slow_server, to)
    assert slow_server.reached.wait(30)
    second = started(slow_server, to)
    assert "another run is writing into" in second.stderr.readline()
    slow_server.enough.set()
    assert first.communicate(timeout=30)[0] == f"downloaded 1.0.1 {to}/1.0.1\n"
    assert second.communicate(timeout=30)[0] == f"already there 1.0.1 {to}/1.0.1\n"
    assert whole(to / "1.0.1", data / "1.0.1")
