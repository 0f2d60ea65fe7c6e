"""The command as a process: it serves, ends when it is told to, and leaves nothing, whatever whoever connects does."""

import contextlib
import gzip
import http.client
import io
import json
import shlex
import signal
import sys
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from karabakh.flows.cli import main

pytestmark = pytest.mark.slow

HEAD = "POST /validate?name={} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
BAD = b"place_id,name,language,tradition,kind\nnope,Agdam,en,press,press\n"


def post(served, body, name="x.csv"):
    """Send a file; return the status and what is said of it."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=120)
    connection.request("POST", f"/validate?name={name}", body, {"Content-Type": "application/octet-stream"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content)


def eventually(holds, seconds=10.0):
    """Return whether something holds within some seconds."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def whole(connection, pause=0.0):
    """Return how many bytes come until the other side closes, read a megabyte at a time."""
    size = 0
    with contextlib.suppress(ConnectionResetError):
        while read := connection.recv(1 << 20):
            size += len(read)
            time.sleep(pause)
    return size


def is_closed(connection):
    """Return whether the other side has closed a connection."""
    connection.settimeout(0.1)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def children(process):
    """Return the processes that a process has started."""
    found = [Path(task) / "children" for task in Path(f"/proc/{process.pid}/task").iterdir()]
    return [int(child) for path in found for child in path.read_text().split()]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_within_seconds_when_it_is_told_to_even_with_connections_open(serving, number, status):
    with serving() as served:
        idle, half, sending, stalled = (served.connect() for _ in range(4))
        half.sendall(b"GET / HTTP/1.1\r\n")
        sending.sendall(HEAD.format("x.csv").encode() + b"Content-Length: 1000\r\n\r\nx")
        stalled.sendall(b"GET /1.1.0/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
        assert eventually(served.left)
        begun = time.monotonic()
        served.process.send_signal(number)
        assert served.process.wait(10) == status
        assert time.monotonic() - begun < 6
        assert not list(served.temporary.iterdir())
        assert served.process.stderr.read() == ""
        for one in (idle, half, sending, stalled):
            one.close()


def test_it_ends_the_check_that_runs_when_it_ends(serving):
    with serving() as served:
        with served.connect() as sending:
            body = gzip.compress(b"0" * 50_000_000)
            sending.sendall(HEAD.format("x.txt.gz").encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert eventually(lambda: children(served.process))
            running = children(served.process)
            served.process.send_signal(signal.SIGTERM)
            assert served.process.wait(10) == 0
        assert eventually(lambda: not any(Path(f"/proc/{child}").exists() for child in running))
        assert not list(served.temporary.iterdir())


def test_whoever_leaves_leaves_nothing(serving, root):
    with serving(data=root / "data") as served:
        with served.connect() as sending:
            sending.sendall(HEAD.format("x.csv").encode() + b"Content-Length: 1000\r\n\r\nx")
            assert eventually(served.left)
        assert eventually(lambda: not served.left())
        with served.connect() as waiting:
            body = b"a" * 10_000_000
            waiting.sendall(HEAD.format("x.txt").encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert eventually(lambda: children(served.process))
        assert eventually(lambda: not children(served.process))
        assert eventually(lambda: not served.left())
        assert post(served, BAD)[1]["status"] == "invalid"


def test_a_large_file_is_refused_and_the_refusal_is_read(serving):
    with serving("--max-upload", "1MB") as served:
        assert post(served, b"x" * 1_000_000)[0] == 200
        status, told = post(served, b"x" * 1_000_001)
        assert (status, told["status"]) == (413, "refused")
        assert "1 MB" in told["message"]
        with served.connect() as sending:
            sending.sendall(HEAD.format("x.csv").encode() + b"Transfer-Encoding: chunked\r\n\r\n")
            chunk = b"%x\r\n" % 500_000 + b"x" * 500_000 + b"\r\n"
            for _ in range(3):
                sending.sendall(chunk)
            assert sending.recv(100).startswith(b"HTTP/1.1 413 ")
        assert eventually(lambda: not served.left())


def test_connections_that_stand_still_are_closed(serving):
    sent = {
        "nothing": b"",
        "half a head": b"GET / HTTP/1.1\r\n",
        "half a second head": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHo",
        "no second request": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "no rest of a refused body": HEAD.format("x").encode() + b"Content-Length: 90000000\r\n\r\n",
    }
    with serving() as served, contextlib.ExitStack() as stack:
        silent = {what: stack.enter_context(served.connect()) for what in sent}
        for what, connection in silent.items():
            connection.sendall(sent[what])
            connection.settimeout(40)
        begun = time.monotonic()
        for what, connection in silent.items():
            with contextlib.suppress(ConnectionResetError):
                while connection.recv(65536):
                    pass
            assert time.monotonic() - begun < 30, what
        assert time.monotonic() - begun > 3


def test_a_head_that_comes_by_drops_is_not_waited_for(serving):
    with serving() as served, served.connect() as slow:
        begun = time.monotonic()
        try:
            for letter in b"GET / HTTP/1.1\r\nX: " + b"x" * 100:
                slow.sendall(bytes([letter]))
                time.sleep(0.5)
        except OSError:  # it was closed
            pass
        assert time.monotonic() - begun < 20


def test_what_is_no_request_is_refused_with_the_headers_of_every_answer(serving):
    several = [
        b"no request\r\n\r\n",
        b"\0\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 60_000,
    ]
    with serving() as served:
        for sent in several:
            with served.connect() as odd:
                odd.sendall(sent)
                answer = odd.recv(65536)
                assert answer.startswith(b"HTTP/1.1 400 "), sent[:80]
                assert b"x-frame-options: DENY" in answer
                assert b"\r\nserver:" not in answer.lower()


def test_a_path_as_it_is_written_leads_nowhere(serving):
    paths = ["/1.1.0/../secret.txt", "/../secret.txt", "/1.1.0/./csv/places.csv", "//etc/passwd", "/1.1.0//etc/passwd",
             "http://localhost/secret.txt", "/1.1.0/../../../../../etc/passwd", "/1.1.0/.hidden"]  # fmt: skip
    with serving() as served:
        for path in paths:
            with served.connect() as odd:
                odd.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                assert odd.recv(100).startswith(b"HTTP/1.1 404 "), path


def test_a_crowd_is_answered(serving, root):
    answers = Counter()

    def one():
        try:
            status, told = post(served, BAD)
            answers[status if status in (200, 503) else (status, told["message"])] += 1
        except Exception as error:
            answers[repr(error)] += 1

    with serving(data=root / "data") as served:
        crowd = [threading.Thread(target=one) for _ in range(40)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        assert set(answers) == {200, 503}
        assert answers[200] >= 8
        assert post(served, BAD)[0] == 200
        assert eventually(lambda: not served.left())


def bomb():
    """A workbook of a megabyte that says it is one of 900."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"a" * 900_000_000)
    return made.getvalue()


def test_files_that_are_made_to_break_something_break_nothing(serving, root):
    several = {
        "x.csv": [b"", b"\0" * 5000, b'"' * 30_000_000, b"," * 30_000_000],
        "x.jsonl": [b"[" * 200_000],
        "x.xlsx": [b"PK\x03\x04" + bytes(1000), bomb()],
        "x.parquet": [b"PAR1" * 100],
        "x.csv.gz": [gzip.compress(b"a,b\n" + b"1,2\n" * 50_000_000, 1)],
        "x.txt": [b"(" * 500_000],
        "x.html": [b"<div>" * 1_000_000],
    }
    with serving(data=root / "data") as served:
        for name, contents in several.items():
            for content in contents:
                status, told = post(served, content, name)
                assert status in (200, 422), (name, content[:9])
                assert told["status"] in ("valid", "invalid", "refused"), (name, content[:9])
                assert not served.left()
        assert post(served, BAD)[1]["status"] == "invalid"


def test_it_says_what_it_serves_where_and_warns_whoever_serves_others(serving):
    with serving("--host", "0.0.0.0") as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port)
        connection.request("GET", "/", headers={"Host": "rebound.example"})
        assert connection.getresponse().status == 400
        connection.close()
        served.process.terminate()
        assert served.process.wait(10) == 0
        assert "whoever reaches 0.0.0.0" in served.process.stderr.read()


def test_the_browser_is_shown_the_newest_version(data, tmp_path, serving, monkeypatch):
    told = tmp_path / "told"
    opener = tmp_path / "opener.py"
    opener.write_text(f"import sys; open({str(told)!r}, 'w').write(sys.argv[1])")
    monkeypatch.setenv("BROWSER", f"{shlex.quote(sys.executable)} {shlex.quote(str(opener))} %s")
    monkeypatch.setenv("DISPLAY", ":0")
    with serving("--open") as served:
        assert eventually(lambda: told.exists() and told.read_text())
        assert told.read_text() == served.url


def test_versions_can_be_downloaded_from_it(serving, tmp_path, data):
    from click.testing import CliRunner

    with serving() as served:
        done = CliRunner().invoke(main, ["download", "--from", served.url, "--to", str(tmp_path / "copy")])
    assert done.exit_code == 0, done.stderr
    copy = tmp_path / "copy" / "1.1.0"
    for name in ("index.html", "csv/places.csv", "SHA256SUMS"):
        assert (copy / name).read_bytes() == (data / "1.1.0" / name).read_bytes()


def test_it_writes_nothing_in_the_data_folder(serving, data):
    def seen():
        return sorted((str(path), path.stat().st_mtime_ns) for path in [data, *data.rglob("*")])

    before = seen()
    with serving() as served:
        post(served, BAD, "place_names.csv")
        with served.connect() as one:
            one.sendall(b"GET /1.1.0/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            one.recv(1000)
    assert seen() == before


def test_whoever_does_not_read_is_left_and_whoever_reads_slowly_is_waited_for(serving, data):
    size = 100_000_000
    listed = data / "1.0.0" / "csv" / "places.csv"
    listed.write_bytes(bytes(size))
    asked = b"GET /1.0.0/csv/places.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    soon = "from karabakh.flows.serve import connection; connection._PATIENCE['unread'] = 2.0"
    with serving(before=soon) as served, served.connect() as still, served.connect() as slow:
        still.sendall(asked)
        slow.sendall(asked)
        assert whole(slow, 0.04) > size
        assert whole(still) < size


def test_too_many_connections_are_closed_and_the_others_served(serving):
    with serving() as served, contextlib.ExitStack() as stack:
        opened = [stack.enter_context(served.connect()) for _ in range(600)]
        time.sleep(1)
        opened[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert opened[0].recv(100).startswith(b"HTTP/1.1 200 ")
        assert eventually(lambda: is_closed(opened[-1]))
